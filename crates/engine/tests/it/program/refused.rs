//! Documents that are refused: every error with its line, reason and remedy.

use super::{BASE, document, table};
use tessera_engine::program::check;

fn cases(rests: &[(&'static str, &str)]) -> String {
    let documents: Vec<(&str, String)> = rests.iter().map(|(title, rest)| (*title, document(rest))).collect();
    let documents: Vec<(&str, &str)> =
        documents.iter().map(|(title, text)| (*title, text.as_str())).collect();
    table(&documents)
}

#[test]
fn text_and_header() {
    let said = table(&[
        ("empty", ""),
        ("not TOML, twice", "[program\ncode = \"a\"\nname = \"b\ncurrency = 3\n"),
        ("a key given twice", "[program]\ncode = \"a\"\ncode = \"b\"\n"),
        ("not JSON", "{ \"program\": "),
        ("JSON with a key given twice", "{ \"program\": {}, \"program\": {} }"),
        (
            "JSON errors have a path and no line",
            r#"{ "program": { "code": "a", "name": 3, "currency": "CNY", "time_zone": "UTC" }, "rule": [] }"#,
        ),
        ("a misspelt section", "[programme]\ncode = \"a\"\n"),
        (
            "wrong all over",
            "[program]\ncode = \"1 a\"\nname = { zh = \"甲\" }\ncurrency = \"RMB\"\ntime_zone = \"Asia/Shangai\"\nrounding = \"dwon\"\nreward_rate_limit = \"20%\"\n",
        ),
        (
            "numbers that TOML would round",
            "[program]\ncode = \"a\"\nname = \"a\"\ncurrency = \"CNYY\"\ntime_zone = \"Mars\"\nreward_rate_limit = 0.2\n",
        ),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn wallets() {
    let said = cases(&[
        (
            "unknown keys and kinds",
            "[wallets.points]\nexpires = 1\nexpiry = { kind = \"roling\", days = 3 }\nactivation = { days = 3 }\n",
        ),
        (
            "a date that does not exist",
            "[wallets.points]\nexpiry = { kind = \"fixed_date\", month = 2, day = 30 }\n[wallets.b]\nexpiry = { kind = \"fixed_date\", month = 13, day = 0 }\n",
        ),
        (
            "both days and months, and neither",
            "[wallets.a]\nexpiry = { kind = \"rolling\", days = 3, months = 3 }\n[wallets.b]\nexpiry = { kind = \"inactivity\" }\n",
        ),
        ("names", "[wallets.\"积分\"]\n[wallets.\"\"]\n"),
        (
            "numbers",
            "[wallets.a]\nworth = \"-1\"\nrollover = { share = \"1.5\", max = \"2.5\" }\ndecimals = 9\n",
        ),
        ("rollover of what never expires", "[wallets.a]\nrollover = {}\n"),
        (
            "redemption",
            "[wallets.a.redemption]\nminimum = 0\nstep = \"1,000\"\nbands = [{ from = 100, units_per_money = 0 }, { from = 100, units_per_money = 1 }]\nmax_share = 2\n",
        ),
        (
            "no band for the minimum",
            "[wallets.a.redemption]\nminimum = 50\nbands = [{ from = 100, units_per_money = 1 }]\n",
        ),
        ("no band at all", "[wallets.a.redemption]\nbands = []\n"),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn rules() {
    let base = |rest: &str| {
        format!("{BASE}[[rules]]\nname = \"other\"\non = \"order\"\nwallet = \"points\"\n{rest}\n")
    };
    let said = cases(&[
        ("nothing given", &base("")),
        ("two things given", &base("give = { rate = 1, units = 5 }")),
        ("a misspelt effect", &base("give = { raet = 1 }")),
        ("bad numbers", &base("give = { rate = \"-1\" }\nfrom = \"2026-02-30\"\nuntil = \"tomorrow\"")),
        (
            "bands",
            &base(
                "give = { mode = \"whole\", bands = [{ from = 10, rate = 1 }, { from = 5, rate = \"x\" }] }",
            ),
        ),
        (
            "bands that do not ascend",
            &base(
                "give = { mode = \"whole\", bands = [{ from = 0, rate = 1 }, { from = 50, rate = 1 }, { from = \"50.00\", rate = 2 }, { from = 20, rate = 2 }] }",
            ),
        ),
        ("finer than a cent", &base("give = { units = \"0.5\", threshold = \"199.999\" }")),
        ("an empty window", &base("give = { rate = 1 }\nfrom = 2026-11-11\nuntil = 2026-11-11")),
        (
            "unknown names",
            &base("give = { multiply = 2, of = [\"bas\", \"nothing\"] }").replacen(
                "wallet = \"points\"\ngive = { multiply",
                "wallet = \"point\"\ngive = { multiply",
                1,
            ),
        ),
        ("a multiplier of a multiplier", &base("give = { multiply = 2, of = [\"other\"] }")),
        ("a multiplier on lines", &base("give = { multiply = 2 }\nlines = 'line.amount > 3'")),
        ("a name used twice", &base("give = { units = 5 }").replace("\"other\"", "\"base\"")),
        (
            "no such trigger",
            "[wallets.points]\n[[rules]]\nname = \"a\"\non = \"activty:x\"\nwallet = \"points\"\ngive = { units = 1 }\n[[rules]]\nname = \"b\"\non = \"activity:\"\nwallet = \"points\"\ngive = { units = 1 }\n",
        ),
        (
            "a rate on joining",
            "[wallets.points]\n[[rules]]\nname = \"a\"\non = \"join\"\nwallet = \"points\"\ngive = { rate = 1 }\nlines = 'true'\n[[rules]]\nname = \"b\"\non = \"activity:x\"\nwallet = \"points\"\ngive = { units = 1, threshold = 5 }\n",
        ),
        (
            "too many digits to stay exact",
            "[wallets.points]\nmultipliers = \"product\"\n[[rules]]\nname = \"a\"\non = \"order\"\nwallet = \"points\"\ngive = { rate = \"123456789.12345678\" }\n[[rules]]\nname = \"b\"\non = \"order\"\nwallet = \"points\"\ngive = { multiply = \"1.00000001\" }\n[[rules]]\nname = \"c\"\non = \"order\"\nwallet = \"points\"\ngive = { multiply = \"1.12345678\" }\n",
        ),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn conditions() {
    let rule = |condition: &str| {
        format!(
            "[wallets.points]\n[[rules]]\nname = \"a\"\non = \"order\"\nwallet = \"points\"\nwhen = {condition}\ngive = {{ rate = 1 }}\n"
        )
    };
    let said = cases(&[
        ("unknown names", &rule("'order.amout > 3 && order.stroe == \"a\"'")),
        ("wrong types, over lines", &rule("'''\norder.amount > 3 &&\n  order.amount == \"茶\"'''")),
        ("escapes before the fault", &rule("\"order.store == \\\"\\u9152\\\" && order.nothing\"")),
        ("a tier that is not there", &rule("'member.tier == \"gold\"'")),
        ("lines where there are none", &rule("'line.amount > 3'")),
        ("not CEL", &rule("'order.amount >'")),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn caps_and_tiers() {
    let cap = |rest: &str| format!("{BASE}[[caps]]\nname = \"c\"\n{rest}\n");
    let tiers = |rest: &str| format!("{BASE}[tiers]\n{rest}\n");
    let said = cases(&[
        ("a cap of nothing", &cap("")),
        (
            "unknown wallet and rule",
            &cap("counts = \"spend\"\nwallet = \"pts\"\nper = \"day\"\nlimit = 1\nrules = [\"bas\"]"),
        ),
        ("bad limit and period", &cap("counts = \"spend\"\nwallet = \"points\"\nper = \"daily\"\nlimit = 0")),
        ("zero", &cap("counts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 0")),
        (
            "spend of a rule that does not count spend",
            "[wallets.points]\n[[rules]]\nname = \"a\"\non = \"join\"\nwallet = \"points\"\ngive = { units = 1 }\n[[caps]]\nname = \"c\"\ncounts = \"spend\"\nwallet = \"points\"\nper = \"day\"\nlimit = 1\nrules = [\"a\"]\n",
        ),
        (
            "a rule of another wallet",
            "[wallets.points]\n[wallets.cash]\n[[rules]]\nname = \"a\"\non = \"join\"\nwallet = \"points\"\ngive = { units = 1 }\n[[caps]]\nname = \"c\"\ncounts = \"units\"\nwallet = \"cash\"\nper = \"day\"\nlimit = 1\nrules = [\"a\"]\n",
        ),
        ("no tier", &tiers("measure = { kind = \"spend\", window = \"lifetime\" }\ntier = []")),
        (
            "tiers from nowhere, out of order",
            &tiers(
                "measure = { kind = \"spend\", window = \"livetime\" }\ntier = [{ name = \"a\", from = 5 }, { name = \"b\", from = 3, target_share = 3 }, { name = \"a\", from = 9 }]",
            ),
        ),
        (
            "a tier that is finer than a unit",
            &tiers(
                "measure = { kind = \"units\", wallet = \"points\" }\ntier = [{ name = \"a\", from = 0 }, { name = \"b\", from = \"0.5\" }]",
            ),
        ),
        (
            "a measure of no wallet",
            &tiers(
                "measure = { kind = \"units\", wallet = \"growth\" }\ntier = [{ name = \"a\", from = 0 }]",
            ),
        ),
        (
            "a window of no months",
            &tiers(
                "measure = { kind = \"spend\", window = { rolling_months = 0 } }\ntier = [{ name = \"a\", from = 0 }]",
            ),
        ),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn examples() {
    let example = |events: &str, expect: &str| {
        format!("{BASE}[[examples]]\nname = \"story\"\nevents = [\n{events}\n]\nexpect = [{expect}]\n")
    };
    let said = cases(&[
        (
            "another balance",
            &example(
                "{ event = \"order\", at = 2026-03-01, amount = \"12.50\" }",
                "{ balance = { points = 13 }, available = { points = 11 }, redeemed = 1 }",
            ),
        ),
        (
            "an event that is refused",
            &example(
                "{ event = \"redeem\", at = 2026-03-01, wallet = \"points\", units = 5 }",
                "{ balance = { points = 0 } }",
            ),
        ),
        (
            "an event that is not refused",
            &example(
                "{ event = \"order\", at = 2026-03-01, amount = 1, refused = \"exceeds-order\" }",
                "{ balance = { points = 0 } }",
            ),
        ),
        ("a tier that is not there", &example("", "{ tier = \"gold\" }")),
        (
            "wrong in themselves",
            &example(
                "{ event = \"order\", at = \"2026-13-01\", amount = 1 },\n{ event = \"order\", at = 2026-03-01 },\n{ event = \"order\", at = 2026-03-01, amount = 5, lines = [{ amount = 4 }] },\n{ event = \"retrun\", at = 2026-03-01 },\n{ event = \"activity\", at = 2026-03-01, activity = \"x\", refused = \"nope\" },\n{ event = \"order\", id = \" \", at = 2026-03-01, amount = \"0.001\" }",
                "{ balance = { pts = 0 } }",
            ),
        ),
        (
            "ids used twice",
            &example(
                "{ event = \"order\", id = \"A\", at = 2026-03-01, amount = 1 },\n{ event = \"order\", id = \"A\", at = 2026-03-02, amount = 1 }",
                "{ balance = { points = 2 } }",
            ),
        ),
        ("nothing expected", &example("", "")),
        (
            "two parts of one line",
            &example(
                "{ event = \"order\", id = \"A\", at = 2026-03-01, amount = 1 },\n{ event = \"return\", order = \"A\", at = 2026-03-02, lines = [{ line = \"1\", quantity = 1, amount = 1 }] }",
                "{ balance = { points = 0 } }",
            ),
        ),
    ]);
    insta::assert_snapshot!(said);
}

#[test]
fn all_errors_come_in_one_go() {
    let text = document(
        "[wallets.a]\nworth = \"x\"\n[wallets.b]\nfoo = 1\n[[rules]]\nname = \"r\"\non = \"order\"\nwallet = \"c\"\ngive = { rate = \"-1\" }\n[[caps]]\nname = \"c\"\ncounts = \"spend\"\nwallet = \"a\"\nper = \"day\"\nlimit = \"1.234\"\n[tiers]\nmeasure = { kind = \"units\", wallet = \"z\" }\ntier = [{ name = \"t\", from = 1 }]\n",
    );
    let codes: Vec<&str> = check(&text).diagnostics.iter().map(|said| said.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "bad-number",
            "unknown-key",
            "unknown-wallet",
            "out-of-range",
            "too-fine",
            "unknown-wallet",
            "first-band"
        ]
    );
}

#[test]
fn a_path_is_also_a_json_pointer() {
    let text = document(&BASE.replace("rate = 1", "rate = \"x\""));
    let checked = check(&text);
    assert_eq!(&*checked.diagnostics[0].path, "rules[0].give.rate");
    assert_eq!(checked.diagnostics[0].pointer(), "/rules/0/give/rate");
    assert_eq!(check("").diagnostics[0].pointer(), "");
}
