//! The names under which the columns of other people's files are well known.

use super::columns::Field;

/// How surely a name says what a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Surety {
    /// `date`: taken where nothing says more.
    Weak,
    /// `ordered_at`: taken before a weak name.
    Strong,
}

/// What a well-known name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// What the column is.
    pub(super) field: Field,
    /// How surely.
    pub(super) surety: Surety,
    /// Its place in the list: for optional columns the first wins.
    pub(super) rank: usize,
    /// The name says that its amounts are in minor units.
    pub(super) minor: bool,
}

/// What this column is by its name, if the name is well known. Case, blanks and punctuation do not count.
pub(super) fn recognise(name: &str) -> Option<Known> {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let minor = ["cents", "minor", "fen"].iter().find_map(|suffix| plain.strip_suffix(suffix));
    find(&plain, false).or_else(|| find(minor?, true))
}

fn find(plain: &str, minor: bool) -> Option<Known> {
    NAMES.iter().filter(|(field, ..)| !minor || field.is_money()).find_map(|(field, surety, names)| {
        let rank = names.split_whitespace().position(|known| known == plain)?;
        Some(Known { field: *field, surety: *surety, rank, minor })
    })
}

use Surety::{Strong, Weak};

const NAMES: &[(Field, Surety, &str)] = &[
    (
        Field::OrderId,
        Strong,
        "orderid orderno ordernumber ordercode invoice invoiceid invoiceno invoicenumber receiptid receiptno
         receiptnumber basketid transactionid transactionno transactionnumber 订单号 订单编号 订单id 小票号",
    ),
    (Field::OrderId, Weak, "order receipt basket transaction id 单号 流水号"),
    (
        Field::MemberId,
        Strong,
        "memberid memberno membernumber customerid customerno customernumber householdid householdkey userid
         clientid loyaltyid cardid cardno cardnumber 会员号 会员编号 会员id 会员卡号 客户号 客户编号 客户id 顾客编号 用户id",
    ),
    (Field::MemberId, Weak, "member customer household user client 会员 客户 顾客 卡号"),
    (
        Field::OrderedAt,
        Strong,
        "orderedat occurredat orderdate ordertime orderdatetime ordertimestamp orderpurchasetimestamp paidat
         paidtime paytime purchasedat purchasedate purchasetime invoicedate transactiontimestamp transactiondate
         transactiontime transactiondatetime 下单时间 支付时间 付款时间 订单时间 交易时间 消费时间 成交时间",
    ),
    (Field::OrderedAt, Weak, "date time datetime timestamp createdat 日期 时间"),
    (
        Field::Amount,
        Strong,
        "netamount lineamount linetotal linenet paidamount amountpaid netsales salesvalue 实付金额 实付 实收金额 行金额",
    ),
    (Field::Amount, Weak, "amount total totalamount sales revenue spend value subtotal 金额 总金额 合计"),
    (Field::OrderAmount, Strong, "orderamount ordertotal ordervalue grandtotal 订单金额 订单总额"),
    (Field::UnitPrice, Strong, "unitprice price 单价"),
    (Field::LineId, Strong, "lineid lineno linenumber line orderlineid orderitemid itemno 行号 明细号"),
    (
        Field::Sku,
        Strong,
        "sku skuid skucode productid productcode productno itemid itemcode stockcode articleid articleno upc ean gtin
         barcode 商品编码 商品编号 商品id 货号 商品条码 条码",
    ),
    (
        Field::Category,
        Strong,
        "category categoryname productcategory categorycode categoryid 品类 类目 商品分类 分类",
    ),
    (Field::Quantity, Strong, "quantity qty pieces 数量 件数"),
    (
        Field::Store,
        Strong,
        "storeid storecode storeno store shopid shopcode shop branchid branch outletid 门店编号 门店编码 门店id 门店 店铺id 店铺 店号",
    ),
    (Field::Channel, Strong, "channel saleschannel orderchannel 渠道 销售渠道 订单渠道"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        for (name, field, minor) in [
            ("order_id", Some(Field::OrderId), false),
            ("Order ID", Some(Field::OrderId), false),
            ("orderId", Some(Field::OrderId), false),
            ("Customer ID", Some(Field::MemberId), false),
            ("household_key", Some(Field::MemberId), false),
            ("会员 编号", Some(Field::MemberId), false),
            ("net_amount", Some(Field::Amount), false),
            ("amount_cents", Some(Field::Amount), true),
            ("order_total_minor", Some(Field::OrderAmount), true),
            ("store_id_minor", None, false),
            ("shelf_amount", None, false),
            ("department", None, false),
            ("", None, false),
        ] {
            let known = recognise(name);
            assert_eq!(known.map(|known| known.field), field, "{name}");
            assert_eq!(known.is_some_and(|known| known.minor), minor, "{name}");
        }
    }

    #[test]
    fn no_name_stands_in_two_lists() {
        let mut all: Vec<&str> = NAMES.iter().flat_map(|(.., names)| names.split_whitespace()).collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
