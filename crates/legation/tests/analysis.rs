//! Sentences, tokens and trees with the models that are shipped.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use legation::analysis::{Analysis, Deprel, Models, NameKind, Segmentation, Sentence, Subtype, Tense, Upos};
use legation::language::Knowledge;
use legation::span::Span;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn file(tag: &str) -> Vec<u8> {
    fs::read(home().join(format!("../../knowledge/models/{tag}.model"))).unwrap()
}

fn segment(text: &str, models: &Models) -> Analysis {
    let settings = Segmentation::new(["gen.", "no"]);
    Analysis::segment(text, &[Span::new(0, text.len())], &settings, Some(models), &[])
}

fn read(text: &str, tag: &str) -> Analysis {
    let models = Models::load(&file(tag)).unwrap();
    let mut analysis = segment(text, &models);
    analysis.tag_names(text, &models);
    for index in 0..analysis.sentences.len() {
        analysis.parse_sentence(index, text, &models);
    }
    analysis
}

#[test]
fn texts_are_cut_as_the_case_files_say() {
    for entry in fs::read_dir(home().join("tests/data/segmentation")).unwrap() {
        let path = entry.unwrap().path();
        let models = Models::load(&file(&path.file_stem().unwrap().to_string_lossy())).unwrap();
        for case in fs::read_to_string(&path).unwrap().split("\n\n") {
            let mut lines = case.lines().filter(|line| !line.starts_with('#'));
            let Some(text) = lines.next() else { continue };
            let analysis = segment(text, &models);
            let forms = |sentence: &Sentence| {
                let forms = analysis.tokens_of(sentence).map(|(_, token)| token.span.of(text));
                forms.collect::<Vec<_>>().join("|")
            };
            let cut: Vec<String> = analysis.sentences.iter().map(forms).collect();
            assert_eq!(cut, lines.collect::<Vec<_>>(), "{}", path.display());
        }
    }
}

#[test]
fn a_sentence_gets_tags_lemmas_a_tree_and_names() {
    let text = "The envoys were received by Shinzo Abe.";
    let analysis = read(text, "en");
    let [_, envoys, _, received, by, given, family, _] = &analysis.tokens[..] else { unreachable!("eight tokens") };
    assert_eq!((&*envoys.lemma, envoys.upos), ("envoy", Upos::Noun));
    assert_eq!((envoys.deprel, envoys.subtype), (Deprel::Nsubj, Subtype::Pass));
    assert_eq!((&*received.lemma, received.tense, received.passive), ("receive", Tense::Past, true));
    assert_eq!((envoys.head, given.head, by.head, family.head), (3, 3, 5, 5));
    assert_eq!((received.head, received.deprel), (3, Deprel::Root));
    let names: Vec<(&str, NameKind)> = analysis.names.iter().map(|n| (n.span.of(text), n.kind)).collect();
    assert_eq!(names, [("Shinzo Abe", NameKind::Person)]);

    let tree = analysis.tree(&analysis.sentences[0]);
    assert_eq!(tree.children(5).collect::<Vec<_>>(), [4, 6]);
    assert_eq!(tree.subtree(5), [4, 5, 6]);
    assert_eq!(analysis.path_to_root(4).collect::<Vec<_>>(), [5, 3]);
}

#[test]
fn every_parsed_sentence_is_one_tree() {
    let odd = ["a", ",", "(", "!", "1.5", "B", "\"", "-", "the", "\u{65e5}\u{672c}", "of"];
    for length in [1, 2, 3, 10, 300] {
        let words: Vec<&str> = (0..length).map(|at| odd[(at * at + length) % odd.len()]).collect();
        let text = words.join(" ");
        for tag in ["en", "id", "es", "fr", "ja", "ko", "ru", "vi", "zh"] {
            let analysis = read(&text, tag);
            for sentence in &analysis.sentences {
                assert!(sentence.parsed);
                let roots = analysis.tokens_of(sentence).filter(|(at, token)| token.head as usize == *at);
                assert_eq!(roots.count(), 1, "{text}");
                for (at, _) in analysis.tokens_of(sentence) {
                    let top = analysis.path_to_root(at).last().unwrap_or(at);
                    assert_eq!(analysis.tokens[top].head as usize, top, "{text}");
                }
            }
        }
    }
}

#[test]
fn very_long_sentences_are_left_alone() {
    let text = "a ".repeat(2001);
    let analysis = read(&text, "en");
    assert!(!analysis.sentences[0].parsed);
    assert_eq!(analysis.tokens[7].upos, Upos::X);
}

#[test]
fn a_damaged_model_file_is_an_error() {
    let whole = file("id");
    assert!(Models::load(&[]).is_err());
    for part in [1, 10, 21, 1000, whole.len() - 1] {
        assert!(Models::load(&whole[..part]).is_err(), "first {part} bytes");
    }
    for at in [0, 4, 5, 12, 13, 21, 500, whole.len() / 2, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        assert!(Models::load(&damaged).is_err(), "byte {at}");
    }
}

#[test]
fn inflected_words_of_a_pack_get_the_lemma_that_the_pack_asks_for() {
    let knowledge = Knowledge::load().unwrap();
    for tag in ["en", "id"] {
        let language = knowledge.language(tag).unwrap();
        let lemmas = &language.models.as_ref().unwrap().syntax.as_ref().unwrap().lemmas;
        let cases = fs::read_to_string(home().join(format!("tests/data/lemmas/{tag}.txt"))).unwrap();
        for case in cases.lines() {
            let [form, upos, lemma] = case.split(' ').collect::<Vec<_>>()[..] else { panic!("{case}") };
            assert_eq!(&*lemmas.lemma(form, Upos::from_name(upos).unwrap()), lemma, "{case}");
        }
    }
}
