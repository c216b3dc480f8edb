//! Half characters in JSON: `\ud800` without its other half, as other programs write them.

use std::borrow::Cow;

/// Replaces every escaped surrogate without its other half by U+FFFD; how many there were.
pub fn mend(json: &str) -> (Cow<'_, str>, usize) {
    let bytes = json.as_bytes();
    let mut mended: Vec<u8> = Vec::new();
    let (mut kept_to, mut at, mut count) = (0, 0, 0);
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        at += found;
        match escape(bytes, at) {
            Some(unit) if is_high(unit) && escape(bytes, at + 6).is_some_and(is_low) => at += 12,
            Some(unit) if is_high(unit) || is_low(unit) => {
                mended.extend_from_slice(bytes.get(kept_to..at).unwrap_or_default());
                mended.extend_from_slice(b"\\ufffd");
                count += 1;
                at += 6;
                kept_to = at;
            }
            Some(_) => at += 6,
            // Any other escape is two bytes, and the second may be a backslash.
            None => at += 2,
        }
    }
    if count == 0 {
        return (Cow::Borrowed(json), 0);
    }
    mended.extend_from_slice(bytes.get(kept_to..).unwrap_or_default());
    // Only whole ASCII escapes were exchanged, so this never replaces anything itself.
    (Cow::Owned(String::from_utf8_lossy(&mended).into_owned()), count)
}

/// The UTF-16 unit that `\uXXXX` at `at` names.
fn escape(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
}

fn is_high(unit: u32) -> bool {
    (0xD800..0xDC00).contains(&unit)
}

fn is_low(unit: u32) -> bool {
    (0xDC00..0xE000).contains(&unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_halves_are_replaced() {
        for (json, mended, count) in [
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#, 0),
            (r#""a\ud800b""#, r#""a\ufffdb""#, 1),
            (r#""\ud800\ud83d\ude00\udc00""#, r#""\ufffd\ud83d\ude00\ufffd""#, 2),
            (r#""\\ud800""#, r#""\\ud800""#, 0),
            (r#""\ud8""#, r#""\ud8""#, 0),
            (r#""\"#, r#""\"#, 0),
        ] {
            assert_eq!(mend(json), (Cow::Borrowed(mended), count), "{json}");
        }
    }
}
