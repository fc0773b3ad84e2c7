//! Help contacts, and how often people were in a group together.

use koronailta_signaling::{
    ids::{DeviceId, EveningId, HelpContactId, NetworkId, Timestamp},
    limits,
    wire::mood::HelpContact,
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    catalogue::Amendment,
    text::{id, integer, unsigned, unword, word},
};

/// Two browsers, the smaller id first, and how often they were together.
type PairCount = ((DeviceId, DeviceId), u32);

/// A help contact to be.
#[derive(Clone, Debug)]
pub struct NewHelpContact {
    /// Its id.
    pub id: HelpContactId,
    /// Whose it is.
    pub network: NetworkId,
    /// What people are shown.
    pub contact: HelpContact,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Store {
    /// Keeps a new help contact.
    ///
    /// # Errors
    /// Its network does not exist, or the database said no.
    pub async fn add_help_contact(&self, contact: NewHelpContact) -> Result<(), StoreError> {
        self.amend(vec![Amendment::AddHelpContact(contact)]).await
    }

    /// Removes a help contact.
    ///
    /// # Errors
    /// The database said no.
    pub async fn remove_help_contact(&self, contact: HelpContactId) -> Result<(), StoreError> {
        self.amend(vec![Amendment::RemoveHelpContact(contact)]).await
    }

    /// The help contacts of a network, oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn help_contacts(&self, network: NetworkId) -> Result<Vec<(HelpContactId, HelpContact)>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, title, address, hours, language FROM help_contacts WHERE network_id = $1 \
             ORDER BY created_at, id",
        )
        .bind(network.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(contact).collect()
    }

    /// How often pairs were in a group together in the network of an evening.
    pub(super) async fn pair_counts(&self, evening: EveningId) -> Result<Vec<PairCount>, StoreError> {
        let rows = sqlx::query(
            "SELECT p.first_device, p.second_device, p.times FROM pair_counts p \
             JOIN evenings e ON e.network_id = p.network_id WHERE e.id = $1 ORDER BY p.times DESC LIMIT $2",
        )
        .bind(evening.to_string())
        .bind(integer(limits::PAIRS as u64))
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(pair_count).collect()
    }
}

fn contact(row: &SqliteRow) -> Result<(HelpContactId, HelpContact), StoreError> {
    let key: String = row.try_get("id")?;
    let language = unword("help_contacts.language", row.try_get("language")?)?;
    let (title, address, hours) = (row.try_get("title")?, row.try_get("address")?, row.try_get("hours")?);
    Ok((id("help_contacts.id", &key)?, HelpContact { title, address, hours, language }))
}

fn pair_count(row: &SqliteRow) -> Result<PairCount, StoreError> {
    let first: String = row.try_get("first_device")?;
    let second: String = row.try_get("second_device")?;
    let times = u32::try_from(unsigned(row.try_get("times")?)).unwrap_or(u32::MAX);
    Ok(((id("pair_counts.first_device", &first)?, id("pair_counts.second_device", &second)?), times))
}

pub(super) async fn add_help_contact(
    connection: &mut SqliteConnection,
    contact: NewHelpContact,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO help_contacts (id, network_id, title, address, hours, language, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(contact.id.to_string())
    .bind(contact.network.to_string())
    .bind(contact.contact.title)
    .bind(contact.contact.address)
    .bind(contact.contact.hours)
    .bind(word(&contact.contact.language))
    .bind(integer(contact.created_at.0))
    .execute(connection)
    .await
    .map(|_| ())
}

pub(super) async fn count_pairs(
    connection: &mut SqliteConnection,
    evening: EveningId,
    pairs: Vec<(DeviceId, DeviceId)>,
) -> Result<(), sqlx::Error> {
    for (first, second) in pairs {
        sqlx::query(
            "INSERT INTO pair_counts (network_id, first_device, second_device, times) \
             SELECT network_id, $2, $3, 1 FROM evenings WHERE id = $1 \
             ON CONFLICT (network_id, first_device, second_device) DO UPDATE SET times = pair_counts.times + 1",
        )
        .bind(evening.to_string())
        .bind(first.to_string())
        .bind(second.to_string())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
