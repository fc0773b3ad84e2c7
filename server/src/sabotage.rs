//! Breaks one promise on purpose, so that a measurement can prove that it notices. Only with the cargo feature
//! `sabotage`, which no release build has.

/// Whether this promise is to be broken: `KORONAILTA_SABOTAGE` names it.
#[must_use]
pub fn is(promise: &str) -> bool {
    std::env::var("KORONAILTA_SABOTAGE").is_ok_and(|name| name == promise)
}

/// A server in between: what others are told of one person's key is a key of its own, with a commitment that fits to it. The person
/// is told the truth about herself, else her page would notice at once.
pub(crate) mod swapped {
    use std::{
        collections::HashMap,
        sync::{Mutex, PoisonError},
    };

    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    use koronailta_signaling::{
        ids::{ConnectionId, ParticipantId},
        wire::{Event, ServerMessage},
    };
    use sha2::{Digest, Sha256};

    /// The base point of P-256 (SEC 2 §2.4.2), uncompressed: the public key of the number 1.
    const KEY: [u8; 65] = [
        0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77,
        0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42,
        0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b,
        0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
    ];
    const NONCE: [u8; 16] = [7; 16];

    static SEATS: Mutex<Option<HashMap<ConnectionId, ParticipantId>>> = Mutex::new(None);

    /// What is really sent.
    pub(crate) fn swap(connection: ConnectionId, mut message: ServerMessage) -> ServerMessage {
        if !super::is("key-swapped") {
            return message;
        }
        let mut seats = SEATS.lock().unwrap_or_else(PoisonError::into_inner);
        let seats = seats.get_or_insert_default();
        let ServerMessage::Event { event, .. } = &mut message else { return message };
        let mut changed = (**event).clone();
        match &mut changed {
            Event::Welcome(welcome) => {
                seats.insert(connection, welcome.you);
            }
            Event::KeyCommits { epoch, commits } => {
                if let Some(first) = commits.first_mut().filter(|one| seats.get(&connection) != Some(&one.participant))
                {
                    let text = first.participant.to_string();
                    let mut hash = Sha256::new_with_prefix("koronailta commit");
                    hash.update(epoch.0.to_be_bytes());
                    hash.update(text);
                    hash.update(KEY);
                    hash.update(NONCE);
                    first.commit = URL_SAFE_NO_PAD.encode(hash.finalize());
                }
            }
            Event::KeyReveals { reveals, .. } => {
                if let Some(first) = reveals.first_mut().filter(|one| seats.get(&connection) != Some(&one.participant))
                {
                    first.public_key = URL_SAFE_NO_PAD.encode(KEY);
                    first.nonce = URL_SAFE_NO_PAD.encode(NONCE);
                }
            }
            _ => {}
        }
        *event = changed.into();
        message
    }
}
