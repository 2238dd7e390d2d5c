//! Twenty conditions on one order: ours beside the interpreter of the `cel` crate.

use crate::bench::Bench;
use crate::report::{Report, Row};
use crate::shop::PROGRAM;
use anyhow::{Context, Result, bail};
use cel::Value;
use cel::objects::Map;
use serde::Deserialize;
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};
use tessera_engine::condition::{Compiled, ConditionSet, Facts, MemberFacts};
use tessera_engine::event::{Line, Order};
use tessera_engine::program::{Program, read};
use tessera_engine::values::{Instant, Quantity};

/// The retail program, checked.
pub(crate) fn program() -> Result<Program> {
    let checked = read(PROGRAM);
    match checked.program {
        Some(program) => Ok(program),
        None => bail!("the program of the benchmarks: {:?}", checked.diagnostics),
    }
}

/// Adds the rows.
pub(crate) fn measure(bench: &Bench, report: &mut Report) -> Result<()> {
    let program = program()?;
    let mut set = ConditionSet::default();
    let conditions = program.rules.iter().filter_map(|rule| rule.when.as_ref());
    let conditions: Vec<Compiled> = conditions.map(|condition| set.add(condition)).collect();
    let interpreted = interpreted()?;
    let scenes: Vec<Scene> = (0..64).map(Scene::new).collect();
    let time = bench.sizes.turn / 6;
    let (mut ours, mut built, mut whole) = (Nanos::default(), Nanos::default(), Nanos::default());
    for _ in 0..bench.sizes.rounds {
        ours.run(time, &scenes, |scene| {
            let facts = scene.facts(&program);
            let signs = set.signs(black_box(&facts));
            conditions.iter().filter(|condition| condition.holds(&signs, &facts)).count()
        });
        let contexts: Vec<_> = scenes.iter().map(|scene| scene.context(&program)).collect();
        built.run(time, &contexts, |context| count(&interpreted, context));
        whole.run(time, &scenes, |scene| count(&interpreted, &scene.context(&program)));
    }
    let (ours, built, whole) = (ours.each(), built.each(), whole.each());
    report.add(
        Row::new("20 rules on one order", ours, "ns")
            .at_most(ours / whole, "x cel", 1.0 / 20.0, 1.0 / 50.0)
            .note(format!(
                "cel's interpreter with its context built for each order: {whole:.0} ns; built beforehand: {built:.0} ns ({:.4} x)",
                ours / built
            )),
    );
    Ok(())
}

#[derive(Default)]
struct Nanos {
    done: u64,
    time: Duration,
}

impl Nanos {
    fn run<T>(&mut self, time: Duration, scenes: &[T], mut one: impl FnMut(&T) -> usize) {
        let clock = Stopwatch::now();
        while clock.elapsed() < time {
            for scene in scenes {
                black_box(one(black_box(scene)));
            }
            self.done += scenes.len() as u64;
        }
        self.time += clock.elapsed();
    }

    fn each(&self) -> f64 {
        self.time.as_nanos() as f64 / self.done.max(1) as f64
    }
}

/// The same conditions as the interpreter reads them, from the text of the program.
fn interpreted() -> Result<Vec<cel::Program>> {
    #[derive(Deserialize)]
    struct Document {
        rules: Vec<Rule>,
    }
    #[derive(Deserialize)]
    struct Rule {
        when: String,
    }
    let document: Document = toml::from_str(PROGRAM).context("the program of the benchmarks")?;
    let compile = |rule: &Rule| cel::Program::compile(&rule.when).with_context(|| rule.when.clone());
    document.rules.iter().map(compile).collect()
}

fn count(programs: &[cel::Program], context: &cel::Context<'_, '_>) -> usize {
    programs.iter().filter(|program| program.execute(context) == Ok(Value::Bool(true))).count()
}

/// An order and its member. Amounts are whole units of money, so that the interpreter can compare them as they are written.
struct Scene {
    order: Order,
    at: Instant,
    tier: &'static str,
    tags: Box<[Box<str>]>,
    orders: u64,
    spend: i64,
}

impl Scene {
    fn new(n: i64) -> Self {
        let pick = |texts: &[&'static str], step: i64| texts[(n / step) as usize % texts.len()];
        let line = |id: i64, sku: &str, category: &str| Line {
            id: id.to_string().into(),
            sku: Some(sku.into()),
            category: Some(category.into()),
            quantity: Quantity(1_000),
            amount: (10 + n * 5 + id) * 100,
        };
        let lines = [
            line(1, pick(&["6901", "7702"], 1), pick(&["tea", "fresh"], 2)),
            line(2, "7702", pick(&["cups", "tobacco"], 3)),
            line(3, "8803", "snacks"),
        ];
        let order = Order {
            store: Some(pick(&["sh-014", "sh-021", "sh-001"], 1).into()),
            channel: Some(pick(&["pos", "app", "staff"], 2).into()),
            amount: lines.iter().map(|line| line.amount).sum(),
            lines: lines.into(),
            points_paid: None,
        };
        // From 2023-10-28 on, every nine hours.
        let at = Instant(1_698_451_200_000_000 + n * 9 * 3_600_000_000);
        let tier = pick(&["silver", "gold", "diamond"], 4);
        let tags = if n % 3 == 0 { Box::from(["vip".into()]) } else { Box::default() };
        Self { order, at, tier, tags, orders: (n as u64) % 60, spend: n * 20_000 }
    }

    fn facts<'a>(&'a self, program: &'a Program) -> Facts<'a> {
        Facts {
            at: self.at,
            calendar: &program.calendar,
            order: Some(&self.order),
            paid: self.order.amount,
            line: None,
            activity: None,
            joined: None,
            member: MemberFacts { tier: self.tier, tags: &self.tags, orders: self.orders, spend: self.spend },
        }
    }

    fn context(&self, program: &Program) -> cel::Context<'static, 'static> {
        let day = program.calendar.day(self.at);
        let date = day.date();
        let text = |text: &str| Value::String(Arc::new(text.to_owned()));
        let lines = self.order.lines.iter();
        let skus = lines.clone().filter_map(|line| line.sku.as_deref()).map(text).collect();
        let categories = lines.filter_map(|line| line.category.as_deref()).map(text).collect();
        let mut context = cel::Context::default();
        context.add_variable_from_value(
            "order",
            map([
                ("amount", Value::Int(self.order.amount / 100)),
                ("paid", Value::Int(self.order.amount / 100)),
                ("store", text(self.order.store.as_deref().unwrap_or_default())),
                ("channel", text(self.order.channel.as_deref().unwrap_or_default())),
                ("skus", Value::List(Arc::new(skus))),
                ("categories", Value::List(Arc::new(categories))),
                ("line_count", Value::Int(self.order.lines.len() as i64)),
                ("first", Value::Bool(self.orders == 0)),
                ("number", Value::Int(self.orders as i64 + 1)),
                ("date", text(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day))),
                ("day", Value::Int(date.day.into())),
                ("weekday", Value::Int(day.weekday().into())),
                ("hour", Value::Int(program.calendar.hour(self.at).into())),
            ]),
        );
        let tags = self.tags.iter().map(|tag| text(tag)).collect();
        context.add_variable_from_value(
            "member",
            map([
                ("tier", text(self.tier)),
                ("tags", Value::List(Arc::new(tags))),
                ("orders", Value::Int(self.orders as i64)),
                ("spend", Value::Int(self.spend / 100)),
            ]),
        );
        context
    }
}

fn map<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
    Value::Map(Map::from(fields.collect::<HashMap<_, _>>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tessera_engine::program::Severity;

    #[test]
    fn the_program_has_twenty_rules_on_orders_each_with_a_condition() {
        let program = program().unwrap();
        assert_eq!(program.rules.iter().filter(|rule| rule.when.is_some()).count(), 20);
        let mut said = tessera_engine::program::check(PROGRAM).diagnostics;
        said.retain(|diagnostic| diagnostic.severity != Severity::Note);
        assert!(said.is_empty(), "{said:#?}");
    }

    #[test]
    fn the_interpreter_finds_what_we_find_and_every_condition_holds_somewhere() {
        let (program, interpreted) = (program().unwrap(), interpreted().unwrap());
        let mut held = [0; 20];
        for scene in (0..1_000).map(Scene::new) {
            let context = scene.context(&program);
            for (place, (rule, other)) in program.rules.iter().zip(&interpreted).enumerate() {
                let holds = rule.when.as_ref().unwrap().holds(&scene.facts(&program));
                assert_eq!(other.execute(&context), Ok(Value::Bool(holds)), "{}", rule.name);
                held[place] += i32::from(holds);
            }
        }
        for (rule, held) in program.rules.iter().zip(held) {
            assert!(
                (1..1_000).contains(&held) || ["base", "many_lines"].contains(&&*rule.name),
                "{}",
                rule.name
            );
        }
    }
}
