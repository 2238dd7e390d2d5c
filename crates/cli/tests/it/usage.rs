//! Help, languages, completions, keys.

use crate::support::{command, open_shop, run_in, tessera};

#[test]
fn the_locale_chooses_the_language_and_a_flag_overrides_it() {
    let told = |lang: &str, flag: Option<&str>| {
        let mut command = command();
        command
            .env("LANG", lang)
            .args(["verify", "--db", "/nowhere"])
            .args(flag.map(|flag| format!("--lang={flag}")));
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(told("zh_CN.UTF-8", None).starts_with("错误："));
    assert!(told("C", None).starts_with("error: "));
    assert!(told("zh_CN.UTF-8", Some("en")).starts_with("error: "));
}

#[test]
fn usage_errors_are_exit_code_2() {
    tessera(["imports"]).expect(2);
    tessera(["export", "members"]).expect(2);
    tessera(["completions", "tcsh"]).expect(2);
    let help = tessera(["help"]).expect(0);
    assert!(help.out.contains("backtest") && help.out.contains("退出码"), "{}", help.out);
}

#[test]
fn shells_get_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(tessera(["completions", shell]).expect(0).out.contains("backtest"), "{shell}");
    }
}

#[test]
fn keys_are_made_listed_and_revoked() {
    let folder = open_shop();
    let made = run_in(
        folder.path(),
        "key create --db {}/db --name till --scopes orders:write,quotes:write --store north --format json",
    )
    .expect(0)
    .json();
    assert!(made["secret"].as_str().is_some_and(|secret| secret.starts_with("lk_live_")));
    let id = made["id"].as_str().unwrap();
    let listed = run_in(folder.path(), "key list --db {}/db").expect(0).out;
    assert!(listed.contains(id) && listed.contains("quotes:write") && listed.contains("north"), "{listed}");
    assert!(!listed.contains(made["secret"].as_str().unwrap()));
    run_in(folder.path(), &format!("key revoke --db {{}}/db {id}")).expect(0);
    let keys = run_in(folder.path(), "key list --db {}/db --format json").expect(0).json();
    assert!(keys[0]["revoked_at"].is_string());
    run_in(folder.path(), "key revoke --db {}/db key_none").expect(2);
    let unknown = run_in(folder.path(), "key create --db {}/db --name x --scopes everything").expect(2);
    assert!(unknown.err.contains("orders:write"));
    let forbidden =
        run_in(folder.path(), "key create --db {}/db --name x --scopes ledger:adjust --store north");
    forbidden.expect(2);
}
