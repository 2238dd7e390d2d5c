//! From a place in a text to the place in the document where it is written: past quotes and escapes.

/// The byte of a TOML string as written (quotes included) at which the given byte of its content stands.
pub(super) fn offset_in(written: &str, content: usize) -> usize {
    let (quote, escapes) = match written.as_bytes() {
        [b'"', b'"', b'"', ..] => (3, true),
        [b'\'', b'\'', b'\'', ..] => (3, false),
        [b'"', ..] => (1, true),
        [b'\'', ..] => (1, false),
        _ => return content.min(written.len()),
    };
    let mut at = quote;
    if quote == 3 {
        // A line break right after the opening quotes is not part of the content.
        at += newline(&written[at..]);
    }
    let mut left = content;
    while left > 0 && at < written.len() {
        let rest = &written[at..];
        let (width, means) = if escapes && rest.starts_with('\\') {
            escape(rest)
        } else if rest.starts_with("\r\n") {
            (2, 2)
        } else {
            let width = rest.chars().next().map_or(1, char::len_utf8);
            (width, width)
        };
        at += width;
        left = left.saturating_sub(means);
    }
    at.min(written.len())
}

fn newline(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with('\n')) }
}

/// How long an escape is as written, and how many bytes of content it means.
fn escape(text: &str) -> (usize, usize) {
    let digits = match text.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            // A backslash at the end of a line swallows the white space up to the next word.
            let swallowed = text[1..].len() - text[1..].trim_start().len();
            return (1 + swallowed, 0);
        }
        _ => return (2.min(text.len()), 1),
    };
    let number = text.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    let means = number.and_then(char::from_u32).map_or(1, char::len_utf8);
    ((2 + digits).min(text.len()), means)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_past_quotes_and_escapes() {
        let check = |written: &str, content: usize, word: &str| {
            let at = offset_in(written, content);
            assert!(written[at..].starts_with(word), "{written} at {at}");
        };
        check("'a == b'", 5, "b'");
        check(r#""a == \"x\" && b""#, 12, "b\"");
        check(r#""\u9152 b""#, 4, "b\"");
        check("'''\na ==\nb'''", 5, "b'");
        check("\"\"\"\na \\\n   == b\"\"\"", 5, "b\"");
        check("'茶 b'", 4, "b'");
        assert_eq!(offset_in("'a'", 99), 3);
        assert_eq!(offset_in("\"\\", 99), 2);
        assert_eq!(offset_in("", 1), 0);
    }
}
