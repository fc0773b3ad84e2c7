//! Mail on its way. It stands here before anybody is told that it will be sent, and until it is.

use koronailta_signaling::ids::{EveningId, MailId, NetworkId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    NewLetter, Store, StoreError,
    links::{self, LinkChange},
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// Mails of a network that are shown, the newest first.
const SHOWN: i64 = 200;

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A way in to the organizer's side.
    SignIn,
    /// Somebody's own link.
    PersonalLink,
    /// To an evening.
    Invitation,
    /// An evening is at another time, in another place, or has another programme.
    Update,
    /// An evening is not held.
    Cancellation,
    /// An evening is near.
    Reminder,
    /// What came of an evening.
    Summary,
    /// Announcements.
    Digest,
    /// What somebody applies for has to be sent soon. No organizer sees such mails: it is nobody else's business.
    Deadline,
    /// Somebody wishes that an advisor gets in touch.
    ContactRequest,
}

/// How far a mail has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It will be tried, for the first time or again.
    Waiting,
    /// A mail server has taken it.
    Sent,
    /// A mail server has said that it will never take it: most often the address is wrong.
    Refused,
    /// It was put off for two days.
    GivenUp,
    /// Mail could not be sent for so long that it says nothing any more.
    Outdated,
}

/// What stands in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// For those who read plain text.
    pub text: String,
    /// For the others.
    pub html: String,
    /// An invitation for the calendar (iTIP).
    pub calendar: Option<String>,
}

/// A mail to be sent.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// Its id.
    pub id: MailId,
    /// On whose behalf; none: the server's own.
    pub network: Option<NetworkId>,
    /// About which evening.
    pub evening: Option<EveningId>,
    /// To whom.
    pub person: Option<PersonId>,
    /// What it is about.
    pub kind: MailKind,
    /// A second mail for the same occasion is not sent.
    pub occasion: Option<String>,
    /// Where to.
    pub address: String,
    /// In whose name.
    pub sender_name: String,
    /// Who gets the answers.
    pub reply_to: Option<String>,
    /// What stands in it.
    pub letter: Letter,
    /// It says nothing to anybody after this.
    pub useful_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A mail whose time has come.
#[derive(Clone, Debug)]
pub struct DueMail {
    /// Its id.
    pub id: MailId,
    /// Where to.
    pub address: String,
    /// In whose name.
    pub sender_name: String,
    /// Who gets the answers.
    pub reply_to: Option<String>,
    /// What stands in it.
    pub letter: Letter,
    /// How often it was put off.
    pub attempts: u32,
    /// It says nothing to anybody after this.
    pub useful_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A mail as an organizer sees it; what stood in it is not shown.
#[derive(Clone, Debug)]
pub struct MailRow {
    /// Its id.
    pub id: MailId,
    /// About which evening.
    pub evening: Option<EveningId>,
    /// To whom.
    pub person: Option<PersonId>,
    /// What it is about.
    pub kind: MailKind,
    /// Where to.
    pub address: String,
    /// One line.
    pub subject: String,
    /// How far it has come.
    pub state: MailState,
    /// How often it was put off.
    pub attempts: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it will be tried next.
    pub next_at: Timestamp,
    /// When its fate was decided.
    pub finished_at: Option<Timestamp>,
    /// What the mail server said.
    pub problem: Option<String>,
}

/// A change of the queue.
#[derive(Clone, Debug)]
pub(super) enum MailChange {
    Add(Box<NewMail>),
    Post(Box<NewLetter>),
    /// Its fate is decided; what stood in it is erased.
    Finish {
        mail: MailId,
        state: MailState,
        problem: Option<String>,
        now: Timestamp,
    },
    /// It is about to be sent, after so many attempts; if nothing more is said of it, it is tried again then.
    TakeUp {
        mail: MailId,
        attempts: u32,
        next_at: Timestamp,
    },
    /// The mail server wants it later.
    PutOff {
        mail: MailId,
        problem: String,
    },
    /// There was no mail server, so that was no attempt.
    Untake {
        mail: MailId,
        next_at: Timestamp,
        problem: String,
    },
    /// About an evening that is not held, or held at another time.
    Withdraw(EveningId, Timestamp),
    /// Old ones that are finished.
    Forget(Timestamp),
}

impl Store {
    /// Queues mails, all or none; those of an occasion that had its mail already are left out.
    ///
    /// # Errors
    /// The database said no.
    pub async fn queue_mail(&self, mails: Vec<NewMail>) -> Result<(), StoreError> {
        self.change_mail(mails.into_iter().map(|mail| MailChange::Add(Box::new(mail))).collect()).await
    }

    /// Mails whose time has come, those first that wait longest.
    ///
    /// # Errors
    /// The database said no.
    pub async fn due_mail(&self, most: u32, now: Timestamp) -> Result<Vec<DueMail>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, address, sender_name, reply_to, subject, text_body, html_body, calendar, attempts, useful_until, \
             created_at FROM mail_queue WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at, id LIMIT $2",
        )
        .bind(integer(now.0))
        .bind(i64::from(most))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(due).collect()
    }

    /// Whether an occasion has had its mail.
    ///
    /// # Errors
    /// The database said no.
    pub async fn has_mail(&self, occasion: &str) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM mail_queue WHERE occasion = $1")
            .bind(occasion)
            .fetch_one(&self.readers)
            .await?;
        Ok(count > 0)
    }

    /// A network's mails, the newest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn mail_of(&self, network: NetworkId) -> Result<Vec<MailRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, evening_id, person_id, kind, address, subject, state, attempts, created_at, next_at, finished_at, problem \
             FROM mail_queue WHERE network_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2",
        )
        .bind(network.to_string())
        .bind(SHOWN)
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(shown).collect()
    }

    /// A mail server's word on a mail.
    ///
    /// # Errors
    /// The database said no.
    pub async fn finish_mail(
        &self,
        mail: MailId,
        state: MailState,
        problem: Option<String>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.change_mail(vec![MailChange::Finish { mail, state, problem, now }]).await
    }

    /// A mail is about to be sent, after so many earlier attempts. It is tried again then, unless its fate is told.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it waits no more, or somebody else has taken it up; or the database said no.
    pub async fn take_up_mail(&self, mail: MailId, attempts: u32, next_at: Timestamp) -> Result<(), StoreError> {
        self.change_mail(vec![MailChange::TakeUp { mail, attempts, next_at }]).await
    }

    /// A mail that was taken up was put off, for the reason the mail server gave.
    ///
    /// # Errors
    /// The database said no.
    pub async fn put_off_mail(&self, mail: MailId, problem: String) -> Result<(), StoreError> {
        self.change_mail(vec![MailChange::PutOff { mail, problem }]).await
    }

    /// A mail that was taken up did not leave: there was no mail server.
    ///
    /// # Errors
    /// The database said no.
    pub async fn untake_mail(&self, mail: MailId, next_at: Timestamp, problem: String) -> Result<(), StoreError> {
        self.change_mail(vec![MailChange::Untake { mail, next_at, problem }]).await
    }

    /// Forgets mails that were finished before.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_mail(&self, before: Timestamp) -> Result<(), StoreError> {
        self.change_mail(vec![MailChange::Forget(before)]).await
    }

    async fn change_mail(&self, changes: Vec<MailChange>) -> Result<(), StoreError> {
        self.writer.submit(changes.into_iter().map(Change::Mail).collect()).await
    }
}

fn due(row: &SqliteRow) -> Result<DueMail, StoreError> {
    Ok(DueMail {
        id: id("mail_queue.id", &row.try_get::<String, _>("id")?)?,
        address: row.try_get("address")?,
        sender_name: row.try_get("sender_name")?,
        reply_to: row.try_get("reply_to")?,
        letter: Letter {
            subject: row.try_get("subject")?,
            text: row.try_get("text_body")?,
            html: row.try_get("html_body")?,
            calendar: row.try_get("calendar")?,
        },
        attempts: u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX),
        useful_until: row.try_get::<Option<i64>, _>("useful_until")?.map(|at| Timestamp(unsigned(at))),
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
    })
}

fn shown(row: &SqliteRow) -> Result<MailRow, StoreError> {
    let text = |column| row.try_get::<Option<String>, _>(column);
    Ok(MailRow {
        id: id("mail_queue.id", &row.try_get::<String, _>("id")?)?,
        evening: text("evening_id")?.map(|key| id("mail_queue.evening_id", &key)).transpose()?,
        person: text("person_id")?.map(|key| id("mail_queue.person_id", &key)).transpose()?,
        kind: unword("mail_queue.kind", row.try_get("kind")?)?,
        address: row.try_get("address")?,
        subject: row.try_get("subject")?,
        state: unword("mail_queue.state", row.try_get("state")?)?,
        attempts: u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX),
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
        next_at: Timestamp(unsigned(row.try_get("next_at")?)),
        finished_at: row.try_get::<Option<i64>, _>("finished_at")?.map(|at| Timestamp(unsigned(at))),
        problem: text("problem")?,
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: MailChange) -> Result<(), sqlx::Error> {
    let query = match change {
        MailChange::Add(mail) => return add(connection, *mail).await.map(|_| ()),
        MailChange::Post(letter) => {
            let NewLetter { mail, link } = *letter;
            if add(connection, mail).await?
                && let Some(link) = link
            {
                links::apply(connection, LinkChange::Add(link)).await?;
            }
            return Ok(());
        }
        MailChange::Finish { mail, state, problem, now } => sqlx::query(
            "UPDATE mail_queue SET state = $2, finished_at = $3, problem = $4, text_body = '', html_body = '', calendar = NULL \
             WHERE id = $1 AND state = 'waiting'",
        )
        .bind(mail.to_string())
        .bind(word(&state))
        .bind(integer(now.0))
        .bind(problem),
        MailChange::TakeUp { mail, attempts, next_at } => return take_up(connection, mail, attempts, next_at).await,
        MailChange::PutOff { mail, problem } => {
            sqlx::query("UPDATE mail_queue SET problem = $2 WHERE id = $1 AND state = 'waiting'")
                .bind(mail.to_string())
                .bind(problem)
        }
        MailChange::Untake { mail, next_at, problem } => sqlx::query(
            "UPDATE mail_queue SET attempts = attempts - 1, next_at = $2, problem = $3              WHERE id = $1 AND state = 'waiting' AND attempts > 0",
        )
        .bind(mail.to_string())
        .bind(integer(next_at.0))
        .bind(problem),
        MailChange::Withdraw(evening, now) => sqlx::query(
            "UPDATE mail_queue SET state = 'outdated', finished_at = $2, text_body = '', html_body = '', calendar = NULL \
             WHERE evening_id = $1 AND state = 'waiting' AND kind IN ('invitation', 'update', 'reminder')",
        )
        .bind(evening.to_string())
        .bind(integer(now.0)),
        MailChange::Forget(before) => {
            sqlx::query("DELETE FROM mail_queue WHERE finished_at < $1").bind(integer(before.0))
        }
    };
    query.execute(connection).await.map(|_| ())
}

async fn take_up(
    connection: &mut SqliteConnection,
    mail: MailId,
    attempts: u32,
    next_at: Timestamp,
) -> Result<(), sqlx::Error> {
    let taken = sqlx::query(
        "UPDATE mail_queue SET attempts = attempts + 1, next_at = $3 WHERE id = $1 AND state = 'waiting' AND attempts = $2",
    )
    .bind(mail.to_string())
    .bind(i64::from(attempts))
    .bind(integer(next_at.0))
    .execute(connection)
    .await?;
    if taken.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}

/// Whether it was not there yet.
pub(super) async fn add(connection: &mut SqliteConnection, mail: NewMail) -> Result<bool, sqlx::Error> {
    let at = mail.created_at;
    add_for(connection, mail, at).await
}

/// A mail that is not sent before its time; says whether it is the first on its occasion.
pub(super) async fn add_for(
    connection: &mut SqliteConnection,
    mail: NewMail,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    sqlx::query(
        "INSERT INTO mail_queue (id, network_id, evening_id, person_id, kind, occasion, address, sender_name, reply_to, \
         subject, text_body, html_body, calendar, created_at, useful_until, state, next_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'waiting', $16) \
         ON CONFLICT (occasion) DO NOTHING",
    )
    .bind(mail.id.to_string())
    .bind(mail.network.map(|network| network.to_string()))
    .bind(mail.evening.map(|evening| evening.to_string()))
    .bind(mail.person.map(|person| person.to_string()))
    .bind(word(&mail.kind))
    .bind(mail.occasion)
    .bind(mail.address)
    .bind(mail.sender_name)
    .bind(mail.reply_to)
    .bind(mail.letter.subject)
    .bind(mail.letter.text)
    .bind(mail.letter.html)
    .bind(mail.letter.calendar)
    .bind(integer(mail.created_at.0))
    .bind(mail.useful_until.map(|at| integer(at.0)))
    .bind(integer(at.0))
    .execute(connection)
    .await
    .map(|done| done.rows_affected() > 0)
}
