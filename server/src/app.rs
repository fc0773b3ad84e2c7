//! What every request handler needs.

use std::{net::IpAddr, num::NonZeroU32, path::PathBuf, sync::Arc};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;
use url::Url;

use crate::{clock::Clock, media_driver::MediaCounters, rooms::Registry, store::Store};

/// What every request handler needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What is kept.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The live rooms.
    pub registry: Registry,
    /// The media threads' counters.
    pub media: MediaCounters,
    /// What `/metrics` shows.
    pub metrics: PrometheusHandle,
    /// The address people open.
    pub public_url: Arc<Url>,
    /// New connections by address prefix.
    pub door: Arc<Door>,
    /// How many sockets are open.
    pub sockets: Sockets,
    /// The client's files, instead of those in the program.
    pub web_client_dir: Option<Arc<PathBuf>>,
    /// `X-Forwarded-For` is believed.
    pub trust_proxy: bool,
}

/// Counts open sockets, so that a shutdown can wait until each has said its last word.
#[derive(Clone, Debug, Default)]
pub struct Sockets {
    open: Arc<watch::Sender<usize>>,
}

/// One open socket.
#[derive(Debug)]
pub struct OpenSocket {
    sockets: Sockets,
}

impl Sockets {
    /// One more, until the guard is dropped.
    #[must_use]
    pub fn open(&self) -> OpenSocket {
        self.open.send_modify(|count| *count += 1);
        metrics::gauge!("koronailta_connections").increment(1.0);
        OpenSocket { sockets: self.clone() }
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

/// Counts attempts before a token is known, by address prefix. Eight people behind one address are normal.
pub struct Door {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
}

impl Door {
    /// So many a minute from one address, and as many at once.
    #[must_use]
    pub fn new(per_minute: NonZeroU32) -> Self {
        Self { limiter: RateLimiter::keyed(Quota::per_minute(per_minute)) }
    }

    /// Counts one attempt.
    ///
    /// # Errors
    /// Too many; milliseconds until the next is allowed.
    pub fn knock(&self, address: IpAddr) -> Result<(), u64> {
        self.limiter.check_key(&prefix(address)).map_err(|until| {
            let wait = until.wait_time_from(governor::clock::DefaultClock::default().now());
            u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)
        })
    }

    /// Forgets addresses that have not come for a while.
    pub fn forget_old(&self) {
        self.limiter.retain_recent();
    }
}

/// An IPv4 address counts as itself, an IPv6 address by its /64, which one household has.
fn prefix(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::from((v6.to_bits() & (u128::MAX << 64)).to_be_bytes()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_household_counts_as_one() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(prefix(address("2001:db8::1:2:3:4")), prefix(address("2001:db8::9")));
        assert_ne!(prefix(address("2001:db8:0:1::1")), prefix(address("2001:db8::1")));
        assert_eq!(prefix(address("::ffff:192.0.2.1")), address("192.0.2.1"));
    }

    #[test]
    fn too_many_are_told_how_long_to_wait() {
        let door = Door::new(NonZeroU32::new(8).expect("not zero"));
        let address = IpAddr::from([192, 0, 2, 1]);
        for _ in 0..8 {
            assert_eq!(door.knock(address), Ok(()));
        }
        assert!(door.knock(address).is_err_and(|wait| wait > 0 && wait <= 8_000));
        assert_eq!(door.knock(IpAddr::from([192, 0, 2, 2])), Ok(()));
    }
}
