//! The codes of those who take part in a fact.

use legation::record::{Record, RecordActor};
use std::collections::BTreeSet;

/// The most groups within groups that are followed.
const DEPTH: u8 = 4;

/// The codes of these actors, of the members where a group is meant; sorted, each once, a blank between.
pub fn codes(record: &Record, ids: &[String]) -> String {
    let mut codes = BTreeSet::new();
    collect(record, ids, DEPTH, &mut |actor| codes.extend(actor.code.clone()));
    codes.into_iter().collect::<Vec<_>>().join(" ")
}

/// The names of these actors as the page has them, a semicolon between.
pub fn names(record: &Record, ids: &[String]) -> String {
    let actors = ids.iter().filter_map(|id| record.actor(id));
    actors.map(|actor| actor.name.as_str()).collect::<Vec<_>>().join("; ")
}

/// Those meant by these ids, members instead of their group.
pub fn meant<'r>(record: &'r Record, ids: &[String]) -> Vec<&'r RecordActor> {
    let mut meant: Vec<&RecordActor> = Vec::new();
    collect(record, ids, DEPTH, &mut |actor| {
        if !meant.iter().any(|known| known.id == actor.id) {
            meant.push(actor);
        }
    });
    meant
}

fn collect<'r>(record: &'r Record, ids: &[String], depth: u8, take: &mut impl FnMut(&'r RecordActor)) {
    for actor in ids.iter().filter_map(|id| record.actor(id)) {
        if actor.members.is_empty() || depth == 0 {
            take(actor);
        } else {
            collect(record, &actor.members, depth - 1, take);
        }
    }
}

/// The states and organisations of these codes: sectors are left out.
pub fn states(codes: &str) -> BTreeSet<&str> {
    codes.split(' ').filter(|code| !code.is_empty()).map(state).collect()
}

/// The state or organisation of a code: `JPN` of `JPN.GOV`, `IGO:UN` of itself.
pub fn state(code: &str) -> &str {
    if code.contains(':') { code } else { code.split('.').next().unwrap_or(code) }
}

/// Sorted codes, a blank between.
pub fn written(codes: &BTreeSet<&str>) -> String {
    codes.iter().copied().collect::<Vec<_>>().join(" ")
}
