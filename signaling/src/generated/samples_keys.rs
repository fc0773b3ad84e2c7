//! One of every message about keys.

use super::samples::{aino, biret};
use crate::wire::{
    Command, Event,
    keys::{EpochNumber, KeyCommitment, KeyEpoch, KeyMember, KeyPrompt, KeyRevealed, KeyScope, KeyShare, Sender},
};

const EPOCH: EpochNumber = EpochNumber(7);

fn public_key() -> String {
    format!("BG{}", "sX".repeat(42)) + "0"
}

fn nonce() -> String {
    "Zm9vYmFyYmF6cXV4MTIzNA".to_owned()
}

fn commit() -> String {
    "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg".to_owned()
}

fn sealed() -> String {
    "c2VhbGVkIGZvciBBaW5v".to_owned()
}

pub(super) fn commands() -> Vec<(&'static str, Command)> {
    vec![
        ("key_commit", Command::KeyCommit { epoch: EPOCH, commit: commit() }),
        ("key_reveal", Command::KeyReveal { epoch: EPOCH, public_key: public_key(), nonce: nonce() }),
        ("key_shares", Command::KeyShares { epoch: EPOCH, shares: vec![KeyShare { to: aino(), sealed: sealed() }] }),
        ("key_ready", Command::KeyReady { epoch: EPOCH }),
    ]
}

pub(super) fn events() -> Vec<(&'static str, Event)> {
    let members = vec![
        KeyMember { participant: aino(), sender: Sender(0) },
        KeyMember { participant: biret(), sender: Sender(3) },
    ];
    let epoch = KeyEpoch { scope: KeyScope::Evening, epoch: EPOCH, members, prompt: KeyPrompt::Join };
    let revealed = KeyRevealed { participant: aino(), public_key: public_key(), nonce: nonce() };
    vec![
        ("key_epoch", Event::KeyEpoch { epoch }),
        (
            "key_commits",
            Event::KeyCommits { epoch: EPOCH, commits: vec![KeyCommitment { participant: aino(), commit: commit() }] },
        ),
        ("key_reveals", Event::KeyReveals { epoch: EPOCH, reveals: vec![revealed] }),
        ("key_share", Event::KeyShare { epoch: EPOCH, from: aino(), sealed: sealed() }),
        ("key_use", Event::KeyUse { epoch: EPOCH }),
    ]
}
