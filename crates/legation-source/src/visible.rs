//! Foreign text made safe for a terminal: controls are shown, never sent.

use std::borrow::Cow;

/// Text as one line: line feeds and tabs are shown too.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| sign(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| sign(c).unwrap_or_else(|| c.to_string())).collect())
}

/// What stands for a character that a terminal or a browser would obey instead of showing.
///
/// Joiners and the marks of direction stay: languages are written with them.
pub fn sign(c: char) -> Option<String> {
    match c {
        // The pictures of the C0 controls stand in their order.
        '\0'..='\x1F' => char::from_u32(0x2400 + c as u32).map(String::from),
        '\x7F' => Some('\u{2421}'.to_string()),
        '\u{80}'..='\u{9F}' => Some(named(c)),
        // Bidi embeddings, overrides and isolates; separators; invisible spaces; tags.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some(named(c)),
        '\u{2028}' | '\u{2029}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => Some(named(c)),
        '\u{E0000}'..='\u{E007F}' => Some(named(c)),
        _ => None,
    }
}

fn named(c: char) -> String {
    format!("<U+{:04X}>", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_writing_is_left_alone() {
        for (text, shown) in [
            ("a\x1b[31mb", "a\u{241b}[31mb"),
            ("a\u{202e}b\u{9b}c", "a<U+202E>b<U+009B>c"),
            ("a\nb\tc", "a\u{240a}b\u{2409}c"),
            ("\u{645}\u{6cc}\u{200c}\u{62e}", "\u{645}\u{6cc}\u{200c}\u{62e}"),
        ] {
            assert_eq!(one_line(text), shown);
        }
    }
}
