//! The tiers, each as one sentence.

use super::phrases::money;
use super::{Described, Subject, sentence, spaced};
use crate::program::figures::{figure, percent};
use crate::program::text::both;
use crate::program::{Measure, Program, Text, Tier, TierSet, Window};

pub(super) fn describe(program: &Program) -> Vec<Described> {
    let Some(set) = &program.tiers else { return Vec::new() };
    let measure = Described {
        subject: Subject::Tier,
        name: "".into(),
        label: Text::default(),
        sentences: vec![sentence("tiers", "", "measure", measure(program, set))],
    };
    let tiers = set.tiers.iter().enumerate().map(|(place, tier)| {
        let mut lines = vec![("from", from(program, set, place, tier))];
        if let Some(share) = tier.target_share.map(percent) {
            let Text { zh, en } = &tier.label;
            lines.push((
                "target_share",
                both!("{zh}的目标占比 {share}", "the share of {en} is meant to be {share}"),
            ));
        }
        Described {
            subject: Subject::Tier,
            name: tier.name.clone(),
            label: tier.label.clone(),
            sentences: lines
                .into_iter()
                .map(|(key, text)| sentence("tiers", &tier.name, key, text))
                .collect(),
        }
    });
    std::iter::once(measure).chain(tiers).collect()
}

pub(super) fn measure(program: &Program, set: &TierSet) -> Text {
    match set.measure {
        Measure::Units { wallet } => {
            let Text { zh, en } = &program.wallets[wallet].label;
            both!("按累计获得的{zh}定级", "tiers go by all {en} ever earned")
        }
        Measure::Spend { window } => match window {
            Window::Lifetime => Text::new("按累计消费定级", "tiers go by all money ever spent"),
            Window::CalendarYear => {
                Text::new("按当年消费定级", "tiers go by the money spent in the calendar year")
            }
            Window::RollingMonths(months) => {
                both!(
                    "按最近 {months} 个月的消费定级",
                    "tiers go by the money spent in the last {months} months"
                )
            }
        },
    }
}

/// What tiers go by, as the head of a column; `None` if the program has no tiers.
pub fn measure_label(program: &Program) -> Option<Text> {
    Some(match program.tiers.as_ref()?.measure {
        Measure::Units { wallet } => {
            let Text { zh, en } = &program.wallets.get(wallet)?.label;
            spaced(both!("累计{zh}", "{en} in all"))
        }
        Measure::Spend { window } => match window {
            Window::Lifetime => Text::new("累计消费", "Spent in all"),
            Window::CalendarYear => Text::new("当年消费", "Spent this year"),
            Window::RollingMonths(months) => both!("近 {months} 个月消费", "Spent in {months} months"),
        },
    })
}

pub(super) fn from(program: &Program, set: &TierSet, place: usize, tier: &Tier) -> Text {
    let Text { zh, en } = &tier.label;
    if place == 0 {
        return both!("入会即为{zh}", "everybody begins as {en}");
    }
    match set.measure {
        Measure::Units { wallet } => {
            let wallet = &program.wallets[wallet];
            let Text { zh: units_zh, en: units_en } = &wallet.label;
            let from = figure(tier.from, wallet.decimals);
            both!("满 {from} {units_zh}升{zh}", "a member becomes {en} at {from} {units_en}")
        }
        Measure::Spend { .. } => {
            let from = money(program, tier.from);
            let (in_zh, in_en) = (from.zh, from.en);
            both!("消费满 {in_zh}升{zh}", "a member becomes {en} by spending {in_en}")
        }
    }
}
