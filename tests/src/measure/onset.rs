//! How soon somebody who begins to speak is heard, in a room where everybody's microphone is on.

use std::time::{Duration, Instant};

use koronailta_signaling::media::Source;

use super::Dice;
use crate::{
    Deadline,
    participant::Participant,
    peer::{Plan, Slots},
    person::Person,
    server::Server,
};

/// Quieter than this a voice says that it is silent.
const SILENT: u8 = 127;
const LOUD: u8 = 25;
/// A word's length, and the silence until the next speaker.
const WORD: Duration = Duration::from_millis(400);
const PAUSE: Duration = Duration::from_millis(250);
/// What has not arrived by then was cut off.
const LATEST: Duration = Duration::from_secs(2);

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Onsets {
    /// From the sending of a word's first packet to its arrival, for each word and listener.
    pub waits: Vec<Duration>,
    /// Words of which the first packet did not reach a listener.
    pub clipped: usize,
}

impl Onsets {
    /// How long each listener waited for each word, as long as was listened for it where its beginning was cut off.
    #[must_use]
    pub fn all_waits(&self) -> Vec<Duration> {
        let never = std::iter::repeat_n(LATEST, self.clipped);
        self.waits.iter().copied().chain(never).collect()
    }
}

/// So many people with their microphones on, of whom one after the other says so many words.
///
/// # Panics
/// When somebody does not get in.
pub async fn measure(server: &Server, people: u32, words: usize, seed: u64) -> Onsets {
    let begun = Instant::now();
    let (host, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let mut host = Participant::connect(host, &plan(0, begun)).await;
    let mut others = Vec::new();
    for who in 1..people {
        let name = format!("Vieras {who}");
        let (person, _) = Person::enter_through(&mut host.person, &server.links.participant, &name).await;
        others.push(Participant::connect(person, &plan(who, begun)).await);
    }
    let mut all = vec![host];
    all.append(&mut others);
    for person in &mut all {
        person.peer.is_loud(SILENT);
        person.peer.sends_seldom_in_silence();
        person.shows(Source::Microphone).await;
    }
    let mut dice = Dice(seed | 1);
    let mut onsets = Onsets::default();
    for _ in 0..words {
        let speaker = dice.roll(all.len());
        for person in &all {
            person.peer.forget();
        }
        all[speaker].peer.is_loud(LOUD);
        tokio::time::sleep(WORD).await;
        all[speaker].peer.is_loud(SILENT);
        judge(&all, speaker, begun, &mut onsets).await;
        // Between words somebody may think.
        tokio::time::sleep(PAUSE).await;
    }
    onsets
}

fn plan(who: u32, begun: Instant) -> Plan {
    let slots = Slots { audio: 4, video: 0, stage: false };
    Plan { who, sources: vec![Source::Microphone], slots, begun }
}

async fn judge(all: &[Participant], speaker: usize, begun: Instant, onsets: &mut Onsets) {
    let who = all[speaker].who;
    let Some((number, written)) = all[speaker].peer.last_word() else {
        onsets.clipped += all.len() - 1;
        return;
    };
    let said = begun + Duration::from_micros(written);
    let deadline = Deadline::after(LATEST);
    let first = |listener: &Participant| listener.peer.arrival_of(who, Source::Microphone, number);
    let listeners: Vec<&Participant> = all.iter().filter(|person| person.who != who).collect();
    while !deadline.is_over() && !listeners.iter().all(|listener| first(listener).is_some()) {
        deadline.pause().await;
    }
    for listener in listeners {
        match first(listener) {
            Some(at) => onsets.waits.push(at.saturating_duration_since(said)),
            None => onsets.clipped += 1,
        }
    }
}
