//! Text fitted to a width counted in terminal columns.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Width where none is known.
const USUAL: usize = 80;
/// Lines longer than this are hard to read.
const WIDEST: usize = 110;
/// Less than this cannot be laid out.
const NARROWEST: usize = 30;

/// Columns of the terminal on stdout; a usual number where there is none.
pub fn terminal_width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    told.or(seen).unwrap_or(USUAL).clamp(NARROWEST, WIDEST)
}

/// Columns that `text` takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// `text` in at most `width` columns; three dots stand for what is left out.
pub fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |letter: &char| {
        used += letter.width().unwrap_or(0);
        used + 3 <= width
    };
    format!("{}...", text.chars().take_while(fits).collect::<String>().trim_end())
}

/// `text` in lines of at most `width` columns: broken at white space, and around wide characters, which are
/// written without spaces; a longer word is cut. Never empty.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let wide = columns(piece.trim_end());
        if used > 0 && used + wide > width {
            lines.push(String::new());
            used = 0;
        }
        for c in piece.chars() {
            let column = c.width().unwrap_or(0);
            if used + column > width && !c.is_whitespace() {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut()
                && (used > 0 || !c.is_whitespace())
            {
                line.push(if c.is_whitespace() { ' ' } else { c });
                used += column.max(usize::from(c.is_whitespace()));
            }
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Words with the space behind them, and wide characters one by one.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len();
        let mut last: Option<char> = None;
        for (at, c) in rest.char_indices() {
            let begins = last.is_some_and(|last| {
                (last.is_whitespace() && !c.is_whitespace())
                    || (c.width() == Some(2) && !is_closing(c))
                    || (last.width() == Some(2) && c.width() != Some(0) && !c.is_whitespace() && !is_closing(c))
            });
            if begins {
                end = at;
                break;
            }
            last = Some(c);
        }
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Marks that do not begin a line.
fn is_closing(c: char) -> bool {
    matches!(c, '\u{3001}' | '\u{3002}' | '\u{FF0C}' | '\u{FF0E}' | '\u{300D}' | '\u{300F}' | '\u{FF09}' | '\u{30FC}')
        || c.is_ascii_punctuation()
}

/// `text` wrapped, its first line behind `first`, the others behind as many spaces. `first` may be painted;
/// `indent` is its width.
pub fn hanging(first: &str, indent: usize, text: &str, width: usize) -> String {
    let room = width.saturating_sub(indent).max(NARROWEST / 2);
    let lines = wrap(text, room);
    let mut out = String::new();
    for (number, line) in lines.iter().enumerate() {
        let lead = if number == 0 { first.to_owned() } else { " ".repeat(indent) };
        out.push_str(format!("{lead}{line}").trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_the_width() {
        for (text, width, lines) in [
            ("one two three", 7, vec!["one two", "three"]),
            ("", 7, vec![""]),
            ("abcdefghij", 4, vec!["abcd", "efgh", "ij"]),
            (
                "\u{65e5}\u{672c}\u{3068}\u{97d3}\u{56fd}\u{3002}",
                6,
                vec!["\u{65e5}\u{672c}\u{3068}", "\u{97d3}\u{56fd}\u{3002}"],
            ),
            ("a  b\nc", 80, vec!["a  b c"]),
        ] {
            assert_eq!(wrap(text, width), lines);
        }
    }
}
