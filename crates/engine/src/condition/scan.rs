//! A first look at the text, before the parser: how much there is of it, and what people commonly write that is not CEL.

use std::ops::Range;

/// A run of the text that belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Number,
    /// A text literal that ends.
    Quoted,
    /// A text literal that does not.
    Unclosed,
    /// One character, or an operator of two.
    Sign,
}

/// Something that is not CEL, and what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) span: Range<usize>,
    pub(super) meant: Meant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This instead.
    Instead(&'static str),
    /// A text literal was not closed.
    Close,
}

/// Cuts the text into tokens; white space and comments fall away.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let (kind, length) = token(rest, c);
        tokens.push(Token { kind, start: at, end: at + length });
        at += length;
    }
    tokens
}

fn token(rest: &str, c: char) -> (TokenKind, usize) {
    let raw = rest.starts_with(['r', 'R', 'b', 'B']) && rest[1..].starts_with(['"', '\'']);
    if raw || c == '"' || c == '\'' {
        let prefix = usize::from(raw);
        let escapes = !(raw && rest.starts_with(['r', 'R']));
        return match quoted_length(&rest[prefix..], escapes) {
            Some(length) => (TokenKind::Quoted, prefix + length),
            None => (TokenKind::Unclosed, rest.len()),
        };
    }
    if c.is_ascii_digit() {
        let part = |c: char| c.is_ascii_alphanumeric() || c == '.';
        return (TokenKind::Number, rest.find(|c| !part(c)).unwrap_or(rest.len()));
    }
    if c.is_alphabetic() || c == '_' {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        return (TokenKind::Word, rest.find(|c| !part(c)).unwrap_or(rest.len()));
    }
    let double = ["==", "!=", "<=", ">=", "&&", "||"].iter().any(|sign| rest.starts_with(sign));
    (TokenKind::Sign, if double { 2 } else { c.len_utf8() })
}

/// The length of the text literal that begins here, quotes included.
fn quoted_length(rest: &str, escapes: bool) -> Option<usize> {
    let quote = &rest[..1];
    let triple = quote.repeat(3);
    let (open, close, lines) =
        if rest.starts_with(&triple) { (3, triple.as_str(), true) } else { (1, quote, false) };
    let mut at = open;
    loop {
        let here = rest.get(at..)?;
        if here.starts_with(close) {
            return Some(at + close.len());
        }
        match here.chars().next()? {
            '\\' if escapes => at += 1 + here[1..].chars().next()?.len_utf8(),
            '\n' | '\r' if !lines => return None,
            c => at += c.len_utf8(),
        }
    }
}

/// The first thing that is not CEL and that we can name.
pub(super) fn slip(text: &str, tokens: &[Token]) -> Option<Slip> {
    tokens.iter().find_map(|token| {
        let meant = match (token.kind, &text[token.start..token.end]) {
            (TokenKind::Unclosed, _) => Meant::Close,
            (TokenKind::Word, word) => Meant::Instead(match word {
                "and" | "AND" | "且" | "并且" => "&&",
                "or" | "OR" | "或" | "或者" => "||",
                "not" | "NOT" | "非" => "!",
                "True" | "TRUE" => "true",
                "False" | "FALSE" => "false",
                "IN" | "In" => "in",
                _ => return None,
            }),
            (TokenKind::Sign, sign) => Meant::Instead(match sign {
                "=" => "==",
                "&" => "&&",
                "|" => "||",
                "（" => "(",
                "）" => ")",
                "【" | "［" => "[",
                "】" | "］" => "]",
                "，" | "、" => ",",
                "。" | "．" => ".",
                "“" | "”" | "‘" | "’" | "「" | "」" | "＂" | "＇" => "\"",
                "！" => "!",
                "＝" => "==",
                "≠" => "!=",
                "＞" => ">",
                "＜" => "<",
                "≥" => ">=",
                "≤" => "<=",
                "×" => "*",
                "＋" => "+",
                "－" | "−" | "–" => "-",
                _ => return None,
            }),
            _ => return None,
        };
        Some(Slip { span: token.start..token.end, meant })
    })
}

/// Where the bracket opened at byte `open` closes: the byte after it, or the end of the text.
pub(super) fn closing(text: &str, tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for token in tokens.iter().filter(|token| token.start >= open && token.kind == TokenKind::Sign) {
        match &text[token.start..token.end] {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return token.end;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The token that begins at or before this byte, and the one before it.
pub(super) fn around(tokens: &[Token], at: usize) -> (Option<&Token>, Option<&Token>) {
    let after = tokens.partition_point(|token| token.start <= at);
    let here = after.checked_sub(1);
    (here.and_then(|i| tokens.get(i)), here.and_then(|i| i.checked_sub(1)).and_then(|i| tokens.get(i)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn texts_are_one_token() {
        assert_eq!(words(r#"a=="x\"y" // no"#), ["a", "==", r#""x\"y""#]);
        assert_eq!(words("r'a\\' in b"), ["r'a\\'", "in", "b"]);
        assert_eq!(words("'''a'\n'''+1.5e3"), ["'''a'\n'''", "+", "1.5e3"]);
        assert_eq!(words("order.amount>=200元"), ["order", ".", "amount", ">=", "200", "元"]);
        assert_eq!(tokens("\"abc").last().unwrap().kind, TokenKind::Unclosed);
        assert_eq!(tokens("\"\\").last().unwrap().kind, TokenKind::Unclosed);
    }

    #[test]
    fn brackets_close() {
        let text = r#"f(a, ")", [1]) && b"#;
        assert_eq!(closing(text, &tokens(text), 1), 14);
        assert_eq!(closing("(a", &tokens("(a"), 0), 2);
    }

    #[test]
    fn slips_are_named() {
        let find = |text| slip(text, &tokens(text)).map(|slip| (slip.span.start, slip.meant));
        assert_eq!(find("a = 1"), Some((2, Meant::Instead("=="))));
        assert_eq!(find("a and b"), Some((2, Meant::Instead("&&"))));
        assert_eq!(find("order.store == “a”"), Some((15, Meant::Instead("\""))));
        assert_eq!(find("order.amount ≥ 200"), Some((13, Meant::Instead(">="))));
        assert_eq!(find("a == \"="), Some((5, Meant::Close)));
        assert_eq!(find("a == \"=\""), None);
    }
}
