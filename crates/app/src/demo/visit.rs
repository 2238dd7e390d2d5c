//! One visit: what a member buys, pays with points, fetches as a gift, praises later or brings back.

use super::calendar::Season;
use super::goods::{ONLINE, ONLINE_CHANNELS, STORES, basket};
use super::shop::{Happening, Shop, named};
use crate::command::Action;
use tessera_engine::calendar::Day;
use tessera_engine::event::{
    Activity, Line, Order, PointsPaid, Redemption, Return, ReturnedLine, ReturnedPart,
};
use tessera_engine::values::{EventId, Instant, Quantity};

/// Of those who could spend points, so many in a thousand fetch a gift instead of paying a part of the order.
const GIFTS: u32 = 250;
/// Of a thousand orders so many are followed by a review or the like.
const PRAISE: u32 = 90;
/// What gifts are called.
const GIFT_NAMES: &[(u32, &str)] = &[(5, "coffee voucher"), (3, "tea sampler"), (2, "tote bag")];

impl Shop {
    /// A visit on the day of this number, at this instant.
    pub(super) fn visit(
        &mut self,
        person: usize,
        (number, day): (u32, Day),
        at: Instant,
        season: Season,
        happenings: &mut Vec<Happening>,
    ) {
        let store = self.store(person);
        let channel = if store == ONLINE { *self.dice.pick(ONLINE_CHANNELS) } else { "pos" };
        let lines = basket(&mut self.dice, season, self.people[person].basket, self.terms.minor);
        let amount = lines.iter().map(|line| line.amount).sum();
        let points_paid = self.points(person, amount, at, happenings);
        self.receipts += 1;
        let date = day.date();
        let id =
            named(&format!("{store}-{:04}{:02}{:02}-{:04}", date.year, date.month, date.day, self.receipts));
        self.plan_return(person, number, &id, &lines);
        self.plan_praise(person, number, &id, channel);
        let order = Order {
            store: Some(store.into()),
            channel: Some(channel.into()),
            lines: lines.into(),
            amount,
            points_paid,
        };
        let action = Action::Pay { order: Box::new(order), currency: None };
        happenings.push(Happening { at, person, id, action });
    }

    /// Mostly the home store, now and then another.
    fn store(&mut self, person: usize) -> &'static str {
        if self.dice.chance(850) {
            STORES[self.people[person].home].1
        } else {
            self.dice.pick::<&str>(STORES)
        }
    }

    /// Points that pay a part of an order; or none, and perhaps a gift just before it.
    fn points(
        &mut self,
        person: usize,
        amount: i64,
        at: Instant,
        happenings: &mut Vec<Happening>,
    ) -> Option<PointsPaid> {
        let (available, thrift) = (self.people[person].available, i64::from(self.people[person].thrift));
        let smallest = self.terms.smallest()?;
        if thrift == 0 || available < smallest.saturating_mul(thrift) {
            return None;
        }
        let wallet = self.terms.spending.as_ref().map(|(name, _)| name.clone())?;
        if self.dice.chance(GIFTS) {
            let purpose = Some((*self.dice.pick(GIFT_NAMES)).into());
            let redemption = Redemption { wallet, units: smallest, value: 0, purpose };
            let id = named(&format!("{}-gift-{}", self.people[person].card, at.0 / 1_000_000));
            let before = Instant(at.0 - 90_000_000);
            happenings.push(Happening { at: before, person, id, action: Action::Redeem(redemption) });
            self.people[person].available = 0;
            return None;
        }
        let units = self.terms.most(available, amount);
        (units > 0).then_some(PointsPaid { wallet, units, value: 0 })
    }

    fn plan_return(&mut self, person: usize, number: u32, order: &EventId, lines: &[Line]) {
        if !self.dice.chance(self.people[person].returns) {
            return;
        }
        let goods: Vec<&Line> = lines.iter().filter(|line| line.amount > 0).collect();
        let line = goods[self.dice.below(goods.len() as u64) as usize];
        let part = match self.dice.below(10) {
            0 => ReturnedPart::Amount(line.amount / 5),
            1..=4 if line.quantity > Quantity::pieces(1) => ReturnedPart::Quantity(Quantity::pieces(1)),
            _ => ReturnedPart::Whole,
        };
        // What was reduced together comes back together.
        let whole = goods.len() < lines.len() || self.dice.chance(250);
        let lines = if whole {
            lines
                .iter()
                .map(|line| ReturnedLine { line: line.id.clone(), part: ReturnedPart::Whole })
                .collect()
        } else {
            [ReturnedLine { line: line.id.clone(), part }].into()
        };
        let reason = Some("return".into());
        let returned = Return { order: order.clone(), lines, amount: 0, reason };
        let action = Action::Return { returned: Box::new(returned), currency: None, unapproved_up_to: None };
        let later = number + self.dice.between(1, 14) as u32;
        self.planned.entry(later).or_default().push((person, named(&format!("{order}-r")), action));
    }

    fn plan_praise(&mut self, person: usize, number: u32, order: &EventId, channel: &str) {
        if self.terms.activities.is_empty() || !self.dice.chance(PRAISE) {
            return;
        }
        let kind =
            self.terms.activities[self.dice.below(self.terms.activities.len() as u64) as usize].clone();
        let channel = if channel == "pos" { "wechat" } else { channel };
        let activity = Activity { kind, channel: Some(channel.into()), store: None };
        let later = number + self.dice.between(1, 5) as u32;
        let action = Action::Activity(activity);
        self.planned.entry(later).or_default().push((person, named(&format!("{order}-a")), action));
    }
}
