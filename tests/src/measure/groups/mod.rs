//! Small groups under load: people are moved about, leave, drop out and come back, and nothing of a group reaches anybody
//! outside of it.

mod attempts;
mod judge;
mod moves;
mod steps;

use std::time::Instant;

use koronailta_signaling::{
    ids::GroupId,
    media::Source,
    wire::{Command, Event, group::Arrange},
};

pub use self::{
    attempts::{Attempts, attempts},
    judge::Judged,
    moves::{Moved, moves},
    steps::{Walls, walls},
};
use crate::{
    participant::Participant,
    peer::{Plan, Slots},
    person::Person,
    server::{Links, Server},
};

/// A line that the program printed for whoever ran it.
fn printed(server: &Server, words: &[&str]) -> String {
    let output = server.command(words);
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(output.status.success(), "{words:?}: {text}\n{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// An evening whose participants need not knock.
///
/// # Panics
/// When the command line refuses.
#[must_use]
pub fn evening(server: &Server, encrypted: bool) -> Links {
    let words =
        ["evening", "add", "--network", "rovaniemi", "--title", "Ilta", "--starts", "now", "--doors-minutes", "0"];
    let words = if encrypted { [&words[..], &["--encrypted"]].concat() } else { words.to_vec() };
    let evening = printed(server, &words);
    let link = |words: &[&str]| {
        let text = printed(server, &[&["link", "add", "--evening", &evening], words].concat());
        text.split_whitespace().find(|word| word.starts_with("http")).expect("a link").to_owned()
    };
    let (moderator, participant) = (link(&["--role", "moderator"]), link(&["--role", "participant", "--admits"]));
    Links { organizer: moderator.clone(), advisor: moderator.clone(), moderator, participant, console: String::new() }
}

/// A microphone, and slots for three other voices.
#[must_use]
pub fn voice_plan(who: u32, begun: Instant) -> Plan {
    Plan { who, sources: vec![Source::Microphone], slots: Slots { audio: 4, video: 0, stage: false }, begun }
}

/// Somebody comes in, connects and speaks.
pub(crate) async fn speaker(link: &str, who: u32, begun: Instant) -> Participant {
    let person = Person::join_sealed(link, &format!("Vieras {who}")).await;
    person.welcome().await;
    let mut participant = Participant::connect(person, &voice_plan(who, begun)).await;
    participant.shows(Source::Microphone).await;
    participant
}

/// An evening in groups: a moderator without media, and people who all speak.
#[derive(Debug)]
pub struct Gathering {
    pub(crate) links: Links,
    pub(crate) moderator: Person,
    pub(crate) people: Vec<Participant>,
    pub(crate) begun: Instant,
    pub(crate) next: u32,
}

impl Gathering {
    /// Everybody is in the common room.
    pub async fn new(server: &Server, people: u32) -> Self {
        let links = evening(server, false);
        let begun = Instant::now();
        let moderator = Person::join_sealed(&links.moderator, "Maarit").await;
        moderator.welcome().await;
        let mut gathering = Self { links, moderator, people: Vec::new(), begun, next: 1 };
        for _ in 0..people {
            gathering.comes().await;
        }
        gathering
    }

    pub(crate) async fn comes(&mut self) {
        let speaker = speaker(&self.links.participant, self.next, self.begun).await;
        self.next += 1;
        self.people.push(speaker);
    }

    /// Divides everybody and opens the groups.
    pub(crate) async fn open(&mut self, arrange: Arrange) -> Vec<GroupId> {
        self.moderator.done(Command::GroupsArrange { arrange }).await;
        self.moderator.done(Command::GroupsOpen { seconds: None }).await;
        let open = |event: &Event| match event {
            Event::Groups { groups } if !groups.open.is_empty() => {
                Some(groups.open.iter().map(|group| group.name.id).collect())
            }
            _ => None,
        };
        self.moderator.expect("the open groups", open).await
    }

    pub(crate) async fn close(&mut self) {
        self.moderator.done(Command::GroupsClose { seconds: 0 }).await;
        // What was told of the groups that are gone is looked at no more.
        self.moderator.barrier().await;
        self.moderator.forget_events();
    }

    /// Everybody goes.
    pub async fn ends(self) {
        for mut participant in self.people {
            participant.peer.close().await;
        }
    }
}
