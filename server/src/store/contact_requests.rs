//! Wishes that an advisor gets in touch, with what the person has agreed to.

use koronailta_signaling::{
    ids::{ContactRequestId, NetworkId, PersonId, Timestamp},
    wire::join::Language,
};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    NewMail, Store, StoreError, mail_queue,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// How far a request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactState {
    /// Nobody looks after it yet.
    New,
    /// Somebody does.
    Taken,
    /// The two have talked.
    Done,
}

/// For how many days requests are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptDays {
    /// After they are done.
    pub done: u32,
    /// After they were made, whatever becomes of them.
    pub made: u32,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRequest {
    /// Its id.
    pub id: ContactRequestId,
    /// Whose advisors are asked.
    pub network: NetworkId,
    /// Who asks; none: a guest.
    pub person: Option<PersonId>,
    /// SHA-256 of the secret by which a guest takes it back.
    pub withdraw_hash: Option<String>,
    /// The name.
    pub name: String,
    /// Where to write to.
    pub email: Option<String>,
    /// Where to ring.
    pub phone: Option<String>,
    /// What it is about; may be empty.
    pub about: String,
    /// What the person says; may be empty.
    pub words: String,
    /// In which language to talk.
    pub language: Language,
    /// The wording that was agreed to.
    pub consent_version: u32,
    /// As it was read.
    pub consent_words: String,
    /// For how long it may be kept, as it was read.
    pub days: KeptDays,
    /// How far it has come.
    pub state: ContactState,
    /// Who looks after it.
    pub taken_by: Option<PersonId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// Counts its changes.
    pub version: u64,
}

const HOUR_MS: u64 = 3_600_000;
const DAY_MS: u64 = 24 * HOUR_MS;

impl ContactRequest {
    /// When it is erased by itself: as the person has read, or sooner where the network keeps requests for a shorter time by now.
    #[must_use]
    pub fn erased_at(&self, network: KeptDays) -> Timestamp {
        let days = |read: u32, now: u32| u64::from(read.min(now)) * DAY_MS;
        let made = self.created_at.plus(days(self.days.made, network.made));
        let done = self.done_at.map(|at| at.plus(days(self.days.done, network.done)));
        done.map_or(made, |done| done.min(made))
    }
}

/// A change of requests.
#[derive(Clone, Debug)]
pub(super) enum ContactChange {
    /// With the word to the advisors, both or neither; to each of them one in an hour.
    Add(Box<ContactRequest>, Vec<NewMail>),
    /// Its state, by whom and when; nothing else of it ever changes.
    Turn(Box<ContactRequest>),
    Withdraw(ContactRequestId),
    /// What networks keep no longer.
    Forget(Timestamp),
}

const COLUMNS: &str = "SELECT id, network_id, person_id, withdraw_hash, name, email, phone, about, words, language, consent_version, \
    consent_words, done_days, made_days, state, taken_by, created_at, done_at, version FROM contact_requests ";

impl Store {
    async fn change_contacts(&self, change: ContactChange) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Contact(change)]).await
    }

    /// Keeps a request and queues the word to the advisors.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_contact_request(&self, request: ContactRequest, mails: Vec<NewMail>) -> Result<(), StoreError> {
        self.change_contacts(ContactChange::Add(Box::new(request), mails)).await
    }

    /// Changes how far a request has come, which still has the version it says.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed or withdrawn meanwhile; or the database said no.
    pub async fn turn_contact_request(&self, request: ContactRequest) -> Result<(), StoreError> {
        self.change_contacts(ContactChange::Turn(Box::new(request))).await
    }

    /// Erases a request at once.
    ///
    /// # Errors
    /// The database said no.
    pub async fn withdraw_contact_request(&self, request: ContactRequestId) -> Result<(), StoreError> {
        self.change_contacts(ContactChange::Withdraw(request)).await
    }

    /// Erases requests that their networks keep no longer.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_contact_requests(&self, now: Timestamp) -> Result<(), StoreError> {
        self.change_contacts(ContactChange::Forget(now)).await
    }

    /// The requests to a network's advisors, the newest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn contact_requests_of(&self, network: NetworkId) -> Result<Vec<ContactRequest>, StoreError> {
        self.some_requests("WHERE network_id = $1 ORDER BY created_at DESC, id DESC", network.to_string()).await
    }

    /// What a person has asked for, the newest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn contact_requests_by(&self, person: PersonId) -> Result<Vec<ContactRequest>, StoreError> {
        self.some_requests("WHERE person_id = $1 ORDER BY created_at DESC, id DESC", person.to_string()).await
    }

    /// One of them.
    ///
    /// # Errors
    /// The database said no.
    pub async fn contact_request(&self, request: ContactRequestId) -> Result<Option<ContactRequest>, StoreError> {
        Ok(self.some_requests("WHERE id = $1", request.to_string()).await?.pop())
    }

    /// The request that a guest's secret belongs to.
    ///
    /// # Errors
    /// The database said no.
    pub async fn contact_request_by_secret(&self, hash: &str) -> Result<Option<ContactRequest>, StoreError> {
        Ok(self.some_requests("WHERE withdraw_hash = $1", hash.to_owned()).await?.pop())
    }

    /// How many requests of a network are not done.
    ///
    /// # Errors
    /// The database said no.
    pub async fn count_open_contact_requests(&self, network: NetworkId) -> Result<u64, StoreError> {
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM contact_requests WHERE network_id = $1 AND state <> $2")
                .bind(network.to_string())
                .bind(word(&ContactState::Done))
                .fetch_one(&self.readers)
                .await?;
        Ok(unsigned(count))
    }

    async fn some_requests(&self, which: &'static str, value: String) -> Result<Vec<ContactRequest>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS}{which}"));
        let rows = sqlx::query(query).bind(value).fetch_all(&self.readers).await?;
        rows.iter().map(request).collect()
    }
}

fn request(row: &SqliteRow) -> Result<ContactRequest, StoreError> {
    let person = |column: &'static str| {
        let key: Option<String> = row.try_get(column)?;
        key.map(|key| id("contact_requests.person", &key)).transpose()
    };
    Ok(ContactRequest {
        id: id("contact_requests.id", &row.try_get::<String, _>("id")?)?,
        network: id("contact_requests.network_id", &row.try_get::<String, _>("network_id")?)?,
        person: person("person_id")?,
        withdraw_hash: row.try_get("withdraw_hash")?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        phone: row.try_get("phone")?,
        about: row.try_get("about")?,
        words: row.try_get("words")?,
        language: unword("contact_requests.language", row.try_get("language")?)?,
        consent_version: u32::try_from(row.try_get::<i64, _>("consent_version")?).unwrap_or(0),
        consent_words: row.try_get("consent_words")?,
        days: KeptDays { done: days(row, "done_days")?, made: days(row, "made_days")? },
        state: unword("contact_requests.state", row.try_get("state")?)?,
        taken_by: person("taken_by")?,
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
        done_at: row.try_get::<Option<i64>, _>("done_at")?.map(|at| Timestamp(unsigned(at))),
        version: unsigned(row.try_get("version")?),
    })
}

fn days(row: &SqliteRow, column: &str) -> Result<u32, sqlx::Error> {
    Ok(u32::try_from(row.try_get::<i64, _>(column)?).unwrap_or(0))
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: ContactChange) -> Result<(), sqlx::Error> {
    let query = match change {
        ContactChange::Add(request, mails) => {
            add(connection, *request).await?;
            for mail in mails {
                tell(connection, mail).await?;
            }
            return Ok(());
        }
        ContactChange::Turn(request) => return turn(connection, *request).await,
        ContactChange::Withdraw(request) => {
            sqlx::query("DELETE FROM contact_requests WHERE id = $1").bind(request.to_string())
        }
        ContactChange::Forget(now) => sqlx::query(
            "DELETE FROM contact_requests WHERE id IN (SELECT r.id FROM contact_requests r JOIN networks n ON n.id = r.network_id \
             WHERE r.created_at + CASE WHEN r.made_days < n.contact_made_days THEN r.made_days ELSE n.contact_made_days END * 86400000 < $1 \
             OR r.done_at + CASE WHEN r.done_days < n.contact_done_days THEN r.done_days ELSE n.contact_done_days END * 86400000 < $1)",
        )
        .bind(integer(now.0)),
    };
    query.execute(connection).await.map(|_| ())
}

/// The word to an advisor: one in an hour. What comes in that hour is told of at its end.
async fn tell(connection: &mut SqliteConnection, mail: NewMail) -> Result<(), sqlx::Error> {
    let Some(occasion) = mail.occasion.clone() else { return Ok(()) };
    let hour = mail.created_at.0 / HOUR_MS;
    let in_hour = |hour| NewMail { occasion: Some(format!("{occasion} {hour}")), ..mail.clone() };
    if !mail_queue::add(connection, in_hour(hour)).await? {
        mail_queue::add_for(connection, in_hour(hour + 1), Timestamp((hour + 1) * HOUR_MS)).await?;
    }
    Ok(())
}

async fn add(connection: &mut SqliteConnection, request: ContactRequest) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO contact_requests (id, network_id, person_id, withdraw_hash, name, email, phone, about, words, language, \
         consent_version, consent_words, state, created_at, done_days, made_days) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(request.id.to_string())
    .bind(request.network.to_string())
    .bind(request.person.map(|person| person.to_string()))
    .bind(request.withdraw_hash)
    .bind(request.name)
    .bind(request.email)
    .bind(request.phone)
    .bind(request.about)
    .bind(request.words)
    .bind(word(&request.language))
    .bind(i64::from(request.consent_version))
    .bind(request.consent_words)
    .bind(word(&request.state))
    .bind(integer(request.created_at.0))
    .bind(i64::from(request.days.done))
    .bind(i64::from(request.days.made))
    .execute(connection)
    .await
    .map(|_| ())
}

async fn turn(connection: &mut SqliteConnection, request: ContactRequest) -> Result<(), sqlx::Error> {
    let done = sqlx::query(
        "UPDATE contact_requests SET state = $3, taken_by = $4, done_at = $5, version = version + 1 \
         WHERE id = $1 AND version = $2",
    )
    .bind(request.id.to_string())
    .bind(integer(request.version))
    .bind(word(&request.state))
    .bind(request.taken_by.map(|person| person.to_string()))
    .bind(request.done_at.map(|at| integer(at.0)))
    .execute(connection)
    .await?;
    if done.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}

/// What a person has asked for is erased with the person.
pub(super) async fn forget_person(connection: &mut SqliteConnection, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM contact_requests WHERE person_id = $1")
        .bind(person.to_string())
        .execute(connection)
        .await
        .map(|_| ())
}
