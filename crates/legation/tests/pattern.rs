//! What a writer of rule files relies on.

#![allow(clippy::unwrap_used, clippy::string_slice)]
use legation::pattern::Rules;
use legation::span::Span;

fn rules(text: &str) -> Rules {
    Rules::parse("test.rules", text).unwrap()
}

#[test]
fn examples_in_many_scripts_hold() {
    let rules = Rules::parse("scripts.rules", include_str!("data/pattern/scripts.rules")).unwrap();
    assert!(rules.check().unwrap() > 30);
}

#[test]
fn a_wrong_example_is_told_with_its_line() {
    let wrong = rules("rule r\n  one\n  => x\n  yes: [two]\n");
    assert!(wrong.check().unwrap_err()[0].to_string().starts_with("test.rules:4: "));
    let wrong = rules("rule r\n  one\n  => x\n  no: one\n");
    assert!(wrong.check().unwrap_err()[0].to_string().starts_with("test.rules:4: the rule found"));
}

#[test]
fn bad_files_are_errors_with_a_line() {
    let deep = format!("rule r\n  {}\n  => x\n", "(".repeat(10_000));
    let bomb = (1..40)
        .fold("part p0 = a\n".to_owned(), |file, n| file + &format!("part p{n} = {{p{}}}{{p{}}}\n", n - 1, n - 1));
    for (file, line) in [
        ("nonsense\n", 1),
        ("  indented\n", 1),
        ("rule r\n  (one\n  => x\n", 2),
        ("rule r\n  one)\n  => x\n", 2),
        ("rule r\n  [one)\n  => x\n", 2),
        ("rule r\n  {x\n  => x\n", 2),
        ("rule r\n  {x:nowhere}\n  => x\n", 2),
        ("rule r\n  \"one\n  => x\n", 2),
        ("rule r\n  one\n", 1),
        ("rule r\n  => x\n", 1),
        ("rule r\n  one\n  => {y}\n", 1),
        ("rule r\n  <one\n  => y\n", 2),
        ("rule r\n  one\n  => y\n  skip\n", 1),
        ("words w\n  a = 1\nwords w\n", 3),
        ("numbers n\n  a\n", 2),
        ("numbers n\n  a = x\n", 2),
        ("numbers n more\n", 1),
        ("part p = {q}\n", 1),
        ("affixes within = a\n", 1),
        ("set a\n", 1),
        (&deep, 2),
        (&bomb, 9),
    ] {
        let told = Rules::parse("test.rules", file).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(told.starts_with(&format!("test.rules:{line}: ")), "{file:.60} gave {told}");
    }
}

#[test]
fn longer_wins_then_the_earlier_rule() {
    let rules = rules("rule a\n  one\n  => a\nrule b\n  one two\n  => b\nrule c\n  one\n  => c\n");
    let text = "one two one";
    let found: Vec<_> = rules.find(text, Span::new(0, text.len())).into_iter().map(|m| m.value).collect();
    assert_eq!(found, ["b", "a"]);
}

#[test]
fn nothing_reaches_over_the_end_of_a_line_or_of_the_stretch() {
    let rules = rules("rule a\n  one two\n  => a\n");
    assert!(rules.find("one\ntwo", Span::new(0, 7)).is_empty());
    assert!(rules.find("one two", Span::new(0, 6)).is_empty());
    assert_eq!(rules.find("x one two", Span::new(2, 9)).len(), 1);
}

/// Pieces that text is made of, a linear congruential generator, and every span on a character boundary.
#[test]
fn random_text_never_hurts() {
    let rules = Rules::parse("scripts.rules", include_str!("data/pattern/scripts.rules")).unwrap();
    let pieces: Vec<&str> = include_str!("data/pattern/scripts.rules").split_inclusive([' ', '\n', '.', '|']).collect();
    let mut seed = 1u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    for _ in 0..300 {
        let text: String = (0..next(60)).map(|_| pieces[next(pieces.len())]).collect();
        for found in rules.find(&text, Span::new(0, text.len())) {
            assert!(text.get(found.span.range()).is_some_and(|words| !words.is_empty()));
            for slot in found.slots {
                assert!(text.get(slot.span.range()).is_some());
            }
        }
    }
}

/// The page for people who write rules names every keyword, and its examples run.
#[test]
fn the_manual_is_complete_and_right() {
    let manual = include_str!("../../../docs/rules.md");
    for keyword in
        ["set", "words", "numbers", "affixes", "part", "rule", "skip", "=>", "not after:", "not before:", "yes:", "no:"]
    {
        assert!(manual.contains(&format!("`{keyword}`")), "{keyword} has no heading");
    }
    for (at, block) in manual.split("```\n").enumerate().filter(|(at, _)| at % 2 == 1) {
        // A piece shown alone needs the lists that stand around it.
        let around = "numbers number\n  seven = 7\nwords unit\n  years = year\n\
                      words agency\n  \"Reuters\"\nwords publisher\n  \"CNA\"\n";
        if let Some(rule) = block.find("rule ").filter(|_| block.contains("yes:")) {
            let alone = if block.contains("words ") { block.to_owned() } else { format!("{around}{}", &block[rule..]) };
            assert!(rules(&alone).check().unwrap() > 1, "block {at}");
        }
    }
}
