//! The end of reading: what does not hold together goes out, the rest stands by member.

use super::assemble::Assembly;
use super::columns::{AmountFrom, Field};
use super::map::RowsAre;
use super::names::{NOWHERE, Place};
use super::orders::Orders;
use super::reason::Reason;
use super::row::Problem;
use super::summary::Summary;
use tessera_engine::values::Instant;

impl Assembly {
    /// All rows have come. `zone` is what times without an offset were read in.
    pub(super) fn finish(mut self, zone: &str) -> Orders {
        self.judge_repeats();
        self.judge_amounts();
        self.rejected.list.sort_by_key(|rejection| rejection.row);
        self.rejected.orders = self.rows.iter().filter(|order| order.rejected).count() as u64;
        let mut summary = self.summary(zone);
        let (members, by_member, ends) = self.by_member();
        summary.members = members.len() as u64;
        if let Some(lines) = &mut self.lines {
            lines.group(self.rows.len());
            lines.ids.freeze();
            lines.skus.freeze();
            lines.categories.freeze();
        }
        for names in [&mut self.ids, &mut self.member_ids, &mut self.stores, &mut self.channels] {
            names.freeze();
        }
        Orders {
            ids: self.ids,
            rows: self.rows,
            member_ids: self.member_ids,
            members,
            by_member,
            ends,
            stores: self.stores,
            channels: self.channels,
            lines: self.lines,
            summary,
            rejected: self.rejected,
        }
    }

    /// Rows that stand twice count once, and are listed; an order of which that is not true goes out.
    fn judge_repeats(&mut self) {
        if self.rows_are.is_none() && !self.repeats.is_empty() {
            // No two rows of one order ever differed: rows are orders, and some stand more than once.
            for order in &mut self.rows {
                order.amount /= i64::from(order.rows.max(1));
            }
        }
        for (row, place) in std::mem::take(&mut self.repeats) {
            if self.rows[place as usize].rejected {
                continue;
            }
            let copies = self.line_ids.as_ref().is_none_or(|ids| ids.are_copies(place));
            let field = self.columns.line_id.map(|_| Field::LineId);
            if copies {
                self.rejected.repeated += 1;
                self.reject(row, Some(place), Problem { field, value: "".into(), reason: Reason::Repeated });
            } else {
                self.rows[place as usize].rejected = true;
                let reason = Reason::LineIdTwice;
                self.reject(row, Some(place), Problem { field, value: "".into(), reason });
            }
        }
        self.line_ids = None;
    }

    fn judge_amounts(&mut self) {
        let field = match self.columns.amount {
            AmountFrom::Row(_) | AmountFrom::Both { .. } => Field::Amount,
            AmountFrom::Price { .. } => Field::UnitPrice,
            AmountFrom::Order(_) => Field::OrderAmount,
        };
        for place in 0..self.rows.len() {
            let order = self.rows[place];
            let reason = match self.stated.get(place) {
                _ if order.rejected => continue,
                _ if order.is_too_large() => Reason::TooLarge,
                Some(stated) if *stated != order.amount => {
                    Reason::DoesNotAddUp { sum: order.amount, stated: *stated }
                }
                _ if order.amount < 0 => Reason::Negative { sum: order.amount },
                _ => continue,
            };
            self.rows[place].rejected = true;
            let problem = Problem { field: Some(field), value: order.amount.to_string().into(), reason };
            self.reject(u64::from(order.line), Some(place as Place), problem);
        }
    }

    fn summary(&self, zone: &str) -> Summary {
        let mut summary = Summary {
            rows: self.row_count,
            columns: self.columns.described(),
            unit: self.columns.unit,
            rows_are: Some(self.rows_are.unwrap_or(RowsAre::Orders)),
            zone: zone.into(),
            ..Summary::default()
        };
        let mut between: Option<(Instant, Instant)> = None;
        for order in self.rows.iter().filter(|order| !order.rejected) {
            if order.member == NOWHERE {
                summary.without_member += 1;
                continue;
            }
            summary.orders += 1;
            summary.spend += i128::from(order.amount);
            between = Some(match between {
                None => (order.at, order.at),
                Some((first, last)) => (first.min(order.at), last.max(order.at)),
            });
        }
        summary.between = between;
        summary
    }

    /// Members with orders in natural order, their orders beside each other, and where those of each end.
    fn by_member(&self) -> (Vec<Place>, Vec<Place>, Vec<Place>) {
        let taken = |place: &usize| {
            let order = &self.rows[*place];
            (!order.rejected && order.member != NOWHERE).then_some(order.member as usize)
        };
        let mut counts = vec![0 as Place; self.member_ids.len()];
        for member in (0..self.rows.len()).filter_map(|place| taken(&place)) {
            counts[member] += 1;
        }
        let mut members: Vec<Place> =
            (0..self.member_ids.len()).filter(|member| counts[*member] > 0).map(|m| m as Place).collect();
        members.sort_unstable_by(|a, b| self.member_ids.get(*a).natural(self.member_ids.get(*b)));
        // `counts` becomes where the next order of each member goes.
        let mut ends = Vec::with_capacity(members.len());
        let mut end = 0;
        for member in &members {
            let count = std::mem::replace(&mut counts[*member as usize], end);
            end += count;
            ends.push(end);
        }
        let mut by_member = vec![0; end as usize];
        for place in 0..self.rows.len() {
            if let Some(member) = taken(&place) {
                by_member[counts[member] as usize] = place as Place;
                counts[member] += 1;
            }
        }
        (members, by_member, ends)
    }
}
