//! The way of a command: who asks, how often, whether they may, and then to the file of its idea.

use super::{
    Room,
    io::{Entropy, Input},
    kept::{self, Asker},
    people::{Person, Place},
};
use crate::{
    ids::{ConnectionId, ParticipantId, Timestamp},
    limits,
    permission::{self, Need, Object},
    wire::{Command, Param, RejectCode, Rejection, chat::ChatAudience, event::Outcome, participant::Role},
};

/// When a command gets its answer.
pub(super) enum Answer {
    /// At once.
    Now(Outcome),
    /// When the store or the media engine has answered.
    Later,
}

/// What a command comes to.
pub(super) type Handled = Result<Answer, Rejection>;

/// Nothing more to say.
pub(super) const DONE: Handled = Ok(Answer::Now(Outcome::Nothing));

impl Room {
    pub(super) fn handle_command(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        connection: ConnectionId,
        request: u32,
        command: Command,
    ) {
        let Some(&who) = self.connections.get(&connection) else {
            let code = if self.stopping.is_some() { RejectCode::ServerRestarting } else { RejectCode::NotJoined };
            return self.reject(connection, request, code.reject());
        };
        let asker = Asker { connection, request, who };
        if let Err(retry_ms) = self.count(now, who, &command) {
            let rejection = RejectCode::TooManyCommands.reject().param("retry_ms", Param::Number(retry_ms));
            self.answer(asker, Err(rejection.clone()));
            return self.lose_patience(now, asker, rejection);
        }
        self.run(now, entropy, asker, command);
    }

    /// Something that had to wait for the store.
    pub(super) fn take_held(&mut self, now: Timestamp, entropy: &mut dyn Entropy, input: Input) {
        match input {
            Input::Command { connection, request, command } => {
                if let Some(&who) = self.connections.get(&connection) {
                    self.run(now, entropy, Asker { connection, request, who }, command);
                }
            }
            // Unless the page was closed while it waited.
            Input::Join { connection, request, access, join } if self.joining.remove(&connection) => {
                self.join(now, entropy, connection, request, access, join);
            }
            _ => {}
        }
    }

    fn run(&mut self, now: Timestamp, entropy: &mut dyn Entropy, asker: Asker, command: Command) {
        if kept::excludes(&command) && self.kept.excluding() {
            let Asker { connection, request, .. } = asker;
            return self.kept.hold(Input::Command { connection, request, command });
        }
        let handled = self.check(asker.who, &command).and_then(|()| self.dispatch(now, entropy, asker, command));
        match handled {
            Ok(Answer::Now(outcome)) => self.answer(asker, Ok(outcome)),
            Ok(Answer::Later) => {}
            Err(rejection) => self.answer(asker, Err(rejection)),
        }
    }

    /// The one look into the permission table.
    fn check(&self, who: ParticipantId, command: &Command) -> Result<(), Rejection> {
        let person = self.people.get(who).ok_or(RejectCode::NotJoined)?;
        let need = permission::need(command, self.object(who, command));
        let inside = person.is_inside() || self.lobby_is_off();
        match need {
            Need::Fresh => Err(RejectCode::AlreadyJoined.into()),
            Need::Joined => Ok(()),
            Need::Admitted | Need::May(_) if !inside => Err(RejectCode::NotAdmitted.into()),
            Need::May(permission) if !person.may(permission) => Err(RejectCode::Forbidden.into()),
            Need::Admitted | Need::May(_) => Ok(()),
        }
    }

    fn object(&self, who: ParticipantId, command: &Command) -> Object {
        let own = match command {
            Command::ChatDelete { message } => self.chat.author(*message) == Some(who),
            Command::HandLower { participant } => participant.is_none_or(|participant| participant == who),
            Command::ChatPost { audience: ChatAudience::Staff { with }, .. } => *with == who,
            Command::GroupEnter { group } => self.groups.assignment(who) == Some(*group),
            Command::StageHand { .. } | Command::CardAsk { .. } => self.presents(who),
            Command::StageClear => self.showed(who),
            Command::RoundStart { .. }
            | Command::RoundPause
            | Command::RoundResume
            | Command::RoundSkip
            | Command::RoundEnd => self.has_own_round(who, false, false),
            Command::RoundNext => self.has_own_round(who, true, false),
            Command::RoundNominate { .. } => self.has_own_round(who, false, true),
            _ => false,
        };
        if own { Object::Own } else { Object::Others }
    }

    fn dispatch(&mut self, now: Timestamp, entropy: &mut dyn Entropy, asker: Asker, command: Command) -> Handled {
        match command {
            Command::Join(_) | Command::Resume(_) => Err(RejectCode::AlreadyJoined.into()),
            Command::Leave { quiet } => self.leave(asker, quiet),
            Command::MediaOffer { sdp, lines } => self.media_offer(now, entropy, asker, sdp, lines),
            Command::MediaRestart { sdp } => self.media_restart(asker, sdp),
            Command::Publish { source, on } => self.publish(asker.who, source, on),
            Command::View { wants } => self.view(asker.who, wants),
            Command::ShowPictures { on } => self.show_pictures(asker.who, on),
            Command::Hide { participant, on } => self.hide(asker.who, participant, on),
            Command::ReportConnection { report } => self.report_connection(asker.who, report),
            Command::ReportAbility { hear, speak } => self.report_ability(asker.who, hear, speak),
            Command::SitTogether { place, names } => self.sit_together(asker.who, place.as_deref(), &names),
            Command::StageShow { show } => self.stage_show(now, asker.who, show),
            Command::StagePage { page } => self.stage_page(asker.who, page),
            Command::StagePointer { pointer } => self.stage_pointer(asker.who, pointer),
            Command::StageTimer { turn } => self.stage_timer(now, asker.who, turn),
            Command::StageHand { participant } => self.stage_hand(asker.who, participant),
            Command::StageClear => self.stage_clear(asker.who),
            Command::ChatPost { message, text, audience } => self.chat_post(now, asker, message, &text, audience),
            Command::ChatDelete { message } => self.chat_delete(now, asker, message),
            Command::ChatReact { message, reaction, on } => self.chat_react(asker, message, reaction, on),
            Command::ChatHistory { before } => self.chat_history(asker.who, before),
            Command::HandRaise => self.hand_raise(asker.who),
            Command::HandLower { participant } => self.hand_lower(participant.unwrap_or(asker.who)),
            Command::LobbyMessage { text } => self.lobby_message(&text),
            Command::InviteToSpeak { participant } => self.invite_to_speak(asker.who, participant),
            Command::GiveFloor { participant } => self.give_floor(participant),
            Command::TakeFloor { participant } => self.take_floor(participant),
            Command::OpenEvening => self.open_evening(now, asker, &command),
            Command::EndEvening => self.end_evening(now, asker, &command),
            Command::Admit { participant } => self.admit(now, asker, &command, participant),
            Command::AdmitAll => self.admit_all(now, asker, &command),
            Command::Deny { participant } => self.deny(now, asker, &command, participant),
            Command::Mute { participant, source } => self.mute(now, asker, &command, participant, source),
            Command::MuteAll => self.mute_all(now, asker, &command),
            Command::Block { participant, source } => self.block(now, asker, &command, participant, source),
            Command::Unblock { participant, source } => self.unblock(now, asker, &command, participant, source),
            Command::HoldFloor => self.hold_floor(now, asker, &command),
            Command::ReleaseFloor => self.release_floor(now, asker, &command),
            Command::Remove { participant } => self.remove(now, asker, &command, participant),
            Command::LockRoom { on } => self.lock_room(now, asker, &command, on),
            Command::SetRole { participant, role } => self.set_role(now, asker, &command, participant, role),
            Command::ReportPerson { participant, ref text } => {
                self.report_person(now, asker, &command, participant, text)
            }
            Command::KeyCommit { epoch, commit } => self.key_commit(now, asker.who, epoch, commit),
            Command::KeyReveal { epoch, public_key, nonce } => {
                self.key_reveal(now, asker.who, epoch, public_key, nonce)
            }
            Command::KeyShares { epoch, shares } => self.key_shares(now, asker.who, epoch, shares),
            Command::KeyReady { epoch } => self.key_ready(now, asker.who, epoch),
            _ => self.dispatch_guidance(now, entropy, asker, command),
        }
    }

    /// Counts a command; says when to come back if there were too many.
    fn count(&mut self, now: Timestamp, who: ParticipantId, command: &Command) -> Result<(), u64> {
        let Some(person) = self.people.get_mut(who) else { return Ok(()) };
        if matches!(command, Command::StagePointer { .. }) {
            return person.rates.pointer.take(now);
        }
        person.rates.commands.take(now)?;
        match command {
            Command::ChatPost { .. }
            | Command::ChatReact { .. }
            | Command::ChatHistory { .. }
            | Command::LobbyMessage { .. }
            | Command::SitTogether { .. }
            | Command::GroupsMessage { .. }
            | Command::GroupPost { .. }
            | Command::SideTalkAsk { .. }
            | Command::CardAsk { .. }
            | Command::ReportPerson { .. } => person.rates.chat.take(now),
            Command::QuestionAsk { .. } => person.rates.questions.take(now),
            Command::ReportConnection { .. } => person.rates.reports.take(now),
            Command::CaptionWrite { .. } | Command::CaptionSeal { .. } => person.rates.captions.take(now),
            Command::MediaOffer { .. } | Command::MediaRestart { .. } => person.rates.offers.take(now),
            _ => Ok(()),
        }
    }

    /// Whoever goes on after many rejections is disconnected.
    fn lose_patience(&mut self, now: Timestamp, asker: Asker, rejection: Rejection) {
        let Some(person) = self.people.get_mut(asker.who) else { return };
        if person.rates.patience.take(now).is_err() {
            self.close(asker.connection, rejection, Some(limits::FLOOD_RETRY_MS));
            self.disconnected(now, asker.connection);
        }
    }

    /// Somebody inside, as the object of a command.
    pub(super) fn target(&self, who: ParticipantId) -> Result<&Person, Rejection> {
        self.people.insider(who).ok_or_else(|| RejectCode::ParticipantUnknown.into())
    }

    /// Somebody else inside, as the object of a command.
    pub(super) fn other(&self, asker: ParticipantId, who: ParticipantId) -> Result<&Person, Rejection> {
        if asker == who {
            return Err(RejectCode::NotToOneself.into());
        }
        self.target(who)
    }

    /// The asker's role; nobody decides about those who are above them.
    pub(super) fn role(&self, who: ParticipantId) -> Role {
        self.people.get(who).map_or(Role::Participant, |person| person.session.role)
    }

    #[cfg(feature = "sabotage")]
    fn lobby_is_off(&self) -> bool {
        self.lobby_off
    }

    #[cfg(not(feature = "sabotage"))]
    fn lobby_is_off(&self) -> bool {
        false
    }

    /// Somebody whose place is such that they are heard of by others.
    pub(super) fn is_here(&self, who: ParticipantId) -> bool {
        self.people.get(who).is_some_and(|person| matches!(person.place, Place::Waiting | Place::Inside))
    }
}
