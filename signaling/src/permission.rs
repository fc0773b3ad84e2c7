//! Who may do what: one table, and for each command the row it needs, checked once before dispatch.

use crate::{
    media::Source,
    wire::{Command, chat::ChatAudience, participant::Role, permission::Permission, stage::Show},
};

/// All rows, in the order they are shown.
pub const PERMISSIONS: [Permission; 29] = [
    Permission::Speak,
    Permission::ShowCamera,
    Permission::ShareScreen,
    Permission::TakeStage,
    Permission::Present,
    Permission::Chat,
    Permission::AskStaff,
    Permission::ReadStaffChat,
    Permission::ModerateChat,
    Permission::RaiseHand,
    Permission::LowerHands,
    Permission::SpeakOverFloor,
    Permission::SideTalk,
    Permission::LeadRounds,
    Permission::SeeSpeakingTimes,
    Permission::ArrangeGroups,
    Permission::EnterGroups,
    Permission::AskMood,
    Permission::AnswerQuestions,
    Permission::LeadPolls,
    Permission::WriteCaptions,
    Permission::KeepDoor,
    Permission::ModerateMedia,
    Permission::Remove,
    Permission::LockRoom,
    Permission::SetRoles,
    Permission::SeeWellbeing,
    Permission::ReportPerson,
    Permission::EndEvening,
];

/// All roles, from the one that may least.
pub const ROLES: [Role; 5] = [Role::Participant, Role::Captioner, Role::Advisor, Role::Moderator, Role::Organizer];

/// The table: from which role upwards a permission holds. Roles are ordered, so that nobody can grant what they lack.
const fn least(permission: Permission) -> Role {
    use Permission as P;
    match permission {
        P::Speak
        | P::ShowCamera
        | P::ShareScreen
        | P::Chat
        | P::AskStaff
        | P::RaiseHand
        | P::SideTalk
        | P::ReportPerson => Role::Participant,
        P::WriteCaptions => Role::Captioner,
        P::TakeStage | P::Present | P::ReadStaffChat | P::SpeakOverFloor | P::AnswerQuestions | P::LeadPolls => {
            Role::Advisor
        }
        P::ModerateChat
        | P::LowerHands
        | P::ArrangeGroups
        | P::EnterGroups
        | P::LeadRounds
        | P::SeeSpeakingTimes
        | P::AskMood
        | P::KeepDoor
        | P::ModerateMedia
        | P::Remove
        | P::LockRoom
        | P::SetRoles
        | P::SeeWellbeing
        | P::EndEvening => Role::Moderator,
    }
}

impl Role {
    /// What the table says.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        self >= least(permission)
    }

    /// Staff comes in without waiting, and is meant by "the staff" in the chat.
    #[must_use]
    pub fn is_staff(self) -> bool {
        self >= Role::Advisor
    }
}

/// The rows of the table that are true for a role.
#[must_use]
pub fn rows(role: Role) -> Vec<Permission> {
    PERMISSIONS.into_iter().filter(|&permission| role.may(permission)).collect()
}

/// What a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A connection that has not joined.
    Fresh,
    /// To have joined, if only to wait.
    Joined,
    /// To be in the room.
    Admitted,
    /// To be in the room with a role that may do this.
    May(Permission),
}

/// Facts about a command's object on which its row depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// It is one's own: one's own message, hand, staff thread, group, turn, the stage one presents on, or a round in one's
    /// own group, one's own card on the stage.
    Own,
    /// It is somebody else's.
    Others,
}

/// The row that a command needs.
#[must_use]
pub fn need(command: &Command, object: Object) -> Need {
    use Command as C;
    use Permission as P;
    let own_or = |permission| if object == Object::Own { Need::Admitted } else { Need::May(permission) };
    match command {
        C::Join(_) | C::Resume(_) => Need::Fresh,
        C::Leave { .. } | C::OpenEvening => Need::Joined,
        C::MediaOffer { .. }
        | C::MediaRestart { .. }
        | C::Publish { on: false, .. }
        | C::View { .. }
        | C::ShowPictures { .. }
        | C::Hide { .. }
        | C::ReportAbility { .. }
        | C::ReportConnection { .. }
        | C::SitTogether { .. }
        | C::StagePage { .. }
        | C::StagePointer { .. }
        | C::StageTimer { .. }
        | C::CardDecline
        | C::ChatHistory { .. } => Need::Admitted,
        C::StageShow { show: Show::Business { .. } } => Need::May(P::ShareScreen),
        C::StageShow { .. } => Need::May(P::Present),
        C::StageHand { .. } | C::StageClear | C::CardAsk { .. } => own_or(P::TakeStage),
        C::Publish { source, on: true } => Need::May(match source {
            Source::Microphone => P::Speak,
            Source::Camera => P::ShowCamera,
            Source::Screen | Source::ScreenAudio => P::ShareScreen,
        }),
        C::ChatPost { audience: ChatAudience::Everyone, .. } | C::ChatReact { .. } => Need::May(P::Chat),
        C::ChatPost { audience: ChatAudience::Staff { .. }, .. } => {
            Need::May(if object == Object::Own { P::AskStaff } else { P::ReadStaffChat })
        }
        C::ChatDelete { .. } => own_or(P::ModerateChat),
        C::HandRaise => Need::May(P::RaiseHand),
        C::HandLower { .. } => own_or(P::LowerHands),
        C::Admit { .. } | C::AdmitAll | C::Deny { .. } | C::LobbyMessage { .. } => Need::May(P::KeepDoor),
        C::Mute { .. }
        | C::MuteAll
        | C::Block { .. }
        | C::Unblock { .. }
        | C::HoldFloor
        | C::ReleaseFloor
        | C::GiveFloor { .. }
        | C::TakeFloor { .. }
        | C::InviteToSpeak { .. } => Need::May(P::ModerateMedia),
        C::Remove { .. } => Need::May(P::Remove),
        C::LockRoom { .. } => Need::May(P::LockRoom),
        C::SetRole { .. } => Need::May(P::SetRoles),
        C::ReportPerson { .. } => Need::May(P::ReportPerson),
        C::EndEvening => Need::May(P::EndEvening),
        _ => need_of_guidance(command)
            .unwrap_or_else(|| need_of_support(command, own_or(P::EnterGroups), own_or(P::LeadRounds))),
    }
}

/// The rows of questions, polls and captions.
fn need_of_guidance(command: &Command) -> Option<Need> {
    use Command as C;
    use Permission as P;
    Some(match command {
        // Who waits may ask too.
        C::QuestionAsk { .. } => Need::Joined,
        C::QuestionVote { .. } | C::PollAnswer { .. } => Need::Admitted,
        C::QuestionNow { .. }
        | C::QuestionAnswer { .. }
        | C::QuestionDismiss { .. }
        | C::QuestionMerge { .. }
        | C::QuestionReopen { .. }
        | C::QuestionPublish { .. } => Need::May(P::AnswerQuestions),
        C::PollOpen { .. } | C::PollClose { .. } => Need::May(P::LeadPolls),
        C::CaptionWrite { .. } | C::CaptionSeal { .. } => Need::May(P::WriteCaptions),
        _ => return None,
    })
}

/// The rows of groups, side talks, rounds and moods.
fn need_of_support(command: &Command, enter: Need, lead: Need) -> Need {
    use Command as C;
    use Permission as P;
    match command {
        C::MoodAnswer { .. } => Need::Joined,
        C::TopicChoose { .. }
        | C::GroupLeave
        | C::GroupOneMoreMinute
        | C::GroupCallModerator { .. }
        | C::GroupPost { .. }
        | C::SideTalkAnswer { .. }
        | C::SideTalkWithdraw
        | C::KeyCommit { .. }
        | C::KeyReveal { .. }
        | C::KeyShares { .. }
        | C::KeyReady { .. }
        | C::RoundPass
        | C::RoundLater => Need::Admitted,
        C::GroupsTopics { .. }
        | C::GroupsArrange { .. }
        | C::GroupsOpen { .. }
        | C::GroupsTimer { .. }
        | C::GroupsClose { .. }
        | C::GroupsMessage { .. }
        | C::GroupMove { .. } => Need::May(P::ArrangeGroups),
        C::GroupEnter { .. } => enter,
        C::SideTalkAsk { .. } => Need::May(P::SideTalk),
        C::RoundStart { .. }
        | C::RoundNominate { .. }
        | C::RoundNext
        | C::RoundPause
        | C::RoundResume
        | C::RoundSkip
        | C::RoundEnd => lead,
        C::MoodOpen { .. } | C::MoodClose { .. } | C::HelpOffer => Need::May(P::AskMood),
        // Nobody may do what has no row.
        _ => Need::Fresh,
    }
}
