//! The evenings of a network between planning and the mail afterwards: rows are made from rules, people are invited and reminded, and what
//! has passed is closed.

mod calendar;
#[cfg(test)]
mod erasure;
mod invite;
mod plan;
mod round;

pub use calendar::{feed, invitation_calendar};
pub use invite::{Post, cancel, invite, invite_again, replan};
pub use plan::{HORIZON_DAYS, PlanError, pattern, place, plan_series};
pub use round::{go_round, run};

use koronailta_signaling::ids::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::PlannedEvening;

pub(crate) const MINUTE_MS: u64 = 60_000;
pub(crate) const HOUR_MS: u64 = 60 * MINUTE_MS;
pub(crate) const DAY_MS: u64 = 24 * HOUR_MS;

/// How far an evening has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EveningState {
    /// Its doors are closed.
    Scheduled,
    /// They are open.
    DoorsOpen,
    /// People are in.
    Live,
    /// It is over.
    Ended,
    /// It is not held.
    Cancelled,
}

impl PlannedEvening {
    /// How far it has come.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> EveningState {
        if self.cancelled_at.is_some() {
            EveningState::Cancelled
        } else if self.ended {
            EveningState::Ended
        } else if now < self.doors_open_at {
            EveningState::Scheduled
        } else if self.opened_at.is_some() {
            EveningState::Live
        } else {
            EveningState::DoorsOpen
        }
    }

    /// How long it is planned to last.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        u32::try_from(self.ends_at.since(self.starts_at) / MINUTE_MS).unwrap_or(u32::MAX)
    }

    /// How long before the start the doors open.
    #[must_use]
    pub fn doors_minutes(&self) -> u32 {
        u32::try_from(self.starts_at.since(self.doors_open_at) / MINUTE_MS).unwrap_or(u32::MAX)
    }

    /// Whether it is end-to-end encrypted, and whether its captions are kept, can no longer be changed: people may be in who were told so.
    #[must_use]
    pub fn promises_are_fixed(&self, now: Timestamp) -> bool {
        self.doors_open_at <= now || self.opened_at.is_some()
    }

    /// It can still be changed and people can be invited to it.
    #[must_use]
    pub fn is_ahead(&self, now: Timestamp) -> bool {
        matches!(self.state(now), EveningState::Scheduled | EveningState::DoorsOpen | EveningState::Live)
    }
}
