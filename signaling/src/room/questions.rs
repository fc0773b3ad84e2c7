//! Questions to the advisors. Of who asked or voted nothing is kept: a name only where somebody wished to be named, who
//! voted in memory only. After a restart, or when everybody was gone, a vote can therefore be given twice; the other way,
//! keeping who voted for what, would tell it to whoever gets hold of the database.

use std::collections::{BTreeMap, BTreeSet};

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
        question::{AskedBy, DismissReason, KeptFor, Question, QuestionState},
    },
};

/// All questions of the evening.
#[derive(Debug, Default)]
pub(super) struct Questions {
    /// By random ids: in no order of time.
    entries: BTreeMap<QuestionId, Entry>,
    /// What clients have asked since the room was made.
    asked: BTreeMap<AskKey, Asked>,
}

#[derive(Debug)]
struct Entry {
    /// Its `votes` are those of whom nobody knows any more.
    record: QuestionRecord,
    voters: BTreeSet<Way>,
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

/// A question's new state, and what else changes with it.
#[derive(Debug)]
pub(super) struct Change {
    records: Vec<QuestionRecord>,
    /// The votes of the first are now the second's too.
    merged: Option<(QuestionId, QuestionId)>,
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
    fn votes(&self) -> u32 {
        self.record.votes.saturating_add(u32::try_from(self.voters.len()).unwrap_or(u32::MAX))
    }

    fn shown(&self) -> Question {
        Question { votes: self.votes(), ..self.record.clone() }
    }
}

impl Questions {
    pub(super) fn restored(records: Vec<QuestionRecord>) -> Self {
        let entry = |record: QuestionRecord| (record.id, Entry { record, voters: BTreeSet::new() });
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

    fn get(&self, question: QuestionId) -> Result<&Entry, Rejection> {
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
        self.questions.entries.insert(question, Entry { record: *record, voters: BTreeSet::new() });
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

    fn tell_question(&mut self, question: QuestionId) {
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
        if !matches!(entry.record.state, QuestionState::Open | QuestionState::Now) {
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

/// What the advisors do with them.
impl Room {
    /// A question that nobody has decided to leave out.
    fn answerable(&self, question: QuestionId) -> Result<QuestionRecord, Rejection> {
        let record = &self.questions.get(question)?.record;
        match record.state {
            QuestionState::Dismissed { .. } | QuestionState::Merged { .. } => Err(RejectCode::QuestionOver.into()),
            _ => Ok(record.clone()),
        }
    }

    fn change(&mut self, asker: Asker, change: Change) -> Handled {
        let writes = change.records.iter().cloned().map(Write::SaveQuestion).collect();
        self.keep(Some(asker), writes, Effect::Question(Box::new(change)));
        Ok(Answer::Later)
    }

    fn set_state(&mut self, asker: Asker, record: QuestionRecord, state: QuestionState) -> Handled {
        let records = vec![QuestionRecord { state, ..record }];
        self.change(asker, Change { records, merged: None })
    }

    pub(super) fn question_now(&mut self, asker: Asker, question: Option<QuestionId>) -> Handled {
        let next = question.map(|question| self.answerable(question)).transpose()?;
        let answered = self.questions.entries.values().map(|entry| &entry.record);
        let before = answered.filter(|record| record.state == QuestionState::Now && Some(record.id) != question);
        let mut records: Vec<_> =
            before.map(|record| QuestionRecord { state: QuestionState::Open, ..record.clone() }).collect();
        records.extend(next.map(|record| QuestionRecord { state: QuestionState::Now, ..record }));
        self.change(asker, Change { records, merged: None })
    }

    pub(super) fn question_answer(&mut self, asker: Asker, question: QuestionId, text: Option<&str>) -> Handled {
        let record = self.answerable(question)?;
        let state = match text {
            None => QuestionState::Spoken,
            Some(text) => {
                let text = names::text(text, &limits::ANSWER_TEXT)?;
                let by = self.people.get(asker.who).ok_or(RejectCode::NotJoined)?.session.name.clone();
                QuestionState::Written { text, by }
            }
        };
        self.set_state(asker, record, state)
    }

    pub(super) fn question_dismiss(&mut self, asker: Asker, question: QuestionId, reason: DismissReason) -> Handled {
        let mut record = self.answerable(question)?;
        record.kept_for = None;
        if reason == DismissReason::Unkind {
            record.text.clear();
            record.name = None;
        }
        self.set_state(asker, record, QuestionState::Dismissed { reason })
    }

    pub(super) fn question_merge(&mut self, asker: Asker, question: QuestionId, into: QuestionId) -> Handled {
        if question == into {
            return Err(RejectCode::QuestionUnknown.into());
        }
        let record = self.answerable(question)?;
        let target = self.answerable(into)?;
        let (from, to) = (self.questions.get(question)?, self.questions.get(into)?);
        let nobodys = from.record.votes.saturating_add(to.record.votes);
        let together = u32::try_from(from.voters.union(&to.voters).count()).unwrap_or(u32::MAX);
        let records = vec![QuestionRecord { state: QuestionState::Merged { into }, kept_for: None, ..record }, target];
        let mut writes: Vec<_> = records.iter().cloned().map(Write::SaveQuestion).collect();
        writes.push(Write::SetQuestionVotes { question: into, votes: nobodys.saturating_add(together) });
        let change = Change { records, merged: Some((question, into)) };
        self.keep(Some(asker), writes, Effect::Question(Box::new(change)));
        Ok(Answer::Later)
    }

    pub(super) fn question_reopen(&mut self, asker: Asker, question: QuestionId) -> Handled {
        let record = &self.questions.get(question)?.record;
        // What was merged has given its votes away, and what hurt somebody has no words any more.
        if matches!(record.state, QuestionState::Merged { .. }) || record.text.is_empty() {
            return Err(RejectCode::QuestionOver.into());
        }
        let record = QuestionRecord { kept_for: None, ..record.clone() };
        self.set_state(asker, record, QuestionState::Open)
    }

    pub(super) fn question_publish(
        &mut self,
        asker: Asker,
        question: QuestionId,
        kept_for: Option<KeptFor>,
    ) -> Handled {
        let record = self.answerable(question)?;
        if kept_for.is_some() && !matches!(record.state, QuestionState::Written { .. }) {
            return Err(RejectCode::QuestionOver.into());
        }
        let records = vec![QuestionRecord { kept_for, ..record }];
        self.change(asker, Change { records, merged: None })
    }

    pub(super) fn question_changed(&mut self, Change { records, merged }: Change) {
        let mut told = Vec::new();
        for record in records {
            told.push(record.id);
            if let Some(entry) = self.questions.entries.get_mut(&record.id) {
                // Votes that came meanwhile are not undone.
                entry.record = QuestionRecord { votes: entry.record.votes, ..record };
            }
        }
        if let Some((from, into)) = merged {
            let gone = self.questions.entries.get_mut(&from);
            let (votes, voters) = gone.map_or((0, BTreeSet::new()), |entry| {
                (std::mem::take(&mut entry.record.votes), std::mem::take(&mut entry.voters))
            });
            if let Some(entry) = self.questions.entries.get_mut(&into) {
                entry.record.votes = entry.record.votes.saturating_add(votes);
                entry.voters.extend(voters);
            }
        }
        for question in told {
            self.tell_question(question);
        }
    }
}
