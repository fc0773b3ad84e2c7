//! The log. It holds no token, no secret, no name, no word of anybody's and no address: see docs/LOGGING.md.

use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer,
    filter::{FilterExt as _, FilterFn, filter_fn},
    fmt::{self, MakeWriter},
    prelude::*,
    registry::LookupSpan,
};

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
    tracing_subscriber::registry().with(layer(&config.log, config.log_format, std::io::stderr)?).init();
    Ok(())
}

fn layer<S, W>(filter: &str, format: LogFormat, writer: W) -> Result<Box<dyn Layer<S> + Send + Sync>, FilterError>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let wanted = EnvFilter::try_new(filter).map_err(|source| FilterError { filter: filter.to_owned(), source })?;
    let filter = wanted.and(discreet());
    let log = fmt::layer().with_writer(writer);
    Ok(match format {
        LogFormat::Text => log.with_ansi(false).with_filter(filter).boxed(),
        LogFormat::Json => log.json().with_filter(filter).boxed(),
    })
}

/// Libraries log what passes through them: frames with people's words and tokens, addresses, ICE credentials. Below
/// `warn` none of them is heard, whatever the filter says; only our own code knows what it may say.
fn discreet() -> FilterFn<fn(&Metadata<'_>) -> bool> {
    filter_fn(|metadata| {
        let of = |name: &str| {
            let rest = metadata.target().strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        let own = ["koronailta", "koronailta_media", "koronailta_signaling"].into_iter().any(of);
        // str0m warns of an offer that it cannot read by quoting it.
        let loudest = if of("str0m") { Level::ERROR } else { Level::WARN };
        own || *metadata.level() <= loudest
    })
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    use super::*;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("no writer panics").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(filter: &str, format: LogFormat) -> String {
        let page = Page::default();
        let writer = page.clone();
        let subscriber =
            tracing_subscriber::registry().with(layer(filter, format, move || writer.clone()).expect("a filter"));
        tracing::subscriber::with_default(subscriber, || {
            tracing::trace!(target: "tungstenite::protocol", "Received message with a token");
            tracing::debug!(target: "str0m::ice", "candidate 192.0.2.7");
            tracing::info!(target: "koronailtaish", "a library with a similar name");
            tracing::debug!(target: "koronailta::connection", "a socket closes");
            tracing::warn!(target: "str0m::sdp::parser", "a=candidate 192.0.2.7");
            tracing::warn!(target: "sqlx", "slow");
        });
        let bytes = page.0.lock().expect("no writer panics").clone();
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn libraries_keep_to_themselves_what_passes_through_them() {
        for filter in ["trace", "trace,tungstenite=trace,str0m::ice=trace"] {
            for format in [LogFormat::Text, LogFormat::Json] {
                let log = logged(filter, format);
                assert!(log.contains("a socket closes") && log.contains("slow"), "{log}");
                assert!(!log.contains("token") && !log.contains("192.0.2.7") && !log.contains("similar"), "{log}");
            }
        }
        assert_eq!(logged("off", LogFormat::Text), "");
        assert!(layer::<tracing_subscriber::Registry, _>("koronailta=loud", LogFormat::Text, io::stderr).is_err());
    }
}
