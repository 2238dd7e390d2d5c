//! Why a file as a whole cannot be read, in words that name the remedy.

use super::columns::Field;
use super::map::MapError;
use tessera_engine::program::Text;

/// Why a file of orders cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OrdersFileError {
    /// It cannot be opened.
    #[error("cannot open {name}: {source}")]
    Open {
        /// The file.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// Reading broke off: a disk failed, or the compressed data are damaged or cut short.
    #[error("cannot read on in {name}: {source}; if it is compressed, test it with gzip -t or zstd -t")]
    Read {
        /// The file.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// It unpacks to more than any file of orders does.
    #[error(
        "{name} unpacks to more than {times} times its size, which no file of orders does; unpack it and see what it is"
    )]
    Inflated {
        /// The file.
        name: String,
        /// So many times its size were read.
        times: u64,
    },
    /// What does not fit into memory cannot be put beside it.
    #[error(
        "cannot keep a temporary file in {folder}: {source}; it takes two to three times the room of the file when unpacked"
    )]
    Spool {
        /// Where it was to be.
        folder: String,
        /// Why.
        source: std::io::Error,
    },
    /// It is not CSV or NDJSON.
    #[error("{}", .0.en)]
    NotOrders(Text),
    /// A row goes on to the end of the file, or for longer than any row does.
    #[error("row {row}: this row does not end; a closing quote is missing in it or after it")]
    EndlessRow {
        /// Where it begins: the line of the file.
        row: u64,
    },
    /// An order has more rows than memory is meant for.
    #[error(
        "order {order} has too many rows to be one order; see whether the column of the order's number is the right one"
    )]
    EndlessOrder {
        /// Its number, as the file has it.
        order: Box<str>,
    },
    /// The columns are not all known.
    #[error("{}", .0.text().en)]
    Columns(ColumnProblem),
    /// The mapping file is wrong.
    #[error("{0}")]
    Map(#[from] MapError),
    /// The reader was told to stop.
    #[error("stopped")]
    Stopped,
}

impl OrdersFileError {
    /// What kept something from being read from a file.
    pub(super) fn reading(name: &str, source: std::io::Error) -> Self {
        let inflated = source.get_ref().and_then(|error| error.downcast_ref::<Inflated>());
        match inflated {
            Some(Inflated { times }) => Self::Inflated { name: name.into(), times: *times },
            None => Self::Read { name: name.into(), source },
        }
    }

    /// The message in both languages for somebody elsewhere, who has nothing to do with the folders of this machine.
    pub fn text_from_afar(&self) -> Text {
        match self {
            Self::Spool { source, .. } => Text::new(
                format!("服务器无法存放临时文件：{source}；请管理员查看服务器日志与磁盘空间，之后重试"),
                format!(
                    "the server cannot keep a temporary file: {source}; have its log and the room on its disk looked at, then try again"
                ),
            ),
            _ => self.text(),
        }
    }

    /// The message in both languages.
    pub fn text(&self) -> Text {
        let en = self.to_string();
        match self {
            Self::Open { name, source } => Text::new(format!("打不开 {name}：{source}"), en),
            Self::Read { name, source } => Text::new(
                format!("{name} 读不下去：{source}；如是压缩文件，请用 gzip -t 或 zstd -t 检查"),
                en,
            ),
            Self::Spool { folder, source } => Text::new(
                format!("无法在 {folder} 中存放临时文件：{source}；所需空间约为解压后文件的两到三倍"),
                en,
            ),
            Self::Inflated { name, times } => Text::new(
                format!("{name} 解压后超过原大小的 {times} 倍，订单文件不会如此；请先解压查看内容"),
                en,
            ),
            Self::EndlessRow { row } => {
                Text::new(format!("第 {row} 行：这一行没有结束；该行或其后缺少右引号"), en)
            }
            Self::EndlessOrder { order } => {
                Text::new(format!("订单 {order} 的行数太多，不像一张订单；请检查订单号所在的列是否选对"), en)
            }
            Self::NotOrders(text) => text.clone(),
            Self::Columns(problem) => problem.text(),
            Self::Map(error) => error.0.clone(),
            Self::Stopped => Text::new("已停止", en),
        }
    }
}

/// On the way through a reader: see [`OrdersFileError::Inflated`].
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {times} times its size")]
pub(super) struct Inflated {
    pub(super) times: u64,
}

/// Why the columns are not all known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnProblem {
    /// No column is recognised as one that is needed.
    Missing {
        /// What is needed.
        field: Field,
        /// The columns there are.
        header: Vec<Box<str>>,
    },
    /// Several columns could be meant.
    Ambiguous {
        /// What is needed.
        field: Field,
        /// The columns that could be meant.
        candidates: Vec<Box<str>>,
        /// The columns there are.
        header: Vec<Box<str>>,
    },
    /// The map names a column that is not there.
    NotThere {
        /// What it should be.
        field: Field,
        /// The name in the map.
        column: Box<str>,
        /// The columns there are.
        header: Vec<Box<str>>,
    },
    /// The map names a column that stands in the header more than once.
    Twice {
        /// What it should be.
        field: Field,
        /// The name.
        column: Box<str>,
    },
}

impl ColumnProblem {
    pub(super) fn missing(field: Field, header: &[Box<str>]) -> Self {
        Self::Missing { field, header: header.to_vec() }
    }

    /// The message in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::Missing { field, header } => {
                let (key, header) = (field.key(), header.join(", "));
                Text::new(
                    format!(
                        "找不到表示 {key} 的列。表头是：{header}。请在映射文件（--map）的 [columns] 中写 {key} = \"列名\""
                    ),
                    format!(
                        "no column is known as {key}. The header is: {header}. Write in the mapping file (--map), under [columns]: {key} = \"name of the column\""
                    ),
                )
            }
            Self::Ambiguous { field, candidates, header } => {
                let (key, header) = (field.key(), header.join(", "));
                let first = candidates.first().map_or("…", |first| first);
                let candidates = candidates.join(", ");
                Text::new(
                    format!(
                        "有几列都可能是 {key}：{candidates}。表头是：{header}。请在映射文件（--map）的 [columns] 中选一列，例如 {key} = \"{first}\""
                    ),
                    format!(
                        "several columns could be {key}: {candidates}. The header is: {header}. Choose one in the mapping file (--map), under [columns]: {key} = \"{first}\", for example"
                    ),
                )
            }
            Self::NotThere { field, column, header } => {
                let (key, header) = (field.key(), header.join(", "));
                Text::new(
                    format!("映射文件中 columns.{key} = \"{column}\"，但没有这一列。表头是：{header}"),
                    format!(
                        "the mapping file says columns.{key} = \"{column}\", but there is no such column. The header is: {header}"
                    ),
                )
            }
            Self::Twice { field, column } => {
                let key = field.key();
                Text::new(
                    format!("columns.{key} = \"{column}\"，但表头中有两列同名；请改表头"),
                    format!(
                        "columns.{key} = \"{column}\", but the header has this name twice; rename one of them in the file"
                    ),
                )
            }
        }
    }
}
