//! Executes an example: every event is decided and recorded as it would be live, then what came is held against what
//! was expected.

use super::super::diagnostic::Code;
use super::super::report::Report;
use super::super::tree::Node;
use super::{Expected, Figure, FigureKind, Scene, Story};
use crate::decide::{Decision, decide};
use crate::event::{Body, Event, Return, ReturnedLine, ReturnedPart};
use crate::fold::{Numbered, Programs, fold, kept, record};
use crate::program::figures::figure;
use crate::program::text::both;
use crate::program::{Program, Text};
use crate::state::State;
use crate::values::Instant;
use std::sync::Arc;

/// Runs the examples and reports what does not come out.
pub(in super::super) fn run(program: &Program, stories: &[Story<'_>], report: &mut Report<'_>) {
    if stories.is_empty() {
        return;
    }
    let programs = Programs::single(Arc::new(program.clone()));
    for story in stories {
        Stage { programs: &programs, program, story: &story.name, report }.play(story);
    }
}

/// One example being played.
struct Stage<'a, 't> {
    programs: &'a Programs,
    program: &'a Program,
    story: &'a Text,
    report: &'a mut Report<'t>,
}

impl Stage<'_, '_> {
    fn play(&mut self, story: &Story<'_>) {
        let mut recorded: Vec<Event> = Vec::new();
        let mut state = State::new();
        for scene in &story.scenes {
            let history = numbered(&recorded);
            let mut proposal = scene.event.clone();
            if scene.whole {
                return_all(&recorded, &mut proposal);
            }
            let now = proposal.recorded_at;
            match decide(self.programs, &state, &history, proposal, now) {
                Decision::Accept(event) => {
                    if !self.accepted(scene, &event) {
                        return;
                    }
                    let number = u32::try_from(recorded.len() + 1).unwrap_or(u32::MAX);
                    record(self.programs, &mut state, &history, Numbered { number, event: &event });
                    recorded.push(event);
                }
                Decision::Refuse(refusal) if scene.refused == Some(refusal.code) => {}
                Decision::Refuse(refusal) => {
                    let code = refusal.code.as_str();
                    let figures: Vec<String> =
                        refusal.figures.iter().map(|(name, value)| format!("{name} {value}")).collect();
                    let figures = match figures.join(", ") {
                        none if none.is_empty() => Text::default(),
                        some => Text::new(format!("（{some}）"), format!(" ({some})")),
                    };
                    let (figures_zh, figures_en) = (figures.zh, figures.en);
                    let reason =
                        both!("这件事被拒绝：{code}{figures_zh}。", "This is refused: {code}{figures_en}.");
                    return self.fails(scene.at, reason);
                }
            }
        }
        for expected in &story.expectations {
            self.compare(expected, &recorded, &state);
        }
    }

    /// Whether accepting the event is what the example says.
    fn accepted(&mut self, scene: &Scene<'_>, event: &Event) -> bool {
        if let Some(code) = scene.refused {
            let code = code.as_str();
            self.fails(
                scene.at.at("refused"),
                both!("应被拒绝（{code}），却接受了。", "It should be refused ({code}), and is accepted."),
            );
            return false;
        }
        let worth = match &event.body {
            Body::Redeemed(redemption) => redemption.value,
            Body::OrderPaid(order) => order.points_paid.as_ref().map_or(0, |points| points.value),
            _ => 0,
        };
        if let Some((at, value)) = scene.value
            && value != worth
        {
            let (value, worth) = (self.money(value), self.money(worth));
            self.fails(
                at,
                both!("应抵 {value}，实抵 {worth}。", "It should be worth {value} and is worth {worth}."),
            );
        }
        true
    }

    fn compare(&mut self, expected: &Expected<'_>, recorded: &[Event], latest: &State) {
        let history = numbered(recorded);
        let then = expected.at.map(|at| fold(self.programs, &history, at, &mut ()));
        let state = then.as_ref().unwrap_or(latest);
        for figure in &expected.figures {
            self.compare_figure(figure, state);
        }
        if let Some((at, tier)) = &expected.tier {
            let tiers = self.programs.catalog().tiers();
            // Someone to whom nothing has happened yet has the lowest tier.
            let came = state.tier.map_or(0, usize::from);
            let came = tiers.get(came).map_or("", |name| name);
            if came != &**tier {
                self.fails(
                    at,
                    both!("等级应为 {tier}，实为 {came}。", "The tier should be {tier} and is {came}."),
                );
            }
        }
        if let Some((at, value)) = expected.redeemed {
            let came = redeemed(recorded, expected.at.unwrap_or(Instant::NEVER));
            if came != value {
                let (value, came) = (self.money(value), self.money(came));
                self.fails(
                    at,
                    both!("兑换共应值 {value}，实值 {came}。", "Redeemed should be {value} and is {came}."),
                );
            }
        }
    }

    fn compare_figure(&mut self, expected: &Figure<'_>, state: &State) {
        let wallet = &self.program.wallets[expected.wallet];
        let place = self.programs.catalog().wallet(&wallet.name);
        let held = place.and_then(|place| state.wallets.get(usize::from(place)));
        let came = held.map_or(0, |held| match expected.kind {
            FigureKind::Balance => held.balance,
            FigureKind::Available => held.available(),
            FigureKind::Debt => held.debt,
            FigureKind::Expired => held.expired,
        });
        if came == expected.units {
            return;
        }
        let (zh, en) = match expected.kind {
            FigureKind::Balance => ("余额", "balance of"),
            FigureKind::Available => ("可用", "part that can be spent of"),
            FigureKind::Debt => ("所欠", "debt of"),
            FigureKind::Expired => ("已过期", "expired part of"),
        };
        let name = &wallet.name;
        let (want, came) = (figure(expected.units, wallet.decimals), figure(came, wallet.decimals));
        self.fails(
            expected.node,
            both!(
                "{name} 的{zh}应为 {want}，实为 {came}。",
                "The {en} {name} should be {want} and is {came}."
            ),
        );
    }

    fn fails(&mut self, at: &Node, reason: Text) {
        let Text { zh, en } = self.story;
        let (said_zh, said_en) = (reason.zh, reason.en);
        self.report.error(
            at,
            Code::ExampleFails,
            Text::new(
                format!("算例“{zh}”不符：{said_zh}"),
                format!("The example “{en}” does not come out: {said_en}"),
            ),
            both!("改算例，或改规则，使两者一致。", "Correct the example, or the rules, until they agree."),
        );
    }

    fn money(&self, minor: i64) -> String {
        figure(minor, self.program.currency.exponent)
    }
}

fn numbered(events: &[Event]) -> Vec<Numbered<'_>> {
    (1..).zip(events).map(|(number, event)| Numbered { number, event }).collect()
}

/// Turns a return without lines and amount into one of all that was bought.
fn return_all(recorded: &[Event], proposal: &mut Event) {
    let Body::OrderReturned(returned) = &mut proposal.body else { return };
    if let Some(order) = order(recorded, returned) {
        returned.lines = order
            .lines
            .iter()
            .map(|line| ReturnedLine { line: line.id.clone(), part: ReturnedPart::Whole })
            .collect();
        returned.amount = if order.lines.is_empty() { order.amount } else { 0 };
    }
}

fn order<'e>(recorded: &'e [Event], returned: &Return) -> Option<&'e crate::event::Order> {
    recorded.iter().find(|event| event.id == returned.order).and_then(|event| match &event.body {
        Body::OrderPaid(order) => Some(&**order),
        _ => None,
    })
}

/// What redemptions and points on orders are worth by then, in minor units; what came back is not counted.
fn redeemed(recorded: &[Event], until: Instant) -> i64 {
    let past = || recorded.iter().filter(|event| event.occurred_at <= until);
    past()
        .map(|event| match &event.body {
            Body::Redeemed(redemption) => redemption.value,
            Body::OrderPaid(order) => {
                let returns = past().filter_map(|later| match &later.body {
                    Body::OrderReturned(returned) if returned.order == event.id => Some(&**returned),
                    _ => None,
                });
                let left = kept(order, returns).order(order);
                left.and_then(|left| left.points_paid).map_or(0, |points| points.value)
            }
            _ => 0,
        })
        .fold(0, i64::saturating_add)
}
