//! Files that are there whole or not at all.

use crate::exit::Failure;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file: beside its place first, then moved there, so that nobody ever reads half of it and a failure leaves what was
/// there before.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let partial = partial(path);
    let result = File::create(&partial).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        std::fs::rename(&partial, path)
    });
    result.map_err(|error| {
        // What could not be finished is of no use; if it cannot be removed either, the error below still tells.
        let _ = std::fs::remove_file(&partial);
        Failure::writing(path, &error)
    })
}

/// A file that appears when it is whole, or standard output.
pub(crate) struct Destination<'p> {
    path: Option<&'p Path>,
    out: Box<dyn Write + Send>,
    whole: bool,
}

impl<'p> Destination<'p> {
    /// The file, or standard output where none is named.
    pub(crate) fn new(path: Option<&'p Path>) -> Result<Self, Failure> {
        let out: Box<dyn Write + Send> = match path {
            None => Box::new(BufWriter::new(io::stdout())),
            Some(path) => {
                let file = File::create(partial(path)).map_err(|error| Failure::writing(path, &error))?;
                Box::new(BufWriter::new(file))
            }
        };
        Ok(Self { path, out, whole: false })
    }

    /// Where to write.
    pub(crate) fn writer(&mut self) -> &mut (dyn Write + Send) {
        &mut *self.out
    }

    /// Everything is written: the file appears.
    pub(crate) fn finish(mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|error| self.failure(&error))?;
        if let Some(path) = self.path {
            std::fs::rename(partial(path), path).map_err(|error| self.failure(&error))?;
        }
        self.whole = true;
        Ok(())
    }

    /// What to say of an error of writing.
    pub(crate) fn failure(&self, error: &io::Error) -> Failure {
        match self.path {
            Some(path) => Failure::writing(path, error),
            None => Failure::printing(error),
        }
    }
}

impl Drop for Destination<'_> {
    fn drop(&mut self) {
        if let Some(path) = self.path.filter(|_| !self.whole) {
            // Half a file is of no use; if it cannot be removed, its name still says what it is.
            let _ = std::fs::remove_file(partial(path));
        }
    }
}

/// Where a file stands until it is whole.
fn partial(path: &Path) -> PathBuf {
    let mut name = path.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".part");
    path.with_file_name(name)
}
