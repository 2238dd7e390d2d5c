//! Corners of the books where a member once came out with more or less than the program says.

use crate::books::{Books, at, bring_back, give, lines, numbered, order, program, redeem, units};
use tessera_engine::decide::RefusalCode;
use tessera_engine::entry::EntryKind;
use tessera_engine::event::*;
use tessera_engine::explain::{explain, sentence};
use tessera_engine::fold::{Programs, fold};
use tessera_engine::program::check;
use tessera_engine::state::State;
use tessera_engine::stores::StoreNames;
use tessera_engine::values::{Instant, Lang, MAX_AMOUNT};

const RATE_1: &str = "[[rules]]\nname = \"base\"\non = \"order\"\nwallet = \"points\"\ngive = { rate = 1 }\n";

fn wallet(settings: &str) -> String {
    format!("[wallets.points]\n{settings}\n{RATE_1}")
}

#[test]
fn what_rolled_over_lapses_again() {
    let mut books =
        Books::new(&wallet("expiry = { kind = \"inactivity\", months = 3 }\nrollover = { share = \"0.5\" }"));
    books.take("1", "2026-01-10", order(10_000));
    let balances = ["2026-04-09", "2026-04-10", "2026-07-10", "2026-10-10", "2030-01-01"];
    assert_eq!(balances.map(|when| books.balance(when)), [100, 50, 25, 12, 0]);
}

#[test]
fn a_rule_s_own_inactivity_lapses_in_a_wallet_that_does_not() {
    let expiring = RATE_1.to_owned() + "expiry = { kind = \"inactivity\", months = 6 }\n";
    let wallet = "[wallets.points]\nexpiry = { kind = \"rolling\", months = 24 }\n";
    let mut books = Books::new(&format!("{wallet}{expiring}"));
    books.take("1", "2020-01-10", order(100_000));
    books.take("2", "2020-03-10", order(100));
    assert_eq!((books.balance("2020-09-09"), books.balance("2020-09-10")), (1001, 0));
}

#[test]
fn the_clock_starts_again_after_a_lapse_though_a_dated_lot_is_left() {
    let gift = "[[rules]]\nname = \"gift\"\non = \"activity:review\"\nwallet = \"points\"\ngive = { units = 10 }\nexpiry = { kind = \"rolling\", months = 24 }\n";
    let check_in =
        "[[rules]]\nname = \"in\"\non = \"activity:check_in\"\nwallet = \"points\"\ngive = { units = 5 }\n";
    let mut books =
        Books::new(&format!("{}{gift}{check_in}", wallet("expiry = { kind = \"inactivity\", months = 6 }")));
    let done = |kind: &str| Body::ActivityDone(Activity { kind: kind.into(), channel: None, store: None });
    books.take("1", "2020-01-10", order(10_000));
    books.take("2", "2020-01-20", done("review"));
    books.take("3", "2020-08-01", done("check_in"));
    assert_eq!((books.balance("2020-07-10"), books.balance("2020-08-02")), (10, 15));
    assert_eq!((books.balance("2021-01-31"), books.balance("2021-02-01")), (15, 10));
    assert_eq!(books.balance("2022-01-20"), 0);
}

#[test]
fn what_an_earlier_version_left_lapses_under_one_without_inactivity() {
    let first = program(&wallet("expiry = { kind = \"inactivity\", months = 6 }"));
    let second = program(&wallet("expiry = { kind = \"rolling\", months = 24 }"));
    let programs = Programs::new(vec![(1, Instant::MIN, first), (2, at("2020-02-01"), second)]);
    let mut books = Books::under(programs);
    books.take("1", "2020-01-10", order(100_000));
    books.take("2", "2020-03-10", order(1_000));
    assert_eq!((books.balance("2020-09-09"), books.balance("2020-09-10")), (1_010, 10));
}

#[test]
fn different_inactivities_in_one_wallet_are_refused() {
    let rest = wallet("expiry = { kind = \"inactivity\", months = 3 }")
        + "expiry = { kind = \"inactivity\", months = 6 }\n";
    let text =
        format!("[program]\ncode = \"t\"\nname = \"T\"\ncurrency = \"CNY\"\ntime_zone = \"UTC\"\n{rest}");
    let said = check(&text).diagnostics;
    assert_eq!(said.iter().map(|said| &*said.path).collect::<Vec<_>>(), ["rules[0].expiry"], "{said:#?}");
    assert!(tessera_engine::program::read(&text).program.is_some(), "a published one stays readable");
}

#[test]
fn a_whole_band_is_that_of_the_order_not_of_what_a_cap_left() {
    let bands = "[wallets.points]\n[[rules]]\nname = \"base\"\non = \"order\"\nwallet = \"points\"\ngive = { mode = \"whole\", bands = [{ from = 0, rate = 10 }, { from = 100, rate = 12 }, { from = 500, rate = 15 }] }\n";
    let cap =
        "[[caps]]\nname = \"day\"\ncounts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 500\n";
    let mut books = Books::new(&format!("{bands}{cap}"));
    books.take("1", "2026-01-10T10:00", order(45_000));
    assert_eq!(units(&books.take("2", "2026-01-10T11:00", order(60_000)), EntryKind::Earn), [50 * 15]);

    let whole = bands
        .replace("mode = \"whole\"", "mode = \"whole\", whole_units = true")
        .replace("100,", "\"99.50\",");
    let mut books = Books::new(&whole);
    assert_eq!(units(&books.take("1", "2026-01-10", order(9_950)), EntryKind::Earn), [99 * 12]);
}

#[test]
fn everybody_has_the_first_tier_even_before_joining() {
    let rules = "[wallets.points]\n[[rules]]\nname = \"base\"\non = \"order\"\nwallet = \"points\"\nwhen = 'member.tier == \"silver\"'\ngive = { rate = 1 }\n[[rules]]\nname = \"higher\"\non = \"order\"\nwallet = \"points\"\nwhen = 'member.tier != \"silver\"'\ngive = { rate = 2 }\n[tiers]\nmeasure = { kind = \"spend\", window = \"lifetime\" }\ntier = [{ name = \"silver\", from = 0 }, { name = \"gold\", from = 5000 }]\n";
    let mut books = Books::new(rules);
    books.take("join", "2026-03-02", Body::Joined(Joined::default()));
    books.take("1", "2026-03-03", order(10_000));
    books.take("2", "2026-03-01", order(10_000));
    assert_eq!(books.points().balance, 200);
}

/// Under the first version nothing measures spend; the second has tiers by it.
fn tiers_added_later(window: &str) -> Programs {
    let tiers = format!(
        "[tiers]\nmeasure = {{ kind = \"spend\", window = {window} }}\ntier = [{{ name = \"base\", from = 0 }}, {{ name = \"gold\", from = 10000 }}]\n"
    );
    let (first, second) = (wallet(""), wallet("") + &tiers);
    Programs::new(vec![(1, Instant::MIN, program(&first)), (2, at("2026-02-01"), program(&second))])
}

#[test]
fn tiers_count_what_was_spent_before_the_version_that_has_them() {
    for window in ["\"calendar_year\"", "{ rolling_months = 12 }", "\"lifetime\""] {
        let mut books = Books::under(tiers_added_later(window));
        books.take("1", "2026-01-10", order(1_200_000));
        books.take("2", "2026-03-10", order(10_000));
        assert_eq!(books.state.tier, Some(1), "{window}");
    }
}

#[test]
fn a_state_of_before_such_a_version_is_known_not_to_serve_it() {
    let later = tiers_added_later("{ rolling_months = 12 }");
    let mut books = Books::under(Programs::single(program(&wallet(""))));
    let nobody = State::from_bytes(&books.state.to_bytes()).unwrap();
    assert!(nobody.serves(&later), "nothing was spent");
    books.take("1", "2026-01-10", order(1_200_000));
    let state = State::from_bytes(&books.state.to_bytes()).unwrap();
    assert!(state.serves(&books.programs) && !state.serves(&later));
    let again = fold(&later, &numbered(&books.events), at("2026-01-10"), &mut ());
    assert!(again.serves(&later));
}

#[test]
fn a_version_with_more_wallets_and_caps_only_makes_room() {
    let more = "[wallets.growth]\n[[caps]]\nname = \"day\"\ncounts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 500\n";
    let (first, second) = (program(&wallet("")), program(&format!("{more}{}", wallet(""))));
    let mut books = Books::under(Programs::single(first.clone()));
    books.take("1", "2026-01-10", order(100));
    let later = Programs::new(vec![(1, Instant::MIN, first), (2, at("2027-01-01"), second)]);
    let again = fold(&later, &numbered(&books.events), at("2026-01-10"), &mut ());
    assert_ne!(books.state, again);
    books.state.make_room(&later);
    assert_eq!(books.state, again);
}

const FORGIVING: &str =
    "debt = \"forgive\"\nworth = \"0.01\"\nredemption = { bands = [{ from = 1, units_per_money = 100 }] }";

#[test]
fn units_are_not_there_before_they_came_nor_twice() {
    let mut books = Books::new(&wallet(FORGIVING));
    books.take("1", "2026-01-10T09:00", order(10_000));
    for minute in ["08:00", "08:01", "08:02"] {
        let refused = books.command(minute, &format!("2026-01-10T{minute}"), redeem(100)).unwrap_err();
        assert_eq!((refused.code, refused.figure("available")), (RefusalCode::InsufficientUnits, Some(0)));
    }
    let refused = books.command("less", "2026-01-10T08:00", give(-100)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::WouldGoNegative);

    // What was spent at noon cannot be spent at eleven, though there is enough again by two.
    books.take("noon", "2026-01-10T12:00", redeem(100));
    books.take("2", "2026-01-10T13:00", order(10_000));
    let refused = books.command("eleven", "2026-01-10T11:00", redeem(60)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::InsufficientUnits);
    books.take("two", "2026-01-10T14:00", redeem(100));
    assert_eq!((books.points().balance, books.points().spent), (0, 200));
}

#[test]
fn pending_units_are_not_forgiven_into_free_goods() {
    let mut books =
        Books::new(&wallet(&format!("{FORGIVING}\nactivation = {{ kind = \"after_days\", days = 7 }}")));
    books.take("1", "2026-01-10", order(10_000));
    let now = at("2026-02-01");
    let refused = books.command_at(now, "early", at("2026-01-12"), redeem(100)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::InsufficientUnits);
    books.command_at(now, "late", at("2026-01-18"), redeem(100)).unwrap();
    assert_eq!(books.points().spent, 100);
}

#[test]
fn one_return_takes_back_what_its_order_earned_and_no_more() {
    let mut books = Books::new(&wallet(""));
    for id in ["1", "2", "3", "4"] {
        books.take(id, &format!("2026-01-1{id}"), order(20_000));
    }
    let posted = books.take("r", "2026-01-20", bring_back("1", &[], 20_000));
    assert_eq!(posted.entries.iter().map(|entry| entry.units).collect::<Vec<_>>(), [-200]);
    let posted = books.take("0", "2026-01-09", order(10_000));
    assert_eq!(posted.entries.iter().map(|entry| entry.units).collect::<Vec<_>>(), [100]);
}

#[test]
fn goods_can_come_back_from_an_order_with_a_discount_line() {
    let discounted = lines(&[("g", "", 10_000), ("d", "", -1_000)]);
    let mut books = Books::new(&wallet(""));
    books.take("1", "2026-01-10", discounted.clone());
    let refused = books.command("d", "2026-01-11", bring_back("1", &["d"], 0)).unwrap_err();
    assert_eq!((refused.code, refused.figure("more")), (RefusalCode::CostsMoney, Some(1_000)));
    books.take("r", "2026-01-11", bring_back("1", &["g"], 0));
    assert_eq!((books.points().balance, books.state.orders, books.state.spend), (0, 0, 0));

    let mut books = Books::new(&wallet(""));
    books.take("1", "2026-01-10", lines(&[("g", "", 10_000), ("h", "", 2_000), ("d", "", -3_000)]));
    books.take("r", "2026-01-11", bring_back("1", &["g"], 0));
    assert_eq!((books.points().balance, books.state.orders), (0, 1));
    books.take("s", "2026-01-11", bring_back("1", &["h", "d"], 0));
    assert_eq!((books.state.orders, books.state.ordered_at), (0, None));
}

#[test]
fn gifts_and_discounts_keep_no_order_alive() {
    let bonus = "[[rules]]\nname = \"first\"\non = \"order\"\nwallet = \"points\"\nwhen = \"member.orders == 0\"\ngive = { units = 100 }\n";
    let mut books = Books::new(&(wallet("") + bonus));
    let gift = [("a", "", 10_000), ("gift", "", 3_000), ("off", "", -3_000), ("free", "", 0)];
    books.take("1", "2026-01-10", lines(&gift));
    books.take("r", "2026-01-11", bring_back("1", &["a"], 0));
    books.take("s", "2026-01-11", bring_back("1", &["gift", "off"], 0));
    assert_eq!((books.points().balance, books.state.orders), (0, 0));
    // Where nothing cost anything, an order stands until every piece is back.
    books.take("2", "2026-01-12", lines(&[("x", "", 0), ("y", "", 0)]));
    books.take("t", "2026-01-13", bring_back("2", &["x"], 0));
    assert_eq!(books.state.orders, 1);
    books.take("u", "2026-01-13", bring_back("2", &["y"], 0));
    assert_eq!((books.points().balance, books.state.orders), (0, 0));
}

#[test]
fn a_line_named_twice_comes_back_in_sum() {
    let mut books = Books::new(&wallet(""));
    books.take("1", "2026-01-10", lines(&[("a", "", 10_000), ("b", "", 100)]));
    let part = |amount| ReturnedLine { line: "a".into(), part: ReturnedPart::Amount(amount) };
    let back = |parts: &[i64]| {
        Body::OrderReturned(Box::new(Return {
            order: tessera_engine::values::EventId::new("1").unwrap(),
            lines: parts.iter().map(|amount| part(*amount)).collect(),
            amount: 0,
            reason: None,
        }))
    };
    let refused = books.command("r", "2026-01-11", back(&[6_000, 6_000])).unwrap_err();
    assert_eq!((refused.figure("remaining"), refused.figure("requested")), (Some(4_000), Some(6_000)));
    books.take("r2", "2026-01-11", back(&[6_000, 4_000]));
    assert_eq!(books.points().balance, 1);
}

#[test]
fn a_thousand_lines_come_back_in_one_return() {
    let names: Vec<String> = (0..1_000).map(|line| format!("line {line}")).collect();
    let all: Vec<(&str, &str, i64)> = names.iter().map(|name| (&**name, "", 100)).collect();
    let ids: Vec<&str> = names.iter().map(|name| &**name).collect();
    let mut books = Books::new(&wallet(""));
    books.take("1", "2026-01-10", lines(&all));
    let before = std::time::Instant::now();
    books.take("r", "2026-01-11", bring_back("1", &ids, 0));
    assert!(before.elapsed().as_millis() < 400, "{:?}: a step a line", before.elapsed());
    assert_eq!((books.points().balance, books.state.orders), (0, 0));
}

#[test]
fn a_correction_does_not_stand_before_what_it_corrects() {
    let cap =
        "[[caps]]\nname = \"day\"\ncounts = \"units\"\nwallet = \"points\"\nper = \"day\"\nlimit = 1000\n";
    let mut books = Books::new(&(wallet("") + cap));
    books.take("noon", "2026-01-10T12:00", order(80_000));
    books.take("ten", "2026-01-10T10:00", order(60_000));
    let until = |when: &str| -> i64 {
        books.entries.iter().filter(|entry| entry.at <= at(when)).map(|entry| entry.units).sum()
    };
    for when in ["2026-01-10T11:00", "2026-01-10T12:00", "2026-01-11"] {
        assert_eq!(until(when), books.balance(when), "{when}");
    }
}

#[test]
fn rules_on_different_lines_share_the_room_of_a_cap() {
    let rules = "[wallets.points]\n[[rules]]\nname = \"tea\"\non = \"order\"\nwallet = \"points\"\nlines = 'line.category == \"tea\"'\ngive = { rate = 1 }\n[[rules]]\nname = \"coffee\"\non = \"order\"\nwallet = \"points\"\nlines = 'line.category == \"coffee\"'\ngive = { rate = 1 }\n[[rules]]\nname = \"both\"\non = \"order\"\nwallet = \"points\"\nwhen = 'order.channel == \"web\"'\ngive = { rate = 1 }\n[[caps]]\nname = \"day\"\ncounts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 5000\n";
    let basket = [("1", "tea", 400_000), ("2", "coffee", 400_000)];
    let mut books = Books::new(rules);
    let posted = books.take("1", "2026-01-10", lines(&basket));
    assert_eq!(units(&posted, EntryKind::Earn), [4_000, 1_000]);
    assert_eq!(posted.entries[1].trimmed, 300_000);

    // A rule on the whole order counts the same money as those on its lines: the room is not used up twice.
    let mut books = Books::new(rules);
    let Body::OrderPaid(mut order) =
        lines(&[("1", "tea", 200_000), ("2", "coffee", 100_000), ("3", "", 100_000)])
    else {
        unreachable!()
    };
    order.channel = Some("web".into());
    let posted = books.take("1", "2026-01-10", Body::OrderPaid(order));
    assert_eq!(units(&posted, EntryKind::Earn), [2_000, 1_000, 4_000]);
    assert_eq!(units(&books.take("2", "2026-01-10", lines(&basket)), EntryKind::Earn), [1_000]);
}

#[test]
fn money_and_units_that_caps_cut_off_are_told_apart() {
    let caps = "[[caps]]\nname = \"day\"\ncounts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 500\n[[caps]]\nname = \"month\"\ncounts = \"units\"\nwallet = \"points\"\nper = \"month\"\nlimit = 400\n";
    let mut books = Books::new(&(wallet("") + caps));
    let posted = books.take("1", "2026-01-10", order(90_099));
    let entry = posted.entries[0];
    assert_eq!((entry.units, entry.trimmed, entry.trimmed_units), (400, 40_099, 100));
    books.take("2", "2026-01-11", order(90_099));
    let told = |number| {
        let explanation = explain(&books.programs, &numbered(&books.events), number, Instant::NEVER);
        let version = books.programs.version(1).unwrap();
        explanation
            .notes
            .iter()
            .map(|note| sentence(version, note, &StoreNames::default(), Lang::En))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(1), ["¥500 counted, a cap left ¥400.99 out, a cap took off 100, gives 400"]);
    assert_eq!(told(2), ["the cap of the period is used up: it took off 500"]);
}

#[test]
fn explanations_reckon_in_units_as_people_see_them() {
    let rest = "[wallets.cash]\ndecimals = 2\n[[rules]]\nname = \"cb\"\non = \"order\"\nwallet = \"cash\"\ngive = { rate = \"0.0215\" }\n";
    let mut books = Books::new(rest);
    books.take("1", "2026-01-10", order(90_099));
    let explanation = explain(&books.programs, &numbered(&books.events), 1, Instant::NEVER);
    let said =
        sentence(books.programs.version(1).unwrap(), &explanation.notes[0], &StoreNames::default(), Lang::En);
    assert_eq!(said, "¥900.99 counted, exactly 19.371285, rounded down, gives 19.37");
}

#[test]
fn an_order_that_came_back_whole_is_explained() {
    let mut books = Books::new(&wallet(""));
    books.take("1", "2026-01-10", order(10_000));
    books.take("r", "2026-01-11", bring_back("1", &[], 10_000));
    let explanation = explain(&books.programs, &numbered(&books.events), 1, Instant::NEVER);
    let version = books.programs.version(1).unwrap();
    assert_eq!(explanation.notes.len(), 1);
    let said = [Lang::Zh, Lang::En]
        .map(|lang| sentence(version, &explanation.notes[0], &StoreNames::default(), lang));
    assert_eq!(said, ["订单已全部退回", "all of the order came back"]);
}

#[test]
fn sums_stay_within_what_every_reader_holds() {
    let mut books = Books::new(&wallet(""));
    books.take("1", "2026-01-10", give(MAX_AMOUNT));
    let refused = books.command("2", "2026-01-11", give(1)).unwrap_err();
    assert_eq!((refused.code, refused.figure("limit")), (RefusalCode::BeyondLimit, Some(MAX_AMOUNT)));
    assert_eq!(refused.subject.as_deref(), Some("points"));
    // An order that earns one unit more is refused as well, and one too dear for the member's spend.
    assert_eq!(books.command("3", "2026-01-12", order(100)).unwrap_err().code, RefusalCode::BeyondLimit);
    books.take("4", "2026-01-13", give(-1));
    books.take("5", "2026-01-14", order(100));
    let mut spender = Books::new(&wallet("").replace("rate = 1", "rate = 0"));
    spender.take("1", "2026-01-10", order(MAX_AMOUNT));
    let refused = spender.command("2", "2026-01-11", order(1)).unwrap_err();
    assert_eq!((refused.code, refused.subject.as_deref()), (RefusalCode::BeyondLimit, Some("spend")));
    spender.take("r", "2026-01-12", bring_back("1", &[], 1));
    spender.take("3", "2026-01-13", order(1));
}

#[test]
fn a_rate_beyond_reason_cannot_carry_a_balance_over_the_limit_in_one_order() {
    let mut books = Books::new(&wallet("").replace("rate = 1", "rate = 500000000"));
    books.take("1", "2026-01-10", order(1_000_000_000));
    assert_eq!(books.points().balance, 5_000_000_000_000_000);
    let refused = books.command("2", "2026-01-11", order(1_000_000_000)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::BeyondLimit);
}

#[test]
fn a_late_event_on_a_long_history_costs_a_few_milliseconds() {
    let mut books = Books::new(&wallet("expiry = { kind = \"rolling\", months = 12 }"));
    let start = at("2026-01-01").0;
    for number in 0..4_000_i64 {
        let when = Instant(start + number * 3_600_000_000);
        books.command_at(when, &number.to_string(), when, order(10_000)).unwrap();
    }
    let late = Instant(start + 3_998 * 3_600_000_000 + 1);
    let quickest = (0..5)
        .map(|attempt| {
            let before = std::time::Instant::now();
            books.command_at(books.state.at, &format!("late {attempt}"), late, order(10_000)).unwrap();
            before.elapsed()
        })
        .min()
        .unwrap();
    assert_eq!(books.points().balance, 400_500);
    eprintln!("a late event after 4,000: {quickest:?}");
    assert!(quickest.as_millis() < 60, "{quickest:?}, unoptimised and on a busy machine");
}
