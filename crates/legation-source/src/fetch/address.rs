//! Addresses that may be fetched.

use url::Url;

/// Longest address that is believed to be one.
const LONGEST: usize = 8192;

/// Reads an address; an error says what is wrong with it.
pub fn parse(text: &str) -> Result<Url, String> {
    if text.len() > LONGEST {
        return Err("is too long for an address".to_owned());
    }
    checked(Url::parse(text.trim()).map_err(|error| format!("is no address: {error}"))?)
}

/// Reads a link on something that came from `base`.
pub fn join(base: Option<&Url>, link: &str) -> Result<Url, String> {
    match base {
        Some(_) if link.len() > LONGEST => Err("is too long for an address".to_owned()),
        Some(base) => checked(base.join(link.trim()).map_err(|error| format!("is no address: {error}"))?),
        None => parse(link),
    }
}

fn checked(mut url: Url) -> Result<Url, String> {
    match url.scheme() {
        "http" | "https" => {}
        other => return Err(format!("has the scheme {other}, which is not fetched; only http and https are")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("holds a user name, which is never sent".to_owned());
    }
    url.set_fragment(None);
    Ok(url)
}

/// The host with its port, as manners and robots.txt count hosts.
pub fn site(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// What robots.txt speaks of: path and question.
pub fn path(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_are_taken() {
        for (text, told) in [
            ("ftp://news.example/", "scheme ftp"),
            ("file:///etc/passwd", "scheme file"),
            ("https://me@news.example/", "user name"),
            ("https://:x@news.example/", "user name"),
            ("https://", "no address"),
            ("news", "no address"),
        ] {
            let what = parse(text).unwrap_err();
            assert!(what.contains(told), "{text}: {what}");
        }
        assert_eq!(parse(" HTTPS://News.example/a b#part ").unwrap().as_str(), "https://news.example/a%20b");
        let base = parse("https://news.example/feeds/all.xml").unwrap();
        assert_eq!(join(Some(&base), "../page?x=1").unwrap().as_str(), "https://news.example/page?x=1");
        assert!(join(Some(&base), "javascript:alert(1)").is_err());
    }

    #[test]
    fn odd_forms_of_hosts_become_plain_ones() {
        for text in ["http://2130706433/", "http://0x7f.1/", "http://017700000001/", "http://127.1/"] {
            assert_eq!(parse(text).unwrap().host_str(), Some("127.0.0.1"), "{text}");
        }
    }
}
