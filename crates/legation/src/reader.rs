//! The road: one page in, one reading out. Calls every room once, in order.

use crate::analysis::{Analysis, Isolating, Token};
use crate::document::{Block, BlockKind, DateBasis, Document};
use crate::error::Error;
use crate::language::detect::{self, Other};
use crate::language::files::KnowledgeFiles;
use crate::language::names::{NameHit, Named, StateName};
use crate::language::shapes::Sight;
use crate::language::world::World;
use crate::language::{Knowledge, Language, UNDETERMINED};
use crate::mention::time::{self, PageDay};
use crate::mention::{Mentions, Setting, unit, worth};
use crate::page::{Page, host};
use crate::record::Reading;
use crate::record::build::{self, Stages};
use crate::span::Span;
use crate::statement::source::{self, Sources};
use crate::statement::{commitment, event, quote, when};
use std::collections::HashSet;
use std::sync::Arc;

/// Reads pages. Built once, shared between threads.
pub struct Reader {
    knowledge: Knowledge,
    /// The pack for languages without one, and for those whose own pack is damaged.
    fallback: Arc<Language>,
}

impl Reader {
    /// A reader with the embedded knowledge.
    ///
    /// # Errors
    /// When an embedded table is damaged.
    pub fn new() -> Result<Reader, Error> {
        Reader::with(KnowledgeFiles::embedded())
    }

    /// A reader with the knowledge of these files.
    ///
    /// # Errors
    /// When a table is damaged.
    pub fn with(files: KnowledgeFiles) -> Result<Reader, Error> {
        let knowledge = Knowledge::from_files(files)?;
        let fallback = knowledge.language(UNDETERMINED)?;
        Ok(Reader { knowledge, fallback })
    }

    /// What the reader knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Reads one page. Never fails: what is odd about a page stands in the record's notes.
    pub fn read(&self, page: &Page) -> Reading {
        let document = Document::read(page);
        let (language, tag, others) = self.language(page, &document);
        let sources = self.sources(page, &document, &language, &tag);
        let text = &language.fold.apply(&document.text);
        let analysis = analyse(text, &sources.blocks, &language, &self.knowledge.world);
        let datelines = sources.datelines();
        let mut sentences: Vec<Span> = analysis.sentences.iter().map(|s| s.span).chain(datelines.clone()).collect();
        sentences.sort();
        let found = time::find(text, &sentences, &language.times);
        let day = page_day(page, &document, &found, &datelines);
        let date = day.map(|d| d.date);
        let times = time::resolve(&found, date, |span| tense_at(text, &sentences, &language, span));
        let publisher = self.publisher_state(page, &document, &sources);
        let setting = Setting {
            text,
            analysis: &analysis,
            language: &language,
            knowledge: &self.knowledge,
            date,
            publisher: publisher.as_deref(),
        };
        let mut mentions = Mentions::find(&setting);
        mentions.spell_as(&document.text, text);
        let quotes = quote::find(&setting, &sources.blocks, &mentions);
        let mut events = event::find(&setting, &mentions, &quotes);
        when::place_events(&setting, &mentions, &times, &mut events);
        let mut commitments = commitment::find(&setting, &mentions, &quotes, &events);
        when::time_commitments(&times, &mut commitments);
        let stages = Stages {
            page,
            document: &document,
            sources: &sources,
            language: &tag,
            others: &others,
            day,
            setting: &setting,
            mentions: &mentions,
            times: &times,
            quotes: &quotes,
            events: &events,
            commitments: &commitments,
        };
        build::reading(&stages)
    }

    /// The pack to read a document with, the tag of the language it is in, and the other languages on the page.
    fn language(&self, page: &Page, document: &Document) -> (Arc<Language>, String, Vec<Other>) {
        let (tag, others) = match &page.language {
            Some(tag) => (tag.clone(), Vec::new()),
            None => {
                let claim = document.metadata.language.as_deref();
                let found = detect::detect(&document.text, claim, &self.knowledge);
                (found.tag, found.others)
            }
        };
        (self.knowledge.language(&tag).unwrap_or_else(|_| Arc::clone(&self.fallback)), tag, others)
    }

    /// What the page says of its origin, by the rules of its language and those of every language.
    fn sources(&self, page: &Page, document: &Document, language: &Language, tag: &str) -> Sources {
        let address = page.url.as_deref().or(document.metadata.canonical.as_deref());
        let rules = [&language.sources, &self.fallback.sources];
        let rules = if language.settings.tag == UNDETERMINED { rules.get(1..).unwrap_or(&[]) } else { &rules };
        source::find(&source::Ground { document, address, language: tag, knowledge: &self.knowledge, rules })
    }

    /// The state of the publisher, by the address, else by the dateline.
    fn publisher_state(&self, page: &Page, document: &Document, sources: &Sources) -> Option<String> {
        let address = page.url.as_deref().or(document.metadata.canonical.as_deref());
        let claimed = sources.publishers.first().map(|claim| claim.value.as_str());
        let (_, publisher) = self.knowledge.world.publisher(address.and_then(host).or(claimed)?)?;
        Some(publisher.country.clone()).filter(|c| !c.is_empty())
    }
}

/// Sentences, tokens and names of everything but furniture; syntax where a sentence can hold a statement. `text` is the
/// document's, folded.
fn analyse(text: &str, blocks: &[Block], language: &Language, world: &World) -> Analysis {
    use BlockKind::{Boilerplate, Credit, Dateline, Source};
    let read = |kind: BlockKind| !matches!(kind, Boilerplate | Source | Credit | Dateline);
    let blocks: Vec<Span> = blocks.iter().filter(|b| read(b.kind)).map(|b| b.span).collect();
    let models = language.models.as_ref();
    let hits = language.names(world).find(text);
    // Names of one letter are a part of too many words to be cut out of them.
    let fixed: Vec<Span> = hits.iter().map(|h| h.span).filter(|s| s.of(text).chars().nth(1).is_some()).collect();
    let fixed = language.borders().with(text, &fixed);
    let mut analysis = Analysis::segment(text, &blocks, &language.segmentation, models, &fixed);
    let hit = |span: Span| {
        let at = hits.partition_point(|h| h.span.end <= span.start);
        hits.get(at).filter(|h| h.span.overlaps(span))
    };
    let named = |span: Span| hit(span).is_some();
    if language.settings.case_sensitive {
        let settings = &language.settings;
        let small = |word: &str| {
            let marker = settings.markers.values().flatten().any(|m| m == word);
            marker || settings.evidence.iter().any(|e| e == word)
        };
        analysis.lower_headlines(text, named, small);
    }
    let worth = worth::parsing(text, &analysis, language, &hits);
    let wanted = |index: usize| worth.get(index).copied().unwrap_or(false);
    if let Some(models) = models {
        analysis.tag_names_where(text, models, wanted);
        if language.settings.whole_words {
            analysis.add_spelt_names(text, &models.lexicon, &language.settings.name_parts, wanted);
        }
    }
    let times =
        if models.is_some_and(|m| m.syntax.is_some()) { Vec::new() } else { times_of(text, &analysis, language) };
    let seen = |span: Span| {
        let at = times.partition_point(|t: &Span| t.end <= span.start);
        let named = hit(span).map(|h| (h.span, h.named));
        Sight {
            name: named.map(|(span, _)| span),
            adjective: matches!(named, Some((_, Named::State { kind: StateName::Adjective, .. }))),
            person: matches!(named, Some((_, Named::Holder { .. }))),
            time: times.get(at).is_some_and(|t| t.overlaps(span)),
        }
    };
    for index in (0..analysis.sentences.len()).filter(|index| wanted(*index)) {
        parse(&mut analysis, index, text, language, &hits, seen);
    }
    if language.settings.whole_words {
        mend_isolating(&mut analysis, text, language);
    }
    analysis
}

/// The spans of the time expressions of all sentences.
fn times_of(text: &str, analysis: &Analysis, language: &Language) -> Vec<Span> {
    let sentences: Vec<Span> = analysis.sentences.iter().map(|s| s.span).collect();
    time::find(text, &sentences, &language.times).iter().map(|found| found.span).collect()
}

/// Gives one sentence its syntax: by the trained parser with the particles' help, or by the word tables alone.
fn parse(
    analysis: &mut Analysis,
    index: usize,
    text: &str,
    language: &Language,
    hits: &[NameHit<'_>],
    seen: impl Fn(Span) -> Sight,
) {
    match language.models.as_ref().filter(|models| models.syntax.is_some()) {
        Some(models) if language.settings.whole_words => {
            let Some(sentence) = analysis.sentences.get(index) else { return };
            let units = unit::find(text, analysis, sentence, language, hits);
            analysis.parse_in_units(index, text, models, &units);
        }
        Some(models) => analysis.parse_sentence(index, text, models),
        None => {
            let Some(sentence) = analysis.sentences.get(index) else { return };
            let tokens = analysis.tokens.get(sentence.tokens()).unwrap_or(&[]);
            let shapes = language.shapes(text, tokens, seen);
            analysis.parse_shallow(index, &shapes, language.grammar());
        }
    }
    let sentence = analysis.sentences.get(index).cloned();
    let tokens = sentence.and_then(|s| analysis.tokens.get(s.tokens())).unwrap_or(&[]);
    if let Some(pieces) = language.pieces(text, tokens) {
        analysis.mend_clauses(index, &pieces);
    }
    analysis.mend_roles(index, |particle| language.role_mark(particle.span.of(text)));
}

/// Mends what the parser does not know of a language without endings, by the markers and words of its pack.
fn mend_isolating(analysis: &mut Analysis, text: &str, language: &Language) {
    let sentences: Vec<Span> = analysis.sentences.iter().map(|s| s.span).collect();
    let times: Vec<Span> = time::find(text, &sentences, &language.times).iter().map(|found| found.span).collect();
    let acts: HashSet<&str> = language.lexicon.heads().map(|(word, _)| word).collect();
    let speech: HashSet<&str> = language.speech.singles().map(|(word, _)| word).collect();
    let form = |token: &Token| token.span.of(text);
    let isolating = Isolating {
        introduces: &|t| PHRASE.iter().any(|class| language.marks(class, form(t))) && !acts.contains(form(t)),
        by: &|t| language.marks("by", form(t)),
        of: &|t| language.marks("of", form(t)),
        governs: &|t| acts.contains(form(t)) || speech.contains(form(t)),
        time: &|span| times.iter().any(|time| time.contains(span)),
        comma: &|t| matches!(form(t), "," | "\u{FF0C}" | "\u{3001}" | "\u{FF1B}" | ";"),
    };
    for index in 0..analysis.sentences.len() {
        analysis.mend_isolating(index, &isolating);
    }
}

/// Classes of markers that introduce phrases in which somebody may stand.
const PHRASE: [&str; 9] = ["with", "to", "from", "against", "for", "about", "on", "in", "at"];

/// The page's day: given, or claimed by the page, or concluded from the dates in its text.
fn page_day(page: &Page, document: &Document, found: &[time::Found], datelines: &[Span]) -> Option<PageDay> {
    let given = page.date.map(|date| PageDay::claimed(date, DateBasis::Given));
    let claims = || document.metadata.dates.iter().min_by_key(|claim| claim.basis);
    let claimed = given.or_else(|| claims().map(|claim| PageDay::claimed(claim.date, claim.basis)));
    claimed.or_else(|| {
        let day = time::date_from_text(found);
        if let Some(date) = source::day(found, datelines, day.map(|day| day.date)) {
            return Some(PageDay::claimed(date, DateBasis::Dateline));
        }
        let day = day?;
        Some(PageDay { date: day.date, unit: day.unit, basis: DateBasis::Text, confidence: day.confidence })
    })
}

/// Which way the words around a time look.
fn tense_at(text: &str, sentences: &[Span], language: &Language, span: Span) -> time::Tense {
    let at = sentences.partition_point(|s| s.end <= span.start);
    let sentence = sentences.get(at).copied().unwrap_or(span);
    language.times.tense(text, sentence, span)
}
