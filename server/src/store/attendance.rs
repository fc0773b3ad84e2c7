//! Who was in an evening and has agreed to have it written down; and what is erased after its time.

use koronailta_signaling::ids::{EveningId, LinkId, ParticipantId, Timestamp};
use sqlx::{Row, SqliteConnection};

use super::{
    Store, StoreError,
    text::{integer, unsigned},
    writer::Change,
};

/// A seat on the list: one device, and everybody who sat before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attended {
    /// Where they sat, if together.
    pub place: Option<String>,
    /// Who.
    pub names: Vec<String>,
    /// When they agreed to be written down.
    pub agreed_at: Timestamp,
}

/// A change of the list.
#[derive(Clone, Debug)]
pub(super) enum AttendanceChange {
    /// Without names it is taken back.
    Set { evening: EveningId, participant: ParticipantId, link: LinkId, seat: Attended },
    /// Everything whose time, as its network has set it, is over.
    Forget(Timestamp),
}

impl Store {
    /// Writes a seat on the list, in place of what it said before; without names it is taken off.
    ///
    /// # Errors
    /// The database said no.
    pub async fn set_attendance(
        &self,
        evening: EveningId,
        (participant, link): (ParticipantId, LinkId),
        seat: Attended,
    ) -> Result<(), StoreError> {
        let change = AttendanceChange::Set { evening, participant, link, seat };
        self.writer.submit(vec![Change::Attendance(change)]).await
    }

    /// Erases what networks keep no longer: who was there, what was written.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_evenings(&self, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Attendance(AttendanceChange::Forget(now))]).await
    }

    /// The list of an evening, by when they agreed.
    ///
    /// # Errors
    /// The database said no.
    pub async fn attendance_of(&self, evening: EveningId) -> Result<Vec<Attended>, StoreError> {
        let rows =
            sqlx::query("SELECT place, names, agreed_at FROM seats WHERE evening_id = $1 ORDER BY agreed_at, id")
                .bind(evening.to_string())
                .fetch_all(&self.readers)
                .await?;
        rows.iter()
            .map(|row| {
                let names: String = row.try_get("names")?;
                Ok(Attended {
                    place: row.try_get("place")?,
                    names: names.lines().map(str::to_owned).collect(),
                    agreed_at: Timestamp(unsigned(row.try_get("agreed_at")?)),
                })
            })
            .collect()
    }

    /// How many devices were let in to an evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn seats_taken(&self, evening: EveningId) -> Result<u64, StoreError> {
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(DISTINCT device_id) FROM sessions WHERE evening_id = $1 AND admitted = 1")
                .bind(evening.to_string())
                .fetch_one(&self.readers)
                .await?;
        Ok(unsigned(count))
    }
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: AttendanceChange) -> Result<(), sqlx::Error> {
    match change {
        AttendanceChange::Forget(now) => forget(connection, now).await,
        AttendanceChange::Set { participant, seat, .. } if seat.names.is_empty() => {
            sqlx::query("DELETE FROM seats WHERE id = $1")
                .bind(participant.to_string())
                .execute(connection)
                .await
                .map(|_| ())
        }
        AttendanceChange::Set { evening, participant, link, seat } => sqlx::query(
            "INSERT INTO seats (id, evening_id, link_id, place, names, agreed_at) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (id) DO UPDATE SET place = excluded.place, names = excluded.names",
        )
        .bind(participant.to_string())
        .bind(evening.to_string())
        .bind(link.to_string())
        .bind(seat.place)
        .bind(seat.names.join("\n"))
        .bind(integer(seat.agreed_at.0))
        .execute(connection)
        .await
        .map(|_| ()),
    }
}

/// Evenings that ended longer ago than their networks keep something.
const PAST_CHAT: &str = "(SELECT e.id FROM evenings e JOIN networks n ON n.id = e.network_id WHERE e.ended = 1 AND e.ends_at + n.chat_days * 86400000 < $1)";
const PAST_ATTENDANCE: &str = "(SELECT e.id FROM evenings e JOIN networks n ON n.id = e.network_id WHERE e.ended = 1 AND e.ends_at + n.attendance_days * 86400000 < $1)";

async fn forget(connection: &mut SqliteConnection, now: Timestamp) -> Result<(), sqlx::Error> {
    let tables = [
        ("chat_reactions", PAST_CHAT),
        ("chat_messages", PAST_CHAT),
        ("moderation_log", PAST_CHAT),
        ("captions", PAST_CHAT),
        // Grades without words stay.
        ("feedback_words", PAST_CHAT),
        ("seats", PAST_ATTENDANCE),
        ("invitations", PAST_ATTENDANCE),
        ("sessions", PAST_ATTENDANCE),
    ];
    for (table, past) in tables {
        let query = sqlx::AssertSqlSafe(format!("DELETE FROM {table} WHERE evening_id IN {past}"));
        sqlx::query(query).bind(integer(now.0)).execute(&mut *connection).await?;
    }
    // What the advisors keep for the network stays, but not who asked it.
    let names = sqlx::AssertSqlSafe(format!(
        "UPDATE questions SET name = NULL WHERE published = 1 AND name IS NOT NULL AND evening_id IN {PAST_CHAT}"
    ));
    sqlx::query(names).bind(integer(now.0)).execute(&mut *connection).await?;
    for rows in [
        "questions WHERE published = 0 AND evening_id IN",
        "poll_counts WHERE poll_id IN (SELECT poll_id FROM polls WHERE evening_id IN",
        "polls WHERE evening_id IN",
    ] {
        let close = if rows.contains('(') { ")" } else { "" };
        let query = sqlx::AssertSqlSafe(format!("DELETE FROM {rows} {PAST_CHAT}{close}"));
        sqlx::query(query).bind(integer(now.0)).execute(&mut *connection).await?;
    }
    Ok(())
}
