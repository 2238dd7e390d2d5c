//! Help, languages, completions, keys.

use crate::serving::Serving;
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

#[test]
fn an_owner_who_is_lost_gets_a_link() {
    let folder = open_shop();
    let link = || run_in(folder.path(), "owner-link --db {}/db --reason lost --url https://shop.example/");
    assert!(link().expect(2).err.contains("no owner yet"));
    Serving::start_unread(folder.path().join("db")).kill();
    let made = link().expect(0).out;
    assert!(made.starts_with("https://shop.example/console/welcome#token=inv_"), "{made}");
    assert_ne!(link().expect(0).out, made);
    run_in(folder.path(), "owner-link --db {}/db --reason lost --name nobody").expect(2);
}

#[test]
fn a_lost_key_of_the_vault_is_not_made_anew() {
    let folder = open_shop();
    let db = folder.path().join("db");
    Serving::start_unread(&db).kill();
    let key = db.join("vault.key");
    std::fs::remove_file(&key).unwrap();
    let refused = run_in(folder.path(), "serve --db {}/db --listen 127.0.0.1:0").expect(2);
    assert!(refused.err.contains("put its file back"), "{}", refused.err);
    assert!(!key.exists());
}

#[test]
fn the_vault_gets_another_key() {
    let folder = open_shop();
    let db = folder.path().join("db");
    Serving::start_unread(&db).kill();
    let rotate = || run_in(folder.path(), "rotate-vault-key --db {}/db --new-key {}/new.key");
    assert!(rotate().expect(0).out.contains("new.key"));
    rotate().expect(0);
    run_in(folder.path(), "serve --db {}/db --listen 127.0.0.1:0").expect(2);
    std::fs::rename(folder.path().join("new.key"), db.join("vault.key")).unwrap();
    Serving::start_unread(&db).kill();
}
