//! Questions to the advisors. Of who asked or voted nothing is kept: a name only where somebody wished to be named, who
//! voted in memory only. After a restart, or when everybody was gone, a vote can therefore be given twice; the other way,
//! keeping who voted for what, would tell it to whoever gets hold of the database.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    Room,
    command::{Answer, DONE, Handled},
    io::{Access, Ask, Entropy, QuestionRecord, Write},
    kept::{Asker, Effect},
    people::Way,
};
use crate::{
    ids::{AskKey, ConnectionId, ParticipantId, QuestionId},
    limits, names,
    wire::{
        Event, Live, RejectCode, Rejection,
        event::Outcome,
        question::{AskedBy, Question, QuestionState},
    },
};

/// All questions of the evening.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// By random ids: in no order of time.
    pub(super) entries: BTreeMap<QuestionId, Entry>,
    /// What clients have asked since the room was made.
    asked: BTreeMap<AskKey, Asked>,
}

#[derive(Debug)]
pub(super) struct Entry {
    /// Its `votes` are those of whom nobody knows any more.
    pub(super) record: QuestionRecord,
    pub(super) voters: BTreeSet<Way>,
    /// What it becomes once the store has it, in the order of writing.
    pub(super) coming: VecDeque<QuestionRecord>,
}

#[derive(Debug)]
enum Asked {
    /// On its way to the store, with everybody who asks for the answer.
    Storing(Box<QuestionRecord>, Vec<Answering>),
    /// Words and name are remembered, so that the same key with others is noticed.
    Stored(QuestionId, (String, Option<String>)),
}

/// Who gets the answer to a question that is asked.
#[derive(Clone, Copy, Debug)]
enum Answering {
    Inside(Asker),
    Outside(ConnectionId, u32),
}

/// A vote on its way to the store. It is counted already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vote {
    question: QuestionId,
    who: ParticipantId,
    way: Way,
    on: bool,
}

impl Entry {
    fn of(record: QuestionRecord) -> Self {
        Self { record, voters: BTreeSet::new(), coming: VecDeque::new() }
    }

    /// As it is, or will be with what is on its way to the store: whoever decides next decides about this.
    pub(super) fn newest(&self) -> &QuestionRecord {
        self.coming.back().unwrap_or(&self.record)
    }

    fn votes(&self) -> u32 {
        self.record.votes.saturating_add(u32::try_from(self.voters.len()).unwrap_or(u32::MAX))
    }

    fn shown(&self) -> Question {
        Question { votes: self.votes(), ..self.record.clone() }
    }
}

impl Questions {
    pub(super) fn restored(records: Vec<QuestionRecord>) -> Self {
        let entry = |record: QuestionRecord| (record.id, Entry::of(record));
        Self { entries: records.into_iter().map(entry).collect(), asked: BTreeMap::new() }
    }

    pub(super) fn all(&self) -> Vec<Question> {
        self.entries.values().map(Entry::shown).collect()
    }

    pub(super) fn voted_by(&self, way: Way) -> Vec<QuestionId> {
        self.entries.values().filter(|entry| entry.voters.contains(&way)).map(|entry| entry.record.id).collect()
    }

    pub(super) fn votes(&self) -> BTreeMap<QuestionId, u32> {
        self.entries.iter().map(|(&id, entry)| (id, entry.votes())).collect()
    }

    pub(super) fn get(&self, question: QuestionId) -> Result<&Entry, Rejection> {
        self.entries.get(&question).ok_or_else(|| RejectCode::QuestionUnknown.into())
    }

    /// Questions that count against the limit.
    fn kept(&self) -> usize {
        let gone =
            |state: &QuestionState| matches!(state, QuestionState::Dismissed { .. } | QuestionState::Merged { .. });
        let storing = self.asked.values().filter(|asked| matches!(asked, Asked::Storing(..))).count();
        self.entries.values().filter(|entry| !gone(&entry.record.state)).count() + storing
    }
}

/// Asking.
impl Room {
    pub(super) fn question_ask(&mut self, entropy: &mut dyn Entropy, asker: Asker, ask: &Ask) -> Handled {
        let person = self.people.get(asker.who).ok_or(RejectCode::NotJoined)?;
        let name = (ask.by == AskedBy::Name).then(|| person.session.name.clone());
        match self.ask(entropy, ask, name, Answering::Inside(asker))? {
            Some(question) => Ok(Answer::Now(Outcome::QuestionAsked { question })),
            None => Ok(Answer::Later),
        }
    }

    /// A question by somebody who is not here.
    pub(super) fn ask_outside(
        &mut self,
        entropy: &mut dyn Entropy,
        connection: ConnectionId,
        request: u32,
        access: &Access,
        ask: &Ask,
    ) {
        let name = access.fixed_name.clone().filter(|_| ask.by == AskedBy::Name);
        let may = self.may_ask_outside(access);
        match may.and_then(|()| self.ask(entropy, ask, name, Answering::Outside(connection, request))) {
            Ok(Some(question)) => self.answer_outside(connection, request, Ok(question)),
            Ok(None) => {}
            Err(rejection) => self.answer_outside(connection, request, Err(rejection)),
        }
    }

    fn may_ask_outside(&self, access: &Access) -> Result<(), Rejection> {
        if self.stopping.is_some() {
            return Err(RejectCode::ServerRestarting.into());
        }
        self.door.is_open()?;
        if self.door.link_is_barred(access.link) {
            return Err(RejectCode::Removed.into());
        }
        // Who was sent away could go on from outside by a link that many share. Whoever means well asks once they are in.
        if self.door.link_is_doubted(access.link) && !access.role.is_staff() && self.is_doorkept() {
            return Err(RejectCode::NotAdmitted.into());
        }
        Ok(())
    }

    fn answer_outside(&mut self, connection: ConnectionId, request: u32, answer: Result<QuestionId, Rejection>) {
        match answer {
            Ok(question) => self.done(connection, request, Outcome::QuestionAsked { question }),
            Err(rejection) => self.reject(connection, request, rejection),
        }
        self.outputs.push_back(super::Output::Close { connection });
    }

    /// Sends a question to the store; or tells its id, where the same one is there already.
    fn ask(
        &mut self,
        entropy: &mut dyn Entropy,
        ask: &Ask,
        name: Option<String>,
        answering: Answering,
    ) -> Result<Option<QuestionId>, Rejection> {
        let text = names::text(&ask.text, &limits::QUESTION_TEXT)?;
        match self.questions.asked.get_mut(&ask.key) {
            Some(Asked::Stored(question, said)) if *said == (text.clone(), name.clone()) => return Ok(Some(*question)),
            Some(Asked::Storing(record, all)) if (&record.text, &record.name) == (&text, &name) => {
                all.push(answering);
                return Ok(None);
            }
            Some(_) => return Err(RejectCode::MessageConflict.into()),
            None => {}
        }
        limits::QUESTIONS.check(self.questions.kept() + 1)?;
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        let id = QuestionId::random(bytes);
        let record = Question { id, text, name, votes: 0, state: QuestionState::Open, kept_for: None };
        self.questions.asked.insert(ask.key, Asked::Storing(Box::new(record.clone()), vec![answering]));
        self.keep(None, vec![Write::SaveQuestion(record)], Effect::Ask(ask.key));
        Ok(None)
    }

    pub(super) fn asked(&mut self, key: AskKey) {
        let Some(Asked::Storing(record, all)) = self.questions.asked.remove(&key) else { return };
        let question = record.id;
        self.questions.asked.insert(key, Asked::Stored(question, (record.text.clone(), record.name.clone())));
        for answering in all {
            match answering {
                Answering::Inside(asker) => self.answer(asker, Ok(Outcome::QuestionAsked { question })),
                Answering::Outside(connection, request) => self.answer_outside(connection, request, Ok(question)),
            }
        }
        self.questions.entries.insert(question, Entry::of(*record));
        self.tell_question(question);
    }

    pub(super) fn not_asked(&mut self, key: AskKey) {
        let Some(Asked::Storing(_, all)) = self.questions.asked.remove(&key) else { return };
        for answering in all {
            let internal = RejectCode::Internal.reject();
            match answering {
                Answering::Inside(asker) => self.answer(asker, Err(internal)),
                Answering::Outside(connection, request) => self.answer_outside(connection, request, Err(internal)),
            }
        }
    }

    pub(super) fn tell_question(&mut self, question: QuestionId) {
        if let Ok(question) = self.questions.get(question).map(Entry::shown) {
            self.tell_all(Event::QuestionChanged { question });
        }
    }
}

/// Voting.
impl Room {
    pub(super) fn question_vote(&mut self, asker: Asker, question: QuestionId, on: bool) -> Handled {
        let way = self.people.get(asker.who).ok_or(RejectCode::NotJoined)?.human();
        let entry = self.questions.entries.get_mut(&question).ok_or(RejectCode::QuestionUnknown)?;
        if !matches!(entry.newest().state, QuestionState::Open | QuestionState::Now) {
            return Err(RejectCode::QuestionOver.into());
        }
        let changed = if on { entry.voters.insert(way) } else { entry.voters.remove(&way) };
        if !changed {
            return DONE;
        }
        let votes = entry.votes();
        let vote = Vote { question, who: asker.who, way, on };
        self.keep(Some(asker), vec![Write::SetQuestionVotes { question, votes }], Effect::Vote(vote));
        Ok(Answer::Later)
    }

    pub(super) fn voted(&mut self, Vote { question, who, on, .. }: Vote) {
        let Ok(votes) = self.questions.get(question).map(Entry::votes) else { return };
        self.tell(who, Event::QuestionVoted { question, on });
        self.tell_all_live(&Live::QuestionVotes { votes: BTreeMap::from([(question, votes)]) });
    }

    pub(super) fn not_voted(&mut self, Vote { question, way, on, .. }: Vote) {
        let Some(entry) = self.questions.entries.get_mut(&question) else { return };
        if on {
            entry.voters.remove(&way);
        } else {
            entry.voters.insert(way);
        }
    }
}
