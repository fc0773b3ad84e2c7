//! The commands of questions, polls, captions and asked-for cards, to the files of their ideas; and what somebody is told of them.

use super::{
    Room,
    command::Handled,
    io::{Ask, Entropy},
    kept::Asker,
    people::Person,
};
use crate::{
    ids::Timestamp,
    wire::{Command, Live, guidance::Guidance},
};

impl Room {
    pub(super) fn dispatch_guidance(
        &mut self,
        now: Timestamp,
        entropy: &mut dyn Entropy,
        asker: Asker,
        command: Command,
    ) -> Handled {
        match command {
            Command::QuestionAsk { key, text, by } => self.question_ask(entropy, asker, &Ask { key, text, by }),
            Command::QuestionVote { question, on } => self.question_vote(asker, question, on),
            Command::QuestionNow { question } => self.question_now(asker, question),
            Command::QuestionAnswer { question, text, instead_of } => {
                self.question_answer(asker, question, text.as_deref(), instead_of.as_deref())
            }
            Command::QuestionDismiss { question, reason } => self.question_dismiss(asker, question, reason),
            Command::QuestionMerge { question, into } => self.question_merge(asker, question, into),
            Command::QuestionReopen { question, instead_of } => {
                self.question_reopen(asker, question, instead_of.as_deref())
            }
            Command::QuestionPublish { question, kept_for } => self.question_publish(asker, question, kept_for),
            Command::PollOpen { plan } => self.poll_open(entropy, asker, &plan),
            Command::PollAnswer { poll, ballot } => self.poll_answer(asker, poll, &ballot),
            Command::PollClose { poll } => self.poll_close(asker, poll),
            Command::CardAsk { participant, on } => self.card_ask(asker.who, participant, on),
            Command::CardDecline => self.card_decline(asker.who),
            Command::CaptionWrite { line } => self.caption_write(now, asker, &line),
            Command::CaptionSeal { line, sealed } => self.caption_seal(asker.who, line, sealed),
            _ => self.dispatch_support(now, entropy, asker, command),
        }
    }

    /// All of it, for a welcome.
    pub(super) fn guidance_of(&self, person: &Person) -> Guidance {
        let way = person.human();
        Guidance {
            questions: self.questions.all(),
            voted: self.questions.voted_by(way),
            poll: self.polls.open_for(way),
            poll_results: self.polls.results(),
            captions: self.captions.newest(person.scope),
            sealed_captions: self.captions.newest_sealed(person.scope),
            captions_begun: self.captions.begun_by(person.session.participant),
            captions_full: self.captions.is_full(),
        }
    }

    /// What is momentary of it, for who has missed a while.
    pub(super) fn guidance_notes(&self, person: &Person) -> Vec<Live> {
        let mut notes = Vec::new();
        let votes = self.questions.votes();
        if !votes.is_empty() {
            notes.push(Live::QuestionVotes { votes });
        }
        notes.extend(self.polls.counts());
        notes.extend(self.captions.notes(person.scope));
        notes
    }

    /// A live note for everybody inside.
    pub(super) fn tell_all_live(&mut self, live: &Live) {
        for who in self.people.inside_ids() {
            self.tell_live(who, live.clone());
        }
    }
}
