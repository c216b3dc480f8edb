//! `language.toml`: the plain facts about a language.

use crate::error::Error;
use serde::Deserialize;
use std::collections::HashMap;

/// The plain facts about a language.
#[derive(Clone, Debug, Deserialize)]
pub struct Settings {
    /// BCP 47 tag.
    pub tag: String,
    /// Name in English.
    pub name: String,
    /// Name in the language itself.
    #[serde(default)]
    pub own_name: String,
    /// ISO 15924 code of its script.
    #[serde(default)]
    pub script: String,
    /// `ltr` or `rtl`.
    #[serde(default)]
    pub direction: String,
    /// How its text is cut into tokens.
    #[serde(default)]
    pub segmenter: String,
    /// How far its pack has come: seed, alpha, beta, good.
    #[serde(default)]
    pub status: String,
    /// Whether capitals tell names from words.
    #[serde(default)]
    pub case_sensitive: bool,
    /// Whether the head of a noun phrase of several words is its last word (modifiers before nouns) or its first.
    #[serde(default)]
    pub noun_head: NounHead,
    /// A full stop after these does not end a sentence.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// Frequent words that tell the language from its neighbours.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Pairs of quotation marks.
    #[serde(default)]
    pub quotes: Vec<QuotePair>,
    /// Whether subjects that are known are left out.
    #[serde(default)]
    pub drops_subjects: bool,
    /// Whether a reported clause behind its word of saying always opens with a word of `that`.
    #[serde(default)]
    pub reports_open: bool,
    /// The state whose offices pages name without it, where nothing else tells whose they are.
    #[serde(default)]
    pub home: Option<String>,
    /// How names of persons change with their case.
    #[serde(default)]
    pub declension: Vec<super::declension::Class>,
    /// What the endings of nouns and adjectives say of their case.
    #[serde(default)]
    pub inflection: Vec<super::inflection::Paradigm>,
    /// Words that are a part of a person's name together with the next word.
    #[serde(default)]
    pub name_parts: Vec<String>,
    /// Whether words of acts and of saying are cut out of running text whole, names and offices side by side are parsed
    /// as one word, and markers and verbs mend the tree: for scripts without spaces and languages without endings.
    #[serde(default)]
    pub whole_words: bool,
    /// The order of a plain clause: svo, vso or sov; used where no parser was trained.
    #[serde(default)]
    pub order: WordOrder,
    /// What is glued to words, where no treebank teaches how they are cut.
    #[serde(default)]
    pub clitics: CliticSettings,
    /// Beginnings and ends of inflected forms, stripped where the rest is a word of the pack.
    #[serde(default)]
    pub forms: Affixes,
    /// What tells a verb that no table knows.
    #[serde(default)]
    pub verbs: VerbForms,
    /// How verbs show the gender of their subject.
    #[serde(default)]
    pub agreement: Agreement,
    /// Adpositions, particles and case endings by what they say.
    #[serde(default)]
    pub markers: HashMap<String, Vec<String>>,
    /// What the endings of verbs say of their clauses.
    #[serde(default)]
    pub endings: super::endings::EndingSettings,
}

/// The order of subject, verb and object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum WordOrder {
    #[default]
    Svo,
    Vso,
    Sov,
}

/// Clitics and the article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CliticSettings {
    /// Proclitics.
    pub before: Vec<String>,
    /// Enclitics.
    pub after: Vec<String>,
    /// Proclitics that are cut off unknown words too.
    pub loose: Vec<String>,
    /// The article.
    pub article: String,
    /// The proclitic after which the article loses its first letter.
    pub fused: String,
    /// Marks that may be written or left out.
    pub dropped: String,
    /// Final letters before an enclitic, and what they are without it.
    pub turns: std::collections::BTreeMap<String, String>,
}

/// Beginnings and ends of words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Affixes {
    /// Beginnings.
    pub prefixes: Vec<String>,
    /// Ends.
    pub suffixes: Vec<String>,
}

/// What tells a verb that no table knows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VerbForms {
    /// Beginnings.
    pub prefixes: Vec<String>,
    /// Ends.
    pub suffixes: Vec<String>,
    /// Beginnings that tell a verb only behind a particle or a word that describes a noun by a clause.
    pub beginnings: Vec<String>,
}

/// How verbs agree with their subjects, where word order alone does not tell subjects from objects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agreement {
    /// What a verb with a feminine subject begins or ends with.
    pub verbs: Affixes,
    /// What feminine nouns begin or end with.
    pub nouns: Affixes,
    /// First words of names of states and places that are masculine; all others are feminine.
    pub masculine: Vec<String>,
}

impl Agreement {
    /// Whether the language shows none.
    pub fn is_empty(&self) -> bool {
        self.verbs.prefixes.is_empty() && self.verbs.suffixes.is_empty()
    }
}

/// Which word of a noun phrase is its head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum NounHead {
    #[default]
    Last,
    First,
}

/// An opening and a closing quotation mark.
#[derive(Clone, Debug, Deserialize)]
pub struct QuotePair {
    /// Opening mark.
    pub open: String,
    /// Closing mark.
    pub close: String,
    /// 1 for outer marks, 2 for marks inside them.
    #[serde(default)]
    pub level: u8,
}

/// The classes a marker can belong to.
pub const MARKER_CLASSES: [&str; 30] = [
    "with", "to", "from", "against", "for", "about", "on", "in", "at", "of", "by", "between", "among", "after",
    "before", "during", "since", "until", "through", "over", "toward", "as", "because", "subject", "object", "topic",
    "and", "that", "which", "fact",
];

impl Settings {
    /// Reads a `language.toml`.
    ///
    /// # Errors
    /// When it is not TOML of the documented shape, or names an unknown marker class.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Settings, Error> {
        let settings: Settings =
            toml::from_slice(bytes).map_err(|e| Error::new("unreadable settings").in_file(file).because(e))?;
        match settings.markers.keys().find(|class| !MARKER_CLASSES.contains(&class.as_str())) {
            Some(class) => Err(Error::new(format!("unknown marker class `{class}`")).in_file(file)),
            None => Ok(settings),
        }
    }
}
