//! Chinese sentences have Chinese punctuation: `没有会员，请检查`, not `没有会员,请检查`.

use super::{Finding, Project};
use crate::source::{line_of, literals};

/// Marks that are half as wide as the characters around them, and what stands there in Chinese.
const MARKS: &[(char, char)] = &[(',', '，'), (';', '；'), (':', '：'), ('!', '！'), ('?', '？')];
/// What ends a quotation or an aside in Chinese.
const CLOSING: &[char] = &['”', '》', '）', '」'];

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let sources =
        project.tree.rust("crates").filter(|(path, _)| path.contains("/src/") && !path.ends_with("tests.rs"));
    sources.flat_map(|(path, file)| check_file(path, &file.text)).collect()
}

fn check_file(path: &str, text: &str) -> Vec<Finding> {
    // What tests feed to readers of files is no sentence.
    let tests = text.find("#[cfg(test)]\nmod ").unwrap_or(text.len());
    let ours = literals(text).into_iter().take_while(|(at, _)| *at < tests);
    ours.filter_map(|(at, literal)| {
        let (mark, chinese) = wrong_mark(literal)?;
        let what = format!("`{mark}` in a Chinese sentence: write `{chinese}`");
        Some(Finding::new(format!("{path}:{}", line_of(text, at)), what))
    })
    .collect()
}

/// The first half-width mark beside a Chinese character. What stands between backticks is a notation, not a sentence.
fn wrong_mark(literal: &str) -> Option<(char, char)> {
    if !literal.contains(is_chinese) {
        return None;
    }
    let characters: Vec<char> = literal.split('`').step_by(2).flat_map(str::chars).collect();
    characters.windows(3).find_map(|around| {
        let [before, mark, after] = [around[0], around[1], around[2]];
        let beside = is_chinese(before)
            || CLOSING.contains(&before)
            || (is_chinese(after) && !before.is_whitespace())
            || (before == '}' && matches!(after, '"' | '{'));
        MARKS.iter().copied().find(|(half, _)| *half == mark && beside)
    })
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_width_marks_in_chinese_are_found() {
        for (literal, wrong) in [
            ("\"没有会员“{name}”:请检查\"", true),
            ("\"没有会员,请检查\"", true),
            ("\"请重启 tessera,它会重来\"", true),
            ("\"{name},请检查\"", true),
            ("\"计 {base},\"", true),
            ("\"没有会员，请检查：{name}\"", false),
            ("\"写成 `账户:数量`，例如 points:1000\"", false),
            ("\"{path}:{line}, nothing Chinese\"", false),
            ("\"用 info,tessera_api=debug\"", false),
        ] {
            assert_eq!(wrong_mark(literal).is_some(), wrong, "{literal}");
        }
    }

    #[test]
    fn comments_and_tests_may_say_anything() {
        let text =
            "// 一,二\nlet a = \"三,四\";\n#[cfg(test)]\nmod tests {\n    const B: &str = \"五,六\";\n}\n";
        let places: Vec<_> = check_file("a.rs", text).into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["a.rs:2"]);
    }
}
