//! One socket: reads commands, writes what the room says, and notices when nobody is there any more.

use std::time::{Duration, Instant};

use axum::extract::ws::{Message, WebSocket};
use koronailta_signaling::{
    ids::{ConnectionId, EveningId},
    limits,
    room::Input,
    wire::{ClientMessage, Command, RejectCode, Rejection, ServerMessage},
};
use tokio::{sync::mpsc, time::timeout};

use crate::{
    app::{App, RESTART_RETRY_MS},
    clock::SystemEntropy,
    links,
    rooms::{Frame, Gone, OUTBOX, RoomHandle},
};

/// A socket must join or resume within this time.
const FIRST_MESSAGE: Duration = Duration::from_secs(10);

/// How often the other side is asked whether it is there.
const PING_EVERY: Duration = Duration::from_secs(3);

/// Without any sign of life for so long the socket is dead. It is looked at with each ping, so noticed 12 s later at most.
const DEAD_AFTER: Duration = Duration::from_secs(9);

/// A frame that the network does not take within this time ends the socket.
const SEND_WITHIN: Duration = Duration::from_secs(10);

/// So long the other side has to take the last words and to close.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Unreadable messages after which the socket is closed.
const UNREADABLE_MAX: u32 = 20;

/// Refused joins after which the socket is closed.
const REFUSED_MAX: u32 = 20;

/// A slow client comes back after this time, in milliseconds.
const SLOW_RETRY_MS: u32 = 500;

/// Why a socket ends.
enum End {
    /// The other side closed it, or is gone.
    Gone,
    /// With a last word.
    Closing(Rejection, Option<u32>),
    /// The room has said everything.
    Silent,
}

/// One socket of an evening.
struct Connection {
    app: App,
    evening: EveningId,
    id: ConnectionId,
    socket: WebSocket,
    room: Option<RoomHandle>,
    outbox: mpsc::Sender<Frame>,
    unreadable: u32,
    refused: u32,
    seen: Instant,
}

/// Serves a socket until it ends.
pub async fn serve(app: App, evening: EveningId, socket: WebSocket) {
    let _open = app.sockets.open();
    let id = ConnectionId::new(app.clock.now(), SystemEntropy::bytes());
    let (outbox, frames) = mpsc::channel(OUTBOX);
    let (unreadable, refused) = (0, 0);
    let seen = Instant::now();
    let connection = Connection { app, evening, id, socket, room: None, outbox, unreadable, refused, seen };
    connection.run(frames).await;
}

impl Connection {
    async fn run(mut self, mut frames: mpsc::Receiver<Frame>) {
        let end = self.talk(&mut frames).await;
        if let Some(room) = self.room.take() {
            let _ = room.input(Input::Disconnected { connection: self.id }).await;
        }
        if let End::Closing(rejection, retry_ms) = end {
            tracing::debug!(connection = %self.id, code = rejection.code.as_str(), "closing");
            let _ = self.say(&ServerMessage::Closing { rejection, retry_ms }).await;
        }
        let _ = timeout(SEND_WITHIN, self.socket.send(Message::Close(None))).await;
        // What is unread when a socket is closed makes TCP take back the last words (RFC 1122 §4.2.2.13).
        let _ = timeout(LAST_WORDS, async { while let Some(Ok(_)) = self.socket.recv().await {} }).await;
    }

    async fn talk(&mut self, frames: &mut mpsc::Receiver<Frame>) -> End {
        let began = Instant::now();
        let mut stopping = self.app.sockets.stopping();
        let mut pings = tokio::time::interval(PING_EVERY);
        loop {
            let step = tokio::select! {
                frame = frames.recv() => self.pass_on(frame).await,
                message = self.socket.recv() => match message {
                    Some(Ok(message)) => self.read(message).await,
                    Some(Err(_)) | None => Err(End::Gone),
                },
                _ = pings.tick() => self.look(began).await,
                // Who has a room hears it from there, after what is still on its way to the store.
                () = stopping.told(), if self.room.is_none() => Err(restarting()),
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    async fn pass_on(&mut self, frame: Option<Frame>) -> Result<(), End> {
        match frame {
            Some(Frame::Message(text)) => self.write(Message::Text(text.into())).await,
            Some(Frame::Close) => Err(End::Silent),
            // The room dropped its end: this socket did not keep up.
            None => Err(End::Closing(RejectCode::TooSlow.reject(), Some(SLOW_RETRY_MS))),
        }
    }

    async fn look(&mut self, began: Instant) -> Result<(), End> {
        if self.seen.elapsed() > DEAD_AFTER {
            return Err(End::Gone);
        }
        if self.room.is_none() && began.elapsed() > FIRST_MESSAGE {
            return Err(End::Closing(RejectCode::NotJoined.reject(), None));
        }
        self.write(Message::Ping(bytes::Bytes::new())).await
    }

    async fn read(&mut self, message: Message) -> Result<(), End> {
        self.seen = Instant::now();
        let text = match message {
            Message::Text(text) => text,
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
            Message::Close(_) => return Err(End::Gone),
            Message::Binary(_) => return self.not_understood(None, RejectCode::Malformed.reject()).await,
        };
        match ClientMessage::parse(&text) {
            Ok(ClientMessage { id, command }) => self.carry_out(id, command).await,
            Err(unreadable) => self.not_understood(unreadable.id, unreadable.rejection).await,
        }
    }

    /// Answers where the command's number could be read; without a number there is nobody to answer, so it is 0.
    async fn not_understood(&mut self, id: Option<u32>, rejection: Rejection) -> Result<(), End> {
        self.unreadable += 1;
        metrics::counter!("koronailta_rejections_total", "code" => rejection.code.as_str()).increment(1);
        if self.unreadable > UNREADABLE_MAX {
            return Err(End::Closing(rejection, None));
        }
        self.say(&ServerMessage::Rejected { id: id.unwrap_or(0), rejection }).await
    }

    async fn carry_out(&mut self, request: u32, command: Command) -> Result<(), End> {
        let input = match command {
            Command::Join(join) => {
                match links::resolve_for(&self.app.store, &join.token, self.evening, self.app.clock.now()).await {
                    Ok(link) => match self.app.joins.count(&link.access.link) {
                        Ok(()) => Input::Join { connection: self.id, request, access: link.access, join },
                        Err(wait) => return self.refuse(request, wait.rejection()).await,
                    },
                    Err(error) => return self.refuse(request, error.rejection()).await,
                }
            }
            Command::Resume(resume) => {
                match links::session_link_valid(&self.app.store, self.evening, resume.participant).await {
                    Ok(link_valid) => Input::Resume { connection: self.id, request, resume, link_valid },
                    Err(error) => return self.refuse(request, links::LinkError::Internal(error).rejection()).await,
                }
            }
            command => {
                let Some(room) = &self.room else {
                    return self.refuse(request, RejectCode::NotJoined.reject()).await;
                };
                let input = Input::Command { connection: self.id, request, command };
                return room.input(input).await.map_err(|Gone| room_ended());
            }
        };
        self.enter(input).await
    }

    async fn refuse(&mut self, id: u32, rejection: Rejection) -> Result<(), End> {
        self.refused += 1;
        metrics::counter!("koronailta_rejections_total", "code" => rejection.code.as_str()).increment(1);
        if self.refused > REFUSED_MAX {
            return Err(End::Closing(rejection, None));
        }
        self.say(&ServerMessage::Rejected { id, rejection }).await
    }

    async fn enter(&mut self, input: Input) -> Result<(), End> {
        if let Some(room) = &self.room {
            return room.input(input).await.map_err(|Gone| room_ended());
        }
        // A room that has just ended makes place for a new one; twice in a row would be a fault.
        for _ in 0..3 {
            let Some(room) = self.app.registry.room(self.evening) else { return Err(restarting()) };
            if room.enter(self.id, self.outbox.clone(), input.clone()).await.is_ok() {
                self.room = Some(room);
                // From here on only the room holds the queue, so that dropping it is noticed.
                self.outbox = mpsc::channel(1).0;
                return Ok(());
            }
        }
        Err(room_ended())
    }

    async fn say(&mut self, message: &ServerMessage) -> Result<(), End> {
        let text = serde_json::to_string(message).expect("every message has a JSON form: its keys are strings");
        self.write(Message::Text(text.into())).await
    }

    async fn write(&mut self, message: Message) -> Result<(), End> {
        match timeout(SEND_WITHIN, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }
}

fn restarting() -> End {
    End::Closing(RejectCode::ServerRestarting.reject(), Some(RESTART_RETRY_MS))
}

fn room_ended() -> End {
    End::Closing(RejectCode::ServerRestarting.reject(), Some(0))
}

/// Bytes of a frame above which the socket is closed without an answer; up to here it is told what the limit is.
#[must_use]
pub fn frame_max() -> usize {
    limits::MESSAGE_BYTES * 4
}
