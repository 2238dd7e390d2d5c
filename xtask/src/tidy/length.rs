//! How long files and functions are.

use crate::source::{functions, without_tests};
use crate::tree::Tree;
use std::collections::BTreeMap;

/// Lines of code of a file: comments, blank lines and its test module do not count.
pub(super) const FILE: usize = 300;
/// Lines of a file with all that is in it.
pub(super) const WHOLE_FILE: usize = 500;
/// Lines of a function.
pub(super) const FUNCTION: usize = 70;

/// What is longer than it should be, by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TooLong {
    pub(super) files: BTreeMap<String, usize>,
    pub(super) whole_files: BTreeMap<String, usize>,
    pub(super) functions: BTreeMap<String, usize>,
}

/// Measures all Rust files.
pub(super) fn measure(tree: &Tree) -> TooLong {
    let mut long = TooLong::default();
    for (path, file) in tree.rust("") {
        let whole = file.text.lines().count();
        let own = without_tests(file.code()).lines().filter(|line| !line.trim().is_empty()).count();
        // A file of tests alone is measured as what it is.
        let only_tests = path.split('/').any(|part| part == "tests" || part == "tests.rs");
        if own > FILE && !only_tests {
            long.files.insert(path.to_owned(), own);
        }
        if whole > WHOLE_FILE {
            long.whole_files.insert(path.to_owned(), whole);
        }
        for function in functions(file.code()).into_iter().filter(|function| function.lines.len() > FUNCTION)
        {
            let name = format!("{path}::{}", function.name);
            let lines = long.functions.entry(name).or_default();
            *lines = function.lines.len().max(*lines);
        }
    }
    long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_things_are_measured() {
        let body = "    x;\n".repeat(80);
        let tests = "    y;\n".repeat(300);
        let text =
            format!("fn short() {{}}\nfn long() {{\n{body}}}\n#[cfg(test)]\nmod tests {{\n{tests}}}\n");
        let tree = Tree::from(
            [
                ("a.rs", &text),
                ("b.rs", &"x; // y\n// z\n\n".repeat(301)),
                ("tests/c.rs", &"x;\n".repeat(301)),
            ]
            .map(|(path, text)| (path, text.as_str())),
        );
        let long = measure(&tree);
        assert_eq!(long.files, BTreeMap::from([("b.rs".to_owned(), 301)]));
        assert_eq!(long.whole_files, BTreeMap::from([("b.rs".to_owned(), 903)]));
        assert_eq!(long.functions, BTreeMap::from([("a.rs::long".to_owned(), 82)]));
    }
}
