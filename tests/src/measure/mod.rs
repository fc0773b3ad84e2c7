//! What was promised, measured. A scene asserts the same numbers on a small scale that `koronailta-show` prints on the
//! full one.

pub mod calendars;
pub mod exchange;
pub mod faces;
pub mod first_picture;
pub mod groups;
pub mod hostile;
pub mod kill;
pub mod leaks;
pub mod linking;
pub mod onset;
pub mod sync;

use std::time::Instant;

use crate::{
    participant::{Participant, usual_plan},
    person::Person,
    server::Server,
};

/// A moderator with media, who opens the door to the others.
pub async fn host(server: &Server, begun: Instant) -> Participant {
    let (person, _) = Person::enter(&server.links.moderator, "Maarit").await;
    Participant::connect(person, &usual_plan(0, begun)).await
}

/// Somebody who knocks, is let in, and connects.
pub async fn guest(server: &Server, host: &mut Participant, who: u32, begun: Instant) -> Participant {
    let (person, _) =
        Person::enter_through(&mut host.person, &server.links.participant, &format!("Vieras {who}")).await;
    Participant::connect(person, &usual_plan(who, begun)).await
}

/// A small generator (xorshift64), seeded, so that a failure can be repeated.
#[derive(Debug)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }
}
