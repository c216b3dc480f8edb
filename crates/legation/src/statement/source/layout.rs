//! Going through a page's blocks: what each says of the page's origin, and what kind of block that makes it.

use super::claim::{Hit, Kind, hits};
use super::{Claim, Ground, Link, Picture, Sources, address, dateline, name, tongue};
use crate::document::{Block, BlockKind};
use crate::span::Span;

/// Paragraphs among which a dateline may stand.
const OPENING: usize = 3;
/// Blocks from either end of a page among which a byline may stand.
const FIRST: usize = 5;
const LAST: usize = 8;
/// Longest caption, and shortest paragraph that goes on with an article, in characters.
const LONGEST_CAPTION: usize = 400;
const SHORTEST_TEXT: usize = 60;

/// The page while it is read.
pub(super) struct Layout<'a> {
    ground: &'a Ground<'a>,
    out: Sources,
    /// Paragraphs seen.
    paragraphs: usize,
    /// The last block with text of the article.
    last_text: usize,
}

/// What a block turns out to be: its kind, and what is cut off at its begin and its end.
struct Shape {
    kind: BlockKind,
    head: Option<Span>,
    tail: Option<Span>,
}

impl<'a> Layout<'a> {
    pub fn new(ground: &'a Ground<'a>) -> Layout<'a> {
        let document = ground.document;
        let goes_on = |block: &Block| {
            let long = block.span.of(&document.text).chars().take(SHORTEST_TEXT).count() == SHORTEST_TEXT;
            block.kind == BlockKind::Paragraph && long && address::find(&document.text, block.span).is_none()
        };
        let last_text = document.blocks.iter().rposition(goes_on).unwrap_or(0);
        let pictures = document.images.iter().map(|i| Picture { caption: i.caption, credit: i.credit }).collect();
        Layout { ground, out: Sources { pictures, ..Sources::default() }, paragraphs: 0, last_text }
    }

    pub fn finish(self) -> Sources {
        self.out
    }

    /// Reads the block with this number.
    pub fn read(&mut self, at: usize) {
        let Some(block) = self.ground.document.blocks.get(at).copied() else { return };
        let mut shape = Shape { kind: block.kind, head: None, tail: None };
        // A first line that looks like a headline may be the caption of the picture above it.
        let headline = block.kind == BlockKind::Headline;
        if block.kind != BlockKind::Boilerplate && (headline || !self.link(block, &mut shape)) {
            let hits = hits(self.ground, block.span);
            for hit in hits.iter().filter(|hit| !headline || hit.kind == Kind::Caption) {
                self.take(at, block, hit, &mut shape);
            }
        }
        self.paragraphs += usize::from(shape.kind == BlockKind::Paragraph);
        self.emit(block.span, &shape);
    }

    fn emit(&mut self, span: Span, shape: &Shape) {
        let text = &self.ground.document.text;
        let start = shape.head.map_or(span.start, |head| head.end);
        let end = shape.tail.map_or(span.end, |tail| tail.start);
        let body = Span { start, end: end.max(start) }.trimmed(text);
        let head = shape.head.map(|span| Block { kind: BlockKind::Dateline, span });
        let body = Some(Block { kind: shape.kind, span: body }).filter(|block| !block.span.is_empty());
        let tail = shape.tail.map(|span| Block { kind: BlockKind::Credit, span });
        self.out.blocks.extend([head, body, tail].into_iter().flatten());
    }

    /// Takes a line with the address of its source; whether the line is that and nothing else.
    fn link(&mut self, block: Block, shape: &mut Shape) -> bool {
        let text = &self.ground.document.text;
        let Some(found) = address::find(text, block.span) else { return false };
        let before = Span { start: block.span.start, end: found.start }.trimmed(text);
        let label = hits(self.ground, before);
        let label = label.into_iter().find(|hit| hit.kind == Kind::Label && hit.found.span.end == before.end);
        let bare = before.is_empty() && block.kind == BlockKind::Source;
        if label.is_none() && !bare {
            return false;
        }
        let after = Span { start: found.end, end: block.span.end };
        let alone = !after.of(text).chars().any(char::is_alphanumeric);
        let opens = label.as_ref().is_none_or(|hit| hit.found.span.start == block.span.start);
        self.add_address(found, label.as_ref(), alone && opens);
        if let Some(label) = &label {
            self.agencies(label);
            self.compare(label, found);
        }
        if alone && opens {
            shape.kind = BlockKind::Source;
        }
        alone && opens
    }

    fn add_address(&mut self, span: Span, label: Option<&Hit>, origin: bool) {
        let url = span.of(&self.ground.document.text);
        let plain = |url: &str| url.trim_end_matches('/').to_string();
        if self.ground.address.is_some_and(|own| plain(own) == plain(url)) {
            return;
        }
        let headline = address::headline(url);
        let alternates = &self.ground.document.metadata.alternates;
        let claimed = alternates.iter().find(|(_, address)| plain(address) == plain(url)).map(|(tag, _)| tag.clone());
        let language = claimed.or_else(|| tongue::of_address(url, headline.as_deref(), self.ground.knowledge));
        let basis = label.map(|hit| hit.basis.clone());
        self.out.links.push(Link { url: url.to_string(), language, headline, span, basis, origin });
    }

    /// Notes where a line names one publisher and gives the address of another.
    fn compare(&mut self, label: &Hit, address: Span) {
        let world = &self.ground.knowledge.world;
        let Some(host) = address::host(address.of(&self.ground.document.text)) else { return };
        for (domain, span) in label.slots("publisher").filter(|(domain, _)| !address::same_house(&host, domain)) {
            let told = world.publishers.get(domain).map_or(domain, |publisher| publisher.name.as_str());
            let message = format!("the line names {told}, its address is of {host}");
            self.out.notes.push(crate::document::Note { kind: "provenance", message, span: Some(span) });
        }
    }

    fn take(&mut self, at: usize, block: Block, hit: &Hit, shape: &mut Shape) {
        let text = &self.ground.document.text;
        let opens = hit.found.span.start == block.span.start;
        let ends = hit.found.span.end == block.span.end;
        let near_end = at < FIRST || at + LAST >= self.ground.document.blocks.len();
        let short = block.span.of(text).chars().take(LONGEST_CAPTION + 1).count() <= LONGEST_CAPTION;
        match hit.kind {
            Kind::Dateline if opens => self.dateline(block, hit, shape),
            Kind::Source if opens => {
                shape.kind = BlockKind::Source;
                self.agencies(hit);
                self.publishers(hit, true);
            }
            Kind::Label if opens && ends => shape.kind = BlockKind::Source,
            Kind::Byline if opens && near_end && self.authors(hit) => {
                shape.kind = BlockKind::Credit;
                self.agencies(hit);
            }
            Kind::Credit if opens => {
                shape.kind = BlockKind::Credit;
                self.authors(hit);
                self.agencies(hit);
            }
            Kind::Photo if opens => {
                shape.kind = BlockKind::Credit;
                self.picture(None, hit.credit());
            }
            Kind::Remark if at >= self.last_text && block.kind != BlockKind::Caption => self.agencies(hit),
            Kind::Caption | Kind::Remark if ends && short => self.caption(block, hit, shape),
            Kind::Cited => {
                self.agencies(hit);
                self.publishers(hit, false);
            }
            Kind::Translated => self.translated(hit, opens && ends, shape),
            _ => {}
        }
    }

    fn dateline(&mut self, block: Block, hit: &Hit, shape: &mut Shape) {
        let text = &self.ground.document.text;
        let running = matches!(block.kind, BlockKind::Paragraph | BlockKind::Dateline) && self.paragraphs < OPENING;
        if !running || !dateline::is_dateline(text, &hit.found, self.paragraphs == 0, &self.ground.knowledge.world) {
            return;
        }
        if block.kind == BlockKind::Paragraph {
            shape.head = Some(hit.found.span);
        }
        self.agencies(hit);
        for (domain, span) in hit.slots("publisher") {
            let claim = Claim { value: domain.to_string(), span, basis: hit.basis.clone() };
            self.out.publishers.push(claim);
        }
    }

    fn agencies(&mut self, hit: &Hit) {
        for (name, span) in hit.slots("agency") {
            if self.out.agencies.iter().all(|known| known.value != name) {
                self.out.agencies.push(Claim { value: name.to_string(), span, basis: hit.basis.clone() });
            }
        }
    }

    /// Publishers that a line or a sentence names as the origin, and domains that no table knows.
    fn publishers(&mut self, hit: &Hit, origin: bool) {
        let world = &self.ground.knowledge.world;
        let domains = hit.slots("name").filter(|(name, _)| address::is_domain(name));
        let named: Vec<(&str, Span)> = hit.slots("publisher").chain(domains).collect();
        for (domain, span) in named {
            let same = |link: &Link| address::host(&link.url).is_some_and(|host| address::same_house(&host, domain));
            if self.out.links.iter().any(same) {
                continue;
            }
            let language = match world.publishers.get(domain) {
                Some(known) => Some(known.language.clone()).filter(|language| language != "*"),
                None => tongue::of_address(domain, None, self.ground.knowledge),
            };
            let (url, basis) = (domain.to_string(), Some(hit.basis.clone()));
            self.out.links.push(Link { url, language, headline: None, span, basis, origin });
        }
    }

    /// Adds the authors of a line; whether all of them can be names of persons.
    fn authors(&mut self, hit: &Hit) -> bool {
        let text = &self.ground.document.text;
        let names: Vec<Span> = hit.slots("author").map(|(_, span)| span.trimmed(text)).collect();
        if names.is_empty() || !names.iter().all(|span| name::is_person(span.of(text))) {
            return false;
        }
        for span in names {
            let value = span.of(text).to_string();
            if self.out.authors.iter().all(|known| known.value != value) {
                self.out.authors.push(Claim { value, span, basis: hit.basis.clone() });
            }
        }
        true
    }

    /// A line under a picture that ends with who made it.
    fn caption(&mut self, block: Block, hit: &Hit, shape: &mut Shape) {
        let text = &self.ground.document.text;
        shape.tail = Some(hit.found.span);
        shape.kind = BlockKind::Caption;
        let caption = Span { start: block.span.start, end: hit.found.span.start }.trimmed(text);
        self.picture(Some(caption).filter(|caption| !caption.is_empty()), hit.credit());
    }

    /// Adds a picture, or a credit to the picture whose caption is known.
    fn picture(&mut self, caption: Option<Span>, credit: Option<Span>) {
        let shares = |one: Option<Span>, other: Option<Span>| one.zip(other).is_some_and(|(a, b)| a.overlaps(b));
        let same = |picture: &&mut Picture| shares(picture.caption, caption) || shares(picture.credit, credit);
        if let Some(known) = self.out.pictures.iter_mut().find(same) {
            known.caption = caption.or(known.caption);
            known.credit = known.credit.or(credit);
            return;
        }
        // A credit alone on its line belongs to the caption just above it.
        let above = self.out.blocks.last().filter(|block| block.kind == BlockKind::Caption).map(|block| block.span);
        let bare = |picture: &&mut Picture| picture.credit.is_none() && shares(picture.caption, above);
        match self.out.pictures.iter_mut().find(bare).filter(|_| caption.is_none()) {
            Some(known) => known.credit = credit,
            None => {
                self.out.pictures.push(Picture { caption: caption.or(above.filter(|_| caption.is_none())), credit })
            }
        }
    }

    fn translated(&mut self, hit: &Hit, whole: bool, shape: &mut Shape) {
        let language = hit.slots("language").next().map(|(tag, _)| tag.to_string());
        self.out.translated_from = self.out.translated_from.take().or(language);
        if whole {
            shape.kind = BlockKind::Source;
        }
    }
}
