//! The one writer. It takes whatever is queued into one transaction, so that many rooms share one `fsync`, and
//! acknowledges each batch only after the commit. A batch is all or nothing: a savepoint around it keeps a bad one
//! from spoiling its neighbours.

use std::time::{Duration, Instant};

use koronailta_signaling::{ids::EveningId, room::Write};
use sqlx::{Connection, Row, SqliteConnection, SqlitePool};
use tokio::sync::{
    mpsc::{self, error::TrySendError},
    oneshot,
};

use super::{
    BUSY_TIMEOUT, StoreError,
    announcements::{self, AnnouncementChange},
    api_tokens::{self, TokenChange},
    attendance::{self, AttendanceChange},
    catalogue::{self, Amendment},
    contact_requests::{self, ContactChange},
    guidance,
    invitations::{self, InvitationChange},
    kept_answers::{self, KeptChange},
    links::{self, LinkChange},
    mail_queue::{self, MailChange},
    materials::{self, MaterialChange},
    networks::{self, NetworkChange},
    people::{self, PeopleChange},
    rooms,
    schedule::{self, ScheduleChange},
    scheme_marks::{self, MarkChange},
    schemes::{self, SchemeChange},
    sign_in::{self, SignInChange},
    webhooks::{self, WebhookChange},
};

/// Batches that may wait. Rooms wait for their answers, so this bounds how many rooms write at once.
const QUEUE: usize = 4096;

/// Batches in one transaction.
const BATCHES_PER_COMMIT: usize = 512;

/// Where somebody read while the log was to be emptied, it is tried again after this time.
const FORGET_AGAIN: Duration = Duration::from_secs(1);

/// One change.
#[derive(Debug)]
pub(super) enum Change {
    /// Of a live room.
    Room(EveningId, Write),
    /// Of the documents of an evening.
    Material(MaterialChange),
    /// Of the catalogue of networks and evenings.
    Catalogue(Amendment),
    /// Of links.
    Link(LinkChange),
    /// Of mail on its way.
    Mail(MailChange),
    /// What somebody thought of an evening.
    Feedback(EveningId, guidance::GivenFeedback),
    /// Of answers that are kept for a network.
    Kept(KeptChange),
    /// Of series and planned evenings.
    Schedule(ScheduleChange),
    /// Of who is invited.
    Invitation(InvitationChange),
    /// Of announcements.
    Announcement(AnnouncementChange),
    /// Of programs that want to hear of evenings.
    Webhook(WebhookChange),
    /// Of who was there.
    Attendance(AttendanceChange),
    /// Of a network's settings.
    Network(NetworkChange),
    /// Of businesses and people.
    People(PeopleChange),
    /// Of ways in to the organizer's side.
    SignIn(SignInChange),
    /// Of programs' keys and kept answers.
    Token(TokenChange),
    /// Of the board.
    Scheme(SchemeChange),
    /// Of who applies for what.
    Mark(MarkChange),
    /// Of wishes that an advisor gets in touch.
    Contact(ContactChange),
}

impl Change {
    /// Whether it ends something in which people took part without a name, or erases what somebody has taken back.
    fn ends(&self) -> bool {
        match self {
            Self::Room(
                _,
                Write::EveningEnded | Write::ClosePoll { .. } | Write::EraseCaption { .. } | Write::EraseCaptions,
            )
            | Self::Feedback(..)
            | Self::Material(MaterialChange::Erase(_))
            | Self::Catalogue(Amendment::EndEvening(_))
            | Self::Contact(ContactChange::Withdraw(_))
            | Self::Mark(MarkChange::Remove(..))
            | Self::Schedule(ScheduleChange::Ended { .. }) => true,
            Self::Schedule(ScheduleChange::Replan(evening)) => evening.cancelled_at.is_some(),
            _ => false,
        }
    }

    /// Whether it erases what is due, of which there is mostly nothing.
    fn forgets(&self) -> bool {
        matches!(self, Self::Attendance(AttendanceChange::Forget(_)) | Self::Contact(ContactChange::Forget(_)))
    }
}

#[derive(Debug)]
struct Batch {
    changes: Vec<Change>,
    stored: oneshot::Sender<Result<(), StoreError>>,
}

/// The way to the writer.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Batch>,
}

impl Writer {
    pub(super) fn start(pool: SqlitePool) -> Self {
        let (queue, batches) = mpsc::channel(QUEUE);
        tokio::spawn(run(pool, batches));
        Self { queue }
    }

    /// Resolves once the changes are durable, or none of them is.
    pub(super) async fn submit(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        let (stored, answer) = oneshot::channel();
        self.queue.send(Batch { changes, stored }).await.map_err(|_| StoreError::Closed)?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Queues the changes at once, in the order of the calls, and never waits for the queue.
    pub(super) fn enqueue(
        &self,
        changes: Vec<Change>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send + 'static {
        let (stored, answer) = oneshot::channel();
        let queued = self.queue.try_send(Batch { changes, stored });
        async move {
            queued.map_err(|error| match error {
                TrySendError::Full(_) => StoreError::Overloaded,
                TrySendError::Closed(_) => StoreError::Closed,
            })?;
            answer.await.map_err(|_| StoreError::Closed)?
        }
    }

    /// Waits until everything queued before is answered.
    pub(super) async fn close(&self) {
        let _ = self.submit(Vec::new()).await;
    }
}

async fn run(pool: SqlitePool, mut batches: mpsc::Receiver<Batch>) {
    let mut taken = Vec::new();
    let mut order = Order::Forgotten;
    loop {
        let more = batches.recv_many(&mut taken, BATCHES_PER_COMMIT);
        let received = match order {
            Order::Forgotten => more.await,
            Order::Owed(_) => match tokio::time::timeout(FORGET_AGAIN, more).await {
                Ok(received) => received,
                Err(_) => {
                    order = forget_order(&pool).await;
                    continue;
                }
            },
        };
        if received == 0 {
            return;
        }
        let began = Instant::now();
        let size = taken.len();
        let mut forget = taken.iter().flat_map(|batch| &batch.changes).any(Change::ends) || order.is_due();
        match commit(&pool, &mut taken).await {
            Ok((results, erased)) => {
                forget |= erased;
                for (stored, result) in results {
                    let _ = stored.send(result);
                }
            }
            Err(error) => {
                tracing::error!(%error, batches = size, "nothing of these batches was stored");
                // Dropping a batch answers it with `Closed`.
                taken.clear();
            }
        }
        if forget {
            order = forget_order(&pool).await;
        }
        metrics::histogram!("koronailta_store_commit_seconds").record(began.elapsed().as_secs_f64());
        metrics::counter!("koronailta_store_batches_total").increment(size as u64);
    }
}

/// The write-ahead log tells in which order things were written. When a poll or an evening is over, or something was erased after its time,
/// it is folded into the database, where rows lie in the order of random ids, and emptied. That is tried again where somebody reads meanwhile.
async fn forget_order(pool: &SqlitePool) -> Order {
    match empty_log(pool).await {
        Ok(true) => Order::Forgotten,
        Ok(false) => Order::Owed(Instant::now()),
        Err(error) => {
            tracing::warn!(%error, "the write-ahead log could not be emptied; trying again");
            Order::Owed(Instant::now())
        }
    }
}

/// Whether the log is empty now. Everybody who wants to write waits meanwhile, so whoever reads is not waited for long.
async fn empty_log(pool: &SqlitePool) -> Result<bool, sqlx::Error> {
    let mut connection = pool.acquire().await?;
    sqlx::query("PRAGMA busy_timeout = 100").execute(&mut *connection).await?;
    let done = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    let usual = sqlx::AssertSqlSafe(format!("PRAGMA busy_timeout = {}", BUSY_TIMEOUT.as_millis()));
    sqlx::query(usual).execute(&mut *connection).await?;
    let busy: i64 = done?.try_get(0)?;
    Ok(busy == 0)
}

/// Whether the log still tells an order that is to be forgotten.
#[derive(Clone, Copy, Debug)]
enum Order {
    Forgotten,
    /// Somebody has read when it was tried last.
    Owed(Instant),
}

impl Order {
    fn is_due(self) -> bool {
        matches!(self, Self::Owed(tried) if tried.elapsed() >= FORGET_AGAIN)
    }
}

type Answers = Vec<(oneshot::Sender<Result<(), StoreError>>, Result<(), StoreError>)>;

/// Says, too, whether something was erased after its time.
async fn commit(pool: &SqlitePool, batches: &mut Vec<Batch>) -> Result<(Answers, bool), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    // Takes the write lock at once: a later upgrade from a read could fail with SQLITE_BUSY.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut answers = Vec::with_capacity(batches.len());
    let mut erased = false;
    for Batch { changes, stored } in batches.drain(..) {
        let result = apply(&mut transaction, changes, &mut erased).await.map_err(StoreError::from);
        if let Err(error) = &result
            && !matches!(error, StoreError::Conflict)
        {
            tracing::error!(%error, "a batch was not stored");
        }
        answers.push((stored, result));
    }
    transaction.commit().await?;
    Ok((answers, erased))
}

/// Rows that this connection has changed since it was opened.
async fn rows_changed(connection: &mut SqliteConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT total_changes()").fetch_one(connection).await
}

async fn apply(transaction: &mut SqliteConnection, changes: Vec<Change>, erased: &mut bool) -> Result<(), sqlx::Error> {
    let mut savepoint = transaction.begin().await?;
    for change in changes {
        let before = if change.forgets() { Some(rows_changed(&mut savepoint).await?) } else { None };
        match change {
            Change::Room(evening, write) => rooms::apply(&mut savepoint, evening, write).await?,
            Change::Material(change) => materials::apply(&mut savepoint, change).await?,
            Change::Catalogue(amendment) => catalogue::apply(&mut savepoint, amendment).await?,
            Change::Mail(change) => mail_queue::apply(&mut savepoint, change).await?,
            Change::Schedule(change) => schedule::apply(&mut savepoint, change).await?,
            Change::Invitation(change) => invitations::apply(&mut savepoint, change).await?,
            Change::Announcement(change) => announcements::apply(&mut savepoint, change).await?,
            Change::Webhook(change) => webhooks::apply(&mut savepoint, change).await?,
            Change::Attendance(change) => attendance::apply(&mut savepoint, change).await?,
            Change::Link(change) => links::apply(&mut savepoint, change).await?,
            Change::Feedback(evening, given) => guidance::give_feedback(&mut savepoint, evening, given).await?,
            Change::Kept(change) => kept_answers::apply(&mut savepoint, change).await?,
            Change::Network(change) => networks::apply(&mut savepoint, change).await?,
            Change::People(change) => people::apply(&mut savepoint, change).await?,
            Change::SignIn(change) => sign_in::apply(&mut savepoint, change).await?,
            Change::Token(change) => api_tokens::apply(&mut savepoint, change).await?,
            Change::Scheme(change) => schemes::apply(&mut savepoint, change).await?,
            Change::Mark(change) => scheme_marks::apply(&mut savepoint, change).await?,
            Change::Contact(change) => contact_requests::apply(&mut savepoint, change).await?,
        }
        if let Some(before) = before {
            *erased |= rows_changed(&mut savepoint).await? > before;
        }
    }
    savepoint.commit().await
}
