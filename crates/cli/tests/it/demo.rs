//! `tessera demo`.

use crate::support::{run_in, tessera};

#[test]
fn a_seed_makes_a_shop_that_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let line = |data: &str| format!("demo --no-serve --members 40 --seed 7 --data {{}}/{data}");
    let first = run_in(folder.path(), &line("a")).expect(0);
    for part in
        ["Recorded ", " a second", "40 members", "gold", "target", "outstanding", "asks: why do I have"]
    {
        assert!(first.out.contains(part), "{part} is missing in:\n{}", first.out);
    }
    run_in(folder.path(), &line("b")).expect(0);
    // All but the instants, which stand second: today comes as far as it has.
    let export = |data: &str| {
        let line = format!("export entries --db {{}}/{data}");
        let entries = run_in(folder.path(), &line).expect(0).out;
        let timeless = |line: &str| {
            line.splitn(3, ',')
                .enumerate()
                .filter(|(at, _)| *at != 1)
                .map(|(_, field)| field.to_owned())
                .collect()
        };
        entries.lines().map(timeless).collect::<Vec<Vec<String>>>()
    };
    assert!(export("a") == export("b"), "one seed made two histories");
    run_in(folder.path(), "verify --db {}/a").expect(0);
    let full = run_in(folder.path(), &line("a")).expect(2);
    assert!(full.err.contains("is not empty"), "{}", full.err);
}

#[test]
fn the_report_speaks_chinese() {
    let run = tessera("demo --no-serve --members 60 --preset flat --lang zh".split(' ')).expect(0);
    assert!(run.out.contains("60 位会员") && run.out.contains("怎么来的"), "{}", run.out);
    assert!(tessera(["demo", "--preset", "none"]).expect(2).err.contains("flat, banded, growth"));
}
