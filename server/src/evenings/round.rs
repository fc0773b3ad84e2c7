//! What happens by itself: evenings are made from rules, invited to, reminded of and closed.

use std::time::Duration;

use koronailta_signaling::ids::{EveningId, MailId, Timestamp};

use super::{DAY_MS, HOUR_MS, PlanError, Post, invite, invite::remind, plan_series};
use crate::{
    announcements,
    clock::{Clock, SystemEntropy},
    mail::letters::{self, About, Near},
    rooms::Registry,
    schedule::Zone,
    store::{Answer, MailKind, NewMail, PlannedEvening, Store, StoreError},
};

/// How often the round is made.
const EVERY: Duration = Duration::from_secs(20);

/// An evening that nobody ended is over so long after its planned end, if nobody is in it.
const OVERRUN_MS: u64 = 6 * HOUR_MS;

/// The reminder of the day before is sent from so long before the start on, and not later than the second number before it.
const DAY_BEFORE_MS: (u64, u64) = (DAY_MS, 12 * HOUR_MS);

/// The same for the hour before.
const HOUR_BEFORE_MS: (u64, u64) = (HOUR_MS, 0);

/// Mails that were sent are remembered for so long.
const MAIL_KEPT_MS: u64 = 90 * DAY_MS;

/// Makes the round as long as the server runs.
pub async fn run(store: Store, post: Option<Post>, registry: Registry, clock: Clock) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        let is_live = |evening| registry.live().iter().any(|(live, _)| *live == evening);
        if let Err(error) = go_round(&store, post.as_ref(), is_live, clock.now()).await {
            tracing::warn!(%error, "the round of the evenings was not finished; trying again");
        }
    }
}

/// One round. What was done in an earlier one is not done again.
///
/// # Errors
/// The store failed.
pub async fn go_round(
    store: &Store,
    post: Option<&Post>,
    is_live: impl Fn(EveningId) -> bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    for series in store.all_series().await? {
        planned(plan_series(store, post, &series, false, now).await)?;
        if let (Some(post), Some(days)) = (post, series.invite_days) {
            invite_ahead(store, post, series.id, days, now).await?;
        }
    }
    for series in store.removed_series(now).await? {
        planned(plan_series(store, post, &series, true, now).await)?;
    }
    if let Some(post) = post {
        for evening in store.evenings_near(now, now.plus(DAY_BEFORE_MS.0)).await? {
            let left = evening.starts_at.since(now);
            if left > DAY_BEFORE_MS.1 {
                remind(store, post, &evening, Near::Tomorrow, now).await?;
            } else if left <= HOUR_BEFORE_MS.0 {
                remind(store, post, &evening, Near::Soon, now).await?;
            }
        }
    }
    close(store, post, is_live, now).await?;
    if let Some(post) = post {
        announcements::mail_news(store, &post.public_url.origin().ascii_serialization(), now).await?;
    }
    store.forget_evenings(now).await?;
    store.forget_mail(Timestamp(now.0.saturating_sub(MAIL_KEPT_MS))).await
}

/// A series that cannot be planned is no reason to leave the others.
fn planned(result: Result<(), PlanError>) -> Result<(), StoreError> {
    match result {
        Err(PlanError::Store(StoreError::Conflict)) | Ok(()) => Ok(()),
        Err(PlanError::Store(error)) => Err(error),
        Err(PlanError::Schedule(error)) => {
            tracing::error!(%error, "a series cannot be planned");
            Ok(())
        }
    }
}

async fn invite_ahead(
    store: &Store,
    post: &Post,
    series: koronailta_signaling::ids::SeriesId,
    days: u32,
    now: Timestamp,
) -> Result<(), StoreError> {
    let until = now.plus(u64::from(days) * DAY_MS);
    let near: Vec<_> = store
        .planned_of_series(series)
        .await?
        .into_iter()
        .filter(|evening| evening.starts_at > now && evening.starts_at <= until && evening.is_ahead(now))
        .collect();
    for evening in near {
        let persons = store.persons_of(evening.network).await?;
        invite(store, post, &evening, &persons, now).await?;
    }
    Ok(())
}

async fn close(
    store: &Store,
    post: Option<&Post>,
    is_live: impl Fn(EveningId) -> bool,
    now: Timestamp,
) -> Result<(), StoreError> {
    let overdue = Timestamp(now.0.saturating_sub(OVERRUN_MS));
    for evening in store.evenings_to_close(overdue).await? {
        if !evening.ended && is_live(evening.id) {
            continue;
        }
        if evening.ended_at.is_none() {
            store.note_end(evening.id, now).await?;
        }
        if post.is_none() {
            continue;
        }
        // An hour later the organizer has perhaps written something for it.
        let due = evening.ended_at.is_some_and(|at| at.plus(HOUR_MS) <= now);
        if due && evening.summary_sent_at.is_none() {
            if evening.opened_at.is_some() {
                summarize(store, &evening, now).await?;
            }
            store.note_summary(evening.id, now).await?;
        }
    }
    Ok(())
}

/// To all who were invited and did not decline.
async fn summarize(store: &Store, evening: &PlannedEvening, now: Timestamp) -> Result<(), StoreError> {
    let Some(network) = store.network_by_id(evening.network).await? else { return Ok(()) };
    let Ok(zone) = Zone::parse(&evening.details.time_zone) else { return Ok(()) };
    let ahead = store.planned_between(network.id, (now, now.plus(super::HORIZON_DAYS * DAY_MS)), 20).await?;
    let next = ahead.iter().find(|one| one.is_ahead(now)).map(|one| (one.details.title.as_str(), one.starts_at));
    let mut mails = Vec::new();
    for one in store.invited_to(evening.id).await? {
        let Some(address) = one.email.filter(|_| one.answer != Some(Answer::No)) else { continue };
        let about = About {
            language: one.language,
            reader: &one.name,
            network: &network.name,
            title: &evening.details.title,
            zone: &zone,
            starts_at: evening.starts_at,
            doors_open_at: evening.doors_open_at,
            place: evening.details.place.as_deref(),
            programme: &evening.details.programme,
            advisor: None,
        };
        mails.push(NewMail {
            id: MailId::new(now, SystemEntropy::bytes()),
            network: Some(network.id),
            evening: Some(evening.id),
            person: Some(one.person),
            kind: MailKind::Summary,
            occasion: Some(format!("summary {} {}", evening.id, one.person)),
            address,
            sender_name: network.name.clone(),
            reply_to: network.contact_email.clone(),
            letter: letters::summary(&about, &evening.summary, &[], next),
            useful_until: None,
            created_at: now,
        });
    }
    store.queue_mail(mails).await
}
