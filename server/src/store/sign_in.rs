//! Ways in to the organizer's side: one-time tokens, sessions, passkeys.

use koronailta_signaling::{
    ids::{NetworkId, PasskeyId, PersonId, SessionId, SignInId, Timestamp},
    wire::participant::Role,
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    Store, StoreError,
    text::{id, integer, unsigned, unword},
    writer::Change,
};

/// A one-time way in to be.
#[derive(Clone, Debug)]
pub struct NewSignIn {
    /// Its id.
    pub id: SignInId,
    /// SHA-256 of its token, hexadecimal.
    pub token_hash: String,
    /// Whom it lets in; nobody yet on a new server.
    pub persons: Vec<PersonId>,
    /// Whoever comes by it may make networks.
    pub founder: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Not after.
    pub expires_at: Timestamp,
}

/// What becomes of earlier ways in for the same people that nobody has used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// They open nothing any more.
    TakenBack,
    /// They are as good as before.
    Kept,
}

/// A session to be.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// SHA-256 of its token, hexadecimal.
    pub token_hash: String,
    /// When it began.
    pub created_at: Timestamp,
    /// Not after.
    pub expires_at: Timestamp,
}

/// By what somebody signs in.
#[derive(Clone, Copy, Debug)]
pub enum SignedBy {
    /// A one-time token, which is used up by it.
    Token(SignInId),
    /// A passkey.
    Passkey(PasskeyId),
}

/// A person as whom somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedPerson {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub network: NetworkId,
    /// The network's short name.
    pub network_slug: String,
    /// The network's name.
    pub network_name: String,
    /// The person's name.
    pub name: String,
    /// What they may do there.
    pub role: Role,
    /// They may make networks.
    pub founder: bool,
}

/// A session that holds.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// May make networks.
    pub founder: bool,
    /// Not after.
    pub expires_at: Timestamp,
    /// As whom.
    pub persons: Vec<SignedPerson>,
}

/// A passkey as kept.
#[derive(Clone, Debug)]
pub struct PasskeyRow {
    /// Its id.
    pub id: PasskeyId,
    /// Whose: what the authenticator hands back without being told a name.
    pub user_handle: uuid::Uuid,
    /// The credential, as its library writes it.
    pub credential: String,
    /// What its owner calls it.
    pub title: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// A passkey to be.
#[derive(Clone, Debug)]
pub struct NewPasskey {
    /// What is kept of it.
    pub row: PasskeyRow,
    /// Its credential id, base64url.
    pub credential_id: String,
    /// As whom it signs in: whoever the session is signed in as.
    pub session: SessionId,
}

/// A change of ways in.
#[derive(Clone, Debug)]
pub(super) enum SignInChange {
    AddToken(NewSignIn),
    /// Takes back the other tokens that nobody used and that let in exactly the same people.
    TakeBackOthers(SignInId),
    Begin {
        session: NewSession,
        by: SignedBy,
        before: Option<SessionId>,
        now: Timestamp,
    },
    AddPerson {
        session: SessionId,
        person: PersonId,
    },
    End(SessionId),
    EndAllOf(PersonId),
    AddPasskey(NewPasskey),
    UsedPasskey {
        passkey: PasskeyId,
        credential: String,
        now: Timestamp,
    },
    RemovePasskey(PasskeyId),
    ForgetOld(Timestamp),
}

impl Store {
    async fn sign_in(&self, changes: Vec<SignInChange>) -> Result<(), StoreError> {
        self.writer.submit(changes.into_iter().map(Change::SignIn).collect()).await
    }

    /// Keeps a new one-time way in.
    ///
    /// # Errors
    /// The database said no.
    pub async fn add_sign_in(&self, new: NewSignIn, earlier: Earlier) -> Result<(), StoreError> {
        let id = new.id;
        let mut changes = vec![SignInChange::AddToken(new)];
        if earlier == Earlier::TakenBack {
            changes.push(SignInChange::TakeBackOthers(id));
        }
        self.sign_in(changes).await
    }

    /// The one-time way in with this hash, if it can still be used.
    ///
    /// # Errors
    /// The database said no.
    pub async fn open_sign_in(&self, hash: &str, now: Timestamp) -> Result<Option<SignInId>, StoreError> {
        let key: Option<String> = sqlx::query_scalar(
            "SELECT id FROM sign_in_tokens WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        )
        .bind(hash.to_owned())
        .bind(integer(now.0))
        .fetch_optional(&self.readers)
        .await?;
        key.map(|key| id("sign_in_tokens.id", &key)).transpose()
    }

    /// Begins a session, which also stands for whom an earlier one stood.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the token was used meanwhile; or the database said no.
    pub async fn begin_session(
        &self,
        session: NewSession,
        by: SignedBy,
        before: Option<SessionId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.sign_in(vec![SignInChange::Begin { session, by, before, now }, SignInChange::ForgetOld(now)]).await
    }

    /// Lets a session, and the passkey by which it began, stand for one more person.
    ///
    /// # Errors
    /// The database said no.
    pub async fn extend_session(&self, session: SessionId, person: PersonId) -> Result<(), StoreError> {
        self.sign_in(vec![SignInChange::AddPerson { session, person }]).await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The database said no.
    pub async fn end_session(&self, session: SessionId) -> Result<(), StoreError> {
        self.sign_in(vec![SignInChange::End(session)]).await
    }

    /// Ends every way in as a person: sessions, tokens, passkeys.
    ///
    /// # Errors
    /// The database said no.
    pub async fn end_sign_ins_of(&self, person: PersonId) -> Result<(), StoreError> {
        self.sign_in(vec![SignInChange::EndAllOf(person)]).await
    }

    /// The session with this token hash, if it still holds.
    ///
    /// # Errors
    /// The database said no.
    pub async fn session(&self, hash: &str, now: Timestamp) -> Result<Option<SessionRow>, StoreError> {
        let row = sqlx::query(
            "SELECT id, founder, expires_at FROM organizer_sessions WHERE token_hash = $1 AND expires_at > $2",
        )
        .bind(hash.to_owned())
        .bind(integer(now.0))
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let key: String = row.try_get("id")?;
        let persons = self.signed_persons(&key).await?;
        // Until there is somebody who may make networks, it is whoever came by the founder's link.
        let founder = row.try_get::<i64, _>("founder")? != 0 || persons.iter().any(|person| person.founder);
        if persons.is_empty() && !founder {
            return Ok(None);
        }
        Ok(Some(SessionRow {
            id: id("organizer_sessions.id", &key)?,
            founder,
            expires_at: Timestamp(unsigned(row.try_get("expires_at")?)),
            persons,
        }))
    }

    async fn signed_persons(&self, credential: &str) -> Result<Vec<SignedPerson>, StoreError> {
        let rows = sqlx::query(
            "SELECT p.id, p.network_id, p.name, p.role, p.founder, n.slug, n.name AS network_name FROM credential_persons c \
             JOIN persons p ON p.id = c.person_id JOIN networks n ON n.id = p.network_id \
             WHERE c.credential_id = $1 AND p.removed_at IS NULL AND p.role <> 'participant' ORDER BY n.name, p.id",
        )
        .bind(credential.to_owned())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(signed_person).collect()
    }

    /// The passkeys that stand for nobody but those as whom a session is signed in. One that stands for others too is not theirs to see: who
    /// is the same human is said by mail addresses only, and an organizer writes down what address they like.
    ///
    /// # Errors
    /// The database said no.
    pub async fn passkeys_of(&self, session: SessionId) -> Result<Vec<PasskeyRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT DISTINCT k.id, k.user_handle, k.credential, k.title, k.created_at, k.used_at FROM passkeys k \
             JOIN credential_persons c ON c.credential_id = k.id \
             JOIN credential_persons s ON s.person_id = c.person_id WHERE s.credential_id = $1 \
             AND NOT EXISTS (SELECT 1 FROM credential_persons o WHERE o.credential_id = k.id \
             AND o.person_id NOT IN (SELECT t.person_id FROM credential_persons t WHERE t.credential_id = $1)) \
             ORDER BY k.created_at, k.id",
        )
        .bind(session.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(passkey).collect()
    }

    /// The passkeys that an authenticator knows by this handle.
    ///
    /// # Errors
    /// The database said no.
    pub async fn passkeys_by_handle(&self, handle: uuid::Uuid) -> Result<Vec<PasskeyRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, user_handle, credential, title, created_at, used_at FROM passkeys WHERE user_handle = $1",
        )
        .bind(handle.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(passkey).collect()
    }

    /// Keeps a new passkey.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if it is kept already; or the database said no.
    pub async fn add_passkey(&self, new: NewPasskey) -> Result<(), StoreError> {
        self.sign_in(vec![SignInChange::AddPasskey(new)]).await
    }

    /// A passkey was used: its counter may have moved.
    ///
    /// # Errors
    /// The database said no.
    pub async fn passkey_used(&self, passkey: PasskeyId, credential: String, now: Timestamp) -> Result<(), StoreError> {
        self.sign_in(vec![SignInChange::UsedPasskey { passkey, credential, now }]).await
    }

    /// Removes a passkey.
    ///
    /// # Errors
    /// The database said no.
    pub async fn remove_passkey(&self, passkey: PasskeyId) -> Result<(), StoreError> {
        self.sign_in(vec![SignInChange::RemovePasskey(passkey)]).await
    }
}

fn signed_person(row: &SqliteRow) -> Result<SignedPerson, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    Ok(SignedPerson {
        person: id("persons.id", &text("id")?)?,
        network: id("persons.network_id", &text("network_id")?)?,
        network_slug: text("slug")?,
        network_name: text("network_name")?,
        name: text("name")?,
        role: unword("persons.role", text("role")?)?,
        founder: row.try_get::<i64, _>("founder")? != 0,
    })
}

fn passkey(row: &SqliteRow) -> Result<PasskeyRow, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    let used: Option<i64> = row.try_get("used_at")?;
    Ok(PasskeyRow {
        id: id("passkeys.id", &text("id")?)?,
        user_handle: id("passkeys.user_handle", &text("user_handle")?)?,
        credential: text("credential")?,
        title: text("title")?,
        created_at: Timestamp(unsigned(row.try_get("created_at")?)),
        used_at: used.map(|at| Timestamp(unsigned(at))),
    })
}

pub(super) async fn apply(connection: &mut SqliteConnection, change: SignInChange) -> Result<(), sqlx::Error> {
    match change {
        SignInChange::AddToken(new) => add_token(connection, new).await,
        SignInChange::TakeBackOthers(token) => take_back_others(connection, token).await,
        SignInChange::Begin { session, by, before, now } => begin(connection, session, by, before, now).await,
        SignInChange::AddPerson { session, person } => {
            // No other passkey: one that stands for the same person may be in the hands of whoever invited that person.
            let passkey = "INSERT INTO credential_persons (credential_id, person_id) SELECT k.id, $2 FROM passkeys k \
                JOIN organizer_sessions o ON o.passkey_id = k.id WHERE o.id = $1 ON CONFLICT DO NOTHING";
            run(connection, passkey, &[session.to_string(), person.to_string()]).await?;
            let insert =
                "INSERT INTO credential_persons (credential_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            run(connection, insert, &[session.to_string(), person.to_string()]).await?;
            // From now on it is this person who may or may not make networks.
            run(connection, "UPDATE organizer_sessions SET founder = 0 WHERE id = $1", &[session.to_string()]).await
        }
        SignInChange::End(session) => end(connection, &session.to_string()).await,
        SignInChange::EndAllOf(person) => end_all_of(connection, person).await,
        SignInChange::AddPasskey(new) => add_passkey(connection, new).await,
        SignInChange::UsedPasskey { passkey, credential, now } => {
            sqlx::query("UPDATE passkeys SET credential = $2, used_at = $3 WHERE id = $1")
                .bind(passkey.to_string())
                .bind(credential)
                .bind(integer(now.0))
                .execute(connection)
                .await
                .map(|_| ())
        }
        SignInChange::RemovePasskey(passkey) => {
            run(connection, "DELETE FROM credential_persons WHERE credential_id = $1", &[passkey.to_string()]).await?;
            run(connection, "DELETE FROM passkeys WHERE id = $1", &[passkey.to_string()]).await
        }
        SignInChange::ForgetOld(now) => forget_old(connection, now).await,
    }
}

async fn run(connection: &mut SqliteConnection, text: &'static str, values: &[String]) -> Result<(), sqlx::Error> {
    let mut query = sqlx::query(text);
    for value in values {
        query = query.bind(value.clone());
    }
    query.execute(connection).await.map(|_| ())
}

async fn add_token(connection: &mut SqliteConnection, new: NewSignIn) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sign_in_tokens (id, token_hash, founder, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(new.id.to_string())
    .bind(new.token_hash)
    .bind(i64::from(new.founder))
    .bind(integer(new.created_at.0))
    .bind(integer(new.expires_at.0))
    .execute(&mut *connection)
    .await?;
    for person in new.persons {
        let insert = "INSERT INTO credential_persons (credential_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        run(connection, insert, &[new.id.to_string(), person.to_string()]).await?;
    }
    Ok(())
}

async fn take_back_others(connection: &mut SqliteConnection, token: SignInId) -> Result<(), sqlx::Error> {
    let others = "UPDATE sign_in_tokens SET used_at = created_at WHERE used_at IS NULL AND id <> $1 \
        AND founder = (SELECT n.founder FROM sign_in_tokens n WHERE n.id = $1) \
        AND NOT EXISTS (SELECT person_id FROM credential_persons WHERE credential_id = sign_in_tokens.id \
        EXCEPT SELECT person_id FROM credential_persons WHERE credential_id = $1) \
        AND NOT EXISTS (SELECT person_id FROM credential_persons WHERE credential_id = $1 \
        EXCEPT SELECT person_id FROM credential_persons WHERE credential_id = sign_in_tokens.id)";
    run(connection, others, &[token.to_string()]).await
}

async fn begin(
    connection: &mut SqliteConnection,
    session: NewSession,
    by: SignedBy,
    before: Option<SessionId>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let passkey = match by {
        SignedBy::Token(_) => None,
        SignedBy::Passkey(passkey) => Some(passkey.to_string()),
    };
    let credential = match by {
        SignedBy::Token(token) => {
            let used = sqlx::query(
                "UPDATE sign_in_tokens SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
            )
            .bind(token.to_string())
            .bind(integer(now.0))
            .execute(&mut *connection)
            .await?;
            if used.rows_affected() == 0 {
                return Err(sqlx::Error::RowNotFound);
            }
            token.to_string()
        }
        SignedBy::Passkey(passkey) => passkey.to_string(),
    };
    sqlx::query(
        "INSERT INTO organizer_sessions (id, token_hash, founder, created_at, expires_at, passkey_id) \
         SELECT $1, $2, (SELECT COUNT(*) FROM sign_in_tokens t WHERE t.id = $3 AND t.founder = 1) \
         + (SELECT COUNT(*) FROM organizer_sessions o WHERE o.id = $4 AND o.founder = 1), $5, $6, \
         COALESCE($7, (SELECT o.passkey_id FROM organizer_sessions o WHERE o.id = $4))",
    )
    .bind(session.id.to_string())
    .bind(session.token_hash)
    .bind(credential.clone())
    .bind(before.map(|before| before.to_string()))
    .bind(integer(session.created_at.0))
    .bind(integer(session.expires_at.0))
    .bind(passkey)
    .execute(&mut *connection)
    .await?;
    for from in [Some(credential), before.map(|before| before.to_string())].into_iter().flatten() {
        let copy = "INSERT INTO credential_persons (credential_id, person_id) SELECT $1, person_id \
                    FROM credential_persons WHERE credential_id = $2 ON CONFLICT DO NOTHING";
        run(connection, copy, &[session.id.to_string(), from]).await?;
    }
    match before {
        Some(before) => end(connection, &before.to_string()).await,
        None => Ok(()),
    }
}

async fn end(connection: &mut SqliteConnection, session: &str) -> Result<(), sqlx::Error> {
    run(connection, "DELETE FROM credential_persons WHERE credential_id = $1", &[session.to_owned()]).await?;
    run(connection, "DELETE FROM organizer_sessions WHERE id = $1", &[session.to_owned()]).await
}

/// Whoever is left with nobody to sign in as is signed out; other people in the same session stay.
pub(super) async fn end_all_of(connection: &mut SqliteConnection, person: PersonId) -> Result<(), sqlx::Error> {
    run(connection, "DELETE FROM credential_persons WHERE person_id = $1", &[person.to_string()]).await?;
    for orphans in [
        "DELETE FROM organizer_sessions WHERE founder = 0 AND id NOT IN (SELECT credential_id FROM credential_persons)",
        "DELETE FROM passkeys WHERE id NOT IN (SELECT credential_id FROM credential_persons)",
        "DELETE FROM sign_in_tokens WHERE founder = 0 AND id NOT IN (SELECT credential_id FROM credential_persons)",
    ] {
        run(connection, orphans, &[]).await?;
    }
    Ok(())
}

async fn add_passkey(connection: &mut SqliteConnection, new: NewPasskey) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO passkeys (id, credential_id, user_handle, credential, title, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(new.row.id.to_string())
    .bind(new.credential_id)
    .bind(new.row.user_handle.to_string())
    .bind(new.row.credential)
    .bind(new.row.title)
    .bind(integer(new.row.created_at.0))
    .execute(&mut *connection)
    .await?;
    let copy = "INSERT INTO credential_persons (credential_id, person_id) SELECT $1, person_id \
                FROM credential_persons WHERE credential_id = $2";
    run(connection, copy, &[new.row.id.to_string(), new.session.to_string()]).await?;
    let by = "UPDATE organizer_sessions SET passkey_id = $1 WHERE id = $2";
    run(connection, by, &[new.row.id.to_string(), new.session.to_string()]).await
}

async fn forget_old(connection: &mut SqliteConnection, now: Timestamp) -> Result<(), sqlx::Error> {
    for old in [
        "DELETE FROM credential_persons WHERE credential_id IN (SELECT id FROM organizer_sessions WHERE expires_at <= $1)",
        "DELETE FROM organizer_sessions WHERE expires_at <= $1",
        "DELETE FROM credential_persons WHERE credential_id IN (SELECT id FROM sign_in_tokens WHERE expires_at <= $1)",
        "DELETE FROM sign_in_tokens WHERE expires_at <= $1",
    ] {
        sqlx::query(old).bind(integer(now.0)).execute(&mut *connection).await?;
    }
    Ok(())
}
