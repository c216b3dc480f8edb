//! Titles: whether two are the same, and what of one is only the site's name.

/// Letters and digits of a text in lower case: what makes a title.
fn core(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a heading shows a title: equal but for signs, or the greater part of it.
pub(super) fn same_title(heading: &str, title: &str) -> bool {
    let (heading, title) = (core(heading), core(title));
    let (short, long) = if heading.len() <= title.len() { (heading, title) } else { (title, heading) };
    !short.is_empty() && (short == long || (short.len() * 4 >= long.len() * 3 && long.contains(&short)))
}

/// Signs that set off the site's name.
const SIGNS: &[&str] =
    &[" | ", " - ", " \u{2013} ", " \u{2014} ", " \u{ab} ", " \u{bb} ", " :: ", " \u{b7} ", " \u{2022} "];

/// Whether a window's title is a heading with the site's name or the like, which is shorter, set off from it.
pub(super) fn shows_within(heading: &str, title: &str) -> bool {
    let part = |part: &str| core(part).len() * 2 > core(title).len() && same_title(heading, part);
    SIGNS.iter().any(|sign| {
        let first = title.split_once(sign).is_some_and(|(first, _)| part(first));
        first || title.rsplit_once(sign).is_some_and(|(most, last)| part(most) || part(last))
    })
}

/// A window's title without the site's name at its end or its beginning.
///
/// The name is known from `site`, or it is a short part set off by a sign that titles hardly have.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    let site = site.map(core).filter(|site| !site.is_empty());
    let is_site = |part: &str| site.as_ref().is_some_and(|site| *site == core(part));
    let mut title = title.trim();
    for sign in SIGNS {
        if let Some((rest, name)) = title.rsplit_once(sign) {
            let brief = *sign == " | " && core(name).len() * 2 < core(rest).len();
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
