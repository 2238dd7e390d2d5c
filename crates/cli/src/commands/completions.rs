//! `tessera completions`: what makes the shell complete commands and flags.

use crate::arguments;
use crate::exit::{Failure, Outcome};
use crate::output;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

/// Print completions for a shell · 输出 shell 补全脚本
///
/// For bash: `tessera completions bash > ~/.local/share/bash-completion/completions/tessera`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    let mut command = arguments::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "tessera", &mut script);
    output::print(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Outcome::Done)
}
