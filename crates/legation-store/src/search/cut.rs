//! Texts and questions cut into the terms of the index.

use super::fold::{fold, has_case};

/// The terms of a text, a blank between, for the index.
pub fn indexed(text: &str) -> String {
    let text = fold(text);
    let mut terms = String::with_capacity(text.len() * 2);
    for run in runs(&text) {
        match run {
            Run::Word(word) => push(&mut terms, word),
            // Each letter begins a pair; the last stands alone, so that positions follow each other and single
            // letters are found as the beginning of a pair.
            Run::Letters(letters) => pairs(letters).for_each(|pair| push(&mut terms, pair)),
        }
    }
    terms
}

/// A question in the language of FTS5: words and quoted phrases, all of which must be there; `None` where nothing
/// in it can be searched. Nothing of the question is read as syntax but quotation marks and a final `*`.
pub fn asked(question: &str) -> Option<String> {
    let phrases: Vec<String> = quoted(question).filter_map(|part| phrase(&part)).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// The parts of a question: what stands between quotation marks is one part, else each word is.
fn quoted(question: &str) -> impl Iterator<Item = String> + '_ {
    question.split('"').enumerate().flat_map(|(place, part)| {
        let words: Vec<String> =
            if place % 2 == 1 { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() };
        words
    })
}

/// One part as a phrase of terms that follow each other.
fn phrase(part: &str) -> Option<String> {
    let folded = fold(part.trim_end_matches('*'));
    let mut open = part.ends_with('*');
    let mut terms = Vec::new();
    for run in runs(&folded) {
        match run {
            Run::Word(word) => terms.push(word.to_owned()),
            Run::Letters(letters) => {
                let all: Vec<&str> = pairs(letters).collect();
                // The last letter of a question is not the last of its run in the text: it is part of the pair before.
                let kept = all.len().saturating_sub(1).max(1);
                open = all.len() == 1;
                terms.extend(all.into_iter().take(kept).map(str::to_owned));
            }
        }
    }
    let begins = if open { "*" } else { "" };
    (!terms.is_empty()).then(|| format!("\"{}\"{begins}", terms.join(" ")))
}

/// A stretch of letters and digits of one way of writing.
enum Run<'t> {
    /// A word of a script with capitals, or a number.
    Word(&'t str),
    /// Letters of a script without capitals.
    Letters(&'t str),
}

fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let words = text.split(|letter: char| !searched(letter)).filter(|word| !word.is_empty());
    words.flat_map(|word| {
        let mut runs = Vec::new();
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let wordy = is_wordy(first);
            let end = rest.find(|letter| is_wordy(letter) != wordy).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            runs.push(if wordy { Run::Word(run) } else { Run::Letters(run) });
            rest = after;
        }
        runs
    })
}

fn searched(letter: char) -> bool {
    letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter)
}

fn is_wordy(letter: char) -> bool {
    has_case(letter) || letter.is_numeric()
}

/// Each letter with the one after it; the last alone.
fn pairs(letters: &str) -> impl Iterator<Item = &str> {
    let starts = letters.char_indices().map(|(at, _)| at);
    starts.filter_map(|at| {
        let rest = letters.get(at..)?;
        let end = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
        rest.get(..end)
    })
}

fn push(terms: &mut String, term: &str) {
    if !terms.is_empty() {
        terms.push(' ');
    }
    terms.push_str(term);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_with_capitals_are_cut_into_words_and_others_into_pairs() {
        let cases = [
            ("The Defence Minister's visit", "the defence minister s visit"),
            ("Bộ Quốc phòng", "bo quoc phong"),
            ("韓国の国防相", "韓国 国の の国 国防 防相 相"),
            ("국방부는", "국방 방부 부는 는"),
            ("7月8日", "7 月 8 日"),
            ("ЁЛКА", "елка"),
        ];
        for (text, terms) in cases {
            assert_eq!(indexed(text), terms, "{text}");
        }
    }

    #[test]
    fn questions_become_phrases_and_never_syntax() {
        let cases = [
            ("quoc phong", Some("\"quoc\" AND \"phong\"")),
            ("\"quoc phong\"", Some("\"quoc phong\"")),
            ("韓国", Some("\"韓国\"")),
            ("国防相", Some("\"国防 防相\"")),
            ("国", Some("\"国\"*")),
            ("minist*", Some("\"minist\"*")),
            ("a OR NEAR(b", Some("\"a\" AND \"or\" AND \"near b\"")),
            ("\"\" - ()", None),
        ];
        for (question, expected) in cases {
            assert_eq!(asked(question).as_deref(), expected, "{question}");
        }
    }
}
