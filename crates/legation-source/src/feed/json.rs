//! JSON Feed.

use super::{Content, Entry, List};
use legation::page::MediaType;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Feed {
    #[serde(default)]
    items: Vec<Value>,
}

/// Reads a feed; entries that hold nothing are left out.
pub fn read(text: &str) -> List {
    let text = text.trim_start_matches('\u{FEFF}');
    match serde_json::from_str::<Feed>(text) {
        Err(error) => List { damage: Some(format!("is no JSON Feed: {error}")), ..List::default() },
        Ok(feed) => {
            let mut list = List::default();
            for item in feed.items {
                if list.is_full() {
                    list.damage = Some(format!("has more than {} entries", super::ENTRIES));
                    break;
                }
                list.entries.extend(entry(&item));
            }
            list
        }
    }
}

fn entry(item: &Value) -> Option<Entry> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    let content = |name, media_type| text(name).map(|text| Content { media_type, text });
    // The id of an entry is its address where it has none beside it.
    let id = text("id").filter(|id| id.starts_with("http://") || id.starts_with("https://"));
    let entry = Entry {
        link: text("url").or_else(|| text("external_url")).or(id),
        title: text("title"),
        date: text("date_published"),
        content: content("content_html", MediaType::Html).or_else(|| content("content_text", MediaType::Text)),
    };
    (entry.link.is_some() || entry.content.is_some()).then_some(entry)
}
