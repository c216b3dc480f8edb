//! What the words of a time expression say by themselves: an underspecified value.
//!
//! A rule's template writes it as a kind and keys: `date month=7 pick=last`. `docs/rules.md` lists the keys.

use super::calendar::Unit;

/// What sort of thing a time expression names (TIMEX3 type).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day or something longer.
    Date,
    /// Something shorter than a day.
    Time,
    /// A length of time.
    Duration,
    /// Something that comes back.
    Set,
}

/// Part or nearness of the time that the value names (TIMEX3 mod).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    MoreThan,
    LessThan,
    Before,
    After,
}

impl Modifier {
    /// As TIMEX3 writes it.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::LessThan => "LESS_THAN",
            Modifier::Before => "BEFORE",
            Modifier::After => "AFTER",
        }
    }
}

/// How many: a number, or some.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// A number.
    Number(f64),
    /// An unknown number.
    Some,
}

/// Which one of several that bear the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// The last one before the page.
    Last,
    /// The next one after the page.
    Next,
    /// The one of the page's own week, month or year.
    This,
}

/// What an expression counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum From {
    /// The page's date.
    #[default]
    Page,
    /// The time named before it in the text.
    Text,
    /// An act told in the words that follow or precede.
    Event,
}

/// An underspecified value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// First word of the template.
    pub sort: Sort,
    /// Year, or the first year of a range.
    pub year: Option<i16>,
    /// Last two figures of a year.
    pub short_year: Option<i16>,
    /// Month from 1.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
    /// Weekday, Monday = 1.
    pub weekday: Option<i8>,
    /// Hour from 0 to 24.
    pub hour: Option<i8>,
    /// Minute.
    pub minute: Option<i8>,
    /// Whether the hour belongs to the second half of the day.
    pub afternoon: Option<bool>,
    /// Whether the clock is UTC.
    pub utc: bool,
    /// Part of the day, as TIMEX3 writes it: MO, MI, AF, EV, NI.
    pub part: Option<Box<str>>,
    /// Season, as TIMEX3 writes it: SP, SU, FA, WI.
    pub season: Option<Season>,
    /// Quarter from 1.
    pub quarter: Option<i8>,
    /// Half year from 1.
    pub half: Option<i8>,
    /// Which weekday or week of a month, from 1; -1 for the last.
    pub nth: Option<i8>,
    /// The unit around the day that is meant: "the week of October 6".
    pub around: Option<Unit>,
    /// Week of the year.
    pub week: Option<i8>,
    /// Decade (198 for the 1980s, or 8).
    pub decade: Option<i16>,
    /// Century, counted from 1.
    pub century: Option<i16>,
    /// End of a range, where it differs from the beginning.
    pub end: End,
    /// Which one.
    pub pick: Option<Pick>,
    /// Units to move: -1 for last, 0 for this, 1 for next.
    pub shift: Option<i32>,
    /// Number of units.
    pub count: Option<Amount>,
    /// Unit that is counted.
    pub unit: Option<Unit>,
    /// A second amount of a compound duration.
    pub more: Option<(Amount, Unit)>,
    /// Whether the amount lies before what it counts from.
    pub back: bool,
    /// What it counts from.
    pub from: From,
    /// Part or nearness.
    pub modifier: Option<Modifier>,
    /// A value given outright.
    pub value: Option<Box<str>>,
}

/// End of a range.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct End {
    pub year: Option<i16>,
    pub short_year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl End {
    /// Whether the expression is a range at all.
    pub fn is_some(&self) -> bool {
        *self != End::default()
    }
}

/// Seasons of the northern calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// The kinds of template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// A place in the calendar, to be fixed.
    #[default]
    Date,
    /// So many units before or after something.
    Offset,
    /// A length of time.
    Duration,
    /// Something that comes back.
    Set,
    /// A vague reference; the value is given.
    Reference,
}

impl Form {
    /// Reads a filled template; `None` if it is not well formed or names no possible day.
    pub fn parse(template: &str) -> Option<Form> {
        let mut words = template.split_whitespace();
        let sort = match words.next()? {
            "date" => Sort::Date,
            "offset" => Sort::Offset,
            "duration" => Sort::Duration,
            "set" => Sort::Set,
            "reference" => Sort::Reference,
            _ => return None,
        };
        let mut form = Form { sort, ..Form::default() };
        for word in words {
            let (key, value) = word.split_once('=')?;
            form.set(key, value)?;
        }
        form.is_possible().then_some(form)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "year" => self.year = Some(within(value, 0, 9999)?),
            "yy" => self.short_year = Some(within(value, 0, 99)?),
            "month" => self.month = Some(small(value, 1, 12)?),
            "day" => self.day = Some(small(value, 1, 31)?),
            "weekday" => self.weekday = Some(small(value, 1, 7)?),
            "hour" => self.hour = Some(small(value, 0, 24)?),
            "hhmm" => self.set_hours_and_minutes(value)?,
            "minute" => self.minute = Some(small(value, 0, 59)?),
            "clock" => self.afternoon = Some(one_of(value, &[("am", false), ("pm", true)])?),
            "zone" => self.utc = one_of(value, &[("utc", true), ("local", false)])?,
            "part" => self.part = Some(one_of(value, &["MO", "MI", "AF", "EV", "NI", "DT"].map(|p| (p, p)))?.into()),
            "season" => self.season = Some(one_of(value, &SEASONS)?),
            "quarter" => self.quarter = Some(small(value, 1, 4)?),
            "half" => self.half = Some(small(value, 1, 2)?),
            "week" => self.week = Some(small(value, 1, 53)?),
            "nth" => self.nth = Some(small(value, -1, 5)?).filter(|nth| *nth != 0),
            "around" => self.around = Some(Unit::named(value)?),
            "decade" => self.decade = Some(within(value, 0, 9999)? / 10),
            "century" => self.century = Some(within(value, 1, 99)?),
            "year2" => self.end.year = Some(within(value, 0, 9999)?),
            "yy2" => self.end.short_year = Some(within(value, 0, 99)?),
            "month2" => self.end.month = Some(small(value, 1, 12)?),
            "day2" => self.end.day = Some(small(value, 1, 31)?),
            _ => return self.set_relation(key, value),
        }
        Some(())
    }

    /// `0830`.
    fn set_hours_and_minutes(&mut self, value: &str) -> Option<()> {
        let both = within(value, 0, 2459)?;
        self.hour = i8::try_from(both / 100).ok();
        self.minute = i8::try_from(both % 100).ok().filter(|minute| *minute < 60);
        self.minute.map(|_| ())
    }

    fn set_relation(&mut self, key: &str, value: &str) -> Option<()> {
        match key {
            "pick" => {
                self.pick = Some(one_of(value, &[("last", Pick::Last), ("next", Pick::Next), ("this", Pick::This)])?);
            }
            "shift" => self.shift = Some(within(value, -9999, 9999)?.into()),
            "n" => self.count = Some(amount(value)?),
            "unit" => self.unit = Some(Unit::named(value)?),
            "n2" => self.more = Some((amount(value)?, self.more.map_or(Unit::Minute, |(_, unit)| unit))),
            "unit2" => self.more = Some((self.more.map_or(Amount::Some, |(n, _)| n), Unit::named(value)?)),
            "go" => self.back = one_of(value, &[("back", true), ("ahead", false)])?,
            "from" => {
                self.from = one_of(value, &[("page", From::Page), ("text", From::Text), ("event", From::Event)])?;
            }
            "mod" => self.modifier = Some(one_of(value, &MODIFIERS)?),
            "value" => self.value = Some(value.into()),
            _ => return None,
        }
        Some(())
    }

    /// Whether it names a year and nothing inside it.
    pub fn is_bare_year(&self) -> bool {
        let plain = Form { sort: self.sort, year: self.year, modifier: self.modifier, ..Form::default() };
        self.year.is_some() && *self == plain
    }

    /// Whether a day as stated exists in some year, and ranges do not run backwards.
    fn is_possible(&self) -> bool {
        let leap = 2000;
        let exists = |year: Option<i16>, month: Option<i8>, day: Option<i8>| match (month, day) {
            (Some(month), Some(day)) => super::calendar::day(year.unwrap_or(leap), month, day).is_some(),
            _ => true,
        };
        let forward = match (self.year, self.end.year) {
            (Some(from), Some(to)) => from < to || self.end.month.is_some(),
            _ => true,
        };
        let end_month = self.end.month.or(self.month);
        forward && exists(self.year, self.month, self.day) && exists(self.end.year, end_month, self.end.day)
    }
}

const SEASONS: [(&str, Season); 4] =
    [("SP", Season::Spring), ("SU", Season::Summer), ("FA", Season::Autumn), ("WI", Season::Winter)];

const MODIFIERS: [(&str, Modifier); 8] = [
    ("start", Modifier::Start),
    ("mid", Modifier::Mid),
    ("end", Modifier::End),
    ("approx", Modifier::Approx),
    ("more", Modifier::MoreThan),
    ("less", Modifier::LessThan),
    ("before", Modifier::Before),
    ("after", Modifier::After),
];

impl Season {
    /// The two letters of TIMEX3.
    pub fn letters(self) -> &'static str {
        SEASONS.iter().find(|(_, season)| *season == self).map_or("", |(letters, _)| letters)
    }

    /// The first of its three months.
    pub fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

fn one_of<T: Copy>(value: &str, names: &[(&str, T)]) -> Option<T> {
    names.iter().find(|(name, _)| *name == value).map(|(_, meant)| *meant)
}

fn within(value: &str, low: i16, high: i16) -> Option<i16> {
    value.parse().ok().filter(|n| (low..=high).contains(n))
}

fn small(value: &str, low: i8, high: i8) -> Option<i8> {
    value.parse().ok().filter(|n| (low..=high).contains(n))
}

fn amount(value: &str) -> Option<Amount> {
    match value {
        "X" => Some(Amount::Some),
        _ => value.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0 && *n < 1e9).map(Amount::Number),
    }
}
