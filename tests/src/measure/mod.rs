//! What was promised, measured. A scene asserts the same numbers on a small scale that `koronailta-show` prints on the
//! full one.

pub mod exchange;
pub mod faces;
pub mod hostile;
pub mod kill;
pub mod leaks;
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
