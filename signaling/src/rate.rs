//! Counting commands: a bucket that refills with time.

use crate::{ids::Timestamp, limits::Rate};

/// A token bucket, in thousandths of a command.
#[derive(Clone, Debug)]
pub struct Bucket {
    rate: Rate,
    left: u64,
    at: Timestamp,
}

impl Bucket {
    /// A full bucket.
    #[must_use]
    pub fn new(rate: Rate, now: Timestamp) -> Self {
        Self { rate, left: u64::from(rate.burst) * 1000, at: now }
    }

    /// Takes one.
    ///
    /// # Errors
    /// When it is empty: after how many milliseconds there is one again.
    pub fn take(&mut self, now: Timestamp) -> Result<(), u64> {
        let per_second = u64::from(self.rate.millis_per_second);
        let refill = now.since(self.at).saturating_mul(per_second) / 1000;
        if refill > 0 {
            // Only whole units are moved, so that frequent calls do not lose the fractions.
            self.at = now;
            self.left = self.left.saturating_add(refill).min(u64::from(self.rate.burst) * 1000);
        }
        if self.left >= 1000 {
            self.left -= 1000;
            return Ok(());
        }
        Err(((1000 - self.left) * 1000).div_ceil(per_second.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { name: "test", burst: 2, millis_per_second: 500 };

    #[test]
    fn a_bucket_empties_and_refills() {
        let mut bucket = Bucket::new(RATE, Timestamp(0));
        assert_eq!(bucket.take(Timestamp(0)), Ok(()));
        assert_eq!(bucket.take(Timestamp(0)), Ok(()));
        assert_eq!(bucket.take(Timestamp(0)), Err(2000));
        assert_eq!(bucket.take(Timestamp(1999)), Err(2));
        assert_eq!(bucket.take(Timestamp(2001)), Ok(()));
        assert_eq!(bucket.take(Timestamp(1_000_000)), Ok(()));
        assert_eq!(bucket.take(Timestamp(1_000_000)), Ok(()));
        assert!(bucket.take(Timestamp(1_000_000)).is_err());
    }
}
