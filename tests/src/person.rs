//! A person on the WebSocket: commands with their answers, events to wait for, and all that was ever said to them.

use std::net::SocketAddr;

use koronailta_signaling::{
    ids::{DeviceId, EveningId, MessageId, ParticipantId},
    media::{DeviceClass, Source},
    wire::{
        Command, Event, RejectCode, Rejection, SUBPROTOCOL, ServerMessage,
        chat::{ChatAudience, ChatMessage},
        event::{Outcome, Standing},
        join::{Join, Language, Resume},
        view::Want,
        welcome::Welcome,
    },
};
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::{
    Deadline,
    e2ee::keyring::{Keyring, Shared},
    http,
    socket::{Mapping, Socket},
};

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
    /// The keys, of one who can encrypt.
    pub keyring: Option<Shared>,
    /// What was heard on earlier sockets, as it stood on the wire.
    pub earlier: Vec<String>,
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
        e2ee: false,
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

    /// Joins as somebody who can encrypt: the keyring agrees on keys by itself.
    ///
    /// # Panics
    /// When the server refuses.
    pub async fn join_sealed(link: &str, name: &str) -> Self {
        let invitation = resolve(link).await.unwrap_or_else(|problem| panic!("{name}'s link: {problem:?}"));
        let join = Join { e2ee: true, ..joining(&invitation.token, name, DeviceId(fresh())) };
        let joined = Self::join_as(&invitation, join).await;
        joined.unwrap_or_else(|rejection| panic!("{name} cannot join: {rejection:?}"))
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
        let keyring = join.e2ee.then(Keyring::shared);
        let opened = Socket::open_with(invitation.server, invitation.evening, SUBPROTOCOL, keyring.clone()).await;
        let mut socket = opened.unwrap_or_else(|refused| panic!("{name}'s socket: {refused:?}"));
        match socket.ask(Command::Join(join)).await? {
            Outcome::Joined { participant, secret, .. } => Ok(Self {
                name,
                invitation: invitation.clone(),
                id: participant,
                secret,
                socket,
                device,
                keyring,
                earlier: Vec::new(),
            }),
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
        let heard = self.socket.heard();
        let events = heard.waiting.iter().filter_map(|message| match message {
            ServerMessage::Event { event, .. } if interesting(event) => Some((**event).clone()),
            _ => None,
        });
        events.collect()
    }

    /// Events that have arrived so far are not waited for any more.
    pub fn forget_events(&self) {
        self.socket.heard().waiting.retain(|message| !matches!(message, ServerMessage::Event { .. }));
    }

    /// Everything this person was ever told, as it stood on the wire.
    #[must_use]
    pub fn everything_heard(&self) -> Vec<String> {
        self.socket.heard().raw.clone()
    }

    /// The same, of all sockets this person ever had.
    #[must_use]
    pub fn ever_heard(&self) -> Vec<String> {
        [self.earlier.clone(), self.everything_heard()].concat()
    }

    /// The slot mappings so far, in order of arrival.
    #[must_use]
    pub fn mappings(&self) -> Vec<Mapping> {
        self.socket.heard().mappings.clone()
    }

    /// Two neighbouring `seq` that are not neighbours in number.
    #[must_use]
    pub fn gap(&self) -> Option<(u32, u32)> {
        self.socket.heard().gap
    }

    /// The `seq` of the newest event.
    #[must_use]
    pub fn last_seq(&self) -> u32 {
        self.socket.heard().last_seq
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
        self.socket.break_off();
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
        let Invitation { server, evening, .. } = self.invitation;
        self.earlier.append(&mut self.socket.heard().raw);
        let opened = Socket::open_with(server, evening, SUBPROTOCOL, self.keyring.clone()).await;
        self.socket = opened.unwrap_or_else(|refused| panic!("{}'s socket: {refused:?}", self.name));
        let resume = Resume {
            participant: self.id,
            secret: self.secret.clone(),
            last_seq,
            device_class: DeviceClass::Desktop,
            e2ee: self.keyring.is_some(),
        };
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
