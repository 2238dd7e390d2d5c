//! The address of a database, and what it says beside.

use crate::tls::{Mode, Tls};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;
use tessera_store::StoreError;
use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// Where the database is and how it is used, read from an address:
/// `postgres://user:password@host:5432/database?sslmode=verify-full&pool=8`. A Unix socket is named as `?host=/run/postgresql`, several servers of
/// which one is the primary as `host-1,host-2` with `target_session_attrs=read-write`.
///
/// | in the address | if absent | meaning |
/// |---|---|---|
/// | `schema` | `tessera` | where the tables stand; made if it is missing |
/// | `pool` | 8 | connections of this process at most, two of them (of 2 one) for appends; at least 2 |
/// | `sslmode` | `prefer` | `disable`, `prefer`, `require` (whoever the server is), `verify-ca`, `verify-full` (the one that protects) |
/// | `sslrootcert` | the system's | a PEM file with the authorities that `verify-ca` and `verify-full` trust |
/// | `connect_timeout` | `5s` | for a connection, with retries; plain numbers are seconds |
/// | `statement_timeout` | `60s` | for a statement; plain numbers are milliseconds, here and below |
/// | `lock_timeout` | `30s` | how long to wait for other writers, or for a connection of the pool |
/// | `turn_timeout` | `15s` | how long a process that keeps all others waiting may be silent before the server lets them go on |
/// | `prepare` | `auto` | prepared statements: `auto` where no pooler stands between, `on` for poolers that know them (PgBouncer 1.21 or newer with `max_prepared_statements`), `off` |
///
/// What else PostgreSQL's own clients know (`application_name`, `target_session_attrs`, `keepalives`, ...) means the same here. Printed, the
/// password is left out.
#[derive(Clone)]
pub struct Options {
    pub(crate) config: Config,
    pub(crate) tls: Tls,
    pub(crate) schema: String,
    pub(crate) pool: usize,
    pub(crate) connect_timeout: Duration,
    pub(crate) statement_timeout: Duration,
    pub(crate) lock_timeout: Duration,
    pub(crate) turn_timeout: Duration,
    pub(crate) prepare: Prepare,
}

/// When statements are prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prepare {
    /// If the connection goes straight to the server.
    Straight,
    /// Whatever stands between.
    Always,
    /// Never.
    Never,
}

impl FromStr for Options {
    type Err = StoreError;

    /// Reads an address.
    ///
    /// # Errors
    /// [`StoreError::Address`], which never repeats the password.
    fn from_str(address: &str) -> Result<Self, StoreError> {
        let (place, query) = address.split_once('?').unwrap_or((address, ""));
        if !place.starts_with("postgres://") && !place.starts_with("postgresql://") {
            return Err(StoreError::Address("it does not begin with postgres://".into()));
        }
        let (own, others): (Vec<&str>, Vec<&str>) = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .partition(|pair| OWN.contains(&pair.split('=').next().unwrap_or_default()));
        let theirs =
            if others.is_empty() { place.to_owned() } else { format!("{place}?{}", others.join("&")) };
        let config = Config::from_str(&theirs)
            .map_err(|error| StoreError::Address(crate::failure::in_full(&error)))?;
        let mut options = Self::new(config);
        for pair in own {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = decoded(value).ok_or_else(|| wrong(name, "text in UTF-8"))?;
            options.set(name, &value)?;
        }
        options.finish()
    }
}

/// What we read ourselves; all else is for the client library.
const OWN: &[&str] = &[
    "schema",
    "pool",
    "sslmode",
    "sslrootcert",
    "connect_timeout",
    "statement_timeout",
    "lock_timeout",
    "turn_timeout",
    "prepare",
];

impl Options {
    fn new(mut config: Config) -> Self {
        if config.get_application_name().is_none() {
            config.application_name("tessera");
        }
        Self {
            config,
            tls: Tls { mode: Mode::Prefer, authorities: None },
            schema: "tessera".into(),
            pool: 8,
            connect_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(60),
            lock_timeout: Duration::from_secs(30),
            turn_timeout: Duration::from_secs(15),
            prepare: Prepare::Straight,
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        match name {
            "schema" => {
                // Longer names are cut by the server, names of its own are refused by it.
                let fits =
                    (1..=63).contains(&value.len()) && !value.contains('\0') && !value.starts_with("pg_");
                self.schema = value.to_owned();
                fits.then_some(()).ok_or_else(|| wrong(name, "a name of 1 to 63 bytes"))
            }
            "pool" => {
                let many = value.parse().ok().filter(|many| (2..=1_000).contains(many));
                self.pool = many.ok_or_else(|| wrong(name, "a number from 2 to 1000"))?;
                Ok(())
            }
            "sslmode" => {
                let modes = "disable, prefer, require, verify-ca or verify-full";
                self.tls.mode = Mode::named(value).ok_or_else(|| wrong(name, modes))?;
                Ok(())
            }
            "sslrootcert" => {
                self.tls.authorities = Some(PathBuf::from(value)).filter(|_| value != "system");
                Ok(())
            }
            "prepare" => {
                self.prepare = match value {
                    "auto" => Prepare::Straight,
                    "on" => Prepare::Always,
                    "off" => Prepare::Never,
                    _ => return Err(wrong(name, "auto, on or off")),
                };
                Ok(())
            }
            _ => self.set_time(name, value),
        }
    }

    fn set_time(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let (time, plain) = match name {
            "connect_timeout" => (&mut self.connect_timeout, "s"),
            "statement_timeout" => (&mut self.statement_timeout, "ms"),
            "lock_timeout" => (&mut self.lock_timeout, "ms"),
            _ => (&mut self.turn_timeout, "ms"),
        };
        *time = duration(value, plain)
            .ok_or_else(|| wrong(name, "a time from 1ms to 1h, such as 500ms or 30s"))?;
        Ok(())
    }

    fn finish(mut self) -> Result<Self, StoreError> {
        if self.config.get_hosts().is_empty() && self.config.get_hostaddrs().is_empty() {
            return Err(StoreError::Address("it names no host".into()));
        }
        self.config.ssl_mode(self.tls.mode.negotiated());
        // Of several hosts each gets its time.
        self.config.connect_timeout(self.connect_timeout);
        Ok(self)
    }

    /// The server and the database, for people: without the password.
    pub(crate) fn server(&self) -> String {
        let config = &self.config;
        let port =
            |at: usize| config.get_ports().get(at).or(config.get_ports().first()).copied().unwrap_or(5432);
        let hosts = config.get_hosts().iter().enumerate().map(|(at, host)| match host {
            Host::Tcp(name) if name.contains(':') => format!("[{name}]:{}", port(at)),
            Host::Tcp(name) => format!("{name}:{}", port(at)),
            #[cfg(unix)]
            Host::Unix(path) => format!("{}:{}", path.display(), port(at)),
        });
        let mut hosts: Vec<String> = hosts.collect();
        if hosts.is_empty() {
            hosts.extend(config.get_hostaddrs().iter().map(ToString::to_string));
        }
        let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
        format!("postgres://{user}{}/{}", hosts.join(","), config.get_dbname().unwrap_or_default())
    }
}

impl fmt::Display for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}?schema={}", self.server(), self.schema)
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("server", &self.server())
            .field("schema", &self.schema)
            .field("pool", &self.pool)
            .field("tls", &self.tls)
            .field("connect_timeout", &self.connect_timeout)
            .field("statement_timeout", &self.statement_timeout)
            .field("lock_timeout", &self.lock_timeout)
            .field("turn_timeout", &self.turn_timeout)
            .field("prepare", &self.prepare)
            .finish_non_exhaustive()
    }
}

fn wrong(name: &str, expected: &str) -> StoreError {
    StoreError::Address(format!("`{name}` has to be {expected}"))
}

/// A time with its unit; a plain number is of the unit given.
fn duration(text: &str, plain: &str) -> Option<Duration> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok()?;
    let milliseconds = match if unit.is_empty() { plain } else { unit } {
        "ms" => number,
        "s" => number.checked_mul(1_000)?,
        "min" => number.checked_mul(60_000)?,
        _ => return None,
    };
    (1..=3_600_000).contains(&milliseconds).then(|| Duration::from_millis(milliseconds))
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                // Two hexadecimal digits fit a byte.
                bytes.push((digit(high)? * 16 + digit(low)?) as u8);
                tail
            }
            (b'%', _) => return None,
            _ => {
                bytes.push(*first);
                tail
            }
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Options, Prepare};
    use crate::tls::Mode;
    use std::time::Duration;
    use tessera_store::StoreError;

    fn options(address: &str) -> Options {
        address.parse().unwrap()
    }

    #[test]
    fn an_address_says_it_all() {
        let read = options(
            "postgres://shop:s%40crit@db-1:6432,db-2/loyalty?sslmode=verify-full&pool=20&statement_timeout=500\
             &lock_timeout=2min&connect_timeout=3&schema=%E5%BA%97&prepare=off&application_name=till&target_session_attrs=read-write\
             &sslrootcert=/etc/ca%20s.pem",
        );
        assert_eq!(read.to_string(), "postgres://shop@db-1:6432,db-2:5432/loyalty?schema=店");
        assert_eq!((read.pool, read.prepare, &*read.schema), (20, Prepare::Never, "店"));
        assert_eq!(read.statement_timeout, Duration::from_millis(500));
        assert_eq!(read.lock_timeout, Duration::from_secs(120));
        assert_eq!(read.connect_timeout, Duration::from_secs(3));
        assert_eq!(read.tls.mode, Mode::VerifyFull);
        assert_eq!(read.tls.authorities.as_deref(), Some("/etc/ca s.pem".as_ref()));
        assert_eq!(read.config.get_application_name(), Some("till"));
        assert_eq!(read.config.get_password(), Some("s@crit".as_bytes()));
    }

    #[test]
    fn a_socket_is_a_host() {
        let read = options("postgresql://shop@/loyalty?host=/run/postgresql");
        assert_eq!(read.to_string(), "postgres://shop@/run/postgresql:5432/loyalty?schema=tessera");
        assert_eq!(options("postgres://u@[::1]:7/d").to_string(), "postgres://u@[::1]:7/d?schema=tessera");
    }

    #[test]
    fn what_is_wrong_is_named_without_the_password() {
        for (address, names) in [
            ("mysql://u:hushhush@h/d", "postgres://"),
            ("postgres://u:hushhush@h/d?pool=1", "`pool`"),
            ("postgres://u:hushhush@h/d?sslmode=yes", "`sslmode`"),
            ("postgres://u:hushhush@h/d?lock_timeout=soon", "`lock_timeout`"),
            ("postgres://u:hushhush@h/d?statement_timeout=0", "`statement_timeout`"),
            ("postgres://u:hushhush@h/d?schema=", "`schema`"),
            ("postgres://u:hushhush@h/d?schema=%ff", "`schema`"),
            ("postgres://u:hushhush@h/d?schema=%f", "`schema`"),
            ("postgres://u:hushhush@h/d?prepare=1", "`prepare`"),
            ("postgres://u:hushhush@h/d?colour=red", "colour"),
            ("postgres:///d", "no host"),
            ("postgres://u:hushhush@h:x/d", "port"),
        ] {
            let error = address.parse::<Options>().unwrap_err();
            assert!(matches!(error, StoreError::Address(_)), "{error:?}");
            let said = format!("{error} {} {error:?}", error.zh());
            assert!(said.contains(names) && !said.contains("hushhush"), "{address}: {said}");
        }
    }

    #[test]
    fn the_password_is_never_printed() {
        for address in ["postgres://u:hushhush@h/d", "postgres://u@h/d?password=hushhush"] {
            let read = options(address);
            assert_eq!(read.config.get_password(), Some("hushhush".as_bytes()));
            assert!(!format!("{read} {read:?} {read:#?}").contains("hush"));
        }
    }
}
