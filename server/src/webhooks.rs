//! Tells other programs what happened in evenings: signed, tried again, and never into a network that is nobody's business.
//!
//! The form is that of Standard Webhooks: `webhook-id`, `webhook-timestamp`, and `webhook-signature`, which is `v1,` and the base64 of HMAC-SHA256 over
//! `id.timestamp.body`.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::{Duration, Instant},
};

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::StreamExt as _;
use koronailta_signaling::ids::{Timestamp, WebhookId};
use reqwest::{
    Client,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};
use sha2::{Digest, Sha256};
use url::{Host, Url};

use crate::{
    clock::Clock,
    evenings::{DAY_MS, MINUTE_MS},
    store::{Delivery, Store, StoreError, Webhook},
    token::hex,
};

/// How often is looked whether anything happened.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long a program may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What one program is told in one look.
const AT_ONCE: u32 = 20;

/// A program that takes longer than this over what it is told hears the rest in the next look.
const LOOK_WITHIN: Duration = Duration::from_secs(3);

/// Programs that are told something at the same time; each of them one thing after another.
const PROGRAMS_AT_ONCE: usize = 16;

/// It is tried again after so many minutes each time; then it is given up.
const AGAIN_AFTER_MINUTES: [u64; 9] = [1, 5, 15, 60, 180, 360, 720, 1440, 1440];

/// A program that cannot be reached for so long is told nothing any more.
const DISABLED_AFTER_MS: u64 = 5 * DAY_MS;

/// What was delivered is remembered for so long.
const KEPT_MS: u64 = 14 * DAY_MS;

/// Characters of a problem that are kept.
const PROBLEM_MAX: usize = 160;

/// Where webhooks may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Over TLS to public addresses.
    Public,
    /// Anywhere: the host has said so.
    Anywhere,
}

/// The address cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a webhook leads to https and a public address")]
pub struct OutOfReach;

impl Reach {
    /// Checks an address as far as it can be without asking for names.
    ///
    /// # Errors
    /// It must not be used.
    pub fn check(self, text: &str) -> Result<Url, OutOfReach> {
        let url = Url::parse(text).map_err(|_| OutOfReach)?;
        let plain = url.username().is_empty() && url.password().is_none();
        let host = url.host().ok_or(OutOfReach)?;
        let right = match self {
            Self::Anywhere => matches!(url.scheme(), "http" | "https"),
            Self::Public => {
                let address = match host {
                    Host::Domain(name) => {
                        name.contains('.') && !name.ends_with(".localhost") && !name.ends_with(".local")
                    }
                    Host::Ipv4(address) => is_public(IpAddr::V4(address)),
                    Host::Ipv6(address) => is_public(IpAddr::V6(address)),
                };
                url.scheme() == "https" && address
            }
        };
        if right && plain { Ok(url) } else { Err(OutOfReach) }
    }
}

/// An address that belongs to the world, by the registries of RFC 6890.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            let special = address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_broadcast()
                || address.is_documentation()
                || address.is_multicast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && (b == 18 || b == 19))
                || (a == 192 && b == 0 && c == 0);
            !special
        }
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public(IpAddr::V4(mapped)),
            // 2000::/3 is what is given out; within it are Teredo, documentation and 6to4, which lead elsewhere.
            None => {
                let [a, b, ..] = address.segments();
                (0x2000..0x4000).contains(&a) && !(a == 0x2001 && (b < 0x200 || b == 0xdb8)) && a != 0x2002
            }
        },
    }
}

/// Names lead only to public addresses: what a name led to when it was checked says nothing about now.
#[derive(Debug)]
struct PublicNames;

impl Resolve for PublicNames {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(OutOfReach.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Why a program did not hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its address must not be used.
    #[error("{0}")]
    Address(#[from] OutOfReach),
    /// It took too long.
    #[error("no answer in time")]
    Silent,
    /// Nobody is there.
    #[error("it cannot be reached")]
    Unreachable,
    /// It answered something that is no answer.
    #[error("the request failed")]
    Garbled,
    /// It says that it did not take it.
    #[error("HTTP {0}")]
    Status(u16),
}

/// Carries what happened to those who want to hear of it.
#[derive(Debug)]
pub struct Teller {
    store: Store,
    client: Client,
    reach: Reach,
}

impl Teller {
    /// Reaches as far as the host allows.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(store: Store, reach: Reach) -> Result<Self, reqwest::Error> {
        let builder = Client::builder().redirect(Policy::none()).timeout(PATIENCE).no_proxy().user_agent("koronailta");
        let builder = match reach {
            Reach::Public => builder.dns_resolver(Arc::new(PublicNames)),
            Reach::Anywhere => builder,
        };
        Ok(Self { store, client: builder.build()?, reach })
    }

    /// Notes what has ended, and delivers what is due.
    ///
    /// # Errors
    /// The store failed.
    pub async fn deliver(&self, now: Timestamp) -> Result<usize, StoreError> {
        for evening in self.store.just_ended().await? {
            self.store.note_end(evening, now).await?;
        }
        let programs = self.store.webhooks_with_deliveries(now).await?;
        let told = futures_util::stream::iter(programs).map(|webhook| self.tell(webhook, now));
        let heard: Vec<_> = told.buffer_unordered(PROGRAMS_AT_ONCE).collect().await;
        heard.into_iter().sum()
    }

    /// Tells one program what it has not heard, as far as it listens.
    async fn tell(&self, webhook: WebhookId, now: Timestamp) -> Result<usize, StoreError> {
        let mut heard = 0;
        let began = Instant::now();
        for delivery in self.store.due_deliveries(webhook, now, AT_ONCE).await? {
            match self.post(&delivery, now).await {
                Ok(()) => {
                    heard += 1;
                    self.store.note_delivered(&delivery, now).await?;
                }
                Err(problem) => self.failed(&delivery, &problem, now).await?,
            }
            if began.elapsed() > LOOK_WITHIN {
                break;
            }
        }
        Ok(heard)
    }

    async fn post(&self, delivery: &Delivery, now: Timestamp) -> Result<(), String> {
        let body = self.body(delivery).await?;
        // The same each time it is tried, and no name of anything: what is stored ends in who came in.
        let id = hex(&Sha256::digest(format!("{} {}", delivery.webhook.secret, delivery.id)));
        self.send(&delivery.webhook, id, body, now).await.map_err(|fault| fault.to_string())
    }

    /// Tells a program that it is being tried out. Nothing is kept of it.
    ///
    /// # Errors
    /// It did not hear.
    pub async fn try_out(&self, webhook: &Webhook, network: &str, id: String, now: Timestamp) -> Result<(), Fault> {
        let body = serde_json::json!({ "type": "test", "timestamp": now.0, "data": { "network": network } });
        self.send(webhook, id, body.to_string(), now).await
    }

    async fn send(&self, webhook: &Webhook, id: String, body: String, now: Timestamp) -> Result<(), Fault> {
        let url = self.reach.check(&webhook.url)?;
        let seconds = (now.0 / 1000).to_string();
        let answer = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-signature", signature(&webhook.secret, &format!("{id}.{seconds}.{body}")))
            .header("webhook-id", id)
            .header("webhook-timestamp", seconds)
            .body(body)
            .send()
            .await
            .map_err(|error| fault(&error))?;
        if answer.status().is_success() { Ok(()) } else { Err(Fault::Status(answer.status().as_u16())) }
    }

    async fn body(&self, delivery: &Delivery) -> Result<String, String> {
        let failed = |error: StoreError| error.to_string();
        let evening =
            self.store.planned_evening(delivery.evening).await.map_err(failed)?.ok_or("the evening is gone")?;
        let network = self.store.network_by_id(evening.network).await.map_err(failed)?.ok_or("the network is gone")?;
        Ok(serde_json::json!({
            "type": delivery.event,
            "timestamp": delivery.happened_at.0,
            "data": {
                "network": network.slug,
                "evening": {
                    "id": evening.id,
                    "title": evening.details.title,
                    "starts_at": evening.starts_at,
                    "ends_at": evening.ends_at,
                },
            },
        })
        .to_string())
    }

    async fn failed(&self, delivery: &Delivery, problem: &str, now: Timestamp) -> Result<(), StoreError> {
        let problem: String = problem.chars().filter(|one| !one.is_control()).take(PROBLEM_MAX).collect();
        let after = usize::try_from(delivery.attempts).ok().and_then(|tried| AGAIN_AFTER_MINUTES.get(tried));
        self.store.note_undelivered(delivery, after.map(|minutes| now.plus(minutes * MINUTE_MS)), problem, now).await?;
        let since = delivery.webhook.failing_since.unwrap_or(now);
        if now.since(since) >= DISABLED_AFTER_MS {
            tracing::warn!(webhook = %delivery.webhook.id, "a webhook could not be reached for days and is switched off");
            self.store.disable_webhook(delivery.webhook.id, now).await?;
        }
        Ok(())
    }
}

/// What kind of fault it was: the whole error would name the address.
fn fault(error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        Fault::Silent
    } else if error.is_connect() {
        Fault::Unreachable
    } else {
        Fault::Garbled
    }
}

/// Signs what is sent.
#[must_use]
pub fn signature(secret: &str, content: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    format!("v1,{}", STANDARD.encode(hmac::sign(&key, content.as_bytes())))
}

/// Delivers as long as the server runs.
pub async fn run(teller: Teller, clock: Clock) {
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let mut looks = 0_u32;
    loop {
        ticks.tick().await;
        let now = clock.now();
        if let Err(error) = teller.deliver(now).await {
            tracing::warn!(%error, "webhooks could not be looked after; trying again");
        }
        looks = looks.wrapping_add(1);
        if looks.is_multiple_of(3600) {
            let _ = teller.store.forget_deliveries(Timestamp(now.0.saturating_sub(KEPT_MS))).await;
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::ids::{EveningId, NetworkId};
    use tokio::io::AsyncReadExt as _;

    use super::*;
    use crate::store::{NewEvening, NewNetwork, Webhook, WebhookEvent};

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn webhooks_lead_nowhere_inside() {
        for text in [
            "http://hooks.example.org/x",
            "https://127.0.0.1/",
            "https://10.1.2.3/",
            "https://192.168.0.1:8443/",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://0x7f.1/",
            "https://2130706433/",
            "https://localhost/",
            "https://intranet/",
            "https://user:password@hooks.example.org/",
            "file:///etc/passwd",
            "https://",
        ] {
            assert_eq!(Reach::Public.check(text), Err(OutOfReach), "{text}");
        }
        assert!(Reach::Public.check("https://hooks.example.org/x?y=1").is_ok());
        assert!(Reach::Public.check("https://[2a00:1450:4026:803::200e]/").is_ok());
        assert!(Reach::Anywhere.check("http://127.0.0.1:9000/").is_ok());
        assert_eq!(Reach::Anywhere.check("ftp://127.0.0.1/"), Err(OutOfReach));
    }

    #[test]
    fn a_signature_is_what_the_standard_says() {
        // The test vector of RFC 4231 §4.3, in base64.
        assert_eq!(
            signature("Jefe", "what do ya want for nothing?"),
            "v1,W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="
        );
    }

    /// A network whose program listens there, with an evening that has just ended.
    async fn told(store: &Store, number: u8, listener: &tokio::net::TcpListener) {
        let network = NetworkId::new(NOW, [number; 10]);
        let new = NewNetwork {
            id: network,
            slug: format!("verkosto-{number}"),
            name: "Verkosto".to_owned(),
            ground_rules: String::new(),
            help_phone: None,
            members_may_host: false,
            created_at: NOW,
        };
        store.add_network(new).await.unwrap();
        let webhook = Webhook {
            id: WebhookId::new(NOW, [number; 10]),
            network,
            url: format!("http://{}/", listener.local_addr().unwrap()),
            secret: "salaisuus".to_owned(),
            events: vec![WebhookEvent::EveningEnded],
            created_at: NOW,
            failing_since: None,
            disabled_at: None,
            problem: None,
            version: 1,
        };
        store.add_webhook(webhook).await.unwrap();
        let evening = EveningId::new(NOW, [number; 10]);
        let (title, starts_at, ends_at, doors_open_at) = ("Ilta".to_owned(), NOW, NOW, NOW);
        let new = NewEvening {
            id: evening,
            network,
            title,
            starts_at,
            ends_at,
            doors_open_at,
            encrypted: false,
            captions_kept: false,
        };
        store.add_evening(new).await.unwrap();
        store.note_end(evening, NOW).await.unwrap();
    }

    #[tokio::test]
    async fn a_program_that_never_answers_keeps_nothing_from_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let silent = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let other = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        told(&store, 1, &silent).await;
        told(&store, 2, &other).await;
        let teller = Teller::new(store, Reach::Anywhere).unwrap();
        let heard = async {
            let (mut stream, _) = other.accept().await.unwrap();
            let mut bytes = vec![0; 4096];
            let read = stream.read(&mut bytes).await.unwrap();
            String::from_utf8_lossy(&bytes[..read]).into_owned()
        };
        let request = tokio::select! {
            biased;
            request = heard => request,
            _ = teller.deliver(NOW) => panic!("the silent one was waited for"),
        };
        let id = request.lines().find_map(|line| line.strip_prefix("webhook-id: ")).unwrap();
        assert!(id.len() == 64 && id.chars().all(|one| one.is_ascii_hexdigit()), "it names nothing: {id}");
    }
}
