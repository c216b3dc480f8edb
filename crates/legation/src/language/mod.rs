//! What is known about languages and the world, as read-only tables.
//!
//! Must never contain a word of a language, nor look at HTML.

pub mod borders;
pub mod check;
pub mod confidence;
pub mod declension;
pub mod detect;
pub mod endings;
pub mod files;
pub mod fold;
pub mod frames;
pub mod inflection;
pub mod lexicon;
pub mod names;
pub mod phrases;
pub mod settings;
pub mod shapes;
pub mod table;
pub mod words;
pub mod world;

use crate::analysis::{Clitics, Models, RoleMark, Segmentation, Upos};
use crate::error::Error;
use crate::mention::time::TimeRules;
use crate::pattern::{GivenList, Rules};
use borders::Borders;
use confidence::Confidence;
use declension::Declension;
use detect::naming::Naming;
use files::KnowledgeFiles;
use fold::Fold;
use frames::Frames;
use inflection::Inflection;
use lexicon::{Trigger, WordClass};
use names::NameIndex;
use phrases::Phrases;
use settings::{NounHead, Settings};
use shapes::Shapes;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use words::{Group, Speech, StatusWords, Title};
use world::World;

/// Tag of the pack that serves every language without one (BCP 47: undetermined).
pub const UNDETERMINED: &str = "und";

/// One language's pack, ready for use.
#[derive(Debug)]
pub struct Language {
    /// The plain facts.
    pub settings: Settings,
    /// Words that tell of an act.
    pub lexicon: Phrases<Trigger>,
    /// Words of saying.
    pub speech: Phrases<Speech>,
    /// Negation, future, possibility and their like.
    pub status: StatusWords,
    /// Offices, ranks, institutions.
    pub titles: Phrases<Title>,
    /// Pronouns and groups.
    pub groups: Phrases<Group>,
    /// Names that the world tables lack.
    own_names: Vec<names::OwnName>,
    /// How the persons in the table of holders are written, by their names there.
    own_holders: HashMap<String, Vec<String>>,
    /// Names of states, organisations and holders, put together when a text is first searched for them.
    names: OnceLock<NameIndex>,
    /// Rules for times.
    pub times: TimeRules,
    /// Rules for source lines.
    pub sources: Rules,
    /// Trained models, where there are some.
    pub models: Option<Models>,
    /// Letters and spellings that mean the same.
    pub fold: Fold,
    /// How words and sentences are cut.
    pub segmentation: Segmentation,
    /// Words whose borders are sure, put together when a text is first cut.
    borders: OnceLock<Borders>,
    /// Words that can be verbs.
    verbs: OnceLock<HashMap<String, bool>>,
    /// Parts of speech from the tables, put together when there is no tagger.
    shapes: OnceLock<Shapes>,
    /// Words of names, lower-cased, put together when a case is first asked for.
    name_words: OnceLock<HashSet<String>>,
}

/// A pack on the list, whether loaded or not.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its plain facts.
    pub settings: Settings,
    /// Bytes of its models as shipped; 0 where it has none.
    pub model_bytes: usize,
    /// Rows of its lexicon.
    pub triggers: usize,
    /// F1 on annotated news by what is read, as `evaluation/run` measured it.
    pub scores: Vec<(String, f32)>,
}

/// All knowledge: the world, the frames, and the packs, each loaded when a page of its language comes.
pub struct Knowledge {
    /// States, organisations, holders, cities, sources.
    pub world: World,
    /// Kinds of acts.
    pub frames: Frames,
    /// What the signs of facts are worth.
    pub confidence: Confidence,
    /// Where all of it was read from.
    pub files: KnowledgeFiles,
    /// What tells languages apart.
    naming: Naming,
    settings: BTreeMap<String, Settings>,
    packs: BTreeMap<String, OnceLock<Option<Arc<Language>>>>,
}

impl Knowledge {
    /// Loads the embedded world tables and the list of packs.
    ///
    /// # Errors
    /// When an embedded table is damaged.
    pub fn load() -> Result<Knowledge, Error> {
        Knowledge::from_files(KnowledgeFiles::embedded())
    }

    /// Loads world tables and the list of packs from the files given.
    ///
    /// # Errors
    /// When a table is damaged.
    pub fn from_files(files: KnowledgeFiles) -> Result<Knowledge, Error> {
        let bytes = |path: &str| files.file(path).unwrap_or_default();
        let world = World::load(&|path| files.file(path))?;
        let frames = Frames::parse("world/frames.toml", &bytes("world/frames.toml"))?;
        const CONFIDENCE: &str = "models/confidence.tsv";
        let confidence = Confidence::parse(CONFIDENCE, &bytes(CONFIDENCE))?;
        let naming = Naming::load(files.file("models/naming.model").unwrap_or_default())?;
        let mut settings = BTreeMap::new();
        for path in files.paths() {
            if let Some(tag) = path.strip_prefix("languages/").and_then(|p| p.strip_suffix("/language.toml")) {
                settings.insert(tag.to_string(), Settings::parse(&path, &bytes(&path))?);
            }
        }
        let packs = settings.keys().map(|tag| (tag.clone(), OnceLock::new())).collect();
        Ok(Knowledge { world, frames, confidence, naming, files, settings, packs })
    }

    /// The pack for a language tag: its own, that of its primary language, or the undetermined one.
    ///
    /// # Errors
    /// When the pack's files are damaged.
    pub fn language(&self, tag: &str) -> Result<Arc<Language>, Error> {
        let primary = tag.split('-').next().unwrap_or(tag);
        let tag = [tag, primary].into_iter().find(|t| self.packs.contains_key(*t)).unwrap_or(UNDETERMINED);
        let missing = || Error::new(format!("no pack for language `{tag}`"));
        let (settings, slot) = self.settings.get(tag).zip(self.packs.get(tag)).ok_or_else(missing)?;
        // Threads that meet a language together wait for one of them to load it.
        let language = slot.get_or_init(|| Language::load(settings, self).map(Arc::new).ok());
        match language {
            Some(language) => Ok(Arc::clone(language)),
            None => Language::load(settings, self).map(Arc::new),
        }
    }

    /// Plain facts of all packs, by tag.
    pub fn settings(&self) -> impl Iterator<Item = &Settings> {
        self.settings.values()
    }

    /// The model that names languages.
    pub fn naming(&self) -> &Naming {
        &self.naming
    }

    /// Whether there is a pack of this very tag.
    pub fn has(&self, tag: &str) -> bool {
        self.settings.contains_key(tag)
    }
}

/// All packs, without loading them.
///
/// # Errors
/// When a pack's `language.toml` or the table of scores is damaged.
pub fn list(files: KnowledgeFiles) -> Result<Vec<Listed>, Error> {
    let knowledge = Knowledge::from_files(files)?;
    let files = &knowledge.files;
    let rows = |path: String| files.file(&path).map_or(0, |bytes| bytes.iter().filter(|b| **b == b'\n').count());
    const SCORES: &str = "models/scores.tsv";
    let table = files.file(SCORES).unwrap_or_default();
    let scores = table::rows(SCORES, &table, 3)?;
    let scores = |tag: &str| {
        let own = scores.iter().filter(|row| row.get(0) == tag);
        own.filter_map(|row| Some((row.get(1).to_string(), row.get(2).parse().ok()?))).collect()
    };
    Ok(knowledge
        .settings()
        .map(|settings| Listed {
            model_bytes: files.file(&format!("models/{}.model", settings.tag)).map_or(0, |bytes| bytes.len()),
            triggers: rows(format!("languages/{}/lexicon.tsv", settings.tag)).saturating_sub(1),
            scores: scores(&settings.tag),
            settings: settings.clone(),
        })
        .collect())
}

/// A list of words as they stand in a folded text.
fn folded(list: GivenList, fold: &Fold) -> GivenList {
    let words = list.words.into_iter().map(|(form, value)| (fold.apply(&form).into_owned(), value));
    GivenList { name: list.name, words: words.collect() }
}

impl Language {
    fn load(settings: &Settings, knowledge: &Knowledge) -> Result<Language, Error> {
        let tag = settings.tag.as_str();
        let path = |name: &str| format!("languages/{tag}/{name}");
        let raw = |name: &str| knowledge.files.file(&path(name)).unwrap_or_default();
        let fold = Fold::parse(&path("fold.tsv"), &raw("fold.tsv"))?;
        let bytes = |name: &str| fold.file(raw(name));
        let settings = &Settings::parse(&path("language.toml"), &bytes("language.toml"))?;
        let last = settings.noun_head == NounHead::Last;
        let own = names::own_names(&path("names.tsv"), &bytes("names.tsv"))?;
        let models = knowledge.files.file(&format!("models/{tag}.model")).map(|b| Models::load(&b)).transpose()?;
        let mut language = Language {
            lexicon: lexicon::parse(&path("lexicon.tsv"), &bytes("lexicon.tsv"), &knowledge.frames, last)?
                .with_joined_heads_last(last),
            speech: words::speech(&path("speech.tsv"), &bytes("speech.tsv"))?.with_joined_heads_last(last),
            status: words::status(&path("status.tsv"), &bytes("status.tsv"))?,
            titles: words::titles(&path("titles.tsv"), &bytes("titles.tsv"), last)?.with_joined_heads_last(last),
            groups: words::groups(&path("groups.tsv"), &bytes("groups.tsv"))?.with_joined_heads_last(last),
            own_names: own,
            own_holders: names::own_holders(&path("holders.tsv"), &bytes("holders.tsv"))?,
            names: OnceLock::new(),
            times: TimeRules::parse(&path("time.rules"), &String::from_utf8_lossy(&bytes("time.rules")))?,
            sources: Rules::parse_with(
                &path("sources.rules"),
                &String::from_utf8_lossy(&bytes("sources.rules")),
                &knowledge.world.source_lists().map(|list| folded(list, &fold)),
            )?,
            settings: settings.clone(),
            models: None,
            segmentation: Segmentation::new(&settings.abbreviations),
            shapes: OnceLock::new(),
            name_words: OnceLock::new(),
            borders: OnceLock::new(),
            verbs: OnceLock::new(),
            fold: Fold::default(),
        };
        language.fold = fold;
        language.segmentation.whole = settings.whole_words;
        if models.is_none() {
            language.segmentation.clitics = language.clitics(&knowledge.world);
        }
        language.models = models.map(|models| {
            let words = language.words().map(str::to_owned).collect();
            models.favouring(words).favouring_classes(language.classes())
        });
        Ok(language)
    }

    /// What is glued to words, and the words it is cut off from; none for a language that glues nothing.
    fn clitics(&self, world: &World) -> Option<Clitics> {
        let (glued, forms) = (&self.settings.clitics, &self.settings.forms);
        let inflected = !forms.prefixes.is_empty() || !forms.suffixes.is_empty();
        if glued.before.is_empty() && glued.after.is_empty() && !inflected {
            return None;
        }
        let markers = self.settings.markers.values().flatten().map(String::as_str);
        let tables = self.words().chain(markers).flat_map(str::split_whitespace).map(str::to_lowercase);
        let names = self.name_rows(world).flat_map(|name| {
            let folded = self.fold.apply(name).to_lowercase();
            folded.split_whitespace().map(str::to_string).collect::<Vec<_>>()
        });
        let holders = self.own_holders.values().flatten();
        let holders = holders.flat_map(|form| form.split_whitespace()).map(str::to_lowercase);
        Some(Clitics {
            before: glued.before.clone(),
            after: glued.after.clone(),
            loose: glued.loose.clone(),
            article: glued.article.clone(),
            fused: glued.fused.clone(),
            dropped: glued.dropped.clone(),
            turns: glued.turns.clone().into_iter().collect(),
            prefixes: forms.prefixes.clone(),
            suffixes: forms.suffixes.clone(),
            words: tables.chain(names).chain(holders).collect(),
            links: self.settings.markers.values().flatten().cloned().collect(),
            heads: shapes::Shapes::of(self).words().map(str::to_string).collect(),
        })
    }

    /// The names of states and organisations that the language's pages use.
    fn name_rows<'w>(&'w self, world: &'w World) -> impl Iterator<Item = &'w str> {
        let tag = self.settings.tag.as_str();
        let rows = world.state_names.iter().chain(&world.organisation_names).filter(move |row| row.language == tag);
        rows.map(|row| row.name.as_str()).chain(self.own_names.iter().map(|own| own.name.as_str()))
    }

    /// Parts of speech of the single words of the tables, where all rows agree on it.
    fn classes(&self) -> HashMap<String, Upos> {
        let titles = self.titles.singles().map(|(word, _)| (word, Upos::Noun));
        let acts = self.lexicon.singles().filter_map(|(word, row)| match row.class {
            WordClass::Verb => Some((word, Upos::Verb)),
            WordClass::Noun => Some((word, Upos::Noun)),
            WordClass::Adj | WordClass::Adv | WordClass::Any => None,
        });
        let mut classes: HashMap<String, Upos> = HashMap::new();
        for (word, class) in titles.chain(acts) {
            classes
                .entry(word.to_string())
                .and_modify(|known| *known = if *known == class { class } else { Upos::X })
                .or_insert(class);
        }
        classes.retain(|_, class| *class != Upos::X);
        classes
    }

    /// The words that the tables ask for in any of their forms.
    fn words(&self) -> impl Iterator<Item = &str> {
        let acts = self.lexicon.words().chain(self.speech.words());
        acts.chain(self.status.words.words()).chain(self.titles.words()).chain(self.groups.words())
    }

    /// Names of states, organisations and holders in this language; in every language for the undetermined one.
    pub fn names(&self, world: &World) -> &NameIndex {
        let tag = self.settings.tag.as_str();
        let build = || {
            let speaks = |l: &str| l == tag || tag == UNDETERMINED;
            NameIndex::build(world, &self.own_names, speaks, &self.fold, self)
        };
        // The automaton's limits lie far above any table that can be embedded.
        self.names.get_or_init(|| build().unwrap_or_default())
    }

    /// How names of persons change.
    pub fn declension(&self) -> Declension<'_> {
        Declension::new(&self.settings.declension)
    }

    /// Single words of acts that the pack has as verbs, with whether it has them as nothing else.
    pub fn verbs(&self) -> &HashMap<String, bool> {
        self.verbs.get_or_init(|| {
            let of = |verb: bool| self.lexicon.singles().filter(move |(_, t)| (t.class == WordClass::Verb) == verb);
            let others: HashSet<&str> = of(false).map(|(word, _)| word).chain(self.titles.words()).collect();
            of(true).map(|(word, _)| (word.to_string(), !others.contains(word))).collect()
        })
    }

    /// What the endings of words say of their case.
    pub fn inflection(&self, world: &World) -> Inflection<'_> {
        let words = || {
            let holders = world.holders.iter().flat_map(|h| std::iter::once(&h.name).chain(&h.aliases));
            let holders = holders.chain(self.own_holders.values().flatten()).map(String::as_str);
            let names = self.name_rows(world).chain(holders);
            names.flat_map(str::split_whitespace).map(|name| self.fold.apply(name).to_lowercase()).collect()
        };
        Inflection::new(&self.settings.inflection, self.name_words.get_or_init(words))
    }

    /// The words of the pack whose borders are sure in scripts without spaces.
    pub fn borders(&self) -> &Borders {
        self.borders.get_or_init(|| Borders::of(self))
    }

    /// What a particle says of the noun before it.
    pub fn role_mark(&self, particle: &str) -> Option<RoleMark> {
        let roles = [RoleMark::Subject, RoleMark::Object, RoleMark::Topic, RoleMark::Owner];
        let marks = ["subject", "object", "topic", "of"].into_iter().zip(roles);
        marks.into_iter().find(|(class, _)| self.marks(class, particle)).map(|(_, mark)| mark)
    }

    /// Whether a word ends in what closes something said: markers that are written with a hyphen before them.
    pub fn says(&self, word: &str) -> bool {
        let endings = self.settings.markers.get("that").into_iter().flatten().filter_map(|m| m.strip_prefix('-'));
        endings.into_iter().any(|end| word.len() > end.len() && word.ends_with(end))
    }

    /// Whether a word is a marker of this class.
    pub fn marks(&self, class: &str, word: &str) -> bool {
        self.settings.markers.get(class).is_some_and(|words| words.iter().any(|w| w == word))
    }
}
