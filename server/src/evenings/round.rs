//! What happens by itself: evenings are made from rules, invited to, reminded of and closed.

use std::time::Duration;

use koronailta_signaling::ids::{EveningId, MailId, Timestamp};

use super::{
    DAY_MS, HOUR_MS, PlanError, Post, invite,
    invite::{link_to, remind},
    plan_series,
};
use crate::{
    announcements, board,
    clock::{Clock, SystemEntropy},
    mail::letters::{self, About, Near},
    rooms::Registry,
    schedule::Zone,
    store::{Answer, MailKind, NewLetter, NewMail, News, PlannedEvening, Store, StoreError},
    token::Token,
};

/// How often the round is made.
const EVERY: Duration = Duration::from_secs(20);

/// An evening that nobody ended is over so long after its planned end, if nobody is in it.
const OVERRUN_MS: u64 = 6 * HOUR_MS;

/// Also with people in it: somebody has forgotten a page. The longest evening that can be planned lasts a day.
const OPEN_MAX_MS: u64 = DAY_MS;

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
    board::go_round(store, post, now).await?;
    store.forget_contact_requests(now).await?;
    store.forget_evenings(now).await?;
    store.forget_links(now).await?;
    store.forget_answers(now).await?;
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
        if !evening.ended && evening.ends_at.plus(OPEN_MAX_MS) > now && is_live(evening.id) {
            continue;
        }
        if evening.ended_at.is_none() {
            store.note_end(evening.id, now).await?;
        }
        let Some(post) = post else { continue };
        // An hour later the organizer has perhaps written something for it.
        let due = evening.ended_at.is_some_and(|at| at.plus(HOUR_MS) <= now);
        if due && evening.summary_sent_at.is_none() {
            if evening.opened_at.is_some() {
                summarize(store, post, &evening, now).await?;
            }
            store.note_summary(evening.id, now).await?;
        }
    }
    Ok(())
}

/// To all who were invited and did not decline.
async fn summarize(store: &Store, post: &Post, evening: &PlannedEvening, now: Timestamp) -> Result<(), StoreError> {
    let Some(network) = store.network_by_id(evening.network).await? else { return Ok(()) };
    let Ok(zone) = Zone::parse(&evening.details.time_zone) else { return Ok(()) };
    let ahead = store.planned_between(network.id, (now, now.plus(super::HORIZON_DAYS * DAY_MS)), 20).await?;
    let next = ahead.iter().find(|one| one.is_ahead(now)).map(|one| (one.details.title.as_str(), one.starts_at));
    let mut letters = Vec::new();
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
        let token = Token::generate();
        let rest = format!("{}/{}", post.address("after", &token), evening.id);
        let mail = NewMail {
            id: MailId::new(now, SystemEntropy::bytes()),
            network: Some(network.id),
            evening: Some(evening.id),
            person: Some(one.person),
            kind: MailKind::Summary,
            occasion: Some(format!("summary {} {}", evening.id, one.person)),
            address,
            sender_name: network.name.clone(),
            reply_to: network.contact_email.clone(),
            letter: letters::summary(&about, &evening.summary, &rest, next),
            useful_until: None,
            created_at: now,
        };
        let link = link_to(evening, (one.person, &one.name), &token, now);
        letters.push(NewLetter { mail, link: Some(link) });
    }
    store.announce(News { letters, ..News::default() }, now).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::{
        ids::{NetworkId, PersonId, SeriesId},
        wire::{join::Language, participant::Role},
    };
    use url::Url;

    use super::*;
    use crate::{
        evenings::{cancel, place},
        schedule::LocalTime,
        store::{Details, LinkState, MailState, NewNetwork, Person, Series},
    };

    struct Scene {
        folder: tempfile::TempDir,
        store: Store,
        post: Post,
        network: NetworkId,
        people: Vec<Person>,
    }

    fn at(local: &str) -> Timestamp {
        Zone::parse("Europe/Helsinki").unwrap().place(LocalTime::parse(local).unwrap()).at
    }

    /// Aino, Eero, and Ville, who has no mail address.
    async fn scene(now: Timestamp) -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let network = NetworkId::new(now, SystemEntropy::bytes());
        let person = |name: &str, email: Option<&str>| Person {
            id: PersonId::new(now, SystemEntropy::bytes()),
            member: None,
            network,
            name: name.to_owned(),
            email: email.map(str::to_owned),
            language: Language::Fi,
            role: Role::Organizer,
            founder: false,
            created_at: now,
            version: 1,
        };
        let people = vec![
            person("Aino", Some("aino@kemi.example")),
            person("Eero", Some("eero@kemi.example")),
            person("Ville", None),
        ];
        let new = NewNetwork {
            id: network,
            slug: "kemi".to_owned(),
            name: "Meri-Lappi".to_owned(),
            ground_rules: String::new(),
            help_phone: None,
            members_may_host: true,
            created_at: now,
        };
        store.found_network(new, people[0].clone()).await.unwrap();
        store.add_people(Vec::new(), people[1..].to_vec()).await.unwrap();
        let post = Post {
            public_url: Url::parse("https://illat.example").unwrap(),
            from: "ilta@koronailta.example".parse().unwrap(),
        };
        Scene { folder, store, post, network, people }
    }

    impl Scene {
        async fn series(&self, now: Timestamp, first: &str, invite_days: Option<u32>) -> Series {
            let series = Series {
                id: SeriesId::new(now, SystemEntropy::bytes()),
                network: self.network,
                details: Details {
                    title: "Ilta".to_owned(),
                    programme: String::new(),
                    place: None,
                    time_zone: "Europe/Helsinki".to_owned(),
                    advisor: None,
                    encrypted: false,
                    captions_kept: false,
                },
                rule: "FREQ=WEEKLY".to_owned(),
                first_local: first.to_owned(),
                minutes: 90,
                doors_minutes: 30,
                invite_days,
                created_at: now,
                changed_at: now,
                sequence: 0,
                version: 1,
            };
            self.store.add_series(series.clone()).await.unwrap();
            series
        }

        async fn round(&self, now: Timestamp) {
            go_round(&self.store, Some(&self.post), |_| false, now).await.unwrap();
        }

        /// No further letter can be stored, or they can again.
        async fn full_disk(&self, full: bool) {
            let path = self.folder.path().join("koronailta.sqlite");
            let disk = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
            let words = if full {
                "CREATE TRIGGER full BEFORE INSERT ON mail_queue BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            } else {
                "DROP TRIGGER full"
            };
            sqlx::query(words).execute(&disk).await.unwrap();
            disk.close().await;
        }

        /// What was queued for an address, by kind, the oldest first.
        async fn mails(&self, address: &str) -> Vec<MailKind> {
            let mut mails = self.store.mail_of(self.network).await.unwrap();
            mails.reverse();
            mails.into_iter().filter(|mail| mail.address == address).map(|mail| mail.kind).collect()
        }
    }

    #[tokio::test]
    async fn invitations_go_out_days_before_and_reminders_a_day_and_an_hour_before_each_once() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        let series = scene.series(monday, "2026-12-01T18:00", Some(5)).await;
        scene.round(monday).await;
        let evenings = scene.store.planned_of_series(series.id).await.unwrap();
        assert_eq!(evenings.len(), 25, "half a year of weeks");
        assert!(scene.mails("aino@kemi.example").await.is_empty(), "eight days are more than five");
        for hour in 0..9 * 24 {
            scene.round(monday.plus(hour * HOUR_MS)).await;
            if hour == 5 * 24 {
                let first = evenings[0].id;
                scene.store.answer_invitation(first, scene.people[1].id, Answer::No, monday).await.unwrap();
            }
        }
        use MailKind::{Invitation, Reminder};
        assert_eq!(scene.mails("aino@kemi.example").await, [Invitation, Reminder, Reminder]);
        assert_eq!(scene.mails("eero@kemi.example").await, [Invitation], "who has declined is not reminded");
        assert_eq!(scene.store.mail_of(scene.network).await.unwrap().len(), 4, "nobody else is written to");
    }

    #[tokio::test]
    async fn a_reminder_has_one_link_however_often_the_round_is_made_and_old_ones_are_forgotten() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        let series = scene.series(monday, "2026-11-28T18:00", Some(7)).await;
        scene.round(monday).await;
        let evening = scene.store.planned_of_series(series.id).await.unwrap().remove(0);
        let eve = Timestamp(evening.starts_at.0 - 20 * HOUR_MS);
        for tick in 0..60 {
            scene.round(eve.plus(tick * 20_000)).await;
        }
        let links = scene.store.links_of(evening.id).await.unwrap();
        assert_eq!(links.len(), 4, "one in each invitation and each reminder of two people");
        assert!(links.iter().all(|link| link.state(eve) == LinkState::Valid));
        scene.round(evening.ends_at.plus(80 * DAY_MS)).await;
        assert_eq!(scene.store.links_of(evening.id).await.unwrap().len(), 4, "they lead to the evenings that follow");
        scene.round(evening.ends_at.plus(90 * DAY_MS)).await;
        assert!(scene.store.links_of(evening.id).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn nobody_is_invited_and_nothing_cancelled_without_the_letters_that_say_so() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        let series = scene.series(monday, "2026-11-28T18:00", None).await;
        scene.round(monday).await;
        let evening = scene.store.planned_of_series(series.id).await.unwrap().remove(0);
        scene.full_disk(true).await;
        assert!(invite(&scene.store, &scene.post, &evening, &scene.people, monday).await.is_err());
        assert!(scene.store.invited_to(evening.id).await.unwrap().is_empty());
        assert!(scene.store.links_of(evening.id).await.unwrap().is_empty());
        scene.full_disk(false).await;
        assert_eq!(invite(&scene.store, &scene.post, &evening, &scene.people, monday).await.unwrap(), 2);
        scene.full_disk(true).await;
        assert!(cancel(&scene.store, Some(&scene.post), evening.clone(), monday).await.is_err());
        let still = scene.store.planned_evening(evening.id).await.unwrap().unwrap();
        assert_eq!((still.cancelled_at, still.version), (None, evening.version), "who tries again finds it as it was");
        scene.full_disk(false).await;
        cancel(&scene.store, Some(&scene.post), evening, monday.plus(HOUR_MS)).await.unwrap();
        assert_eq!(scene.mails("aino@kemi.example").await, [MailKind::Invitation, MailKind::Cancellation]);
    }

    #[tokio::test]
    async fn whoever_is_removed_gets_no_mail_that_waits_and_leaves_no_address() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        scene.series(monday, "2026-11-28T18:00", Some(7)).await;
        scene.round(monday).await;
        let eero = &scene.people[1];
        scene.store.remove_person(eero.id, eero.version, monday).await.unwrap();
        let mails = scene.store.mail_of(scene.network).await.unwrap();
        let his = mails.iter().find(|mail| mail.person == Some(eero.id)).unwrap();
        assert_eq!((his.address.as_str(), his.state), ("", MailState::Outdated));
        let due = scene.store.due_mail(9, monday).await.unwrap();
        assert_eq!(due.iter().map(|mail| mail.address.as_str()).collect::<Vec<_>>(), ["aino@kemi.example"]);
    }

    #[tokio::test]
    async fn an_evening_whose_doors_are_open_stays_as_encrypted_as_people_were_told() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        let mut series = scene.series(monday, "2026-11-28T18:00", None).await;
        scene.round(monday).await;
        series.details.encrypted = true;
        scene.store.update_series(series.clone()).await.unwrap();
        let begins = at("2026-11-28T17:45");
        scene.round(begins).await;
        let evenings = scene.store.planned_of_series(series.id).await.unwrap();
        assert_eq!([evenings[0].details.encrypted, evenings[1].details.encrypted], [false, true]);
    }

    #[tokio::test]
    async fn who_does_not_want_reminders_gets_none_and_a_cancelled_evening_reminds_nobody() {
        let monday = at("2026-11-23T09:00");
        let scene = scene(monday).await;
        let series = scene.series(monday, "2026-11-28T18:00", Some(7)).await;
        scene.store.set_mail_refusal(scene.people[0].id, MailKind::Reminder, true).await.unwrap();
        scene.round(monday).await;
        let evening = scene.store.planned_of_series(series.id).await.unwrap().remove(0);
        scene.round(Timestamp(evening.starts_at.0 - 20 * HOUR_MS)).await;
        assert_eq!(
            scene.mails("aino@kemi.example").await.iter().filter(|kind| **kind == MailKind::Reminder).count(),
            0
        );
        assert_eq!(
            scene.mails("eero@kemi.example").await.iter().filter(|kind| **kind == MailKind::Reminder).count(),
            1
        );
        cancel(&scene.store, Some(&scene.post), evening.clone(), monday).await.unwrap();
        scene.round(Timestamp(evening.starts_at.0 - HOUR_MS / 2)).await;
        let eero = scene.mails("eero@kemi.example").await;
        assert_eq!(eero.iter().filter(|kind| **kind == MailKind::Reminder).count(), 1, "{eero:?}");
        assert!(eero.contains(&MailKind::Cancellation), "{eero:?}");
    }

    #[tokio::test]
    async fn an_evening_that_nobody_ended_is_closed_and_one_with_people_is_not() {
        let now = at("2026-11-24T18:00");
        let scene = scene(now).await;
        let series = scene.series(now, "2026-11-24T18:00", None).await;
        scene.round(now).await;
        let mut first = scene.store.planned_of_series(series.id).await.unwrap().remove(0);
        place(&mut first, now, 90, 30);
        let late = first.ends_at.plus(OVERRUN_MS + 1);
        go_round(&scene.store, None, |evening| evening == first.id, late).await.unwrap();
        assert!(!scene.store.planned_evening(first.id).await.unwrap().unwrap().ended, "people are still there");
        let second = scene.store.planned_of_series(series.id).await.unwrap().remove(1);
        scene.round(late).await;
        let closed = scene.store.planned_evening(first.id).await.unwrap().unwrap();
        assert_eq!((closed.ended, closed.ended_at), (true, Some(late)));
        let closed_at = second.ends_at.plus(OPEN_MAX_MS);
        go_round(&scene.store, None, |_| true, Timestamp(closed_at.0 - 1)).await.unwrap();
        assert!(!scene.store.planned_evening(second.id).await.unwrap().unwrap().ended, "somebody is still there");
        go_round(&scene.store, None, |_| true, closed_at).await.unwrap();
        let closed = scene.store.planned_evening(second.id).await.unwrap().unwrap();
        assert!(closed.ended, "a page that somebody forgot keeps no evening open");
        scene.round(late.plus(2 * HOUR_MS)).await;
        assert!(scene.store.mail_of(scene.network).await.unwrap().is_empty(), "nobody was there: no word afterwards");
    }
}
