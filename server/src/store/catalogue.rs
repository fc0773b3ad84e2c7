//! Networks and their evenings.

use koronailta_signaling::{
    ids::{EveningId, HelpContactId, NetworkId, ParticipantId, SeriesId, Timestamp},
    wire::welcome::EveningInfo,
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    support::{self, NewHelpContact},
    text::{id, integer, unsigned},
    writer::Change,
};

/// A network to be.
#[derive(Clone, Debug)]
pub struct NewNetwork {
    /// Its id.
    pub id: NetworkId,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its ground rules, one a line.
    pub ground_rules: String,
    /// The organizer's number for help.
    pub help_phone: Option<String>,
    /// A recognised member may open an evening to which no staff has come.
    pub members_may_host: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An evening to be.
#[derive(Clone, Debug)]
pub struct NewEvening {
    /// Its id.
    pub id: EveningId,
    /// Whose it is.
    pub network: NetworkId,
    /// Its title.
    pub title: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// When it is planned to end.
    pub ends_at: Timestamp,
    /// From when on participants get in.
    pub doors_open_at: Timestamp,
    /// Its common room is end-to-end encrypted.
    pub encrypted: bool,
    /// The captions of its common room are kept.
    pub captions_kept: bool,
}

/// A network's names.
#[derive(Clone, Debug)]
pub struct NetworkRow {
    /// Its id.
    pub id: NetworkId,
    /// Its short name.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// An evening with what a room needs of its network.
#[derive(Clone, Debug)]
pub struct EveningRow {
    /// What everybody with a link may know.
    pub info: EveningInfo,
    /// Whose it is.
    pub network: NetworkId,
    /// The series it is one of.
    pub series: Option<SeriesId>,
    /// The network's short name.
    pub network_slug: String,
    /// From when on participants get in.
    pub doors_open_at: Timestamp,
    /// A recognised member may open it.
    pub members_may_host: bool,
    /// The room is locked.
    pub locked: bool,
    /// A member has opened it.
    pub opened_by_member: bool,
    /// Who holds the floor.
    pub floor_held_by: Option<ParticipantId>,
    /// It is over.
    pub ended: bool,
}

/// A change of the catalogue.
#[derive(Clone, Debug)]
pub(super) enum Amendment {
    AddNetwork(NewNetwork),
    AddEvening(NewEvening),
    EndEvening(EveningId),
    AddHelpContact(NewHelpContact),
    RemoveHelpContact(HelpContactId),
}

/// Evenings that are looked at to find the one a link leads to.
const AHEAD_MAX: i64 = 20;

const EVENING_COLUMNS: &str = "SELECT e.id, e.title, e.starts_at, e.ends_at, e.doors_open_at, e.locked, \
    e.opened_by_member, e.floor_held_by, e.encrypted, e.captions_kept, e.ended, e.series_id, \
    n.slug, n.id AS network_id, n.name, n.ground_rules, n.help_phone, n.members_may_host \
    FROM evenings e JOIN networks n ON n.id = e.network_id ";

impl Store {
    /// Keeps a new network.
    ///
    /// # Errors
    /// Its slug is taken, or the database said no.
    pub async fn add_network(&self, network: NewNetwork) -> Result<(), StoreError> {
        self.amend(vec![Amendment::AddNetwork(network)]).await
    }

    /// Keeps a new evening.
    ///
    /// # Errors
    /// Its network does not exist, or the database said no.
    pub async fn add_evening(&self, evening: NewEvening) -> Result<(), StoreError> {
        self.amend(vec![Amendment::AddEvening(evening)]).await
    }

    /// Ends an evening from outside its room.
    ///
    /// # Errors
    /// The database said no.
    pub async fn end_evening(&self, evening: EveningId) -> Result<(), StoreError> {
        self.amend(vec![Amendment::EndEvening(evening)]).await
    }

    pub(super) async fn amend(&self, amendments: Vec<Amendment>) -> Result<(), StoreError> {
        self.writer.submit(amendments.into_iter().map(Change::Catalogue).collect()).await
    }

    /// All networks, by slug.
    ///
    /// # Errors
    /// The database said no.
    pub async fn networks(&self) -> Result<Vec<NetworkRow>, StoreError> {
        let rows = sqlx::query("SELECT id, slug, name FROM networks ORDER BY slug").fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                let key: String = row.try_get("id")?;
                Ok(NetworkRow { id: id("networks.id", &key)?, slug: row.try_get("slug")?, name: row.try_get("name")? })
            })
            .collect()
    }

    /// All evenings, by start.
    ///
    /// # Errors
    /// The database said no.
    pub async fn evenings(&self) -> Result<Vec<EveningRow>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{EVENING_COLUMNS} ORDER BY e.starts_at, e.id"));
        let rows = sqlx::query(query).fetch_all(&self.readers).await?;
        let mut evenings = Vec::new();
        for row in &rows {
            evenings.push(self.with_contacts(evening_row(row)?).await?);
        }
        Ok(evenings)
    }

    /// One evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn evening(&self, evening: EveningId) -> Result<Option<EveningRow>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{EVENING_COLUMNS} WHERE e.id = $1"));
        let row = sqlx::query(query).bind(evening.to_string()).fetch_optional(&self.readers).await?;
        match row {
            Some(row) => Ok(Some(self.with_contacts(evening_row(&row)?).await?)),
            None => Ok(None),
        }
    }

    async fn with_contacts(&self, mut evening: EveningRow) -> Result<EveningRow, StoreError> {
        let contacts = self.help_contacts(evening.network).await?;
        evening.info.help_contacts = contacts.into_iter().map(|(_, contact)| contact).collect();
        Ok(evening)
    }

    /// The evenings of a network, or of one of its series, that are not over: those that began or are planned to end
    /// after `since`, by start.
    ///
    /// # Errors
    /// The database said no.
    pub async fn evenings_ahead(
        &self,
        network: NetworkId,
        series: Option<SeriesId>,
        since: Timestamp,
    ) -> Result<Vec<EveningRow>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!(
            "{EVENING_COLUMNS} WHERE e.network_id = $1 AND ($2 = '' OR e.series_id = $2) AND e.ended = 0 \
             AND e.ends_at > $3 ORDER BY e.starts_at, e.id LIMIT $4"
        ));
        let rows = sqlx::query(query)
            .bind(network.to_string())
            .bind(series.map_or_else(String::new, |series| series.to_string()))
            .bind(integer(since.0))
            .bind(AHEAD_MAX)
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(evening_row).collect()
    }
}

fn evening_row(row: &SqliteRow) -> Result<EveningRow, StoreError> {
    let key: String = row.try_get("id")?;
    let time = |column| Ok::<_, sqlx::Error>(Timestamp(unsigned(row.try_get(column)?)));
    let flag = |column| Ok::<_, sqlx::Error>(row.try_get::<i64, _>(column)? != 0);
    Ok(EveningRow {
        info: EveningInfo {
            evening: id("evenings.id", &key)?,
            title: row.try_get("title")?,
            network: row.try_get("name")?,
            starts_at: time("starts_at")?,
            ends_at: time("ends_at")?,
            ground_rules: row.try_get("ground_rules")?,
            help_phone: row.try_get("help_phone")?,
            help_contacts: Vec::new(),
            encrypted: flag("encrypted")?,
            captions_kept: flag("captions_kept")?,
        },
        network: id("evenings.network_id", &row.try_get::<String, _>("network_id")?)?,
        series: row.try_get::<Option<String>, _>("series_id")?.map(|key| id("evenings.series_id", &key)).transpose()?,
        network_slug: row.try_get("slug")?,
        doors_open_at: time("doors_open_at")?,
        members_may_host: flag("members_may_host")?,
        locked: flag("locked")?,
        opened_by_member: flag("opened_by_member")?,
        floor_held_by: row
            .try_get::<Option<String>, _>("floor_held_by")?
            .map(|who| id("evenings.floor_held_by", &who))
            .transpose()?,
        ended: flag("ended")?,
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, amendment: Amendment) -> Result<(), sqlx::Error> {
    let query = match amendment {
        Amendment::AddNetwork(network) => sqlx::query(
            "INSERT INTO networks (id, slug, name, ground_rules, help_phone, members_may_host, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(network.id.to_string())
        .bind(network.slug)
        .bind(network.name)
        .bind(network.ground_rules)
        .bind(network.help_phone)
        .bind(i64::from(network.members_may_host))
        .bind(integer(network.created_at.0)),
        Amendment::AddEvening(evening) => sqlx::query(
            "INSERT INTO evenings (id, network_id, title, starts_at, ends_at, doors_open_at, encrypted, \
             captions_kept) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(evening.id.to_string())
        .bind(evening.network.to_string())
        .bind(evening.title)
        .bind(integer(evening.starts_at.0))
        .bind(integer(evening.ends_at.0))
        .bind(integer(evening.doors_open_at.0))
        .bind(i64::from(evening.encrypted))
        .bind(i64::from(evening.captions_kept)),
        Amendment::AddHelpContact(contact) => return support::add_help_contact(connection, contact).await,
        Amendment::RemoveHelpContact(contact) => {
            sqlx::query("DELETE FROM help_contacts WHERE id = $1").bind(contact.to_string())
        }
        Amendment::EndEvening(evening) => {
            sqlx::query("UPDATE evenings SET ended = 1, stage = NULL WHERE id = $1").bind(evening.to_string())
        }
    };
    query.execute(connection).await.map(|_| ())
}
