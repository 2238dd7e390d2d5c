//! Small nasty files, as text in and text out.

use super::*;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use tessera_engine::calendar::Calendar;
use tessera_engine::event::Body;
use tessera_engine::values::Lang;

fn read_bytes(bytes: &[u8], map: &str, lines: bool) -> Result<Orders, OrdersFileError> {
    let source = Source::new("orders".into(), None, Box::new(std::io::Cursor::new(bytes.to_vec())))?;
    let zone = Calendar::new("Asia/Shanghai").unwrap();
    let options = ReadOptions { exponent: 2, zone, lines, threads: 2 };
    read(source, &ColumnMap::parse(map)?, &options, &mut |_| ControlFlow::Continue(()))
}

/// One line per order: member, order, instant, amount, store, channel, lines; then the counts and what was left out.
fn told(bytes: &[u8], map: &str, lines: bool) -> String {
    let orders = match read_bytes(bytes, map, lines) {
        Ok(orders) => orders,
        Err(error) => return format!("! {}", error.text().en),
    };
    let mut told = String::new();
    for member in 0..orders.members() {
        for order in orders.of_member(member) {
            let event = order.event();
            let Body::OrderPaid(body) = &event.body else { panic!("{event:?}") };
            write!(told, "{}: {} {} {}", orders.member_id(member), event.id, event.occurred_at, body.amount)
                .unwrap();
            for place in [&body.store, &body.channel].into_iter().flatten() {
                write!(told, " {place}").unwrap();
            }
            for line in &body.lines {
                let (sku, category) = (line.sku.as_deref(), line.category.as_deref());
                let (sku, category) = (sku.unwrap_or("-"), category.unwrap_or("-"));
                write!(told, " [{} {sku} {category} {} {}]", line.id, line.quantity, line.amount).unwrap();
            }
            told.push('\n');
        }
    }
    let summary = &orders.summary;
    write!(told, "{} rows, {} orders, {} members, ", summary.rows, summary.orders, summary.members).unwrap();
    writeln!(told, "{} without, {} cents", summary.without_member, summary.spend).unwrap();
    for left in &orders.rejected.list {
        let (order, column) = (left.order.as_deref().unwrap_or("-"), left.column.as_deref().unwrap_or("-"));
        writeln!(told, "row {} {order} {column} {:?} {}", left.row, left.value, left.reason.code()).unwrap();
    }
    told
}

fn check(file: &str, map: &str, lines: bool, expected: &str) {
    assert_eq!(told(file.as_bytes(), map, lines), expected.trim_start(), "{file}");
}

#[test]
fn scattered_lines_add_up_whatever_their_order() {
    let rows = [
        "10,m1,2026-01-01T00:00:00Z,5.00,1,tea,s1",
        "9,m1,2026-01-01T00:00:00Z,1.00,1,tea,s1",
        "10,m1,2026-01-01T00:00:00Z,-0.50,3,,s1",
        "4294967297,m2,2026-01-02T00:00:00Z,0.00,1,bag,s2",
        "10,m1,2026-01-01T00:00:00Z,2.25,2,cup,s1",
    ];
    let expected = "
m1: 9 2026-01-01T00:00:00Z 100 s1 [1 tea - 1 100]
m1: 10 2026-01-01T00:00:00Z 675 s1 [1 tea - 1 500] [2 cup - 1 225] [3 - - 1 -50]
m2: 4294967297 2026-01-02T00:00:00Z 0 s2 [1 bag - 1 0]
5 rows, 3 orders, 2 members, 0 without, 775 cents
";
    let header = "order_id,member_id,ordered_at,amount,line_no,sku,store_id\n";
    let mut turned = rows;
    for _ in 0..rows.len() {
        turned.rotate_left(1);
        check(&format!("{header}{}", turned.join("\n")), "", true, expected);
        turned.reverse();
        check(&format!("{header}{}\n", turned.join("\r\n")), "", true, expected);
    }
}

#[test]
fn members_and_orders_stand_in_natural_order() {
    check(
        "id,member,date,total\n10,b10,2026-01-01,1\n9,b10,2026-01-01,1\nA-9,b9,2026-01-01,1\nA-10,b9,2026-01-01,1\n9,b10,2026-01-01,1\n",
        "",
        false,
        "
b9: A-9 2025-12-31T16:00:00Z 100
b9: A-10 2025-12-31T16:00:00Z 100
b10: 9 2025-12-31T16:00:00Z 100
b10: 10 2025-12-31T16:00:00Z 100
5 rows, 4 orders, 2 members, 0 without, 400 cents
row 6 9 - \"\" repeated
",
    );
}

#[test]
fn bom_quotes_and_unicode_headers_are_read() {
    check(
        "\u{feff}\"订单编号\";会员编号;支付时间;实付金额;门店\r\n\"a \"\"1\"\"\";\"会员;一\";2026-01-01 08:00:00;\"12,50\";\"上\n海\"\r\n\r\n",
        "decimal_mark = \",\"",
        false,
        "
会员;一: a \"1\" 2026-01-01T00:00:00Z 1250 上\n海
1 rows, 1 orders, 1 members, 0 without, 1250 cents
",
    );
}

#[test]
fn what_cannot_be_read_is_rejected_by_row_and_the_rest_goes_on() {
    check(
        "order_id,member_id,ordered_at,net_amount,line_no\n\
         1,7,2026-01-01T00:00:00Z,10.999,1\n\
         1,7,2026-01-01T00:00:00Z,1.00,2\n\
         2,7,yesterday,1.00,1\n\
         3,7,2026-01-01T00:00:00Z,1.00\n\
         ,7,2026-01-01T00:00:00Z,1.00,1\n\
         4,,2026-01-01T00:00:00Z,1.00,1\n\
         5,NULL,2026-01-01T00:00:00Z,1.00,1\n\
         6,7,2026-01-01T00:00:00Z,-1.00,1\n\
         7,7,2026-01-01T00:00:00Z,,1\n\
         8,7,2026-01-01T00:00:00Z,3.00,1\n\
         8,7,2026-01-01T00:00:00Z,3.00,1\n\
         9,7,2026-01-01T00:00:00Z,3.00,1\n\
         9,7,2026-01-01T00:00:00Z,4.00,1\n",
        "",
        false,
        "
7: 8 2026-01-01T00:00:00Z 300
13 rows, 1 orders, 1 members, 2 without, 300 cents
row 2 1 net_amount \"10.999\" too-fine
row 4 2 ordered_at \"yesterday\" not-a-time
row 5 - - \"\" wrong-width
row 6 - order_id \"\" missing
row 9 6 net_amount \"-100\" negative-order
row 10 7 net_amount \"\" missing
row 12 8 line_no \"\" repeated
row 14 9 line_no \"\" line-id-twice
",
    );
}

#[test]
fn one_order_has_one_member_one_instant_one_store() {
    check(
        "order_id,member_id,ordered_at,amount,sku,store\n\
         1,7,2026-01-01,1,a,\n\
         1,8,2026-01-01,1,b,\n\
         2,7,2026-01-01,1,a,\n\
         2,7,2026-01-02,1,b,\n\
         3,7,2026-01-01,1,a,s1\n\
         3,7,2026-01-01,1,b,s2\n\
         4,7,2026-01-01,1,a,\n\
         4,7,2026-01-01,1,b,s2\n\
         5,,2026-01-01,1,a,s1\n\
         5,7,2026-01-01,1,b,s1\n",
        "zone = \"UTC\"",
        false,
        "
7: 4 2026-01-01T00:00:00Z 200 s2
10 rows, 1 orders, 1 members, 0 without, 200 cents
row 3 1 member_id \"\" rows-differ
row 5 2 ordered_at \"\" rows-differ
row 7 3 store \"\" rows-differ
row 11 5 member_id \"\" rows-differ
",
    );
}

#[test]
fn without_columns_of_lines_the_rows_themselves_say_what_they_are() {
    let header = "order_id,member_id,date,amount\n";
    let same = format!("{header}1,7,2026-01-01,5\n1,7,2026-01-01,5\n2,7,2026-01-01,3\n");
    let repeated = "row 3 1 - \"\" repeated\n";
    let orders = |first: i64, total: i64, rejected: &str| {
        let at = "2025-12-31T16:00:00Z";
        let rows = 3 + u8::from(total > 1300);
        format!(
            "7: 1 {at} {first}\n7: 2 {at} 300\n{rows} rows, 2 orders, 1 members, 0 without, {total} cents\n{rejected}"
        )
    };
    check(&same, "", false, &orders(500, 800, repeated));
    check(&same, "rows = \"orders\"", false, &orders(500, 800, repeated));
    check(&same, "rows = \"lines\"", false, &orders(1000, 1300, ""));
    // most orders of several rows have rows that differ: rows are lines
    check(&format!("{same}1,7,2026-01-01,1\n"), "", false, &orders(1100, 1400, ""));
    check(
        &format!("{header}1,7,2026-01-01,5\n1,7,2026-01-01,6\n"),
        "rows = \"orders\"",
        false,
        "2 rows, 0 orders, 0 members, 0 without, 0 cents\nrow 3 1 amount \"\" rows-differ\n",
    );
}

#[test]
fn amounts_may_be_stated_by_order_or_follow_from_prices() {
    check(
        "order_id,member_id,date,order_total,sku\n1,7,2026-01-01,5,a\n1,7,2026-01-01,5,b\n2,7,2026-01-01,5,a\n2,7,2026-01-01,6,b\n",
        "zone = \"UTC\"",
        false,
        "7: 1 2026-01-01T00:00:00Z 500\n4 rows, 1 orders, 1 members, 0 without, 500 cents\nrow 5 2 order_total \"\" rows-differ\n",
    );
    check(
        "order_id,member_id,date,order_total,amount\n1,7,2026-01-01,5,2\n1,7,2026-01-01,5,3\n2,7,2026-01-01,6,5\n",
        "zone = \"UTC\"\n[columns]\namount = \"amount\"\norder_amount = \"order_total\"",
        false,
        "7: 1 2026-01-01T00:00:00Z 500\n3 rows, 1 orders, 1 members, 0 without, 500 cents\nrow 4 2 amount \"500\" does-not-add-up\n",
    );
    check(
        "Invoice,StockCode,Quantity,InvoiceDate,Price,Customer ID\n536365,85123A,6,2009-12-01 07:45:00,2.55,17850\n536365,71053,1,2009-12-01 07:45:00,3.39,17850\nC536379,D,-1,2009-12-01 07:45:00,27.50,17850\n",
        "zone = \"Europe/London\"",
        true,
        "17850: 536365 2009-12-01T07:45:00Z 1869 [1 71053 - 1 339] [2 85123A - 6 1530]\n3 rows, 1 orders, 1 members, 0 without, 1869 cents\nrow 4 C536379 Price \"-2750\" negative-order\n",
    );
}

#[test]
fn the_map_joins_columns_and_reads_other_notations() {
    check(
        "store|till|receipt|card|day|hour|fen\n1|2|77|m|21/11/2026|08:30|1250\n1|3|77|m|21/11/2026|08:31|100\n",
        "amount_unit = \"minor\"\ntime_format = \"%d/%m/%Y %H:%M\"\n[columns]\norder_id = [\"store\", \"till\", \"receipt\"]\nmember_id = \"card\"\nordered_at = [\"day\", \"hour\"]\namount = \"fen\"\nstore = \"store\"",
        false,
        "m: 1-2-77 2026-11-21T00:30:00Z 1250 1\nm: 1-3-77 2026-11-21T00:31:00Z 100 1\n2 rows, 2 orders, 1 members, 0 without, 1350 cents\n",
    );
}

#[test]
fn ndjson_numbers_stay_exact_and_lines_are_independent() {
    check(
        "\n{\"order_id\": 9007199254740993, \"member_id\": \"m\\u4e00\", \"date\": \"2026-01-01\", \"amount\": 90071992547409.91, \"more\": {\"a\": [1]}}\r\n\
         {\"order_id\": 2, \"date\": \"2026-01-01\", \"amount\": \"1.10\", \"member_id\": null, \"channel\": \"web\"}\n\
         not json\n\
         {\"order_id\": 3, \"member_id\": {\"id\": 1}, \"date\": \"2026-01-01\", \"amount\": 1}\n\
         {\"order_id\": \"x\", \"member_id\": 5, \"date\": \"2026-01-01\", \"amount\": 1e3}\n\
         {\"order_id\": \"y\", \"member_id\": 5, \"date\": \"2026-01-01\", \"amount\": 1.50, \"channel\": \"app\"}",
        "zone = \"UTC\"",
        false,
        "
5: y 2026-01-01T00:00:00Z 150 app
m一: 9007199254740993 2026-01-01T00:00:00Z 9007199254740991
6 rows, 2 orders, 2 members, 1 without, 9007199254741141 cents
row 4 - - \"\" not-an-object
row 5 - - \"\" not-an-object
row 6 x amount \"1e3\" not-a-number
",
    );
}

#[test]
fn compression_is_seen_by_content() {
    let file = "order_id,member_id,date,amount\n1,7,2026-01-01,5\n";
    let plain = told(file.as_bytes(), "", false);
    let (first, second) = file.split_at(20);
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let zstd = |text: &str| zstd::encode_all(text.as_bytes(), 3).unwrap();
    // both formats may be several streams one after the other
    assert_eq!(told(&[gzip(first), gzip(second)].concat(), "", false), plain);
    assert_eq!(told(&[zstd(first), zstd(second)].concat(), "", false), plain);
    let damaged = &gzip(&file.repeat(100))[..60];
    assert!(
        told(damaged, "", false).starts_with("! cannot read on in orders"),
        "{}",
        told(damaged, "", false)
    );
}

#[test]
fn what_is_no_file_of_orders_is_refused_with_the_remedy() {
    for (bytes, part) in [
        (&b""[..], "is empty"),
        (b" \r\n", "is empty"),
        (b"[{\"order_id\": 1}]", "jq"),
        (b"PK\x03\x04....", "XLSX"),
        (b"PAR1....", "Parquet"),
        (b"\xff\xfeo\0r\0", "UTF-16"),
        ("订单号,会员\n".as_bytes(), "ordered_at"),
        (b"\xb6\xa9\xb5\xa5,x\n", "iconv"),
        (
            b"order_id,member_id,date,amount\n1,\"7,2026-01-01,5\n2,7,2026-01-01,5\n",
            "row 2: this row does not end",
        ),
    ] {
        let told = told(bytes, "", false);
        assert!(told.starts_with("! ") && told.contains(part), "{told}");
    }
    check("order_id,member_id,date,amount", "", false, "0 rows, 0 orders, 0 members, 0 without, 0 cents\n");
    assert!(matches!(Source::open("no such file".as_ref()), Err(OrdersFileError::Open { .. })));
    assert!(matches!(Source::open(".".as_ref()), Err(OrdersFileError::Open { .. })));
}

#[test]
fn large_files_come_out_the_same_however_they_are_cut() {
    let mut file = String::from("order_id,member_id,ordered_at,amount,line_no,note\n");
    for row in 0..40_000_u32 {
        let order = row / 4;
        let (member, second) = (order % 97, order % 60);
        writeln!(
            file,
            "{order},{member},2026-01-01T00:00:{second:02}Z,0.{:02},{},\"a\nb,\"",
            row % 100,
            row % 4
        )
        .unwrap();
    }
    let mut seen = Vec::new();
    let source =
        Source::new("x".into(), Some(file.len() as u64), Box::new(std::io::Cursor::new(file.clone())))
            .unwrap();
    let zone = Calendar::utc();
    let options = ReadOptions { exponent: 2, zone, lines: false, threads: 3 };
    let orders = read(source, &ColumnMap::default(), &options, &mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!((orders.len(), orders.members(), orders.summary.rows), (10_000, 97, 40_000));
    assert_eq!(orders.summary.spend, (0..40_000).map(|row| row % 100).sum::<i128>());
    assert!(seen.len() > 1 && seen.is_sorted_by_key(|progress| progress.rows));
    let end = seen.last().unwrap();
    assert_eq!((end.rows, end.bytes, end.total), (40_000, file.len() as u64, Some(file.len() as u64)));
    let stopped = read_and_stop(&file);
    assert!(matches!(stopped, Err(OrdersFileError::Stopped)));
}

fn read_and_stop(file: &str) -> Result<Orders, OrdersFileError> {
    let source = Source::new("x".into(), None, Box::new(std::io::Cursor::new(file.to_owned())))?;
    let options = ReadOptions { exponent: 2, zone: Calendar::utc(), lines: false, threads: 1 };
    read(source, &ColumnMap::default(), &options, &mut |_| ControlFlow::Break(()))
}

#[test]
fn the_list_of_what_was_left_out_is_csv_in_both_languages() {
    let file = b"order_id,member_id,date,amount\n1,7,2026-01-01,10.999\n";
    let orders = read_bytes(file, "", false).unwrap();
    for (lang, part) in [(Lang::Zh, "小数超过 2 位"), (Lang::En, "more than 2 decimals")] {
        let mut out = Vec::new();
        orders.rejected.write(&mut out, lang).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(
            out.starts_with("row,order_id,column,value,code,reason,remedy\n2,1,amount,10.999,too-fine,"),
            "{out}"
        );
        assert!(out.contains(part), "{out}");
    }
    let sentence = orders.rejected.list[0].text();
    assert!(
        sentence.en.starts_with("row 2, order 1, column amount, \"10.999\": more than"),
        "{}",
        sentence.en
    );
    assert!(sentence.zh.starts_with("第 2 行，订单 1，列 amount，\"10.999\"：小数"), "{}", sentence.zh);
}

/// A file without any column that tells lines apart: order 0 to 99, of which some stand twice and some have a second, other row.
fn unclear(twice: u32, other: u32) -> String {
    let mut file = String::from("order_id,member_id,ordered_at,amount\n");
    for order in 0..100 {
        writeln!(file, "{order},7,2026-01-01T00:00:00Z,10").unwrap();
    }
    for order in 0..twice {
        writeln!(file, "{order},7,2026-01-01T00:00:00Z,10").unwrap();
    }
    for order in 100 - other..100 {
        writeln!(file, "{order},7,2026-01-01T00:00:00Z,12").unwrap();
    }
    file
}

#[test]
fn one_corrected_order_does_not_turn_a_file_of_orders_into_lines() {
    for (twice, other, spend, left_out) in [
        (20, 0, 100_000, 0),
        (20, 1, 99_000, 1),
        // too few to show that rows are lines
        (0, 1, 99_000, 1),
        (0, 9, 91_000, 9),
        // many: these are lines
        (0, 10, 112_000, 0),
        (20, 30, 156_000, 0),
        // as many alike as not
        (30, 30, 70_000, 30),
    ] {
        let file = unclear(twice, other);
        let mut rows: Vec<&str> = file.lines().collect();
        for _ in 0..2 {
            let orders = read_bytes(rows.join("\n").as_bytes(), "", true).unwrap();
            let summary = &orders.summary;
            assert_eq!((summary.spend, orders.rejected.orders), (spend, left_out), "{twice} {other}");
            let lines = summary.rows_are == Some(RowsAre::Lines);
            assert_eq!(lines, summary.added_up.is_some());
            assert_eq!(orders.rejected.repeated, if lines { 0 } else { u64::from(twice) });
            if let Some(added) = summary.added_up {
                assert_eq!((added.orders, added.alike), (u64::from(twice + other), u64::from(twice)));
            }
            for left in orders.rejected.list.iter().filter(|left| left.reason.code() == "rows-differ") {
                assert!(left.text().en.contains("rows = \"lines\""), "{}", left.text().en);
            }
            // The order of the rows changes nothing.
            rows[1..].reverse();
        }
    }
}

#[test]
fn what_stands_twice_has_its_lines_once() {
    let rows = "1,A,2025-01-05 10:00:00,100\n1,A,2025-01-05 10:00:00,100\n2,A,2025-01-06 10:00:00,10\n";
    let header = "order_id,member_id,ordered_at,amount\n";
    for map in ["", "rows = \"orders\""] {
        check(
            &format!("{header}{rows}"),
            &format!("zone = \"UTC\"\n{map}"),
            true,
            "
A: 1 2025-01-05T10:00:00Z 10000 [1 - - 1 10000]
A: 2 2025-01-06T10:00:00Z 1000 [1 - - 1 1000]
3 rows, 2 orders, 1 members, 0 without, 11000 cents
row 3 1 - \"\" repeated
",
        );
    }
    // Of an order that states only what it comes to, the lines are not known.
    check(
        "order_id,member_id,date,order_total,sku\n1,7,2026-01-01,5,a\n1,7,2026-01-01,5,b\n2,7,2026-01-01,3,a\n",
        "zone = \"UTC\"",
        true,
        "7: 1 2026-01-01T00:00:00Z 500\n7: 2 2026-01-01T00:00:00Z 300 [1 a - 1 300]\n3 rows, 2 orders, 1 members, 0 without, 800 cents\n",
    );
}

#[test]
fn a_line_that_stands_twice_counts_once_and_two_lines_of_one_id_do_not() {
    check(
        "order_id,member_id,ordered_at,amount,line_no\n\
         1,7,2026-01-01T00:00:00Z,1,1\n\
         1,7,2026-01-01T00:00:00Z,1,1\n\
         1,7,2026-01-01T00:00:00Z,2,2\n\
         2,7,2026-01-01T00:00:00Z,1,1\n\
         2,7,2026-01-01T00:00:00Z,1,1\n\
         2,7,2026-01-01T00:00:00Z,3,1\n\
         2,7,2026-01-01T00:00:00Z,4,1\n",
        "",
        true,
        "
7: 1 2026-01-01T00:00:00Z 300 [1 - - 1 100] [2 - - 1 200]
7 rows, 1 orders, 1 members, 0 without, 300 cents
row 3 1 line_no \"\" repeated
row 7 2 line_no \"\" line-id-twice
",
    );
}

#[test]
fn an_order_with_an_unread_row_is_told_from_one_that_does_not_hold_together() {
    let file =
        b"order_id,member_id,ordered_at,amount\n1,7,2026-01-01,1.234\n2,7,2026-01-01,-1\n3,7,2026-01-01,1\n";
    let rejected = read_bytes(file, "", false).unwrap().rejected;
    assert_eq!((rejected.rows, rejected.orders, rejected.orders_unread), (1, 2, 1));
}
