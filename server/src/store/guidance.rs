//! Questions, polls and feedback: nothing of who, nothing of when.
//!
//! SQLite lays a new row where there is room, so that the place of rows in the file tells the order in which they came.
//! Therefore the rows of an evening are taken up and laid down anew in the order of their random ids whenever one is added.

use std::collections::BTreeMap;

use koronailta_signaling::{
    ids::{EveningId, PollId},
    room::{PollRecord, QuestionRecord},
    wire::{
        poll::PollPlan,
        question::{KeptFor, QuestionState},
    },
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, unword, word},
    writer::Change,
};

/// What somebody thought of an evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFeedback {
    /// Which question of the feedback, and the grade from 1 to 5.
    pub grades: Vec<(String, u8)>,
    /// In their own words, under an id that was drawn for it.
    pub words: Option<(uuid::Uuid, String)>,
}

/// What people thought of an evening.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackSum {
    /// By question, how often each grade from 1 to 5 was given.
    pub grades: BTreeMap<String, [u32; 5]>,
    /// What was written, in the order of random ids.
    pub words: Vec<String>,
}

impl FeedbackSum {
    /// How often each grade from 1 to 5 was given to a question.
    #[must_use]
    pub fn graded(&self, question: &str) -> Option<[u32; 5]> {
        self.grades.get(question).copied()
    }

    /// How many gave feedback, at least.
    #[must_use]
    pub fn given(&self) -> u32 {
        let graded = self.grades.values().map(|counts| counts.iter().sum::<u32>()).max().unwrap_or(0);
        graded.max(u32::try_from(self.words.len()).unwrap_or(u32::MAX))
    }
}

impl Store {
    pub(super) async fn questions(&self, evening: EveningId) -> Result<Vec<QuestionRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT question_id, text, name, votes, state, answer, answered_by, published, audience FROM questions \
             WHERE evening_id = $1 ORDER BY question_id",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(question).collect()
    }

    pub(super) async fn polls(&self, evening: EveningId) -> Result<Vec<PollRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT poll_id, question, kind, options, results, ballots FROM polls WHERE evening_id = $1 ORDER BY poll_id",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        let mut polls = rows.iter().map(poll).collect::<Result<Vec<_>, _>>()?;
        let rows = sqlx::query(
            "SELECT c.poll_id, c.choice, c.count FROM poll_counts c JOIN polls p ON p.poll_id = c.poll_id \
             WHERE p.evening_id = $1",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        for row in &rows {
            let key: String = row.try_get("poll_id")?;
            let poll: PollId = id("poll_counts.poll_id", &key)?;
            if let Some(record) = polls.iter_mut().find(|record| record.poll == poll) {
                record.counts.insert(row.try_get("choice")?, small(row.try_get("count")?));
            }
        }
        Ok(polls)
    }

    /// Counts what somebody thought of an evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn give_feedback(&self, evening: EveningId, given: GivenFeedback) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Feedback(evening, given)]).await
    }

    /// What people thought of an evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn feedback(&self, evening: EveningId) -> Result<FeedbackSum, StoreError> {
        let rows = sqlx::query("SELECT question, grade, count FROM feedback_counts WHERE evening_id = $1")
            .bind(evening.to_string())
            .fetch_all(&self.readers)
            .await?;
        let mut sum = FeedbackSum::default();
        for row in &rows {
            let grade = usize::try_from(row.try_get::<i64, _>("grade")?).unwrap_or(0);
            let counts = sum.grades.entry(row.try_get("question")?).or_default();
            if let Some(count) = grade.checked_sub(1).and_then(|place| counts.get_mut(place)) {
                *count = small(row.try_get("count")?);
            }
        }
        sum.words = sqlx::query_scalar("SELECT text FROM feedback_words WHERE evening_id = $1 ORDER BY word_id")
            .bind(evening.to_string())
            .fetch_all(&self.readers)
            .await?;
        Ok(sum)
    }
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn question(row: &SqliteRow) -> Result<QuestionRecord, StoreError> {
    let key: String = row.try_get("question_id")?;
    let kind: String = row.try_get("state")?;
    let answer: Option<String> = row.try_get("answer")?;
    let said = || answer.clone().unwrap_or_default();
    let state = match kind.as_str() {
        "open" => QuestionState::Open,
        "now" => QuestionState::Now,
        "spoken" => QuestionState::Spoken,
        "written" => QuestionState::Written {
            text: said(),
            by: row.try_get::<Option<String>, _>("answered_by")?.unwrap_or_default(),
        },
        "dismissed" => QuestionState::Dismissed { reason: unword("questions.answer", said())? },
        "merged" => QuestionState::Merged { into: id("questions.answer", &said())? },
        _ => return Err(StoreError::Unreadable { column: "questions.state", value: kind }),
    };
    Ok(QuestionRecord {
        id: id("questions.question_id", &key)?,
        text: row.try_get("text")?,
        name: row.try_get("name")?,
        votes: small(row.try_get("votes")?),
        state,
        kept_for: if row.try_get::<i64, _>("published")? != 0 {
            Some(unword("questions.audience", row.try_get("audience")?)?)
        } else {
            None
        },
    })
}

/// The word of a state, and what belongs to it.
fn columns(state: QuestionState) -> (&'static str, Option<String>, Option<String>) {
    match state {
        QuestionState::Open => ("open", None, None),
        QuestionState::Now => ("now", None, None),
        QuestionState::Spoken => ("spoken", None, None),
        QuestionState::Written { text, by } => ("written", Some(text), Some(by)),
        QuestionState::Dismissed { reason } => ("dismissed", Some(word(&reason)), None),
        QuestionState::Merged { into } => ("merged", Some(into.to_string()), None),
    }
}

fn poll(row: &SqliteRow) -> Result<PollRecord, StoreError> {
    let key: String = row.try_get("poll_id")?;
    let options: String = row.try_get("options")?;
    let plan = PollPlan {
        question: row.try_get("question")?,
        kind: unword("polls.kind", row.try_get("kind")?)?,
        options: serde_json::from_str(&options)
            .map_err(|_| StoreError::Unreadable { column: "polls.options", value: options })?,
        results: unword("polls.results", row.try_get("results")?)?,
    };
    let ballots = small(row.try_get("ballots")?);
    Ok(PollRecord { poll: id("polls.poll_id", &key)?, plan, ballots, counts: BTreeMap::new() })
}

/// The rows stay in the order in which they came. Proves that the linking program would notice.
fn order_kept() -> bool {
    #[cfg(feature = "sabotage")]
    return crate::sabotage::is("order-kept");
    #[cfg(not(feature = "sabotage"))]
    false
}

/// Takes up the rows that belong together and lays them down in the order of their key.
macro_rules! lay_anew {
    ($connection:expr, $table:literal, $of:literal, $key:literal, $whose:expr) => {
        if !order_kept() {
            sqlx::query(concat!("CREATE TEMPORARY TABLE taken_up AS SELECT * FROM ", $table, " WHERE 1 = 0"))
                .execute(&mut *$connection)
                .await?;
            for query in [
                concat!("INSERT INTO taken_up SELECT * FROM ", $table, " WHERE ", $of, " = $1"),
                concat!("DELETE FROM ", $table, " WHERE ", $of, " = $1"),
                concat!("INSERT INTO ", $table, " SELECT * FROM taken_up WHERE ", $of, " = $1 ORDER BY ", $key),
            ] {
                sqlx::query(query).bind($whose).execute(&mut *$connection).await?;
            }
            sqlx::query("DROP TABLE taken_up").execute(&mut *$connection).await?;
        }
    };
}

pub(super) async fn save_question(
    connection: &mut SqliteConnection,
    evening: String,
    record: QuestionRecord,
) -> Result<(), sqlx::Error> {
    let (state, answer, answered_by) = columns(record.state);
    sqlx::query(
        "INSERT INTO questions (evening_id, question_id, text, name, votes, state, answer, answered_by, published, audience) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (question_id) DO UPDATE SET text = excluded.text, \
         name = excluded.name, state = excluded.state, answer = excluded.answer, answered_by = excluded.answered_by, \
         published = excluded.published, audience = excluded.audience",
    )
    .bind(&evening)
    .bind(record.id.to_string())
    .bind(record.text)
    .bind(record.name)
    .bind(i64::from(record.votes))
    .bind(state)
    .bind(answer)
    .bind(answered_by)
    .bind(i64::from(record.kept_for.is_some()))
    // What is not kept is at least not for everybody.
    .bind(word(&record.kept_for.unwrap_or(KeptFor::Members)))
    .execute(&mut *connection)
    .await?;
    lay_anew!(connection, "questions", "evening_id", "question_id", &evening);
    Ok(())
}

pub(super) async fn open_poll(
    connection: &mut SqliteConnection,
    evening: String,
    record: PollRecord,
) -> Result<(), sqlx::Error> {
    let options = serde_json::to_string(&record.plan.options).expect("a list of words has a JSON form");
    sqlx::query(
        "INSERT INTO polls (evening_id, poll_id, question, kind, options, results, ballots, closed) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0)",
    )
    .bind(evening)
    .bind(record.poll.to_string())
    .bind(record.plan.question)
    .bind(word(&record.plan.kind))
    .bind(options)
    .bind(word(&record.plan.results))
    .execute(connection)
    .await
    .map(|_| ())
}

pub(super) async fn count_ballot(
    connection: &mut SqliteConnection,
    poll: PollId,
    choices: Vec<String>,
) -> Result<(), sqlx::Error> {
    let poll = poll.to_string();
    sqlx::query("UPDATE polls SET ballots = ballots + 1 WHERE poll_id = $1")
        .bind(&poll)
        .execute(&mut *connection)
        .await?;
    for choice in choices {
        sqlx::query(
            "INSERT INTO poll_counts (poll_id, choice, count) VALUES ($1, $2, 1) \
             ON CONFLICT (poll_id, choice) DO UPDATE SET count = poll_counts.count + 1",
        )
        .bind(&poll)
        .bind(choice)
        .execute(&mut *connection)
        .await?;
    }
    lay_anew!(connection, "poll_counts", "poll_id", "choice", &poll);
    Ok(())
}

pub(super) async fn give_feedback(
    connection: &mut SqliteConnection,
    evening: EveningId,
    given: GivenFeedback,
) -> Result<(), sqlx::Error> {
    let evening = evening.to_string();
    for (question, grade) in given.grades {
        sqlx::query(
            "INSERT INTO feedback_counts (evening_id, question, grade, count) VALUES ($1, $2, $3, 1) \
             ON CONFLICT (evening_id, question, grade) DO UPDATE SET count = feedback_counts.count + 1",
        )
        .bind(&evening)
        .bind(question)
        .bind(i64::from(grade))
        .execute(&mut *connection)
        .await?;
    }
    lay_anew!(connection, "feedback_counts", "evening_id", "question, grade", &evening);
    if let Some((key, text)) = given.words {
        sqlx::query("INSERT INTO feedback_words (evening_id, word_id, text) VALUES ($1, $2, $3)")
            .bind(&evening)
            .bind(key.to_string())
            .bind(text)
            .execute(&mut *connection)
            .await?;
        lay_anew!(connection, "feedback_words", "evening_id", "word_id", &evening);
    }
    Ok(())
}
