//! The world tables: states, organisations, holders of offices, cities; agencies and publishers.

use super::table;
use crate::error::Error;
use crate::pattern::GivenList;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

/// A state.
#[derive(Clone, Debug)]
pub struct State {
    /// ISO 3166 alpha-3.
    pub code: String,
    /// Name that records use: the first in the table of names.
    pub name: String,
    /// Latitude and longitude of its capital.
    pub place: Option<(f64, f64)>,
}

/// Somebody who held an office.
#[derive(Clone, Debug)]
pub struct Holder {
    /// State or organisation.
    pub code: String,
    /// Key of the office.
    pub office: String,
    /// Name.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day; open for holders of today.
    pub until: Option<Date>,
    /// Other names and spellings.
    pub aliases: Vec<String>,
}

/// A city.
#[derive(Clone, Debug)]
pub struct City {
    /// State it lies in.
    pub code: String,
    /// Latitude, degrees.
    pub lat: f64,
    /// Longitude, degrees.
    pub lon: f64,
}

/// A name of a state or organisation in one language (`*`: in every language).
#[derive(Clone, Debug)]
pub struct NameRow {
    /// Code of what it names, with a sector where the name implies one.
    pub code: String,
    /// Language tag or `*`.
    pub language: String,
    /// The name.
    pub name: String,
}

/// A news agency.
#[derive(Clone, Debug)]
pub struct Agency {
    /// Its usual name.
    pub name: String,
    /// State it is of.
    pub country: String,
    /// Other forms of the name.
    pub forms: Vec<String>,
}

/// A publisher's site.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// State it publishes from.
    pub country: String,
    /// Language tag.
    pub language: String,
}

/// What is known of the world, in all languages.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// States by code.
    pub states: HashMap<String, State>,
    /// Codes of states by the ending of their domains (ISO 3166 alpha-2 in lower case).
    pub domains: HashMap<String, String>,
    /// Names of states.
    pub state_names: Vec<NameRow>,
    /// Names of organisations, parties, armed groups and national bodies.
    pub organisation_names: Vec<NameRow>,
    /// Kind of each organisation, by code.
    pub organisations: HashMap<String, String>,
    /// Holders of offices.
    pub holders: Vec<Holder>,
    /// Cities by name, the largest of a name first.
    pub cities: HashMap<String, City>,
    /// News agencies.
    pub agencies: Vec<Agency>,
    /// Publishers by domain.
    pub publishers: HashMap<String, Publisher>,
}

/// Reads the content of one file, by its path below the knowledge folder.
pub type Files<'f> = dyn Fn(&str) -> Option<std::borrow::Cow<'static, [u8]>> + 'f;

impl World {
    /// Reads all world tables; a table that is missing is empty.
    ///
    /// # Errors
    /// When a table has a bad row.
    pub fn load(files: &Files<'_>) -> Result<World, Error> {
        let mut world = World::default();
        world.read_states(files)?;
        world.read_organisations(files)?;
        world.read_holders(files)?;
        world.read_cities(files)?;
        world.read_sources(files)?;
        Ok(world)
    }

    fn read_states(&mut self, files: &Files<'_>) -> Result<(), Error> {
        each(files, "world/states.tsv", 8, |row| {
            let place = row.get(3).parse().ok().zip(row.get(4).parse().ok());
            let code = row.get(0).to_string();
            self.domains.insert(row.get(1).to_lowercase(), code.clone());
            self.states.insert(code.clone(), State { name: code.clone(), code, place });
            Ok(())
        })?;
        self.state_names = names(files, "world/state-names.tsv")?;
        // The first name of each state in the table is the one that records use.
        for row in &self.state_names {
            if let Some(state) = self.states.get_mut(&row.code).filter(|s| s.name == s.code) {
                state.name.clone_from(&row.name);
            }
        }
        Ok(())
    }

    fn read_organisations(&mut self, files: &Files<'_>) -> Result<(), Error> {
        each(files, "world/organisations.tsv", 6, |row| {
            self.organisations.insert(row.get(0).to_string(), row.get(1).to_string());
            Ok(())
        })?;
        self.organisation_names = names(files, "world/organisation-names.tsv")?;
        Ok(())
    }

    fn read_holders(&mut self, files: &Files<'_>) -> Result<(), Error> {
        const FILE: &str = "world/holders.tsv";
        each(files, FILE, 6, |row| {
            let bad = |what: &str| Error::new(format!("unreadable date `{what}`")).in_file(FILE).at_line(row.line);
            let until = match row.get(4) {
                "" => None,
                text => Some(last_day(text).ok_or_else(|| bad(text))?),
            };
            self.holders.push(Holder {
                code: row.get(0).to_string(),
                office: row.get(1).to_string(),
                name: row.get(2).to_string(),
                from: first_day(row.get(3)).ok_or_else(|| bad(row.get(3)))?,
                until,
                aliases: row.list(5, ';').map(str::to_string).collect(),
            });
            Ok(())
        })
    }

    fn read_cities(&mut self, files: &Files<'_>) -> Result<(), Error> {
        let mut sizes: HashMap<String, u64> = HashMap::new();
        each(files, "world/cities.tsv", 6, |row| {
            let size = row.get(4).parse().unwrap_or(0);
            let (Ok(lat), Ok(lon)) = (row.get(2).parse(), row.get(3).parse()) else { return Ok(()) };
            let name = row.get(0).to_string();
            if sizes.get(&name).is_none_or(|s| *s < size) {
                sizes.insert(name.clone(), size);
                self.cities.insert(name, City { code: row.get(1).to_string(), lat, lon });
            }
            Ok(())
        })
    }

    fn read_sources(&mut self, files: &Files<'_>) -> Result<(), Error> {
        each(files, "sources/agencies.tsv", 3, |row| {
            let forms = row.list(2, ';').map(str::to_string).collect();
            self.agencies.push(Agency { name: row.get(0).to_string(), country: row.get(1).to_string(), forms });
            Ok(())
        })?;
        each(files, "sources/publishers.tsv", 4, |row| {
            let publisher = Publisher {
                name: row.get(1).to_string(),
                country: row.get(2).to_string(),
                language: row.get(3).to_string(),
            };
            self.publishers.insert(row.get(0).to_string(), publisher);
            Ok(())
        })
    }

    /// The word lists for rules about sources: `agency` with the usual names, `publisher` with the domains.
    pub fn source_lists(&self) -> [GivenList; 2] {
        // Written as in the table or all in capitals; some names are common words in small letters.
        let exact = |form: &str, value: &str| {
            let loud = form.to_uppercase();
            let forms = std::iter::once(form.to_string()).chain((loud != form).then_some(loud));
            forms.map(|form| (format!("\"{form}\""), value.to_string())).collect::<Vec<_>>()
        };
        let forms = |a: &Agency| std::iter::once(a.name.clone()).chain(a.forms.clone()).collect::<Vec<_>>();
        let of_agency = |a: &Agency| forms(a).iter().flat_map(|form| exact(form, &a.name)).collect::<Vec<_>>();
        let agencies = self.agencies.iter().flat_map(of_agency).collect();
        let own: HashSet<(String, &str)> =
            self.agencies.iter().flat_map(|a| forms(a).into_iter().map(|form| (form, a.country.as_str()))).collect();
        let mut rows: Vec<(&String, &Publisher)> = self.publishers.iter().collect();
        rows.sort_by_key(|(domain, _)| *domain);
        let mut words = Vec::new();
        for (domain, publisher) in rows {
            words.push((domain.clone(), domain.clone()));
            // An agency's own site is the agency.
            if !own.contains(&(publisher.name.clone(), publisher.country.as_str())) {
                words.extend(exact(&publisher.name, domain));
                words.extend(bare_name(&publisher.name).into_iter().flat_map(|name| exact(name, domain)));
            }
        }
        [GivenList { name: "agency", words: agencies }, GivenList { name: "publisher", words }]
    }

    /// The publisher of an address's host, by the longest known domain at its end.
    pub fn publisher<'w>(&'w self, host: &'w str) -> Option<(&'w str, &'w Publisher)> {
        let mut rest = host;
        loop {
            if let Some((domain, publisher)) = self.publishers.get_key_value(rest) {
                return Some((domain.as_str(), publisher));
            }
            rest = rest.split_once('.')?.1;
        }
    }
}

/// A name that is a domain, without its ending.
fn bare_name(name: &str) -> Option<&str> {
    let (name, ending) = name.split_once('.')?;
    let short = name.chars().count() < 5 || name.contains(' ') || ending.len() > 6;
    Some(name).filter(|_| !short)
}

fn each(
    files: &Files<'_>,
    file: &str,
    columns: usize,
    mut take: impl FnMut(&table::Row<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let Some(bytes) = files(file) else { return Ok(()) };
    table::rows(file, &bytes, columns)?.iter().try_for_each(&mut take)
}

fn names(files: &Files<'_>, file: &str) -> Result<Vec<NameRow>, Error> {
    let mut rows = Vec::new();
    each(files, file, 6, |row| {
        let text = |i: usize| row.get(i).to_string();
        rows.push(NameRow { code: text(0), language: text(1), name: text(2) });
        Ok(())
    })?;
    Ok(rows)
}

fn first_day(text: &str) -> Option<Date> {
    match text.len() {
        4 => format!("{text}-01-01").parse().ok(),
        7 => format!("{text}-01").parse().ok(),
        _ => text.parse().ok(),
    }
}

fn last_day(text: &str) -> Option<Date> {
    match text.len() {
        4 => format!("{text}-12-31").parse().ok(),
        7 => first_day(text).map(Date::last_of_month),
        _ => text.parse().ok(),
    }
}
