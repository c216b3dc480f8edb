//! Places: cities and states named as such, with coordinates from the world tables.

use super::{Mentions, Setting};
use crate::analysis::NameKind;
use crate::span::Span;
use std::collections::HashMap;

/// A place named in the text.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its characters.
    pub span: Span,
    /// Its name as written.
    pub name: String,
    /// Its state, ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Latitude and longitude in degrees.
    pub at: Option<(f64, f64)>,
}

/// Finds the places of a page: what the name model calls a place, and cities of the world table.
pub fn find(setting: &Setting<'_>, mentions: &Mentions) -> Vec<Place> {
    let world = &setting.knowledge.world;
    let states: HashMap<Span, &String> =
        mentions.mentions.iter().filter_map(|m| Some((m.span, mentions.actor(m.actor?)?.state.as_ref()?))).collect();
    let mut places: Vec<Place> = Vec::new();
    for name in setting.analysis.names.iter().filter(|n| n.kind == NameKind::Place) {
        let form = name.span.of(setting.text);
        let city = world.cities.get(form);
        let country = city.map(|c| c.code.clone()).or_else(|| states.get(&name.span).map(|s| (*s).clone()));
        let capital = country.as_ref().and_then(|code| world.states.get(code)).and_then(|s| s.place);
        let at = city.map(|c| (c.lat, c.lon)).or(capital);
        places.push(Place { span: name.span, name: form.to_string(), country, at });
    }
    places
}
