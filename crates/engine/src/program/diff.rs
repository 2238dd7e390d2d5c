//! What changes from one program to another, as data and as sentences.

use super::describe::{Described, Subject, describe};
use super::text::both;
use super::{Program, Text};
use crate::stores::StoreNames;

/// One difference between two programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// The name of it; empty for the program, the measure of the tiers and the order of rules.
    pub name: Box<str>,
    /// Where the document says so, such as `wallets.points.expiry`; `rules.base` for a rule as a whole.
    pub path: Box<str>,
    /// What was said; `None`: it was not there.
    pub before: Option<Text>,
    /// What is said; `None`: it is gone.
    pub after: Option<Text>,
}

impl Change {
    /// The change as one sentence.
    pub fn sentence(&self) -> Text {
        let name = &self.name;
        let (zh, en) = match self.subject {
            Subject::Program => ("计划", "the program"),
            Subject::Wallet => ("账户", "the wallet"),
            Subject::Rule => ("规则", "the rule"),
            Subject::Cap => ("上限", "the cap"),
            Subject::Tier if name.is_empty() => ("等级", "the tiers"),
            Subject::Tier => ("等级", "the tier"),
        };
        let (what_zh, what_en) = match name.is_empty() {
            true => (zh.to_owned(), en.to_owned()),
            false => (format!("{zh} {name}"), format!("{en} {name}")),
        };
        let side = |text: &Option<Text>| text.clone().unwrap_or_default();
        let (old, new) = (side(&self.before), side(&self.after));
        let (old_zh, old_en, new_zh, new_en) = (old.zh, old.en, new.zh, new.en);
        match (&self.before, &self.after) {
            (None, _) => both!("新增{what_zh}：{new_zh}", "new: {what_en}: {new_en}"),
            (_, None) => both!("删去{what_zh}：{old_zh}", "gone: {what_en}: {old_en}"),
            _ => both!(
                "{what_zh}：原来“{old_zh}”，现在“{new_zh}”",
                "{what_en}: before “{old_en}”, now “{new_en}”"
            ),
        }
    }
}

/// The differences from one program to another, in the order of the newer one, what is gone last. Empty if both say the same.
pub fn diff(before: &Program, after: &Program) -> Vec<Change> {
    // Two stores may be called alike.
    let codes = StoreNames::default();
    let (old, new) = (describe(before, &codes), describe(after, &codes));
    let mut changes = Vec::new();
    for item in &new {
        match old.iter().find(|known| known.subject == item.subject && known.name == item.name) {
            Some(known) => compare(known, item, &mut changes),
            None => changes.extend(whole(item, |text| (None, Some(text)))),
        }
    }
    for item in &old {
        if !new.iter().any(|known| known.subject == item.subject && known.name == item.name) {
            changes.extend(whole(item, |text| (Some(text), None)));
        }
    }
    changes.extend(reordered(&old, &new));
    changes
}

/// Two of the same name, sentence by sentence.
fn compare(old: &Described, new: &Described, changes: &mut Vec<Change>) {
    let said = |item: &Described, path: &str| {
        item.sentences.iter().find(|known| &*known.path == path).map(|known| known.text.clone())
    };
    let relabelled =
        old.label != new.label && matches!(new.subject, Subject::Rule | Subject::Cap | Subject::Tier);
    if relabelled {
        let path = new.sentences.first().map_or_else(Default::default, |first| first.path.clone());
        changes.push(Change {
            subject: new.subject,
            name: new.name.clone(),
            path,
            before: Some(called(&old.label)),
            after: Some(called(&new.label)),
        });
    }
    let paths = new.sentences.iter().chain(&old.sentences).map(|sentence| &sentence.path);
    let mut seen: Vec<&str> = Vec::new();
    for path in paths {
        if seen.contains(&&**path) {
            continue;
        }
        seen.push(path);
        let (before, after) = (said(old, path), said(new, path));
        if before != after {
            changes.push(Change {
                subject: new.subject,
                name: new.name.clone(),
                path: path.clone(),
                before,
                after,
            });
        }
    }
}

fn called(label: &Text) -> Text {
    let Text { zh, en } = label;
    match zh == en {
        true => both!("名称：{zh}", "it is called {en}"),
        false => both!("名称：{zh}（{en}）", "it is called {en} ({zh})"),
    }
}

/// Something that is only on one side: all its sentences as one.
fn whole(item: &Described, sides: impl Fn(Text) -> (Option<Text>, Option<Text>)) -> Option<Change> {
    let path = match item.sentences.as_slice() {
        [] => return None,
        [only] => only.path.clone(),
        [first, ..] => first.path.rsplit_once('.').map_or(first.path.clone(), |(parent, _)| parent.into()),
    };
    let zh: Vec<&str> = item.sentences.iter().map(|sentence| &*sentence.text.zh).collect();
    let en: Vec<&str> = item.sentences.iter().map(|sentence| &*sentence.text.en).collect();
    let (before, after) = sides(Text::new(zh.join("；"), en.join("; ")));
    Some(Change { subject: item.subject, name: item.name.clone(), path, before, after })
}

/// Rules apply in their order, so a new order of those that stay is a change.
fn reordered(old: &[Described], new: &[Described]) -> Option<Change> {
    let names = |items: &[Described], others: &[Described]| -> Vec<Box<str>> {
        let rules = items.iter().filter(|item| item.subject == Subject::Rule);
        let kept = rules.filter(|item| {
            others.iter().any(|other| other.subject == Subject::Rule && other.name == item.name)
        });
        kept.map(|item| item.name.clone()).collect()
    };
    let (before, after) = (names(old, new), names(new, old));
    if before == after {
        return None;
    }
    let order = |names: &[Box<str>]| {
        let list = names.join(", ");
        both!("次序 {list}", "in the order {list}")
    };
    Some(Change {
        subject: Subject::Rule,
        name: "".into(),
        path: "rules".into(),
        before: Some(order(&before)),
        after: Some(order(&after)),
    })
}
