//! What is kept: SQLite in the data directory. Many readers, one writer that commits whatever is queued and
//! acknowledges after the commit is durable.

mod aftermath;
mod announcements;
mod api_tokens;
mod attendance;
mod captions;
mod catalogue;
mod contact_requests;
mod guidance;
mod invitations;
mod kept_answers;
mod links;
mod mail_queue;
mod materials;
mod networks;
mod news;
mod people;
mod rooms;
mod schedule;
mod scheme_marks;
mod schemes;
mod sign_in;
mod support;
#[cfg(test)]
mod tests;
mod text;
mod webhooks;
mod writer;

use std::{path::Path, time::Duration};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use announcements::{Announcement, AttachmentRow, NewAttachment};
pub use api_tokens::{ANSWERS_KEPT_MS, ApiTokenRow, KeptAnswer};
pub use attendance::Attended;
pub use captions::KeptCaption;
pub use catalogue::{EveningRow, NetworkRow, NewEvening, NewNetwork};
pub use contact_requests::{ContactRequest, ContactState, KeptDays};
pub use guidance::{FeedbackSum, GivenFeedback};
pub use invitations::{Answer, Counts, Invited};
pub use kept_answers::{Audience, KeptQuestion};
pub use links::{LinkRow, LinkScope, LinkState, NewLink};
pub use mail_queue::{DueMail, Letter, MailKind, MailRow, MailState, NewMail};
pub use materials::{KEPT_MS as MATERIAL_KEPT_MS, MaterialRow, SessionKey};
pub use networks::{Accent, Logo, Network};
pub use news::{NewLetter, News};
pub use people::{Card, CardInEvening, Member, Person};
pub use rooms::{Seat, StoredRoom};
pub use schedule::{Details, PlannedEvening, Series};
pub use scheme_marks::{SchemeMark, deadline_occasion};
pub use schemes::{NewSchemeFile, Scheme, SchemeLink, SchemeState, SchemeText};
pub use sign_in::{Earlier, NewPasskey, NewSession, NewSignIn, PasskeyRow, SessionRow, SignedBy, SignedPerson};
pub use support::NewHelpContact;
pub use webhooks::{Delivery, DeliveryRow, Webhook, WebhookEvent};

use writer::Writer;

/// A fault of the store. Logged where it happens, never shown to a peer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// What was to be changed is not there any more as it was expected.
    #[error("changed meanwhile")]
    Conflict,
    /// Something that must be there once is there already.
    #[error("there already")]
    Taken,
    /// Something else in the store needs what was to be deleted.
    #[error("in use")]
    InUse,
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value is not what this version writes.
    #[error("unreadable {column}: {value:?}")]
    Unreadable {
        /// Where it stood.
        column: &'static str,
        /// What stood there.
        value: String,
    },
    /// The writer has stopped.
    #[error("the store is closed")]
    Closed,
    /// So much is queued already that the disk must be in trouble.
    #[error("the store is overloaded")]
    Overloaded,
    /// The data directory cannot be used.
    #[error("data directory: {0}")]
    Directory(#[from] std::io::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::Conflict,
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Taken,
            sqlx::Error::Database(cause) if cause.is_foreign_key_violation() => Self::InUse,
            error => Self::Database(error),
        }
    }
}

/// How long a write waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    readers: SqlitePool,
    writer: Writer,
}

impl Store {
    /// Opens or makes the database in a data directory and brings its schema up to date.
    ///
    /// # Errors
    /// The directory or the database cannot be used.
    pub async fn open(data_dir: &Path) -> Result<Self, StoreError> {
        Self::open_as(data_dir, "ON").await
    }

    /// The same, but what is deleted is left lying. Proves that the test of erasing would notice.
    #[cfg(test)]
    pub(crate) async fn open_without_overwriting(data_dir: &Path) -> Result<Self, StoreError> {
        Self::open_as(data_dir, "OFF").await
    }

    async fn open_as(data_dir: &Path, secure_delete: &'static str) -> Result<Self, StoreError> {
        crate::data_dir::make(data_dir)?;
        let options = SqliteConnectOptions::new()
            .filename(data_dir.join("koronailta.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous())
            .foreign_keys(true)
            // What is deleted is overwritten, and nothing passes through a temporary file.
            .pragma("secure_delete", secure_delete)
            .pragma("temp_store", "MEMORY")
            .busy_timeout(BUSY_TIMEOUT);
        let writing = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        sqlx::migrate!("./migrations").run(&writing).await?;
        let readers = SqlitePoolOptions::new().max_connections(4).connect_with(options.read_only(true)).await?;
        Ok(Self { readers, writer: Writer::start(writing) })
    }

    /// Whether the store can write now, for `/readyz`.
    ///
    /// # Errors
    /// It cannot.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.writer.submit(Vec::new()).await
    }

    /// A number that changes whenever another connection, also one of another process, has committed something.
    ///
    /// # Errors
    /// The database said no.
    pub async fn watch(&self) -> Result<Watch, StoreError> {
        Ok(Watch { connection: self.readers.acquire().await?, last: None })
    }

    /// Commits what is queued and closes. The store answers nothing afterwards.
    pub async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }
}

/// Notices commits of others.
#[derive(Debug)]
pub struct Watch {
    connection: sqlx::pool::PoolConnection<sqlx::Sqlite>,
    last: Option<i64>,
}

impl Watch {
    /// Whether anything was committed since the last call; true at the first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn changed(&mut self) -> Result<bool, StoreError> {
        let version: i64 = sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut *self.connection).await?;
        Ok(self.last.replace(version) != Some(version))
    }
}

fn synchronous() -> SqliteSynchronous {
    #[cfg(feature = "sabotage")]
    if crate::sabotage::is("fsync-off") {
        return SqliteSynchronous::Off;
    }
    // NORMAL may lose acknowledged rows on a power cut.
    SqliteSynchronous::Full
}
