//! From rules to rows: the evenings of a series stand in the store for the half year ahead.

use std::collections::HashMap;

use koronailta_signaling::ids::{EveningId, Timestamp};

use super::{DAY_MS, MINUTE_MS, Post, cancel, replan};
use crate::{
    clock::SystemEntropy,
    schedule::{LocalTime, Occurrence, Pattern, Rule, ScheduleError, Zone},
    store::{PlannedEvening, Series, Store, StoreError},
};

/// Evenings are made for so many days ahead: a rule that never ends is bounded by it.
pub const HORIZON_DAYS: u64 = 183;

/// Why a series cannot be planned.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// What is stored is no rule any more.
    #[error(transparent)]
    Schedule(#[from] ScheduleError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The rule of a series at work.
///
/// # Errors
/// No evening comes of it.
pub fn pattern(series: &Series) -> Result<Pattern, ScheduleError> {
    let zone = Zone::parse(&series.details.time_zone)?;
    let rule = Rule::parse(&series.rule, &zone)?;
    Pattern::new(LocalTime::parse(&series.first_local)?, zone, rule)
}

/// Puts an evening's times: when it begins, how long it lasts, and when its doors open.
pub fn place(evening: &mut PlannedEvening, starts_at: Timestamp, minutes: u32, doors_minutes: u32) {
    evening.starts_at = starts_at;
    evening.ends_at = starts_at.plus(u64::from(minutes) * MINUTE_MS);
    evening.doors_open_at = Timestamp(starts_at.0.saturating_sub(u64::from(doors_minutes) * MINUTE_MS));
}

/// Makes the evenings of a series that are not there yet, and brings those that go its way up to date; who was invited is told.
/// With `removed` the series is over: what lies ahead is not held.
///
/// # Errors
/// The stored rule is none, or the store failed.
pub async fn plan_series(
    store: &Store,
    post: Option<&Post>,
    series: &Series,
    removed: bool,
    now: Timestamp,
) -> Result<(), PlanError> {
    let horizon = now.plus(HORIZON_DAYS * DAY_MS);
    let wanted = if removed { Vec::new() } else { pattern(series)?.between(now, horizon) };
    let mut wanted: HashMap<String, Occurrence> = wanted.into_iter().map(|one| (one.local.to_string(), one)).collect();
    for evening in store.planned_of_series(series.id).await? {
        let occurrence = evening.original_local.as_ref().and_then(|local| wanted.remove(local));
        if evening.starts_at <= now || !evening.is_ahead(now) || (evening.edited && !removed) {
            continue;
        }
        match occurrence {
            Some(occurrence) => follow(store, post, series, (evening, occurrence), now).await?,
            None => drop_evening(store, post, evening, now).await?,
        }
    }
    let mut new: Vec<_> = wanted.into_values().collect();
    new.sort_by_key(|one| one.at);
    let new = new.into_iter().map(|occurrence| evening_of(series, occurrence, now)).collect::<Vec<_>>();
    if !new.is_empty() {
        store.plan_evenings(new).await?;
    }
    Ok(())
}

fn evening_of(series: &Series, occurrence: Occurrence, now: Timestamp) -> PlannedEvening {
    let mut evening = PlannedEvening {
        id: EveningId::new(now, SystemEntropy::bytes()),
        network: series.network,
        series: Some(series.id),
        original_local: Some(occurrence.local.to_string()),
        edited: false,
        details: series.details.clone(),
        starts_at: occurrence.at,
        ends_at: occurrence.at,
        doors_open_at: occurrence.at,
        summary: String::new(),
        cancelled_at: None,
        opened_at: None,
        ended_at: None,
        ended: false,
        summary_sent_at: None,
        changed_at: now,
        sequence: 0,
        version: 1,
    };
    place(&mut evening, occurrence.at, series.minutes, series.doors_minutes);
    evening
}

/// An evening that goes the way of its series is as the series is now.
async fn follow(
    store: &Store,
    post: Option<&Post>,
    series: &Series,
    (before, occurrence): (PlannedEvening, Occurrence),
    now: Timestamp,
) -> Result<(), PlanError> {
    let mut evening = before.clone();
    evening.details = series.details.clone();
    if before.promises_are_fixed(now) {
        evening.details.encrypted = before.details.encrypted;
        evening.details.captions_kept = before.details.captions_kept;
    }
    place(&mut evening, occurrence.at, series.minutes, series.doors_minutes);
    if evening != before {
        evening.sequence += 1;
        evening.changed_at = now;
        replan(store, post, &before, evening, now).await?;
    }
    Ok(())
}

/// An evening that the rule has no more: removed if nobody has heard of it, else cancelled.
async fn drop_evening(
    store: &Store,
    post: Option<&Post>,
    evening: PlannedEvening,
    now: Timestamp,
) -> Result<(), PlanError> {
    match store.unplan_evening(evening.id).await {
        Ok(()) => Ok(()),
        // Somebody was invited, or something was prepared for it.
        Err(StoreError::Conflict | StoreError::InUse) => Ok(cancel(store, post, evening, now).await?),
        Err(error) => Err(error.into()),
    }
}
