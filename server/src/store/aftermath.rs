//! What is read of an evening once it is over.

use koronailta_signaling::{
    ids::EveningId,
    room::QuestionRecord,
    wire::{participant::Role, question::QuestionState},
};

use super::{Store, StoreError, text::word};

impl Store {
    /// What staff wrote to everybody in the common room, in its order.
    ///
    /// # Errors
    /// The database said no.
    pub async fn written_by_staff(&self, evening: EveningId) -> Result<Vec<String>, StoreError> {
        let texts = sqlx::query_scalar(
            "SELECT text FROM chat_messages WHERE evening_id = $1 AND erased_by IS NULL AND staff_thread_with IS NULL \
             AND author_role IN ($2, $3, $4) ORDER BY chat_seq",
        )
        .bind(evening.to_string())
        .bind(word(&Role::Advisor))
        .bind(word(&Role::Moderator))
        .bind(word(&Role::Organizer))
        .fetch_all(&self.readers)
        .await?;
        Ok(texts)
    }

    /// The questions of an evening that were answered, most wanted first.
    ///
    /// # Errors
    /// The database said no.
    pub async fn answered_questions(&self, evening: EveningId) -> Result<Vec<QuestionRecord>, StoreError> {
        let mut questions = self.questions(evening).await?;
        questions.retain(|one| matches!(one.state, QuestionState::Written { .. } | QuestionState::Spoken));
        questions.sort_by_key(|one| (std::cmp::Reverse(one.votes), one.id));
        Ok(questions)
    }
}
