//! What an organizer decides about a network, and its logo.

use koronailta_signaling::{ids::NetworkId, wire::join::Language};
use serde::{Deserialize, Serialize};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    KeptDays, Store, StoreError,
    catalogue::{self, Amendment, NewNetwork},
    people::{self, Person},
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// The colour of a network's pages: one of the design language's own, whose contrasts are checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Accent {
    /// Blue of the evening.
    #[default]
    Dusk,
    /// Green.
    Spruce,
    /// Red.
    Lingon,
    /// Amber.
    Lamp,
}

/// A network with its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
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
    /// Its languages, the first one first.
    pub languages: Vec<Language>,
    /// Where its evenings' clocks are, a name of the IANA database.
    pub time_zone: String,
    /// The colour of its pages.
    pub accent: Accent,
    /// What it tells about people's data, besides what the program tells.
    pub privacy_text: String,
    /// What its public page tells.
    pub public_text: String,
    /// Where people write to.
    pub contact_email: Option<String>,
    /// Days for which the words of an evening are kept.
    pub chat_days: u32,
    /// Days for which it is kept who was there.
    pub attendance_days: u32,
    /// Days for which a contact request is kept after it was done.
    pub contact_done_days: u32,
    /// Days for which it is kept after it was made.
    pub contact_made_days: u32,
    /// The version of its logo, if it has one.
    pub logo: Option<u64>,
    /// Counts its changes.
    pub version: u64,
}

/// A logo, always PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The picture.
    pub png: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Counts its changes.
    pub version: u64,
}

/// A change of a network.
#[derive(Clone, Debug)]
pub(super) enum NetworkChange {
    /// A new one with its first organizer.
    Found {
        network: NewNetwork,
        organizer: Box<Person>,
    },
    Update(Box<Network>),
    SetLogo(NetworkId, Logo),
    RemoveLogo(NetworkId, u64),
}

const NETWORK: &str = "SELECT n.id, n.slug, n.name, n.ground_rules, n.help_phone, n.members_may_host, n.languages, \
    n.time_zone, n.accent, n.privacy_text, n.public_text, n.contact_email, n.chat_days, n.attendance_days, n.contact_done_days, n.contact_made_days, n.version, \
    g.version AS logo FROM networks n LEFT JOIN network_logos g ON g.network_id = n.id ";

impl Network {
    /// For how many days it keeps wishes to be contacted.
    #[must_use]
    pub fn contact_days(&self) -> KeptDays {
        KeptDays { done: self.contact_done_days, made: self.contact_made_days }
    }
}

impl Store {
    /// Keeps a new network with its first organizer.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if its short name is taken; or the database said no.
    pub async fn found_network(&self, network: NewNetwork, organizer: Person) -> Result<(), StoreError> {
        let organizer = Box::new(organizer);
        self.writer.submit(vec![Change::Network(NetworkChange::Found { network, organizer })]).await
    }

    /// A network by its short name.
    ///
    /// # Errors
    /// The database said no.
    pub async fn network(&self, slug: &str) -> Result<Option<Network>, StoreError> {
        self.one_network("WHERE n.slug = $1", slug.to_owned()).await
    }

    /// A network by its id.
    ///
    /// # Errors
    /// The database said no.
    pub async fn network_by_id(&self, network: NetworkId) -> Result<Option<Network>, StoreError> {
        self.one_network("WHERE n.id = $1", network.to_string()).await
    }

    async fn one_network(&self, which: &'static str, value: String) -> Result<Option<Network>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{NETWORK}{which}"));
        let row = sqlx::query(query).bind(value).fetch_optional(&self.readers).await?;
        row.as_ref().map(network).transpose()
    }

    /// Changes a network that still has the version it says.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile, [`StoreError::Taken`] if its new short name is taken; or the
    /// database said no.
    pub async fn update_network(&self, network: Network) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Network(NetworkChange::Update(Box::new(network)))]).await
    }

    /// A network's logo.
    ///
    /// # Errors
    /// The database said no.
    pub async fn logo(&self, network: NetworkId) -> Result<Option<Logo>, StoreError> {
        let row = sqlx::query("SELECT png, width, height, version FROM network_logos WHERE network_id = $1")
            .bind(network.to_string())
            .fetch_optional(&self.readers)
            .await?;
        row.as_ref().map(logo).transpose()
    }

    /// Sets the logo in place of the one with the version that `logo` says, 0 for none.
    ///
    /// # Errors
    /// As [`Store::update_network`].
    pub async fn set_logo(&self, network: NetworkId, logo: Logo) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Network(NetworkChange::SetLogo(network, logo))]).await
    }

    /// Removes the logo that has this version.
    ///
    /// # Errors
    /// As [`Store::update_network`].
    pub async fn remove_logo(&self, network: NetworkId, version: u64) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Network(NetworkChange::RemoveLogo(network, version))]).await
    }
}

fn days(row: &SqliteRow, column: &str) -> Result<u32, sqlx::Error> {
    Ok(u32::try_from(row.try_get::<i64, _>(column)?).unwrap_or(0))
}

fn network(row: &SqliteRow) -> Result<Network, StoreError> {
    let languages: String = row.try_get("languages")?;
    let logo: Option<i64> = row.try_get("logo")?;
    Ok(Network {
        id: id("networks.id", &row.try_get::<String, _>("id")?)?,
        slug: row.try_get("slug")?,
        name: row.try_get("name")?,
        ground_rules: row.try_get("ground_rules")?,
        help_phone: row.try_get("help_phone")?,
        members_may_host: row.try_get::<i64, _>("members_may_host")? != 0,
        languages: languages
            .split_whitespace()
            .map(|one| unword("networks.languages", one.to_owned()))
            .collect::<Result<_, _>>()?,
        time_zone: row.try_get("time_zone")?,
        accent: unword("networks.accent", row.try_get("accent")?)?,
        privacy_text: row.try_get("privacy_text")?,
        public_text: row.try_get("public_text")?,
        contact_email: row.try_get("contact_email")?,
        chat_days: days(row, "chat_days")?,
        attendance_days: days(row, "attendance_days")?,
        contact_done_days: days(row, "contact_done_days")?,
        contact_made_days: days(row, "contact_made_days")?,
        logo: logo.map(unsigned),
        version: unsigned(row.try_get("version")?),
    })
}

fn logo(row: &SqliteRow) -> Result<Logo, StoreError> {
    let side = |column| Ok::<_, sqlx::Error>(u32::try_from(row.try_get::<i64, _>(column)?).unwrap_or(0));
    Ok(Logo {
        png: row.try_get("png")?,
        width: side("width")?,
        height: side("height")?,
        version: unsigned(row.try_get("version")?),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: NetworkChange) -> Result<(), sqlx::Error> {
    let changed = match change {
        NetworkChange::Found { network, organizer } => {
            catalogue::apply(connection, Amendment::AddNetwork(network)).await?;
            return people::add_person(connection, *organizer).await;
        }
        NetworkChange::Update(new) => update(connection, *new).await?,
        NetworkChange::SetLogo(network, logo) if logo.version == 0 => {
            sqlx::query(
                "INSERT INTO network_logos (network_id, png, width, height, version) VALUES ($1, $2, $3, $4, 1) \
                 ON CONFLICT (network_id) DO NOTHING",
            )
            .bind(network.to_string())
            .bind(logo.png)
            .bind(i64::from(logo.width))
            .bind(i64::from(logo.height))
            .execute(connection)
            .await?
        }
        NetworkChange::SetLogo(network, logo) => {
            sqlx::query(
                "UPDATE network_logos SET png = $3, width = $4, height = $5, version = version + 1 \
                 WHERE network_id = $1 AND version = $2",
            )
            .bind(network.to_string())
            .bind(integer(logo.version))
            .bind(logo.png)
            .bind(i64::from(logo.width))
            .bind(i64::from(logo.height))
            .execute(connection)
            .await?
        }
        NetworkChange::RemoveLogo(network, version) => {
            sqlx::query("DELETE FROM network_logos WHERE network_id = $1 AND version = $2")
                .bind(network.to_string())
                .bind(integer(version))
                .execute(connection)
                .await?
        }
    };
    if changed.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}

async fn update(
    connection: &mut SqliteConnection,
    new: Network,
) -> Result<sqlx::sqlite::SqliteQueryResult, sqlx::Error> {
    let languages = new.languages.iter().map(word).collect::<Vec<_>>().join(" ");
    sqlx::query(
        "UPDATE networks SET slug = $3, name = $4, ground_rules = $5, help_phone = $6, members_may_host = $7, \
         languages = $8, time_zone = $9, accent = $10, privacy_text = $11, public_text = $12, contact_email = $13, \
         chat_days = $14, attendance_days = $15, contact_done_days = $16, contact_made_days = $17, version = version + 1 WHERE id = $1 AND version = $2",
    )
    .bind(new.id.to_string())
    .bind(integer(new.version))
    .bind(new.slug)
    .bind(new.name)
    .bind(new.ground_rules)
    .bind(new.help_phone)
    .bind(i64::from(new.members_may_host))
    .bind(languages)
    .bind(new.time_zone)
    .bind(word(&new.accent))
    .bind(new.privacy_text)
    .bind(new.public_text)
    .bind(new.contact_email)
    .bind(i64::from(new.chat_days))
    .bind(i64::from(new.attendance_days))
    .bind(i64::from(new.contact_done_days))
    .bind(i64::from(new.contact_made_days))
    .execute(connection)
    .await
}
