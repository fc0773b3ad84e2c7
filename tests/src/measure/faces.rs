//! No face or voice under the wrong name, however often slots are switched.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use koronailta_signaling::{ids::ParticipantId, media::Source};

use super::host;
use crate::{
    Deadline,
    faces::{Judged, judge},
    participant::Participant,
    peer::{Plan, Slots},
    person::Person,
    server::Server,
};

/// A small generator (xorshift64), seeded, so that a failure can be repeated.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or(0)
    }
}

const PEOPLE: u32 = 6;
/// Fewer slots than people, so that they are fought over.
const FEW: Slots = Slots { audio: 2, video: 2, stage: false };

/// Random views and random loudness until so many switches have happened.
///
/// # Panics
/// When they do not in time.
pub async fn measure(server: &Server, switches: usize, seed: u64, patience: Duration) -> (Vec<Participant>, Judged) {
    let begun = Instant::now();
    let mut host = host(server, begun).await;
    let mut people = Vec::new();
    for who in 1..=PEOPLE {
        let name = format!("Vieras {who}");
        let (person, _) = Person::enter_through(&mut host.person, &server.links.participant, &name).await;
        let plan = Plan { who, sources: vec![Source::Microphone, Source::Camera], slots: FEW, begun };
        people.push(Participant::connect(person, &plan).await);
    }
    for person in &mut people {
        person.shows(Source::Microphone).await;
        person.shows(Source::Camera).await;
    }
    let ids: Vec<ParticipantId> = people.iter().map(Participant::id).collect();
    let numbers: HashMap<ParticipantId, u32> =
        people.iter().map(|person| (person.id(), person.who)).chain([(host.id(), host.who)]).collect();
    let mut dice = Dice(seed | 1);
    let deadline = Deadline::after(patience);
    let mut judged = Judged::default();
    while judged.switches < switches {
        assert!(!deadline.is_over(), "only {} of {switches} switches in time", judged.switches);
        for person in &mut people {
            let own = person.id();
            let mut others: Vec<ParticipantId> = ids.iter().copied().filter(|id| *id != own).collect();
            let first = others.swap_remove(dice.roll(others.len()));
            let second = others.swap_remove(dice.roll(others.len()));
            person.person.looks_at(&[first, second]).await;
            let level = [5, 30, 127][dice.roll(3)];
            person.peer.is_loud(level);
        }
        // Time for key frames to be asked for and sent: a view that changes at once again switches nothing.
        tokio::time::sleep(Duration::from_millis(150)).await;
        judged = all(&people, &numbers);
    }
    (people, judged)
}

/// Everybody's packets against everybody's mappings.
#[must_use]
pub fn all(people: &[Participant], numbers: &HashMap<ParticipantId, u32>) -> Judged {
    let mut sum = Judged::default();
    for person in people {
        let judged = judge(&person.peer.arrivals(), &person.person.mappings(), numbers);
        sum.switches += judged.switches;
        sum.attributed += judged.attributed;
        sum.blank += judged.blank;
        sum.wrong += judged.wrong;
        sum.pictures_ahead += judged.pictures_ahead;
        sum.voices_ahead += judged.voices_ahead;
        sum.longest_lead = sum.longest_lead.max(judged.longest_lead);
        sum.verdicts.extend(judged.verdicts);
    }
    sum
}
