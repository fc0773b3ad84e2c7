//! The one place where the server reads a clock or draws randomness for the pure parts.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use koronailta_signaling::{ids::Timestamp, room::Entropy};

/// Wall-clock time that never steps back: read once, then carried on by the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    anchor: Instant,
    wall: Timestamp,
}

impl Clock {
    /// A clock anchored now.
    #[must_use]
    pub fn start() -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { anchor: Instant::now(), wall: Timestamp(millis(since_epoch)) }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.wall.plus(millis(self.anchor.elapsed()))
    }

    /// The monotonic instant of a timestamp; the past becomes now.
    #[must_use]
    pub fn instant(&self, at: Timestamp) -> Instant {
        Instant::now() + Duration::from_millis(at.since(self.now()))
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, buffer: &mut [u8]) {
        getrandom::fill(buffer).expect("the operating system gives randomness; without it nothing here is safe");
    }
}

impl SystemEntropy {
    /// So many random bytes.
    #[must_use]
    pub fn bytes<const N: usize>() -> [u8; N] {
        let mut bytes = [0; N];
        Self.fill(&mut bytes);
        bytes
    }
}
