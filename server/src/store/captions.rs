//! Captions that are kept: the common room's, of evenings whose organizer has said so.

use koronailta_signaling::{
    ids::{EveningId, ParticipantId, Timestamp},
    room::{CaptionRecord, Write},
    wire::join::Language,
};
use sqlx::{Row, SqliteConnection};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// A line of captions, as it was corrected last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCaption {
    /// When it was begun.
    pub began_at: Timestamp,
    /// The words.
    pub text: String,
}

impl Store {
    /// Which lines of an evening are kept: by whom, and which.
    pub(super) async fn caption_lines(&self, evening: EveningId) -> Result<Vec<(ParticipantId, u32)>, StoreError> {
        let rows = sqlx::query("SELECT writer_id, line FROM captions WHERE evening_id = $1 ORDER BY writer_id, line")
            .bind(evening.to_string())
            .fetch_all(&self.readers)
            .await?;
        rows.iter()
            .map(|row| {
                let writer: String = row.try_get("writer_id")?;
                let line = u32::try_from(row.try_get::<i64, _>("line")?).unwrap_or(u32::MAX);
                Ok((id("captions.writer_id", &writer)?, line))
            })
            .collect()
    }

    /// In which languages captions of an evening are kept, and how many lines.
    ///
    /// # Errors
    /// The database said no.
    pub async fn caption_languages(&self, evening: EveningId) -> Result<Vec<(Language, u64)>, StoreError> {
        let rows = sqlx::query(
            "SELECT language, COUNT(*) AS lines FROM captions WHERE evening_id = $1 GROUP BY language ORDER BY language",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                let language = unword("captions.language", row.try_get("language")?)?;
                Ok((language, unsigned(row.try_get("lines")?)))
            })
            .collect()
    }

    /// The captions of an evening in one language, in the order in which their lines were begun.
    ///
    /// # Errors
    /// The database said no.
    pub async fn captions(&self, evening: EveningId, language: Language) -> Result<Vec<KeptCaption>, StoreError> {
        let rows = sqlx::query(
            "SELECT began_at, text FROM captions WHERE evening_id = $1 AND language = $2 ORDER BY began_at, writer_id, line",
        )
        .bind(evening.to_string())
        .bind(word(&language))
        .fetch_all(&self.readers)
        .await?;
        rows.iter()
            .map(|row| {
                let began_at = Timestamp(unsigned(row.try_get("began_at")?));
                Ok(KeptCaption { began_at, text: row.try_get("text")? })
            })
            .collect()
    }

    /// Erases the captions of an evening at once.
    ///
    /// # Errors
    /// The database said no.
    pub async fn erase_captions(&self, evening: EveningId) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Room(evening, Write::EraseCaptions)]).await
    }
}

pub(super) async fn save(
    connection: &mut SqliteConnection,
    evening: String,
    record: CaptionRecord,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO captions (evening_id, writer_id, line, language, text, began_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (evening_id, writer_id, line) DO UPDATE SET language = excluded.language, text = excluded.text",
    )
    .bind(evening)
    .bind(record.by.to_string())
    .bind(i64::from(record.line.line))
    .bind(word(&record.line.language))
    .bind(record.line.text)
    .bind(integer(record.at.0))
    .execute(connection)
    .await
    .map(|_| ())
}
