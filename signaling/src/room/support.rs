//! The commands of groups, side talks, rounds and moods, to the files of their ideas.

use super::{Room, command::Handled, io::Entropy, kept::Asker};
use crate::{
    ids::Timestamp,
    wire::{Command, RejectCode},
};

impl Room {
    pub(super) fn dispatch_support(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        asker: Asker,
        command: Command,
    ) -> Handled {
        let who = asker.who;
        match command {
            Command::GroupsTopics { titles } => self.groups_topics(&titles),
            Command::TopicChoose { topic } => self.topic_choose(who, topic),
            Command::GroupsArrange { arrange } => self.groups_arrange(now, entropy, arrange),
            Command::GroupsOpen { seconds } => self.groups_open(now, seconds),
            Command::GroupsTimer { seconds } => self.groups_timer(now, seconds),
            Command::GroupsClose { seconds } => self.groups_close(now, seconds),
            Command::GroupsMessage { text } => self.groups_message(now, who, &text),
            Command::GroupMove { participant, group } => self.group_move(now, asker, participant, group),
            Command::GroupEnter { group } => self.group_enter(now, who, group),
            Command::GroupLeave => self.group_leave(now, who),
            Command::GroupOneMoreMinute => self.group_one_more_minute(now, who),
            Command::GroupCallModerator { on } => self.group_call_moderator(now, who, on),
            Command::GroupPost { message, sealed } => self.group_post(now, who, message, sealed),
            Command::SideTalkAsk { participant } => self.side_talk_ask(now, entropy, who, participant),
            Command::SideTalkAnswer { participant, accept } => {
                self.side_talk_answer(now, entropy, who, participant, accept)
            }
            Command::SideTalkWithdraw => self.side_talk_withdraw(who),
            Command::RoundStart { plan } => self.round_start(now, entropy, who, plan),
            Command::RoundNominate { participant } => self.round_nominate(now, who, participant),
            Command::RoundPass => self.round_pass(now, who),
            Command::RoundLater => self.round_later(now, who),
            Command::RoundNext => self.round_next(now, who, true),
            Command::RoundPause => self.round_pause(now, who),
            Command::RoundResume => self.round_resume(now, who),
            Command::RoundSkip => self.round_next(now, who, false),
            Command::RoundEnd => self.round_end(who),
            Command::MoodOpen { moment } => self.mood_open(moment),
            Command::MoodAnswer { moment, mood } => self.mood_answer(who, moment, mood),
            Command::MoodClose { moment } => self.mood_close(moment),
            Command::HelpOffer => self.help_offer(who),
            _ => Err(RejectCode::UnknownCommand.into()),
        }
    }
}
