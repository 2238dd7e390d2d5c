//! Instants on the command line.

use tessera_app::Clock;
use tessera_engine::values::Instant;

/// Reads an instant: RFC 3339 with its offset (`2026-01-01T00:00:00+08:00`), the same with a zone
/// (`2026-01-01T00:00[Asia/Shanghai]`), or `now`.
pub(crate) fn parse(text: &str) -> Result<Moment, String> {
    if text.eq_ignore_ascii_case("now") {
        return Ok(Moment::Now);
    }
    let instant = text
        .parse::<Instant>()
        .or_else(|_| text.parse::<jiff::Zoned>().map(|zoned| Instant::from_timestamp(zoned.timestamp())));
    match instant {
        Ok(instant) if instant.is_plausible() => Ok(Moment::At(instant)),
        Ok(_) => Err("the years 1900 to 2200 are known · 年份须在 1900 至 2200 之间".into()),
        Err(_) => Err(
            "write a time with its offset or zone, such as 2026-01-01T00:00:00+08:00 or 2026-01-01T00:00[Asia/Shanghai], or `now` · 请写带时区的时间，或 now"
                .into(),
        ),
    }
}

/// An instant as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// When the command runs.
    Now,
    /// Then.
    At(Instant),
}

impl Moment {
    /// The instant, by the clock.
    pub(crate) fn by(self, clock: &dyn Clock) -> Instant {
        match self {
            Self::Now => clock.now(),
            Self::At(instant) => instant,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_need_an_offset_or_a_zone() {
        let at = |text: &str| match parse(text) {
            Ok(Moment::At(instant)) => instant.to_string(),
            Ok(Moment::Now) => "now".into(),
            Err(problem) => problem,
        };
        assert_eq!(at("2026-01-01T00:00:00+08:00"), "2025-12-31T16:00:00Z");
        assert_eq!(at("2026-01-01T00:00[Asia/Shanghai]"), "2025-12-31T16:00:00Z");
        assert_eq!(at("2026-01-01 00:00:00Z"), "2026-01-01T00:00:00Z");
        assert_eq!(at("NOW"), "now");
        assert!(at("2026-01-01T00:00:00").contains("offset"));
        assert!(at("9999-01-01T00:00:00Z").contains("2200"));
    }
}
