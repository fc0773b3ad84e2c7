//! What people thought of evenings, as hosts may read it, whichever way they ask.

use koronailta_signaling::{
    ids::{EveningId, NetworkId, Timestamp},
    limits,
};
use serde::Serialize;

use crate::store::{EveningRow, FeedbackSum, Store, StoreError};

/// What people thought of an evening. With fewer than three answers nothing but their number is told, and of grades nothing where fewer
/// than three gave one: a question that most leave out would show what one person said.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FeedbackReport {
    /// The evening.
    #[schema(value_type = String, format = "uuid")]
    pub evening: EveningId,
    /// Its title.
    pub title: String,
    /// When it began, in milliseconds since the epoch.
    #[schema(value_type = u64)]
    pub starts_at: Timestamp,
    /// How many answered.
    pub given: u32,
    /// How often each grade from 1 to 5 was given to "did you take something along", once three answered it.
    pub useful: Option<[u32; 5]>,
    /// How often each grade from 1 to 5 was given to "was it easy to be there", once three answered it.
    pub ease: Option<[u32; 5]>,
    /// What people wish for next time, in no order of time, once three have answered anything.
    pub words: Vec<String>,
}

impl FeedbackReport {
    fn new(evening: &EveningRow, sum: FeedbackSum) -> Self {
        let given = sum.given();
        let graded = |question| sum.graded(question).filter(|counts| counts.iter().sum::<u32>() >= limits::COUNTED);
        let (useful, ease) = (graded("useful"), graded("ease"));
        Self {
            evening: evening.info.evening,
            title: evening.info.title.clone(),
            starts_at: evening.info.starts_at,
            given,
            useful,
            ease,
            // One of three wrote it, whoever it was; that words are told as they are is said where they are written.
            words: if given >= limits::COUNTED { sum.words } else { Vec::new() },
        }
    }

    /// What people thought of one evening.
    ///
    /// # Errors
    /// The database said no.
    pub async fn of(store: &Store, evening: &EveningRow) -> Result<Self, StoreError> {
        Ok(Self::new(evening, store.feedback(evening.info.evening).await?))
    }

    /// How it went over the evenings of a network of which there is feedback, the oldest first, without what was written.
    ///
    /// # Errors
    /// The database said no.
    pub async fn over_time(store: &Store, network: NetworkId) -> Result<Vec<Self>, StoreError> {
        let mut evenings = store.evenings().await?;
        evenings.retain(|evening| evening.network == network);
        evenings.sort_by_key(|evening| evening.info.starts_at);
        let mut reports = Vec::new();
        for evening in &evenings {
            let report = Self::of(store, evening).await?;
            if report.given > 0 {
                reports.push(Self { words: Vec::new(), ..report });
            }
        }
        Ok(reports)
    }
}
