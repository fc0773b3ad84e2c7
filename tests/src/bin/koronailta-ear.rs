//! An independent participant in an encrypted group: agrees on keys with browsers, opens what they say, and tells what a server that
//! passes it on could have made of it.
//!
//! `koronailta-ear --link URL` joins, waits until it is put into a group and has opened enough sound of everybody there, prints one line
//! of JSON, and leaves.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program prints, and fails aloud")]

use std::{collections::BTreeSet, time::Duration, time::Instant};

use clap::Parser;
use koronailta_signaling::wire::{
    Command,
    keys::{KeyScope, SENDERS},
};
use koronailta_tests::{
    Deadline,
    e2ee::{keyring::Keyring, sframe},
    measure::groups::voice_plan,
    participant::Participant,
    peer::Sample,
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
    while person.leftover(|event| matches!(event, koronailta_signaling::wire::Event::Welcome(_))).is_empty() {
        assert!(!deadline.is_over(), "nobody lets it in");
        deadline.pause().await;
    }
    let mut participant = Participant::connect(person, &voice_plan(900, Instant::now())).await;
    participant.peer.keep_samples();
    let ring = participant.person.keyring.clone().unwrap();
    let enough = |samples: &[Sample]| {
        let senders: BTreeSet<u64> = samples.iter().map(|sample| sample.kid % u64::from(SENDERS)).collect();
        let many = |sender: &u64| {
            samples.iter().filter(|sample| sample.kid % u64::from(SENDERS) == *sender).count() >= arguments.packets
        };
        senders.len() >= arguments.others && senders.iter().all(many)
    };
    while !enough(&participant.peer.samples()) && !deadline.is_over() {
        deadline.pause().await;
    }
    let samples = participant.peer.samples();
    let told = {
        let ring = ring.lock().unwrap();
        let in_group = matches!(ring.scope(), Some(KeyScope::Group { .. }));
        let words = ring.used.and_then(|epoch| ring.words.get(&epoch).copied()).unwrap_or_default();
        let senders: BTreeSet<u64> = samples.iter().map(|sample| sample.kid % u64::from(SENDERS)).collect();
        let (bits, agreeing) = agreement(&samples);
        serde_json::json!({
            "in_group": in_group,
            "words": words,
            "voices": senders.len(),
            "opened": samples.len(),
            "bits": bits,
            "bits_agreeing": agreeing,
            "opened_under_other_keys": strange(&ring, &samples),
        })
    };
    println!("{told}");
    participant.person.done(Command::Leave { quiet: true }).await;
    participant.peer.close().await;
}

/// Bits of what was passed on, and those that are as in what was said. Headers, clear bytes and tags have no counterpart.
fn agreement(samples: &[Sample]) -> (u64, u64) {
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
