//! `tessera program`.

use crate::support::{open_shop, preset, run_in, shop, tessera};

const BAD: &str = r#"[program]
code = "bad"
name = "坏计划"
currency = "CNY"
time_zone = "Asia/Peking"

[wallets.points]
expiry = { kind = "rolling", months = 0 }

[[rules]]
name = "base"
on = "order"
wallet = "point"
when = 'order.amuont > 100'
give = { raet = 1 }
"#;

#[test]
fn presets_are_written_checked_and_come_out() {
    let listed = tessera(["program", "presets"]).expect(0).out;
    let folder = tempfile::tempdir().unwrap();
    for name in ["flat", "banded", "growth"] {
        assert!(listed.contains(name));
        let file = format!("{{}}/{name}.toml");
        run_in(folder.path(), &format!("program presets {name} --out {file}")).expect(0);
        let checked = run_in(folder.path(), &format!("program check {file}")).expect(0);
        assert!(checked.out.contains("all worked examples came out"), "{}", checked.out);
        assert!(checked.out.contains("eward rate"), "{}", checked.out);
        let again = run_in(folder.path(), &format!("program presets {name} --out {file}")).expect(2);
        assert!(again.err.contains("not overwritten"));
    }
    assert!(folder.path().join("program.schema.json").exists());
}

#[test]
fn errors_are_told_with_line_reason_and_remedy_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.toml"), BAD).unwrap();
    for lang in ["en", "zh"] {
        let run = run_in(folder.path(), &format!("program check {{}}/bad.toml --lang {lang}")).expect(1);
        let text = run.out.replace(folder.path().to_str().unwrap(), "FOLDER");
        insta::assert_snapshot!(format!("bad_program_{lang}"), text);
    }
    let json = run_in(folder.path(), "program check {}/bad.toml --format json").expect(1).json();
    assert_eq!(json["ok"], false);
    let first = &json["diagnostics"][0];
    assert_eq!((first["severity"].as_str(), first["line"].as_u64()), (Some("error"), Some(5)));
    assert!(first["remedy"]["zh"].as_str().is_some_and(|remedy| !remedy.is_empty()));
}

#[test]
fn a_program_with_errors_is_not_published() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.toml"), BAD).unwrap();
    let run = run_in(folder.path(), "program publish {}/bad.toml --db {}/db").expect(1);
    assert!(run.err.contains("was not published"));
    assert!(!folder.path().join("db").exists());
}

#[test]
fn a_program_is_shown_in_sentences_and_as_its_document() {
    let folder = open_shop();
    let sentences = run_in(folder.path(), "program show {}/shop.toml").expect(0).out;
    insta::assert_snapshot!("sentences", sentences);
    let published = run_in(folder.path(), "program show --db {}/db --format toml").expect(0).out;
    assert_eq!(published.trim(), std::fs::read_to_string(folder.path().join("shop.toml")).unwrap().trim());
    let zh = run_in(folder.path(), "program show --db {}/db --lang zh").expect(0).out;
    assert!(zh.contains("每消费 1 元得 1 积分") && zh.contains("生效"), "{zh}");
    run_in(folder.path(), "program show --db {}/db --version 2").expect(2);
    run_in(folder.path(), "program show").expect(2);
}

#[test]
fn differences_are_told_in_sentences() {
    let folder = shop();
    let changed =
        std::fs::read_to_string(folder.path().join("shop.toml")).unwrap().replace("rate = 1", "rate = 2");
    std::fs::write(folder.path().join("new.toml"), changed).unwrap();
    let run = run_in(folder.path(), "program diff {}/shop.toml {}/new.toml").expect(0);
    assert!(run.out.contains("rules.base") && run.out.contains("at 2 per"), "{}", run.out);
    run_in(folder.path(), "program diff {}/shop.toml {}/new.toml --exit-code").expect(1);
    run_in(folder.path(), "program diff {}/shop.toml {}/shop.toml --exit-code").expect(0);
    run_in(folder.path(), "program diff 1 2").expect(2);
}

#[test]
fn a_program_in_another_encoding_is_told_so() {
    let folder = shop();
    std::fs::write(folder.path().join("gbk.toml"), b"name = \"\xb3\xa3\xbf\xcd\"").unwrap();
    let told = run_in(folder.path(), "program check {}/gbk.toml").expect(2).err;
    assert!(told.contains("Save it as UTF-8"), "{told}");
}

#[test]
fn the_schema_is_the_published_one() {
    let printed = tessera(["program", "schema"]).expect(0).out;
    let published = std::fs::read_to_string(preset("program.schema.json")).unwrap();
    assert_eq!(printed, published);
}

#[test]
fn versions_are_listed_and_compared_by_number() {
    let folder = open_shop();
    let changed =
        std::fs::read_to_string(folder.path().join("shop.toml")).unwrap().replace("rate = 1", "rate = 3");
    std::fs::write(folder.path().join("new.toml"), changed).unwrap();
    let early = run_in(folder.path(), "program publish {}/new.toml --db {}/db --starts 2026-03-01T00:00:00Z");
    assert!(early.expect(2).err.contains("choose a later start"));
    run_in(
        folder.path(),
        "program publish {}/new.toml --db {}/db --starts 2026-06-01T00:00:00Z --note more --by ann",
    )
    .expect(0);
    let listed = run_in(folder.path(), "program show --db {}/db").expect(0).out;
    assert!(listed.contains("ann") && listed.contains("more"), "{listed}");
    let diff = run_in(folder.path(), "program diff 1 2 --db {}/db --lang zh").expect(0).out;
    assert!(diff.contains("每消费 1 元得 3 积分"), "{diff}");
}
