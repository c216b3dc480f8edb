//! Foreign text inside HTML.

use crate::output::visible;

/// Text for an element or a quoted attribute; controls are shown, never kept.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        push(&mut out, c, |sign| sign.replace('<', "&lt;").replace('>', "&gt;"));
    }
    out
}

/// Text for an element; what stands for a control is set apart.
pub fn marked_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        push(&mut out, c, |sign| format!("<span class=\"sign\">{}</span>", sign.replace(['<', '>'], "")));
    }
    out
}

fn push(out: &mut String, c: char, shown: impl Fn(&str) -> String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\n' | '\t' => out.push(c),
        _ => match visible::sign(c) {
            Some(sign) => out.push_str(&shown(&sign)),
            None => out.push(c),
        },
    }
}

/// The direction of a text, from the first letter that has one.
pub fn direction(text: &str) -> &'static str {
    let right_to_left = |c: char| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    };
    match text.chars().find(|c| c.is_alphabetic()) {
        Some(letter) if right_to_left(letter) => "rtl",
        _ => "ltr",
    }
}
