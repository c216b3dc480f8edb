//! Acts as PLOVER records, JSON Lines (PLOVER 2.0 draft, "record format").
//!
//! As its manual says, cooperation that is still to come is AGREE, concessions to come are CONCEDE, and acts that were
//! denied or are only possible are left out, as are comments.

use crate::ask::{ActRow, Filter, Part, timeline};
use crate::day::days;
use crate::error::Result;
use crate::plover::weight;
use crate::store::Store;
use serde_json::{Value, json};
use std::io::Write;

/// Writes the acts that a filter leaves.
pub fn plover(store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<u64> {
    let mut written = 0;
    for act in timeline(store, filter, Part { size: None, skip: 0 })?.rows {
        if let Some(record) = record(&act) {
            serde_json::to_writer(&mut *out, &record)?;
            out.write_all(b"\n")?;
            written += 1;
        }
    }
    Ok(written)
}

fn record(act: &ActRow) -> Option<Value> {
    let (kind, mode) = match (act.status.as_str(), act.kind.as_str()) {
        ("actual", kind) => (kind, act.mode.as_deref()),
        ("future", "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "AGREE") => ("AGREE", None),
        ("future", "RETREAT" | "CONCEDE") => ("CONCEDE", None),
        _ => return None,
    };
    let weight = weight(kind, mode);
    let day = if act.status == "future" { act.told.page_date.clone() } else { act.day.clone() };
    let last = act.date.as_deref().and_then(days).map(|(_, last)| crate::day::written(last));
    let told = &act.told;
    Some(json!({
        "id": told.key,
        "has_event": true,
        "date": day,
        "enddate": last.filter(|last| Some(last) != day.as_ref()),
        "actor": entities(&act.source),
        "recipient": entities(&act.target),
        "event": [kind],
        "mode": mode.into_iter().collect::<Vec<_>>(),
        "context": [],
        "quad_code": weight.quad,
        "event_scale": weight.score,
        "event_loc": told.place.as_ref().map(|place| json!({ "extracted_place": place })),
        "text": told.sentence,
        "cite_info": { "url": told.page, "title": told.title, "language": told.language, "publication": told.publisher },
        "coder": "legation",
    }))
}

fn entities(codes: &[String]) -> Vec<Value> {
    codes.iter().map(|code| json!({ "code": code })).collect()
}
