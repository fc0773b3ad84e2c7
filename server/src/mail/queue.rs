//! Takes mail from the queue to the mail server, and back where it was put off.

use std::time::Duration;

use koronailta_signaling::ids::Timestamp;

use super::{Address, Smtp, Verdict, message};
use crate::{
    clock::Clock,
    store::{DueMail, MailState, Store, StoreError},
};

const MINUTE_MS: u64 = 60_000;

/// How often the queue is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Mails of one look.
const MAILS_AT_ONCE: u32 = 50;

/// A mail that is put off is tried again after so many minutes each time; with the last the two days are over.
const AGAIN_AFTER_MINUTES: [u64; 12] = [1, 5, 15, 30, 60, 120, 240, 360, 480, 480, 540, 540];

/// A mail with which a mail server could not be reached makes way for the others for so many minutes.
const MAKES_WAY_MINUTES: u64 = 10;

/// A mail that found no mail server for so long is given up (RFC 5321 §4.5.4.1).
const NO_LINE_MS: u64 = 5 * 24 * 60 * MINUTE_MS;

/// A mail server that cannot be reached is tried again after so many minutes, the last number from then on.
const LINE_AGAIN_AFTER_MINUTES: [u64; 5] = [1, 2, 5, 10, 15];

/// Carries mail to one mail server.
#[derive(Debug)]
pub struct Mailer {
    store: Store,
    smtp: Smtp,
    from: Address,
    line: Line,
}

/// Whether the mail server can be reached.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    failures: usize,
    again_at: Option<Timestamp>,
}

/// What one look at the queue brought about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Mails that were taken.
    pub sent: usize,
    /// Mails that were put off.
    pub put_off: usize,
    /// Mails that will not be tried again.
    pub dropped: usize,
}

impl Mailer {
    /// Sends on behalf of an address.
    #[must_use]
    pub fn new(store: Store, smtp: Smtp, from: Address) -> Self {
        Self { store, smtp, from, line: Line::default() }
    }

    /// Sends what is due. Where the mail server cannot be reached, everything waits.
    ///
    /// # Errors
    /// The store failed.
    pub async fn carry(&mut self, now: Timestamp) -> Result<Carried, StoreError> {
        let mut carried = Carried::default();
        if self.line.again_at.is_some_and(|again_at| now < again_at) {
            return Ok(carried);
        }
        for mail in self.store.due_mail(MAILS_AT_ONCE, now).await? {
            if mail.useful_until.is_some_and(|until| until < now) {
                self.store.finish_mail(mail.id, MailState::Outdated, None, now).await?;
                carried.dropped += 1;
                continue;
            }
            let verdict = match message::write(&mail, &self.from) {
                Ok(message) => match self.take_up(&mail, now).await {
                    Ok(()) => self.smtp.send(message).await,
                    // It was withdrawn meanwhile.
                    Err(StoreError::Conflict) => continue,
                    Err(error) => return Err(error),
                },
                Err(error) => Verdict::Refused(error.to_string()),
            };
            let line = match &verdict {
                Verdict::Unreachable(problem) | Verdict::Unknown(problem) => Some(problem.clone()),
                Verdict::Sent | Verdict::Later(_) | Verdict::Refused(_) => None,
            };
            self.settle(&mail, verdict, &mut carried, now).await?;
            if let Some(problem) = line {
                self.line_failed(&problem, now);
                return Ok(carried);
            }
            self.line = Line::default();
        }
        Ok(carried)
    }

    /// The attempt is stored before it is made: where nothing can be stored, or this process ends in the middle, nobody gets a mail again
    /// and again.
    async fn take_up(&self, mail: &DueMail, now: Timestamp) -> Result<(), StoreError> {
        let tried = usize::try_from(mail.attempts).unwrap_or(usize::MAX);
        let minutes = AGAIN_AFTER_MINUTES.get(tried).or(AGAIN_AFTER_MINUTES.last()).copied().unwrap_or(1);
        self.store.take_up_mail(mail.id, mail.attempts, now.plus(minutes * MINUTE_MS)).await
    }

    async fn settle(
        &self,
        mail: &DueMail,
        verdict: Verdict,
        carried: &mut Carried,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        match verdict {
            Verdict::Sent => {
                carried.sent += 1;
                metrics::counter!("koronailta_mails_total", "outcome" => "sent").increment(1);
                self.store.finish_mail(mail.id, MailState::Sent, None, now).await
            }
            Verdict::Later(problem) | Verdict::Unknown(problem) => {
                let again = usize::try_from(mail.attempts).is_ok_and(|tried| tried < AGAIN_AFTER_MINUTES.len());
                if again {
                    carried.put_off += 1;
                    self.store.put_off_mail(mail.id, problem).await
                } else {
                    self.give_up(mail, problem, carried, now).await
                }
            }
            Verdict::Refused(problem) => {
                carried.dropped += 1;
                metrics::counter!("koronailta_mails_total", "outcome" => "refused").increment(1);
                self.store.finish_mail(mail.id, MailState::Refused, Some(problem), now).await
            }
            Verdict::Unreachable(problem) if mail.created_at.plus(NO_LINE_MS) < now => {
                self.give_up(mail, problem, carried, now).await
            }
            Verdict::Unreachable(problem) => {
                self.store.untake_mail(mail.id, now.plus(MAKES_WAY_MINUTES * MINUTE_MS), problem).await
            }
        }
    }

    async fn give_up(
        &self,
        mail: &DueMail,
        problem: String,
        carried: &mut Carried,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        carried.dropped += 1;
        metrics::counter!("koronailta_mails_total", "outcome" => "given_up").increment(1);
        self.store.finish_mail(mail.id, MailState::GivenUp, Some(problem), now).await
    }

    fn line_failed(&mut self, problem: &str, now: Timestamp) {
        if self.line.failures == 0 {
            tracing::warn!(problem, "the mail server cannot be reached; mail waits");
        }
        let last = LINE_AGAIN_AFTER_MINUTES.len() - 1;
        let minutes = LINE_AGAIN_AFTER_MINUTES[self.line.failures.min(last)];
        self.line.failures += 1;
        self.line.again_at = Some(now.plus(minutes * MINUTE_MS));
    }
}

/// Carries mail as long as the server runs.
pub async fn run(mut mailer: Mailer, clock: Clock) {
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        ticks.tick().await;
        if let Err(error) = mailer.carry(clock.now()).await {
            tracing::warn!(%error, "the mail queue could not be read; trying again");
        }
    }
}

#[cfg(test)]
#[path = "../../../tests/src/smtp.rs"]
#[allow(dead_code, unreachable_pub, reason = "the scenes use more of it")]
mod sink;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::ids::MailId;

    use super::{super::smtp::Patience, sink::Sink, *};
    use crate::{
        clock::SystemEntropy,
        store::{Letter, MailKind, NewMail},
    };

    const BEGIN: Timestamp = Timestamp(1_800_000_000_000);
    const HOUR: u64 = 60 * MINUTE_MS;

    fn mail(address: &str, occasion: Option<&str>) -> NewMail {
        NewMail {
            id: MailId::new(BEGIN, SystemEntropy::bytes()),
            network: None,
            evening: None,
            person: None,
            kind: MailKind::Invitation,
            occasion: occasion.map(str::to_owned),
            address: address.to_owned(),
            sender_name: "Meri-Lappi".to_owned(),
            reply_to: None,
            letter: Letter {
                subject: "Kutsu".to_owned(),
                text: "Hyvää iltaa".to_owned(),
                html: "<p>Hyvää iltaa</p>".to_owned(),
                calendar: None,
            },
            useful_until: None,
            created_at: BEGIN,
        }
    }

    async fn mailer(sink: std::net::SocketAddr) -> (tempfile::TempDir, Store, Mailer) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        // Long enough for a mail server on this machine; only one that never answers makes a scene wait for it.
        let patience = Patience { line: Duration::from_secs(20), mail: Duration::from_millis(300) };
        let smtp = Smtp::patient(&format!("smtp://{sink}").parse().unwrap(), patience).unwrap();
        let mailer = Mailer::new(store.clone(), smtp, "ilta@koronailta.example".parse().unwrap());
        (folder, store, mailer)
    }

    #[tokio::test]
    async fn a_mail_server_that_is_down_for_two_days_loses_nothing() {
        let sink = Sink::start().await.unwrap();
        let address = sink.address;
        drop(sink);
        let (_folder, store, mut mailer) = mailer(address).await;
        store.queue_mail((0..20).map(|n| mail(&format!("aino{n}@example.fi"), None)).collect()).await.unwrap();
        let mut now = BEGIN;
        let mut looks = 0;
        while now < BEGIN.plus(48 * HOUR) {
            assert_eq!(mailer.carry(now).await.unwrap(), Carried::default());
            looks += 1;
            now = now.plus(7 * MINUTE_MS);
        }
        assert!(looks > 400);
        assert_eq!(store.due_mail(100, now).await.unwrap().len(), 20);
        let sink = Sink::on(address).await.unwrap();
        now = now.plus(15 * MINUTE_MS);
        assert_eq!(mailer.carry(now).await.unwrap().sent, 20);
        let mut people: Vec<_> = sink.mails().into_iter().flat_map(|mail| mail.to).collect();
        people.sort();
        people.dedup();
        assert_eq!(people.len(), 20, "each has got one");
        assert_eq!(sink.mails().len(), 20, "and only one");
        assert_eq!(mailer.carry(now.plus(HOUR)).await.unwrap(), Carried::default());
    }

    #[tokio::test]
    async fn a_mail_that_is_put_off_comes_again_for_two_days_and_one_that_is_refused_is_shown() {
        let sink = Sink::start().await.unwrap();
        let (_folder, store, mut mailer) = mailer(sink.address).await;
        store
            .queue_mail(vec![
                mail("later@example.fi", None),
                mail("nobody@example.fi", None),
                mail("aino@example.fi", None),
            ])
            .await
            .unwrap();
        let first = mailer.carry(BEGIN).await.unwrap();
        assert_eq!(first, Carried { sent: 1, put_off: 1, dropped: 1 });
        let mut now = BEGIN;
        let mut attempts = 1;
        let given_up = loop {
            now = now.plus(MINUTE_MS);
            let carried = mailer.carry(now).await.unwrap();
            attempts += carried.put_off + carried.dropped;
            if carried.dropped > 0 {
                break now;
            }
            assert!(now < BEGIN.plus(72 * HOUR), "it never ends");
        };
        assert!(given_up >= BEGIN.plus(47 * HOUR), "given up after {} h", given_up.since(BEGIN) / HOUR);
        assert_eq!(attempts, 13);
        assert_eq!(sink.mails().len(), 1);
    }

    /// Carries mail every minute for so many hours.
    async fn carry_for(mailer: &mut Mailer, hours: u64) {
        for minute in 0..hours * 60 {
            mailer.carry(BEGIN.plus(minute * MINUTE_MS)).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_mail_that_the_mail_server_cannot_take_keeps_nobody_elses_mail() {
        let sink = Sink::start().await.unwrap();
        let (_folder, store, mut mailer) = mailer(sink.address).await;
        store
            .queue_mail(vec![
                mail("äiti@example.fi", None),
                mail("busy@example.fi", None),
                mail("aino@käsityö.example", None),
                mail("eero@example.fi", None),
            ])
            .await
            .unwrap();
        carry_for(&mut mailer, 1).await;
        let mails = sink.mails();
        let mut people: Vec<_> = mails.iter().flat_map(|mail| &mail.to).cloned().collect();
        people.sort();
        assert_eq!(people.len(), 2, "{people:?}");
        assert!(people[0].starts_with("aino@xn--") && people[1] == "eero@example.fi", "{people:?}");
        let waiting = store.due_mail(9, BEGIN.plus(HOUR * 9)).await.unwrap();
        assert_eq!(waiting.iter().map(|mail| mail.address.as_str()).collect::<Vec<_>>(), ["busy@example.fi"]);
        carry_for(&mut mailer, 6 * 24).await;
        assert!(store.due_mail(9, BEGIN.plus(HOUR * 999)).await.unwrap().is_empty(), "it is not tried for ever");
    }

    #[tokio::test]
    async fn a_mail_that_was_perhaps_taken_is_not_sent_again_without_end() {
        let sink = Sink::start().await.unwrap();
        let (_folder, store, mut mailer) = mailer(sink.address).await;
        store.queue_mail(vec![mail("lost@example.fi", None), mail("eero@example.fi", None)]).await.unwrap();
        carry_for(&mut mailer, 72).await;
        assert_eq!(sink.mails_to("lost@example.fi").len(), 13, "as often as one that is put off");
        assert_eq!(sink.mails_to("eero@example.fi").len(), 1);
    }

    #[tokio::test]
    async fn who_waits_in_vain_for_an_answer_does_not_take_it_for_the_next_mails() {
        let sink = Sink::start().await.unwrap();
        let (_folder, store, mut mailer) = mailer(sink.address).await;
        store.queue_mail(vec![mail("silent@example.fi", None)]).await.unwrap();
        assert_eq!(mailer.carry(BEGIN).await.unwrap(), Carried { sent: 0, put_off: 1, dropped: 0 });
        store.queue_mail(vec![mail("nobody@example.fi", None), mail("eero@example.fi", None)]).await.unwrap();
        let next = mailer.carry(BEGIN.plus(MINUTE_MS / 2)).await.unwrap();
        assert_eq!(next, Carried::default(), "the line rests for a minute");
        let next = BEGIN.plus(MINUTE_MS);
        store.finish_mail(store.due_mail(9, next).await.unwrap()[2].id, MailState::Outdated, None, next).await.unwrap();
        assert_eq!(mailer.carry(next).await.unwrap(), Carried { sent: 1, put_off: 0, dropped: 1 });
        assert_eq!(sink.mails_to("eero@example.fi").len(), 1);
    }

    #[tokio::test]
    async fn nothing_is_sent_where_nothing_can_be_stored() {
        let sink = Sink::start().await.unwrap();
        let (folder, store, mut mailer) = mailer(sink.address).await;
        store.queue_mail(vec![mail("aino@example.fi", None)]).await.unwrap();
        let due = store.due_mail(1, BEGIN).await.unwrap().remove(0);
        store.take_up_mail(due.id, due.attempts, BEGIN.plus(MINUTE_MS)).await.unwrap();
        assert!(
            matches!(store.take_up_mail(due.id, due.attempts, BEGIN).await, Err(StoreError::Conflict)),
            "the same attempt is not made twice"
        );
        assert_eq!(mailer.carry(BEGIN).await.unwrap(), Carried::default(), "its time has not come again");
        assert_eq!(mailer.carry(BEGIN.plus(MINUTE_MS)).await.unwrap().sent, 1);
        store.queue_mail(vec![mail("aino@example.fi", None)]).await.unwrap();
        let path = folder.path().join("koronailta.sqlite");
        let disk = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
        let full = "CREATE TRIGGER full BEFORE UPDATE ON mail_queue BEGIN SELECT RAISE(ABORT, 'disk full'); END";
        sqlx::query(full).execute(&disk).await.unwrap();
        assert!(mailer.carry(BEGIN.plus(HOUR)).await.is_err());
        assert_eq!(sink.mails().len(), 1, "no second mail has left");
    }

    #[tokio::test]
    async fn one_occasion_makes_one_mail_and_what_is_outdated_is_not_sent() {
        let sink = Sink::start().await.unwrap();
        let (_folder, store, mut mailer) = mailer(sink.address).await;
        store.queue_mail(vec![mail("aino@example.fi", Some("a")), mail("aino@example.fi", Some("a"))]).await.unwrap();
        store
            .queue_mail(vec![
                mail("aino@example.fi", Some("a")),
                NewMail { useful_until: Some(BEGIN), ..mail("eero@example.fi", None) },
            ])
            .await
            .unwrap();
        assert_eq!(mailer.carry(BEGIN.plus(HOUR)).await.unwrap(), Carried { sent: 1, put_off: 0, dropped: 1 });
        let mails = sink.mails();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to, ["aino@example.fi"]);
        assert_eq!(mails[0].part("text/plain").unwrap().trim(), "Hyvää iltaa");
    }
}
