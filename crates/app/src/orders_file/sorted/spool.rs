//! A file beside memory: bytes that do not fit are put there, and are gone with the process, however that ends.

use std::borrow::Borrow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A file without a name, made when something is first put there.
pub(super) struct Spool {
    folder: PathBuf,
    /// So many bytes of each strand stay in memory.
    piece: usize,
    file: Mutex<Option<File>>,
}

/// Bytes that belong together, in the order in which they came. What is not full yet is in memory; so a short strand never touches the disk.
#[derive(Default)]
pub(super) struct Strand {
    /// Where its pieces stand in the file, and how long each is.
    pieces: Vec<(u64, usize)>,
    rest: Vec<u8>,
    len: u64,
}

impl Spool {
    pub(super) fn new(folder: PathBuf, piece: usize) -> Self {
        Self { folder, piece, file: Mutex::new(None) }
    }

    /// Adds what was put into the strand's end: whole pieces go to the file.
    pub(super) fn add(&self, strand: &mut Strand, put: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let before = strand.rest.len();
        put(&mut strand.rest);
        strand.len += (strand.rest.len() - before) as u64;
        if strand.rest.len() < self.piece { Ok(()) } else { self.put_away(strand) }
    }

    /// No more is added: what is left in memory goes to the file, too, where the rest of the strand is there.
    pub(super) fn close(&self, strand: &mut Strand) -> io::Result<()> {
        if strand.pieces.is_empty() {
            strand.rest.shrink_to_fit();
            return Ok(());
        }
        self.put_away(strand)?;
        strand.rest = Vec::new();
        Ok(())
    }

    fn put_away(&self, strand: &mut Strand) -> io::Result<()> {
        if strand.rest.is_empty() {
            return Ok(());
        }
        let mut file = self.file();
        let file = match &mut *file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(&self.folder)?),
        };
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(&strand.rest)?;
        strand.pieces.push((start, strand.rest.len()));
        strand.rest.clear();
        Ok(())
    }

    fn read_at(&self, bytes: &mut [u8], place: u64) -> io::Result<()> {
        let mut file = self.file();
        // Only what was written is read.
        let Some(file) = &mut *file else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        file.seek(SeekFrom::Start(place))?;
        file.read_exact(bytes)
    }

    fn file(&self) -> MutexGuard<'_, Option<File>> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Strand {
    /// How many bytes it has.
    pub(super) fn len(&self) -> u64 {
        self.len
    }
}

/// Reads a strand from its beginning.
pub(super) struct Reading<P, S> {
    spool: P,
    strand: S,
    /// The piece at hand, and how much of it was read. After the last piece comes what stayed in memory.
    at: (usize, usize),
}

impl<P: AsRef<Spool>, S: Borrow<Strand>> Reading<P, S> {
    pub(super) fn new(spool: P, strand: S) -> Self {
        Self { spool, strand, at: (0, 0) }
    }
}

impl<P: AsRef<Spool>, S: Borrow<Strand>> Read for Reading<P, S> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let strand = self.strand.borrow();
        let (piece, done) = self.at;
        let Some((start, length)) = strand.pieces.get(piece).copied() else {
            let count = (&strand.rest[done..]).read(bytes)?;
            self.at.1 += count;
            return Ok(count);
        };
        let count = bytes.len().min(length - done);
        self.spool.as_ref().read_at(&mut bytes[..count], start + done as u64)?;
        self.at = if done + count == length { (piece + 1, 0) } else { (piece, done + count) };
        Ok(count)
    }
}

impl AsRef<Self> for Spool {
    fn as_ref(&self) -> &Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strands_come_back_as_they_were_put_whatever_lies_between() {
        let folder = tempfile::tempdir().unwrap();
        for piece in [1, 7, 64, 1 << 20] {
            let spool = Spool::new(folder.path().into(), piece);
            let mut strands: [Strand; 3] = Default::default();
            let mut expected = [const { Vec::new() }; 3];
            for n in 0..500_usize {
                let bytes = vec![n as u8; n % 13];
                let which = n * 7 % 3;
                spool.add(&mut strands[which], |rest| rest.extend(&bytes)).unwrap();
                expected[which].extend(bytes);
            }
            for (mut strand, expected) in strands.into_iter().zip(expected) {
                assert_eq!(strand.len(), expected.len() as u64);
                spool.close(&mut strand).unwrap();
                let mut found = Vec::new();
                Reading::new(&spool, strand).read_to_end(&mut found).unwrap();
                assert_eq!(found, expected);
            }
            assert_eq!(spool.file().is_some(), piece < 1 << 20);
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_told_when_it_is_needed() {
        let spool = Spool::new("no such folder".into(), 4);
        let mut strand = Strand::default();
        spool.add(&mut strand, |rest| rest.extend([1, 2, 3])).unwrap();
        assert!(spool.add(&mut strand, |rest| rest.push(4)).is_err());
    }
}
