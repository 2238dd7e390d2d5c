//! The front page says the same in both languages: same headings, same commands.

use super::{Finding, Project};

const ENGLISH: &str = "README.md";
const CHINESE: &str = "README.zh-CN.md";

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let (Some(english), Some(chinese)) = (project.tree.get(ENGLISH), project.tree.get(CHINESE)) else {
        return vec![Finding::new(
            ENGLISH,
            format!("{ENGLISH} and {CHINESE} stand side by side; one is missing"),
        )];
    };
    let (a, b) = (Outline::of(&english.text), Outline::of(&chinese.text));
    let mut found = Vec::new();
    if a.depths != b.depths {
        found.push(Finding::new(
            CHINESE,
            format!("headings differ from {ENGLISH}: {:?} and {:?}", b.depths, a.depths),
        ));
    }
    if let Some(command) = a.commands.iter().find(|command| !b.commands.contains(command)) {
        found.push(Finding::new(CHINESE, format!("lacks the command `{command}` of {ENGLISH}")));
    }
    if let Some(command) = b.commands.iter().find(|command| !a.commands.contains(command)) {
        found.push(Finding::new(ENGLISH, format!("lacks the command `{command}` of {CHINESE}")));
    }
    found
}

/// What two translations have in common.
struct Outline<'a> {
    depths: Vec<usize>,
    /// The lines of shell blocks, comments aside.
    commands: Vec<&'a str>,
}

impl<'a> Outline<'a> {
    fn of(text: &'a str) -> Self {
        let (mut depths, mut commands, mut block) = (Vec::new(), Vec::new(), None);
        for line in text.lines() {
            match (line.strip_prefix("```"), block) {
                (Some(language), None) => block = Some(language.trim()),
                (Some(_), Some(_)) => block = None,
                (None, Some("sh")) => {
                    let command = line.split(" #").next().unwrap_or(line).trim();
                    if !command.is_empty() && !command.starts_with('#') {
                        commands.push(command);
                    }
                }
                (None, None) if line.starts_with('#') => {
                    depths.push(line.chars().take_while(|character| *character == '#').count());
                }
                _ => {}
            }
        }
        Self { depths, commands }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;
    use crate::workspace::Workspace;

    fn found(english: &str, chinese: &str) -> usize {
        let tree = Tree::from([(ENGLISH, english), (CHINESE, chinese)]);
        check(&Project { workspace: &Workspace::default(), tree: &tree }).len()
    }

    #[test]
    fn translations_agree_in_outline_and_commands() {
        assert_eq!(found("# A\n```sh\nrun it # now\n```\n## B", "# 甲\n```sh\nrun it # 现在\n```\n## 乙"), 0);
        assert_eq!(found("# A\n## B", "# 甲\n"), 1);
        assert_eq!(found("# A\n```sh\nrun it\n```", "# 甲\n```sh\nrun that\n```"), 2);
    }
}
