//! Which column of the file is what: by the map, else by well-known names.

use super::error::ColumnProblem;
use super::known::{Known, Surety, recognise};
use super::map::{AmountUnit, ColumnMap, OneOrMore};
use serde::{Deserialize, Serialize};

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// The order's id.
    OrderId,
    /// The member's id.
    MemberId,
    /// When the order was paid.
    OrderedAt,
    /// What the row comes to.
    Amount,
    /// What the whole order comes to.
    OrderAmount,
    /// What one piece costs.
    UnitPrice,
    /// The line's id within its order.
    LineId,
    /// The article's code.
    Sku,
    /// The article's category.
    Category,
    /// How many pieces.
    Quantity,
    /// The store's code.
    Store,
    /// The sales channel.
    Channel,
}

impl Field {
    pub(super) const ALL: [Self; 12] = [
        Self::OrderId,
        Self::MemberId,
        Self::OrderedAt,
        Self::Amount,
        Self::OrderAmount,
        Self::UnitPrice,
        Self::LineId,
        Self::Sku,
        Self::Category,
        Self::Quantity,
        Self::Store,
        Self::Channel,
    ];

    /// The key in the `[columns]` of a mapping file.
    pub fn key(self) -> &'static str {
        match self {
            Self::OrderId => "order_id",
            Self::MemberId => "member_id",
            Self::OrderedAt => "ordered_at",
            Self::Amount => "amount",
            Self::OrderAmount => "order_amount",
            Self::UnitPrice => "unit_price",
            Self::LineId => "line_id",
            Self::Sku => "sku",
            Self::Category => "category",
            Self::Quantity => "quantity",
            Self::Store => "store",
            Self::Channel => "channel",
        }
    }

    pub(super) fn is_money(self) -> bool {
        matches!(self, Self::Amount | Self::OrderAmount | Self::UnitPrice)
    }
}

/// Where the amount of a row or order comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AmountFrom {
    /// A column; the rows of an order add up.
    Row(usize),
    /// The product of two columns; the rows of an order add up.
    Price { price: usize, quantity: usize },
    /// A column that states the whole order's amount on each of its rows.
    Order(usize),
    /// Both: the rows must add up to what the order states.
    Both { row: usize, order: usize },
}

/// The columns of a file by their places in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The header: for NDJSON, the keys that occur.
    pub(super) names: Vec<Box<str>>,
    pub(super) order_id: Vec<usize>,
    pub(super) member_id: Vec<usize>,
    pub(super) ordered_at: Vec<usize>,
    pub(super) amount: AmountFrom,
    pub(super) unit: AmountUnit,
    pub(super) line_id: Option<usize>,
    pub(super) sku: Option<usize>,
    pub(super) category: Option<usize>,
    pub(super) quantity: Option<usize>,
    pub(super) store: Option<usize>,
    pub(super) channel: Option<usize>,
}

impl Columns {
    /// Finds the columns. What the map names must be there; what it does not name is recognised by well-known names.
    pub(super) fn resolve(names: Vec<Box<str>>, map: &ColumnMap) -> Result<Self, ColumnProblem> {
        let search = Search { names: &names, map };
        let order_id = search.needed(Field::OrderId, map.columns.order_id.as_ref())?;
        let member_id = search.needed(Field::MemberId, map.columns.member_id.as_ref())?;
        let ordered_at = search.needed(Field::OrderedAt, map.columns.ordered_at.as_ref())?;
        let quantity = search.optional(Field::Quantity, map.columns.quantity.as_ref())?;
        let (amount, minor) = search.amount(quantity)?;
        let unit = map.amount_unit.unwrap_or(if minor { AmountUnit::Minor } else { AmountUnit::Major });
        let line_id = search.optional(Field::LineId, map.columns.line_id.as_ref())?;
        let sku = search.optional(Field::Sku, map.columns.sku.as_ref())?;
        let category = search.optional(Field::Category, map.columns.category.as_ref())?;
        let store = search.optional(Field::Store, map.columns.store.as_ref())?;
        let channel = search.optional(Field::Channel, map.columns.channel.as_ref())?;
        Ok(Self {
            names,
            order_id,
            member_id,
            ordered_at,
            amount,
            unit,
            line_id,
            sku,
            category,
            quantity,
            store,
            channel,
        })
    }

    /// Whether some column tells lines of an order apart.
    pub(super) fn tell_lines(&self) -> bool {
        [self.line_id, self.sku, self.category, self.quantity].iter().any(Option::is_some)
    }

    /// What is what, for reports: the field and the columns it was read from.
    pub(super) fn described(&self) -> Vec<(Field, String)> {
        let joined = |columns: &[usize]| {
            columns.iter().map(|column| &*self.names[*column]).collect::<Vec<_>>().join(" + ")
        };
        Field::ALL
            .into_iter()
            .map(|field| (field, joined(&self.of(field))))
            .filter(|(_, columns)| !columns.is_empty())
            .collect()
    }

    /// The columns that a field is read from.
    pub(super) fn of(&self, field: Field) -> Vec<usize> {
        let amount = match (field, self.amount) {
            (Field::Amount, AmountFrom::Row(column) | AmountFrom::Both { row: column, .. })
            | (Field::OrderAmount, AmountFrom::Order(column) | AmountFrom::Both { order: column, .. })
            | (Field::UnitPrice, AmountFrom::Price { price: column, .. }) => Some(column),
            _ => None,
        };
        let one = match field {
            Field::OrderId => return self.order_id.clone(),
            Field::MemberId => return self.member_id.clone(),
            Field::OrderedAt => return self.ordered_at.clone(),
            Field::Amount | Field::OrderAmount | Field::UnitPrice => amount,
            Field::LineId => self.line_id,
            Field::Sku => self.sku,
            Field::Category => self.category,
            Field::Quantity => self.quantity,
            Field::Store => self.store,
            Field::Channel => self.channel,
        };
        one.into_iter().collect()
    }
}

struct Search<'a> {
    names: &'a [Box<str>],
    map: &'a ColumnMap,
}

impl Search<'_> {
    fn needed(&self, field: Field, mapped: Option<&OneOrMore>) -> Result<Vec<usize>, ColumnProblem> {
        if let Some(mapped) = mapped {
            return mapped.names().iter().map(|name| self.named(field, name)).collect();
        }
        match self.candidates(&[field]).as_slice() {
            [] => Err(ColumnProblem::missing(field, self.names)),
            [(column, _)] => Ok(vec![*column]),
            several => Err(self.ambiguous(field, several)),
        }
    }

    fn optional(&self, field: Field, mapped: Option<&String>) -> Result<Option<usize>, ColumnProblem> {
        if let Some(name) = mapped {
            return self.named(field, name).map(Some);
        }
        let candidates = self.candidates(&[field]);
        Ok(candidates.iter().min_by_key(|(_, known)| known.rank).map(|(column, _)| *column))
    }

    /// The amount, and whether the recognised name says that it is in minor units.
    fn amount(&self, quantity: Option<usize>) -> Result<(AmountFrom, bool), ColumnProblem> {
        let named =
            |field, name: &Option<String>| name.as_ref().map(|name| self.named(field, name)).transpose();
        let columns = &self.map.columns;
        let row = named(Field::Amount, &columns.amount)?;
        let order = named(Field::OrderAmount, &columns.order_amount)?;
        let price = named(Field::UnitPrice, &columns.unit_price)?;
        match (row, order, price) {
            (Some(row), Some(order), _) => return Ok((AmountFrom::Both { row, order }, false)),
            (Some(row), None, _) => return Ok((AmountFrom::Row(row), false)),
            (None, Some(order), _) => return Ok((AmountFrom::Order(order), false)),
            (None, None, Some(price)) => {
                let quantity = quantity.ok_or_else(|| ColumnProblem::missing(Field::Quantity, self.names))?;
                return Ok((AmountFrom::Price { price, quantity }, false));
            }
            (None, None, None) => {}
        }
        match self.candidates(&[Field::Amount, Field::OrderAmount]).as_slice() {
            [(column, known)] if known.field == Field::Amount => Ok((AmountFrom::Row(*column), known.minor)),
            [(column, known)] => Ok((AmountFrom::Order(*column), known.minor)),
            [] => match (self.optional(Field::UnitPrice, None)?, quantity) {
                (Some(price), Some(quantity)) => Ok((AmountFrom::Price { price, quantity }, false)),
                _ => Err(ColumnProblem::missing(Field::Amount, self.names)),
            },
            several => Err(self.ambiguous(Field::Amount, several)),
        }
    }

    /// The columns recognised as one of these fields, only the surest.
    fn candidates(&self, fields: &[Field]) -> Vec<(usize, Known)> {
        if self.map.only_named {
            return Vec::new();
        }
        let mut found: Vec<(usize, Known)> = (self.names.iter().enumerate())
            .filter_map(|(column, name)| Some((column, recognise(name)?)))
            .filter(|(_, known)| fields.contains(&known.field))
            .collect();
        let surest = found.iter().map(|(_, known)| known.surety).max().unwrap_or(Surety::Weak);
        found.retain(|(_, known)| known.surety == surest);
        found
    }

    fn named(&self, field: Field, name: &str) -> Result<usize, ColumnProblem> {
        let mut places = self
            .names
            .iter()
            .enumerate()
            .filter(|(_, found)| ***found == *name.trim())
            .map(|(column, _)| column);
        match (places.next(), places.next()) {
            (Some(column), None) => Ok(column),
            (None, _) => {
                Err(ColumnProblem::NotThere { field, column: name.into(), header: self.names.to_vec() })
            }
            (Some(_), Some(_)) => Err(ColumnProblem::Twice { field, column: name.into() }),
        }
    }

    fn ambiguous(&self, field: Field, several: &[(usize, Known)]) -> ColumnProblem {
        let first = &self.names[several[0].0];
        if several.iter().all(|(column, _)| self.names[*column] == *first) {
            return ColumnProblem::Twice { field, column: first.clone() };
        }
        ColumnProblem::Ambiguous {
            field,
            candidates: several.iter().map(|(column, _)| self.names[*column].clone()).collect(),
            header: self.names.to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(header: &str, map: &str) -> Result<String, ColumnProblem> {
        let names = header.split(',').map(Into::into).collect();
        let columns = Columns::resolve(names, &ColumnMap::parse(map).unwrap())?;
        let described = columns.described();
        let text: Vec<String> =
            described.iter().map(|(field, column)| format!("{}={column}", field.key())).collect();
        Ok(format!("{:?} {}", columns.unit, text.join(" ")))
    }

    #[test]
    fn well_known_files_need_no_map() {
        for (header, expected) in [
            (
                "order_id,customer_id,ordered_at,store_id,line_no,product_id,department,category,product_type,brand,quantity,shelf_amount,retail_discount,coupon_match_discount,manufacturer_coupon,net_amount",
                "Major order_id=order_id member_id=customer_id ordered_at=ordered_at amount=net_amount line_id=line_no sku=product_id category=category quantity=quantity store=store_id",
            ),
            ("id,member,date,total", "Major order_id=id member_id=member ordered_at=date amount=total"),
            (
                "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
                "Major order_id=Invoice member_id=Customer ID ordered_at=InvoiceDate unit_price=Price sku=StockCode quantity=Quantity",
            ),
            (
                "订单编号,会员编号,支付时间,实付金额,门店,渠道",
                "Major order_id=订单编号 member_id=会员编号 ordered_at=支付时间 amount=实付金额 store=门店 channel=渠道",
            ),
            (
                "basket_id,household_id,transaction_timestamp,sales_value,store_id,product_id",
                "Major order_id=basket_id member_id=household_id ordered_at=transaction_timestamp amount=sales_value sku=product_id store=store_id",
            ),
            (
                "order_id,member_id,ordered_at,created_at,amount_cents",
                "Minor order_id=order_id member_id=member_id ordered_at=ordered_at amount=amount_cents",
            ),
        ] {
            assert_eq!(resolve(header, "").unwrap(), expected);
        }
    }

    #[test]
    fn the_map_comes_before_well_known_names() {
        let map = "[columns]\norder_id = [\"store\", \"no\"]\namount = \"x\"\norder_amount = \"y\"";
        assert_eq!(
            resolve("order_id,store,no,member_id,date,x,y", map).unwrap(),
            "Major order_id=store + no member_id=member_id ordered_at=date amount=x order_amount=y store=store"
        );
    }

    #[test]
    fn what_is_missing_or_ambiguous_is_told_with_the_header_and_the_remedy() {
        for (header, map, parts) in [
            ("a,b", "", &["order_id", "a, b", "[columns]"][..]),
            ("order_id,member_id,customer_id,date,amount", "", &["member_id, customer_id", "member_id = "]),
            ("order_id,member_id,date,amount,total", "", &["amount, total", "amount = "]),
            ("order_id,member_id,date,price", "", &["amount"]),
            ("order_id,member_id,date,amount", "columns.store = \"shop\"", &["\"shop\"", "date, amount"]),
            ("order_id,order_id,member_id,date,amount", "columns.order_id = \"order_id\"", &["twice"]),
        ] {
            let told = resolve(header, map).unwrap_err().text();
            for part in parts {
                assert!(told.en.contains(part), "{} lacks {part}", told.en);
            }
            assert!(!told.zh.is_empty());
        }
    }
}
