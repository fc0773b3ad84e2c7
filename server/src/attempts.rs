//! How often somebody may try: by address before a token is known, by link afterwards. Eight people behind one
//! address are normal.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};
use koronailta_signaling::{
    ids::{LinkId, ParticipantId},
    wire::{Param, RejectCode, Rejection},
};

/// Joins a minute through one link, and as many at once: a whole network that comes by one shared link at six o'clock,
/// and loads its pages again a few times.
const JOINS_PER_LINK: NonZeroU32 = NonZeroU32::new(600).expect("not zero");

/// Questions a minute through one link from outside a room, and as many at once.
pub const ASKS_PER_LINK: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// Words after an evening a minute through one link, and as many at once: all who came by a shared one say theirs in its last minutes.
pub const WORDS_PER_LINK: NonZeroU32 = NonZeroU32::new(120).expect("not zero");

/// Wishes to be contacted an hour through one link, and as many at once: a whole evening that came by a shared one.
pub const WISHES_PER_LINK: NonZeroU32 = NonZeroU32::new(60).expect("not zero");

/// Wishes to be contacted an hour of one guest, and as many at once.
pub const WISHES_PER_GUEST: NonZeroU32 = NonZeroU32::new(5).expect("not zero");

/// Counts wishes to be contacted. Whoever has a link of their own is known, and has few at a time instead.
pub struct Wishes {
    links: Attempts<LinkId>,
    guests: Attempts<ParticipantId>,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { links: Attempts::hourly(WISHES_PER_LINK), guests: Attempts::hourly(WISHES_PER_GUEST) }
    }
}

impl Wishes {
    /// Counts one, made by this link and, where that is shared, by this guest.
    ///
    /// # Errors
    /// Too many.
    pub fn count(&self, link: LinkId, guest: Option<ParticipantId>) -> Result<(), Wait> {
        if let Some(guest) = guest {
            self.guests.count(&guest)?;
        }
        self.links.count(&link)
    }

    /// Forgets those who have not come for a while.
    pub fn forget_old(&self) {
        self.links.forget_old();
        self.guests.forget_old();
    }
}

/// Counts attempts by address.
pub type Door = Attempts<IpAddr>;

/// Counts joins by link.
pub type Joins = Attempts<LinkId>;

/// Counts questions, or words after an evening, by link, where they come from outside a room.
pub type Asks = Attempts<LinkId>;

/// Counts attempts by whatever tells apart who makes them.
pub struct Attempts<K: Clone + Eq + Hash> {
    limiter: DefaultKeyedRateLimiter<K>,
}

/// Too many; the next is allowed after a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// So many milliseconds.
    pub retry_ms: u64,
}

impl Wait {
    /// What the peer is told.
    #[must_use]
    pub fn rejection(self) -> Rejection {
        RejectCode::TooManyJoins.reject().param("retry_ms", Param::Number(self.retry_ms))
    }
}

impl<K: Clone + Eq + Hash> Attempts<K> {
    /// So many a minute for each, and as many at once.
    #[must_use]
    pub fn new(per_minute: NonZeroU32) -> Self {
        Self { limiter: RateLimiter::keyed(Quota::per_minute(per_minute)) }
    }

    /// So many an hour for each, and as many at once.
    #[must_use]
    pub fn hourly(per_hour: NonZeroU32) -> Self {
        Self { limiter: RateLimiter::keyed(Quota::per_hour(per_hour)) }
    }

    /// Counts one.
    ///
    /// # Errors
    /// Too many.
    pub fn count(&self, key: &K) -> Result<(), Wait> {
        self.limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(governor::clock::DefaultClock::default().now());
            Wait { retry_ms: u64::try_from(wait.as_millis()).unwrap_or(u64::MAX) }
        })
    }

    /// Forgets those who have not come for a while.
    pub fn forget_old(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

impl Door {
    /// Counts one attempt from an address.
    ///
    /// # Errors
    /// Too many.
    pub fn knock(&self, address: IpAddr) -> Result<(), Wait> {
        self.count(&prefix(address))
    }
}

impl Default for Joins {
    fn default() -> Self {
        Self::new(JOINS_PER_LINK)
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
        assert!(door.knock(address).is_err_and(|wait| wait.retry_ms > 0 && wait.retry_ms <= 8_000));
        assert_eq!(door.knock(IpAddr::from([192, 0, 2, 2])), Ok(()));
    }
}
