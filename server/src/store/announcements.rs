//! What is told between evenings, with its files; and what people do not want by mail.

use koronailta_signaling::ids::{AnnouncementId, AttachmentId, NetworkId, PersonId, Timestamp};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    MailKind, Store, StoreError,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// Something told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Its id.
    pub id: AnnouncementId,
    /// Whose it is.
    pub network: NetworkId,
    /// Its title.
    pub title: String,
    /// What it says.
    pub words: String,
    /// Everybody may read it, not the network's people alone.
    pub public: bool,
    /// When it was told.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// When it was mailed, or that it is not to be.
    pub digested_at: Option<Timestamp>,
    /// Counts its changes.
    pub version: u64,
    /// Its files.
    pub attachments: Vec<AttachmentRow>,
}

/// A file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// Its bytes.
    pub size: u64,
}

/// A file to be kept.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// Its id.
    pub id: AttachmentId,
    /// Of what.
    pub announcement: AnnouncementId,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
}

/// A change of announcements.
#[derive(Clone, Debug)]
pub(super) enum AnnouncementChange {
    Add(Box<Announcement>),
    Update(Box<Announcement>),
    Remove { announcement: AnnouncementId, version: u64, now: Timestamp },
    Attach(Box<NewAttachment>),
    Detach(AnnouncementId, AttachmentId),
    Digested(Vec<AnnouncementId>, Timestamp),
    SetRefusal { person: PersonId, kind: MailKind, refused: bool },
}

const COLUMNS: &str =
    "SELECT id, network_id, title, words, public, created_at, changed_at, digested_at, version FROM announcements ";

impl Store {
    async fn announce_changes(&self, changes: Vec<AnnouncementChange>) -> Result<(), StoreError> {
        self.writer.submit(changes.into_iter().map(Change::Announcement).collect()).await
    }

    /// Keeps something new.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_announcement(&self, announcement: Announcement) -> Result<(), StoreError> {
        self.announce_changes(vec![AnnouncementChange::Add(Box::new(announcement))]).await
    }

    /// Changes what still has the version it says.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
    pub async fn update_announcement(&self, announcement: Announcement) -> Result<(), StoreError> {
        self.announce_changes(vec![AnnouncementChange::Update(Box::new(announcement))]).await
    }

    /// Takes something back, with its words and files.
    ///
    /// # Errors
    /// As [`Store::update_announcement`].
    pub async fn remove_announcement(
        &self,
        announcement: AnnouncementId,
        version: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.announce_changes(vec![AnnouncementChange::Remove { announcement, version, now }]).await
    }

    /// Keeps a file.
    ///
    /// # Errors
    /// The database said no.
    pub async fn attach(&self, attachment: NewAttachment) -> Result<(), StoreError> {
        self.announce_changes(vec![AnnouncementChange::Attach(Box::new(attachment))]).await
    }

    /// Removes a file.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it is not there; or the database said no.
    pub async fn detach(&self, announcement: AnnouncementId, attachment: AttachmentId) -> Result<(), StoreError> {
        self.announce_changes(vec![AnnouncementChange::Detach(announcement, attachment)]).await
    }

    /// Notes what was mailed.
    ///
    /// # Errors
    /// The database said no.
    pub async fn note_digest(&self, announcements: Vec<AnnouncementId>, now: Timestamp) -> Result<(), StoreError> {
        self.announce_changes(vec![AnnouncementChange::Digested(announcements, now)]).await
    }

    /// Notes what a person does not want by mail, or wants again.
    ///
    /// # Errors
    /// The database said no.
    pub async fn set_mail_refusal(&self, person: PersonId, kind: MailKind, refused: bool) -> Result<(), StoreError> {
        self.announce_changes(vec![AnnouncementChange::SetRefusal { person, kind, refused }]).await
    }

    /// What a person does not want by mail.
    ///
    /// # Errors
    /// The database said no.
    pub async fn mail_refusals(&self, person: PersonId) -> Result<Vec<MailKind>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar("SELECT kind FROM mail_refusals WHERE person_id = $1")
            .bind(person.to_string())
            .fetch_all(&self.readers)
            .await?;
        rows.into_iter().map(|kind| unword("mail_refusals.kind", kind)).collect()
    }

    /// What a network has told, the newest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn announcements_of(&self, network: NetworkId, most: u32) -> Result<Vec<Announcement>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "{COLUMNS}WHERE network_id = $1 AND removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT $2"
        ));
        let rows = sqlx::query(query).bind(network.to_string()).bind(i64::from(most)).fetch_all(&self.readers).await?;
        self.with_attachments(&rows).await
    }

    /// One of them.
    ///
    /// # Errors
    /// The database said no.
    pub async fn announcement(&self, announcement: AnnouncementId) -> Result<Option<Announcement>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS}WHERE id = $1 AND removed_at IS NULL"));
        let rows = sqlx::query(query).bind(announcement.to_string()).fetch_all(&self.readers).await?;
        Ok(self.with_attachments(&rows).await?.pop())
    }

    /// What was told before a moment and is still to be mailed, by network.
    ///
    /// # Errors
    /// The database said no.
    pub async fn undigested(&self, before: Timestamp) -> Result<Vec<Announcement>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "{COLUMNS}WHERE digested_at IS NULL AND removed_at IS NULL AND created_at <= $1 ORDER BY network_id, created_at, id"
        ));
        let rows = sqlx::query(query).bind(integer(before.0)).fetch_all(&self.readers).await?;
        self.with_attachments(&rows).await
    }

    /// When a network has mailed announcements last.
    ///
    /// # Errors
    /// The database said no.
    pub async fn last_digest(&self, network: NetworkId) -> Result<Option<Timestamp>, StoreError> {
        let at: Option<i64> =
            sqlx::query_scalar("SELECT MAX(created_at) FROM mail_queue WHERE network_id = $1 AND kind = 'digest'")
                .bind(network.to_string())
                .fetch_one(&self.readers)
                .await?;
        Ok(at.map(|at| Timestamp(unsigned(at))))
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// The database said no.
    pub async fn attachment_bytes(&self, attachment: AttachmentId) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = sqlx::query_scalar("SELECT bytes FROM attachments WHERE id = $1")
            .bind(attachment.to_string())
            .fetch_optional(&self.readers)
            .await?;
        Ok(bytes)
    }

    async fn with_attachments(&self, rows: &[SqliteRow]) -> Result<Vec<Announcement>, StoreError> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let mut one = announcement(row)?;
            let files = sqlx::query(
                "SELECT id, name, kind, size FROM attachments WHERE announcement_id = $1 ORDER BY created_at, id",
            )
            .bind(one.id.to_string())
            .fetch_all(&self.readers)
            .await?;
            one.attachments = files.iter().map(attachment).collect::<Result<_, _>>()?;
            all.push(one);
        }
        Ok(all)
    }
}

fn announcement(row: &SqliteRow) -> Result<Announcement, StoreError> {
    let time = |column| Ok::<_, sqlx::Error>(Timestamp(unsigned(row.try_get(column)?)));
    Ok(Announcement {
        id: id("announcements.id", &row.try_get::<String, _>("id")?)?,
        network: id("announcements.network_id", &row.try_get::<String, _>("network_id")?)?,
        title: row.try_get("title")?,
        words: row.try_get("words")?,
        public: row.try_get::<i64, _>("public")? != 0,
        created_at: time("created_at")?,
        changed_at: time("changed_at")?,
        digested_at: row.try_get::<Option<i64>, _>("digested_at")?.map(|at| Timestamp(unsigned(at))),
        version: unsigned(row.try_get("version")?),
        attachments: Vec::new(),
    })
}

fn attachment(row: &SqliteRow) -> Result<AttachmentRow, StoreError> {
    Ok(AttachmentRow {
        id: id("attachments.id", &row.try_get::<String, _>("id")?)?,
        name: row.try_get("name")?,
        kind: row.try_get("kind")?,
        size: unsigned(row.try_get("size")?),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: AnnouncementChange) -> Result<(), sqlx::Error> {
    let query = match change {
        AnnouncementChange::Remove { announcement, version, now } => {
            return remove(connection, announcement, version, now).await;
        }
        AnnouncementChange::Digested(announcements, now) => return digested(connection, announcements, now).await,
        AnnouncementChange::Add(one) => sqlx::query(
            "INSERT INTO announcements (id, network_id, title, words, public, created_at, changed_at, digested_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
        )
        .bind(one.id.to_string())
        .bind(one.network.to_string())
        .bind(one.title)
        .bind(one.words)
        .bind(i64::from(one.public))
        .bind(integer(one.created_at.0))
        .bind(one.digested_at.map(|at| integer(at.0))),
        AnnouncementChange::Update(one) => sqlx::query(
            "UPDATE announcements SET title = $3, words = $4, public = $5, changed_at = $6, digested_at = $7, \
             version = version + 1 WHERE id = $1 AND version = $2 AND removed_at IS NULL",
        )
        .bind(one.id.to_string())
        .bind(integer(one.version))
        .bind(one.title)
        .bind(one.words)
        .bind(i64::from(one.public))
        .bind(integer(one.changed_at.0))
        .bind(one.digested_at.map(|at| integer(at.0))),
        AnnouncementChange::Attach(file) => sqlx::query(
            "INSERT INTO attachments (id, announcement_id, name, kind, bytes, size, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(file.id.to_string())
        .bind(file.announcement.to_string())
        .bind(file.name)
        .bind(file.kind)
        .bind(file.bytes.clone())
        .bind(integer(file.bytes.len() as u64))
        .bind(integer(file.created_at.0)),
        AnnouncementChange::Detach(announcement, attachment) => {
            sqlx::query("DELETE FROM attachments WHERE id = $2 AND announcement_id = $1")
                .bind(announcement.to_string())
                .bind(attachment.to_string())
        }
        AnnouncementChange::SetRefusal { person, kind, refused } => sqlx::query(if refused {
            "INSERT INTO mail_refusals (person_id, kind) VALUES ($1, $2) ON CONFLICT (person_id, kind) DO UPDATE SET kind = excluded.kind"
        } else {
            // Nothing to remove is as good.
            "DELETE FROM mail_refusals WHERE person_id = $1 AND kind = $2"
        })
        .bind(person.to_string())
        .bind(word(&kind)),
    };
    query.execute(connection).await.map(|_| ())
}

async fn remove(
    connection: &mut SqliteConnection,
    announcement: AnnouncementId,
    version: u64,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query(
        "UPDATE announcements SET removed_at = $3, title = '', words = '' WHERE id = $1 AND version = $2 AND removed_at IS NULL",
    )
    .bind(announcement.to_string())
    .bind(integer(version))
    .bind(integer(now.0))
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() == 0 {
        return Err(sqlx::Error::RowNotFound);
    }
    sqlx::query("DELETE FROM attachments WHERE announcement_id = $1")
        .bind(announcement.to_string())
        .execute(connection)
        .await
        .map(|_| ())
}

async fn digested(
    connection: &mut SqliteConnection,
    announcements: Vec<AnnouncementId>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    for announcement in announcements {
        sqlx::query("UPDATE announcements SET digested_at = $2 WHERE id = $1")
            .bind(announcement.to_string())
            .bind(integer(now.0))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
