//! Files that are there whole or not at all.

use crate::exit::Failure;
use crate::interrupt::Unfinished;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How many links lead to a file at most; as many as the system follows.
const LINKS: usize = 40;

/// A file that appears when it is whole, a pipe or device that is written as it stands, or standard output.
pub(crate) struct Destination<'p> {
    path: Option<&'p Path>,
    out: Out,
}

enum Out {
    Standard(BufWriter<io::Stdout>),
    /// A pipe, a terminal, a device: there is nothing to be made or replaced.
    Special(BufWriter<File>),
    /// Begun beside its place, so that nobody ever reads half of it and a failure leaves what was there before.
    Regular {
        begun: BufWriter<NamedTempFile>,
        place: PathBuf,
        _unfinished: Unfinished,
    },
}

impl<'p> Destination<'p> {
    /// The file, or standard output where none is named.
    pub(crate) fn new(path: Option<&'p Path>) -> Result<Self, Failure> {
        let out = match path {
            None => Ok(Out::Standard(BufWriter::new(io::stdout()))),
            Some(path) if is_special(path) => {
                OpenOptions::new().append(true).open(path).map(|file| Out::Special(BufWriter::new(file)))
            }
            Some(path) => begin(path),
        };
        match (out, path) {
            (Ok(out), _) => Ok(Self { path, out }),
            (Err(error), Some(path)) => Err(Failure::writing(path, &error)),
            (Err(error), None) => Err(Failure::printing(&error)),
        }
    }

    /// Says whether a file could be made there, and leaves nothing. Pipes and devices are not opened: somebody may wait at their other end.
    pub(crate) fn check(path: &'p Path) -> Result<(), Failure> {
        if is_special(path) { Ok(()) } else { Self::new(Some(path)).map(drop) }
    }

    /// Where to write.
    pub(crate) fn writer(&mut self) -> &mut (dyn Write + Send) {
        match &mut self.out {
            Out::Standard(out) => out,
            Out::Special(out) => out,
            Out::Regular { begun, .. } => begun,
        }
    }

    /// Everything is written: the file appears.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        let flushed = self.writer().flush();
        flushed.map_err(|error| self.failure(&error))?;
        let Self { path: Some(path), out: Out::Regular { begun, place, _unfinished } } = self else {
            return Ok(());
        };
        let placed = begun.into_inner().map_err(io::IntoInnerError::into_error).and_then(|begun| {
            begun.as_file().sync_all()?;
            Ok(begun.persist(&place)?)
        });
        placed.map(drop).map_err(|error| Failure::writing(path, &error))
    }

    /// Whether the rows go where nobody watches, so that a progress bar does not stand among them.
    pub(crate) fn is_silent(&self) -> bool {
        !matches!(self.out, Out::Standard(_)) || !io::IsTerminal::is_terminal(&io::stdout())
    }

    /// What to say of an error of writing.
    pub(crate) fn failure(&self, error: &io::Error) -> Failure {
        match self.path {
            Some(path) => Failure::writing(path, error),
            None => Failure::printing(error),
        }
    }
}

/// Whether a path leads to something that must not be replaced by a file. What the system shows below `/dev` and `/proc` is such even
/// where it leads to a file: that file is somebody's standard output.
fn is_special(path: &Path) -> bool {
    let system = ["/dev", "/proc"].iter().any(|root| path.starts_with(root));
    system || fs::metadata(path).is_ok_and(|known| !known.is_file())
}

/// Begins a file beside its place, with the rights of the file that it will replace.
fn begin(path: &Path) -> io::Result<Out> {
    let place = behind_links(path);
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut prefix = OsString::from(".");
    prefix.push(place.file_name().unwrap_or(OsStr::new("file")));
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    let rights = fs::metadata(&place).ok().map(|known| known.permissions()).or_else(usual);
    if let Some(rights) = rights {
        builder.permissions(rights);
    }
    let begun = builder.tempfile_in(folder)?;
    let _unfinished = Unfinished::new(begun.path());
    Ok(Out::Regular { begun: BufWriter::new(begun), place, _unfinished })
}

/// The rights that a new file gets; the system takes away what the user's mask takes away.
#[cfg(unix)]
fn usual() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual() -> Option<Permissions> {
    None
}

/// The file that a path stands for: links stay, and what they lead to is written.
fn behind_links(path: &Path) -> PathBuf {
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        let Ok(next) = fs::read_link(&place) else { break };
        place = place.parent().unwrap_or(Path::new("")).join(next);
    }
    place
}
