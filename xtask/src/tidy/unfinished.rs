//! Nothing unfinished and nothing left over from debugging.

use super::{Finding, Project};
use crate::source::{line_of, words};

/// Macros, without their `!`.
const MACROS: &[&str] = &["todo", "dbg", "unimplemented"];
/// Marks in comments.
const MARKS: &[&str] = &["TODO", "FIXME"];

/// The checks themselves have to name what they look for.
const EXEMPT: &str = "xtask/src/tidy/unfinished.rs";

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    project.tree.rust("").flat_map(|(path, file)| check_file(path, &file.text, file.code())).collect()
}

fn check_file(path: &str, text: &str, code: &str) -> Vec<Finding> {
    if path == EXEMPT {
        return Vec::new();
    }
    let called =
        |(at, word): &(usize, &str)| MACROS.contains(word) && code[at + word.len()..].starts_with('!');
    let marked = |(_, word): &(usize, &str)| MARKS.contains(word);
    let macros = words(code).filter(called);
    let marks = words(text).filter(marked);
    let found = |(at, word): (usize, &str)| {
        Finding::new(format!("{path}:{}", line_of(text, at)), format!("`{word}`: finish it or take it out"))
    };
    macros.chain(marks).map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::code;

    #[test]
    fn marks_and_macros_are_found() {
        let text = "fn a() {\n    dbg!(1);\n}\n// FIXME later\nlet todo = \"dbg!(2)\"; // todo!()\n";
        let places: Vec<_> =
            check_file("a.rs", text, &code(text)).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["a.rs:2", "a.rs:4"]);
    }
}
