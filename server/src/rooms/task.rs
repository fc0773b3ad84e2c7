//! The one task that owns a room: it feeds inputs to the state machine and carries out what comes of them. It
//! never waits for a client, the store or the media thread.

use std::{collections::VecDeque, future::Future, pin::Pin};

use futures_util::{StreamExt, stream::FuturesUnordered};
use koronailta_signaling::{
    ids::{ConnectionId, EveningId},
    media::{Order, Report},
    room::{Input, Output, Room, Settings, WriteId},
    wire::{RejectCode, ServerMessage},
};
use tokio::sync::mpsc;

use super::{
    handle::{Frame, Letter, RoomHandle},
    outboxes::Outboxes,
    registry::{Registry, RoomsConfig},
};
use crate::{
    clock::{Clock, SystemEntropy},
    lines,
    media_driver::MediaHandle,
    store::{Store, StoredRoom},
};

/// Reports of the media thread that may wait.
const REPORTS: usize = 256;

/// What a room's task owns.
pub(super) struct RoomTask {
    pub(super) evening: EveningId,
    pub(super) mailbox: mpsc::Receiver<Letter>,
    pub(super) handle: RoomHandle,
    pub(super) registry: Registry,
    pub(super) config: RoomsConfig,
    pub(super) store: Store,
    pub(super) clock: Clock,
    pub(super) media: MediaHandle,
}

type Storing = Pin<Box<dyn Future<Output = (WriteId, bool)> + Send>>;

struct Running {
    room: Room,
    outboxes: Outboxes,
    storing: FuturesUnordered<Storing>,
    phase: Phase,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Live,
    /// The room holds nothing that the store does not hold.
    Idle,
    /// The server stops.
    Stopping,
    /// Room and media thread have parted; clients come back to a new room.
    Broken,
}

/// Held while a room's task runs. A panic ends that room alone: its clients resume in a new one, made from the store.
struct Alive {
    evening: EveningId,
    handle: RoomHandle,
    registry: Registry,
}

impl Drop for Alive {
    fn drop(&mut self) {
        if std::thread::panicking() {
            tracing::error!(evening = %self.evening, "a room's task has panicked; it is made anew when people come back");
        }
        self.registry.forget(self.evening, &self.handle);
        self.registry.ended();
    }
}

/// Runs a room until it is idle or the server stops.
pub(super) async fn run(mut task: RoomTask) {
    let _alive = Alive { evening: task.evening, handle: task.handle.clone(), registry: task.registry.clone() };
    match task.store.load_room(task.evening).await {
        Ok(Some(stored)) => {
            let (reports, mut incoming) = mpsc::channel(REPORTS);
            let registered = task.media.register(reports).is_ok();
            let mut running = task.start(stored);
            if !registered {
                running.phase = Phase::Broken;
            }
            task.live(&mut running, &mut incoming).await;
            task.finish(running).await;
        }
        Ok(None) => task.refuse(RejectCode::EveningUnknown).await,
        Err(error) => {
            tracing::error!(%error, evening = %task.evening, "a room could not be loaded");
            task.refuse(RejectCode::Internal).await;
        }
    }
}

impl RoomTask {
    fn start(&self, stored: StoredRoom) -> Running {
        let StoredRoom { evening, restored } = stored;
        let settings = Settings {
            evening: evening.info,
            doors_open_at: evening.doors_open_at,
            capacity: self.config.capacity,
            lobby_capacity: self.config.lobby_capacity,
            members_may_host: evening.members_may_host,
            slots_desktop: self.config.slots_desktop,
            slots_phone: self.config.slots_phone,
            relays: self.config.relays.clone(),
        };
        #[cfg_attr(not(feature = "sabotage"), expect(unused_mut, reason = "only sabotage changes it here"))]
        let mut room = Room::new(settings, restored, self.clock.now());
        #[cfg(feature = "sabotage")]
        if crate::sabotage::is("lobby-off") {
            room.sabotage_lobby();
        }
        Running { room, outboxes: Outboxes::default(), storing: FuturesUnordered::new(), phase: Phase::Live }
    }

    async fn live(&mut self, running: &mut Running, reports: &mut mpsc::Receiver<Report>) {
        while running.phase == Phase::Live || (running.phase == Phase::Stopping && !running.storing.is_empty()) {
            let timeout = running.room.next_timeout().map(|at| self.clock.instant(at).into());
            tokio::select! {
                biased;
                Some((batch, ok)) = running.storing.next() => self.feed(running, Input::Stored { batch, ok }),
                report = reports.recv() => match report {
                    Some(report) => self.feed(running, Input::Media(report)),
                    // The media thread has ended, or has given this room up.
                    None => running.phase = Phase::Broken,
                },
                Some(letter) = self.mailbox.recv() => self.read(running, letter),
                () = sleep_until(timeout) => {
                    running.room.handle_timeout(self.clock.now(), &mut SystemEntropy);
                    self.drain(running);
                }
            }
        }
    }

    fn read(&self, running: &mut Running, letter: Letter) {
        match letter {
            Letter::Enter { connection, outbox, input } => {
                running.outboxes.insert(connection, outbox);
                self.feed(running, input);
            }
            Letter::Input(input) => {
                if let Input::Disconnected { connection } = &input {
                    running.outboxes.remove(*connection);
                }
                let stopping = matches!(input, Input::Shutdown { .. });
                self.feed(running, input);
                if stopping {
                    running.phase = Phase::Stopping;
                }
            }
        }
    }

    fn feed(&self, running: &mut Running, input: Input) {
        #[cfg(feature = "sabotage")]
        if crate::sabotage::is("mood-told")
            && matches!(&input, Input::Command { command: koronailta_signaling::wire::Command::MoodAnswer { .. }, .. })
        {
            tracing::debug!("a mood was told");
        }
        running.room.handle_input(self.clock.now(), &mut SystemEntropy, input);
        self.drain(running);
    }

    fn drain(&self, running: &mut Running) {
        let mut words = VecDeque::new();
        loop {
            // The media thread knows of a step before anybody can answer it with pictures or sound.
            while let Some(output) = running.room.poll_output() {
                match output {
                    Output::Media(order) => {
                        words.retain(|word| !matches!(word, Output::Idle));
                        self.order(running, order);
                    }
                    word => words.push_back(word),
                }
            }
            let Some(output) = words.pop_front() else { return };
            // Something came in between: the room is in use again.
            if running.phase == Phase::Idle {
                running.phase = Phase::Live;
            }
            match output {
                Output::Send { connection, message } => self.send(running, connection, &message),
                Output::Close { connection } => {
                    if let Some(outbox) = running.outboxes.remove(connection) {
                        let _ = outbox.try_send(Frame::Close);
                    }
                }
                Output::Media(order) => self.order(running, order),
                Output::Write { batch, writes } => {
                    let stored = self.store.write_room(self.evening, writes);
                    running.storing.push(Box::pin(async move { (batch, stored.await.is_ok()) }));
                }
                Output::Measured(report) => lines::measured(&report),
                Output::Idle if running.phase == Phase::Live => running.phase = Phase::Idle,
                Output::Idle => {}
            }
        }
    }

    fn order(&self, running: &mut Running, order: Order) {
        if let Err(error) = self.media.order(order) {
            tracing::error!(%error, evening = %self.evening, "the room and its media thread have parted");
            running.phase = Phase::Broken;
        }
    }

    fn send(&self, running: &mut Running, connection: ConnectionId, message: &ServerMessage) {
        count(message);
        let Some(outbox) = running.outboxes.get(connection) else { return };
        #[cfg(feature = "sabotage")]
        let message = &crate::sabotage::swapped::swap(connection, message.clone());
        let text = serde_json::to_string(message).expect("every message has a JSON form: its keys are strings");
        if outbox.try_send(Frame::Message(text)).is_err() {
            // Too slow, or gone. Dropping the queue tells the socket; the participant resumes.
            running.outboxes.remove(connection);
            running.room.handle_input(self.clock.now(), &mut SystemEntropy, Input::Disconnected { connection });
        }
    }

    /// Takes no more letters; whoever wrote one too late is told to come back to a new room.
    async fn finish(&mut self, mut running: Running) {
        self.registry.forget(self.evening, &self.handle);
        self.mailbox.close();
        while let Some((batch, ok)) = running.storing.next().await {
            running.room.handle_input(self.clock.now(), &mut SystemEntropy, Input::Stored { batch, ok });
            self.drain(&mut running);
        }
        let again = closing(RejectCode::ServerRestarting, Some(0));
        for outbox in running.outboxes.all() {
            let _ = outbox.try_send(Frame::Message(again.clone()));
            let _ = outbox.try_send(Frame::Close);
        }
        self.turn_away(&again).await;
    }

    async fn refuse(&mut self, code: RejectCode) {
        self.registry.forget(self.evening, &self.handle);
        self.mailbox.close();
        self.turn_away(&closing(code, None)).await;
    }

    async fn turn_away(&mut self, words: &str) {
        while let Some(letter) = self.mailbox.recv().await {
            if let Letter::Enter { outbox, .. } = letter {
                let _ = outbox.try_send(Frame::Message(words.to_owned()));
                let _ = outbox.try_send(Frame::Close);
            }
        }
    }
}

fn closing(code: RejectCode, retry_ms: Option<u32>) -> String {
    serde_json::to_string(&ServerMessage::Closing { rejection: code.reject(), retry_ms })
        .expect("every message has a JSON form: its keys are strings")
}

fn count(message: &ServerMessage) {
    match message {
        ServerMessage::Rejected { rejection, .. } | ServerMessage::Closing { rejection, .. } => {
            metrics::counter!("koronailta_rejections_total", "code" => rejection.code.as_str()).increment(1);
        }
        ServerMessage::Done { outcome: koronailta_signaling::wire::event::Outcome::ChatStored { .. }, .. } => {
            metrics::counter!("koronailta_chat_messages_total").increment(1);
        }
        ServerMessage::Done { outcome: koronailta_signaling::wire::event::Outcome::Joined { .. }, .. } => {
            metrics::counter!("koronailta_joins_total").increment(1);
        }
        ServerMessage::Done { outcome: koronailta_signaling::wire::event::Outcome::Resumed { .. }, .. } => {
            metrics::counter!("koronailta_resumes_total").increment(1);
        }
        _ => {}
    }
}

async fn sleep_until(at: Option<tokio::time::Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
