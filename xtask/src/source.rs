//! Reading Rust sources without a compiler: enough to tell code from comments and text, and to find functions and modules.

use std::ops::Range;

/// The code of a Rust file: everything in comments, text and character literals replaced by spaces, byte for byte, so that
/// positions and lines stay what they were.
pub(crate) fn code(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = no_code_until(text, at);
        if end == at {
            at += 1;
            continue;
        }
        for byte in &mut out[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end;
    }
    // Only whole literals and comments were blanked, so what is left is as valid as the text was.
    String::from_utf8_lossy(&out).into_owned()
}

/// The text literals of a Rust file with their places, quotes included.
pub(crate) fn literals(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = no_code_until(text, at);
        if end > at && matches!(text.as_bytes()[at], b'"' | b'r') {
            // A literal begins and ends with characters of one byte.
            found.extend(text.get(at..end).map(|literal| (at, literal)));
        }
        at = end.max(at + 1);
    }
    found
}

/// The end of the comment, text or character literal that begins here; `at` itself where code does.
fn no_code_until(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match bytes[at] {
        b'/' if bytes.get(at + 1) == Some(&b'/') => line_end(bytes, at),
        b'/' if bytes.get(at + 1) == Some(&b'*') => comment_end(bytes, at),
        b'"' => text_end(bytes, at),
        b'r' if !follows_word(bytes, at) => raw_end(bytes, at),
        b'\'' => character_end(text, at),
        _ => at,
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| at + length)
}

/// The end of a block comment; they nest.
fn comment_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            (at, depth) = (at + 2, depth + 1);
        } else if bytes[at..].starts_with(b"*/") {
            (at, depth) = (at + 2, depth - 1);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    at
}

fn text_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The end of raw text such as `r"…"` or `r##"…"##`; `start` if it is none (a raw identifier, a name).
fn raw_end(bytes: &[u8], start: usize) -> usize {
    let hashes = bytes[start + 1..].iter().take_while(|byte| **byte == b'#').count();
    let open = start + 1 + hashes;
    if bytes.get(open) != Some(&b'"') {
        return start;
    }
    let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let body = &bytes[open + 1..];
    let length = body.windows(close.len()).position(|window| window == close);
    length.map_or(bytes.len(), |length| open + 1 + length + close.len())
}

/// The end of a character literal; `start` if it is a lifetime.
fn character_end(text: &str, start: usize) -> usize {
    let rest = &text[start + 1..];
    let mut characters = rest.char_indices();
    match characters.next() {
        Some((_, '\\')) => {
            // The escaped character itself may be a quote.
            let body = rest.char_indices().skip(2).find(|(_, character)| *character == '\'');
            body.map_or(start, |(length, _)| start + 1 + length + 1)
        }
        Some((_, character)) if rest[character.len_utf8()..].starts_with('\'') => {
            start + 1 + character.len_utf8() + 1
        }
        _ => start,
    }
}

/// Whether the byte before belongs to a name, so that an `r` here is a part of it. (`br"…"` and `cr"…"` begin raw text.)
fn follows_word(bytes: &[u8], at: usize) -> bool {
    let word = |back: usize| {
        let byte = at.checked_sub(back).map(|before| bytes[before]);
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let prefix = at > 0 && matches!(bytes[at - 1], b'b' | b'c') && !word(2);
    word(1) && !prefix
}

/// The names in a piece of code, with where each begins.
pub(crate) fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let start = at + code[at..].find(is_word)?;
        let length = code[start..].find(|character| !is_word(character)).unwrap_or(code.len() - start);
        at = start + length;
        Some((start, &code[start..at]))
    })
}

/// The line of a position, from 1.
pub(crate) fn line_of(text: &str, position: usize) -> usize {
    1 + text.as_bytes()[..position].iter().filter(|byte| **byte == b'\n').count()
}

/// A function with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Function<'a> {
    pub(crate) name: &'a str,
    /// Its lines, from the one with `fn` to the closing brace.
    pub(crate) lines: Range<usize>,
}

/// All functions with a body in a file's code.
pub(crate) fn functions(code: &str) -> Vec<Function<'_>> {
    let mut found = Vec::new();
    let mut previous = (0, "");
    for (at, word) in words(code) {
        // A function pointer has a bracket, not a space, after its `fn`.
        if previous.1 == "fn"
            && code[previous.0 + 2..at].trim().is_empty()
            && let Some(body) = body_of(code, at + word.len())
        {
            found
                .push(Function { name: word, lines: line_of(code, previous.0)..line_of(code, body.end) + 1 });
        }
        previous = (at, word);
    }
    found
}

/// The braces of a body that follows a signature; `None` where the signature ends with a semicolon.
fn body_of(code: &str, after_name: usize) -> Option<Range<usize>> {
    let mut depth = 0_i32;
    for (offset, byte) in code.bytes().enumerate().skip(after_name) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b';' if depth == 0 => return None,
            b'{' if depth == 0 => return closing(code, offset).map(|end| offset..end),
            _ => {}
        }
    }
    None
}

/// The brace that closes the one at `open`.
pub(crate) fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (offset, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(offset);
        }
    }
    None
}

/// The code with every `#[cfg(test)] mod … { … }` cut out, which is what counts as the length of a file.
pub(crate) fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let after = start + "#[cfg(test)]".len();
        let item = out[after..].find(['{', ';']).map(|offset| after + offset);
        let end = match item {
            Some(open) if out.as_bytes()[open] == b'{' => closing(&out, open).unwrap_or(out.len() - 1),
            Some(semicolon) => semicolon,
            None => out.len() - 1,
        };
        out.replace_range(start..=end, "");
    }
    out
}

/// Modules that a file declares to live in files of their own: the path of names from the file's own module, and a
/// `#[path]` if there is one.
pub(crate) fn outer_modules(text: &str, code: &str) -> Vec<(Vec<String>, Option<String>)> {
    let mut found = Vec::new();
    let mut inline: Vec<(String, usize)> = Vec::new();
    let mut previous = (0, "");
    for (at, word) in words(code) {
        inline.retain(|(_, end)| *end > at);
        if previous.1 == "mod" {
            let after = at + word.len();
            match code[after..].trim_start().chars().next() {
                Some(';') => {
                    let mut names: Vec<String> = inline.iter().map(|(name, _)| name.clone()).collect();
                    names.push(word.to_owned());
                    found.push((names, path_attribute(text, previous.0)));
                }
                Some('{') => {
                    let open = after + code[after..].find('{').unwrap_or(0);
                    inline.push((word.to_owned(), closing(code, open).unwrap_or(code.len())));
                }
                _ => {}
            }
        }
        previous = (at, word);
    }
    found
}

/// The value of a `#[path = "…"]` on one of the lines of attributes just above a position.
fn path_attribute(text: &str, position: usize) -> Option<String> {
    let line_start = text[..position].rfind('\n').map_or(0, |newline| newline + 1);
    let above = text[..line_start].lines().rev();
    let attributes = above.take_while(|line| line.trim_start().starts_with("#["));
    let mut on = attributes.chain(std::iter::once(&text[line_start..position]));
    on.find_map(|line| line.split("#[path = \"").nth(1)?.split('"').next().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_and_lines_stay() {
        let cases = [
            ("a // dbg!(x)\nb", "a b"),
            ("a /* x /* y */ z */ b", "a b"),
            (r#"f("todo!()", 'x', '\'', 'a')"#, "f( , , , )"),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("r#\"quote \" inside\"# + r#fn", "+ r#fn"),
            ("br\"\\\" + bar\"x\"", "b + bar"),
            ("'字' '\\u{4e00}'", ""),
            ("\"a\nb\" c", "c"),
        ];
        for (text, expected) in cases {
            let blanked = code(text);
            assert_eq!(blanked.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
            let lines = |text: &str| text.split('\n').map(str::len).collect::<Vec<_>>();
            assert_eq!(lines(&blanked), lines(text), "{text}");
        }
    }

    #[test]
    fn functions_are_found_with_their_lines() {
        let text = "trait T { fn no_body(x: [u8; 2]); }\nfn one() {}\nfn two(\n  x: u8,\n) -> [u8; 2] {\n  if x { }\n}\n";
        let found: Vec<_> = functions(text).into_iter().map(|f| (f.name, f.lines)).collect();
        assert_eq!(found, [("one", 2..3), ("two", 3..8)]);
    }

    #[test]
    fn test_modules_do_not_count() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { {} }\n}\nfn c() {}\n";
        assert_eq!(without_tests(text), "fn a() {}\n\nfn c() {}\n");
        assert_eq!(without_tests("#[cfg(test)]\nmod tests;\nfn c() {}"), "\nfn c() {}");
    }

    #[test]
    fn modules_in_other_files_are_found() {
        let text = "mod a;\npub mod b { mod c; mod d {} }\n#[path = \"x/y.rs\"]\nmod e;\n";
        let found = outer_modules(text, &code(text));
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let expected =
            [(names(&["a"]), None), (names(&["b", "c"]), None), (names(&["e"]), Some("x/y.rs".to_owned()))];
        assert_eq!(found, expected);
    }
}
