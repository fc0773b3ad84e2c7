//! One WebSocket of an evening, and all that was ever said on it.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use futures_util::{SinkExt, StreamExt};
use koronailta_signaling::{
    ids::{EveningId, Mid},
    wire::{Command, Live, Rejection, ServerMessage, command::ClientMessage, event::Outcome, live::SlotFill},
};
use tokio::{
    net::TcpStream,
    sync::{mpsc, watch},
};
use tokio_tungstenite::tungstenite::{Error as SocketError, Message, client::IntoClientRequest, http::HeaderValue};

use crate::{Deadline, PATIENCE, e2ee::keyring::Shared, ear::locked};

/// Numbers of the commands by which a keyring answers; nobody waits for their answers.
const OF_KEYS: u32 = 1 << 30;

/// A mapping of a slot, as it arrived.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// When it arrived here.
    pub at: Instant,
    /// The slot.
    pub mid: Mid,
    /// Whose track, or nothing.
    pub fill: Option<SlotFill>,
}

/// Everything a socket has received.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    /// Not looked at yet, oldest first.
    pub(crate) waiting: VecDeque<ServerMessage>,
    /// Everything, as it stood on the wire.
    pub(crate) raw: Vec<String>,
    pub(crate) mappings: Vec<Mapping>,
    pub(crate) last_seq: u32,
    /// A `seq` that did not follow its forerunner.
    pub(crate) gap: Option<(u32, u32)>,
    closed: bool,
}

/// What a socket received, shared with the task that reads it.
#[derive(Debug)]
struct Inbox {
    heard: Mutex<Heard>,
    changed: watch::Sender<u64>,
    keyring: Option<Shared>,
}

impl Inbox {
    fn new(keyring: Option<Shared>) -> Arc<Self> {
        Arc::new(Self { heard: Mutex::default(), changed: watch::Sender::new(0), keyring })
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self) {
        self.changed.send_modify(|count| *count += 1);
    }

    /// Takes a message and says what the keyring has to say to it.
    fn take(&self, text: &str) -> Vec<Command> {
        let message: ServerMessage = serde_json::from_str(text)
            .unwrap_or_else(|error| panic!("the server said what is not in the protocol: {error}: {text}"));
        let mut heard = self.heard();
        heard.raw.push(text.to_owned());
        let mut said = Vec::new();
        match &message {
            ServerMessage::Done { id, .. } if *id >= OF_KEYS => return said,
            ServerMessage::Rejected { id, rejection } if *id >= OF_KEYS => {
                if let Some(keyring) = &self.keyring {
                    locked(keyring).refused.push(rejection.code);
                }
                return said;
            }
            ServerMessage::Live { live: Live::Slot { mid, fill } } => {
                heard.mappings.push(Mapping { at: Instant::now(), mid: mid.clone(), fill: *fill });
            }
            ServerMessage::Event { seq, event } => {
                if let Some(keyring) = &self.keyring {
                    said = locked(keyring).hear(event);
                }
                if heard.last_seq != 0 && *seq != heard.last_seq + 1 && *seq != 1 {
                    heard.gap = Some((heard.last_seq, *seq));
                }
                heard.last_seq = *seq;
            }
            _ => {}
        }
        heard.waiting.push_back(message);
        drop(heard);
        self.tell();
        said
    }
}

/// One WebSocket.
#[derive(Debug)]
pub struct Socket {
    out: mpsc::UnboundedSender<Message>,
    inbox: Arc<Inbox>,
    next: u32,
}

fn written(id: u32, command: Command) -> String {
    serde_json::to_string(&ClientMessage { id, command }).expect("a command can be written")
}

/// What the server says when it does not upgrade to a WebSocket.
#[derive(Debug)]
pub struct Refused {
    /// The status code.
    pub status: u16,
    /// The body.
    pub body: serde_json::Value,
}

impl Socket {
    /// Connects to an evening.
    ///
    /// # Errors
    /// When the server answers without upgrading.
    ///
    /// # Panics
    /// When there is no server.
    pub async fn open(server: SocketAddr, evening: EveningId, protocol: &str) -> Result<Self, Refused> {
        Self::open_with(server, evening, protocol, None).await
    }

    /// Connects to an evening; the keyring answers by itself.
    ///
    /// # Errors
    /// When the server answers without upgrading.
    ///
    /// # Panics
    /// When there is no server.
    pub async fn open_with(
        server: SocketAddr,
        evening: EveningId,
        protocol: &str,
        keyring: Option<Shared>,
    ) -> Result<Self, Refused> {
        let url = format!("ws://{server}/api/v1/evenings/{evening}/ws");
        let mut request = url.into_client_request().expect("a URL");
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", HeaderValue::from_str(protocol).expect("a protocol"));
        headers.insert("origin", HeaderValue::from_str(&format!("http://{server}")).expect("an origin"));
        let stream = TcpStream::connect(server).await.expect("the server listens");
        let _ = stream.set_nodelay(true);
        let connecting = tokio_tungstenite::client_async(request, stream);
        let (socket, _) = match tokio::time::timeout(PATIENCE, connecting).await.expect("the upgrade in time") {
            Ok(connected) => connected,
            Err(SocketError::Http(answer)) => {
                let body =
                    answer.body().as_deref().and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
                return Err(Refused { status: answer.status().as_u16(), body });
            }
            Err(error) => return Err(Refused { status: 0, body: serde_json::Value::String(error.to_string()) }),
        };
        let inbox = Inbox::new(keyring);
        let (out, mut orders) = mpsc::unbounded_channel::<Message>();
        let (mut sink, mut stream) = socket.split();
        let reader = inbox.clone();
        tokio::spawn(async move {
            let mut of_keys = OF_KEYS;
            'socket: loop {
                tokio::select! {
                    order = orders.recv() => {
                        let Some(order) = order else { break };
                        if sink.send(order).await.is_err() {
                            break;
                        }
                    }
                    message = stream.next() => match message {
                        Some(Ok(Message::Text(text))) => {
                            for command in reader.take(text.as_str()) {
                                of_keys += 1;
                                if sink.send(Message::text(written(of_keys, command))).await.is_err() {
                                    break 'socket;
                                }
                            }
                        }
                        Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                        Some(Ok(_)) => {}
                    },
                }
            }
            reader.heard().closed = true;
            reader.tell();
        });
        Ok(Self { out, inbox, next: 1 })
    }

    /// Sends any text.
    pub fn send_text(&self, text: impl Into<String>) {
        let _ = self.out.send(Message::text(text.into()));
    }

    /// Sends any bytes.
    pub fn send_binary(&self, bytes: Vec<u8>) {
        let _ = self.out.send(Message::binary(bytes));
    }

    /// Sends a command and returns its number.
    pub fn send(&mut self, command: Command) -> u32 {
        let id = self.next;
        self.next += 1;
        self.send_text(written(id, command));
        id
    }

    pub(crate) fn heard(&self) -> MutexGuard<'_, Heard> {
        self.inbox.heard()
    }

    /// Drops the line without a word.
    pub(crate) fn break_off(&mut self) {
        self.out = mpsc::unbounded_channel().0;
    }

    /// The server has closed the socket.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.inbox.heard().closed
    }

    /// Waits for the first message that `pick` takes; it is removed, the others stay.
    ///
    /// # Errors
    /// After the usual patience, or when the socket is closed without it: what else is waiting.
    pub async fn wait<T>(&self, pick: impl FnMut(&ServerMessage) -> Option<T>) -> Result<T, String> {
        self.wait_until(Deadline::usual(), pick).await
    }

    async fn wait_until<T>(
        &self,
        deadline: Deadline,
        mut pick: impl FnMut(&ServerMessage) -> Option<T>,
    ) -> Result<T, String> {
        let mut changed = self.inbox.changed.subscribe();
        loop {
            let closed = {
                let mut heard = self.inbox.heard();
                if let Some(place) = heard.waiting.iter().position(|message| pick(message).is_some()) {
                    let message = heard.waiting.remove(place).expect("it was there");
                    return Ok(pick(&message).expect("it was taken a moment ago"));
                }
                heard.closed
            };
            let left = deadline.left();
            if closed || left.is_zero() {
                let heard = self.inbox.heard();
                return Err(format!("closed: {closed}; waiting: {:#?}", heard.waiting));
            }
            let _ = tokio::time::timeout(left, changed.changed()).await;
        }
    }

    /// Waits for the answer to a command.
    ///
    /// # Errors
    /// The rejection.
    ///
    /// # Panics
    /// When no answer comes in time.
    pub async fn answer(&self, request: u32) -> Result<Outcome, Rejection> {
        let answer = self.wait(|message| match message {
            ServerMessage::Done { id, outcome } if *id == request => Some(Ok(outcome.clone())),
            ServerMessage::Rejected { id, rejection } if *id == request => Some(Err(rejection.clone())),
            _ => None,
        });
        answer.await.unwrap_or_else(|others| panic!("no answer to command {request}: {others}"))
    }

    /// Sends a command and waits for its answer.
    ///
    /// # Errors
    /// The rejection.
    pub async fn ask(&mut self, command: Command) -> Result<Outcome, Rejection> {
        let id = self.send(command);
        self.answer(id).await
    }

    /// Takes the answers that have arrived so far, in order of arrival.
    #[must_use]
    pub fn take_answers(&self) -> Vec<(u32, Result<Outcome, Rejection>)> {
        let mut answers = Vec::new();
        self.inbox.heard().waiting.retain(|message| match message {
            ServerMessage::Done { id, outcome } => {
                answers.push((*id, Ok(outcome.clone())));
                false
            }
            ServerMessage::Rejected { id, rejection } => {
                answers.push((*id, Err(rejection.clone())));
                false
            }
            _ => true,
        });
        answers
    }

    /// How many answers have arrived that were not looked at.
    #[must_use]
    pub fn answers_waiting(&self) -> usize {
        let is_answer =
            |message: &&ServerMessage| matches!(message, ServerMessage::Done { .. } | ServerMessage::Rejected { .. });
        self.inbox.heard().waiting.iter().filter(is_answer).count()
    }

    /// Waits until the server closes the socket, and tells why, if it said so.
    ///
    /// # Panics
    /// When it does not close in time.
    pub async fn closing(&self) -> Option<Rejection> {
        let deadline = Deadline::usual();
        deadline.until("the server closes the socket", || self.is_closed()).await;
        self.inbox.heard().waiting.iter().rev().find_map(|message| match message {
            ServerMessage::Closing { rejection, .. } => Some(rejection.clone()),
            _ => None,
        })
    }
}
