//! Businesses of a network, their people, the staff, and the cards by which people present what they do.

use koronailta_signaling::{
    ids::{EveningId, MemberId, NetworkId, ParticipantId, PersonId, Timestamp},
    wire::{join::Language, participant::Role},
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError, contact_requests, scheme_marks, sign_in,
    text::{id, integer, unsigned, unword, word},
    writer::Change,
};

/// A business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// Whose it is.
    pub network: NetworkId,
    /// Its name.
    pub name: String,
    /// What it lives from.
    pub line_of_business: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// When it was written down.
    pub created_at: Timestamp,
    /// Counts its changes.
    pub version: u64,
}

/// A person of a business or of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Of which business; staff may belong to none.
    pub member: Option<MemberId>,
    /// In which network.
    pub network: NetworkId,
    /// Their name.
    pub name: String,
    /// Where to write to.
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// What they are in the network.
    pub role: Role,
    /// May make further networks.
    pub founder: bool,
    /// When they were written down.
    pub created_at: Timestamp,
    /// Counts their changes.
    pub version: u64,
}

/// How a person presents the business.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// What I do.
    pub does: String,
    /// What I need.
    pub needs: String,
    /// What I offer.
    pub offers: String,
    /// There is a picture.
    pub has_picture: bool,
    /// Counts its changes; 0 where there is none yet.
    pub version: u64,
}

/// The card of somebody who is in an evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardInEvening {
    /// Who they are in the room.
    pub participant: ParticipantId,
    /// Who they are in the network.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their business.
    pub business: Option<String>,
    /// What they tell.
    pub card: Card,
}

/// A change of people.
#[derive(Clone, Debug)]
pub(super) enum PeopleChange {
    AddMember(Member),
    UpdateMember(Member),
    RemoveMember { member: MemberId, version: u64, now: Timestamp },
    AddPerson(Person),
    UpdatePerson(Person),
    RemovePerson { person: PersonId, version: u64, now: Timestamp },
    SetCard { person: PersonId, card: Card },
    SetPicture { person: PersonId, picture: Option<Vec<u8>>, version: u64 },
}

const MEMBER: &str = "SELECT id, network_id, name, line_of_business, place, created_at, version FROM members ";
const PERSON: &str =
    "SELECT id, member_id, network_id, name, email, language, role, founder, created_at, version FROM persons ";

impl Store {
    async fn people(&self, changes: Vec<PeopleChange>) -> Result<(), StoreError> {
        self.writer.submit(changes.into_iter().map(Change::People).collect()).await
    }

    /// Keeps new businesses and people, all or none.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_people(&self, members: Vec<Member>, persons: Vec<Person>) -> Result<(), StoreError> {
        let members = members.into_iter().map(PeopleChange::AddMember);
        self.people(members.chain(persons.into_iter().map(PeopleChange::AddPerson)).collect()).await
    }

    /// Adds and changes businesses and people, all or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if one of them was changed meanwhile; or the database said no.
    pub async fn import_people(
        &self,
        new_members: Vec<Member>,
        new_persons: Vec<Person>,
        members: Vec<Member>,
        persons: Vec<Person>,
    ) -> Result<(), StoreError> {
        let mut changes: Vec<_> = new_members.into_iter().map(PeopleChange::AddMember).collect();
        changes.extend(new_persons.into_iter().map(PeopleChange::AddPerson));
        changes.extend(members.into_iter().map(PeopleChange::UpdateMember));
        changes.extend(persons.into_iter().map(PeopleChange::UpdatePerson));
        self.people(changes).await
    }

    /// Changes a business that still has the version it says.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
    pub async fn update_member(&self, member: Member) -> Result<(), StoreError> {
        self.people(vec![PeopleChange::UpdateMember(member)]).await
    }

    /// Removes a business with its people, their addresses and cards.
    ///
    /// # Errors
    /// As [`Store::update_member`].
    pub async fn remove_member(&self, member: MemberId, version: u64, now: Timestamp) -> Result<(), StoreError> {
        self.people(vec![PeopleChange::RemoveMember { member, version, now }]).await
    }

    /// Changes a person who still has the version it says.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if they were changed meanwhile, or the network's last organizer would be gone; or the
    /// database said no.
    pub async fn update_person(&self, person: Person) -> Result<(), StoreError> {
        self.people(vec![PeopleChange::UpdatePerson(person)]).await
    }

    /// Removes a person with address and card.
    ///
    /// # Errors
    /// As [`Store::update_person`].
    pub async fn remove_person(&self, person: PersonId, version: u64, now: Timestamp) -> Result<(), StoreError> {
        self.people(vec![PeopleChange::RemovePerson { person, version, now }]).await
    }

    /// Writes a card that still has the version it says; its picture stays.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it was changed meanwhile; or the database said no.
    pub async fn set_card(&self, person: PersonId, card: Card) -> Result<(), StoreError> {
        self.people(vec![PeopleChange::SetCard { person, card }]).await
    }

    /// Sets or removes the picture of a card that has this version.
    ///
    /// # Errors
    /// As [`Store::set_card`].
    pub async fn set_card_picture(
        &self,
        person: PersonId,
        picture: Option<Vec<u8>>,
        version: u64,
    ) -> Result<(), StoreError> {
        self.people(vec![PeopleChange::SetPicture { person, picture, version }]).await
    }

    /// How many businesses a network has.
    ///
    /// # Errors
    /// The database said no.
    pub async fn count_members(&self, network: NetworkId) -> Result<u64, StoreError> {
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM members WHERE network_id = $1 AND removed_at IS NULL")
                .bind(network.to_string())
                .fetch_one(&self.readers)
                .await?;
        Ok(unsigned(count))
    }

    /// The businesses of a network by name, at most so many, after one of an earlier page.
    ///
    /// # Errors
    /// The database said no.
    pub async fn members_of(
        &self,
        network: NetworkId,
        after: Option<(String, MemberId)>,
        limit: u32,
    ) -> Result<Vec<Member>, StoreError> {
        let (name, key) = after.map_or_else(Default::default, |(name, key)| (name, key.to_string()));
        let query = sqlx::AssertSqlSafe(format!(
            "{MEMBER}WHERE network_id = $1 AND removed_at IS NULL AND (name > $2 OR (name = $2 AND id > $3)) \
             ORDER BY name, id LIMIT $4"
        ));
        let rows = sqlx::query(query)
            .bind(network.to_string())
            .bind(name)
            .bind(key)
            .bind(i64::from(limit))
            .fetch_all(&self.readers)
            .await?;
        rows.iter().map(member).collect()
    }

    /// A business of a network.
    ///
    /// # Errors
    /// The database said no.
    pub async fn member(&self, network: NetworkId, key: MemberId) -> Result<Option<Member>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{MEMBER}WHERE network_id = $1 AND id = $2 AND removed_at IS NULL"));
        let row =
            sqlx::query(query).bind(network.to_string()).bind(key.to_string()).fetch_optional(&self.readers).await?;
        row.as_ref().map(member).transpose()
    }

    /// All people of a network, businesses' and staff, by when they were written down.
    ///
    /// # Errors
    /// The database said no.
    pub async fn persons_of(&self, network: NetworkId) -> Result<Vec<Person>, StoreError> {
        let of = "WHERE network_id = $1 AND removed_at IS NULL ORDER BY created_at, id";
        self.some_persons(of, network.to_string()).await
    }

    /// The people of a business.
    ///
    /// # Errors
    /// The database said no.
    pub async fn persons_of_member(&self, member: MemberId) -> Result<Vec<Person>, StoreError> {
        let of = "WHERE member_id = $1 AND removed_at IS NULL ORDER BY created_at, id";
        self.some_persons(of, member.to_string()).await
    }

    /// The staff with a mail address, in all networks.
    ///
    /// # Errors
    /// The database said no.
    pub async fn staff_by_email(&self, email: &str) -> Result<Vec<Person>, StoreError> {
        let of = "WHERE email = $1 AND role <> 'participant' AND removed_at IS NULL ORDER BY created_at, id";
        self.some_persons(of, email.to_owned()).await
    }

    /// One person.
    ///
    /// # Errors
    /// The database said no.
    pub async fn person(&self, key: PersonId) -> Result<Option<Person>, StoreError> {
        Ok(self.some_persons("WHERE id = $1 AND removed_at IS NULL", key.to_string()).await?.pop())
    }

    async fn some_persons(&self, which: &'static str, value: String) -> Result<Vec<Person>, StoreError> {
        let query = sqlx::AssertSqlSafe(format!("{PERSON}{which}"));
        let rows = sqlx::query(query).bind(value).fetch_all(&self.readers).await?;
        rows.iter().map(person).collect()
    }

    /// A person's card; an empty one where nothing was written yet.
    ///
    /// # Errors
    /// The database said no.
    pub async fn card(&self, person: PersonId) -> Result<Card, StoreError> {
        let row = sqlx::query(
            "SELECT does, needs, offers, picture IS NOT NULL AS has_picture, version FROM business_cards \
             WHERE person_id = $1",
        )
        .bind(person.to_string())
        .fetch_optional(&self.readers)
        .await?;
        row.as_ref().map_or_else(|| Ok(Card::default()), card)
    }

    /// The picture of a card, as PNG.
    ///
    /// # Errors
    /// The database said no.
    pub async fn card_picture(&self, person: PersonId) -> Result<Option<(Vec<u8>, u64)>, StoreError> {
        let row =
            sqlx::query("SELECT picture, version FROM business_cards WHERE person_id = $1 AND picture IS NOT NULL")
                .bind(person.to_string())
                .fetch_optional(&self.readers)
                .await?;
        row.map(|row| Ok((row.try_get("picture")?, unsigned(row.try_get("version")?)))).transpose()
    }

    /// The cards of those who were let in to an evening by their own links.
    ///
    /// # Errors
    /// The database said no.
    pub async fn cards_in(&self, evening: EveningId) -> Result<Vec<CardInEvening>, StoreError> {
        let rows = sqlx::query(
            "SELECT s.participant_id, p.id AS person_id, p.name, m.name AS business, c.does, c.needs, c.offers, \
             c.picture IS NOT NULL AS has_picture, c.version FROM sessions s JOIN links l ON l.id = s.link_id \
             JOIN persons p ON p.id = l.person_id LEFT JOIN members m ON m.id = p.member_id \
             JOIN business_cards c ON c.person_id = p.id \
             WHERE s.evening_id = $1 AND s.admitted = 1 AND p.removed_at IS NULL ORDER BY s.joined_at, s.participant_id",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(card_in_evening).collect()
    }
}

fn member(row: &SqliteRow) -> Result<Member, StoreError> {
    Ok(Member {
        id: id("members.id", &row.try_get::<String, _>("id")?)?,
        network: id("members.network_id", &row.try_get::<String, _>("network_id")?)?,
        name: row.try_get("name")?,
        line_of_business: row.try_get("line_of_business")?,
        place: row.try_get("place")?,
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
        version: unsigned(row.try_get("version")?),
    })
}

fn person(row: &SqliteRow) -> Result<Person, StoreError> {
    let of: Option<String> = row.try_get("member_id")?;
    Ok(Person {
        id: id("persons.id", &row.try_get::<String, _>("id")?)?,
        member: of.map(|key| id("persons.member_id", &key)).transpose()?,
        network: id("persons.network_id", &row.try_get::<String, _>("network_id")?)?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        language: unword("persons.language", row.try_get("language")?)?,
        role: unword("persons.role", row.try_get("role")?)?,
        founder: row.try_get::<i64, _>("founder")? != 0,
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
        version: unsigned(row.try_get("version")?),
    })
}

fn card(row: &SqliteRow) -> Result<Card, StoreError> {
    Ok(Card {
        does: row.try_get("does")?,
        needs: row.try_get("needs")?,
        offers: row.try_get("offers")?,
        has_picture: row.try_get::<i64, _>("has_picture")? != 0,
        version: unsigned(row.try_get("version")?),
    })
}

fn card_in_evening(row: &SqliteRow) -> Result<CardInEvening, StoreError> {
    Ok(CardInEvening {
        participant: id("sessions.participant_id", &row.try_get::<String, _>("participant_id")?)?,
        person: id("persons.id", &row.try_get::<String, _>("person_id")?)?,
        name: row.try_get("name")?,
        business: row.try_get("business")?,
        card: card(row)?,
    })
}

/// Nobody else organizes: a change that would take this person away from it does not happen.
const SOMEBODY_ELSE_ORGANIZES: &str = "EXISTS (SELECT 1 FROM persons o WHERE o.network_id = persons.network_id \
    AND o.role = 'organizer' AND o.removed_at IS NULL AND o.id <> persons.id)";

pub(super) async fn apply(connection: &mut SqliteConnection, change: PeopleChange) -> Result<(), sqlx::Error> {
    let changed = match change {
        PeopleChange::AddMember(new) => return add_member(connection, new).await,
        PeopleChange::AddPerson(new) => return add_person(connection, new).await,
        PeopleChange::UpdateMember(new) => {
            sqlx::query(
                "UPDATE members SET name = $3, line_of_business = $4, place = $5, version = version + 1 \
                 WHERE id = $1 AND version = $2 AND removed_at IS NULL",
            )
            .bind(new.id.to_string())
            .bind(integer(new.version))
            .bind(new.name)
            .bind(new.line_of_business)
            .bind(new.place)
            .execute(connection)
            .await?
        }
        PeopleChange::UpdatePerson(new) => {
            let query = sqlx::AssertSqlSafe(format!(
                "UPDATE persons SET name = $3, email = $4, language = $5, role = $6, version = version + 1 \
                 WHERE id = $1 AND version = $2 AND removed_at IS NULL \
                 AND (role <> 'organizer' OR $6 = 'organizer' OR {SOMEBODY_ELSE_ORGANIZES})"
            ));
            sqlx::query(query)
                .bind(new.id.to_string())
                .bind(integer(new.version))
                .bind(new.name)
                .bind(new.email)
                .bind(word(&new.language))
                .bind(word(&new.role))
                .execute(connection)
                .await?
        }
        PeopleChange::RemoveMember { member, version, now } => {
            return remove_member(connection, member, version, now).await;
        }
        PeopleChange::RemovePerson { person, version, now } => {
            return remove_person(connection, person, version, now).await;
        }
        PeopleChange::SetCard { person, card } => set_card(connection, person, card).await?,
        PeopleChange::SetPicture { person, picture, version } => {
            make_card(connection, person, version).await?;
            sqlx::query(
                "UPDATE business_cards SET picture = $3, version = version + 1 WHERE person_id = $1 AND version = $2",
            )
            .bind(person.to_string())
            .bind(integer(version))
            .bind(picture)
            .execute(connection)
            .await?
        }
    };
    expect_one(&changed)
}

fn expect_one(changed: &sqlx::sqlite::SqliteQueryResult) -> Result<(), sqlx::Error> {
    if changed.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
}

async fn add_member(connection: &mut SqliteConnection, new: Member) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO members (id, network_id, name, line_of_business, place, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, 1)",
    )
    .bind(new.id.to_string())
    .bind(new.network.to_string())
    .bind(new.name)
    .bind(new.line_of_business)
    .bind(new.place)
    .bind(integer(new.created_at.0))
    .execute(connection)
    .await
    .map(|_| ())
}

pub(super) async fn add_person(connection: &mut SqliteConnection, new: Person) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO persons (id, member_id, network_id, name, email, language, role, founder, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
    )
    .bind(new.id.to_string())
    .bind(new.member.map(|member| member.to_string()))
    .bind(new.network.to_string())
    .bind(new.name)
    .bind(new.email)
    .bind(word(&new.language))
    .bind(word(&new.role))
    .bind(i64::from(new.founder))
    .bind(integer(new.created_at.0))
    .execute(connection)
    .await
    .map(|_| ())
}

/// The first card of a person, where version 0 was expected.
async fn make_card(connection: &mut SqliteConnection, person: PersonId, version: u64) -> Result<(), sqlx::Error> {
    if version > 0 {
        return Ok(());
    }
    let made = sqlx::query(
        "INSERT INTO business_cards (person_id, does, needs, offers, version) VALUES ($1, '', '', '', 0) \
         ON CONFLICT (person_id) DO NOTHING",
    )
    .bind(person.to_string())
    .execute(connection)
    .await?;
    expect_one(&made)
}

async fn set_card(
    connection: &mut SqliteConnection,
    person: PersonId,
    card: Card,
) -> Result<sqlx::sqlite::SqliteQueryResult, sqlx::Error> {
    make_card(connection, person, card.version).await?;
    sqlx::query(
        "UPDATE business_cards SET does = $3, needs = $4, offers = $5, version = version + 1 \
         WHERE person_id = $1 AND version = $2",
    )
    .bind(person.to_string())
    .bind(integer(card.version))
    .bind(card.does)
    .bind(card.needs)
    .bind(card.offers)
    .execute(connection)
    .await
}

async fn remove_person(
    connection: &mut SqliteConnection,
    person: PersonId,
    version: u64,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let query = sqlx::AssertSqlSafe(format!(
        "UPDATE persons SET removed_at = $3, name = '', email = NULL, version = version + 1 \
         WHERE id = $1 AND version = $2 AND removed_at IS NULL AND (role <> 'organizer' OR {SOMEBODY_ELSE_ORGANIZES})"
    ));
    let removed = sqlx::query(query)
        .bind(person.to_string())
        .bind(integer(version))
        .bind(integer(now.0))
        .execute(&mut *connection)
        .await?;
    expect_one(&removed)?;
    for trace in [
        "DELETE FROM business_cards WHERE person_id = $1",
        "UPDATE mail_queue SET state = 'outdated', finished_at = CAST($2 AS BIGINT), text_body = '', html_body = '', calendar = NULL \
         WHERE person_id = $1 AND state = 'waiting'",
        "UPDATE mail_queue SET address = '' WHERE person_id = $1",
        "UPDATE links SET fixed_name = '' WHERE person_id = $1 AND fixed_name IS NOT NULL",
    ] {
        let query = sqlx::query(trace).bind(person.to_string());
        let query = if trace.contains("$2") { query.bind(integer(now.0)) } else { query };
        query.execute(&mut *connection).await?;
    }
    scheme_marks::forget_person(connection, person).await?;
    contact_requests::forget_person(connection, person).await?;
    sign_in::end_all_of(connection, person).await
}

async fn remove_member(
    connection: &mut SqliteConnection,
    member: MemberId,
    version: u64,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let people: Vec<(String, i64)> =
        sqlx::query_as("SELECT id, version FROM persons WHERE member_id = $1 AND removed_at IS NULL")
            .bind(member.to_string())
            .fetch_all(&mut *connection)
            .await?;
    for (key, of) in people {
        let person = key.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        remove_person(connection, person, unsigned(of), now).await?;
    }
    let removed = sqlx::query(
        "UPDATE members SET removed_at = $3, version = version + 1 WHERE id = $1 AND version = $2 AND removed_at IS NULL",
    )
    .bind(member.to_string())
    .bind(integer(version))
    .bind(integer(now.0))
    .execute(connection)
    .await?;
    expect_one(&removed)
}
