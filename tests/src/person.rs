//! A person on the WebSocket: commands with their answers, events to wait for, and all that was ever said to them.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use futures_util::{SinkExt, StreamExt};
use koronailta_signaling::{
    ids::{DeviceId, EveningId, MessageId, Mid, ParticipantId},
    media::{DeviceClass, Source},
    wire::{
        Command, Event, Live, RejectCode, Rejection, SUBPROTOCOL, ServerMessage,
        command::{ClientMessage, Join, Language, Resume, Want},
        event::{ChatAudience, ChatMessage, Outcome, SlotFill, Standing, Welcome},
    },
};
use tokio::{
    net::TcpStream,
    sync::{mpsc, watch},
};
use tokio_tungstenite::tungstenite::{Error as SocketError, Message, client::IntoClientRequest, http::HeaderValue};
use uuid::Uuid;

use crate::{Deadline, PATIENCE, http};

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

#[derive(Debug, Default)]
struct Heard {
    /// Not looked at yet, oldest first.
    waiting: VecDeque<ServerMessage>,
    /// Everything, as it stood on the wire.
    raw: Vec<String>,
    mappings: Vec<Mapping>,
    last_seq: u32,
    /// A `seq` that did not follow its forerunner.
    gap: Option<(u32, u32)>,
    closed: bool,
}

/// What a socket received, shared with the task that reads it.
#[derive(Debug)]
struct Inbox {
    heard: Mutex<Heard>,
    changed: watch::Sender<u64>,
}

impl Inbox {
    fn new() -> Arc<Self> {
        Arc::new(Self { heard: Mutex::default(), changed: watch::Sender::new(0) })
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self) {
        self.changed.send_modify(|count| *count += 1);
    }

    fn take(&self, text: &str) {
        let message: ServerMessage = serde_json::from_str(text)
            .unwrap_or_else(|error| panic!("the server said what is not in the protocol: {error}: {text}"));
        let mut heard = self.heard();
        heard.raw.push(text.to_owned());
        match &message {
            ServerMessage::Live { live: Live::Slot { mid, fill } } => {
                heard.mappings.push(Mapping { at: Instant::now(), mid: mid.clone(), fill: *fill });
            }
            ServerMessage::Event { seq, .. } => {
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
    }
}

/// One WebSocket.
#[derive(Debug)]
pub struct Socket {
    out: mpsc::UnboundedSender<Message>,
    inbox: Arc<Inbox>,
    next: u32,
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
        let inbox = Inbox::new();
        let (out, mut orders) = mpsc::unbounded_channel::<Message>();
        let (mut sink, mut stream) = socket.split();
        let reader = inbox.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    order = orders.recv() => {
                        let Some(order) = order else { break };
                        if sink.send(order).await.is_err() {
                            break;
                        }
                    }
                    message = stream.next() => match message {
                        Some(Ok(Message::Text(text))) => reader.take(text.as_str()),
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
        let text = serde_json::to_string(&ClientMessage { id, command }).expect("a command can be written");
        self.send_text(text);
        id
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

/// What a link opens, as `POST /api/v1/links/resolve` tells.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The server.
    pub server: SocketAddr,
    /// The link's token.
    pub token: String,
    /// The evening.
    pub evening: EveningId,
}

/// Resolves a full link.
///
/// # Errors
/// The problem the server names: status and body.
///
/// # Panics
/// When the server does not answer.
pub async fn resolve(link: &str) -> Result<Invitation, (u16, serde_json::Value)> {
    let (server, token) = split_link(link);
    let asked = serde_json::json!({ "token": token });
    let answer = http::post(server, "/api/v1/links/resolve", &asked).await.expect("the server answers");
    let body = answer.json();
    let evening = body["evening"]["evening"].as_str().and_then(|id| id.parse().ok());
    match evening {
        Some(evening) if answer.status == 200 => Ok(Invitation { server, token, evening }),
        _ => Err((answer.status, body)),
    }
}

/// The server and the token of `http://ADDRESS/j/TOKEN`.
///
/// # Panics
/// When it is no such link.
#[must_use]
pub fn split_link(link: &str) -> (SocketAddr, String) {
    let rest = link.strip_prefix("http://").unwrap_or_else(|| panic!("not a link: {link:?}"));
    let (server, token) = rest.split_once("/j/").unwrap_or_else(|| panic!("not a link: {link:?}"));
    (server.parse().expect("an address"), token.to_owned())
}

/// A device id of its own, or any other id.
#[must_use]
pub fn fresh() -> Uuid {
    Uuid::new_v4()
}

/// A person who has joined, in the room or in its lobby.
#[derive(Debug)]
pub struct Person {
    /// What they call themselves.
    pub name: String,
    /// By what they came.
    pub invitation: Invitation,
    /// Who they are here.
    pub id: ParticipantId,
    /// For resuming.
    pub secret: String,
    /// The socket.
    pub socket: Socket,
    /// The browser.
    pub device: DeviceId,
}

/// The `join` of somebody who does everything right.
#[must_use]
pub fn joining(token: &str, name: &str, device: DeviceId) -> Join {
    Join {
        token: token.to_owned(),
        name: name.to_owned(),
        business: None,
        device,
        device_class: DeviceClass::Desktop,
        language: Language::Fi,
        rules_accepted: true,
    }
}

impl Person {
    /// Joins by a link; whoever does not get in at once waits in the lobby.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn join(link: &str, name: &str) -> Self {
        Self::try_join(link, name).await.unwrap_or_else(|rejection| panic!("{name} cannot join: {rejection:?}"))
    }

    /// Joins by a link.
    ///
    /// # Errors
    /// The rejection.
    ///
    /// # Panics
    /// When the link cannot be resolved.
    pub async fn try_join(link: &str, name: &str) -> Result<Self, Rejection> {
        let invitation = resolve(link).await.unwrap_or_else(|problem| panic!("{name}'s link: {problem:?}"));
        Self::join_as(&invitation, joining(&invitation.token, name, DeviceId(fresh()))).await
    }

    /// Joins in a special way.
    ///
    /// # Errors
    /// The rejection.
    ///
    /// # Panics
    /// When the socket is refused.
    pub async fn join_as(invitation: &Invitation, join: Join) -> Result<Self, Rejection> {
        let name = join.name.clone();
        let device = join.device;
        let opened = Socket::open(invitation.server, invitation.evening, SUBPROTOCOL).await;
        let mut socket = opened.unwrap_or_else(|refused| panic!("{name}'s socket: {refused:?}"));
        match socket.ask(Command::Join(join)).await? {
            Outcome::Joined { participant, secret, .. } => {
                Ok(Self { name, invitation: invitation.clone(), id: participant, secret, socket, device })
            }
            other => panic!("join was answered with {other:?}"),
        }
    }

    /// Joins and waits for the welcome: for those who do not wait in the lobby.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn enter(link: &str, name: &str) -> (Self, Welcome) {
        let person = Self::join(link, name).await;
        let welcome = person.welcome().await;
        (person, welcome)
    }

    /// Knocks, is let in by `host`, and waits for the welcome.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn enter_through(host: &mut Self, link: &str, name: &str) -> (Self, Welcome) {
        let person = Self::join(link, name).await;
        host.done(Command::Admit { participant: person.id }).await;
        let welcome = person.welcome().await;
        (person, welcome)
    }

    /// Sends a command that must be carried out.
    ///
    /// # Panics
    /// When it is rejected.
    pub async fn done(&mut self, command: Command) -> Outcome {
        let name = command.name();
        self.socket
            .ask(command)
            .await
            .unwrap_or_else(|rejection| panic!("{}: {name} was rejected: {rejection:?}", self.name))
    }

    /// Sends a command that must be rejected.
    ///
    /// # Panics
    /// When it is carried out.
    pub async fn rejected(&mut self, command: Command) -> RejectCode {
        let name = command.name();
        match self.socket.ask(command).await {
            Ok(outcome) => panic!("{}: {name} was carried out: {outcome:?}", self.name),
            Err(rejection) => rejection.code,
        }
    }

    /// Waits for an event; it is taken, the others stay.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn expect<T>(&self, what: &str, mut pick: impl FnMut(&Event) -> Option<T>) -> T {
        let picked = self.socket.wait(|message| match message {
            ServerMessage::Event { event, .. } => pick(event),
            _ => None,
        });
        picked.await.unwrap_or_else(|others| panic!("{} did not get {what}; {others}", self.name))
    }

    /// Waits for the welcome.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn welcome(&self) -> Welcome {
        let welcome = |event: &Event| match event {
            Event::Welcome(welcome) => Some((**welcome).clone()),
            _ => None,
        };
        self.expect("a welcome", welcome).await
    }

    /// Waits until the server has answered a command of this person: all that was said to them before has then arrived.
    /// Whoever waits in the lobby may not read the chat, and is told so; that is an answer too.
    pub async fn barrier(&mut self) {
        let _ = self.socket.ask(Command::ChatHistory { before: 1 }).await;
    }

    /// The events that have arrived and were not waited for.
    pub fn leftover(&self, mut interesting: impl FnMut(&Event) -> bool) -> Vec<Event> {
        let heard = self.socket.inbox.heard();
        let events = heard.waiting.iter().filter_map(|message| match message {
            ServerMessage::Event { event, .. } if interesting(event) => Some((**event).clone()),
            _ => None,
        });
        events.collect()
    }

    /// Everything this person was ever told, as it stood on the wire.
    #[must_use]
    pub fn everything_heard(&self) -> Vec<String> {
        self.socket.inbox.heard().raw.clone()
    }

    /// The slot mappings so far, in order of arrival.
    #[must_use]
    pub fn mappings(&self) -> Vec<Mapping> {
        self.socket.inbox.heard().mappings.clone()
    }

    /// Two neighbouring `seq` that are not neighbours in number.
    #[must_use]
    pub fn gap(&self) -> Option<(u32, u32)> {
        self.socket.inbox.heard().gap
    }

    /// The `seq` of the newest event.
    #[must_use]
    pub fn last_seq(&self) -> u32 {
        self.socket.inbox.heard().last_seq
    }

    /// Writes to everybody and returns the place in the chat.
    ///
    /// # Panics
    /// When it is rejected.
    pub async fn write(&mut self, text: &str) -> u32 {
        let command = post(MessageId(fresh()), text);
        match self.done(command).await {
            Outcome::ChatStored { chat_seq, .. } => chat_seq,
            other => panic!("chat_post was answered with {other:?}"),
        }
    }

    /// Waits for a message with these words and returns its place in the chat.
    ///
    /// # Panics
    /// When it does not come in time.
    pub async fn reads(&self, words: &str) -> u32 {
        let posted = |event: &Event| match event {
            Event::ChatPosted { message } if message.text == words => Some(message.chat_seq),
            _ => None,
        };
        self.expect(&format!("the message {words:?}"), posted).await
    }

    /// Reads the whole chat, oldest first.
    ///
    /// # Panics
    /// When it is rejected.
    pub async fn whole_chat(&mut self) -> Vec<ChatMessage> {
        let mut chat: Vec<ChatMessage> = Vec::new();
        let mut before = u32::MAX;
        loop {
            let Outcome::ChatPage { messages, earlier } = self.done(Command::ChatHistory { before }).await else {
                panic!("chat_history is answered with a page")
            };
            before = messages.first().map_or(0, |message| message.chat_seq);
            let more = earlier && !messages.is_empty();
            chat.splice(0..0, messages);
            if !more {
                return chat;
            }
        }
    }

    /// Switches an own source on or off.
    ///
    /// # Panics
    /// When it is rejected.
    pub async fn publish(&mut self, source: Source, on: bool) {
        self.done(Command::Publish { source, on }).await;
    }

    /// Shows these cameras, most important first.
    ///
    /// # Panics
    /// When it is rejected.
    pub async fn looks_at(&mut self, people: &[ParticipantId]) {
        let want = |participant: &ParticipantId| Want {
            participant: *participant,
            source: Source::Camera,
            width: 320,
            height: 180,
        };
        self.done(Command::View { wants: people.iter().map(want).collect() }).await;
    }

    /// Drops the socket without a word, as a broken line does.
    pub fn breaks_off(&mut self) {
        let (out, _) = mpsc::unbounded_channel();
        self.socket.out = out;
    }

    /// Comes back on a new socket.
    ///
    /// # Errors
    /// The rejection.
    ///
    /// # Panics
    /// When the socket is refused.
    pub async fn resume(&mut self) -> Result<(Standing, bool), Rejection> {
        let last_seq = self.last_seq();
        self.resume_from(last_seq).await
    }

    /// Comes back on a new socket and says what was seen last.
    ///
    /// # Errors
    /// The rejection.
    ///
    /// # Panics
    /// When the socket is refused.
    pub async fn resume_from(&mut self, last_seq: u32) -> Result<(Standing, bool), Rejection> {
        let opened = Socket::open(self.invitation.server, self.invitation.evening, SUBPROTOCOL).await;
        self.socket = opened.unwrap_or_else(|refused| panic!("{}'s socket: {refused:?}", self.name));
        let resume =
            Resume { participant: self.id, secret: self.secret.clone(), last_seq, device_class: DeviceClass::Desktop };
        match self.socket.ask(Command::Resume(resume)).await? {
            Outcome::Resumed { standing, replayed } => Ok((standing, replayed)),
            other => panic!("resume was answered with {other:?}"),
        }
    }

    /// Comes back as soon as the server is there again.
    ///
    /// # Panics
    /// When it is not, or the session is gone.
    pub async fn resume_when_possible(&mut self) -> (Standing, bool) {
        let deadline = Deadline::usual();
        while TcpStream::connect(self.invitation.server).await.is_err() {
            assert!(!deadline.is_over(), "the server does not come back");
            deadline.pause().await;
        }
        self.resume().await.unwrap_or_else(|rejection| panic!("{} cannot resume: {rejection:?}", self.name))
    }
}

/// A message to everybody.
#[must_use]
pub fn post(message: MessageId, text: &str) -> Command {
    Command::ChatPost { message, text: text.to_owned(), audience: ChatAudience::Everyone }
}
