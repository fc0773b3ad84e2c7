//! How good people's lines are: as their clients measure it and as the engine sees it. Everybody is told who can hardly be reached, so
//! that nobody waits for an answer from somebody who does not hear the question.

use super::{
    Room,
    command::{DONE, Handled},
    io::Output,
    people::Person,
};
use crate::{
    ids::{ParticipantId, PeerId},
    limits,
    wire::{Live, RejectCode, connection::ConnectionReport},
};

/// From these on a line is weak: conversation suffers.
const WEAK_ROUND_TRIP_MS: u16 = 600;
const WEAK_LOST: u16 = 80;
const WEAK_CONCEALED: u16 = 50;
const WEAK_FROZEN_MS: u32 = 1_500;
/// So many weak reports in a row make a weak line, so many good ones a good one: a passing hitch is nobody's business.
const REPORTS_TO_WEAK: u8 = 2;
const REPORTS_TO_GOOD: u8 = 3;

/// What is known of one person's line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    weak: bool,
    /// Reports in a row that say otherwise.
    doubts: u8,
    /// The engine hears nothing any more.
    lost: bool,
}

impl Line {
    fn hear(&mut self, report: &ConnectionReport) {
        if is_weak(report) == self.weak {
            self.doubts = 0;
            return;
        }
        self.doubts += 1;
        if self.doubts >= if self.weak { REPORTS_TO_GOOD } else { REPORTS_TO_WEAK } {
            *self = Self { weak: !self.weak, doubts: 0, ..*self };
        }
    }
}

fn is_weak(report: &ConnectionReport) -> bool {
    report.round_trip_ms.is_some_and(|time| time >= WEAK_ROUND_TRIP_MS)
        || report.lost_in.max(report.lost_out) >= WEAK_LOST
        || report.concealed >= WEAK_CONCEALED
        || report.frozen_ms >= WEAK_FROZEN_MS
}

impl Room {
    pub(super) fn report_connection(&mut self, who: ParticipantId, report: ConnectionReport) -> Handled {
        let shares = [report.lost_in, report.lost_out, report.concealed];
        let possible = shares.iter().all(|share| *share <= 1000)
            && report.received_kbps.max(report.sent_kbps) <= limits::REPORTED_KBPS
            && report.frozen_ms <= limits::REPORTED_FROZEN_MS;
        if !possible {
            return Err(RejectCode::Malformed.into());
        }
        self.outputs.push_back(Output::Measured(report));
        if let Some(person) = self.people.get_mut(who) {
            person.line.hear(&report);
        }
        self.tell_connections();
        DONE
    }

    /// What the engine says of somebody's media.
    pub(super) fn line_lost(&mut self, peer: PeerId, lost: bool) {
        let person = self.peers.get(&peer).and_then(|who| self.people.get_mut(*who));
        if let Some(person) = person {
            person.line.lost = lost;
        }
        self.tell_connections();
    }

    /// A new connection, or none any more: what was known is known no longer.
    pub(super) fn forget_line(&mut self, who: ParticipantId) {
        if let Some(person) = self.people.get_mut(who) {
            person.line = Line::default();
        }
        self.tell_connections();
    }

    /// Tells everybody inside, if it has changed.
    fn tell_connections(&mut self) {
        let connections = self.connections_now();
        if connections == self.connections_told {
            return;
        }
        self.connections_told = connections.clone();
        for who in self.people.inside_ids() {
            self.tell_live(who, connections.clone());
        }
    }

    /// Whose lines are weak or lost, in the order of the roster's ids.
    pub(super) fn connections_now(&self) -> Live {
        let with = |is_it: fn(&Line) -> bool| -> Vec<ParticipantId> {
            self.people.inside().filter(|person| is_it(&person.line)).map(Person::id).collect()
        };
        Live::Connections { weak: with(|line| line.weak && !line.lost), lost: with(|line| line.lost) }
    }
}
