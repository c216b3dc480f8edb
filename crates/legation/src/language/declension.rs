//! How the names of persons change with their case: endings by the letters that a name ends in.

use serde::Deserialize;

/// Most endings of one case.
const ALTERNATIVES: usize = 2;
/// Fewest letters of a name without its ending.
const SHORTEST: usize = 3;

/// One class of names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// The ends of the names it holds.
    pub ends: Vec<String>,
    /// How many of a name's last letters give way to an ending.
    #[serde(default)]
    pub cut: usize,
    /// The endings, case by case, in the same order in all classes; `|` between those that stand side by side.
    pub adds: Vec<String>,
}

impl Class {
    /// An ending by the number of its case, the cases of each alternative one after the other.
    fn ending(&self, number: usize) -> &str {
        let case = number % self.adds.len().max(1);
        let alternatives = self.adds.get(case).map_or("", String::as_str);
        let mut all = alternatives.split('|');
        let first = all.next().unwrap_or("");
        all.nth((number / self.adds.len().max(1)).wrapping_sub(1)).unwrap_or(first)
    }
}

/// The classes of a language, as its settings give them.
#[derive(Clone, Copy, Debug)]
pub struct Declension<'s> {
    classes: &'s [Class],
}

impl<'s> Declension<'s> {
    /// The declension by these classes; the class with the longest end counts.
    pub fn new(classes: &'s [Class]) -> Declension<'s> {
        Declension { classes }
    }

    fn class(&self, word: &str) -> Option<&'s Class> {
        let longest = |class: &Class| {
            let ends = class.ends.iter().filter(|end| word.ends_with(end.as_str()));
            ends.map(String::len).max()
        };
        self.classes
            .iter()
            .filter_map(|class| Some((longest(class)?, class)))
            .max_by_key(|(end, _)| *end)
            .map(|(_, c)| c)
    }

    /// A name in all its cases but the one given, with all its words or the last one changed; none where nothing
    /// changes.
    pub fn forms(&self, name: &str) -> Vec<String> {
        let cases = self.classes.iter().map(|class| class.adds.len() * ALTERNATIVES).max().unwrap_or(0);
        let word = |word: &str, case: usize| match self.class(word) {
            Some(class) => format!("{}{}", stem(word, class.cut), class.ending(case)),
            None => word.to_string(),
        };
        let all = |case: usize| name.split(' ').map(|w| word(w, case)).collect::<Vec<String>>().join(" ");
        // Names whose words are one name together change at the end alone.
        let end = |case: usize| {
            let (before, last) = name.rsplit_once(' ').filter(|(before, _)| before.contains(' '))?;
            Some(format!("{before} {}", word(last, case)))
        };
        let forms = (0..cases).flat_map(|case| [Some(all(case)), end(case)]).flatten();
        let mut forms: Vec<String> = forms.filter(|form| form != name).collect();
        forms.sort();
        forms.dedup();
        forms
    }

    /// What all forms of a name have in common: the word without the longest ending that it may have.
    pub fn root<'w>(&self, word: &'w str) -> &'w str {
        let long = |root: &&str| root.chars().count() >= SHORTEST;
        let own = self.class(word).map(|class| stem(word, class.cut)).filter(|root| root.len() < word.len());
        let endings = self.classes.iter().flat_map(|class| &class.adds).flat_map(|adds| adds.split('|'));
        let stripped = endings.filter(|add| !add.is_empty()).filter_map(|add| word.strip_suffix(add));
        stripped.chain(own).filter(long).min_by_key(|root| root.len()).unwrap_or(word)
    }
}

/// A word without its last letters.
fn stem(word: &str, cut: usize) -> &str {
    let end = word.char_indices().rev().take(cut).last().map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_stand_side_by_side_and_long_names_also_change_at_the_end_alone() {
        let class = Class { ends: vec!["n".to_string()], cut: 0, adds: vec!["a".to_string(), "ym|om".to_string()] };
        let declension_of = [class];
        let declension = Declension::new(&declension_of);
        assert_eq!(declension.forms("Lin"), ["Lina", "Linom", "Linym"]);
        assert!(declension.forms("Len Ten Lin").contains(&"Len Ten Linom".to_string()));
        assert_eq!(declension.root("linom"), "lin");
    }
}
