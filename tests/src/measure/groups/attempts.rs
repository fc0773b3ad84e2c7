//! A client that wants into a group it does not belong to.

use koronailta_signaling::{
    ids::{GroupId, MessageId},
    wire::{
        Command, RejectCode,
        group::Arrange,
        keys::{EpochNumber, KeyScope, KeyShare},
    },
};

use super::Gathering;
use crate::{ear::locked, participant::Participant, person::fresh, server::Server};

/// Attempts, and those of them that were carried out.
#[derive(Clone, Debug, Default)]
pub struct Attempts {
    /// All.
    pub made: usize,
    /// Carried out.
    pub taken: Vec<String>,
    /// Refused, and why.
    pub refused: Vec<(String, RejectCode)>,
    /// Ids of the other group that the stranger was ever told.
    pub named: usize,
}

/// Said about a command that never came to the question whether one may.
const NOT_UNDERSTOOD: [RejectCode; 7] = [
    RejectCode::Malformed,
    RejectCode::UnknownCommand,
    RejectCode::KeyMalformed,
    RejectCode::MessageTooLarge,
    RejectCode::NumberOutOfRange,
    RejectCode::TooManyCommands,
    RejectCode::Internal,
];

impl Attempts {
    /// Those that were refused for their form: they prove nothing.
    #[must_use]
    pub fn misunderstood(&self) -> usize {
        self.refused.iter().filter(|(_, code)| NOT_UNDERSTOOD.contains(code)).count()
    }

    async fn one(&mut self, stranger: &mut Participant, command: Command) {
        self.made += 1;
        let name = format!("{command:?}");
        match stranger.person.socket.ask(command).await {
            Ok(_) => self.taken.push(name),
            Err(rejection) => self.refused.push((name, rejection.code)),
        }
    }
}

/// One of two groups, and a stranger in the other, tries everything there is to come in, listen, write or arrange.
///
/// # Panics
/// When the groups cannot be opened.
pub async fn attempts(server: &Server) -> Attempts {
    let mut gathering = Gathering::new(server, 4).await;
    gathering.open(Arrange::Number { number: 2 }).await;
    for participant in &mut gathering.people {
        participant.person.barrier().await;
    }
    let place = |index: usize| {
        let ring = locked(gathering.people[index].person.keyring.as_ref().expect("keys"));
        (ring.scope().expect("a place"), ring.epochs.clone())
    };
    let (own, _) = place(0);
    let other = (1..4).find(|index| place(*index).0 != own).expect("somebody in the other group");
    let (KeyScope::Group { group }, epochs) = place(other) else { panic!("nobody is in the common room") };
    let epoch = epochs.keys().next_back().copied().unwrap_or(EpochNumber(1));
    let member = gathering.people[other].id();
    let stranger = &mut gathering.people[0];
    let tries = tries(group, epoch, stranger.id(), member);
    let mut attempts = Attempts::default();
    for command in tries {
        attempts.one(stranger, command).await;
    }
    stranger.person.done(Command::GroupLeave).await;
    for command in [post(), Command::GroupOneMoreMinute, Command::GroupCallModerator { on: true }, Command::GroupLeave]
    {
        attempts.one(stranger, command).await;
    }
    let told = stranger.person.ever_heard();
    attempts.named = told.iter().filter(|text| text.contains(&group.to_string())).count();
    gathering.ends().await;
    attempts
}

fn post() -> Command {
    Command::GroupPost { message: MessageId(fresh()), sealed: "c2FsYWlzdXVz".to_owned() }
}

fn tries(
    group: GroupId,
    epoch: EpochNumber,
    me: koronailta_signaling::ids::ParticipantId,
    member: koronailta_signaling::ids::ParticipantId,
) -> Vec<Command> {
    let letters = |count| "A".repeat(count);
    vec![
        Command::GroupEnter { group },
        Command::GroupEnter { group: GroupId(fresh()) },
        Command::GroupMove { participant: me, group: Some(group) },
        Command::GroupMove { participant: member, group: None },
        Command::GroupsArrange { arrange: Arrange::Size { size: 4 } },
        Command::GroupsOpen { seconds: None },
        Command::GroupsTimer { seconds: Some(60) },
        Command::GroupsClose { seconds: 0 },
        Command::GroupsTopics { titles: vec!["Muu".to_owned()] },
        Command::GroupsMessage { text: "hei".to_owned() },
        Command::SideTalkAsk { participant: member },
        Command::SideTalkAnswer { participant: member, accept: true },
        Command::KeyCommit { epoch, commit: letters(43) },
        Command::KeyReveal { epoch, public_key: letters(87), nonce: letters(22) },
        Command::KeyShares { epoch, shares: vec![KeyShare { to: member, sealed: letters(59) }] },
        Command::KeyReady { epoch },
    ]
}
