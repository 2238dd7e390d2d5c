//! A backtest's outcome as files in a folder. They appear all at the end, or not at all.

use super::case::Case;
use super::csv_files::{EntriesCsv, MembersCsv, TiersCsv};
use super::error::BacktestError;
use super::report::Report;
use super::rows::{MemberOutcome, Rows};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tessera_engine::values::Lang;

/// Every file that a backtest writes.
const NAMES: [&str; 6] =
    ["members.csv", "tiers.csv", "entries.csv", "rejected.csv", "report.txt", "report.json"];

/// Writes `members.csv`, `tiers.csv`, `entries.csv` (if asked for), `rejected.csv`, `report.txt` and `report.json` into a folder.
/// Until [`Folder::finish`] they bear names that end in `.part`; files of an earlier run stay until then.
pub struct Folder {
    path: PathBuf,
    /// The folder was not there before.
    made: bool,
    members: MembersCsv<BufWriter<File>>,
    tiers: TiersCsv<BufWriter<File>>,
    entries: Option<EntriesCsv<BufWriter<File>>>,
    lang: Lang,
}

impl Folder {
    /// Makes the folder if it is not there, and begins the files. `lang` is that of `report.txt` and `rejected.csv`.
    pub fn create(path: &Path, case: &Case<'_>, lang: Lang) -> Result<Self, BacktestError> {
        let made = !path.exists();
        fs::create_dir_all(path).map_err(|source| failed(path, source))?;
        let file = |name: &str| begin(path, name).map(BufWriter::new);
        let write = |source| failed(path, source);
        let members =
            MembersCsv::new(file("members.csv")?, &case.wallets(), case.exponent()).map_err(write)?;
        let tiers = TiersCsv::new(file("tiers.csv")?).map_err(write)?;
        let entries = match case.entries {
            true => Some(EntriesCsv::new(file("entries.csv")?).map_err(write)?),
            false => None,
        };
        Ok(Self { path: path.into(), made, members, tiers, entries, lang })
    }

    /// Writes the rest and gives all files their names; those of an earlier run that this one does not write go. Returns the files written.
    pub fn finish(self, case: &Case<'_>, report: &Report) -> Result<Vec<PathBuf>, BacktestError> {
        let write = |source| failed(&self.path, source);
        self.members.finish().map_err(write)?;
        self.tiers.finish().map_err(write)?;
        let mut names = vec!["members.csv", "tiers.csv"];
        if let Some(entries) = self.entries {
            entries.finish().map_err(write)?;
            names.push("entries.csv");
        }
        let rejected = BufWriter::new(begin(&self.path, "rejected.csv")?);
        case.orders.rejected.write(rejected, self.lang).map_err(write)?;
        begin(&self.path, "report.txt")?.write_all(report.render(self.lang).as_bytes()).map_err(write)?;
        let json = serde_json::to_vec_pretty(report).map_err(|error| write(io::Error::other(error)))?;
        begin(&self.path, "report.json")?.write_all(&json).map_err(write)?;
        names.extend(["rejected.csv", "report.txt", "report.json"]);
        let rename = |name: &&str| {
            let path = self.path.join(name);
            fs::rename(part(&self.path, name), &path).map_err(|source| failed(&path, source)).map(|()| path)
        };
        let written = names.iter().map(rename).collect::<Result<_, _>>()?;
        for name in NAMES.iter().filter(|name| !names.contains(name)) {
            match fs::remove_file(self.path.join(name)) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(failed(&self.path.join(name), source));
                }
                _ => {}
            }
        }
        Ok(written)
    }

    /// Takes away what was begun.
    pub fn discard(self) {
        let Self { path, made, members, tiers, entries, .. } = self;
        drop((members, tiers, entries));
        for name in NAMES {
            // What is not there need not go.
            let _ = fs::remove_file(part(&path, name));
        }
        if made {
            // Somebody else may have put something there.
            let _ = fs::remove_dir(&path);
        }
    }
}

impl Rows for Folder {
    fn take(&mut self, case: &Case<'_>, member: MemberOutcome<'_>) -> Result<(), BacktestError> {
        let write = |source| failed(&self.path, source);
        self.tiers.write(case, &member).map_err(write)?;
        if let Some(entries) = &mut self.entries {
            entries.write(case, &member).map_err(write)?;
        }
        member.rows.iter().try_for_each(|row| self.members.write(row)).map_err(write)
    }
}

fn begin(folder: &Path, name: &str) -> Result<File, BacktestError> {
    let path = part(folder, name);
    File::create(&path).map_err(|source| failed(&path, source))
}

fn part(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.part"))
}

fn failed(path: &Path, source: io::Error) -> BacktestError {
    BacktestError::Write { name: path.display().to_string(), source }
}
