//! Who applies for which support: each person's own business, told to nobody.

use koronailta_signaling::ids::{PersonId, SchemeId, Timestamp};
use sqlx::{Row, SqliteConnection};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned},
    writer::Change,
};

/// That somebody applies for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchemeMark {
    /// For what.
    pub scheme: SchemeId,
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub created_at: Timestamp,
}

/// A change of marks.
#[derive(Clone, Debug)]
pub(super) enum MarkChange {
    Set(SchemeMark),
    /// With the reminders that were sent for it.
    Remove(SchemeId, PersonId),
    /// Marks that are kept no longer, and old reminders.
    Forget {
        marks: Vec<SchemeMark>,
        mails_before: Timestamp,
    },
}

impl Store {
    /// Notes that somebody applies for something; noted twice it is noted once.
    ///
    /// # Errors
    /// The database said no.
    pub async fn set_scheme_mark(&self, mark: SchemeMark) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Mark(MarkChange::Set(mark))]).await
    }

    /// Takes that back.
    ///
    /// # Errors
    /// The database said no.
    pub async fn remove_scheme_mark(&self, scheme: SchemeId, person: PersonId) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Mark(MarkChange::Remove(scheme, person))]).await
    }

    /// Erases marks, and reminders that were finished before a moment.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_scheme_marks(&self, marks: Vec<SchemeMark>, mails_before: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Mark(MarkChange::Forget { marks, mails_before })]).await
    }

    /// What a person applies for.
    ///
    /// # Errors
    /// The database said no.
    pub async fn scheme_marks_of(&self, person: PersonId) -> Result<Vec<SchemeId>, StoreError> {
        let rows: Vec<String> = sqlx::query_scalar("SELECT scheme_id FROM scheme_marks WHERE person_id = $1")
            .bind(person.to_string())
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(|key| id("scheme_marks.scheme_id", key)).collect()
    }

    /// All marks, those for one scheme together: for reminders and for erasing.
    ///
    /// # Errors
    /// The database said no.
    pub async fn scheme_marks(&self) -> Result<Vec<SchemeMark>, StoreError> {
        let rows =
            sqlx::query("SELECT scheme_id, person_id, created_at FROM scheme_marks ORDER BY scheme_id, person_id")
                .fetch_all(&self.readers)
                .await?;
        rows.iter()
            .map(|row| {
                Ok(SchemeMark {
                    scheme: id("scheme_marks.scheme_id", &row.try_get::<String, _>("scheme_id")?)?,
                    person: id("scheme_marks.person_id", &row.try_get::<String, _>("person_id")?)?,
                    created_at: Timestamp(unsigned(row.try_get("created_at")?)),
                })
            })
            .collect()
    }
}

/// The occasion of a reminder begins with this; so they are found again without telling organizers of them.
#[must_use]
pub fn deadline_occasion(scheme: SchemeId, person: PersonId) -> String {
    format!("deadline {scheme} {person} ")
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: MarkChange) -> Result<(), sqlx::Error> {
    match change {
        MarkChange::Set(mark) => sqlx::query(
            "INSERT INTO scheme_marks (scheme_id, person_id, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (scheme_id, person_id) DO NOTHING",
        )
        .bind(mark.scheme.to_string())
        .bind(mark.person.to_string())
        .bind(integer(mark.created_at.0))
        .execute(connection)
        .await
        .map(|_| ()),
        MarkChange::Remove(scheme, person) => remove(connection, scheme, person).await,
        MarkChange::Forget { marks, mails_before } => {
            for mark in marks {
                remove(connection, mark.scheme, mark.person).await?;
            }
            sqlx::query("DELETE FROM mail_queue WHERE kind = 'deadline' AND finished_at < $1")
                .bind(integer(mails_before.0))
                .execute(connection)
                .await
                .map(|_| ())
        }
    }
}

async fn remove(connection: &mut SqliteConnection, scheme: SchemeId, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM scheme_marks WHERE scheme_id = $1 AND person_id = $2")
        .bind(scheme.to_string())
        .bind(person.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM mail_queue WHERE kind = 'deadline' AND occasion LIKE $1")
        .bind(deadline_occasion(scheme, person) + "%")
        .execute(connection)
        .await
        .map(|_| ())
}

/// What a person applies for is erased with the person.
pub(super) async fn forget_person(connection: &mut SqliteConnection, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM scheme_marks WHERE person_id = $1")
        .bind(person.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM mail_queue WHERE kind = 'deadline' AND person_id = $1")
        .bind(person.to_string())
        .execute(connection)
        .await
        .map(|_| ())
}
