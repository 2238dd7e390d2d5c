//! Who may know whom: the floors of the house, held over what cargo resolves.

use super::{Finding, Project};
use crate::workspace::{Kind, Package, Workspace};

/// A crate's place in the house.
struct Floor {
    name: &'static str,
    /// Crates of the workspace that it may depend on outside its tests.
    may_know: &'static [&'static str],
}

const SQL: &[&str] = &["rusqlite", "libsqlite3-sys", "tokio-postgres", "sqlx", "diesel"];
const HTTP: &[&str] = &["axum", "hyper", "http", "reqwest", "tower-http", "utoipa"];
const TERMINAL: &[&str] = &["clap", "indicatif", "comfy-table"];
const RUNTIME: &[&str] = &["tokio", "async-trait", "futures-core", "mio"];
const OUTSIDE_WORLD: &[&str] = &["rand", "getrandom", "tracing", "log", "metrics"];

const HOUSE: &[Floor] = &[
    Floor { name: "tessera-engine", may_know: &[] },
    Floor { name: "tessera-store", may_know: &["tessera-engine"] },
    Floor { name: "tessera-store-sqlite", may_know: &["tessera-engine", "tessera-store"] },
    Floor { name: "tessera-store-postgres", may_know: &["tessera-engine", "tessera-store"] },
    Floor { name: "tessera-app", may_know: &["tessera-engine", "tessera-store"] },
    Floor { name: "tessera-people", may_know: &["tessera-engine", "tessera-store", "tessera-app"] },
    Floor {
        name: "tessera-api",
        may_know: &["tessera-engine", "tessera-store", "tessera-app", "tessera-people"],
    },
    Floor {
        name: "tessera-cli",
        may_know: &[
            "tessera-engine",
            "tessera-store",
            "tessera-store-sqlite",
            "tessera-store-postgres",
            "tessera-app",
            "tessera-people",
            "tessera-api",
            "tessera-pages",
        ],
    },
    Floor { name: "tessera-pages", may_know: &[] },
    Floor {
        name: "tessera-bench",
        may_know: &[
            "tessera-engine",
            "tessera-store",
            "tessera-store-postgres",
            "tessera-store-sqlite",
            "tessera-app",
            "tessera-people",
            "tessera-api",
            "tessera-test-postgres",
        ],
    },
    Floor { name: "tessera-test-postgres", may_know: &[] },
    Floor { name: "xtask", may_know: &[] },
];

/// Crates that a crate must not reach outside its tests, directly or through others.
fn forbidden(name: &str) -> Vec<&'static str> {
    let families: &[&[&str]] = match name {
        "tessera-engine" => &[SQL, HTTP, TERMINAL, RUNTIME, OUTSIDE_WORLD],
        "tessera-store" | "tessera-app" | "tessera-people" => &[SQL, HTTP, TERMINAL],
        "tessera-store-sqlite" => &[HTTP, TERMINAL, &["tokio-postgres"]],
        "tessera-store-postgres" => &[HTTP, TERMINAL, &["rusqlite"]],
        "tessera-api" => &[SQL, TERMINAL],
        "xtask" => &[SQL, HTTP, RUNTIME],
        _ => &[],
    };
    families.concat()
}

pub(super) fn check(project: &Project<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in &project.workspace.packages {
        found.extend(check_neighbours(project.workspace, package));
        let forbidden = forbidden(&package.name);
        if !forbidden.is_empty() {
            found.extend(match project.workspace.needs(package) {
                Ok(tree) => check_reach(package, &forbidden, &tree),
                Err(error) => vec![Finding::new(manifest(package), format!("{error:#}"))],
            });
        }
    }
    found
}

fn manifest(package: &Package) -> String {
    format!("{}/Cargo.toml", package.folder)
}

/// What a crate declares to depend on, of the workspace.
fn check_neighbours(workspace: &Workspace, package: &Package) -> Vec<Finding> {
    let place = manifest(package);
    let Some(floor) = HOUSE.iter().find(|floor| floor.name == package.name) else {
        return vec![Finding::new(
            place,
            format!("`{}` has no floor: give it one in the tidy check", package.name),
        )];
    };
    let outside_tests = package.dependencies.iter().filter(|dependency| dependency.kind != Kind::Dev);
    let ours = outside_tests.filter(|dependency| workspace.package(&dependency.name).is_some());
    ours.filter(|dependency| !floor.may_know.contains(&dependency.name.as_str()))
        .map(|dependency| {
            Finding::new(&place, format!("`{}` must not know `{}`", package.name, dependency.name))
        })
        .collect()
}

/// What a crate pulls in, by whatever way.
fn check_reach(package: &Package, forbidden: &[&str], tree: &str) -> Vec<Finding> {
    let mut way: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for line in tree.lines() {
        let digits = line.chars().take_while(char::is_ascii_digit).count();
        let (Ok(depth), Some(name)) = (line[..digits].parse::<usize>(), line[digits..].split(' ').next())
        else {
            continue;
        };
        way.truncate(depth);
        way.push(name);
        // A crate that comes again comes without what it needs in turn, so one finding a way is enough.
        if depth > 0 && forbidden.contains(&name) {
            let what =
                format!("`{}` must not reach `{name}`, but does: {}", package.name, way[1..].join(" -> "));
            found.push(Finding::new(manifest(package), what));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    fn package(name: &str, needs: &[(&str, Kind)]) -> Package {
        let dependency = |(name, kind): &(&str, Kind)| Dependency {
            name: (*name).to_owned(),
            ident: name.replace('-', "_"),
            kind: *kind,
        };
        Package {
            name: name.to_owned(),
            dependencies: needs.iter().map(dependency).collect(),
            ..Package::default()
        }
    }

    fn said(packages: Vec<Package>) -> Vec<String> {
        let workspace = Workspace { packages, ..Workspace::default() };
        let found = workspace.packages.iter().flat_map(|package| check_neighbours(&workspace, package));
        found.map(|finding| finding.what).collect()
    }

    #[test]
    fn a_house_in_order_passes() {
        let engine = package("tessera-engine", &[("jiff", Kind::Normal), ("tessera-app", Kind::Dev)]);
        let app = package("tessera-app", &[("tessera-engine", Kind::Normal)]);
        assert_eq!(said(vec![engine, app]), [""; 0]);
    }

    #[test]
    fn a_neighbour_that_must_not_be_known_is_found() {
        let engine = package("tessera-engine", &[("tessera-store", Kind::Build)]);
        let attic = package("tessera-attic", &[]);
        let store = package("tessera-store", &[]);
        assert_eq!(
            said(vec![engine, store, attic]),
            [
                "`tessera-engine` must not know `tessera-store`",
                "`tessera-attic` has no floor: give it one in the tidy check"
            ]
        );
    }

    #[test]
    fn what_must_not_be_reached_is_found_with_the_way_to_it() {
        let tree = "0tessera-engine v0.1.0 (x)\n1jiff v0.2.0\n1nice v1.0.0\n2nicer v1.0.0\n3tokio v1.54.0\n1log v0.4.1 (*)\n";
        let found = check_reach(&package("tessera-engine", &[]), &forbidden("tessera-engine"), tree);
        let said: Vec<_> = found.iter().map(|finding| finding.what.as_str()).collect();
        assert_eq!(
            said,
            [
                "`tessera-engine` must not reach `tokio`, but does: nice -> nicer -> tokio",
                "`tessera-engine` must not reach `log`, but does: log",
            ]
        );
    }
}
