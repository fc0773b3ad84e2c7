//! What the advisors do with the questions. Each decides about a question as it will be with what is on its way to the store,
//! so that of two who act at once none takes back what the other has done.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Room,
    command::{Answer, Handled},
    io::{QuestionRecord, Write},
    kept::{Asker, Effect},
    questions::Questions,
};
use crate::{
    ids::QuestionId,
    limits, names,
    wire::{
        RejectCode, Rejection,
        question::{DismissReason, KeptFor, QuestionState},
    },
};

/// What questions become, and what else changes with it.
#[derive(Debug)]
pub(super) struct Change {
    records: Vec<QuestionRecord>,
    /// The votes of the first are now the second's too.
    merged: Option<(QuestionId, QuestionId)>,
}

impl Questions {
    /// All that were merged into this one, also by way of others.
    fn merged_into(&self, question: QuestionId) -> Vec<QuestionRecord> {
        let mut gone: BTreeMap<QuestionId, Vec<&QuestionRecord>> = BTreeMap::new();
        for record in self.entries.values().map(super::questions::Entry::newest) {
            if let QuestionState::Merged { into } = record.state {
                gone.entry(into).or_default().push(record);
            }
        }
        let (mut found, mut last) = (Vec::new(), vec![question]);
        while let Some(into) = last.pop() {
            for record in gone.remove(&into).unwrap_or_default() {
                last.push(record.id);
                found.push(record.clone());
            }
        }
        found
    }
}

/// The same question without its words and its name.
fn without_words(record: QuestionRecord) -> QuestionRecord {
    QuestionRecord { text: String::new(), name: None, kept_for: None, ..record }
}

/// Whether what takes the place of a written answer was decided with that answer in sight.
fn seen(record: &QuestionRecord, instead_of: Option<&str>) -> Result<(), Rejection> {
    match &record.state {
        QuestionState::Written { text, .. } if instead_of != Some(text) => Err(RejectCode::QuestionAnswered.into()),
        _ => Ok(()),
    }
}

impl Room {
    /// A question that nobody has decided to leave out.
    fn answerable(&self, question: QuestionId) -> Result<QuestionRecord, Rejection> {
        let record = self.questions.get(question)?.newest();
        match record.state {
            QuestionState::Dismissed { .. } | QuestionState::Merged { .. } => Err(RejectCode::QuestionOver.into()),
            _ => Ok(record.clone()),
        }
    }

    /// One whose written answer nobody loses: whoever decides otherwise about it has to take the answer back first, and so has seen it.
    fn unanswered(&self, question: QuestionId) -> Result<QuestionRecord, Rejection> {
        let record = self.answerable(question)?;
        match record.state {
            QuestionState::Written { .. } => Err(RejectCode::QuestionAnswered.into()),
            _ => Ok(record),
        }
    }

    fn change(&mut self, asker: Asker, records: Vec<QuestionRecord>) -> Handled {
        self.change_with(asker, Change { records, merged: None }, None)
    }

    fn change_with(&mut self, asker: Asker, change: Change, more: Option<Write>) -> Handled {
        let mut writes: Vec<_> = change.records.iter().cloned().map(Write::SaveQuestion).collect();
        writes.extend(more);
        for record in &change.records {
            if let Some(entry) = self.questions.entries.get_mut(&record.id) {
                entry.coming.push_back(record.clone());
            }
        }
        self.keep(Some(asker), writes, Effect::Question(Box::new(change)));
        Ok(Answer::Later)
    }

    pub(super) fn question_now(&mut self, asker: Asker, question: Option<QuestionId>) -> Handled {
        let next = question.map(|question| self.unanswered(question)).transpose()?;
        let all = self.questions.entries.values().map(super::questions::Entry::newest);
        let before = all.filter(|record| record.state == QuestionState::Now && Some(record.id) != question);
        let mut records: Vec<_> =
            before.map(|record| QuestionRecord { state: QuestionState::Open, ..record.clone() }).collect();
        records.extend(next.map(|record| QuestionRecord { state: QuestionState::Now, ..record }));
        self.change(asker, records)
    }

    /// `instead_of` is the answer that whoever writes another one has before them.
    pub(super) fn question_answer(
        &mut self,
        asker: Asker,
        question: QuestionId,
        text: Option<&str>,
        instead_of: Option<&str>,
    ) -> Handled {
        let record = self.answerable(question)?;
        seen(&record, instead_of)?;
        let state = match text {
            None => QuestionState::Spoken,
            Some(text) => {
                let text = names::text(text, &limits::ANSWER_TEXT)?;
                let by = self.people.get(asker.who).ok_or(RejectCode::NotJoined)?.session.name.clone();
                QuestionState::Written { text, by }
            }
        };
        self.change(asker, vec![QuestionRecord { state, ..record }])
    }

    pub(super) fn question_dismiss(&mut self, asker: Asker, question: QuestionId, reason: DismissReason) -> Handled {
        let state = QuestionState::Dismissed { reason };
        if reason != DismissReason::Unkind {
            let record = self.unanswered(question)?;
            return self.change(asker, vec![QuestionRecord { state, kept_for: None, ..record }]);
        }
        // Also of a question that was merged, and with all that were merged into it: what hurts stands below another one too.
        let record = self.questions.get(question)?.newest().clone();
        if matches!(record.state, QuestionState::Dismissed { .. }) && record.text.is_empty() {
            return Err(RejectCode::QuestionOver.into());
        }
        let merged = self.questions.merged_into(question).into_iter().map(without_words);
        let records = std::iter::once(QuestionRecord { state, ..without_words(record) }).chain(merged).collect();
        self.change(asker, records)
    }

    pub(super) fn question_merge(&mut self, asker: Asker, question: QuestionId, into: QuestionId) -> Handled {
        if question == into {
            return Err(RejectCode::QuestionUnknown.into());
        }
        let record = self.unanswered(question)?;
        let target = self.answerable(into)?;
        let (from, to) = (self.questions.get(question)?, self.questions.get(into)?);
        let nobodys = from.record.votes.saturating_add(to.record.votes);
        let together = u32::try_from(from.voters.union(&to.voters).count()).unwrap_or(u32::MAX);
        let votes = Write::SetQuestionVotes { question: into, votes: nobodys.saturating_add(together) };
        let records = vec![QuestionRecord { state: QuestionState::Merged { into }, kept_for: None, ..record }, target];
        self.change_with(asker, Change { records, merged: Some((question, into)) }, Some(votes))
    }

    /// `instead_of` is the answer that whoever takes it back has before them.
    pub(super) fn question_reopen(&mut self, asker: Asker, question: QuestionId, instead_of: Option<&str>) -> Handled {
        let record = self.questions.get(question)?.newest();
        // What was merged has given its votes away, and what hurt somebody has no words any more.
        if matches!(record.state, QuestionState::Merged { .. }) || record.text.is_empty() {
            return Err(RejectCode::QuestionOver.into());
        }
        seen(record, instead_of)?;
        let record = QuestionRecord { state: QuestionState::Open, kept_for: None, ..record.clone() };
        self.change(asker, vec![record])
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
        self.change(asker, vec![QuestionRecord { kept_for, ..record }])
    }

    pub(super) fn question_changed(&mut self, Change { records, merged }: Change) {
        let mut told = Vec::new();
        for record in records {
            told.push(record.id);
            if let Some(entry) = self.questions.entries.get_mut(&record.id) {
                entry.coming.pop_front();
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

    /// The store did not take it: it stays as it was.
    pub(super) fn question_not_changed(&mut self, change: &Change) {
        for record in &change.records {
            if let Some(entry) = self.questions.entries.get_mut(&record.id) {
                entry.coming.pop_front();
            }
        }
    }
}
