//! Persons of several copies brought together, and how their names and titles differ.

use super::{Aspect, Copy, Difference, Form};
use crate::story::sound;
use crate::story::words::{self, Word};
use legation::record::{ActorKind, Mention, RecordActor};

/// Fewest consonants by which parts of names are matched.
const SOUND: usize = 3;

/// A person in one copy.
#[derive(Clone, Copy)]
struct Person<'r> {
    page: usize,
    actor: &'r RecordActor,
    /// The mention with most words.
    fullest: &'r Mention,
}

/// How the names and titles of persons differ.
pub(super) fn differences(copies: &[Copy<'_>]) -> Vec<Difference> {
    let groups = groups(copies);
    let of = |group: &Vec<Person<'_>>| [names(copies, group), titles(copies, group), slips(copies, group)];
    groups.iter().filter(|group| group.len() > 1).flat_map(of).flatten().collect()
}

fn groups<'r>(copies: &[Copy<'r>]) -> Vec<Vec<Person<'r>>> {
    let mut groups: Vec<Vec<Person<'r>>> = Vec::new();
    for (page, copy) in copies.iter().enumerate() {
        for actor in copy.record.actors.iter().filter(|actor| actor.kind == ActorKind::Person) {
            let named = actor.mentions.iter().filter(|mention| mention.how == "name");
            let Some(fullest) = named.max_by_key(|m| (m.end - m.start, std::cmp::Reverse(m.start))) else { continue };
            let person = Person { page, actor, fullest };
            let free = |group: &&mut Vec<Person<'_>>| group.iter().all(|other| other.page != page);
            let fit =
                groups.iter_mut().filter(free).map(|group| (fit(group, person), group)).max_by_key(|(fit, _)| *fit);
            match fit {
                Some((fit, group)) if fit > 0 => group.push(person),
                _ => groups.push(vec![person]),
            }
        }
    }
    groups
}

/// How well a person fits a group: by sound of the name, by office; 0 for not at all.
fn fit(group: &[Person<'_>], person: Person<'_>) -> u32 {
    group
        .iter()
        .map(|other| {
            let sound = parts(&other.actor.name).iter().any(|a| parts(&person.actor.name).iter().any(|b| alike(a, b)));
            let office = person.actor.office.is_some() && person.actor.office == other.actor.office;
            let code = person.actor.code.is_some() && person.actor.code == other.actor.code;
            // An office says who is meant only with its state; names in two scripts may sound unlike.
            2 * u32::from(sound) + u32::from(office && code)
        })
        .max()
        .unwrap_or(0)
}

/// The parts of a name.
fn parts(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let part = |word: &Word| letters.get(word.start..word.end).unwrap_or_default().iter().collect();
    words::words(&letters, 0, letters.len()).iter().map(part).collect()
}

/// Whether two parts of names are the same, by letters or by sound.
fn alike(left: &str, right: &str) -> bool {
    let (a, b) = (sound::of(left), sound::of(right));
    left.to_lowercase() == right.to_lowercase()
        || (a.len() >= SOUND
            && (a.starts_with(&b) || b.starts_with(&a))
            && a.len().abs_diff(b.len()) <= 1
            && b.len() >= SOUND)
}

fn form(copies: &[Copy<'_>], person: &Person<'_>) -> Form {
    let text = copies.get(person.page).map_or(&[][..], |copy| copy.body.text.as_slice());
    Form::new(person.page, text, person.fullest.start as usize, person.fullest.end as usize)
}

/// The name is spelled otherwise in one script.
fn names(copies: &[Copy<'_>], group: &[Person<'_>]) -> Option<Difference> {
    let script = |name: &str| {
        name.chars()
            .find(|c| c.is_alphabetic())
            .map(|c| (words::has_case(c) && u32::from(c) < 0x250, words::joins(c), words::has_case(c)))
    };
    let first = group.first()?;
    let spelled = |name: &str| parts(name).iter().map(|part| part.to_lowercase()).collect::<Vec<_>>();
    // A short form of the same name is no other name.
    let differs = |person: &&Person<'_>| {
        let (one, other) = (spelled(&first.actor.name), spelled(&person.actor.name));
        let within = |a: &[String], b: &[String]| a.iter().all(|part| b.contains(part));
        script(&first.actor.name) == script(&person.actor.name) && !within(&one, &other) && !within(&other, &one)
    };
    group.iter().any(|person| differs(&person)).then(|| Difference {
        aspect: Aspect::Name,
        forms: group.iter().map(|person| form(copies, person).meaning(person.actor.name.clone())).collect(),
    })
}

/// The person holds one office here and another one there.
fn titles(copies: &[Copy<'_>], group: &[Person<'_>]) -> Option<Difference> {
    let held: Vec<&Person<'_>> = group.iter().filter(|person| person.actor.office.is_some()).collect();
    let first = held.first()?.actor.office.as_deref()?;
    held.iter().any(|person| person.actor.office.as_deref() != Some(first)).then(|| Difference {
        aspect: Aspect::Title,
        forms: held.iter().map(|p| form(copies, p).meaning(p.actor.office.clone().unwrap_or_default())).collect(),
    })
}

/// One copy alone has other words before the last name, where the others have one and the same first name.
fn slips(copies: &[Copy<'_>], group: &[Person<'_>]) -> Option<Difference> {
    let odd = group.iter().find_map(|person| Some((person, slip(copies, group, person)?)))?;
    let (person, word) = odd;
    let text = copies.get(person.page).map_or(&[][..], |copy| copy.body.text.as_slice());
    let others = group.iter().filter(|other| other.page != person.page).map(|other| form(copies, other));
    let forms = std::iter::once(Form::new(person.page, text, word.start, word.end)).chain(others);
    Some(Difference { aspect: Aspect::TitleForName, forms: forms.collect() })
}

/// The word of this copy that stands where the others have a part of the name.
fn slip(copies: &[Copy<'_>], group: &[Person<'_>], person: &Person<'_>) -> Option<Word> {
    let full: Vec<Vec<String>> =
        group.iter().filter(|o| o.page != person.page).map(|o| parts(&o.actor.name)).filter(|n| n.len() > 1).collect();
    let own = |part: &str| full.iter().all(|name| name.iter().any(|other| alike(part, other)));
    let text = &copies.get(person.page)?.body.text;
    let slice = |word: Word| text.get(word.start..word.end).unwrap_or_default().iter().collect::<String>();
    person.actor.mentions.iter().filter(|mention| mention.how == "name" && !full.is_empty()).find_map(|mention| {
        let start = text.get(..mention.start as usize)?.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let all = words::words(text, start, mention.end as usize);
        let last = all.iter().rposition(|word| own(&slice(*word))).filter(|at| *at > 0)?;
        let before = *all.get(last - 1)?;
        // The word before must be glued to the name by one blank, be written like a name, and be no part of it.
        let beside = all.get(last).is_some_and(|name| before.end + 1 == name.start);
        let capital = text.get(before.start).is_some_and(|c| c.is_uppercase());
        let lacks = full.iter().all(|name| name.iter().all(|part| !alike(part, &slice(before))));
        let short = full.iter().all(|name| name.iter().any(|part| abbreviates(part, &slice(before))));
        (beside && capital && lacks && short).then_some(before)
    })
}

/// Whether a part of a name may have been taken for the short form of a word: both begin alike in sound.
fn abbreviates(part: &str, word: &str) -> bool {
    let (a, b) = (sound::of(part), sound::of(word));
    let letters = part.chars().count() < word.chars().count();
    letters && !a.is_empty() && (b.starts_with(&a) || a.iter().skip(1).eq(b.iter().skip(1).take(a.len() - 1)))
}
