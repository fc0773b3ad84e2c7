//! The harness of the scenes: the real server as a process, people on its WebSocket, and WebRTC participants of another
//! implementation than the server's.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a harness fails its test by panicking, and its programs print"
)]

mod codecs;
pub mod e2ee;
pub mod ear;
pub mod faces;
pub mod film;
pub mod http;
pub mod line;
pub mod listener;
pub mod mark;
pub mod measure;
pub mod organizer;
pub mod participant;
pub mod peer;
pub mod person;
mod picture;
pub mod process;
pub mod sdp;
pub mod sender;
pub mod server;
pub mod smtp;
pub mod socket;

use std::time::{Duration, Instant};

/// How long anything in a scene may take. Generous: a slow machine must not fail a right program.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// A bound on waiting.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// So long from now.
    #[must_use]
    pub fn after(length: Duration) -> Self {
        Self(Instant::now() + length)
    }

    /// The usual one.
    #[must_use]
    pub fn usual() -> Self {
        Self::after(PATIENCE)
    }

    /// The time is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.0
    }

    /// What is left.
    #[must_use]
    pub fn left(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }

    /// A moment between two looks at a condition that cannot be waited for.
    pub async fn pause(&self) {
        tokio::time::sleep(Duration::from_millis(10).min(self.left())).await;
    }

    /// Looks until the condition holds.
    ///
    /// # Panics
    /// When it does not in time.
    pub async fn until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        while !holds() {
            assert!(!self.is_over(), "not in time: {what}");
            self.pause().await;
        }
    }
}
