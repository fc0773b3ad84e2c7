//! All timers of a room, by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ids::{GroupId, ParticipantId, Timestamp},
    media::Scope,
};

/// What a room waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// Until then a lost connection may come back without anything being taken from its owner.
    Grace(ParticipantId),
    /// From then on a recognised member may open an evening without staff.
    Hosting,
    /// Until then a floor that was held before a restart waits for a moderator.
    Floor,
    /// Then the gentle call back of the group begins.
    CallBack(GroupId),
    /// Then the group ends.
    GroupEnd(GroupId),
    /// Until then open groups wait for somebody to come back to an empty room.
    GroupsKept,
    /// Then somebody of the staff who was announced goes into the group.
    Visit(ParticipantId),
    /// Until then the question of this person to step aside may be answered.
    SideTalk(ParticipantId),
    /// Then the next one in a round has the word.
    Turn(Scope),
    /// Then those who may see them are told the speaking times.
    SpeakingTimes,
    /// Until then the members of a scope have time for their next step towards common keys.
    Keys(Scope),
    /// Until then frames under the keys before are still forwarded.
    KeyOverlap(Scope),
    /// Then everybody gets fresh credentials for the relays.
    Relays,
}

/// The timers that run.
#[derive(Debug, Default)]
pub struct Timers {
    by_timer: BTreeMap<Timer, Timestamp>,
    by_time: BTreeSet<(Timestamp, Timer)>,
}

impl Timers {
    /// Starts a timer, or moves it.
    pub fn set(&mut self, timer: Timer, at: Timestamp) {
        self.cancel(timer);
        self.by_timer.insert(timer, at);
        self.by_time.insert((at, timer));
    }

    /// Stops a timer, if it runs.
    pub fn cancel(&mut self, timer: Timer) {
        if let Some(at) = self.by_timer.remove(&timer) {
            self.by_time.remove(&(at, timer));
        }
    }

    /// Whether the timer runs.
    #[must_use]
    pub fn runs(&self, timer: Timer) -> bool {
        self.by_timer.contains_key(&timer)
    }

    /// When the first one is due.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        self.by_time.first().map(|&(at, _)| at)
    }

    /// Takes one that is due, the earliest first.
    pub fn expired(&mut self, now: Timestamp) -> Option<Timer> {
        let &(at, timer) = self.by_time.first()?;
        if at > now {
            return None;
        }
        self.cancel(timer);
        Some(timer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_come_in_order_and_once() {
        let mut timers = Timers::default();
        timers.set(Timer::Floor, Timestamp(30));
        timers.set(Timer::Hosting, Timestamp(10));
        timers.set(Timer::Floor, Timestamp(20));
        assert_eq!(timers.next(), Some(Timestamp(10)));
        assert_eq!(timers.expired(Timestamp(9)), None);
        assert_eq!(timers.expired(Timestamp(25)), Some(Timer::Hosting));
        assert_eq!(timers.expired(Timestamp(25)), Some(Timer::Floor));
        assert_eq!(timers.expired(Timestamp(99)), None);
        assert!(!timers.runs(Timer::Floor));
    }
}
