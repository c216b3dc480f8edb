//! Titles: whether two are the same, and what of one is only the site's name.

/// Letters and digits of a text in lower case: what makes a title.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Core(String);

impl Core {
    pub(super) fn of(text: &str) -> Core {
        Core(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
    }

    /// Whether a heading shows this title: equal but for signs, or the greater part of it.
    pub(super) fn is_shown_by(&self, heading: &str) -> bool {
        // Signs and capitals change a length by far less than this.
        if heading.len() > self.0.len() * 8 + 100 {
            return false;
        }
        let heading = Core::of(heading);
        let (short, long) = if heading.0.len() <= self.0.len() { (&heading, self) } else { (self, &heading) };
        !short.0.is_empty() && (short == long || (short.0.len() * 4 >= long.0.len() * 3 && long.0.contains(&short.0)))
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Length in bytes.
    fn len(&self) -> usize {
        self.0.len()
    }
}

/// Signs that set off the site's name.
const SIGNS: &[&str] =
    &[" | ", " - ", " \u{2013} ", " \u{2014} ", " \u{ab} ", " \u{bb} ", " :: ", " \u{b7} ", " \u{2022} "];

/// Whether a window's title is a heading with the site's name or the like, which is shorter, set off from it.
pub(super) fn shows_within(heading: &str, title: &str) -> bool {
    let least = Core::of(title).len() / 2;
    let part = |part: &str| {
        let part = Core::of(part);
        part.len() > least && part.is_shown_by(heading)
    };
    SIGNS.iter().any(|sign| {
        let first = title.split_once(sign).is_some_and(|(first, _)| part(first));
        first || title.rsplit_once(sign).is_some_and(|(most, last)| part(most) || part(last))
    })
}

/// A window's title without the site's name at its end or its beginning.
///
/// The name is known from `site`, or it is a short part set off by a sign that titles hardly have.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    let site = site.map(Core::of).filter(|site| !site.is_empty());
    let is_site = |part: &str| site.as_ref().is_some_and(|site| *site == Core::of(part));
    let mut title = title.trim();
    for sign in SIGNS {
        if let Some((rest, name)) = title.rsplit_once(sign) {
            let brief = *sign == " | " && Core::of(name).len() * 2 < Core::of(rest).len();
            if is_site(name) || brief {
                title = rest.trim_end();
                continue;
            }
        }
        if let Some((_, rest)) = title.split_once(sign).filter(|(name, _)| is_site(name)) {
            title = rest.trim_start();
        }
    }
    title.to_string()
}
