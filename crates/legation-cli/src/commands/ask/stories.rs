//! Stories of a store: a list of them, or one with its copies and where they differ.

use super::listing::Tabled;
use super::{Asking, Filters, Format};
use crate::commands::Common;
use crate::failure::{Outcome, Stop, tell};
use crate::output::{Style, Target, table, visible};
use legation::record::Record;
use legation_store::Store;
use legation_store::ask::{Copy, StoryRow, copies, stories};
use legation_store::story::{Difference, Family, Why, differences, family};
use serde::Serialize;

/// Lists the stories of a store that have at least so many pages.
pub fn list(asking: &Asking, filters: &Filters, pages: u64, common: &Common) -> Result<Outcome, Stop> {
    let store = asking.open()?;
    let filter = filters.read(&store, &asking.store)?;
    let rows = asking.told(stories(&store, &filter, pages, asking.part(asking.usual())))?;
    asking.list(&rows, common.color)
}

/// One story: its copies as a tree, and where they differ.
#[derive(Serialize)]
struct Told {
    story: i64,
    copies: Vec<Copy>,
    #[serde(flatten)]
    family: Family,
    differences: Vec<Difference>,
}

/// Shows one story.
pub fn show(asking: &Asking, story: i64, common: &Common) -> Result<Outcome, Stop> {
    let store = asking.open()?;
    let Some(told) = tell_story(asking, &store, story)? else {
        tell(&format!("no story {story} in this store; `legation stories --store` lists them"));
        return Ok(Outcome::NothingFound);
    };
    let mut target = Target::open(None)?;
    match asking.usual() {
        Format::Json | Format::Jsonl => target.json(&told)?,
        Format::Text => {
            let style = Style { on: common.color.on(Target::is_terminal(None)) };
            target.write(&account(&told, style))?;
        }
        Format::Csv => return Err(Stop::Failed("one story is no table; choose text or json".to_owned())),
    }
    target.finish()?;
    Ok(Outcome::Done)
}

fn tell_story(asking: &Asking, store: &Store, story: i64) -> Result<Option<Told>, Stop> {
    let copies = asking.told(copies(store, story))?;
    if copies.is_empty() {
        return Ok(None);
    }
    let records = copies.iter().map(|copy| legation_store::ask::record(store, copy.row));
    let records: Vec<Record> = asking.told(records.collect::<legation_store::Result<_>>())?;
    let records: Vec<&Record> = records.iter().collect();
    Ok(Some(Told { story, family: family(&records), differences: differences(&records), copies }))
}

/// The story for people.
fn account(told: &Told, style: Style) -> String {
    let clean = |text: &str| visible::one_line(text).into_owned();
    let rows = told.copies.iter().enumerate().map(|(place, copy)| {
        let descent = told.family.descents.iter().find(|descent| descent.page == place);
        let parent = descent.and_then(|descent| descent.parent);
        vec![
            (place + 1).to_string(),
            parent.map_or_else(|| "-".to_owned(), |parent| (parent + 1).to_string()),
            descent.and_then(|descent| descent.why.as_ref()).map(why).unwrap_or_default(),
            copy.date.clone().unwrap_or_default(),
            copy.language.clone(),
            clean(copy.publisher.as_deref().or(copy.agency.as_deref()).unwrap_or_default()),
            clean(copy.title.as_deref().unwrap_or(&copy.page)),
        ]
    });
    let headings = ["COPY", "FROM", "BECAUSE", "DATE", "LANGUAGE", "PUBLISHER", "TITLE"];
    let mut text = table(&headings, &rows.collect::<Vec<_>>(), style);
    if !told.differences.is_empty() {
        text.push_str("\nWhere they differ\n");
    }
    for difference in &told.differences {
        let aspect = serde_json::to_value(difference.aspect).ok();
        let aspect = aspect.as_ref().and_then(|aspect| aspect.as_str()).unwrap_or_default().replace('-', " ");
        text.push_str(&format!("\n  {}\n", style.strong(&aspect)));
        for form in &difference.forms {
            let value = form.value.as_ref().map_or_else(String::new, |value| format!(" ({})", clean(value)));
            let words = if form.words.is_empty() { "nothing".to_owned() } else { clean(&form.words) };
            text.push_str(&format!("    copy {}: {words}{value}\n", form.page + 1));
        }
    }
    text
}

fn why(why: &Why) -> String {
    match why {
        Why::NamesAddress(_) => "names its address".to_owned(),
        Why::CreditsAgency(agency) => format!("credits {agency}"),
        Why::SameWords => "same words, later".to_owned(),
        Why::TranslatedFrom(language) => format!("translated from {language}"),
        Why::Later => "another language, later".to_owned(),
    }
}

impl Tabled for StoryRow {
    fn headings() -> Vec<&'static str> {
        vec!["STORY", "FROM", "PAGES", "LANGUAGES", "ACTS", "TITLE"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.story.to_string(),
            self.from.clone().unwrap_or_default(),
            self.pages.to_string(),
            self.languages.join(" "),
            self.acts.to_string(),
            self.title.clone().unwrap_or_default(),
        ]
    }
}
