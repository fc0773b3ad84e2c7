//! The log. It holds no token, no secret, no name, no word of anybody's and no address: see docs/LOGGING.md.

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::config::{Config, LogFormat};

/// The filter cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the log filter {filter:?} cannot be read: {source}")]
pub struct FilterError {
    filter: String,
    source: tracing_subscriber::filter::ParseError,
}

/// Begins to log to standard error.
///
/// # Errors
/// The filter cannot be read.
pub fn start(config: &Config) -> Result<(), FilterError> {
    // str0m logs addresses and ICE credentials below `warn`, whatever the filter says.
    let quiet = ["str0m=warn", "is=warn", "sctp_proto=warn", "dimpl=warn"];
    let mut filter =
        EnvFilter::try_new(&config.log).map_err(|source| FilterError { filter: config.log.clone(), source })?;
    for directive in quiet {
        filter = filter.add_directive(directive.parse().expect("a constant directive"));
    }
    let log = fmt::layer().with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => tracing_subscriber::registry().with(filter).with(log.with_ansi(false)).init(),
        LogFormat::Json => tracing_subscriber::registry().with(filter).with(log.json()).init(),
    }
    Ok(())
}
