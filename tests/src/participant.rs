//! A person with media: signalling and peer connection together, as a browser has them.

use std::time::Instant;

use koronailta_signaling::{
    ids::ParticipantId,
    media::Source,
    wire::{Command, ServerMessage, event::Outcome},
};

use crate::{
    codecs::Pictures,
    film::Film,
    peer::{Peer, Plan, Slots},
    person::Person,
};

/// A person with media.
#[derive(Debug)]
pub struct Participant {
    /// The number in their marks.
    pub who: u32,
    /// Their signalling.
    pub person: Person,
    /// Their media.
    pub peer: Peer,
    /// How many answers to offers they got.
    pub answers: usize,
}

/// What everybody has: microphone, camera and the default slots.
#[must_use]
pub fn usual_plan(who: u32, begun: Instant) -> Plan {
    Plan { who, sources: vec![Source::Microphone, Source::Camera], slots: Slots::default(), begun }
}

impl Participant {
    /// Connects the media of somebody who is in the room.
    ///
    /// # Panics
    /// When the offer is refused or the connection fails.
    pub async fn connect(person: Person, plan: &Plan) -> Self {
        Self::connect_showing(person, plan, None).await
    }

    /// The same, with a film as the camera.
    ///
    /// # Panics
    /// When the offer is refused or the connection fails.
    pub async fn connect_showing(person: Person, plan: &Plan, film: Option<Film>) -> Self {
        Self::connect_by(person, plan, Peer::showing(plan, film).await).await
    }

    /// The same, of somebody who has H264 too.
    ///
    /// # Panics
    /// When the offer is refused or the connection fails.
    pub async fn connect_with_h264(person: Person, plan: &Plan) -> Self {
        Self::connect_by(person, plan, Peer::with(plan, None, Pictures::Both).await).await
    }

    async fn connect_by(mut person: Person, plan: &Plan, mut peer: Peer) -> Self {
        if let Some(keyring) = &person.keyring {
            peer.seals_with(keyring);
        }
        let offer = Command::MediaOffer { sdp: peer.offer.clone(), lines: peer.lines.clone() };
        let Outcome::MediaAnswer { sdp } = person.done(offer).await else {
            panic!("an offer is answered with an answer")
        };
        peer.connect(&sdp).await;
        Self { who: plan.who, person, peer, answers: 1 }
    }

    /// Who they are here.
    #[must_use]
    pub fn id(&self) -> ParticipantId {
        self.person.id
    }

    /// Switches a source on, here and there, and sends.
    pub async fn shows(&mut self, source: Source) {
        self.person.publish(source, true).await;
        self.peer.sends(source, true);
    }

    /// Waits until so many more packets of another's source have arrived.
    pub async fn hears(&self, other: u32, source: Source, packets: usize) {
        self.peer.hears(other, source, packets).await;
    }

    /// How many answers to offers this person has ever been sent, on whatever socket, as the wire tells.
    #[must_use]
    pub fn answers_on_the_wire(&self) -> usize {
        let answers = self.person.ever_heard().into_iter().filter(|text| {
            matches!(serde_json::from_str(text), Ok(ServerMessage::Done { outcome: Outcome::MediaAnswer { .. }, .. }))
        });
        answers.count()
    }

    /// Leaves the room and takes the media down.
    pub async fn leaves(mut self) {
        self.person.done(Command::Leave { quiet: true }).await;
        self.peer.close().await;
    }
}
