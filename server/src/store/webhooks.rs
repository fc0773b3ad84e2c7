//! Programs that want to hear of evenings, and what is on its way to them.

use koronailta_signaling::ids::{EveningId, NetworkId, ParticipantId, Timestamp, WebhookId};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// What a program can hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub enum WebhookEvent {
    /// The first person is in an evening.
    #[serde(rename = "evening.started")]
    EveningStarted,
    /// An evening is over.
    #[serde(rename = "evening.ended")]
    EveningEnded,
    /// A person is in an evening; nobody is told who.
    #[serde(rename = "evening.joined")]
    EveningJoined,
}

/// A program that wants to hear of evenings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Of which network.
    pub network: NetworkId,
    /// Where it listens.
    pub url: String,
    /// What signs for us. It has to be kept as it is: it is needed for each signature.
    pub secret: String,
    /// What it wants to hear of.
    pub events: Vec<WebhookEvent>,
    /// When it was made.
    pub created_at: Timestamp,
    /// It could not be reached since.
    pub failing_since: Option<Timestamp>,
    /// It is told nothing any more.
    pub disabled_at: Option<Timestamp>,
    /// Why it could not be reached.
    pub problem: Option<String>,
    /// Counts its changes.
    pub version: u64,
}

/// Something on its way to a program.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its id, the same each time it is tried.
    pub id: String,
    /// To whom.
    pub webhook: Webhook,
    /// What happened.
    pub event: WebhookEvent,
    /// In which evening.
    pub evening: EveningId,
    /// When.
    pub happened_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
}

/// What became of something that a program was to hear.
#[derive(Clone, Debug)]
pub struct DeliveryRow {
    /// What happened.
    pub event: WebhookEvent,
    /// In which evening.
    pub evening: EveningId,
    /// When.
    pub happened_at: Timestamp,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// When it will be tried next; none: it was heard, or given up.
    pub next_at: Option<Timestamp>,
    /// When it was heard.
    pub delivered_at: Option<Timestamp>,
}

/// A change of webhooks.
#[derive(Clone, Debug)]
pub(super) enum WebhookChange {
    Add(Box<Webhook>),
    Update(Box<Webhook>),
    Remove(WebhookId, u64),
    Delivered { delivery: String, webhook: WebhookId, now: Timestamp },
    Failed { delivery: String, webhook: WebhookId, next_at: Option<Timestamp>, problem: String, now: Timestamp },
    Disable { webhook: WebhookId, now: Timestamp },
    Forget(Timestamp),
}

const COLUMNS: &str = "w.id, w.network_id, w.url, w.secret, w.events, w.created_at, w.failing_since, w.disabled_at, \
    w.problem, w.version";

impl Store {
    async fn change_webhooks(&self, changes: Vec<WebhookChange>) -> Result<(), StoreError> {
        self.writer.submit(changes.into_iter().map(Change::Webhook).collect()).await
    }

    /// Keeps a new one.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_webhook(&self, webhook: Webhook) -> Result<(), StoreError> {
        self.change_webhooks(vec![WebhookChange::Add(Box::new(webhook))]).await
    }

    /// Changes address, events and whether it is told anything.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
    pub async fn update_webhook(&self, webhook: Webhook) -> Result<(), StoreError> {
        self.change_webhooks(vec![WebhookChange::Update(Box::new(webhook))]).await
    }

    /// Removes one, with what is on its way.
    ///
    /// # Errors
    /// As [`Store::update_webhook`].
    pub async fn remove_webhook(&self, webhook: WebhookId, version: u64) -> Result<(), StoreError> {
        self.change_webhooks(vec![WebhookChange::Remove(webhook, version)]).await
    }

    /// It was heard.
    ///
    /// # Errors
    /// The database said no.
    pub async fn note_delivered(&self, delivery: &Delivery, now: Timestamp) -> Result<(), StoreError> {
        let (webhook, delivery) = (delivery.webhook.id, delivery.id.clone());
        self.change_webhooks(vec![WebhookChange::Delivered { delivery, webhook, now }]).await
    }

    /// It was not heard; without `next_at` it is not tried again.
    ///
    /// # Errors
    /// The database said no.
    pub async fn note_undelivered(
        &self,
        delivery: &Delivery,
        next_at: Option<Timestamp>,
        problem: String,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let (webhook, delivery) = (delivery.webhook.id, delivery.id.clone());
        self.change_webhooks(vec![WebhookChange::Failed { delivery, webhook, next_at, problem, now }]).await
    }

    /// It is told nothing any more.
    ///
    /// # Errors
    /// The database said no.
    pub async fn disable_webhook(&self, webhook: WebhookId, now: Timestamp) -> Result<(), StoreError> {
        self.change_webhooks(vec![WebhookChange::Disable { webhook, now }]).await
    }

    /// Forgets what was delivered, or given up, before.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_deliveries(&self, before: Timestamp) -> Result<(), StoreError> {
        self.change_webhooks(vec![WebhookChange::Forget(before)]).await
    }

    /// Those of a network, the oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn webhooks_of(&self, network: NetworkId) -> Result<Vec<Webhook>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM webhooks w WHERE w.network_id = $1 ORDER BY w.created_at, w.id"
        ));
        let rows = sqlx::query(query).bind(network.to_string()).fetch_all(&self.readers).await?;
        rows.iter().map(webhook).collect()
    }

    /// What a program was to hear lately, the newest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn deliveries_to(&self, webhook: WebhookId, most: u32) -> Result<Vec<DeliveryRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT event, evening_id, happened_at, attempts, next_at, delivered_at FROM webhook_deliveries \
             WHERE webhook_id = $1 ORDER BY happened_at DESC, id LIMIT $2",
        )
        .bind(webhook.to_string())
        .bind(i64::from(most))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(delivery_row).collect()
    }

    /// Those to which something is due to be delivered.
    ///
    /// # Errors
    /// The database said no.
    pub async fn webhooks_with_deliveries(&self, now: Timestamp) -> Result<Vec<WebhookId>, StoreError> {
        let webhooks: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT d.webhook_id FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id \
             WHERE d.delivered_at IS NULL AND d.next_at <= $1 AND w.disabled_at IS NULL ORDER BY d.webhook_id",
        )
        .bind(integer(now.0))
        .fetch_all(&self.readers)
        .await?;
        webhooks.iter().map(|key| id("webhook_deliveries.webhook_id", key)).collect()
    }

    /// What is due to be delivered to one, the oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn due_deliveries(
        &self,
        webhook: WebhookId,
        now: Timestamp,
        most: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, d.id AS delivery_id, d.event, d.evening_id, d.happened_at, d.attempts FROM webhook_deliveries d \
             JOIN webhooks w ON w.id = d.webhook_id WHERE d.webhook_id = $1 AND d.delivered_at IS NULL AND d.next_at <= $2 \
             AND w.disabled_at IS NULL ORDER BY d.next_at, d.id LIMIT $3"
        ));
        let query = sqlx::query(query).bind(webhook.to_string()).bind(integer(now.0)).bind(i64::from(most));
        let rows = query.fetch_all(&self.readers).await?;
        rows.iter().map(delivery).collect()
    }
}

fn webhook(row: &SqliteRow) -> Result<Webhook, StoreError> {
    let time = |column| {
        let at: Option<i64> = row.try_get(column)?;
        Ok::<_, sqlx::Error>(at.map(|at| Timestamp(unsigned(at))))
    };
    let events: String = row.try_get("events")?;
    Ok(Webhook {
        id: id("webhooks.id", &row.try_get::<String, _>("id")?)?,
        network: id("webhooks.network_id", &row.try_get::<String, _>("network_id")?)?,
        url: row.try_get("url")?,
        secret: row.try_get("secret")?,
        events: events
            .split_whitespace()
            .map(|event| unword("webhooks.events", event.to_owned()))
            .collect::<Result<_, _>>()?,
        created_at: time("created_at")?.unwrap_or_default(),
        failing_since: time("failing_since")?,
        disabled_at: time("disabled_at")?,
        problem: row.try_get("problem")?,
        version: unsigned(row.try_get("version")?),
    })
}

fn delivery(row: &SqliteRow) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: row.try_get("delivery_id")?,
        webhook: webhook(row)?,
        event: unword("webhook_deliveries.event", row.try_get("event")?)?,
        evening: id("webhook_deliveries.evening_id", &row.try_get::<String, _>("evening_id")?)?,
        happened_at: Timestamp(unsigned(row.try_get("happened_at")?)),
        attempts: u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX),
    })
}

fn delivery_row(row: &SqliteRow) -> Result<DeliveryRow, StoreError> {
    let delivered: Option<i64> = row.try_get("delivered_at")?;
    let next: i64 = row.try_get("next_at")?;
    Ok(DeliveryRow {
        event: unword("webhook_deliveries.event", row.try_get("event")?)?,
        evening: id("webhook_deliveries.evening_id", &row.try_get::<String, _>("evening_id")?)?,
        happened_at: Timestamp(unsigned(row.try_get("happened_at")?)),
        attempts: u32::try_from(row.try_get::<i64, _>("attempts")?).unwrap_or(u32::MAX),
        next_at: (delivered.is_none() && next != i64::MAX).then(|| Timestamp(unsigned(next))),
        delivered_at: delivered.map(|at| Timestamp(unsigned(at))),
    })
}

fn events(webhook: &Webhook) -> String {
    webhook.events.iter().map(word).collect::<Vec<_>>().join(" ")
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: WebhookChange) -> Result<(), sqlx::Error> {
    let query = match change {
        WebhookChange::Remove(webhook, version) => return remove(connection, webhook, version).await,
        WebhookChange::Delivered { delivery, webhook, now } => {
            return delivered(connection, delivery, webhook, now).await;
        }
        WebhookChange::Failed { delivery, webhook, next_at, problem, now } => {
            return failed(connection, (delivery, webhook), next_at, problem, now).await;
        }
        WebhookChange::Add(webhook) => sqlx::query(
            "INSERT INTO webhooks (id, network_id, url, secret, events, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(webhook.id.to_string())
        .bind(webhook.network.to_string())
        .bind(webhook.url.clone())
        .bind(webhook.secret.clone())
        .bind(events(&webhook))
        .bind(integer(webhook.created_at.0)),
        WebhookChange::Update(webhook) => {
            let done = sqlx::query(
                "UPDATE webhooks SET url = $3, events = $4, disabled_at = $5, failing_since = CASE WHEN $5 IS NULL THEN NULL \
                 ELSE failing_since END, version = version + 1 WHERE id = $1 AND version = $2",
            )
            .bind(webhook.id.to_string())
            .bind(integer(webhook.version))
            .bind(webhook.url.clone())
            .bind(events(&webhook))
            .bind(webhook.disabled_at.map(|at| integer(at.0)))
            .execute(connection)
            .await?;
            return if done.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) };
        }
        WebhookChange::Disable { webhook, now } => sqlx::query(
            "UPDATE webhooks SET disabled_at = $2, version = version + 1 WHERE id = $1 AND disabled_at IS NULL",
        )
        .bind(webhook.to_string())
        .bind(integer(now.0)),
        WebhookChange::Forget(before) => {
            sqlx::query("DELETE FROM webhook_deliveries WHERE happened_at < $1").bind(integer(before.0))
        }
    };
    query.execute(connection).await.map(|_| ())
}

async fn remove(connection: &mut SqliteConnection, webhook: WebhookId, version: u64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM webhook_deliveries WHERE webhook_id = $1")
        .bind(webhook.to_string())
        .execute(&mut *connection)
        .await?;
    let done = sqlx::query("DELETE FROM webhooks WHERE id = $1 AND version = $2")
        .bind(webhook.to_string())
        .bind(integer(version))
        .execute(connection)
        .await?;
    if done.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}

async fn delivered(
    connection: &mut SqliteConnection,
    delivery: String,
    webhook: WebhookId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE webhook_deliveries SET delivered_at = $2 WHERE id = $1")
        .bind(delivery)
        .bind(integer(now.0))
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE webhooks SET failing_since = NULL, problem = NULL WHERE id = $1")
        .bind(webhook.to_string())
        .execute(connection)
        .await
        .map(|_| ())
}

async fn failed(
    connection: &mut SqliteConnection,
    (delivery, webhook): (String, WebhookId),
    next_at: Option<Timestamp>,
    problem: String,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    // Given up: later than anything.
    let next_at = next_at.map_or(i64::MAX, |at| integer(at.0));
    sqlx::query("UPDATE webhook_deliveries SET attempts = attempts + 1, next_at = $2 WHERE id = $1")
        .bind(delivery)
        .bind(next_at)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE webhooks SET failing_since = COALESCE(failing_since, $2), problem = $3 WHERE id = $1")
        .bind(webhook.to_string())
        .bind(integer(now.0))
        .bind(problem)
        .execute(connection)
        .await
        .map(|_| ())
}

/// What happened in an evening goes on its way in the same transaction as it is stored. `occasion` tells one from another.
pub(super) async fn tell(
    connection: &mut SqliteConnection,
    (event, occasion): (WebhookEvent, &str),
    evening: EveningId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let event = word(&event);
    sqlx::query(
        "INSERT INTO webhook_deliveries (id, webhook_id, event, evening_id, happened_at, next_at) \
         SELECT w.id || ' ' || $2 || ' ' || $3, w.id, $2, e.id, $4, $4 FROM evenings e JOIN webhooks w ON w.network_id = e.network_id \
         WHERE e.id = $1 AND w.disabled_at IS NULL AND (' ' || w.events || ' ') LIKE ('% ' || $2 || ' %') \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(evening.to_string())
    .bind(event)
    .bind(occasion.to_owned())
    .bind(integer(now.0))
    .execute(connection)
    .await
    .map(|_| ())
}

/// Somebody is in an evening: the first one starts it.
pub(super) async fn somebody_is_in(
    connection: &mut SqliteConnection,
    evening: EveningId,
    participant: ParticipantId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let opened = sqlx::query("UPDATE evenings SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL")
        .bind(evening.to_string())
        .bind(integer(now.0))
        .execute(&mut *connection)
        .await?;
    if opened.rows_affected() == 1 {
        tell(connection, (WebhookEvent::EveningStarted, &evening.to_string()), evening, now).await?;
    }
    tell(connection, (WebhookEvent::EveningJoined, &participant.to_string()), evening, now).await
}
