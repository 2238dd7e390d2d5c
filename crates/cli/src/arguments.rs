//! The command line as clap reads it. What a command takes stands in the command's own file.

use crate::commands::Command;
use crate::language::LangArgument;
use clap::Parser;

/// Points, tiers and provable balances for shops with regulars.
/// 常客：自托管的会员与积分平台。
#[derive(Debug, Parser)]
#[command(
    name = "tessera",
    version,
    subcommand_required = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 done · 1 something was found (a failed check, a difference) · 2 wrong usage or unusable input · 3 the database or the system failed · 130 ended at once by a second Ctrl-C\n\
                  退出码：0 完成 · 1 发现问题 · 2 用法或输入有误 · 3 数据库或系统故障 · 130 再按 Ctrl-C 立即退出"
)]
pub(crate) struct Arguments {
    /// The language of reports and errors (default: Chinese if the locale is zh, else English) · 报告和错误信息的语言
    #[arg(
        long,
        global = true,
        value_enum,
        env = "TESSERA_LANG",
        hide_env_values = true,
        hide_possible_values = false
    )]
    pub(crate) lang: Option<LangArgument>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }
}
