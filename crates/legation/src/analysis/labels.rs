//! Universal Dependencies' names for parts of speech and relations, and the tagger's labels.

use super::{Deprel, Subtype, Tense, Upos, VerbForm};

const UPOS: [(&str, Upos); 17] = [
    ("ADJ", Upos::Adj),
    ("ADP", Upos::Adp),
    ("ADV", Upos::Adv),
    ("AUX", Upos::Aux),
    ("CCONJ", Upos::Cconj),
    ("DET", Upos::Det),
    ("INTJ", Upos::Intj),
    ("NOUN", Upos::Noun),
    ("NUM", Upos::Num),
    ("PART", Upos::Part),
    ("PRON", Upos::Pron),
    ("PROPN", Upos::Propn),
    ("PUNCT", Upos::Punct),
    ("SCONJ", Upos::Sconj),
    ("SYM", Upos::Sym),
    ("VERB", Upos::Verb),
    ("X", Upos::X),
];

const DEPREL: [(&str, Deprel); 37] = [
    ("acl", Deprel::Acl),
    ("advcl", Deprel::Advcl),
    ("advmod", Deprel::Advmod),
    ("amod", Deprel::Amod),
    ("appos", Deprel::Appos),
    ("aux", Deprel::Aux),
    ("case", Deprel::Case),
    ("cc", Deprel::Cc),
    ("ccomp", Deprel::Ccomp),
    ("clf", Deprel::Clf),
    ("compound", Deprel::Compound),
    ("conj", Deprel::Conj),
    ("cop", Deprel::Cop),
    ("csubj", Deprel::Csubj),
    ("dep", Deprel::Dep),
    ("det", Deprel::Det),
    ("discourse", Deprel::Discourse),
    ("dislocated", Deprel::Dislocated),
    ("expl", Deprel::Expl),
    ("fixed", Deprel::Fixed),
    ("flat", Deprel::Flat),
    ("goeswith", Deprel::Goeswith),
    ("iobj", Deprel::Iobj),
    ("list", Deprel::List),
    ("mark", Deprel::Mark),
    ("nmod", Deprel::Nmod),
    ("nsubj", Deprel::Nsubj),
    ("nummod", Deprel::Nummod),
    ("obj", Deprel::Obj),
    ("obl", Deprel::Obl),
    ("orphan", Deprel::Orphan),
    ("parataxis", Deprel::Parataxis),
    ("punct", Deprel::Punct),
    ("reparandum", Deprel::Reparandum),
    ("root", Deprel::Root),
    ("vocative", Deprel::Vocative),
    ("xcomp", Deprel::Xcomp),
];

fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
}

impl Upos {
    /// The part of speech with a name of Universal Dependencies, such as `NOUN`.
    pub fn from_name(name: &str) -> Option<Upos> {
        find(&UPOS, name)
    }

    /// Its name in Universal Dependencies.
    pub fn name(self) -> &'static str {
        UPOS.get(self as usize).map_or("X", |(name, _)| name)
    }
}

impl Deprel {
    /// The relation with a name of Universal Dependencies, such as `nsubj`, and the subtype after its colon.
    pub fn from_name(name: &str) -> Option<(Deprel, Subtype)> {
        let (relation, subtype) = name.split_once(':').unwrap_or((name, ""));
        let subtype = match subtype {
            "pass" => Subtype::Pass,
            "agent" => Subtype::Agent,
            "poss" => Subtype::Poss,
            "tmod" => Subtype::Tmod,
            "relcl" => Subtype::Relcl,
            _ => Subtype::None,
        };
        find(&DEPREL, relation).map(|relation| (relation, subtype))
    }

    /// Its name in Universal Dependencies.
    pub fn name(self) -> &'static str {
        DEPREL.get(self as usize).map_or("dep", |(name, _)| name)
    }
}

/// A label of the tagger: a part of speech with the features that later rooms ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Part of speech.
    pub upos: Upos,
    /// `Tense`
    pub tense: Tense,
    /// `VerbForm`
    pub verb_form: VerbForm,
    /// `Voice=Pass`
    pub passive: bool,
}

impl Tag {
    /// Of a word that nobody tagged.
    pub(super) const NONE: Tag = Tag { upos: Upos::X, tense: Tense::None, verb_form: VerbForm::None, passive: false };

    /// Reads a label: a part of speech and values of features, joined by `|`, such as `VERB|Past|Part|Pass`.
    ///
    /// ```
    /// use legation::analysis::{Tag, Tense};
    /// let tag = Tag::from_label("VERB|Past|Part|Pass").unwrap();
    /// assert!(tag.passive && tag.tense == Tense::Past);
    /// ```
    pub fn from_label(label: &str) -> Option<Tag> {
        let mut parts = label.split('|');
        let upos = Upos::from_name(parts.next()?)?;
        let mut tag = Tag { upos, ..Tag::NONE };
        for part in parts {
            match part {
                "Past" => tag.tense = Tense::Past,
                "Pres" => tag.tense = Tense::Present,
                "Fut" => tag.tense = Tense::Future,
                "Fin" => tag.verb_form = VerbForm::Finite,
                "Inf" => tag.verb_form = VerbForm::Infinitive,
                "Part" => tag.verb_form = VerbForm::Participle,
                "Ger" => tag.verb_form = VerbForm::Gerund,
                "Pass" => tag.passive = true,
                _ => return None,
            }
        }
        Some(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_in_the_order_of_the_types() {
        assert!(UPOS.iter().all(|(name, upos)| upos.name() == *name));
        assert!(DEPREL.iter().all(|(name, relation)| relation.name() == *name));
    }
}
