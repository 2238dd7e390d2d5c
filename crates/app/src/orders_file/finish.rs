//! The end of reading: what does not hold together goes out, the rest stands by member.

use super::assemble::Assembly;
use super::columns::{AmountFrom, Field};
use super::map::RowsAre;
use super::names::{NOWHERE, Place};
use super::orders::{OrderRow, Orders};
use super::reason::Reason;
use super::repeats::{Again, LineIds};
use super::row::Problem;
use super::summary::Summary;
use super::unclear::Unclear;
use tessera_engine::values::Instant;

impl Assembly {
    /// All rows have come. `zone` is what times without an offset were read in, `unclear` what speaks for lines in the whole file.
    pub(super) fn finish(mut self, zone: &str, unclear: Unclear) -> Orders {
        self.judge_rows(unclear);
        self.judge_repeats();
        self.judge_amounts();
        self.rejected.settle();
        let count = |of: fn(&OrderRow) -> bool| self.rows.iter().filter(|order| of(order)).count() as u64;
        self.rejected.orders = count(|order| order.rejected);
        self.rejected.orders_unread = count(|order| order.unread);
        let mut summary = self.summary(zone);
        summary.without_lines = self.judge_lines();
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

    /// What speaks for lines and what for orders, as far as that is open.
    pub(super) fn unclear(&self) -> Unclear {
        if self.rows_are.is_some() {
            return Unclear::default();
        }
        let several = |order: &&OrderRow| order.rows > 1 && !order.rejected;
        let differ = self.rows.iter().filter(several).filter(|order| order.differ).count() as u64;
        let alike = self.rows.iter().filter(several).count() as u64 - differ;
        Unclear { orders: self.rows.len() as u64, differ, alike }
    }

    /// Takes rows for what they were decided to be, if that was open.
    fn judge_rows(&mut self, unclear: Unclear) {
        if self.rows_are.is_some() {
            return;
        }
        let (rows_are, added_up) = unclear.decide();
        (self.rows_are, self.added_up) = (Some(rows_are), added_up);
        if rows_are == RowsAre::Lines {
            self.repeats = Vec::new();
            return;
        }
        for (row, place) in std::mem::take(&mut self.others) {
            if !self.rows[place as usize].rejected {
                self.differs(row, place, Field::Amount);
            }
        }
        if !matches!(self.columns.amount, AmountFrom::Order(_)) {
            for order in &mut self.rows {
                order.amount /= i64::from(order.rows.max(1));
            }
        }
    }

    /// Rows that stand twice count once, and are listed; an order with two lines under one id goes out.
    fn judge_repeats(&mut self) {
        let again = self.line_ids.take().map(LineIds::again).unwrap_or_default();
        for Again { row, order, .. } in again.iter().filter(|again| !again.same) {
            let known = &mut self.rows[*order as usize];
            if !std::mem::replace(&mut known.rejected, true) {
                self.reject(*row, Some(*order), problem(Field::LineId, Reason::LineIdTwice));
            }
        }
        let copies = again.iter().filter(|again| again.same).map(|again| (again.row, again.order));
        let repeats: Vec<_> = std::mem::take(&mut self.repeats).into_iter().chain(copies).collect();
        let field = self.columns.line_id.map(|_| Field::LineId);
        for (row, order) in repeats {
            if !self.rows[order as usize].rejected {
                self.rejected.repeated += 1;
                self.reject(row, Some(order), Problem { field, value: "".into(), reason: Reason::Repeated });
            }
        }
    }

    /// Lines are what an order's rows say, once; rows that state the whole order's amount say nothing of lines.
    fn judge_lines(&mut self) -> u64 {
        let Some(lines) = &mut self.lines else { return 0 };
        let rows = &self.rows;
        if self.rows_are == Some(RowsAre::Orders) {
            lines.keep_first(rows.len(), |_| true);
            return 0;
        }
        if !matches!(self.columns.amount, AmountFrom::Order(_)) {
            return 0;
        }
        let several = |place: Place| rows[place as usize].rows > 1;
        lines.rows.retain(|line| !several(line.order));
        (0..rows.len()).filter(|place| several(*place as Place) && !rows[*place].rejected).count() as u64
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
            rows_are: self.rows_are,
            added_up: self.added_up,
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

fn problem(field: Field, reason: Reason) -> Problem {
    Problem { field: Some(field), value: "".into(), reason }
}
