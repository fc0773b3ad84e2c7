//! Relays: everybody has credentials that are good for the next connection.

use super::Room;
use crate::{
    ids::{ParticipantId, Timestamp},
    limits,
    timer::Timer,
    wire::{Live, welcome::IceServer},
};

impl Room {
    /// What this person needs to reach the relays from now on.
    pub(super) fn ice_servers(&self, now: Timestamp, who: ParticipantId) -> Vec<IceServer> {
        self.settings.relays.iter().map(|relays| relays.for_participant(now, who)).collect()
    }

    /// Somebody came in: credentials are renewed for as long as anybody is here.
    pub(super) fn keep_relays_fresh(&mut self, now: Timestamp) {
        if self.settings.relays.is_some() && !self.timers.runs(Timer::Relays) {
            self.timers.set(Timer::Relays, now.plus(limits::RELAY_RENEW_MS));
        }
    }

    pub(super) fn tell_relays(&mut self, now: Timestamp, who: ParticipantId) {
        let servers = self.ice_servers(now, who);
        if !servers.is_empty() && self.people.insider(who).is_some() {
            self.tell_live(who, Live::IceServers { servers });
        }
    }

    pub(super) fn renew_relays(&mut self, now: Timestamp) {
        let inside = self.people.inside_ids();
        if !inside.is_empty() {
            self.keep_relays_fresh(now);
        }
        for who in inside {
            self.tell_relays(now, who);
        }
    }
}
