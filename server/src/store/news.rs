//! A change of an evening, and the letters that tell of it. Both are kept, or neither: nobody hears of what did not happen, and nothing
//! happens of which those concerned do not hear.

use std::collections::HashSet;

use koronailta_signaling::ids::{EveningId, PersonId, Timestamp};

use super::{
    NewLink, NewMail, PlannedEvening, Store, StoreError, invitations::InvitationChange, links::LinkChange,
    mail_queue::MailChange, schedule::ScheduleChange, writer::Change,
};

/// A letter, with the link in it if there is one. Where the occasion has had its letter already, neither is kept.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// The letter.
    pub mail: NewMail,
    /// The link in it.
    pub link: Option<NewLink>,
}

/// What happens with an evening, and who is told.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// It is planned otherwise.
    pub replanned: Option<PlannedEvening>,
    /// Letters about this one that have not left say nothing true any more.
    pub withdraws: Option<EveningId>,
    /// These are invited to it.
    pub invited: Option<(EveningId, Vec<PersonId>)>,
    /// What they are told.
    pub letters: Vec<NewLetter>,
}

impl News {
    fn changes(self, now: Timestamp) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(evening) = self.replanned {
            changes.push(Change::Schedule(ScheduleChange::Replan(Box::new(evening))));
        }
        if let Some(evening) = self.withdraws {
            changes.push(Change::Mail(MailChange::Withdraw(evening, now)));
        }
        if let Some((evening, persons)) = self.invited {
            let invite = |person| Change::Invitation(InvitationChange::Invite { evening, person, now });
            changes.extend(persons.into_iter().map(invite));
        }
        changes.extend(self.letters.into_iter().map(letter));
        changes
    }
}

fn letter(new: NewLetter) -> Change {
    Change::Mail(MailChange::Post(Box::new(new)))
}

impl Store {
    /// Keeps all of it, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the evening was changed meanwhile; or the database said no.
    pub async fn announce(&self, news: News, now: Timestamp) -> Result<(), StoreError> {
        let changes = news.changes(now);
        if changes.is_empty() { Ok(()) } else { self.writer.submit(changes).await }
    }

    /// Takes all links of a person back and keeps a new one, with the letter that brings it if there is one.
    ///
    /// # Errors
    /// The database said no.
    pub async fn renew_link_of(
        &self,
        person: PersonId,
        link: NewLink,
        mail: Option<NewMail>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut changes = vec![Change::Link(LinkChange::RevokeOf(person, now)), Change::Link(LinkChange::Add(link))];
        changes.extend(mail.map(|mail| letter(NewLetter { mail, link: None })));
        self.writer.submit(changes).await
    }

    /// On which occasions people were written to about an evening, whether the letters have left or not.
    ///
    /// # Errors
    /// The database said no.
    pub async fn occasions_of(&self, evening: EveningId) -> Result<HashSet<String>, StoreError> {
        let occasions: Vec<String> =
            sqlx::query_scalar("SELECT occasion FROM mail_queue WHERE evening_id = $1 AND occasion IS NOT NULL")
                .bind(evening.to_string())
                .fetch_all(&self.readers)
                .await?;
        Ok(occasions.into_iter().collect())
    }
}
