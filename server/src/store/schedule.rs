//! Series and planned evenings.

use koronailta_signaling::ids::{EveningId, NetworkId, PersonId, SeriesId, Timestamp};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned},
    webhooks::{self, WebhookEvent},
    writer::Change,
};

/// What is the same for a series and for an evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// The title.
    pub title: String,
    /// What happens.
    pub programme: String,
    /// Where people sit together, if anywhere.
    pub place: Option<String>,
    /// The zone of the clock.
    pub time_zone: String,
    /// The advisor who comes.
    pub advisor: Option<PersonId>,
    /// The common room is end-to-end encrypted.
    pub encrypted: bool,
    /// The captions of the common room are kept; never together with encryption.
    pub captions_kept: bool,
}

/// Evenings that follow a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its id.
    pub id: SeriesId,
    /// Whose it is.
    pub network: NetworkId,
    /// What its evenings are like.
    pub details: Details,
    /// Its rule, as [`crate::schedule::Rule`] shows it.
    pub rule: String,
    /// Its first evening, on the wall.
    pub first_local: String,
    /// How long an evening lasts.
    pub minutes: u32,
    /// The doors open so long before.
    pub doors_minutes: u32,
    /// Invitations go out by themselves so many days before.
    pub invite_days: Option<u32>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Of iTIP.
    pub sequence: u32,
    /// Counts its changes.
    pub version: u64,
}

/// An evening with its planning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedEvening {
    /// Its id.
    pub id: EveningId,
    /// Whose it is.
    pub network: NetworkId,
    /// Of which series it is one.
    pub series: Option<SeriesId>,
    /// The time that the series' rule gives it, on the wall.
    pub original_local: Option<String>,
    /// It goes its own way, whatever becomes of the series.
    pub edited: bool,
    /// What it is like.
    pub details: Details,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it is planned to end.
    pub ends_at: Timestamp,
    /// From when on people get in.
    pub doors_open_at: Timestamp,
    /// What the mail afterwards says.
    pub summary: String,
    /// It is not held.
    pub cancelled_at: Option<Timestamp>,
    /// When the first person was in.
    pub opened_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// It is over.
    pub ended: bool,
    /// When the mail afterwards was sent.
    pub summary_sent_at: Option<Timestamp>,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Of iTIP.
    pub sequence: u32,
    /// Counts its changes.
    pub version: u64,
}

/// A change of the calendar.
#[derive(Clone, Debug)]
pub(super) enum ScheduleChange {
    AddSeries(Box<Series>),
    UpdateSeries(Box<Series>),
    RemoveSeries {
        series: SeriesId,
        version: u64,
        now: Timestamp,
    },
    Plan(Box<PlannedEvening>),
    Replan(Box<PlannedEvening>),
    /// An evening of which nobody has heard yet.
    Unplan(EveningId),
    Ended {
        evening: EveningId,
        now: Timestamp,
    },
    SummarySent {
        evening: EveningId,
        now: Timestamp,
    },
}

const SERIES: &str = "SELECT id, network_id, title, programme, place, rule, first_local, time_zone, minutes, doors_minutes, \
    advisor_person_id, encrypted, captions_kept, invite_days, created_at, changed_at, sequence, version FROM series ";

const EVENING: &str = "SELECT id, network_id, series_id, original_local, edited, title, programme, place, time_zone, \
    advisor_person_id, encrypted, captions_kept, starts_at, ends_at, doors_open_at, summary, cancelled_at, opened_at, ended_at, ended, \
    summary_sent_at, changed_at, sequence, version FROM evenings ";

impl Store {
    async fn plan_changes(&self, changes: Vec<ScheduleChange>) -> Result<(), StoreError> {
        self.writer.submit(changes.into_iter().map(Change::Schedule).collect()).await
    }

    /// Keeps a new series.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_series(&self, series: Series) -> Result<(), StoreError> {
        self.plan_changes(vec![ScheduleChange::AddSeries(Box::new(series))]).await
    }

    /// Changes a series that still has the version it says.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
    pub async fn update_series(&self, series: Series) -> Result<(), StoreError> {
        self.plan_changes(vec![ScheduleChange::UpdateSeries(Box::new(series))]).await
    }

    /// Ends a series; its evenings are seen to by [`crate::evenings`].
    ///
    /// # Errors
    /// As [`Store::update_series`].
    pub async fn remove_series(&self, series: SeriesId, version: u64, now: Timestamp) -> Result<(), StoreError> {
        self.plan_changes(vec![ScheduleChange::RemoveSeries { series, version, now }]).await
    }

    /// Keeps new evenings, all or none; one of a series that is there already is left as it is.
    ///
    /// # Errors
    /// The database said no.
    pub async fn plan_evenings(&self, evenings: Vec<PlannedEvening>) -> Result<(), StoreError> {
        self.plan_changes(evenings.into_iter().map(|evening| ScheduleChange::Plan(Box::new(evening))).collect()).await
    }

    /// Removes an evening of which nobody has heard yet.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if somebody has; or something belongs to it.
    pub async fn unplan_evening(&self, evening: EveningId) -> Result<(), StoreError> {
        self.plan_changes(vec![ScheduleChange::Unplan(evening)]).await
    }

    /// Notes when an evening was over.
    ///
    /// # Errors
    /// The database said no.
    pub async fn note_end(&self, evening: EveningId, now: Timestamp) -> Result<(), StoreError> {
        self.plan_changes(vec![ScheduleChange::Ended { evening, now }]).await
    }

    /// Notes that the mail after an evening was queued.
    ///
    /// # Errors
    /// The database said no.
    pub async fn note_summary(&self, evening: EveningId, now: Timestamp) -> Result<(), StoreError> {
        self.plan_changes(vec![ScheduleChange::SummarySent { evening, now }]).await
    }

    /// The series of a network, the oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn series_of(&self, network: NetworkId) -> Result<Vec<Series>, StoreError> {
        let of = "WHERE network_id = $1 AND removed_at IS NULL ORDER BY created_at, id";
        self.some_series(of, network.to_string()).await
    }

    /// One series, whether it was removed or not.
    ///
    /// # Errors
    /// The database said no.
    pub async fn series(&self, series: SeriesId) -> Result<Option<Series>, StoreError> {
        Ok(self.some_series("WHERE id = $1 AND removed_at IS NULL", series.to_string()).await?.pop())
    }

    /// All series that still run.
    ///
    /// # Errors
    /// The database said no.
    pub async fn all_series(&self) -> Result<Vec<Series>, StoreError> {
        self.some_series("WHERE removed_at IS NULL AND id > $1 ORDER BY id", String::new()).await
    }

    /// Series that were removed while evenings of theirs lie ahead.
    ///
    /// # Errors
    /// The database said no.
    pub async fn removed_series(&self, now: Timestamp) -> Result<Vec<Series>, StoreError> {
        let of = "WHERE removed_at IS NOT NULL AND EXISTS (SELECT 1 FROM evenings e WHERE e.series_id = series.id \
                  AND e.starts_at > CAST($1 AS BIGINT) AND e.cancelled_at IS NULL) ORDER BY id";
        self.some_series(of, integer(now.0).to_string()).await
    }

    async fn some_series(&self, which: &'static str, value: String) -> Result<Vec<Series>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{SERIES}{which}"));
        let rows = sqlx::query(query).bind(value).fetch_all(&self.readers).await?;
        rows.iter().map(series).collect()
    }

    /// One evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn planned_evening(&self, evening: EveningId) -> Result<Option<PlannedEvening>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{EVENING}WHERE id = $1"));
        let row = sqlx::query(query).bind(evening.to_string()).fetch_optional(&self.readers).await?;
        row.as_ref().map(planned).transpose()
    }

    /// The evenings of a network that begin within a span of time, by their start, at most so many.
    ///
    /// # Errors
    /// The database said no.
    pub async fn planned_between(
        &self,
        network: NetworkId,
        (from, to): (Timestamp, Timestamp),
        most: u32,
    ) -> Result<Vec<PlannedEvening>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "{EVENING}WHERE network_id = $1 AND starts_at >= $2 AND starts_at <= $3 ORDER BY starts_at, id LIMIT $4"
        ));
        let rows = sqlx::query(query)
            .bind(network.to_string())
            .bind(integer(from.0))
            .bind(integer(to.0))
            .bind(i64::from(most))
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(planned).collect()
    }

    /// The evenings of a series that begin at or after a moment, and those that were moved away from then.
    ///
    /// # Errors
    /// The database said no.
    pub async fn planned_of_series(&self, series: SeriesId) -> Result<Vec<PlannedEvening>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{EVENING}WHERE series_id = $1 ORDER BY starts_at, id"));
        let rows = sqlx::query(query).bind(series.to_string()).fetch_all(&self.readers).await?;
        rows.iter().map(planned).collect()
    }

    /// Evenings of all networks that begin within a span of time, are held and not over.
    ///
    /// # Errors
    /// The database said no.
    pub async fn evenings_near(&self, from: Timestamp, to: Timestamp) -> Result<Vec<PlannedEvening>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "{EVENING}WHERE starts_at >= $1 AND starts_at <= $2 AND cancelled_at IS NULL AND ended = 0 ORDER BY starts_at"
        ));
        let rows = sqlx::query(query).bind(integer(from.0)).bind(integer(to.0)).fetch_all(&self.readers).await?;
        rows.iter().map(planned).collect()
    }

    /// Evenings that are over without anybody having noted when.
    ///
    /// # Errors
    /// The database said no.
    pub async fn just_ended(&self) -> Result<Vec<EveningId>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar(
            "SELECT id FROM evenings WHERE ended = 1 AND ended_at IS NULL AND cancelled_at IS NULL LIMIT 50",
        )
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|key| id("evenings.id", key)).collect()
    }

    /// Evenings that were held and are over, or should have been since a moment, and of which something is still to be noted.
    ///
    /// # Errors
    /// The database said no.
    pub async fn evenings_to_close(&self, planned_end_before: Timestamp) -> Result<Vec<PlannedEvening>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "{EVENING}WHERE cancelled_at IS NULL AND ((ended = 1 AND (ended_at IS NULL OR (summary_sent_at IS NULL AND ended_at > $2))) \
             OR (ended = 0 AND ends_at < $1)) ORDER BY starts_at LIMIT 200"
        ));
        let recent = integer(planned_end_before.0.saturating_sub(7 * 86_400_000));
        let rows = sqlx::query(query).bind(integer(planned_end_before.0)).bind(recent).fetch_all(&self.readers).await?;
        rows.iter().map(planned).collect()
    }
}

fn time(row: &SqliteRow, column: &str) -> Result<Timestamp, sqlx::Error> {
    Ok(Timestamp(unsigned(row.try_get(column)?)))
}

fn maybe_time(row: &SqliteRow, column: &str) -> Result<Option<Timestamp>, sqlx::Error> {
    Ok(row.try_get::<Option<i64>, _>(column)?.map(|at| Timestamp(unsigned(at))))
}

fn small(row: &SqliteRow, column: &str) -> Result<u32, sqlx::Error> {
    Ok(u32::try_from(row.try_get::<i64, _>(column)?).unwrap_or(0))
}

fn details(row: &SqliteRow) -> Result<Details, StoreError> {
    let advisor: Option<String> = row.try_get("advisor_person_id")?;
    Ok(Details {
        title: row.try_get("title")?,
        programme: row.try_get("programme")?,
        place: row.try_get("place")?,
        time_zone: row.try_get("time_zone")?,
        advisor: advisor.map(|key| id("advisor_person_id", &key)).transpose()?,
        encrypted: row.try_get::<i64, _>("encrypted")? != 0,
        captions_kept: row.try_get::<i64, _>("captions_kept")? != 0,
    })
}

fn series(row: &SqliteRow) -> Result<Series, StoreError> {
    let invite_days: Option<i64> = row.try_get("invite_days")?;
    Ok(Series {
        id: id("series.id", &row.try_get::<String, _>("id")?)?,
        network: id("series.network_id", &row.try_get::<String, _>("network_id")?)?,
        details: details(row)?,
        rule: row.try_get("rule")?,
        first_local: row.try_get("first_local")?,
        minutes: small(row, "minutes")?,
        doors_minutes: small(row, "doors_minutes")?,
        invite_days: invite_days.and_then(|days| u32::try_from(days).ok()),
        created_at: time(row, "created_at")?,
        changed_at: time(row, "changed_at")?,
        sequence: small(row, "sequence")?,
        version: unsigned(row.try_get("version")?),
    })
}

fn planned(row: &SqliteRow) -> Result<PlannedEvening, StoreError> {
    let of: Option<String> = row.try_get("series_id")?;
    Ok(PlannedEvening {
        id: id("evenings.id", &row.try_get::<String, _>("id")?)?,
        network: id("evenings.network_id", &row.try_get::<String, _>("network_id")?)?,
        series: of.map(|key| id("evenings.series_id", &key)).transpose()?,
        original_local: row.try_get("original_local")?,
        edited: row.try_get::<i64, _>("edited")? != 0,
        details: details(row)?,
        starts_at: time(row, "starts_at")?,
        ends_at: time(row, "ends_at")?,
        doors_open_at: time(row, "doors_open_at")?,
        summary: row.try_get("summary")?,
        cancelled_at: maybe_time(row, "cancelled_at")?,
        opened_at: maybe_time(row, "opened_at")?,
        ended_at: maybe_time(row, "ended_at")?,
        ended: row.try_get::<i64, _>("ended")? != 0,
        summary_sent_at: maybe_time(row, "summary_sent_at")?,
        changed_at: time(row, "changed_at")?,
        sequence: small(row, "sequence")?,
        version: unsigned(row.try_get("version")?),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: ScheduleChange) -> Result<(), sqlx::Error> {
    let query = match change {
        ScheduleChange::AddSeries(series) => return add_series(connection, *series).await,
        ScheduleChange::UpdateSeries(series) => return update_series(connection, *series).await,
        ScheduleChange::Plan(evening) => return plan(connection, *evening).await,
        ScheduleChange::Replan(evening) => return replan(connection, *evening).await,
        ScheduleChange::RemoveSeries { series, version, now } => sqlx::query(
            "UPDATE series SET removed_at = $3, changed_at = $3, version = version + 1 WHERE id = $1 AND version = $2",
        )
        .bind(series.to_string())
        .bind(integer(version))
        .bind(integer(now.0)),
        ScheduleChange::Unplan(evening) => sqlx::query(
            "DELETE FROM evenings WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.evening_id = $1) \
             AND NOT EXISTS (SELECT 1 FROM links l WHERE l.evening_id = $1)",
        )
        .bind(evening.to_string()),
        ScheduleChange::Ended { evening, now } => {
            webhooks::tell(connection, (WebhookEvent::EveningEnded, &evening.to_string()), evening, now).await?;
            sqlx::query("UPDATE evenings SET ended = 1, ended_at = $2, stage = NULL WHERE id = $1 AND ended_at IS NULL")
                .bind(evening.to_string())
                .bind(integer(now.0))
        }
        ScheduleChange::SummarySent { evening, now } => {
            sqlx::query("UPDATE evenings SET summary_sent_at = $2 WHERE id = $1")
                .bind(evening.to_string())
                .bind(integer(now.0))
        }
    };
    there(&query.execute(connection).await?)
}

/// Nothing changed: it is not there any more as it was expected.
fn there(done: &sqlx::sqlite::SqliteQueryResult) -> Result<(), sqlx::Error> {
    if done.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}

async fn add_series(connection: &mut SqliteConnection, series: Series) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO series (id, network_id, title, programme, place, rule, first_local, time_zone, minutes, doors_minutes, \
         advisor_person_id, encrypted, invite_days, created_at, changed_at, captions_kept) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15)",
    )
    .bind(series.id.to_string())
    .bind(series.network.to_string())
    .bind(series.details.title)
    .bind(series.details.programme)
    .bind(series.details.place)
    .bind(series.rule)
    .bind(series.first_local)
    .bind(series.details.time_zone)
    .bind(i64::from(series.minutes))
    .bind(i64::from(series.doors_minutes))
    .bind(series.details.advisor.map(|person| person.to_string()))
    .bind(i64::from(series.details.encrypted))
    .bind(series.invite_days.map(i64::from))
    .bind(integer(series.created_at.0))
    .bind(i64::from(series.details.captions_kept))
    .execute(connection)
    .await
    .map(|_| ())
}

async fn update_series(connection: &mut SqliteConnection, series: Series) -> Result<(), sqlx::Error> {
    let query = sqlx::query(
        "UPDATE series SET title = $3, programme = $4, place = $5, rule = $6, first_local = $7, time_zone = $8, minutes = $9, \
         doors_minutes = $10, advisor_person_id = $11, encrypted = $12, invite_days = $13, changed_at = $14, sequence = sequence + 1, \
         captions_kept = $15, version = version + 1 WHERE id = $1 AND version = $2 AND removed_at IS NULL",
    )
    .bind(series.id.to_string())
    .bind(integer(series.version))
    .bind(series.details.title)
    .bind(series.details.programme)
    .bind(series.details.place)
    .bind(series.rule)
    .bind(series.first_local)
    .bind(series.details.time_zone)
    .bind(i64::from(series.minutes))
    .bind(i64::from(series.doors_minutes))
    .bind(series.details.advisor.map(|person| person.to_string()))
    .bind(i64::from(series.details.encrypted))
    .bind(series.invite_days.map(i64::from))
    .bind(integer(series.changed_at.0))
    .bind(i64::from(series.details.captions_kept));
    there(&query.execute(connection).await?)
}

async fn plan(connection: &mut SqliteConnection, evening: PlannedEvening) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO evenings (id, network_id, series_id, original_local, edited, title, programme, place, time_zone, \
         advisor_person_id, encrypted, starts_at, ends_at, doors_open_at, changed_at, summary, captions_kept) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         ON CONFLICT (series_id, original_local) DO NOTHING",
    )
    .bind(evening.id.to_string())
    .bind(evening.network.to_string())
    .bind(evening.series.map(|series| series.to_string()))
    .bind(evening.original_local)
    .bind(i64::from(evening.edited))
    .bind(evening.details.title)
    .bind(evening.details.programme)
    .bind(evening.details.place)
    .bind(evening.details.time_zone)
    .bind(evening.details.advisor.map(|person| person.to_string()))
    .bind(i64::from(evening.details.encrypted))
    .bind(integer(evening.starts_at.0))
    .bind(integer(evening.ends_at.0))
    .bind(integer(evening.doors_open_at.0))
    .bind(integer(evening.changed_at.0))
    .bind(evening.summary)
    .bind(i64::from(evening.details.captions_kept))
    .execute(connection)
    .await
    .map(|_| ())
}

async fn replan(connection: &mut SqliteConnection, evening: PlannedEvening) -> Result<(), sqlx::Error> {
    // Who cancels an evening ends it; nothing brings it back.
    let query = sqlx::query(
        "UPDATE evenings SET edited = $3, title = $4, programme = $5, place = $6, time_zone = $7, advisor_person_id = $8, \
         encrypted = $9, starts_at = $10, ends_at = $11, doors_open_at = $12, summary = $13, cancelled_at = $14, \
         ended = CASE WHEN $14 IS NULL THEN ended ELSE 1 END, changed_at = $15, sequence = $16, captions_kept = $17, version = version + 1 \
         WHERE id = $1 AND version = $2",
    )
    .bind(evening.id.to_string())
    .bind(integer(evening.version))
    .bind(i64::from(evening.edited))
    .bind(evening.details.title)
    .bind(evening.details.programme)
    .bind(evening.details.place)
    .bind(evening.details.time_zone)
    .bind(evening.details.advisor.map(|person| person.to_string()))
    .bind(i64::from(evening.details.encrypted))
    .bind(integer(evening.starts_at.0))
    .bind(integer(evening.ends_at.0))
    .bind(integer(evening.doors_open_at.0))
    .bind(evening.summary)
    .bind(evening.cancelled_at.map(|at| integer(at.0)))
    .bind(integer(evening.changed_at.0))
    .bind(i64::from(evening.sequence))
    .bind(i64::from(evening.details.captions_kept));
    there(&query.execute(connection).await?)
}
