//! From the first version of Universal Dependencies to the second, where that is safe: relations that got new names,
//! parts of speech that were told apart by relation, and classifiers, which moved from the noun to the number.

use crate::treebank::{Sentence, Word};

/// The sentence as the second version has it.
pub fn to_today(mut sentence: Sentence) -> Sentence {
    classifiers(&mut sentence.words);
    relative_clauses(&mut sentence.words);
    let tags: Vec<String> = sentence.words.iter().map(|w| w.upos.clone()).collect();
    let marked = marked(&sentence.words);
    for (word, marked) in sentence.words.iter_mut().zip(marked) {
        let head = word.head.checked_sub(1).map(|head| tags[head as usize].as_str());
        word.relation = relation(word, head, marked).to_owned();
        word.upos = upos(word).to_owned();
        word.label = word.upos.clone();
        word.lemma = word.form.clone();
        // Running text ends its sentences with the ideographic stop.
        if word.form == "." {
            word.form = "\u{3002}".to_owned();
        }
    }
    sentence
}

/// A classifier between number and noun depends on the number, and the number on the noun.
fn classifiers(words: &mut [Word]) {
    for at in 1..words.len() {
        let (number, classifier) = (&words[at - 1], &words[at]);
        let counts = matches!(number.xpos.as_str(), "CD" | "DT") && number.head as usize == at + 1;
        let inside = classifier.xpos == "NNB" && classifier.relation == "nmod" && classifier.head as usize > at + 1;
        if counts && inside {
            words[at - 1].head = words[at].head;
            words[at].head = at as u32;
            words[at].relation = "clf".to_owned();
        }
    }
}

/// The relation of a relative clause stood on its particle.
fn relative_clauses(words: &mut [Word]) {
    for at in 0..words.len() {
        if words[at].relation != "acl:relcl" || words[at].xpos != "DEC" {
            continue;
        }
        words[at].relation = "mark:rel".to_owned();
        words[at].upos = "SCONJ".to_owned();
        let head = words[at].head.checked_sub(1).and_then(|head| words.get_mut(head as usize));
        if let Some(head) = head.filter(|h| h.upos == "VERB" || h.relation == "acl") {
            head.relation = "acl:relcl".to_owned();
        }
    }
}

/// Which words have an adposition.
fn marked(words: &[Word]) -> Vec<bool> {
    let mut marked = vec![false; words.len()];
    for word in words.iter().filter(|w| w.relation.starts_with("case") && w.xpos != "PFA" && w.xpos != "AS") {
        if let Some(place) = word.head.checked_sub(1) {
            marked[place as usize] = true;
        }
    }
    marked
}

fn relation<'w>(word: &'w Word, head: Option<&str>, marked: bool) -> &'w str {
    let verbal = matches!(head, Some("VERB" | "ADJ" | "ADV"));
    match word.relation.as_str() {
        "dobj" => "obj",
        "nsubjpass" => "nsubj:pass",
        "csubjpass" => "csubj:pass",
        "auxpass" => "aux:pass",
        "aux:caus" => "aux",
        "neg" => "advmod",
        "foreign" => "flat:foreign",
        "case:aspect" => "aux",
        "case:suff" => "compound",
        "case:dec" | "case:pref" => "case",
        "nmod" if verbal => "obl",
        "nmod" if word.upos == "NOUN" && !marked => "compound",
        "mark" if word.xpos == "DEV" => "mark:adv",
        "nmod:tmod" => "nmod:tmod",
        _ => &word.relation,
    }
}

fn upos(word: &Word) -> &str {
    match (word.xpos.as_str(), word.relation.as_str()) {
        ("VC", "cop") | ("MD" | "AS", _) | ("BB", "aux:pass" | "aux") => "AUX",
        ("BB", _) => "ADP",
        ("RB", "mark") => "SCONJ",
        ("UH", _) => "PART",
        ("DEV", _) => "SCONJ",
        _ if word.upos == "CONJ" => "CCONJ",
        _ => &word.upos,
    }
}
