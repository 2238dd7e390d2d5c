//! The folder of real orders, and of what two independent programs computed from them.
//!
//! The test binary of the command line takes this file in by its path.

use crate::not_run::not_run;
use std::path::{Path, PathBuf};

/// `TESSERA_DATA`, else `../shared/data` beside the workspace. `None`, and told, where it is not.
pub(crate) fn data_folder() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let asked = std::env::var_os("TESSERA_DATA").map(PathBuf::from);
    let folder = asked.unwrap_or_else(|| workspace.join("../shared/data"));
    if folder.join("order_lines_tenth.csv.zst").is_file() {
        return Some(folder);
    }
    not_run("there are no real orders; set TESSERA_DATA to their folder");
    None
}
