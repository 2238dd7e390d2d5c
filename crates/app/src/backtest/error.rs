//! Why a backtest cannot be done, in words that name the remedy.

use crate::error::AppError;
use tessera_engine::program::Text;

/// Why a backtest cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum BacktestError {
    /// An option does not fit the program.
    #[error("{}", .0.en)]
    Option(Text),
    /// The outcome could not be written.
    #[error("cannot write {name}: {source}. Check the folder, the rights and the space on the disk")]
    Write {
        /// The file or folder.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// The recorded history could not be read.
    #[error("{0}")]
    History(AppError),
    /// It was told to stop.
    #[error("stopped")]
    Stopped,
}

impl BacktestError {
    /// The message in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::Option(text) => text.clone(),
            Self::Write { name, source } => {
                Text::new(format!("写不了 {name}：{source}。请检查目录、权限和磁盘空间"), self.to_string())
            }
            Self::History(error) => error.text(),
            Self::Stopped => Text::new("已停止", "stopped"),
        }
    }

    pub(super) fn option(zh: String, en: String) -> Self {
        Self::Option(Text::new(zh, en))
    }
}

impl From<AppError> for BacktestError {
    fn from(error: AppError) -> Self {
        Self::History(error)
    }
}
