//! What a site asks of programs that fetch its pages: robots.txt after RFC 9309.

use std::time::Duration;

/// Most rules of a file that are kept.
const RULES: usize = 10_000;
/// Longest pause between requests that a site is granted.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The rules of a site for us.
#[derive(Debug, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// The pause between requests that the site asks for.
    pub pause: Option<Duration>,
}

#[derive(Debug, PartialEq)]
struct Rule {
    allow: bool,
    pattern: String,
}

/// Rules for one or several programs.
#[derive(Default)]
struct Group {
    agents: Vec<String>,
    robots: Robots,
}

impl Robots {
    /// A site that wants nothing fetched.
    pub fn closed() -> Robots {
        Robots { rules: vec![Rule { allow: false, pattern: "/".to_owned() }], pause: None }
    }

    /// Reads the file; `agent` is our name in small letters.
    pub fn read(text: &str, agent: &str) -> Robots {
        let groups = groups(text.strip_prefix('\u{FEFF}').unwrap_or(text));
        let named = |name: &str| groups.iter().any(|group| group.agents.iter().any(|known| known == name));
        let name = if named(agent) { agent } else { "*" };
        let mut chosen = Robots::default();
        for group in groups.into_iter().filter(|group| group.agents.iter().any(|known| known == name)) {
            chosen.rules.extend(group.robots.rules);
            chosen.pause = chosen.pause.or(group.robots.pause);
        }
        chosen
    }

    /// Whether a page may be fetched: the longest rule that fits decides, and allowing wins a tie.
    pub fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        fitting.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (mut naming, mut rules) = (false, 0);
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((field, value)) = line.split_once(':') else { continue };
        let (field, value) = (field.trim().to_ascii_lowercase(), value.trim());
        if field == "user-agent" {
            if !naming {
                groups.push(Group::default());
            }
            naming = true;
            // `Name/1.0` names the same program as `Name`.
            let name = value.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
            groups.last_mut().into_iter().for_each(|group| group.agents.push(name.clone()));
            continue;
        }
        let Some(group) = groups.last_mut() else { continue };
        match field.as_str() {
            "allow" | "disallow" if rules < RULES => {
                rules += 1;
                naming = false;
                if !value.is_empty() {
                    group.robots.rules.push(Rule { allow: field == "allow", pattern: value.to_owned() });
                }
            }
            "crawl-delay" => {
                naming = false;
                group.robots.pause = pause(value);
            }
            _ => {}
        }
    }
    groups
}

fn pause(value: &str) -> Option<Duration> {
    let seconds: f64 = value.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok().map(|pause| pause.min(LONGEST_PAUSE))
}

/// Whether a path begins with a pattern; `*` stands for anything, `$` at the end for the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !to_end || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if to_end && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        // The first place that fits leaves most for what follows.
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_the_right_group_decides() {
        let text = "User-agent: other\nDisallow: /\n\nUser-Agent: *\nDisallow: /all\n\n\
            user-agent: Legation/1.0 # us\nuser-agent: third\nDisallow: /private\nAllow: /private/open\n\
            Disallow: /*.pdf$\nCrawl-delay: 2.5\n\nUser-agent: legation\nDisallow: /more*x\nDisallow:\n";
        let robots = Robots::read(text, "legation");
        for (path, allowed) in [
            ("/", true),
            ("/all", true),
            ("/private", false),
            ("/private/open/page", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/more/a/x/b", false),
            ("/more/a", true),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        assert_eq!(robots.pause, Some(Duration::from_millis(2500)));
        assert!(!Robots::read(text, "unknown").allows("/all/of/it"));
        assert!(Robots::read("", "legation").allows("/"));
        assert!(!Robots::closed().allows("/"));
    }

    #[test]
    fn many_stars_do_not_take_long() {
        let pattern = format!("/{}", "*a".repeat(5000));
        let path = format!("/{}b", "a".repeat(4000));
        assert!(!fits(&pattern, &path));
    }
}
