//! The written word: kept, in order, exactly once.

use std::collections::BTreeMap;

use super::{
    Room,
    command::{Answer, DONE, Handled},
    io::{ChatRecord, Write},
    kept::{Asker, Effect},
    people::Person,
};
use crate::{
    ids::{MessageId, ParticipantId, Timestamp},
    limits,
    media::Scope,
    names,
    wire::{
        Command, Event, RejectCode, Rejection,
        chat::{ChatAudience, ChatMessage, Reaction},
        event::Outcome,
        permission::Permission,
    },
};

/// All messages of the evening.
#[derive(Debug, Default)]
pub(super) struct Chat {
    /// Strictly by `chat_seq`.
    records: Vec<ChatRecord>,
    by_id: BTreeMap<MessageId, usize>,
    /// On their way to the store, with everybody who asks for the answer.
    posting: BTreeMap<MessageId, (ChatRecord, Vec<Asker>)>,
    last_seq: u32,
}

impl Chat {
    pub(super) fn restored(mut records: Vec<ChatRecord>) -> Self {
        records.sort_by_key(|record| record.chat_seq);
        let last_seq = records.last().map_or(0, |record| record.chat_seq);
        let by_id = records.iter().enumerate().map(|(index, record)| (record.message, index)).collect();
        Self { records, by_id, posting: BTreeMap::new(), last_seq }
    }

    fn get(&self, message: MessageId) -> Option<&ChatRecord> {
        self.records.get(*self.by_id.get(&message)?)
    }

    fn get_mut(&mut self, message: MessageId) -> Option<&mut ChatRecord> {
        self.records.get_mut(*self.by_id.get(&message)?)
    }

    pub(super) fn author(&self, message: MessageId) -> Option<ParticipantId> {
        self.get(message).map(|record| record.author)
    }

    fn push(&mut self, record: ChatRecord) {
        self.by_id.insert(record.message, self.records.len());
        self.records.push(record);
    }

    /// The newest messages before a number that this person may read, and whether there are older ones.
    pub(super) fn page(&self, reader: &Person, before: u32) -> (Vec<ChatMessage>, bool) {
        let end = self.records.partition_point(|record| record.chat_seq < before);
        let mut readable = self.records[..end].iter().rev().filter(|record| may_read(reader, record.audience));
        let mut page: Vec<_> = readable.by_ref().take(limits::CHAT_PAGE).map(shown).collect();
        page.reverse();
        (page, readable.next().is_some())
    }
}

fn may_read(reader: &Person, audience: ChatAudience) -> bool {
    match audience {
        ChatAudience::Everyone => true,
        ChatAudience::Staff { with } => with == reader.id() || reader.may(Permission::ReadStaffChat),
    }
}

fn shown(record: &ChatRecord) -> ChatMessage {
    ChatMessage {
        id: record.message,
        chat_seq: record.chat_seq,
        author: record.author,
        author_name: record.author_name.clone(),
        author_role: record.author_role,
        audience: record.audience,
        text: record.text.clone(),
        at: record.at,
        deleted: record.erased.is_some(),
        reactions: record.reactions.clone(),
    }
}

fn stored(record: &ChatRecord) -> Outcome {
    Outcome::ChatStored { chat_seq: record.chat_seq, at: record.at }
}

impl Room {
    /// To everybody inside who may read what goes to this audience.
    fn tell_readers(&mut self, audience: ChatAudience, event: Event) {
        self.tell_where(|person| person.is_inside() && may_read(person, audience), event);
    }

    pub(super) fn chat_post(
        &mut self,
        now: Timestamp,
        asker: Asker,
        message: MessageId,
        text: &str,
        audience: ChatAudience,
    ) -> Handled {
        let text = names::text(text, &limits::CHAT_TEXT)?;
        let same = |record: &ChatRecord| {
            let same_words = record.text == text || record.erased.is_some();
            record.author == asker.who && record.audience == audience && same_words
        };
        if let Some(record) = self.chat.get(message) {
            return if same(record) {
                Ok(Answer::Now(stored(record)))
            } else {
                Err(RejectCode::MessageConflict.into())
            };
        }
        if let Some((record, askers)) = self.chat.posting.get_mut(&message) {
            if !same(record) {
                return Err(RejectCode::MessageConflict.into());
            }
            askers.push(asker);
            return Ok(Answer::Later);
        }
        let author = self.people.get(asker.who).ok_or(RejectCode::NotJoined)?;
        if audience == ChatAudience::Everyone && author.scope != Scope::Evening {
            return Err(RejectCode::InGroup.into());
        }
        if let ChatAudience::Staff { with } = audience {
            self.people.get(with).filter(|person| person.session.admitted).ok_or(RejectCode::ParticipantUnknown)?;
        }
        limits::CHAT_MESSAGES.check(self.chat.records.len() + self.chat.posting.len() + 1)?;
        self.chat.last_seq += 1;
        let record = ChatRecord {
            message,
            chat_seq: self.chat.last_seq,
            author: asker.who,
            author_name: author.session.name.clone(),
            author_role: author.session.role,
            audience,
            text,
            at: now,
            erased: None,
            reactions: BTreeMap::new(),
        };
        self.chat.posting.insert(message, (record.clone(), vec![asker]));
        self.keep(None, vec![Write::AppendChat(record)], Effect::Post(message));
        Ok(Answer::Later)
    }

    pub(super) fn posted(&mut self, message: MessageId) {
        let Some((record, askers)) = self.chat.posting.remove(&message) else { return };
        for asker in askers {
            self.answer(asker, Ok(stored(&record)));
        }
        let event = Event::ChatPosted { message: shown(&record) };
        let audience = record.audience;
        self.chat.push(record);
        self.tell_readers(audience, event);
    }

    pub(super) fn not_posted(&mut self, message: MessageId) {
        let Some((_, askers)) = self.chat.posting.remove(&message) else { return };
        for asker in askers {
            self.answer(asker, Err(RejectCode::Internal.reject()));
        }
    }

    fn readable(&self, who: ParticipantId, message: MessageId) -> Result<&ChatRecord, Rejection> {
        let reader = self.people.get(who).ok_or(RejectCode::NotJoined)?;
        let record = self.chat.get(message).filter(|record| may_read(reader, record.audience));
        record.ok_or_else(|| RejectCode::MessageUnknown.into())
    }

    pub(super) fn chat_delete(&mut self, now: Timestamp, asker: Asker, message: MessageId) -> Handled {
        let record = self.readable(asker.who, message)?;
        if record.erased.is_some() {
            return DONE;
        }
        let (author, by_author) = (record.author, record.author == asker.who);
        let mut writes = vec![Write::EraseChat { message, by_author }];
        if !by_author {
            writes.push(Self::log(now, asker.who, &Command::ChatDelete { message }, Some(author)));
        }
        self.keep(Some(asker), writes, Effect::Erase { message, by_author });
        Ok(Answer::Later)
    }

    pub(super) fn erased(&mut self, message: MessageId, by_author: bool) {
        let Some(record) = self.chat.get_mut(message) else { return };
        if record.erased.is_some() {
            return;
        }
        record.erased = Some(by_author);
        record.text.clear();
        record.reactions.clear();
        let audience = record.audience;
        self.tell_readers(audience, Event::ChatDeleted { message, by_author });
    }

    pub(super) fn chat_react(&mut self, asker: Asker, message: MessageId, reaction: Reaction, on: bool) -> Handled {
        let record = self.readable(asker.who, message)?;
        if record.erased.is_some() {
            return Err(RejectCode::MessageUnknown.into());
        }
        let write = Write::SetReaction { message, participant: asker.who, reaction, on };
        self.keep(Some(asker), vec![write], Effect::React { message, who: asker.who, reaction, on });
        Ok(Answer::Later)
    }

    pub(super) fn reacted(&mut self, message: MessageId, who: ParticipantId, reaction: Reaction, on: bool) {
        let Some(record) = self.chat.get_mut(message).filter(|record| record.erased.is_none()) else { return };
        let before = record.reactions.clone();
        let people = record.reactions.entry(reaction).or_default();
        people.retain(|&person| person != who || on);
        if on && !people.contains(&who) {
            people.push(who);
        }
        if people.is_empty() {
            record.reactions.remove(&reaction);
        }
        if record.reactions != before {
            let (audience, reactions) = (record.audience, record.reactions.clone());
            self.tell_readers(audience, Event::ChatReactions { message, reactions });
        }
    }

    pub(super) fn chat_history(&mut self, who: ParticipantId, before: u32) -> Handled {
        let reader = self.people.get(who).ok_or(RejectCode::NotJoined)?;
        let (messages, earlier) = self.chat.page(reader, before);
        Ok(Answer::Now(Outcome::ChatPage { messages, earlier }))
    }
}
