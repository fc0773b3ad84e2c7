//! Times on the command line.

use koronailta_signaling::ids::Timestamp;

use super::CliError;

/// A time with its offset from UTC, or `now`.
pub(super) fn parse(text: &str, now: Timestamp) -> Result<Timestamp, CliError> {
    if text == "now" {
        return Ok(now);
    }
    let wrong = || CliError::Usage(format!("{text:?} is not a time; write it like 2026-11-24T18:00+02:00"));
    let time: jiff::Timestamp = text.parse().map_err(|_| wrong())?;
    u64::try_from(time.as_millisecond()).map(Timestamp).map_err(|_| wrong())
}

/// In UTC, to the minute.
pub(super) fn show(at: Timestamp) -> String {
    let time = i64::try_from(at.0).ok().and_then(|millis| jiff::Timestamp::from_millisecond(millis).ok());
    time.map_or_else(|| "?".to_owned(), |time| time.strftime("%Y-%m-%dT%H:%MZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_needs_its_offset() {
        let now = Timestamp(7);
        assert_eq!(parse("now", now).ok(), Some(now));
        let at = parse("2026-11-24T18:00+02:00", now).expect("a time");
        assert_eq!(show(at), "2026-11-24T16:00Z");
        for text in ["2026-11-24T18:00", "18:00", "tomorrow", "1900-01-01T00:00Z", ""] {
            assert!(parse(text, now).is_err(), "{text}");
        }
    }
}
