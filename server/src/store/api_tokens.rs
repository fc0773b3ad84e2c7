//! Keys of programs, and answers that are kept so that a repeated request creates nothing twice.

use koronailta_signaling::ids::{ApiTokenId, NetworkId, Timestamp};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned},
    writer::Change,
};

/// A program's key as kept.
#[derive(Clone, Debug)]
pub struct ApiTokenRow {
    /// Its id.
    pub id: ApiTokenId,
    /// Where it holds.
    pub network: NetworkId,
    /// What its maker calls it.
    pub title: String,
    /// What it may do, separated by spaces.
    pub scopes: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Not after.
    pub expires_at: Option<Timestamp>,
}

/// An answer that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// SHA-256 of the request.
    pub request_hash: String,
    /// Its status.
    pub status: u16,
    /// The kind of its body.
    pub content_type: String,
    /// The version of what was made.
    pub etag: Option<String>,
    /// Its body.
    pub body: Vec<u8>,
}

/// A change of keys and kept answers.
#[derive(Clone, Debug)]
pub(super) enum TokenChange {
    Add {
        row: ApiTokenRow,
        token_hash: String,
    },
    Revoke(ApiTokenId, Timestamp),
    Keep {
        key_hash: String,
        answer: KeptAnswer,
        now: Timestamp,
    },
    /// Answers that are too old.
    ForgetAnswers(Timestamp),
}

/// Answers are kept so long, in milliseconds.
pub const ANSWERS_KEPT_MS: u64 = 24 * 3_600_000;

impl Store {
    /// Keeps a new key.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_api_token(&self, row: ApiTokenRow, token_hash: String) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Token(TokenChange::Add { row, token_hash })]).await
    }

    /// Takes a key back.
    ///
    /// # Errors
    /// The database said no.
    pub async fn revoke_api_token(&self, token: ApiTokenId, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Token(TokenChange::Revoke(token, now))]).await
    }

    /// The key with this hash, if it still holds.
    ///
    /// # Errors
    /// The database said no.
    pub async fn api_token(&self, hash: &str, now: Timestamp) -> Result<Option<ApiTokenRow>, StoreError> {
        let row = sqlx::query(
            "SELECT id, network_id, title, scopes, created_at, expires_at FROM api_tokens WHERE token_hash = $1 \
             AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)",
        )
        .bind(hash.to_owned())
        .bind(integer(now.0))
        .fetch_optional(&self.readers)
        .await?;
        row.as_ref().map(api_token).transpose()
    }

    /// The keys of a network that were not taken back, oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn api_tokens_of(&self, network: NetworkId) -> Result<Vec<ApiTokenRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, network_id, title, scopes, created_at, expires_at FROM api_tokens WHERE network_id = $1 \
             AND revoked_at IS NULL ORDER BY created_at, id",
        )
        .bind(network.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(api_token).collect()
    }

    /// Keeps an answer and forgets old ones.
    ///
    /// # Errors
    /// The database said no.
    pub async fn keep_answer(&self, key_hash: String, answer: KeptAnswer, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Token(TokenChange::Keep { key_hash, answer, now })]).await
    }

    /// Forgets answers that are too old.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_answers(&self, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Token(TokenChange::ForgetAnswers(now))]).await
    }

    /// The answer that was kept under a key.
    ///
    /// # Errors
    /// The database said no.
    pub async fn kept_answer(&self, key_hash: &str, now: Timestamp) -> Result<Option<KeptAnswer>, StoreError> {
        let row = sqlx::query(
            "SELECT request_hash, status, content_type, etag, body FROM idempotency_keys WHERE key_hash = $1 \
             AND created_at > $2",
        )
        .bind(key_hash.to_owned())
        .bind(integer(now.0.saturating_sub(ANSWERS_KEPT_MS)))
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(KeptAnswer {
            request_hash: row.try_get("request_hash")?,
            status: u16::try_from(row.try_get::<i64, _>("status")?).unwrap_or(500),
            content_type: row.try_get("content_type")?,
            etag: row.try_get("etag")?,
            body: row.try_get("body")?,
        }))
    }
}

fn api_token(row: &SqliteRow) -> Result<ApiTokenRow, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    let expires: Option<i64> = row.try_get("expires_at")?;
    Ok(ApiTokenRow {
        id: id("api_tokens.id", &text("id")?)?,
        network: id("api_tokens.network_id", &text("network_id")?)?,
        title: text("title")?,
        scopes: text("scopes")?,
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
        expires_at: expires.map(|at| Timestamp(unsigned(at))),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: TokenChange) -> Result<(), sqlx::Error> {
    match change {
        TokenChange::Add { row, token_hash } => sqlx::query(
            "INSERT INTO api_tokens (id, network_id, token_hash, title, scopes, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(row.id.to_string())
        .bind(row.network.to_string())
        .bind(token_hash)
        .bind(row.title)
        .bind(row.scopes)
        .bind(integer(row.created_at.0))
        .bind(row.expires_at.map(|at| integer(at.0)))
        .execute(connection)
        .await
        .map(|_| ()),
        TokenChange::Revoke(token, now) => {
            sqlx::query("UPDATE api_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
                .bind(token.to_string())
                .bind(integer(now.0))
                .execute(connection)
                .await
                .map(|_| ())
        }
        TokenChange::ForgetAnswers(now) => sqlx::query("DELETE FROM idempotency_keys WHERE created_at <= $1")
            .bind(integer(now.0.saturating_sub(ANSWERS_KEPT_MS)))
            .execute(connection)
            .await
            .map(|_| ()),
        TokenChange::Keep { key_hash, answer, now } => {
            sqlx::query("DELETE FROM idempotency_keys WHERE created_at <= $1")
                .bind(integer(now.0.saturating_sub(ANSWERS_KEPT_MS)))
                .execute(&mut *connection)
                .await?;
            sqlx::query(
                "INSERT INTO idempotency_keys (key_hash, request_hash, status, content_type, etag, body, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key_hash) DO NOTHING",
            )
            .bind(key_hash)
            .bind(answer.request_hash)
            .bind(i64::from(answer.status))
            .bind(answer.content_type)
            .bind(answer.etag)
            .bind(answer.body)
            .bind(integer(now.0))
            .execute(connection)
            .await
            .map(|_| ())
        }
    }
}
