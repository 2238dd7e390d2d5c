//! A shop with believable orders, the same in every run.

use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_engine::event::{Body, Event, Line, Order};
use tessera_engine::values::{EventId, Instant, MemberId, Quantity};
use tessera_store::{Fact, MemberRow, Projection, Read, Snapshot, Streamed, Total};

/// Makes orders of three lines by members drawn at random.
pub(crate) struct Shop {
    number: u64,
    members: u32,
    /// Of each member, the last event's number and the id.
    known: Vec<(u32, MemberId)>,
    made: u64,
    random: u64,
}

impl Shop {
    pub(crate) fn new(members: u32) -> Self {
        Self::numbered(0, members)
    }

    /// Shops of different numbers share no member and no order id.
    pub(crate) fn numbered(number: u64, members: u32) -> Self {
        let members = members.max(1);
        Self {
            number,
            members,
            known: vec![(0, MemberId(0)); members as usize],
            made: 0,
            random: number * 7_919 + 12_345,
        }
    }

    pub(crate) fn orders(&mut self, count: usize) -> Vec<Fact> {
        (0..count).map(|_| self.order()).collect()
    }

    /// A number below the limit.
    fn draw(&mut self, limit: u64) -> u64 {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % limit
    }

    /// Sixteen bytes without any pattern.
    fn bytes(&mut self) -> u128 {
        (0..8).fold(0, |bytes, _| bytes << 16 | u128::from(self.draw(1 << 16)))
    }

    fn order(&mut self) -> Fact {
        let who = self.draw(u64::from(self.members)) as usize;
        self.made += 1;
        if self.known[who].0 == 0 {
            // Ids of members begin with the time and end at random, as version 7 of UUID does.
            let time = (u128::from(self.number) << 20) + u128::from(self.made);
            self.known[who].1 = MemberId(0x0193 << 112 | time << 64 | self.bytes() >> 64);
        }
        self.known[who].0 += 1;
        let (number, member) = self.known[who];
        let lines: Box<[Line]> = (1..=3)
            .map(|line: u64| Line {
                id: line.to_string().into(),
                sku: Some((800_000 + self.draw(10_000) * 13).to_string().into()),
                category: Some(
                    ["tea", "snacks", "dairy", "fruit", "household"][self.draw(5) as usize].into(),
                ),
                quantity: Quantity::pieces(1 + self.draw(3).cast_signed()),
                amount: 100 + self.draw(9_900).cast_signed(),
            })
            .collect();
        let at =
            Instant(1_767_225_600_000_000 + (self.made * 3_600_000 + self.draw(1_000)).cast_signed() * 1_000);
        let order = Order {
            store: Some(format!("sh-{:03}", self.draw(40)).into()),
            channel: Some("pos".into()),
            amount: lines.iter().map(|line| line.amount).sum(),
            lines,
            points_paid: None,
        };
        Fact {
            member,
            number,
            event: Arc::new(Event {
                id: EventId::new(&format!("{:04}-{:07}", self.number, self.made)).unwrap(),
                occurred_at: at,
                recorded_at: Instant(at.0 + self.draw(2_000_000).cast_signed()),
                fingerprint: self.bytes().to_be_bytes(),
                body: Body::OrderPaid(Box::new(order)),
            }),
        }
    }
}

/// What a projector would make of all that is not projected: 40 bytes of entries an order, 200 bytes of state a member.
pub(crate) async fn projection(store: &impl Read) -> Projection {
    let after = store.projected().await.unwrap();
    let mut projection = Projection { after, cursor: after, ..Projection::default() };
    let mut snapshots = BTreeMap::new();
    for journaled in store.journal(after, usize::MAX).await.unwrap() {
        let (seq, fact) = (journaled.seq, journaled.fact);
        projection.cursor = seq;
        if fact.number == 1 {
            projection.members.push(MemberRow {
                id: fact.member,
                external_id: Some(format!("crm-{seq:08}").into()),
                joined_at: fact.event.occurred_at,
                store: None,
                channel: None,
            });
        }
        let due_at = Instant(1_800_000_000_000_000 + (fact.member.0 as i64 & 0xff_ffff) * 1_000_000);
        snapshots.insert(fact.member, Snapshot { number: fact.number, due_at, state: vec![7; 200] });
        let streamed = Streamed { seq, number: fact.number, event: fact.event, entries: vec![9; 40] };
        projection.streamed.push((fact.member, streamed));
    }
    projection.streamed.sort_by_key(|(member, streamed)| (*member, streamed.number));
    projection.snapshots = snapshots.into_iter().collect();
    projection.totals = vec![Total { wallet: 0, kind: 1, units: 1, entries: 1 }];
    projection
}
