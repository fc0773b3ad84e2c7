//! The documents of an evening, finished or on their way, and what is on its stage.

use koronailta_signaling::{
    ids::{EveningId, MaterialId, ParticipantId, Timestamp},
    wire::{
        participant::Role,
        stage::{Material, Stage},
    },
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned, unword},
    writer::Change,
};

/// Documents are erased so long after the planned end of their evening, in milliseconds.
pub const KEPT_MS: u64 = 30 * 24 * 3_600_000;

/// When a document is erased: an upload at its own time, what is whole with its evening. `$1` is [`KEPT_MS`].
macro_rules! erase_at {
    () => {
        "CASE WHEN m.pages IS NULL THEN m.erase_at ELSE e.ends_at + $1 END"
    };
}

/// A document as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaterialRow {
    /// Its id.
    pub id: MaterialId,
    /// Whose it is.
    pub evening: EveningId,
    /// Its title.
    pub title: String,
    /// How many bytes it has, or will have.
    pub bytes: u64,
    /// How many pages; none while it is still being uploaded.
    pub pages: Option<u16>,
    /// People may keep a copy.
    pub download: bool,
    /// When its upload began.
    pub created_at: Timestamp,
    /// When it is erased by itself: one that is whole goes with its evening, wherever that is moved to.
    pub erase_at: Timestamp,
}

impl MaterialRow {
    /// As it is told to people; none while it is not all there.
    #[must_use]
    pub fn finished(&self) -> Option<Material> {
        let (id, title, download) = (self.id, self.title.clone(), self.download);
        self.pages.map(|pages| Material { id, title, pages, download })
    }
}

/// A change to the documents.
#[derive(Debug)]
pub(super) enum MaterialChange {
    /// An upload begins.
    Begin(MaterialRow),
    /// An upload is complete and was looked at.
    Finish { material: MaterialId, pages: u16 },
    /// It is gone.
    Erase(MaterialId),
}

/// Somebody who shows a resume secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionKey {
    /// SHA-256 of the secret.
    pub secret_hash: String,
    /// Their role now.
    pub role: Role,
    /// In the room, or in the lobby.
    pub admitted: bool,
}

impl Store {
    /// An upload begins.
    ///
    /// # Errors
    /// Its evening does not exist, or the database said no.
    pub async fn begin_material(&self, material: MaterialRow) -> Result<(), StoreError> {
        self.change_material(MaterialChange::Begin(material)).await
    }

    /// An upload is complete.
    ///
    /// # Errors
    /// The database said no.
    pub async fn finish_material(&self, material: MaterialId, pages: u16) -> Result<(), StoreError> {
        self.change_material(MaterialChange::Finish { material, pages }).await
    }

    /// A document is gone.
    ///
    /// # Errors
    /// The database said no.
    pub async fn erase_material(&self, material: MaterialId) -> Result<(), StoreError> {
        self.change_material(MaterialChange::Erase(material)).await
    }

    async fn change_material(&self, change: MaterialChange) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Material(change)]).await
    }

    /// The documents of an evening, finished or not, in the order in which their uploads began.
    ///
    /// # Errors
    /// The database said no.
    pub async fn materials(&self, evening: EveningId) -> Result<Vec<MaterialRow>, StoreError> {
        let rows = sqlx::query(concat!(
            "SELECT m.id, m.evening_id, m.title, m.bytes, m.pages, m.download, m.created_at, ",
            erase_at!(),
            " AS erase_at FROM materials m JOIN evenings e ON e.id = m.evening_id WHERE m.evening_id = $2 ORDER BY m.created_at, m.id",
        ))
        .bind(integer(KEPT_MS))
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(material).collect()
    }

    /// One document of an evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn material(&self, evening: EveningId, material: MaterialId) -> Result<Option<MaterialRow>, StoreError> {
        Ok(self.materials(evening).await?.into_iter().find(|row| row.id == material))
    }

    /// Documents whose time is over.
    ///
    /// # Errors
    /// The database said no.
    pub async fn materials_due(&self, now: Timestamp) -> Result<Vec<(EveningId, MaterialId)>, StoreError> {
        let rows = sqlx::query(concat!(
            "SELECT m.id, m.evening_id FROM materials m JOIN evenings e ON e.id = m.evening_id WHERE ",
            erase_at!(),
            " <= $2 ORDER BY m.id",
        ))
        .bind(integer(KEPT_MS))
        .bind(integer(now.0))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(owner).collect()
    }

    /// Every document there is, for finding files that belong to none.
    ///
    /// # Errors
    /// The database said no.
    pub async fn all_materials(&self) -> Result<Vec<(EveningId, MaterialId)>, StoreError> {
        let rows = sqlx::query("SELECT id, evening_id FROM materials ORDER BY id").fetch_all(&self.readers).await?;
        rows.iter().map(owner).collect()
    }

    /// What a session of an evening proves itself by; none for one that is unknown or over.
    ///
    /// # Errors
    /// The database said no.
    pub async fn session_key(
        &self,
        evening: EveningId,
        participant: ParticipantId,
    ) -> Result<Option<SessionKey>, StoreError> {
        let row = sqlx::query(
            "SELECT secret_hash, role, admitted FROM sessions \
             WHERE participant_id = $1 AND evening_id = $2 AND ended = 0",
        )
        .bind(participant.to_string())
        .bind(evening.to_string())
        .fetch_optional(&self.readers)
        .await?;
        row.map(|row| {
            Ok(SessionKey {
                secret_hash: row.try_get("secret_hash")?,
                role: unword("sessions.role", row.try_get("role")?)?,
                admitted: row.try_get::<i64, _>("admitted")? != 0,
            })
        })
        .transpose()
    }

    /// What was on the stage of an evening's common room.
    pub(super) async fn stage(&self, evening: EveningId) -> Result<Option<Stage>, StoreError> {
        let text: Option<String> = sqlx::query_scalar("SELECT stage FROM evenings WHERE id = $1")
            .bind(evening.to_string())
            .fetch_one(&self.readers)
            .await?;
        // What an earlier version had on its stage and this one does not know is not worth an evening.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

fn owner(row: &SqliteRow) -> Result<(EveningId, MaterialId), StoreError> {
    let (key, evening): (String, String) = (row.try_get("id")?, row.try_get("evening_id")?);
    Ok((id("materials.evening_id", &evening)?, id("materials.id", &key)?))
}

fn material(row: &SqliteRow) -> Result<MaterialRow, StoreError> {
    let (evening, key) = owner(row)?;
    let pages: Option<i64> = row.try_get("pages")?;
    Ok(MaterialRow {
        id: key,
        evening,
        title: row.try_get("title")?,
        bytes: unsigned(row.try_get("bytes")?),
        pages: pages.and_then(|pages| u16::try_from(pages).ok()),
        download: row.try_get::<i64, _>("download")? != 0,
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
        erase_at: Timestamp(unsigned(row.try_get("erase_at")?)),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: MaterialChange) -> Result<(), sqlx::Error> {
    let query = match change {
        MaterialChange::Begin(row) => sqlx::query(
            "INSERT INTO materials (id, evening_id, title, bytes, pages, download, created_at, erase_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(row.id.to_string())
        .bind(row.evening.to_string())
        .bind(row.title)
        .bind(integer(row.bytes))
        .bind(row.pages.map(i64::from))
        .bind(i64::from(row.download))
        .bind(integer(row.created_at.0))
        .bind(integer(row.erase_at.0)),
        MaterialChange::Finish { material, pages } => sqlx::query("UPDATE materials SET pages = $2 WHERE id = $1")
            .bind(material.to_string())
            .bind(i64::from(pages)),
        MaterialChange::Erase(material) => {
            sqlx::query("DELETE FROM materials WHERE id = $1").bind(material.to_string())
        }
    };
    query.execute(connection).await.map(|_| ())
}

/// What is on the stage; the wire's own form, since nothing asks the database about it.
pub(super) async fn set_stage(
    connection: &mut SqliteConnection,
    evening: EveningId,
    stage: Option<Stage>,
) -> Result<(), sqlx::Error> {
    let text = stage.map(|stage| serde_json::to_string(&stage).expect("a stage has a JSON form: its keys are strings"));
    sqlx::query("UPDATE evenings SET stage = $2 WHERE id = $1")
        .bind(evening.to_string())
        .bind(text)
        .execute(connection)
        .await
        .map(|_| ())
}
