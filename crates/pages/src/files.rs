//! What the build script embedded.

/// One file of a page, twice compressed.
pub(crate) struct File {
    /// Its path, the page's folder first: `console/index.html`.
    pub(crate) path: &'static str,
    /// Its entity tag, in quotes.
    pub(crate) tag: &'static str,
    /// Compressed by brotli.
    pub(crate) brotli: &'static [u8],
    /// Compressed by gzip.
    pub(crate) gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The file at a path. Few enough to look through.
pub(crate) fn find(path: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.path == path)
}
