//! Fills the rooms, lets the media run, and reads the meters.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use koronailta_signaling::{media::Source, wire::Command};
use koronailta_tests::{
    participant::Participant,
    peer::{Plan, Slots},
    person::Person,
    process,
};

use crate::{
    Arguments,
    figures::{Figures, Tally},
    ground::{Entrance, Ground},
};

/// What the server has for a desktop, at most.
const AUDIO_SLOTS: usize = 4;
const VIDEO_SLOTS: usize = 9;

/// Fills all rooms and measures.
pub(crate) async fn run(arguments: &Arguments, ground: &Ground, begun: Instant) -> Figures {
    let empty = ground.pid.and_then(process::resident_bytes);
    let mut joins = Vec::new();
    let mut rooms = Vec::new();
    for entrance in &ground.entrances {
        rooms.push(fill(arguments, entrance, begun, &mut joins).await);
    }
    for room in &mut rooms {
        start(arguments, room).await;
    }
    for room in &rooms {
        for person in &room.people {
            person.peer.forget();
        }
    }
    let processor = || ground.pid.and_then(process::processor_time);
    let (before, from) = (processor(), Instant::now());
    tokio::time::sleep(Duration::from_secs(arguments.seconds)).await;
    let (after, took) = (processor(), from.elapsed());
    let mut tally = Tally::new(begun);
    for person in rooms.iter().flat_map(|room| &room.people) {
        tally.count(&person.peer, from, took);
    }
    let full = ground.pid.and_then(process::resident_bytes);
    let spent = before.zip(after).map(|(before, after)| after.saturating_sub(before));
    let people = rooms.iter().map(|room| room.people.len() + usize::from(room.host.is_some())).sum();
    let grown = empty.zip(full).map(|(empty, full)| full.saturating_sub(empty));
    for person in rooms.iter_mut().flat_map(|room| &mut room.people) {
        person.peer.close().await;
    }
    Figures::of(arguments, &tally, &joins, spent, grown, people, took)
}

/// The people in one room.
#[derive(Debug)]
struct Filled {
    people: Vec<Participant>,
    /// Stays as long as the room is used: a room without staff may be treated otherwise.
    host: Option<Person>,
}

async fn fill(arguments: &Arguments, entrance: &Entrance, begun: Instant, joins: &mut Vec<Duration>) -> Filled {
    let mut host = match &entrance.host {
        Some(link) => Some(Person::enter(link, "Maarit").await.0),
        None => None,
    };
    let video = VIDEO_SLOTS.min(arguments.senders as usize);
    let mut people = Vec::new();
    for who in 0..arguments.participants {
        let sends = who < arguments.senders;
        let sources = if sends { vec![Source::Microphone, Source::Camera] } else { vec![Source::Microphone] };
        let plan = Plan { who, sources, slots: Slots { audio: AUDIO_SLOTS, video, stage: false }, begun };
        let started = Instant::now();
        let person = Person::join(&entrance.link, &format!("Kuorma {who}")).await;
        if let Some(host) = &mut host {
            host.done(Command::Admit { participant: person.id }).await;
        }
        person.welcome().await;
        people.push(Participant::connect(person, &plan).await);
        joins.push(started.elapsed());
    }
    Filled { people, host }
}

/// The senders send, everybody looks at them, and everybody receives somebody.
async fn start(arguments: &Arguments, room: &mut Filled) {
    let senders: Vec<_> = room.people.iter().take(arguments.senders as usize).map(Participant::id).collect();
    for person in room.people.iter_mut().take(arguments.senders as usize) {
        let camera = &person.peer.senders[&Source::Camera];
        camera.picture_bytes.store(arguments.picture_bytes, Ordering::Relaxed);
        person.shows(Source::Microphone).await;
        person.shows(Source::Camera).await;
    }
    for person in &mut room.people {
        let own = person.id();
        let others: Vec<_> = senders.iter().copied().filter(|id| *id != own).collect();
        person.person.looks_at(&others).await;
    }
    for person in &room.people {
        let Some(other) = (0..arguments.senders).find(|who| *who != person.who) else { continue };
        person.hears(other, Source::Camera, 1).await;
    }
}
