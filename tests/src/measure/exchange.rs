//! One SDP exchange for each participant, whoever comes, speaks and goes.

use std::time::Instant;

use koronailta_signaling::media::Source;

use super::{guest, host};
use crate::server::Server;

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exchanges {
    /// The most answers to offers that anybody was sent.
    pub most: usize,
    /// How many of the others were really heard by the one who stayed.
    pub heard: usize,
}

/// Somebody stays while `others` join, speak and leave.
///
/// # Panics
/// When a part of the scene does not come about in time.
pub async fn measure(server: &Server, others: u32) -> Exchanges {
    let begun = Instant::now();
    let mut host = host(server, begun).await;
    let staying = guest(server, &mut host, 1, begun).await;
    let mut measured = Exchanges::default();
    let mut before: Option<crate::participant::Participant> = None;
    for who in 2..2 + others {
        let mut other = guest(server, &mut host, who, begun).await;
        other.peer.is_loud(10);
        other.shows(Source::Microphone).await;
        staying.hears(who, Source::Microphone, 5).await;
        measured.heard += 1;
        measured.most = measured.most.max(other.answers_on_the_wire());
        // They overlap, so that slots are taken over and not only filled.
        if let Some(before) = before.replace(other) {
            before.leaves().await;
        }
    }
    if let Some(last) = before {
        last.leaves().await;
    }
    measured.most = measured.most.max(staying.answers_on_the_wire()).max(host.answers_on_the_wire());
    measured
}
