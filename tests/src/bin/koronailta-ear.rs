//! An independent participant in an encrypted group: agrees on keys with browsers, opens what they say, and tells what a server that
//! passes it on could have made of it.
//!
//! `koronailta-ear --link URL` joins, waits until it is put into a group and has opened enough sound and enough pictures of everybody
//! there, prints one line of JSON, and leaves.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program prints, and fails aloud")]

use std::{collections::BTreeMap, time::Duration, time::Instant};

use clap::Parser;
use koronailta_signaling::{
    ids::ParticipantId,
    wire::{
        Command, Event,
        keys::{KeyScope, SENDERS},
    },
};
use koronailta_tests::{
    Deadline,
    e2ee::{keyring::Keyring, sframe},
    measure::groups::voice_plan,
    participant::Participant,
    peer::{Plan, Sample, Slots},
    person::Person,
};

/// Strange keys that are tried on each packet.
const STRANGE_KEYS: u8 = 8;

/// An independent participant in an encrypted group
#[derive(Debug, Parser)]
struct Arguments {
    /// The link it joins by
    #[arg(long)]
    link: String,
    /// What it calls itself
    #[arg(long, default_value = "Korva")]
    name: String,
    /// Packets of each of so many others to open
    #[arg(long, default_value_t = 150)]
    packets: usize,
    /// Pictures of each of so many others to open
    #[arg(long, default_value_t = 50)]
    pictures: usize,
    /// Others in the group
    #[arg(long, default_value_t = 2)]
    others: usize,
    /// At most so many seconds
    #[arg(long, default_value_t = 90)]
    seconds: u64,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let deadline = Deadline::after(Duration::from_secs(arguments.seconds));
    let person = Person::join_sealed(&arguments.link, &arguments.name).await;
    while person.leftover(|event| matches!(event, Event::Welcome(_))).is_empty() {
        assert!(!deadline.is_over(), "nobody lets it in");
        deadline.pause().await;
    }
    let slots = Slots { audio: 4, video: arguments.others, stage: false };
    let plan = Plan { slots, ..voice_plan(900, Instant::now()) };
    let mut participant = Participant::connect(person, &plan).await;
    participant.peer.keep_samples();
    let ring = participant.person.keyring.clone().unwrap();
    let enough = |samples: &[Sample]| {
        let wanted = [(false, arguments.packets), (true, arguments.pictures)];
        wanted.iter().all(|(picture, number)| {
            let of = senders(samples.iter().filter(|sample| sample.picture == *picture));
            of.len() >= arguments.others && of.values().all(|opened| opened >= number)
        })
    };
    let mut looked_at = Vec::new();
    while !enough(&participant.peer.samples()) && !deadline.is_over() {
        let others = others(&participant.person);
        if others != looked_at {
            participant.person.looks_at(&others).await;
            looked_at = others;
        }
        deadline.pause().await;
    }
    let samples = participant.peer.samples();
    let told = {
        let ring = ring.lock().unwrap();
        let in_group = matches!(ring.scope(), Some(KeyScope::Group { .. }));
        let words = ring.used.and_then(|epoch| ring.words.get(&epoch).copied()).unwrap_or_default();
        let of = |picture| samples.iter().filter(move |sample| sample.picture == picture);
        let (bits, agreeing) = agreement(of(false));
        let (picture_bits, pictures_agreeing) = agreement(of(true));
        serde_json::json!({
            "in_group": in_group,
            "words": words,
            "voices": senders(of(false)).len(),
            "faces": senders(of(true)).len(),
            "opened": samples.len(),
            "bits": bits,
            "bits_agreeing": agreeing,
            "picture_bits": picture_bits,
            "picture_bits_agreeing": pictures_agreeing,
            "opened_under_other_keys": strange(&ring, &samples),
        })
    };
    println!("{told}");
    participant.person.done(Command::Leave { quiet: true }).await;
    participant.peer.close().await;
}

/// How much of whom.
fn senders<'a>(samples: impl Iterator<Item = &'a Sample>) -> BTreeMap<u64, usize> {
    let mut opened = BTreeMap::new();
    for sample in samples {
        *opened.entry(sample.kid % u64::from(SENDERS)).or_default() += 1;
    }
    opened
}

/// Who else is in the group; nobody in the common room.
fn others(person: &Person) -> Vec<ParticipantId> {
    let placed = person.leftover(|event| matches!(event, Event::Placed(_))).pop();
    let Some(Event::Placed(placed)) =
        placed.filter(|event| matches!(event, Event::Placed(placed) if placed.place.group.is_some()))
    else {
        return Vec::new();
    };
    placed.place.here.iter().copied().filter(|id| *id != person.id).collect()
}

/// Bits of what was passed on, and those that are as in what was said. Headers, clear bytes and tags have no counterpart.
fn agreement<'a>(samples: impl Iterator<Item = &'a Sample>) -> (u64, u64) {
    let mut bits = 0;
    let mut agreeing = 0;
    for sample in samples {
        let Some(header) = sframe::read_header(&sample.sealed) else { continue };
        for (sealed, plain) in sample.sealed[header.length..].iter().zip(&sample.plain) {
            bits += 8;
            agreeing += u64::from((sealed ^ plain).count_zeros());
        }
    }
    (bits, agreeing)
}

/// How many packets open under the keys of others, or such as nobody has.
fn strange(ring: &Keyring, samples: &[Sample]) -> usize {
    let strangers: Vec<_> = (0..STRANGE_KEYS).map(|number| [number; 16]).collect();
    let opens = |sample: &&Sample| {
        let made_up = strangers
            .iter()
            .any(|key| sframe::Key::derive(sample.kid, key).open(&sample.clear, &sample.sealed).is_some());
        made_up || ring.opens_under_another(sample.kid, &sample.clear, &sample.sealed)
    };
    samples.iter().filter(opens).count()
}
