//! The history, day by day.

use super::calendar::{Season, season};
use super::dice::Dice;
use super::goods::{ONLINE, ONLINE_CHANNELS, STORE_JOINS, STORES};
use super::people::{Person, people};
use super::terms::{CHECK_IN, Terms};
use crate::answer::Answer;
use crate::command::{Action, Command, MemberRef};
use std::collections::BTreeMap;
use tessera_engine::calendar::{Calendar, Day};
use tessera_engine::event::{Activity, Joined, Order};
use tessera_engine::program::Program;
use tessera_engine::values::{EventId, Instant};

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// The hours at which shops are open and how busy they are.
const HOURS: &[(u32, i64)] =
    &[(4, 10), (6, 11), (8, 12), (7, 13), (6, 14), (7, 15), (8, 16), (9, 17), (12, 18), (13, 19), (10, 20)];

/// What history to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What chance begins with.
    pub seed: u64,
    /// How many members join in the course of it.
    pub members: u32,
    /// The first local day after it.
    pub end: Day,
    /// How many days it has.
    pub days: u32,
    /// Where the last day is under way: until when. What would happen in all of it has happened by then, at times closer together.
    pub until: Option<Instant>,
}

impl Plan {
    /// The first local day.
    pub fn first(&self) -> Day {
        Day(self.end.0.saturating_sub_unsigned(self.days))
    }
}

/// What happened on one day.
#[derive(Clone, Debug)]
pub struct ShopDay {
    /// Which.
    pub day: Day,
    /// Its last instant but one: everything of it has happened.
    pub ends_at: Instant,
    /// What happened, in order.
    pub commands: Vec<Command>,
}

/// A shop whose days are made one after the other.
pub struct Shop {
    plan: Plan,
    calendar: Calendar,
    pub(super) terms: Terms,
    pub(super) dice: Dice,
    pub(super) people: Vec<Person>,
    /// How many days are over.
    passed: u32,
    /// What was decided earlier for a later day: the person and what happens.
    pub(super) planned: BTreeMap<u32, Vec<(usize, EventId, Action)>>,
    /// Whose the commands of the last day are, and the order without points where points pay a part.
    sent: Vec<(usize, Option<Box<Order>>)>,
    pub(super) receipts: u64,
}

/// What happens on a day that is being made: when, to whom, under which id.
pub(super) struct Happening {
    pub(super) at: Instant,
    pub(super) person: usize,
    pub(super) id: EventId,
    pub(super) action: Action,
}

impl Shop {
    /// A shop on the eve of its first day.
    pub fn new(program: &Program, plan: Plan) -> Self {
        let mut dice = Dice::new(plan.seed);
        let people = people(&mut dice, plan.members, plan.first(), plan.days);
        Self {
            plan,
            calendar: program.calendar.clone(),
            terms: Terms::of(program),
            dice,
            people,
            passed: 0,
            planned: BTreeMap::new(),
            sent: Vec::new(),
            receipts: 0,
        }
    }

    /// How many days are over, and how many there are.
    pub fn progress(&self) -> (u32, u32) {
        (self.passed, self.plan.days)
    }

    /// The instant at which the first day begins.
    pub fn opens_at(&self) -> Instant {
        self.calendar.day_start(self.plan.first())
    }

    /// What happens on the next day; `None` after the last. [`Shop::learn`] what became of it before asking again.
    pub fn next_day(&mut self) -> Option<ShopDay> {
        if self.passed >= self.plan.days {
            return None;
        }
        let number = self.passed;
        self.passed += 1;
        self.receipts = 0;
        let day = Day(self.plan.first().0.saturating_add_unsigned(number));
        let start = self.calendar.day_start(day);
        let season = season(day);
        let mut happenings = Vec::new();
        for (person, id, action) in self.planned.remove(&number).unwrap_or_default() {
            let at = self.opening_hour(start);
            happenings.push(Happening { at, person, id, action });
        }
        for person in 0..self.people.len() {
            self.live(person, (number, day), season, &mut happenings);
        }
        happenings.sort_by_key(|happening| (happening.at, happening.person));
        self.sent.clear();
        let mut ends_at = Instant(self.calendar.day_start(Day(day.0.saturating_add(1))).0 - 1);
        if let Some(until) = self.plan.until.filter(|until| (start..ends_at).contains(until)) {
            let (part, whole) = (i128::from(until.0 - start.0), i128::from(ends_at.0 - start.0));
            for Happening { at, .. } in &mut happenings {
                // Whole seconds, not later than `until`, which is of this day.
                let passed = (i128::from(at.0 - start.0) * part / whole) as i64;
                *at = Instant(start.0 + passed / SECOND * SECOND);
            }
            ends_at = until;
        }
        let commands = happenings.into_iter().map(|happening| self.send(happening)).collect();
        Some(ShopDay { day, ends_at, commands })
    }

    /// Learns from the answers to a day's commands, in their order, what members can spend now. Returns the sales that the till
    /// rings up again without points, because the points had gone meanwhile.
    pub fn learn(&mut self, commands: &[Command], answers: &[Answer]) -> Vec<Command> {
        let mut again = Vec::new();
        let sent = std::mem::take(&mut self.sent);
        for ((answer, command), (person, without_points)) in answers.iter().zip(commands).zip(sent) {
            match answer {
                Answer::Accepted { receipt, .. } => {
                    let wallet = self.terms.spending.as_ref().map(|(name, _)| &**name);
                    let balance = receipt.balances.iter().find(|balance| Some(&*balance.wallet) == wallet);
                    if let Some(balance) = balance {
                        self.people[person].available = balance.available;
                    }
                }
                Answer::Refused { .. } => {
                    self.people[person].available = 0;
                    if let Some(order) = without_points {
                        let id = named(&format!("{}-2", command.event_id));
                        let action = Action::Pay { order, currency: None };
                        again.push(Command::new(id, command.occurred_at, command.member.clone(), action));
                    }
                }
                Answer::Parked { .. } | Answer::Rejected(_) => {}
            }
        }
        again
    }

    fn send(&mut self, happening: Happening) -> Command {
        let Happening { at, person, id, action } = happening;
        let member = match &action {
            Action::Join(_) => MemberRef::New,
            _ => MemberRef::External(self.people[person].card.clone()),
        };
        let without_points = match &action {
            Action::Pay { order, .. } if order.points_paid.is_some() => {
                Some(Box::new(Order { points_paid: None, ..(**order).clone() }))
            }
            _ => None,
        };
        self.sent.push((person, without_points));
        Command::new(id, at, member, action)
    }

    /// What one member does on a day.
    fn live(&mut self, person: usize, today: (u32, Day), season: Season, happenings: &mut Vec<Happening>) {
        let (number, day) = today;
        let start = self.calendar.day_start(day);
        let Person { joins, leaves, visits, checks_in, .. } = self.people[person];
        if number < joins || number > leaves {
            return;
        }
        let mut at = self.opening_hour(start);
        if number == joins {
            happenings.push(self.join(person, at));
            at = Instant(at.0 + self.dice.between(2, 20) * MINUTE);
        } else if self.terms.check_in && self.dice.chance(checks_in) {
            let early = Instant(start.0 + 7 * HOUR + self.dice.between(0, 110) * MINUTE);
            let id = named(&format!("{}-in-{number}", self.people[person].card));
            let activity = Activity { kind: CHECK_IN.into(), channel: Some("wechat".into()), store: None };
            happenings.push(Happening { at: early, person, id, action: Action::Activity(activity) });
        }
        let first = number == joins && self.dice.chance(650);
        let due = u64::from(visits) * u64::from(season.traffic);
        if first || self.dice.below(365_000) < due {
            self.visit(person, today, at, season, happenings);
        }
    }

    fn join(&mut self, person: usize, at: Instant) -> Happening {
        let store = STORES[self.people[person].home].1;
        let channel =
            if store == ONLINE { self.dice.pick(ONLINE_CHANNELS) } else { self.dice.pick(STORE_JOINS) };
        let card = self.people[person].card.clone();
        let id = named(&format!("{card}-joins"));
        let joined =
            Joined { external_id: Some(card), channel: Some((*channel).into()), store: Some(store.into()) };
        Happening { at, person, id, action: Action::Join(joined) }
    }

    /// Some time of the day at which shops are open.
    pub(super) fn opening_hour(&mut self, start: Instant) -> Instant {
        let hour = *self.dice.pick(HOURS);
        Instant(start.0 + hour * HOUR + self.dice.between(0, 59 * 60) * SECOND)
    }
}

/// An id made of codes, dates and counters.
pub(super) fn named(text: &str) -> EventId {
    // All parts are printable ASCII without spaces, and together shorter than the 64 characters that an id may have.
    EventId::new(text).expect("codes and counters make an id")
}
