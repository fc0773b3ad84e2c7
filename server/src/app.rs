//! What every request handler needs.

use std::{path::PathBuf, sync::Arc};

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;
use url::Url;

use crate::{
    attempts::{Asks, Attempts, Door, Joins, Wishes},
    clock::Clock,
    given::Given,
    http::idempotency::Repeats,
    ingest::Ingests,
    mail::Address,
    materials::Materials,
    media_driver::MediaCounters,
    passkeys::Passkeys,
    rooms::Registry,
    store::Store,
    webhooks::Reach,
};

/// Clients come back after a restart in so many milliseconds, plus their own jitter.
pub const RESTART_RETRY_MS: u32 = 1_000;

/// What every request handler needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What is kept.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The live rooms.
    pub registry: Registry,
    /// Programs that send onto a stage.
    pub ingests: Ingests,
    /// The documents of all evenings.
    pub materials: Materials,
    /// The media threads' counters.
    pub media: MediaCounters,
    /// What `/metrics` shows.
    pub metrics: PrometheusHandle,
    /// The address people open.
    pub public_url: Arc<Url>,
    /// In whose name mail is sent; none: this server sends no mail.
    pub mail_from: Option<Arc<Address>>,
    /// Where webhooks may lead.
    pub webhook_reach: Reach,
    /// New connections by address prefix.
    pub door: Arc<Door>,
    /// Joins by link.
    pub joins: Arc<Joins>,
    /// Questions by link, from outside a room.
    pub asks: Arc<Asks>,
    /// Wishes to be contacted.
    pub wishes: Arc<Wishes>,
    /// Counts words after an evening by link.
    pub words: Arc<Asks>,
    /// Who has given feedback.
    pub given: Arc<Given>,
    /// Attempts to sign in, by address prefix.
    pub sign_ins: Arc<Door>,
    /// Sign-in links mailed, by mail address: nobody fills another's mailbox.
    pub sign_in_mails: Arc<Attempts<String>>,
    /// Passkeys, and challenges that wait for an answer.
    pub passkeys: Arc<Passkeys>,
    /// Requests that came twice.
    pub repeats: Arc<Repeats>,
    /// How many sockets are open.
    pub sockets: Sockets,
    /// The client's files, instead of those in the program.
    pub web_client_dir: Option<Arc<PathBuf>>,
    /// `X-Forwarded-For` is believed.
    pub trust_proxy: bool,
}

/// Counts open sockets, so that a shutdown can wait until each has said its last word.
#[derive(Clone, Debug)]
pub struct Sockets {
    open: Arc<watch::Sender<usize>>,
    stopping: Arc<watch::Sender<bool>>,
}

/// Hears when the server stops.
#[derive(Debug)]
pub struct Stopping {
    told: watch::Receiver<bool>,
}

/// One open socket.
#[derive(Debug)]
pub struct OpenSocket {
    sockets: Sockets,
}

impl Default for Sockets {
    fn default() -> Self {
        Self { open: Arc::new(watch::Sender::new(0)), stopping: Arc::new(watch::Sender::new(false)) }
    }
}

impl Stopping {
    /// Resolves when the server stops.
    pub async fn told(&mut self) {
        // Without a sender nobody is left who could stop anything.
        if self.told.wait_for(|stopping| *stopping).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Sockets {
    /// One more, until the guard is dropped.
    #[must_use]
    pub fn open(&self) -> OpenSocket {
        self.open.send_modify(|count| *count += 1);
        metrics::gauge!("koronailta_connections").increment(1.0);
        OpenSocket { sockets: self.clone() }
    }

    /// Lets a socket hear when the server stops.
    #[must_use]
    pub fn stopping(&self) -> Stopping {
        Stopping { told: self.stopping.subscribe() }
    }

    /// The server stops: sockets without a room say so and close.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Resolves when none is open.
    pub async fn all_closed(&self) {
        // The sender lives as long as `self`, so waiting cannot fail.
        let _ = self.open.subscribe().wait_for(|count| *count == 0).await;
    }
}

impl Drop for OpenSocket {
    fn drop(&mut self) {
        self.sockets.open.send_modify(|count| *count -= 1);
        metrics::gauge!("koronailta_connections").decrement(1.0);
    }
}
