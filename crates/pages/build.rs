//! Gathers the built pages into the crate; in release builds it builds them first, where Node and npm are there.
//!
//! Never fails for want of pages: the executable then says how to build them. `TESSERA_PAGES=skip` leaves them out,
//! `TESSERA_PAGES=build` builds them in debug builds too. Without either a debug build takes what was built before, so that
//! `cargo check` stays quick.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the pages are made from, relative to `web`.
const SOURCES: &[&str] =
    &["package.json", "package-lock.json", "tools", "shared", "console", "till", "member"];

fn main() {
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let web = here.join("../../web");
    let out = PathBuf::from(variable("OUT_DIR")).join("files.rs");
    println!("cargo::rerun-if-env-changed=TESSERA_PAGES");
    println!("cargo::rerun-if-changed=build.rs");
    let wish = env::var("TESSERA_PAGES").unwrap_or_default();
    let gathered = if wish == "skip" {
        Err("TESSERA_PAGES=skip".to_owned())
    } else {
        let build = wish == "build" || variable("PROFILE") == "release";
        gather(&web, build)
    };
    let text = match gathered {
        Ok(files) => files,
        Err(why) => {
            format!("pub(crate) static FILES: &[File] = &[];\npub(crate) const MISSING: &str = {why:?};\n")
        }
    };
    if let Err(error) = fs::write(&out, text) {
        panic!("cannot write {}: {error}", out.display());
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

/// The source text that embeds the pages, or why there are none.
fn gather(web: &Path, build: bool) -> Result<String, String> {
    let dist = web.join("dist");
    let list = dist.join("files.txt");
    let built = if build { make(web) } else { Ok(()) };
    // Cargo takes a file that is not there for one that changed, and would compile again each time.
    if web.exists() && !list.exists() {
        let _ = fs::create_dir_all(&dist).and_then(|()| fs::write(&list, ""));
    }
    println!("cargo::rerun-if-changed={}", list.display());
    if let Err(why) = built {
        println!("cargo::warning=the pages were not built: {why}; everything else works");
        return Err(why);
    }
    let text = fs::read_to_string(&list).unwrap_or_default();
    if text.is_empty() {
        return Err("they are built in release builds, or by `npm run pages` in the folder `web`".to_owned());
    }
    embed(&dist, &text)
}

/// Installs what the pages need, if that changed, and builds them, if they did.
fn make(web: &Path) -> Result<(), String> {
    for source in SOURCES {
        let path = web.join(source);
        if path.join("src").is_dir() {
            for part in ["src", "public", "index.html", "package.json", "vite.config.ts"] {
                if path.join(part).exists() {
                    println!("cargo::rerun-if-changed={}", path.join(part).display());
                }
            }
        } else {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    let run = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).current_dir(web).stdin(Stdio::null()).output()
    };
    if run("node", &["--version"]).is_err() {
        return Err("Node is not installed".to_owned());
    }
    let done = run("node", &["tools/pages.js"]).map_err(|error| error.to_string())?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let last: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    Err(format!("`npm run pages` in the folder `web` failed: {}", last.last().unwrap_or(&"it says nothing")))
}

/// One line a file: its path and its tag, parted by a tab. Beside each lie its two compressed forms.
fn embed(dist: &Path, list: &str) -> Result<String, String> {
    let mut text = String::from("pub(crate) static FILES: &[File] = &[\n");
    for line in list.lines() {
        let (path, tag) =
            line.split_once('\t').ok_or("web/dist/files.txt is not readable: remove web/dist")?;
        let full = dist.join(path);
        let full = full.display();
        let form = |ending: &str| format!("include_bytes!({:?})", format!("{full}.{ending}"));
        for ending in ["br", "gz"] {
            if !Path::new(&format!("{full}.{ending}")).exists() {
                return Err("web/dist is not whole: remove it and build again".to_owned());
            }
        }
        // Cannot fail: this writes to a string.
        let _ = writeln!(
            text,
            "    File {{ path: {path:?}, tag: \"\\\"{tag}\\\"\", brotli: {}, gzip: {} }},",
            form("br"),
            form("gz")
        );
    }
    text.push_str("];\npub(crate) const MISSING: &str = \"\";\n");
    Ok(text)
}
