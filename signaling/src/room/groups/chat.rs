//! What is written in a group: words that the server cannot read, in memory until the group closes.

use std::collections::{BTreeSet, VecDeque};

use super::{Room, group_of};
use crate::{
    ids::{MessageId, ParticipantId, Timestamp},
    limits::{self, Limit},
    media::Scope,
    room::command::{Answer, Handled},
    wire::{Event, RejectCode, Rejection, event::Outcome, group::GroupMessage},
};

/// The messages of a group, each with those who were there to read it.
#[derive(Debug, Default)]
pub(super) struct GroupChat {
    messages: VecDeque<(GroupMessage, BTreeSet<ParticipantId>)>,
    last: u32,
}

/// Whether it can be what a client has sealed.
pub(in crate::room) fn is_sealed(sealed: &str, limit: &Limit) -> Result<(), Rejection> {
    limit.check(sealed.len())?;
    if sealed.is_empty() {
        return Err(RejectCode::TextEmpty.into());
    }
    // base64url without padding, RFC 4648 §5
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if sealed.bytes().all(base64) { Ok(()) } else { Err(RejectCode::Malformed.into()) }
}

impl Room {
    pub(in crate::room) fn group_post(
        &mut self,
        now: Timestamp,
        who: ParticipantId,
        message: MessageId,
        sealed: String,
    ) -> Handled {
        let scope = self.scope_of(who);
        let id = group_of(scope)?;
        is_sealed(&sealed, &limits::SEALED_BYTES)?;
        let author = self.people.get(who).ok_or(RejectCode::NotJoined)?;
        let (author_name, author_role) = (author.session.name.clone(), author.session.role);
        let readers: BTreeSet<_> = self.members(scope).into_iter().collect();
        let group = self.groups.open.get_mut(&id).ok_or(RejectCode::NotInGroup)?;
        if let Some((earlier, _)) = group.chat.messages.iter().find(|(earlier, _)| earlier.id == message) {
            if earlier.author != who || earlier.sealed != sealed {
                return Err(RejectCode::MessageConflict.into());
            }
            return Ok(Answer::Now(Outcome::GroupPosted { number: earlier.number, at: earlier.at }));
        }
        group.chat.last += 1;
        let number = group.chat.last;
        let message = GroupMessage { id: message, number, author: who, author_name, author_role, at: now, sealed };
        if group.chat.messages.len() >= limits::GROUP_CHAT.max {
            group.chat.messages.pop_front();
        }
        group.chat.messages.push_back((message.clone(), readers));
        self.tell_in(scope, Event::GroupPosted { message });
        Ok(Answer::Now(Outcome::GroupPosted { number, at: now }))
    }

    /// What was written while somebody was there.
    pub(in crate::room) fn group_chat_of(&self, who: ParticipantId, scope: Scope) -> Vec<GroupMessage> {
        let Some(group) = group_of(scope).ok().and_then(|id| self.groups.open.get(&id)) else { return Vec::new() };
        let read = group.chat.messages.iter().filter(|(_, readers)| readers.contains(&who));
        read.map(|(message, _)| message.clone()).collect()
    }
}
