//! The guidance board: support schemes with their words in each language and their files.

use koronailta_signaling::{
    ids::{AttachmentId, NetworkId, SchemeId, Timestamp},
    wire::join::Language,
};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    AttachmentRow, Store, StoreError,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};
use crate::board::folded;

/// Whether a scheme is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SchemeState {
    /// To those who write it.
    Draft,
    /// To the network's people.
    Published,
}

/// A support scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its id.
    pub id: SchemeId,
    /// On whose board.
    pub network: NetworkId,
    /// Whether it is shown.
    pub state: SchemeState,
    /// Everybody may read it, not the network's people alone.
    pub public: bool,
    /// Until when to apply, as a deadline is written; none: it is open all the time.
    pub deadline: Option<String>,
    /// The zone of that clock.
    pub time_zone: String,
    /// From this day on somebody should look whether all of it is still true.
    pub review_on: Option<String>,
    /// Its words, at most once in each language.
    pub texts: Vec<SchemeText>,
    /// Its files.
    pub files: Vec<AttachmentRow>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Counts its changes.
    pub version: u64,
}

/// The words of a scheme in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeText {
    /// Which.
    pub language: Language,
    /// Its name.
    pub name: String,
    /// For whom; may be empty.
    pub for_whom: String,
    /// How much; may be empty.
    pub amount: String,
    /// What it is; may be empty in a draft.
    pub text: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Where to read on and to apply.
    pub links: Vec<SchemeLink>,
}

/// A page elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SchemeLink {
    /// What is there.
    pub title: String,
    /// An https address.
    pub url: String,
}

/// A file to be kept.
#[derive(Clone, Debug)]
pub struct NewSchemeFile {
    /// What is shown of it.
    pub row: AttachmentRow,
    /// Of what.
    pub scheme: SchemeId,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it came.
    pub created_at: Timestamp,
}

/// A change of the board.
#[derive(Clone, Debug)]
pub(super) enum SchemeChange {
    Add(Box<Scheme>),
    Update(Box<Scheme>),
    Remove { scheme: SchemeId, version: u64 },
    AddFile(Box<NewSchemeFile>),
    RemoveFile(SchemeId, AttachmentId),
}

/// Words of a search; more do not find less.
const SEARCH_WORDS: usize = 6;

const COLUMNS: &str = "SELECT id, network_id, state, public, deadline, time_zone, review_on, created_at, changed_at, version FROM schemes ";

impl SchemeText {
    /// All of its words in small letters without marks.
    fn search(&self) -> String {
        let mut words = vec![&self.name, &self.for_whom, &self.amount, &self.text];
        words.extend(&self.steps);
        words.extend(self.links.iter().map(|link| &link.title));
        folded(&words.into_iter().map(String::as_str).collect::<Vec<_>>().join(" "))
    }
}

impl Store {
    async fn change_schemes(&self, change: SchemeChange) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Scheme(change)]).await
    }

    /// Keeps a new scheme.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_scheme(&self, scheme: Scheme) -> Result<(), StoreError> {
        self.change_schemes(SchemeChange::Add(Box::new(scheme))).await
    }

    /// Changes a scheme that still has the version it says.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
    pub async fn update_scheme(&self, scheme: Scheme) -> Result<(), StoreError> {
        self.change_schemes(SchemeChange::Update(Box::new(scheme))).await
    }

    /// Removes a scheme with its files and with who applies.
    ///
    /// # Errors
    /// As [`Store::update_scheme`].
    pub async fn remove_scheme(&self, scheme: SchemeId, version: u64) -> Result<(), StoreError> {
        self.change_schemes(SchemeChange::Remove { scheme, version }).await
    }

    /// Keeps a file.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_scheme_file(&self, file: NewSchemeFile) -> Result<(), StoreError> {
        self.change_schemes(SchemeChange::AddFile(Box::new(file))).await
    }

    /// Removes a file.
    ///
    /// # Errors
    /// The database said no.
    pub async fn remove_scheme_file(&self, scheme: SchemeId, file: AttachmentId) -> Result<(), StoreError> {
        self.change_schemes(SchemeChange::RemoveFile(scheme, file)).await
    }

    /// The schemes of a network in which all words of a search stand, in one language; the oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn schemes_of(&self, network: NetworkId, search: &str) -> Result<Vec<Scheme>, StoreError> {
        let search = folded(search);
        let words: Vec<_> = search.split_whitespace().take(SEARCH_WORDS).map(anywhere).collect();
        let mut query = format!("{COLUMNS}WHERE network_id = $1");
        if !words.is_empty() {
            query += " AND EXISTS (SELECT 1 FROM scheme_texts t WHERE t.scheme_id = schemes.id";
            for number in 2..words.len() + 2 {
                query += &format!(" AND t.search LIKE ${number} ESCAPE '!'");
            }
            query += ")";
        }
        query += " ORDER BY created_at, id";
        let mut query = sqlx::query(sqlx::AssertSqlSafe(query)).bind(network.to_string());
        for word in words {
            query = query.bind(word);
        }
        let rows = query.fetch_all(&self.readers).await?;
        self.with_words(&rows).await
    }

    /// One of them.
    ///
    /// # Errors
    /// The database said no.
    pub async fn scheme(&self, scheme: SchemeId) -> Result<Option<Scheme>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS}WHERE id = $1"));
        let rows = sqlx::query(query).bind(scheme.to_string()).fetch_all(&self.readers).await?;
        Ok(self.with_words(&rows).await?.pop())
    }

    /// How many schemes a network has.
    ///
    /// # Errors
    /// The database said no.
    pub async fn count_schemes(&self, network: NetworkId) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM schemes WHERE network_id = $1")
            .bind(network.to_string())
            .fetch_one(&self.readers)
            .await?;
        Ok(unsigned(count))
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// The database said no.
    pub async fn scheme_file_bytes(&self, file: AttachmentId) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = sqlx::query_scalar("SELECT bytes FROM scheme_files WHERE id = $1")
            .bind(file.to_string())
            .fetch_optional(&self.readers)
            .await?;
        Ok(bytes)
    }

    async fn with_words(&self, rows: &[SqliteRow]) -> Result<Vec<Scheme>, StoreError> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            let mut one = scheme(row)?;
            let texts = sqlx::query(
                "SELECT language, name, for_whom, amount, text, steps, links FROM scheme_texts WHERE scheme_id = $1 \
                 ORDER BY language",
            )
            .bind(one.id.to_string())
            .fetch_all(&self.readers)
            .await?;
            one.texts = texts.iter().map(words_of).collect::<Result<_, _>>()?;
            let files = sqlx::query(
                "SELECT id, name, kind, size FROM scheme_files WHERE scheme_id = $1 ORDER BY created_at, id",
            )
            .bind(one.id.to_string())
            .fetch_all(&self.readers)
            .await?;
            one.files = files.iter().map(file).collect::<Result<_, _>>()?;
            all.push(one);
        }
        Ok(all)
    }
}

/// A pattern that finds a word wherever it stands; what means something in a pattern stands for itself.
fn anywhere(word: &str) -> String {
    let mut pattern = String::from("%");
    for one in word.chars() {
        if matches!(one, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(one);
    }
    pattern + "%"
}

fn scheme(row: &SqliteRow) -> Result<Scheme, StoreError> {
    let time = |column| Ok::<_, sqlx::Error>(Timestamp(unsigned(row.try_get(column)?)));
    Ok(Scheme {
        id: id("schemes.id", &row.try_get::<String, _>("id")?)?,
        network: id("schemes.network_id", &row.try_get::<String, _>("network_id")?)?,
        state: unword("schemes.state", row.try_get("state")?)?,
        public: row.try_get::<i64, _>("public")? != 0,
        deadline: row.try_get("deadline")?,
        time_zone: row.try_get("time_zone")?,
        review_on: row.try_get("review_on")?,
        texts: Vec::new(),
        files: Vec::new(),
        created_at: time("created_at")?,
        changed_at: time("changed_at")?,
        version: unsigned(row.try_get("version")?),
    })
}

fn words_of(row: &SqliteRow) -> Result<SchemeText, StoreError> {
    Ok(SchemeText {
        language: unword("scheme_texts.language", row.try_get("language")?)?,
        name: row.try_get("name")?,
        for_whom: row.try_get("for_whom")?,
        amount: row.try_get("amount")?,
        text: row.try_get("text")?,
        steps: list("scheme_texts.steps", row.try_get("steps")?)?,
        links: list("scheme_texts.links", row.try_get("links")?)?,
    })
}

fn list<T: serde::de::DeserializeOwned>(column: &'static str, text: String) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(&text).map_err(|_| StoreError::Unreadable { column, value: text })
}

fn written<T: Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).expect("lists of words are JSON")
}

fn file(row: &SqliteRow) -> Result<AttachmentRow, StoreError> {
    Ok(AttachmentRow {
        id: id("scheme_files.id", &row.try_get::<String, _>("id")?)?,
        name: row.try_get("name")?,
        kind: row.try_get("kind")?,
        size: unsigned(row.try_get("size")?),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: SchemeChange) -> Result<(), sqlx::Error> {
    match change {
        SchemeChange::Add(scheme) => add(connection, *scheme).await,
        SchemeChange::Update(scheme) => update(connection, *scheme).await,
        SchemeChange::Remove { scheme, version } => remove(connection, scheme, version).await,
        SchemeChange::AddFile(file) => add_file(connection, *file).await,
        SchemeChange::RemoveFile(scheme, file) => {
            sqlx::query("DELETE FROM scheme_files WHERE id = $2 AND scheme_id = $1")
                .bind(scheme.to_string())
                .bind(file.to_string())
                .execute(connection)
                .await
                .map(|_| ())
        }
    }
}

async fn add(connection: &mut SqliteConnection, scheme: Scheme) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO schemes (id, network_id, state, public, deadline, time_zone, review_on, created_at, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
    )
    .bind(scheme.id.to_string())
    .bind(scheme.network.to_string())
    .bind(word(&scheme.state))
    .bind(i64::from(scheme.public))
    .bind(scheme.deadline)
    .bind(scheme.time_zone)
    .bind(scheme.review_on)
    .bind(integer(scheme.created_at.0))
    .execute(&mut *connection)
    .await?;
    add_words(connection, scheme.id, scheme.texts).await
}

async fn update(connection: &mut SqliteConnection, scheme: Scheme) -> Result<(), sqlx::Error> {
    let done = sqlx::query(
        "UPDATE schemes SET state = $3, public = $4, deadline = $5, time_zone = $6, review_on = $7, changed_at = $8, \
         version = version + 1 WHERE id = $1 AND version = $2",
    )
    .bind(scheme.id.to_string())
    .bind(integer(scheme.version))
    .bind(word(&scheme.state))
    .bind(i64::from(scheme.public))
    .bind(scheme.deadline)
    .bind(scheme.time_zone)
    .bind(scheme.review_on)
    .bind(integer(scheme.changed_at.0))
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() == 0 {
        return Err(sqlx::Error::RowNotFound);
    }
    sqlx::query("DELETE FROM scheme_texts WHERE scheme_id = $1")
        .bind(scheme.id.to_string())
        .execute(&mut *connection)
        .await?;
    add_words(connection, scheme.id, scheme.texts).await
}

async fn add_words(
    connection: &mut SqliteConnection,
    scheme: SchemeId,
    texts: Vec<SchemeText>,
) -> Result<(), sqlx::Error> {
    for text in texts {
        let search = text.search();
        sqlx::query(
            "INSERT INTO scheme_texts (scheme_id, language, name, for_whom, amount, text, steps, links, search) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(scheme.to_string())
        .bind(word(&text.language))
        .bind(text.name)
        .bind(text.for_whom)
        .bind(text.amount)
        .bind(text.text)
        .bind(written(&text.steps))
        .bind(written(&text.links))
        .bind(search)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

async fn remove(connection: &mut SqliteConnection, scheme: SchemeId, version: u64) -> Result<(), sqlx::Error> {
    for table in ["scheme_marks", "scheme_files", "scheme_texts"] {
        let query = sqlx::AssertSqlSafe(format!("DELETE FROM {table} WHERE scheme_id = $1"));
        sqlx::query(query).bind(scheme.to_string()).execute(&mut *connection).await?;
    }
    let done = sqlx::query("DELETE FROM schemes WHERE id = $1 AND version = $2")
        .bind(scheme.to_string())
        .bind(integer(version))
        .execute(connection)
        .await?;
    if done.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}

async fn add_file(connection: &mut SqliteConnection, file: NewSchemeFile) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO scheme_files (id, scheme_id, name, kind, bytes, size, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(file.row.id.to_string())
    .bind(file.scheme.to_string())
    .bind(file.row.name)
    .bind(file.row.kind)
    .bind(file.bytes)
    .bind(integer(file.row.size))
    .bind(integer(file.created_at.0))
    .execute(connection)
    .await
    .map(|_| ())
}
