//! A client that ignores an enforced mute and keeps sending.

use std::time::{Duration, Instant};

use koronailta_signaling::{media::Source, wire::Command};

use super::{guest, host};
use crate::{Deadline, participant::Participant, server::Server};

/// After the moderator's command was carried out, packets on their way may still arrive so long.
const ON_THEIR_WAY: Duration = Duration::from_millis(100);

/// How the moderator silences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silencing {
    /// Both sources are blocked.
    Block,
    /// The floor is held by the staff.
    HoldFloor,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ignored {
    /// Packets the hostile client sent after it was silenced.
    pub sent: usize,
    /// Of these, how many reached anybody.
    pub received: usize,
    /// Packets of somebody else that arrived meanwhile: the room itself went on.
    pub others_received: usize,
    /// After the silence was lifted, packets came again.
    pub heard_again: bool,
}

/// A hostile client keeps sending at least `packets` sound packets after it was silenced.
///
/// # Panics
/// When a part of the scene does not come about in time.
pub async fn measure(server: &Server, silencing: Silencing, packets: u32) -> Ignored {
    let begun = Instant::now();
    let mut host = host(server, begun).await;
    let mut listener = guest(server, &mut host, 1, begun).await;
    let mut hostile = guest(server, &mut host, 2, begun).await;
    host.peer.is_loud(40);
    host.shows(Source::Microphone).await;
    hostile.peer.is_loud(5);
    hostile.shows(Source::Microphone).await;
    hostile.shows(Source::Camera).await;
    let (hostile_id, host_id) = (hostile.id(), host.id());
    listener.person.looks_at(&[hostile_id, host_id]).await;
    host.person.looks_at(&[hostile_id]).await;
    listener.hears(2, Source::Microphone, 5).await;
    listener.hears(2, Source::Camera, 3).await;
    host.hears(2, Source::Microphone, 5).await;
    listener.hears(0, Source::Microphone, 5).await;

    let sources = silence(&mut host, hostile_id, silencing).await;
    let cuts: Vec<(Source, u32)> = sources.into_iter().map(|source| (source, cut(&hostile, source))).collect();
    let others_before = listener.peer.heard_of(0, Source::Microphone);
    let enough = cuts[0].1 + packets;
    let deadline = Deadline::usual();
    deadline.until("the hostile client sends", || hostile.peer.senders[&Source::Microphone].written() >= enough).await;
    listener.hears(0, Source::Microphone, 5).await;

    let mut measured = Ignored::default();
    for (source, cut) in cuts {
        measured.sent += hostile.peer.senders[&source].written().saturating_sub(cut) as usize;
        measured.received += listener.peer.heard_from(2, source, cut) + host.peer.heard_from(2, source, cut);
    }
    measured.others_received = listener.peer.heard_of(0, Source::Microphone) - others_before;
    lift(&mut host, &mut hostile, silencing).await;
    listener.hears(2, Source::Microphone, 3).await;
    measured.heard_again = true;
    measured
}

async fn silence(
    host: &mut Participant,
    hostile: koronailta_signaling::ids::ParticipantId,
    silencing: Silencing,
) -> Vec<Source> {
    match silencing {
        Silencing::Block => {
            for source in [Source::Microphone, Source::Camera] {
                host.person.done(Command::Block { participant: hostile, source }).await;
            }
            vec![Source::Microphone, Source::Camera]
        }
        Silencing::HoldFloor => {
            host.person.done(Command::HoldFloor).await;
            vec![Source::Microphone]
        }
    }
}

/// The silence is lifted, and only then the owner switches the microphone on again.
async fn lift(host: &mut Participant, hostile: &mut Participant, silencing: Silencing) {
    match silencing {
        Silencing::Block => {
            let unblock = Command::Unblock { participant: hostile.id(), source: Source::Microphone };
            host.person.done(unblock).await;
        }
        Silencing::HoldFloor => {
            host.person.done(Command::ReleaseFloor).await;
        }
    }
    hostile.person.publish(Source::Microphone, true).await;
}

/// The number of the first packet that nobody may receive any more.
fn cut(hostile: &Participant, source: Source) -> u32 {
    let period = if source == Source::Microphone { 20 } else { 50 };
    let on_their_way = u32::try_from(ON_THEIR_WAY.as_millis()).unwrap_or(0).div_ceil(period);
    hostile.peer.senders[&source].written() + on_their_way
}
