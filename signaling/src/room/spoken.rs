//! How long people have spoken: for rounds that begin with the quietest, and for who leads the talk.

use super::Room;
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    media::Scope,
    timer::Timer,
    wire::{Live, permission::Permission, round::SpeakingTime},
};

impl Room {
    /// Adds the time since this was called last to everybody who has spoken since then.
    pub(super) fn count_speaking(&mut self, now: Timestamp) {
        let passed = now.since(self.counted_at);
        self.counted_at = now;
        for who in self.speaking.clone() {
            let scope = self.scope_of(who);
            if let Some(person) = self.people.get_mut(who) {
                *person.spoken.entry(scope).or_default() += passed;
            }
        }
    }

    /// Milliseconds.
    pub(super) fn spoken_in(&self, who: ParticipantId, scope: Scope) -> u64 {
        self.people.get(who).and_then(|person| person.spoken.get(&scope)).copied().unwrap_or(0)
    }

    /// Somebody began to speak: the times will be told.
    pub(super) fn time_speaking(&mut self, now: Timestamp) {
        let here = self.speaking.iter().any(|&who| self.scope_of(who) == Scope::Evening);
        if here && !self.timers.runs(Timer::SpeakingTimes) {
            self.timers.set(Timer::SpeakingTimes, now.plus(limits::SPEAKING_TIMES_MS));
        }
    }

    pub(super) fn tell_speaking_times(&mut self, now: Timestamp) {
        self.count_speaking(now);
        let live = self.speaking_times();
        let whom: Vec<_> = self
            .people
            .inside()
            .filter(|person| person.may(Permission::SeeSpeakingTimes))
            .map(super::people::Person::id)
            .collect();
        for who in whom {
            self.tell_live(who, live.clone());
        }
        self.time_speaking(now);
    }

    /// Of the common room only: who leads the talk there has no ears in the groups.
    pub(super) fn speaking_times(&self) -> Live {
        let times = self.people.inside().filter_map(|person| {
            let seconds = u32::try_from(person.spoken.get(&Scope::Evening)? / 1000).unwrap_or(u32::MAX);
            Some(SpeakingTime { participant: person.id(), seconds })
        });
        Live::SpeakingTimes { times: times.collect() }
    }
}
