//! How a command ends: exit codes, and errors that tell the remedy.

use crate::output;
use crate::text::text;
use std::path::Path;
use std::process::ExitCode;
use tessera_app::AppError;
use tessera_engine::program::Text;
use tessera_engine::values::Lang;

/// How a command that did its work ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to report: exit code 0.
    Done,
    /// It found something: a failed check, a difference, refused rows. Exit code 1.
    Found,
}

/// Why a command could not do its work.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    kind: Kind,
    text: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What was asked or given is unusable: exit code 2.
    Input,
    /// The database or the system failed: exit code 3.
    System,
    /// Whoever read our output has gone: nobody to tell, exit code 0.
    Unread,
}

impl Failure {
    /// Unusable input. The text names the flag, column or key, and what would be right.
    pub(crate) fn input(text: Text) -> Self {
        Self { kind: Kind::Input, text }
    }

    /// The database or the system failed.
    pub(crate) fn system(text: Text) -> Self {
        Self { kind: Kind::System, text }
    }

    /// A file that should be read cannot be.
    pub(crate) fn reading(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display();
        if error.kind() == std::io::ErrorKind::InvalidData {
            return Self::input(text!(
                "{path} 不是 UTF-8 文字。请在编辑器中另存为 UTF-8",
                "{path} is no UTF-8 text. Save it as UTF-8 in your editor"
            ));
        }
        Self::input(text!(
            "读不了 {path}：{error}。请检查路径和权限",
            "cannot read {path}: {error}. Check the path and the rights"
        ))
    }

    /// A file or folder that should be written cannot be.
    pub(crate) fn writing(path: &Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self::system(text!(
            "写不了 {path}：{error}。请检查目录、权限和磁盘空间",
            "cannot write {path}: {error}. Check the folder, the rights and the space on the disk"
        ))
    }

    /// Standard output cannot be written.
    pub(crate) fn printing(error: &std::io::Error) -> Self {
        let kind = if is_unread(error) { Kind::Unread } else { Kind::System };
        Self { kind, text: text!("输出失败：{error}", "cannot print: {error}") }
    }
}

/// Whether whoever read our output has gone. The writer of CSV wraps the error of what it writes to.
fn is_unread(error: &std::io::Error) -> bool {
    let wrapped = error.get_ref().and_then(|inner| inner.downcast_ref::<csv::Error>());
    match wrapped.map(csv::Error::kind) {
        Some(csv::ErrorKind::Io(error)) => error.kind() == std::io::ErrorKind::BrokenPipe,
        _ => error.kind() == std::io::ErrorKind::BrokenPipe,
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Store(_) | AppError::Closing => Self::system(error.text()),
            _ => Self::input(error.text()),
        }
    }
}

/// Says what went wrong, if anything, and turns the end of a command into the exit code.
pub(crate) fn code(result: Result<Outcome, Failure>, lang: Lang) -> ExitCode {
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(Failure { kind: Kind::Unread, .. }) => ExitCode::SUCCESS,
        Err(Failure { kind, text }) => {
            let Text { zh, en } = &text;
            output::note(text!("错误：{zh}", "error: {en}").get(lang));
            ExitCode::from(if kind == Kind::Input { 2 } else { 3 })
        }
    }
}
