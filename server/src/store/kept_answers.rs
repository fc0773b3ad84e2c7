//! Answers that the advisors of a network keep on its page, long after the evening.

use koronailta_signaling::ids::{EveningId, NetworkId, QuestionId};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// Whom something is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Whoever opens the network's page.
    Everybody,
    /// The network's people.
    Members,
}

/// A question with a written answer that is kept. Nobody's name stands with the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptQuestion {
    /// Its id, which is random.
    pub id: QuestionId,
    /// The question.
    pub text: String,
    /// The answer.
    pub answer: String,
    /// Who answered.
    pub by: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Counts the changes since the evening.
    pub version: u64,
    /// On which evening it was asked.
    pub evening: EveningId,
    /// The title of that evening.
    pub title: String,
    /// That evening is over.
    pub ended: bool,
}

/// A change to what is kept.
#[derive(Debug)]
pub(super) enum KeptChange {
    /// Other words, or for others; the version is the one it had.
    Edit(Box<KeptQuestion>),
    /// Not kept any more.
    TakeDown(QuestionId, u64),
}

const KEPT: &str = "SELECT q.question_id, q.text, q.answer, q.answered_by, q.audience, q.version, q.evening_id, e.title, e.ended \
    FROM questions q JOIN evenings e ON e.id = q.evening_id WHERE e.network_id = $1 AND q.published = 1 AND q.state = 'written' ";

impl Store {
    /// The answers that a network keeps, those of the newest evening first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn kept_questions(&self, network: NetworkId) -> Result<Vec<KeptQuestion>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{KEPT}ORDER BY e.starts_at DESC, q.votes DESC, q.question_id"));
        let rows = sqlx::query(query).bind(network.to_string()).fetch_all(&self.readers).await?;
        rows.iter().map(kept).collect()
    }

    /// Changes a kept answer of the version that it has.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
    pub async fn edit_kept_question(&self, question: KeptQuestion) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Kept(KeptChange::Edit(Box::new(question)))]).await
    }

    /// Keeps it no longer: it goes when the evening's questions go.
    ///
    /// # Errors
    /// As [`Store::edit_kept_question`].
    pub async fn take_down_question(&self, question: QuestionId, version: u64) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Kept(KeptChange::TakeDown(question, version))]).await
    }
}

fn kept(row: &SqliteRow) -> Result<KeptQuestion, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    let optional = |column| Ok::<_, sqlx::Error>(row.try_get::<Option<String>, _>(column)?.unwrap_or_default());
    Ok(KeptQuestion {
        id: id("questions.question_id", &text("question_id")?)?,
        text: text("text")?,
        answer: optional("answer")?,
        by: optional("answered_by")?,
        audience: unword("questions.audience", text("audience")?)?,
        version: unsigned(row.try_get("version")?),
        evening: id("questions.evening_id", &text("evening_id")?)?,
        title: text("title")?,
        ended: row.try_get::<i64, _>("ended")? != 0,
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: KeptChange) -> Result<(), sqlx::Error> {
    let done = match change {
        KeptChange::Edit(question) => {
            sqlx::query(
                "UPDATE questions SET text = $3, answer = $4, audience = $5, version = version + 1 \
                 WHERE question_id = $1 AND version = $2 AND published = 1",
            )
            .bind(question.id.to_string())
            .bind(integer(question.version))
            .bind(question.text)
            .bind(question.answer)
            .bind(word(&question.audience))
            .execute(connection)
            .await?
        }
        KeptChange::TakeDown(question, version) => {
            sqlx::query(
                "UPDATE questions SET published = 0, version = version + 1 \
                 WHERE question_id = $1 AND version = $2 AND published = 1",
            )
            .bind(question.to_string())
            .bind(integer(version))
            .execute(connection)
            .await?
        }
    };
    if done.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}
