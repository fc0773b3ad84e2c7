//! Links: where they lead, what they grant, and to whom they belong.

use koronailta_signaling::{
    ids::{EveningId, LinkId, NetworkId, PersonId, SeriesId, Timestamp},
    room::Access,
    wire::participant::Role,
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkScope {
    /// To one evening.
    Evening(EveningId),
    /// To the evening of a series that is on, or comes next.
    Series(SeriesId),
    /// To the evening of the network that is on, or comes next.
    Network,
}

impl LinkScope {
    fn evening(self) -> Option<EveningId> {
        match self {
            Self::Evening(evening) => Some(evening),
            Self::Series(_) | Self::Network => None,
        }
    }

    fn series(self) -> Option<SeriesId> {
        match self {
            Self::Series(series) => Some(series),
            Self::Evening(_) | Self::Network => None,
        }
    }
}

/// A link to be.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Its id.
    pub id: LinkId,
    /// Whose it is.
    pub network: NetworkId,
    /// Where it leads.
    pub scope: LinkScope,
    /// Whom it belongs to: it then takes name and role from them.
    pub person: Option<PersonId>,
    /// SHA-256 of its token, hexadecimal.
    pub token_hash: String,
    /// The role it grants.
    pub role: Role,
    /// The name it fixes: it then belongs to one person.
    pub fixed_name: Option<String>,
    /// Its holder does not wait.
    pub admits: bool,
    /// Not before.
    pub valid_from: Option<Timestamp>,
    /// Not after.
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Whether a link opens its door at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It does.
    Valid,
    /// Its time has not come.
    NotYet {
        /// When it will.
        opens_at: Timestamp,
    },
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// A link as kept.
#[derive(Clone, Debug)]
pub struct LinkRow {
    /// Whose it is.
    pub network: NetworkId,
    /// Where it leads.
    pub scope: LinkScope,
    /// Whom it belongs to.
    pub person: Option<PersonId>,
    /// What it grants; a person's own link grants what that person is now.
    pub access: Access,
    /// Not before.
    pub valid_from: Option<Timestamp>,
    /// Not after.
    pub expires_at: Option<Timestamp>,
    /// It was taken back, or its person is in the network no more.
    pub revoked: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl LinkRow {
    /// Whether it opens its door now.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> LinkState {
        match (self.valid_from, self.expires_at) {
            _ if self.revoked => LinkState::Revoked,
            (_, Some(expires_at)) if expires_at <= now => LinkState::Expired,
            (Some(opens_at), _) if opens_at > now => LinkState::NotYet { opens_at },
            _ => LinkState::Valid,
        }
    }
}

/// A change of links.
#[derive(Clone, Debug)]
pub(super) enum LinkChange {
    Add(NewLink),
    Revoke(LinkId, Timestamp),
    /// All that belong to a person.
    RevokeOf(PersonId, Timestamp),
    /// Those of single evenings that belong to somebody and are too old.
    Forget(Timestamp),
}

const COLUMNS: &str = "SELECT l.id, l.network_id, l.evening_id, l.series_id, l.person_id, l.role, l.fixed_name, \
    l.admits, l.valid_from, l.expires_at, l.revoked_at, l.created_at, p.name AS person_name, p.role AS person_role, \
    p.removed_at AS person_removed_at FROM links l LEFT JOIN persons p ON p.id = l.person_id ";

impl Store {
    /// Keeps new links, all or none.
    ///
    /// # Errors
    /// What they lead to does not exist, or the database said no.
    pub async fn add_links(&self, links: Vec<NewLink>) -> Result<(), StoreError> {
        self.writer.submit(links.into_iter().map(|link| Change::Link(LinkChange::Add(link))).collect()).await
    }

    /// Takes a link back.
    ///
    /// # Errors
    /// The database said no.
    pub async fn revoke_link(&self, link: LinkId, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Link(LinkChange::Revoke(link, now))]).await
    }

    /// Takes all links of a person back.
    ///
    /// # Errors
    /// The database said no.
    pub async fn revoke_links_of(&self, person: PersonId, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Link(LinkChange::RevokeOf(person, now))]).await
    }

    /// Forgets links from letters whose time is over, unless an evening remembers somebody who came by one.
    ///
    /// # Errors
    /// The database said no.
    pub async fn forget_links(&self, now: Timestamp) -> Result<(), StoreError> {
        self.writer.submit(vec![Change::Link(LinkChange::Forget(now))]).await
    }

    /// The link with this token hash.
    ///
    /// # Errors
    /// The database said no.
    pub async fn link_by_token_hash(&self, hash: &str) -> Result<Option<LinkRow>, StoreError> {
        Ok(self.some_links("WHERE l.token_hash = $1", hash).await?.pop())
    }

    /// One link.
    ///
    /// # Errors
    /// The database said no.
    pub async fn link(&self, link: LinkId) -> Result<Option<LinkRow>, StoreError> {
        Ok(self.some_links("WHERE l.id = $1", &link.to_string()).await?.pop())
    }

    /// The links to one evening, oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn links_of(&self, evening: EveningId) -> Result<Vec<LinkRow>, StoreError> {
        self.some_links("WHERE l.evening_id = $1 ORDER BY l.id", &evening.to_string()).await
    }

    /// The links of a network that lead to no single evening and belong to nobody, oldest first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn shared_links_of(&self, network: NetworkId) -> Result<Vec<LinkRow>, StoreError> {
        let of = "WHERE l.network_id = $1 AND l.evening_id IS NULL AND l.person_id IS NULL ORDER BY l.id";
        self.some_links(of, &network.to_string()).await
    }

    /// The people of a network who have a link that opens now or later.
    ///
    /// # Errors
    /// The database said no.
    pub async fn persons_with_links(&self, network: NetworkId, now: Timestamp) -> Result<Vec<PersonId>, StoreError> {
        let persons: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT person_id FROM links WHERE network_id = $1 AND person_id IS NOT NULL AND revoked_at IS NULL \
             AND (expires_at IS NULL OR expires_at > $2)",
        )
        .bind(network.to_string())
        .bind(integer(now.0))
        .fetch_all(&self.readers)
        .await?;
        persons.iter().map(|key| id("links.person_id", key)).collect()
    }

    /// Whether a series is one of a network.
    ///
    /// # Errors
    /// The database said no.
    pub async fn has_series(&self, network: NetworkId, series: SeriesId) -> Result<bool, StoreError> {
        let found: Option<String> = sqlx::query_scalar("SELECT id FROM series WHERE id = $1 AND network_id = $2")
            .bind(series.to_string())
            .bind(network.to_string())
            .fetch_optional(&self.readers)
            .await?;
        Ok(found.is_some())
    }

    /// The links by which people have come to an evening and that were taken back since.
    ///
    /// # Errors
    /// The database said no.
    pub async fn revoked_links_into(&self, evening: EveningId) -> Result<Vec<LinkRow>, StoreError> {
        let into = "WHERE (l.revoked_at IS NOT NULL OR p.removed_at IS NOT NULL) \
                    AND l.id IN (SELECT s.link_id FROM sessions s WHERE s.evening_id = $1 AND s.ended = 0)";
        self.some_links(into, &evening.to_string()).await
    }

    /// Whether somebody was removed from an evening who came by this link, or by another one of the same person.
    ///
    /// # Errors
    /// The database said no.
    pub async fn is_sent_away(&self, evening: EveningId, link: LinkId) -> Result<bool, StoreError> {
        let found: Option<String> = sqlx::query_scalar(
            "SELECT b.subject FROM bars b WHERE b.evening_id = $1 AND b.kind = 'link' AND (b.subject = $2 OR EXISTS \
             (SELECT 1 FROM links mine JOIN links barred ON barred.person_id = mine.person_id \
             WHERE mine.id = $2 AND barred.id = b.subject)) LIMIT 1",
        )
        .bind(evening.to_string())
        .bind(link.to_string())
        .fetch_optional(&self.readers)
        .await?;
        Ok(found.is_some())
    }

    async fn some_links(&self, which: &'static str, value: &str) -> Result<Vec<LinkRow>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{COLUMNS}{which}"));
        let rows = sqlx::query(query).bind(value.to_owned()).fetch_all(&self.readers).await?;
        rows.iter().map(link_row).collect()
    }
}

fn link_row(row: &SqliteRow) -> Result<LinkRow, StoreError> {
    let text = |column| row.try_get::<Option<String>, _>(column);
    let time = |column| {
        let at: Option<i64> = row.try_get(column)?;
        Ok::<_, sqlx::Error>(at.map(|at| Timestamp(unsigned(at))))
    };
    let evening = text("evening_id")?.map(|key| id("links.evening_id", &key)).transpose()?;
    let series = text("series_id")?.map(|key| id("links.series_id", &key)).transpose()?;
    let person = text("person_id")?.map(|key| id("links.person_id", &key)).transpose()?;
    let role = match text("person_role")? {
        Some(role) => unword("persons.role", role)?,
        None => unword("links.role", row.try_get("role")?)?,
    };
    let fixed_name = match text("person_name")? {
        Some(name) => Some(name),
        None => text("fixed_name")?,
    };
    Ok(LinkRow {
        network: id("links.network_id", &row.try_get::<String, _>("network_id")?)?,
        scope: match (evening, series) {
            (Some(evening), _) => LinkScope::Evening(evening),
            (None, Some(series)) => LinkScope::Series(series),
            (None, None) => LinkScope::Network,
        },
        person,
        access: Access {
            link: id("links.id", &row.try_get::<String, _>("id")?)?,
            role,
            personal: fixed_name.is_some(),
            fixed_name,
            admits: row.try_get::<i64, _>("admits")? != 0,
        },
        valid_from: time("valid_from")?,
        expires_at: time("expires_at")?,
        revoked: time("revoked_at")?.is_some() || time("person_removed_at")?.is_some(),
        created_at: time("created_at")?.unwrap_or_default(),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: LinkChange) -> Result<(), sqlx::Error> {
    let query = match change {
        LinkChange::Add(link) => sqlx::query(
            "INSERT INTO links (id, network_id, evening_id, series_id, person_id, token_hash, role, fixed_name, admits, \
             valid_from, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(link.id.to_string())
        .bind(link.network.to_string())
        .bind(link.scope.evening().map(|evening| evening.to_string()))
        .bind(link.scope.series().map(|series| series.to_string()))
        .bind(link.person.map(|person| person.to_string()))
        .bind(link.token_hash)
        .bind(word(&link.role))
        .bind(link.fixed_name)
        .bind(i64::from(link.admits))
        .bind(link.valid_from.map(|at| integer(at.0)))
        .bind(link.expires_at.map(|at| integer(at.0)))
        .bind(integer(link.created_at.0)),
        LinkChange::Revoke(link, now) => {
            sqlx::query("UPDATE links SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL")
                .bind(link.to_string())
                .bind(integer(now.0))
        }
        LinkChange::RevokeOf(person, now) => {
            sqlx::query("UPDATE links SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL")
                .bind(person.to_string())
                .bind(integer(now.0))
        }
        LinkChange::Forget(now) => sqlx::query(
            "DELETE FROM links WHERE expires_at <= $1 AND person_id IS NOT NULL AND evening_id IS NOT NULL              AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.link_id = links.id)",
        )
        .bind(integer(now.0)),
    };
    query.execute(connection).await.map(|_| ())
}
