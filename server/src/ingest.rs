//! Programs that send onto the stage (WHIP). Each is a person of the evening without a page: this speaks for it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use koronailta_signaling::{
    ids::{ConnectionId, DeviceId, EveningId, Mid},
    media::{DeviceClass, LinePurpose, OfferLine, Source},
    room::{Access, Input},
    wire::{
        Command, Event, Param, RejectCode, Rejection, ServerMessage,
        event::Outcome,
        join::{Join, Language},
    },
};
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

use crate::{
    clock::{Clock, SystemEntropy},
    rooms::{Frame, OUTBOX, Registry, RoomHandle},
    token::Token,
};

/// The room and the media engine answer within this time.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// Rooms that it tries to come into, one after the other, where each is just being put away.
const ENTER_TRIES: u32 = 3;

/// What of pictures and sounds is taken; told to whom it does not fit.
const SUPPORTED: &str = "VP8, H264 (packetization-mode=1), Opus";

/// What a program is called whose link fixes no name.
const NAME: &str = "Lähetys";

/// A program's offer.
#[derive(Debug)]
pub struct Offer {
    /// Where its link leads.
    pub evening: EveningId,
    /// What the link grants.
    pub access: Access,
    /// What it would send (RFC 8866).
    pub sdp: String,
    /// What it bears; only by this it can be ended.
    pub token: Token,
}

/// It is on the stage.
#[derive(Debug)]
pub struct Begun {
    /// Its name.
    pub session: ConnectionId,
    /// The answer (RFC 8866).
    pub answer: String,
}

/// One that is on a stage, or on its way there.
#[derive(Debug)]
struct Running {
    evening: EveningId,
    token_hash: String,
    end: Option<oneshot::Sender<()>>,
}

/// All that are running. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ingests {
    registry: Registry,
    clock: Clock,
    running: Arc<Mutex<HashMap<ConnectionId, Running>>>,
}

/// Speaks for one of them.
struct Speaker {
    id: ConnectionId,
    room: RoomHandle,
    frames: mpsc::Receiver<Frame>,
    request: u32,
}

/// One stage has one program; the place is free again when this is dropped.
struct Place {
    ingests: Ingests,
    id: ConnectionId,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.ingests.running().remove(&self.id);
    }
}

impl Ingests {
    /// None yet.
    #[must_use]
    pub fn new(registry: Registry, clock: Clock) -> Self {
        Self { registry, clock, running: Arc::default() }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<ConnectionId, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Joins the evening and takes its stage.
    ///
    /// # Errors
    /// `ingest_running`, what is wrong with the offer, or why the room does not let it in.
    pub async fn begin(&self, offer: Offer) -> Result<Begun, Rejection> {
        let lines = lines(&offer.sdp);
        if lines.is_empty() {
            return Err(RejectCode::OfferMalformed.into());
        }
        let id = ConnectionId::new(self.clock.now(), SystemEntropy::bytes());
        let (place, ended) = self.reserve(id, &offer)?;
        let mut tries = ENTER_TRIES;
        let (speaker, answer) = loop {
            match self.take_stage(id, &offer, &lines).await {
                // The room it came to was just being put away: nobody was in it. Another one is made for who comes.
                Err(rejection) if rejection.code == RejectCode::ServerRestarting && tries > 1 => tries -= 1,
                result => break result?,
            }
        };
        metrics::counter!("koronailta_ingests_total").increment(1);
        tokio::spawn(async move {
            let _place = place;
            speaker.stay(ended).await;
        });
        Ok(Begun { session: id, answer })
    }

    async fn take_stage(
        &self,
        id: ConnectionId,
        offer: &Offer,
        lines: &[OfferLine],
    ) -> Result<(Speaker, String), Rejection> {
        let room = self.registry.room(offer.evening).ok_or(RejectCode::ServerRestarting)?;
        let (outbox, frames) = mpsc::channel(OUTBOX);
        let input = Input::Join { connection: id, request: 1, access: offer.access.clone(), join: self.joining(offer) };
        room.enter(id, outbox, input).await.map_err(|_| RejectCode::ServerRestarting)?;
        let mut speaker = Speaker { id, room, frames, request: 1 };
        match speaker.take_stage(offer.sdp.clone(), lines.to_vec()).await {
            Ok(answer) => Ok((speaker, answer)),
            Err(rejection) => {
                speaker.leave().await;
                let unsupported = rejection.code == RejectCode::OfferNoCommonCodec;
                Err(if unsupported {
                    rejection.param("supported", Param::Text(SUPPORTED.to_owned()))
                } else {
                    rejection
                })
            }
        }
    }

    fn reserve(&self, id: ConnectionId, offer: &Offer) -> Result<(Place, oneshot::Receiver<()>), Rejection> {
        let (end, ended) = oneshot::channel();
        let mut running = self.running();
        if running.values().any(|other| other.evening == offer.evening) {
            return Err(RejectCode::IngestRunning.into());
        }
        let entry = Running { evening: offer.evening, token_hash: offer.token.hash(), end: Some(end) };
        running.insert(id, entry);
        Ok((Place { ingests: self.clone(), id }, ended))
    }

    fn joining(&self, offer: &Offer) -> Join {
        Join {
            token: String::new(),
            name: offer.access.fixed_name.clone().unwrap_or_else(|| NAME.to_owned()),
            business: None,
            device: DeviceId::new(self.clock.now(), SystemEntropy::bytes()),
            device_class: DeviceClass::Ingest,
            language: Language::Fi,
            rules_accepted: true,
            e2ee: false,
        }
    }

    /// Ends one.
    ///
    /// # Errors
    /// `link_unknown`: another bearer began it. `participant_unknown`: there is none of that name.
    pub fn end(&self, session: uuid::Uuid, token: &Token) -> Result<(), Rejection> {
        let mut running = self.running();
        let Some(found) = running.get_mut(&ConnectionId(session)) else {
            return Err(RejectCode::SessionUnknown.into());
        };
        if found.token_hash != token.hash() {
            return Err(RejectCode::LinkUnknown.into());
        }
        if let Some(end) = found.end.take() {
            let _ = end.send(());
        }
        Ok(())
    }
}

impl Speaker {
    /// From the join to the picture on the stage; returns the engine's answer.
    async fn take_stage(&mut self, sdp: String, lines: Vec<OfferLine>) -> Result<String, Rejection> {
        self.answer().await?;
        let sound = lines.iter().any(|line| line.purpose == LinePurpose::ScreenAudio);
        let Outcome::MediaAnswer { sdp } = self.ask(Command::MediaOffer { sdp, lines }).await? else {
            return Err(RejectCode::Internal.into());
        };
        self.ask(Command::Publish { source: Source::Screen, on: true }).await?;
        if sound {
            // While the floor is held the picture comes alone.
            let _ = self.ask(Command::Publish { source: Source::ScreenAudio, on: true }).await;
        }
        Ok(sdp)
    }

    async fn ask(&mut self, command: Command) -> Result<Outcome, Rejection> {
        self.request += 1;
        let input = Input::Command { connection: self.id, request: self.request, command };
        self.room.input(input).await.map_err(|_| RejectCode::ServerRestarting)?;
        self.answer().await
    }

    async fn answer(&mut self) -> Result<Outcome, Rejection> {
        let expected = self.request;
        let answering = async {
            while let Some(Frame::Message(text)) = self.frames.recv().await {
                match serde_json::from_str(&text) {
                    Ok(ServerMessage::Done { id, outcome }) if id == expected => return Ok(outcome),
                    Ok(ServerMessage::Rejected { id, rejection }) if id == expected => return Err(rejection),
                    Ok(ServerMessage::Closing { rejection, .. }) => return Err(rejection),
                    _ => {}
                }
            }
            Err(RejectCode::ServerRestarting.into())
        };
        timeout(ANSWER_WITHIN, answering).await.unwrap_or_else(|_| Err(RejectCode::Internal.into()))
    }

    /// Until it is ended, by its bearer or the room, or loses the stage: without it, it has nothing to do here.
    async fn stay(mut self, mut ended: oneshot::Receiver<()>) {
        loop {
            let frame = tokio::select! {
                _ = &mut ended => break,
                frame = self.frames.recv() => frame,
            };
            let Some(Frame::Message(text)) = frame else { return };
            match serde_json::from_str(&text) {
                Ok(ServerMessage::Event { event, .. })
                    if matches!(*event, Event::Muted { source: Source::Screen, .. }) =>
                {
                    break;
                }
                Ok(ServerMessage::Closing { .. }) => return,
                _ => {}
            }
        }
        self.leave().await;
    }

    async fn leave(&mut self) {
        self.request += 1;
        let command = Command::Leave { quiet: true };
        let _ = self.room.input(Input::Command { connection: self.id, request: self.request, command }).await;
        let _ = self.room.input(Input::Disconnected { connection: self.id }).await;
    }
}

/// Each picture is meant for the stage, each sound is its sound; the room refuses what is more than one.
fn lines(sdp: &str) -> Vec<OfferLine> {
    let mut lines: Vec<OfferLine> = Vec::new();
    for line in sdp.lines() {
        if let Some(media) = line.strip_prefix("m=") {
            let sound = media.starts_with("audio");
            let purpose = if sound { LinePurpose::ScreenAudio } else { LinePurpose::Screen };
            lines.push(OfferLine { mid: Mid(String::new()), purpose });
        } else if let (Some(mid), Some(last)) = (line.strip_prefix("a=mid:"), lines.last_mut()) {
            last.mid = Mid(mid.trim().to_owned());
        }
    }
    lines
}
