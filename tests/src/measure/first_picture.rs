//! How soon somebody who comes in sees the others, and how often senders are asked for key frames meanwhile.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use koronailta_signaling::{ids::ParticipantId, media::Source};

use crate::{
    Deadline,
    participant::Participant,
    peer::{Plan, Slots},
    person::Person,
    sender::Sender,
    server::Server,
};

/// Who has not seen a face by then will not.
const LATEST: Duration = Duration::from_secs(3);
/// How often it is looked at how many key frames were asked for.
const LOOK: Duration = Duration::from_millis(20);

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct FirstPictures {
    /// From the moment ICE is connected to the first key frame, for each who came and each face.
    pub waits: Vec<Duration>,
    /// Faces that were not seen.
    pub unseen: usize,
    /// Key frames asked of one sender within any second, at most.
    pub asked_in_a_second: usize,
}

/// Two people show their faces; others come in and look, one after the other, `at_once` at a time.
///
/// # Panics
/// When somebody does not get in.
pub async fn measure(server: &Server, joins: u32, at_once: u32) -> FirstPictures {
    let begun = Instant::now();
    let (host, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (advisor, _) = Person::enter(&server.links.advisor, "Anu").await;
    let mut host = Participant::connect(host, &plan(0, true, begun)).await;
    let mut advisor = Participant::connect(advisor, &plan(1, true, begun)).await;
    for person in [&mut host, &mut advisor] {
        // A key frame that comes by itself would make it look better than it is.
        person.peer.shows_key_frames_on_request();
        person.shows(Source::Camera).await;
    }
    let faces = [host.id(), advisor.id()];
    let watched = Watched::of([&host, &advisor].map(|person| Arc::clone(&person.peer.senders[&Source::Camera])));
    let mut found = FirstPictures::default();
    let mut next = 2;
    while next < joins + 2 && found.unseen < 4 {
        let mut coming = Vec::new();
        for who in next..(next + at_once).min(joins + 2) {
            let name = format!("Vieras {who}");
            let (person, _) = Person::enter_through(&mut host.person, &server.links.participant, &name).await;
            coming.push(tokio::spawn(looks(person, who, faces, begun)));
        }
        next += at_once;
        for task in coming {
            let (waits, unseen) = task.await.expect("who comes in is seen to come in");
            found.waits.extend(waits);
            found.unseen += unseen;
        }
    }
    found.asked_in_a_second = watched.most().await;
    found
}

fn plan(who: u32, shows: bool, begun: Instant) -> Plan {
    let sources = if shows { vec![Source::Microphone, Source::Camera] } else { vec![Source::Microphone] };
    Plan { who, sources, slots: Slots { audio: 4, video: 4, stage: false }, begun }
}

/// Looks at the faces, as a client does that says what it shows together with its offer, and leaves.
async fn looks(mut person: Person, who: u32, faces: [ParticipantId; 2], begun: Instant) -> (Vec<Duration>, usize) {
    person.looks_at(&faces).await;
    let one = Participant::connect(person, &plan(who, false, begun)).await;
    let connected = one.peer.ice_connected().expect("it is connected");
    let deadline = Deadline::after(LATEST);
    let seen = || [0, 1].map(|face| one.peer.first_key_frame(face));
    while !deadline.is_over() && seen().contains(&None) {
        deadline.pause().await;
    }
    let seen = seen();
    let waits = seen.iter().flatten().map(|at| at.saturating_duration_since(connected)).collect();
    one.leaves().await;
    (waits, seen.iter().filter(|at| at.is_none()).count())
}

/// Counts how often key frames are asked of senders.
struct Watched {
    over: Arc<AtomicBool>,
    counting: tokio::task::JoinHandle<usize>,
}

impl Watched {
    fn of(senders: [Arc<Sender>; 2]) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        let counting = tokio::spawn(async move {
            let looks = usize::try_from(1_000 / LOOK.as_millis()).unwrap_or(1);
            let mut counts: Vec<[u64; 2]> = Vec::new();
            let mut clock = tokio::time::interval(LOOK);
            while !ended.load(Ordering::Relaxed) {
                clock.tick().await;
                counts.push([0, 1].map(|index: usize| senders[index].keyframes_asked()));
            }
            let spans = counts.iter().zip(counts.iter().skip(looks));
            let most = spans.flat_map(|(from, to)| [to[0] - from[0], to[1] - from[1]]).max().unwrap_or(0);
            usize::try_from(most).unwrap_or(usize::MAX)
        });
        Self { over, counting }
    }

    async fn most(self) -> usize {
        self.over.store(true, Ordering::Relaxed);
        self.counting.await.expect("counting does not fail")
    }
}
