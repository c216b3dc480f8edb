//! HTML to tags and runs of text, each with its place in the source. One pass, no look-back: linear on any input.

use super::limits;
use super::tags::Tag;
use crate::span::Span;

/// Attributes that some later step asks for; all others are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    AriaHidden,
    AriaModal,
    Charset,
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    Hreflang,
    HttpEquiv,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Rel,
    Role,
    Style,
    Type,
}

impl Key {
    fn of(name: &[u8]) -> Option<Key> {
        const NAMES: &[(&str, Key)] = &[
            ("class", Key::Class),
            ("id", Key::Id),
            ("href", Key::Href),
            ("style", Key::Style),
            ("rel", Key::Rel),
            ("content", Key::Content),
            ("name", Key::Name),
            ("property", Key::Property),
            ("itemprop", Key::Itemprop),
            ("type", Key::Type),
            ("role", Key::Role),
            ("lang", Key::Lang),
            ("hidden", Key::Hidden),
            ("datetime", Key::Datetime),
            ("hreflang", Key::Hreflang),
            ("charset", Key::Charset),
            ("http-equiv", Key::HttpEquiv),
            ("aria-hidden", Key::AriaHidden),
            ("aria-modal", Key::AriaModal),
        ];
        let found = NAMES.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
        found.map(|(_, key)| *key)
    }
}

/// An attribute that is kept, with its value as written, quotes left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub key: Key,
    pub value: Span,
}

/// One piece of a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    /// Characters, references not resolved.
    Text(Span),
    /// A start tag; its attributes are in [`Tokens::attributes`] until the next token.
    Start { tag: Tag, name: Span, closed: bool },
    /// An end tag.
    End { tag: Tag, name: Span },
}

/// The pieces of a page, in order.
pub(super) struct Tokens<'s> {
    source: &'s str,
    at: usize,
    /// Element whose content is characters only, just opened.
    raw: Option<(Tag, Span)>,
    /// Attributes of the start tag that came last.
    pub attributes: Vec<Attribute>,
    /// Attributes left out because their tag had too many.
    pub surplus: usize,
}

impl<'s> Tokens<'s> {
    pub(super) fn new(source: &'s str) -> Tokens<'s> {
        Tokens { source, at: 0, raw: None, attributes: Vec::new(), surplus: 0 }
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Token> {
        if let Some((tag, name)) = self.raw.take() {
            if let Some(text) = self.raw_text(name) {
                self.raw = None;
                return Some(text);
            }
            return Some(self.raw_end(tag, name));
        }
        let text = self.text();
        if !text.is_empty() {
            return Some(Token::Text(text));
        }
        while self.at < self.source.len() {
            if let Some(token) = self.markup() {
                return Some(token);
            }
            let text = self.text();
            if !text.is_empty() {
                return Some(Token::Text(text));
            }
        }
        None
    }

    fn byte(&self, at: usize) -> u8 {
        self.source.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Place of the next `needle` from `from` on, or the end.
    fn find(&self, needle: &str, from: usize) -> usize {
        let rest = self.source.get(from..).unwrap_or("");
        rest.find(needle).map_or(self.source.len(), |found| from + found)
    }

    /// Takes the characters up to the next markup.
    fn text(&mut self) -> Span {
        let start = self.at;
        let bytes = self.source.as_bytes();
        while self.at < bytes.len() {
            let rest = self.source.get(self.at..).unwrap_or("");
            let Some(found) = rest.find('<') else {
                self.at = bytes.len();
                break;
            };
            self.at += found;
            if matches!(self.byte(self.at + 1), b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?') {
                break;
            }
            self.at += 1;
        }
        Span::new(start, self.at)
    }

    /// Takes one piece of markup; `None` for comments and the like, and at the end.
    fn markup(&mut self) -> Option<Token> {
        match self.byte(self.at + 1) {
            b'!' => {
                self.at = if self.source.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b"<!--")) {
                    // `<!-->` is a whole comment.
                    self.find("-->", self.at + 2).saturating_add(3)
                } else {
                    self.find(">", self.at).saturating_add(1)
                };
                None
            }
            b'/' if self.byte(self.at + 2).is_ascii_alphabetic() => self.end_tag(),
            b'/' | b'?' => {
                self.at = self.find(">", self.at).saturating_add(1);
                None
            }
            _ => self.start_tag(),
        }
    }

    fn name(&self, from: usize) -> Span {
        let rest = self.source.as_bytes().get(from..).unwrap_or(&[]);
        let length = rest.iter().take_while(|c| !c.is_ascii_whitespace() && !matches!(c, b'/' | b'>')).count();
        Span::new(from, from + length)
    }

    fn start_tag(&mut self) -> Option<Token> {
        let name = self.name(self.at + 1);
        let tag = Tag::of(name.of(self.source).as_bytes());
        self.at = name.end as usize;
        let closed = self.attributes()?;
        if tag.is_raw() {
            self.raw = Some((tag, name));
        }
        Some(Token::Start { tag, name, closed })
    }

    fn end_tag(&mut self) -> Option<Token> {
        let name = self.name(self.at + 2);
        self.at = name.end as usize;
        self.attributes()?;
        Some(Token::End { tag: Tag::of(name.of(self.source).as_bytes()), name })
    }

    /// Takes attributes up to the end of the tag; says whether it ended with `/>`. A tag without end ends the page.
    fn attributes(&mut self) -> Option<bool> {
        self.attributes.clear();
        let mut count = 0;
        loop {
            while self.byte(self.at).is_ascii_whitespace() || self.byte(self.at) == b'/' {
                self.at += 1;
            }
            if self.byte(self.at) == b'>' {
                self.at += 1;
                return Some(self.byte(self.at.saturating_sub(2)) == b'/');
            }
            if self.at >= self.source.len() {
                return None;
            }
            let (name, value) = self.attribute()?;
            count += 1;
            if count > limits::ATTRIBUTES {
                self.surplus += 1;
            } else if let Some(key) = Key::of(name.of(self.source).as_bytes()) {
                self.attributes.push(Attribute { key, value });
            }
        }
    }

    /// Takes one attribute. White space has been skipped.
    fn attribute(&mut self) -> Option<(Span, Span)> {
        let start = self.at;
        // A leading `=` belongs to the name.
        self.at += 1;
        self.skip(|c| !c.is_ascii_whitespace() && !matches!(c, b'/' | b'>' | b'='));
        let name = Span::new(start, self.at);
        self.skip(|c| c.is_ascii_whitespace());
        if self.byte(self.at) != b'=' {
            return Some((name, Span::new(self.at, self.at)));
        }
        self.at += 1;
        self.skip(|c| c.is_ascii_whitespace());
        let start = self.at;
        let value = match self.byte(start) {
            quote @ (b'"' | b'\'') => {
                let end = self.find(if quote == b'"' { "\"" } else { "'" }, start + 1);
                self.at = end + 1;
                Span::new(start + 1, end)
            }
            _ => {
                self.skip(|c| !c.is_ascii_whitespace() && c != b'>');
                Span::new(start, self.at)
            }
        };
        Some((name, value))
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.source.as_bytes().get(self.at..).unwrap_or(&[]);
        self.at += rest.iter().take_while(|c| wanted(**c)).count();
    }

    /// Takes the content of an element of characters; `None` if it is empty.
    fn raw_text(&mut self, name: Span) -> Option<Token> {
        let start = self.at;
        let wanted = name.of(self.source).as_bytes();
        let bytes = self.source.as_bytes();
        let mut end = self.find("</", start);
        while end < bytes.len() {
            let found = bytes.get(end + 2..end + 2 + wanted.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(wanted)) {
                break;
            }
            end = self.find("</", end + 2);
        }
        self.at = end;
        let text = Span::new(start, end);
        (!text.is_empty()).then_some(Token::Text(text))
    }

    /// Ends an empty element of characters.
    fn raw_end(&mut self, tag: Tag, name: Span) -> Token {
        if self.at < self.source.len() {
            self.at = self.find(">", self.at).saturating_add(1);
        }
        Token::End { tag, name }
    }
}
