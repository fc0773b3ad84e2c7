//! What a live room keeps, and what it is rebuilt from.

use std::collections::{BTreeMap, HashMap};

use koronailta_signaling::{
    ids::{EveningId, LinkId, MessageId, ParticipantId, Timestamp},
    room::{BlockRecord, ChatRecord, DenialRecord, Restored, SessionRecord, Write},
    wire::{chat::ChatAudience, chat::Reaction, participant::Role},
};
use sqlx::{Row, SqliteConnection, sqlite::SqliteRow};

use super::{
    EveningRow, Store, StoreError, captions, guidance, materials, support,
    text::{id, integer, unsigned, unword, word},
    webhooks,
    writer::Change,
};
use crate::token::{hex, unhex32};

/// An evening with everything its room is rebuilt from.
#[derive(Clone, Debug)]
pub struct StoredRoom {
    /// The evening.
    pub evening: EveningRow,
    /// What its room had kept.
    pub restored: Restored,
}

/// By what somebody sits in a room.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The link they came by.
    pub link: LinkId,
    /// SHA-256 of the secret by which they resume, hexadecimal.
    pub secret_hash: String,
    /// What they are there.
    pub role: Role,
    /// They were let in.
    pub admitted: bool,
}

type Reactions = HashMap<MessageId, BTreeMap<Reaction, Vec<ParticipantId>>>;

impl Store {
    /// Queues a room's changes at once, in the order of the calls; all or none of them. The future resolves once
    /// they are durable.
    pub fn write_room(
        &self,
        evening: EveningId,
        writes: Vec<Write>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send + 'static {
        self.writer.enqueue(writes.into_iter().map(|write| Change::Room(evening, write)).collect())
    }

    /// Everything a room is rebuilt from; `None` for an unknown evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn load_room(&self, evening: EveningId) -> Result<Option<StoredRoom>, StoreError> {
        let Some(row) = self.evening(evening).await? else { return Ok(None) };
        let mut restored = Restored {
            sessions: self.sessions(evening).await?,
            chat: self.chat(evening).await?,
            locked: row.locked,
            floor_held_by: row.floor_held_by,
            opened: row.opened_by_member,
            ended: row.ended,
            ..Restored::default()
        };
        self.read_bars(evening, &mut restored).await?;
        restored.blocks = self.blocks(evening).await?;
        restored.denials = self.denials(evening).await?;
        restored.stage = self.stage(evening).await?;
        restored.materials =
            self.materials(evening).await?.iter().filter_map(materials::MaterialRow::finished).collect();
        restored.pairs = self.pair_counts(evening).await?;
        restored.questions = self.questions(evening).await?;
        restored.polls = self.polls(evening).await?;
        restored.captions = self.caption_lines(evening).await?;
        Ok(Some(StoredRoom { evening: row, restored }))
    }

    /// The link by which a session came; `None` for an unknown or ended session.
    ///
    /// # Errors
    /// The database said no.
    pub async fn session_link(
        &self,
        evening: EveningId,
        participant: ParticipantId,
    ) -> Result<Option<LinkId>, StoreError> {
        let link: Option<String> = sqlx::query_scalar(
            "SELECT link_id FROM sessions WHERE participant_id = $1 AND evening_id = $2 AND ended = 0",
        )
        .bind(participant.to_string())
        .bind(evening.to_string())
        .fetch_optional(&self.readers)
        .await?;
        link.map(|text| id("sessions.link_id", &text)).transpose()
    }

    /// The seat of a participant whose session has not ended.
    ///
    /// # Errors
    /// The database said no.
    pub async fn seat(&self, evening: EveningId, participant: ParticipantId) -> Result<Option<Seat>, StoreError> {
        let row = sqlx::query(
            "SELECT link_id, secret_hash, role, admitted FROM sessions WHERE participant_id = $1 AND evening_id = $2 \
             AND ended = 0",
        )
        .bind(participant.to_string())
        .bind(evening.to_string())
        .fetch_optional(&self.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Seat {
            link: id("sessions.link_id", &row.try_get::<String, _>("link_id")?)?,
            secret_hash: row.try_get("secret_hash")?,
            role: unword("sessions.role", row.try_get("role")?)?,
            admitted: row.try_get::<i64, _>("admitted")? != 0,
        }))
    }

    async fn sessions(&self, evening: EveningId) -> Result<Vec<SessionRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT participant_id, link_id, device_id, secret_hash, name, business, language, role, recognised, \
             admitted, joined_at FROM sessions WHERE evening_id = $1 AND ended = 0 ORDER BY joined_at, participant_id",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(session).collect()
    }

    async fn chat(&self, evening: EveningId) -> Result<Vec<ChatRecord>, StoreError> {
        let mut reactions = self.reactions(evening).await?;
        let rows = sqlx::query(
            "SELECT message_id, chat_seq, author_id, author_name, author_role, staff_thread_with, text, at, erased_by \
             FROM chat_messages WHERE evening_id = $1 ORDER BY chat_seq",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(|row| chat_record(row, &mut reactions)).collect()
    }

    async fn reactions(&self, evening: EveningId) -> Result<Reactions, StoreError> {
        let rows = sqlx::query(
            "SELECT message_id, participant_id, reaction FROM chat_reactions WHERE evening_id = $1 \
             ORDER BY message_id, reaction, participant_id",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        let mut reactions = Reactions::new();
        for row in &rows {
            let message: String = row.try_get("message_id")?;
            let who: String = row.try_get("participant_id")?;
            let reaction = unword("chat_reactions.reaction", row.try_get("reaction")?)?;
            let of_message = reactions.entry(id("chat_reactions.message_id", &message)?).or_default();
            of_message.entry(reaction).or_default().push(id("chat_reactions.participant_id", &who)?);
        }
        Ok(reactions)
    }

    async fn blocks(&self, evening: EveningId) -> Result<Vec<BlockRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT device_id, link_id, source FROM blocks WHERE evening_id = $1 ORDER BY device_id, link_id, source",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(block).collect()
    }

    async fn denials(&self, evening: EveningId) -> Result<Vec<DenialRecord>, StoreError> {
        let rows = sqlx::query(
            "SELECT device_id, link_id, until, times FROM denials WHERE evening_id = $1 ORDER BY device_id, link_id",
        )
        .bind(evening.to_string())
        .fetch_all(&self.readers)
        .await?;
        rows.iter().map(denial).collect()
    }

    async fn read_bars(&self, evening: EveningId, restored: &mut Restored) -> Result<(), StoreError> {
        let rows = sqlx::query("SELECT kind, subject FROM bars WHERE evening_id = $1")
            .bind(evening.to_string())
            .fetch_all(&self.readers)
            .await?;
        for row in &rows {
            let kind: String = row.try_get("kind")?;
            let subject: String = row.try_get("subject")?;
            match kind.as_str() {
                "link" => restored.barred_links.push(id("bars.subject", &subject)?),
                "device" => restored.barred_devices.push(id("bars.subject", &subject)?),
                "marked" => restored.marked_links.push(id("bars.subject", &subject)?),
                _ => return Err(StoreError::Unreadable { column: "bars.kind", value: kind }),
            }
        }
        Ok(())
    }
}

fn denial(row: &SqliteRow) -> Result<DenialRecord, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    Ok(DenialRecord {
        device: id("denials.device_id", &text("device_id")?)?,
        link: id("denials.link_id", &text("link_id")?)?,
        until: Timestamp(unsigned(row.try_get("until")?)),
        times: u8::try_from(row.try_get::<i64, _>("times")?).unwrap_or(u8::MAX),
    })
}

fn block(row: &SqliteRow) -> Result<BlockRecord, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    Ok(BlockRecord {
        device: id("blocks.device_id", &text("device_id")?)?,
        link: id("blocks.link_id", &text("link_id")?)?,
        source: unword("blocks.source", text("source")?)?,
    })
}

fn session(row: &SqliteRow) -> Result<SessionRecord, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    let hash = text("secret_hash")?;
    Ok(SessionRecord {
        participant: id("sessions.participant_id", &text("participant_id")?)?,
        link: id("sessions.link_id", &text("link_id")?)?,
        device: id("sessions.device_id", &text("device_id")?)?,
        secret_hash: unhex32(&hash)
            .ok_or(StoreError::Unreadable { column: "sessions.secret_hash", value: "not 32 bytes".to_owned() })?,
        name: text("name")?,
        business: row.try_get("business")?,
        language: unword("sessions.language", text("language")?)?,
        role: unword("sessions.role", text("role")?)?,
        recognised: row.try_get::<i64, _>("recognised")? != 0,
        admitted: row.try_get::<i64, _>("admitted")? != 0,
        joined_at: Timestamp(unsigned(row.try_get("joined_at")?)),
    })
}

fn chat_record(row: &SqliteRow, reactions: &mut Reactions) -> Result<ChatRecord, StoreError> {
    let text = |column| row.try_get::<String, _>(column);
    let message = id("chat_messages.message_id", &text("message_id")?)?;
    let with: Option<String> = row.try_get("staff_thread_with")?;
    let erased_by: Option<String> = row.try_get("erased_by")?;
    Ok(ChatRecord {
        message,
        chat_seq: u32::try_from(row.try_get::<i64, _>("chat_seq")?)
            .map_err(|error| StoreError::Unreadable { column: "chat_messages.chat_seq", value: error.to_string() })?,
        author: id("chat_messages.author_id", &text("author_id")?)?,
        author_name: text("author_name")?,
        author_role: unword("chat_messages.author_role", text("author_role")?)?,
        audience: match with {
            Some(with) => ChatAudience::Staff { with: id("chat_messages.staff_thread_with", &with)? },
            None => ChatAudience::Everyone,
        },
        text: text("text")?,
        at: Timestamp(unsigned(row.try_get("at")?)),
        erased: erased_by.map(|by| by == "author"),
        reactions: reactions.remove(&message).unwrap_or_default(),
    })
}

pub(super) async fn apply(
    connection: &mut SqliteConnection,
    evening: EveningId,
    write: Write,
) -> Result<(), sqlx::Error> {
    let room = evening;
    let evening = room.to_string();
    let bar = |kind: &'static str, subject: String| {
        sqlx::query("INSERT INTO bars (evening_id, kind, subject) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(evening.clone())
            .bind(kind)
            .bind(subject)
    };
    let query = match write {
        Write::SaveSession(session) => {
            if session.admitted {
                webhooks::somebody_is_in(connection, room, session.participant, session.joined_at).await?;
            }
            return save_session(connection, evening, session).await;
        }
        Write::CountPairs(pairs) => return support::count_pairs(connection, room, pairs).await,
        Write::SetStage(stage) => return materials::set_stage(connection, room, stage).await,
        Write::SaveQuestion(record) => return guidance::save_question(connection, evening, record).await,
        Write::SaveCaption(record) => return captions::save(connection, evening, record).await,
        Write::EraseCaption { by, line } => {
            sqlx::query("DELETE FROM captions WHERE evening_id = $1 AND writer_id = $2 AND line = $3")
                .bind(evening)
                .bind(by.to_string())
                .bind(i64::from(line))
        }
        Write::EraseCaptions => sqlx::query("DELETE FROM captions WHERE evening_id = $1").bind(evening),
        Write::OpenPoll(record) => return guidance::open_poll(connection, evening, record).await,
        Write::CountBallot { poll, choices } => return guidance::count_ballot(connection, poll, choices).await,
        Write::ClosePoll { poll } => {
            sqlx::query("UPDATE polls SET closed = 1 WHERE poll_id = $1").bind(poll.to_string())
        }
        Write::SetQuestionVotes { question, votes } => {
            sqlx::query("UPDATE questions SET votes = $2 WHERE question_id = $1")
                .bind(question.to_string())
                .bind(i64::from(votes))
        }
        Write::AppendChat(record) => return append_chat(connection, evening, record).await,
        Write::EraseChat { message, by_author } => return erase_chat(connection, evening, message, by_author).await,
        Write::EndSession { participant } => {
            sqlx::query("UPDATE sessions SET ended = 1 WHERE participant_id = $1").bind(participant.to_string())
        }
        Write::SetReaction { message, participant, reaction, on } => sqlx::query(if on {
            "INSERT INTO chat_reactions (evening_id, message_id, participant_id, reaction) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM chat_reactions WHERE evening_id = $1 AND message_id = $2 AND participant_id = $3 \
             AND reaction = $4"
        })
        .bind(evening)
        .bind(message.to_string())
        .bind(participant.to_string())
        .bind(word(&reaction)),
        Write::BarLink { link } => bar("link", link.to_string()),
        Write::BarDevice { device } => bar("device", device.to_string()),
        Write::MarkLink { link } => bar("marked", link.to_string()),
        Write::SetBlock { block, on } => sqlx::query(if on {
            "INSERT INTO blocks (evening_id, device_id, link_id, source) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM blocks WHERE evening_id = $1 AND device_id = $2 AND link_id = $3 AND source = $4"
        })
        .bind(evening)
        .bind(block.device.to_string())
        .bind(block.link.to_string())
        .bind(word(&block.source)),
        Write::SetDenial(denial) => sqlx::query(
            "INSERT INTO denials (evening_id, device_id, link_id, until, times) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (evening_id, device_id, link_id) DO UPDATE SET until = excluded.until, times = excluded.times",
        )
        .bind(evening)
        .bind(denial.device.to_string())
        .bind(denial.link.to_string())
        .bind(integer(denial.until.0))
        .bind(i64::from(denial.times)),
        Write::SetFloor(by) => sqlx::query("UPDATE evenings SET floor_held_by = $2 WHERE id = $1")
            .bind(evening)
            .bind(by.map(|who| who.to_string())),
        Write::SetLocked(on) => {
            sqlx::query("UPDATE evenings SET locked = $2 WHERE id = $1").bind(evening).bind(i64::from(on))
        }
        Write::EveningOpened => sqlx::query("UPDATE evenings SET opened_by_member = 1 WHERE id = $1").bind(evening),
        Write::EveningEnded => {
            sqlx::query("UPDATE evenings SET ended = 1, stage = NULL WHERE id = $1").bind(evening)
        }
        Write::Log(entry) => sqlx::query(
            "INSERT INTO moderation_log (evening_id, at, by_id, action, about_id, note) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(evening)
        .bind(integer(entry.at.0))
        .bind(entry.by.to_string())
        .bind(entry.action)
        .bind(entry.about.map(|who| who.to_string()))
        .bind(entry.note),
    };
    query.execute(connection).await.map(|_| ())
}

async fn save_session(
    connection: &mut SqliteConnection,
    evening: String,
    session: SessionRecord,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sessions (participant_id, evening_id, link_id, device_id, secret_hash, name, business, language, \
         role, recognised, admitted, joined_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (participant_id) DO UPDATE SET secret_hash = excluded.secret_hash, name = excluded.name, \
         business = excluded.business, language = excluded.language, role = excluded.role, \
         recognised = excluded.recognised, admitted = excluded.admitted, ended = 0",
    )
    .bind(session.participant.to_string())
    .bind(evening)
    .bind(session.link.to_string())
    .bind(session.device.to_string())
    .bind(hex(&session.secret_hash))
    .bind(session.name)
    .bind(session.business)
    .bind(word(&session.language))
    .bind(word(&session.role))
    .bind(i64::from(session.recognised))
    .bind(i64::from(session.admitted))
    .bind(integer(session.joined_at.0))
    .execute(connection)
    .await
    .map(|_| ())
}

async fn append_chat(
    connection: &mut SqliteConnection,
    evening: String,
    record: ChatRecord,
) -> Result<(), sqlx::Error> {
    let with = match record.audience {
        ChatAudience::Everyone => None,
        ChatAudience::Staff { with } => Some(with.to_string()),
    };
    sqlx::query(
        "INSERT INTO chat_messages (evening_id, message_id, chat_seq, author_id, author_name, author_role, \
         staff_thread_with, text, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(evening)
    .bind(record.message.to_string())
    .bind(i64::from(record.chat_seq))
    .bind(record.author.to_string())
    .bind(record.author_name)
    .bind(word(&record.author_role))
    .bind(with)
    .bind(record.text)
    .bind(integer(record.at.0))
    .execute(connection)
    .await
    .map(|_| ())
}

async fn erase_chat(
    connection: &mut SqliteConnection,
    evening: String,
    message: MessageId,
    by_author: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE chat_messages SET text = '', erased_by = $3 WHERE evening_id = $1 AND message_id = $2")
        .bind(evening.clone())
        .bind(message.to_string())
        .bind(if by_author { "author" } else { "staff" })
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM chat_reactions WHERE evening_id = $1 AND message_id = $2")
        .bind(evening)
        .bind(message.to_string())
        .execute(connection)
        .await
        .map(|_| ())
}
