//! Who was invited to an evening and what they answered; and the keys of people's own calendars.

use std::collections::HashMap;

use koronailta_signaling::{
    ids::{EveningId, NetworkId, PersonId, Timestamp},
    wire::join::Language,
};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// An answer to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// I come.
    Yes,
    /// I do not.
    No,
    /// I do not know yet.
    Maybe,
}

/// Somebody who was invited.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Where to write to.
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// What they answered.
    pub answer: Option<Answer>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// When they were invited.
    pub invited_at: Timestamp,
    /// The mail server has refused the last mail to their address.
    pub refused: bool,
}

/// How many were invited and answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Invited.
    pub invited: u64,
    /// Come.
    pub yes: u64,
    /// Do not.
    pub no: u64,
    /// Do not know yet.
    pub maybe: u64,
}

/// A change of invitations.
#[derive(Clone, Debug)]
pub(super) enum InvitationChange {
    Invite { evening: EveningId, person: PersonId, now: Timestamp },
    Answer { evening: EveningId, person: PersonId, answer: Answer, now: Timestamp },
    SetKey { person: PersonId, key_hash: String, now: Timestamp },
}

impl Store {
    /// Keeps an answer, also of somebody who was not asked.
    ///
    /// # Errors
    /// The database said no.
    pub async fn answer_invitation(
        &self,
        evening: EveningId,
        person: PersonId,
        answer: Answer,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Invitation(InvitationChange::Answer { evening, person, answer, now })]).await
    }

    /// Keeps the key of a person's calendar in place of the one before.
    ///
    /// # Errors
    /// The database said no.
    pub async fn set_calendar_key(&self, person: PersonId, key_hash: String, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Invitation(InvitationChange::SetKey { person, key_hash, now })]).await
    }

    /// Whose calendar a key opens.
    ///
    /// # Errors
    /// The database said no.
    pub async fn calendar_of(&self, key_hash: &str) -> Result<Option<PersonId>, StoreError> {
        let person: Option<String> = sqlx::query_scalar(
            "SELECT k.person_id FROM calendar_keys k JOIN persons p ON p.id = k.person_id \
             WHERE k.key_hash = $1 AND p.removed_at IS NULL",
        )
        .bind(key_hash.to_owned())
        .fetch_optional(&self.readers)
        .await?;
        person.map(|key| id("calendar_keys.person_id", &key)).transpose()
    }

    /// Who was invited to an evening, by when.
    ///
    /// # Errors
    /// The database said no.
    pub async fn invited_to(&self, evening: EveningId) -> Result<Vec<Invited>, StoreError> {
        let rows = sqlx::query(
            "SELECT i.person_id, p.name, p.email, p.language, i.answer, i.answered_at, i.invited_at, \
             (SELECT q.state FROM mail_queue q WHERE q.address = p.email AND q.state <> 'waiting' \
              ORDER BY q.finished_at DESC LIMIT 1) AS last_state \
             FROM invitations i JOIN persons p ON p.id = i.person_id \
             WHERE i.evening_id = $1 AND p.removed_at IS NULL ORDER BY i.invited_at, p.name, p.id",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(invited).collect()
    }

    /// What a person answered, by evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn answers_of(&self, person: PersonId) -> Result<HashMap<EveningId, Option<Answer>>, StoreError> {
        let rows = sqlx::query("SELECT evening_id, answer FROM invitations WHERE person_id = $1")
            .bind(person.to_string())
            .fetch_all(&self.readers)
            .await?;
        let mut answers = HashMap::new();
        for row in &rows {
            let evening: String = row.try_get("evening_id")?;
            answers.insert(id("invitations.evening_id", &evening)?, answer(row)?);
        }
        Ok(answers)
    }

    /// How many were invited to the evenings of a network and what they answered.
    ///
    /// # Errors
    /// The database said no.
    pub async fn counts_of(&self, network: NetworkId) -> Result<HashMap<EveningId, Counts>, StoreError> {
        let rows = sqlx::query(
            "SELECT i.evening_id, i.answer, COUNT(*) AS people FROM invitations i JOIN evenings e ON e.id = i.evening_id \
             JOIN persons p ON p.id = i.person_id WHERE e.network_id = $1 AND p.removed_at IS NULL GROUP BY i.evening_id, i.answer",
        )
        .bind(network.to_string())
        .fetch_all(&self.readers)
        .await?;
        let mut counts: HashMap<EveningId, Counts> = HashMap::new();
        for row in &rows {
            let evening: String = row.try_get("evening_id")?;
            let of = counts.entry(id("invitations.evening_id", &evening)?).or_default();
            let people = unsigned(row.try_get("people")?);
            of.invited += people;
            match answer(row)? {
                Some(Answer::Yes) => of.yes += people,
                Some(Answer::No) => of.no += people,
                Some(Answer::Maybe) => of.maybe += people,
                None => {}
            }
        }
        Ok(counts)
    }
}

fn answer(row: &SqliteRow) -> Result<Option<Answer>, StoreError> {
    row.try_get::<Option<String>, _>("answer")?.map(|text| unword("invitations.answer", text)).transpose()
}

fn invited(row: &SqliteRow) -> Result<Invited, StoreError> {
    let time = |column| {
        let at: Option<i64> = row.try_get(column)?;
        Ok::<_, sqlx::Error>(at.map(|at| Timestamp(unsigned(at))))
    };
    let last: Option<String> = row.try_get("last_state")?;
    Ok(Invited {
        person: id("invitations.person_id", &row.try_get::<String, _>("person_id")?)?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        language: unword("persons.language", row.try_get("language")?)?,
        answer: answer(row)?,
        answered_at: time("answered_at")?,
        invited_at: time("invited_at")?.unwrap_or_default(),
        refused: last.is_some_and(|state| state == "refused" || state == "given_up"),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: InvitationChange) -> Result<(), sqlx::Error> {
    let query = match change {
        InvitationChange::Invite { evening, person, now } => sqlx::query(
            "INSERT INTO invitations (evening_id, person_id, invited_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(evening.to_string())
        .bind(person.to_string())
        .bind(integer(now.0)),
        InvitationChange::Answer { evening, person, answer, now } => sqlx::query(
            "INSERT INTO invitations (evening_id, person_id, answer, answered_at, invited_at) VALUES ($1, $2, $3, $4, $4) \
             ON CONFLICT (evening_id, person_id) DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at",
        )
        .bind(evening.to_string())
        .bind(person.to_string())
        .bind(word(&answer))
        .bind(integer(now.0)),
        InvitationChange::SetKey { person, key_hash, now } => sqlx::query(
            "INSERT INTO calendar_keys (person_id, key_hash, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (person_id) DO UPDATE SET key_hash = excluded.key_hash, created_at = excluded.created_at",
        )
        .bind(person.to_string())
        .bind(key_hash)
        .bind(integer(now.0)),
    };
    query.execute(connection).await.map(|_| ())
}
