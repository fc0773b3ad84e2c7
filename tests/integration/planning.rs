//! A network's calendar: series and evenings, invitations by mail, answers, and what others are told.

use koronailta_tests::{
    Deadline, http,
    listener::Listener,
    organizer::Organizer,
    person::Person,
    server::{Options, Server},
    smtp::{Received, Sink},
};
use serde_json::{Value, json};

const KEMI: &str = "/api/v1/networks/kemi";

async fn with_mail(sink: &Sink, more: &[&str]) -> (Server, Organizer) {
    let mut arguments = vec!["--smtp-url".to_owned(), format!("smtp://{}", sink.address)];
    arguments.extend(["--mail-from", "ilta@koronailta.example"].map(str::to_owned));
    arguments.extend(more.iter().map(|word| (*word).to_owned()));
    let server = Server::with(Options { arguments, ..Options::default() }).await;
    let kaisa = in_kemi(&server).await;
    (server, kaisa)
}

/// Kaisa has made a network and is its one person.
async fn in_kemi(server: &Server) -> Organizer {
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let organizer = json!({ "name": "Kaisa", "email": "kaisa@kemi.example", "language": "fi" });
    kaisa.make("/api/v1/networks", &json!({ "slug": "kemi", "name": "Meri-Lappi", "organizer": organizer })).await;
    kaisa
}

async fn code(answer: &http::Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

async fn mails(sink: &Sink, subject: &str, count: usize) -> Vec<Received> {
    let of = || sink.mails().into_iter().filter(|mail| mail.data.contains(subject)).collect::<Vec<_>>();
    Deadline::usual().until(subject, || of().len() >= count).await;
    of()
}

/// The first address with this path in the plain text of a mail.
fn address(mail: &Received, path: &str) -> String {
    let text = mail.part("text/plain").expect("plain text");
    text.split_whitespace().find(|word| word.contains(path)).unwrap_or_else(|| panic!("no {path} in {text}")).to_owned()
}

#[tokio::test]
async fn a_weekly_series_makes_evenings_that_can_go_their_own_way() {
    let server = Server::start().await;
    let kaisa = in_kemi(&server).await;
    let body =
        json!({ "title": "Tiistai-ilta", "rrule": "FREQ=WEEKLY;BYDAY=TU", "first": "2099-11-24T18:00", "minutes": 90 });
    let far = kaisa.make(&format!("{KEMI}/series"), &body).await;
    assert_eq!(far["first"], "2099-11-24T18:00");
    assert_eq!(kaisa.get(&format!("{KEMI}/evenings")).await.json()["evenings"].as_array().unwrap().len(), 0);

    let body =
        json!({ "title": "Ilta", "rrule": "FREQ=WEEKLY", "first": "2026-01-06T18:00", "place": "Kemin kirjasto" });
    let series = kaisa.make(&format!("{KEMI}/series"), &body).await;
    let list = kaisa.get(&format!("{KEMI}/evenings")).await.json();
    let evenings = list["evenings"].as_array().unwrap();
    assert!((24..=27).contains(&evenings.len()), "half a year of weeks: {}", evenings.len());
    assert!(evenings.iter().all(|one| one["starts"].as_str().unwrap().ends_with("T18:00")), "18.00 stays 18.00");

    let (moved, cancelled) = (&evenings[2], &evenings[3]);
    let path = |one: &Value| format!("{KEMI}/evenings/{}", one["id"].as_str().unwrap());
    let day = &moved["starts"].as_str().unwrap()[..10];
    let change = json!({ "starts": format!("{day}T19:30"), "title": "Pikkujoulut" });
    let answer = kaisa.patch(&path(moved), &moved["version"], &change).await;
    assert_eq!((answer.status, answer.json()["edited"].as_bool()), (200, Some(true)), "{}", answer.json());
    let late = kaisa.patch(&path(moved), &moved["version"], &json!({ "title": "Toinen" })).await;
    assert_eq!(code(&late).await, (412, "stale".to_owned()));
    let answer = kaisa.with("If-Match", "\"1\"").post(&format!("{}/cancel", path(cancelled)), &json!({})).await;
    assert_eq!((answer.status, answer.json()["state"].as_str()), (200, Some("cancelled")), "{}", answer.json());
    let again = kaisa.with("If-Match", "*").post(&format!("{}/cancel", path(cancelled)), &json!({})).await;
    assert_eq!(code(&again).await, (409, "evening_over".to_owned()));

    // The series has another title: its evenings follow, those that go their own way do not.
    let path_of_series = format!("{KEMI}/series/{}", series["id"].as_str().unwrap());
    let answer = kaisa
        .patch(
            &path_of_series,
            &series["version"],
            &json!({ "title": "Torstai-ilta", "rrule": "FREQ=WEEKLY;BYDAY=TU,TH" }),
        )
        .await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    let list = kaisa.get(&format!("{KEMI}/evenings")).await.json();
    let titles: Vec<_> =
        list["evenings"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles.iter().filter(|title| **title == "Pikkujoulut").count(), 1);
    assert!(titles.iter().filter(|title| **title == "Torstai-ilta").count() > 45, "{titles:?}");

    let feed = http::get(server.http, &format!("{KEMI}/evenings.ics")).await.unwrap();
    let text = String::from_utf8(feed.body.clone()).unwrap().replace("\r\n ", "");
    assert!(feed.field("Content-Type").unwrap().starts_with("text/calendar"));
    for words in [
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH\r\n",
        "EXDATE;TZID=Europe/Helsinki:",
        "RECURRENCE-ID;TZID=Europe/Helsinki:",
        "SUMMARY:Pikkujoulut\r\n",
    ] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let tag = feed.field("ETag").unwrap();
    let path_of_feed = format!("{KEMI}/evenings.ics");
    let known = http::get_with(server.http, &path_of_feed, &[("If-None-Match", &tag)]).await.unwrap();
    assert_eq!(known.status, 304);

    // A stranger sees what lies ahead, and nothing of the organizers'.
    let public = http::get(server.http, &format!("{KEMI}/evenings")).await.unwrap().json();
    assert!(
        public["evenings"].as_array().unwrap().iter().all(|one| one["state"] == "scheduled" && one["invited"] == 0)
    );
    let copy = kaisa.make(&format!("{}/copy", path(moved)), &json!({ "starts": "2027-03-28T03:30" })).await;
    assert_eq!(
        (copy["title"].as_str(), copy["clock_skips"].as_bool(), copy["starts"].as_str()),
        (Some("Pikkujoulut"), Some(true), Some("2027-03-28T04:30"))
    );

    let series = kaisa.get(&path_of_series).await.json();
    assert_eq!(kaisa.delete(&path_of_series, &series["version"]).await.status, 204);
    let list = kaisa.get(&format!("{KEMI}/evenings")).await.json();
    assert!(
        list["evenings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["series_id"].is_null() || one["state"] == "cancelled")
    );
}

#[tokio::test]
async fn dates_and_rules_that_cannot_be_used_are_refused_with_what_is_wrong() {
    let server = Server::start().await;
    let kaisa = in_kemi(&server).await;
    for (field, value, expected) in [
        ("rrule", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "rule_never_happens"),
        ("rrule", "FREQ=HOURLY", "rule_unsupported"),
        ("rrule", "joka tiistai", "rule_malformed"),
        ("first", "huomenna", "time_malformed"),
        ("time_zone", "Lappi", "time_zone_unknown"),
        ("title", "", "value_empty"),
        ("title", "Ilta\u{202e}", "value_invalid"),
    ] {
        let mut body = json!({ "title": "Ilta", "rrule": "FREQ=WEEKLY", "first": "2027-01-05T18:00" });
        body[field] = json!(value);
        let answer = kaisa.post(&format!("{KEMI}/series"), &body).await;
        assert_eq!(
            (code(&answer).await, answer.json()["params"]["field"].as_str()),
            ((422, expected.to_owned()), Some(field)),
            "{value}"
        );
    }
    let body = json!({ "title": "Ilta", "rrule": "FREQ=DAILY", "first": "2027-01-05T18:00" });
    let series = kaisa.make(&format!("{KEMI}/series"), &body).await;
    let days = format!("{KEMI}/series/{}/occurrences", series["id"].as_str().unwrap());
    let found = kaisa.get(&format!("{days}?from=1800000000000&to=1800864000000")).await.json();
    assert_eq!(found["occurrences"].as_array().unwrap().len(), 10, "{found}");
    for span in ["?to=9999999999999999", "?from=9990000000000000&to=9999999999999999", "?from=0&to=1800000000000"] {
        assert_eq!(code(&kaisa.get(&format!("{days}{span}")).await).await, (400, "request_malformed".to_owned()));
    }
    let body = json!({ "title": "Ilta", "starts": "2027-01-05T18:00", "minutes": 100_000 });
    assert_eq!(
        code(&kaisa.post(&format!("{KEMI}/evenings"), &body).await).await,
        (422, "value_out_of_range".to_owned())
    );
    assert_eq!(code(&kaisa.get(&format!("{KEMI}/series/x")).await).await, (404, "not_found".to_owned()));
    let nobody = Organizer::nobody(server.http);
    assert_eq!(nobody.post(&format!("{KEMI}/series"), &json!({})).await.status, 401);
    let body = json!({ "title": "<b>Ilta</b>", "starts": "2027-01-05T18:00" });
    let twice = kaisa.with("Idempotency-Key", "sama-lahetys");
    let (one, other) =
        (twice.make(&format!("{KEMI}/evenings"), &body).await, twice.make(&format!("{KEMI}/evenings"), &body).await);
    assert_eq!(one["id"], other["id"], "a double submit makes one evening");
    let off = kaisa.post(&format!("{KEMI}/evenings/{}/invite", one["id"].as_str().unwrap()), &json!({})).await;
    assert_eq!(code(&off).await, (409, "mail_off".to_owned()));
}

#[tokio::test]
async fn an_invitation_is_answered_by_a_press_and_opens_the_door() {
    let sink = Sink::start().await.unwrap();
    let (server, kaisa) = with_mail(&sink, &[]).await;
    let now = time_of(&server, &kaisa).await;
    let body = json!({ "title": "<i>Ilta</i>", "starts": now, "doors_minutes": 60, "place": "Kemi" });
    let evening = kaisa.make(&format!("{KEMI}/evenings"), &body).await;
    let path = format!("{KEMI}/evenings/{}", evening["id"].as_str().unwrap());
    let queued = kaisa.make(&format!("{path}/invite"), &json!({})).await;
    assert_eq!((queued["invited"].as_u64(), queued["unreachable"].as_u64()), (Some(1), Some(0)));
    assert_eq!(kaisa.make(&format!("{path}/invite"), &json!({})).await["invited"], 0, "nobody is invited twice");
    let mail = mails(&sink, "method=REQUEST", 1).await.remove(0);
    assert_eq!(mail.to, ["kaisa@kemi.example"]);
    assert!(!mail.part("text/html").unwrap().contains("<i>"), "words are no markup");
    let calendar = mail.part("text/calendar").unwrap().replace("\r\n ", "");
    assert!(
        calendar.contains("METHOD:REQUEST")
            && calendar.contains("SEQUENCE:0")
            && calendar.contains("mailto:kaisa@kemi.example"),
        "{calendar}"
    );

    // What a mail scanner does: it opens the link. Nothing is answered by that.
    let rsvp = address(&mail, "/rsvp/");
    let token = rsvp.rsplit('/').next().unwrap().to_owned();
    let _ = http::get(server.http, &format!("/rsvp/{token}")).await.unwrap();
    let asked = http::post(server.http, "/api/v1/rsvp", &json!({ "token": token })).await.unwrap();
    assert_eq!((asked.status, asked.json()["answer"].clone()), (200, Value::Null), "{}", asked.json());
    let answered = http::post(server.http, "/api/v1/rsvp", &json!({ "token": token, "answer": "yes" })).await.unwrap();
    assert_eq!((answered.status, answered.json()["person"].as_str()), (200, Some("Kaisa")));
    let seen = kaisa.get(&path).await.json();
    assert_eq!((seen["invited"].as_u64(), seen["yes"].as_u64()), (Some(1), Some(1)));
    let unknown = http::post(server.http, "/api/v1/rsvp", &json!({ "token": "x", "answer": "yes" })).await.unwrap();
    assert_eq!(unknown.status, 404);

    // The same mail's other link is her own: she is known and does not wait.
    let link = address(&mail, "/j/");
    let (_kaisa, welcome) = Person::enter(&link, "Joku muu").await;
    assert_eq!((welcome.roster[0].name.as_str(), welcome.roster[0].recognised), ("Kaisa", true));
    let deadline = Deadline::usual();
    while kaisa.get(&path).await.json()["state"] != "live" {
        assert!(!deadline.is_over(), "the evening is not live: {}", kaisa.get(&path).await.json());
        deadline.pause().await;
    }

    // Another time: the calendar hears of it, and so it does of the end.
    let seen = kaisa.get(&path).await.json();
    let changed = kaisa.patch(&path, &seen["version"], &json!({ "minutes": 120 })).await;
    assert_eq!(changed.status, 200, "{}", changed.json());
    mails(&sink, "method=REQUEST", 2).await;
    let cancelled = kaisa.with("If-Match", "*").post(&format!("{path}/cancel"), &json!({})).await;
    assert_eq!(cancelled.status, 200, "{}", cancelled.json());
    let mail = mails(&sink, "method=CANCEL", 1).await.remove(0);
    let calendar = mail.part("text/calendar").unwrap().replace("\r\n ", "");
    assert!(calendar.contains("SEQUENCE:2") && calendar.contains("STATUS:CANCELLED"), "{calendar}");
    let late = http::post(server.http, "/api/v1/rsvp", &json!({ "token": token, "answer": "no" })).await.unwrap();
    assert_eq!(code(&late).await, (409, "evening_over".to_owned()));
    let list = kaisa.get(&format!("{KEMI}/mail")).await.json();
    assert!(list["mails"].as_array().unwrap().iter().all(|mail| mail["state"] == "sent"), "{list}");
    assert!(!list.to_string().contains(&token), "a list of mails shows no links");
}

/// Now on a wall in Finland, by an evening of the command line: the scene has no clock of its own.
async fn time_of(server: &Server, kaisa: &Organizer) -> String {
    let made = server.command(&["evening", "add", "--network", "kemi", "--title", "Kello", "--starts", "now"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let list = kaisa.get(&format!("{KEMI}/evenings")).await.json();
    let clock = list["evenings"].as_array().unwrap().iter().find(|one| one["title"] == "Kello").unwrap().clone();
    clock["starts"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_does_not_plan_an_evening_sees_no_answers_and_no_draft() {
    let sink = Sink::start().await.unwrap();
    let (server, kaisa) = with_mail(&sink, &[]).await;
    let body = json!({ "title": "Ilta", "starts": "2027-01-05T18:00", "summary": "Luonnos" });
    let evening = kaisa.make(&format!("{KEMI}/evenings"), &body).await;
    let path = format!("{KEMI}/evenings/{}", evening["id"].as_str().unwrap());
    kaisa.make(&format!("{path}/invite"), &json!({})).await;
    let seen = kaisa.get(&path).await.json();
    assert_eq!((seen["invited"].as_u64(), seen["summary"].as_str()), (Some(1), Some("Luonnos")));
    let member = json!({ "name": "Kemin Leipä", "persons": [{ "name": "Aino" }] });
    let aino = kaisa.make(&format!("{KEMI}/members"), &member).await["persons"][0]["id"].as_str().unwrap().to_owned();
    let own = kaisa.make(&format!("{KEMI}/persons/{aino}/link"), &json!({})).await;
    let token = |made: &Value| made["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let aino = Organizer::bearer(server.http, &token(&own));
    let list = format!("{KEMI}/evenings");
    for seen in [
        aino.get(&path).await.json(),
        aino.get(&list).await.json()["evenings"][0].clone(),
        Organizer::nobody(server.http).get(&list).await.json()["evenings"][0].clone(),
    ] {
        let told = (seen["title"].as_str(), seen["invited"].as_u64(), seen["summary"].as_str());
        assert_eq!(told, (Some("Ilta"), Some(0), Some("")));
    }
    let guests = kaisa.make(&format!("{KEMI}/guest-links"), &json!({})).await;
    assert_eq!(Organizer::bearer(server.http, &token(&guests)).get(&path).await.status, 403);
    // A moderator of one evening is one of no other.
    let other = kaisa.make(&list, &json!({ "title": "Toinen", "starts": "2027-02-05T18:00" })).await;
    let link = json!({ "role": "moderator", "evening_id": evening["id"], "admits": true });
    let link = kaisa.make(&format!("{KEMI}/guest-links"), &link).await;
    let maarit = Organizer::bearer(server.http, &token(&link));
    let feedback = |of: &Value| format!("/api/v1/evenings/{}/feedback", of["id"].as_str().unwrap());
    assert_eq!(maarit.get(&feedback(&evening)).await.status, 200);
    assert_eq!(maarit.get(&feedback(&other)).await.status, 403);
}

#[tokio::test]
async fn an_evening_whose_doors_are_open_stays_as_encrypted_as_people_were_told() {
    let server = Server::start().await;
    let kaisa = in_kemi(&server).await;
    let now = time_of(&server, &kaisa).await;
    let evening =
        kaisa.make(&format!("{KEMI}/evenings"), &json!({ "title": "Ilta", "starts": now, "encrypted": true })).await;
    let path = format!("{KEMI}/evenings/{}", evening["id"].as_str().unwrap());
    let refused = kaisa.patch(&path, &evening["version"], &json!({ "encrypted": false })).await;
    assert_eq!(code(&refused).await, (409, "encryption_fixed".to_owned()));
    // Nor does an open one become encrypted: a program may be on its stage.
    let open = kaisa.make(&format!("{KEMI}/evenings"), &json!({ "title": "Avoin ilta", "starts": now })).await;
    let its = format!("{KEMI}/evenings/{}", open["id"].as_str().unwrap());
    let refused = kaisa.patch(&its, &open["version"], &json!({ "encrypted": true })).await;
    assert_eq!(code(&refused).await, (409, "encryption_fixed".to_owned()));
    let changed = kaisa.patch(&path, &evening["version"], &json!({ "encrypted": true, "minutes": 60 })).await;
    assert_eq!(changed.status, 200, "{}", changed.json());
    let body = json!({ "title": "Myöhemmin", "starts": "2027-01-05T18:00", "encrypted": true });
    let later = kaisa.make(&format!("{KEMI}/evenings"), &body).await;
    let path = format!("{KEMI}/evenings/{}", later["id"].as_str().unwrap());
    assert_eq!(kaisa.patch(&path, &later["version"], &json!({ "encrypted": false })).await.status, 200);
}

#[tokio::test]
async fn an_address_that_the_mail_server_refuses_is_shown() {
    let sink = Sink::start().await.unwrap();
    let (_server, kaisa) = with_mail(&sink, &[]).await;
    let organizer = json!({ "name": "Eero", "email": "nobody@tornio.example", "language": "sv" });
    kaisa.make("/api/v1/networks", &json!({ "slug": "tornio", "name": "Tornio", "organizer": organizer })).await;
    let evening = kaisa
        .make("/api/v1/networks/tornio/evenings", &json!({ "title": "Kväll", "starts": "2099-01-05T18:00" }))
        .await;
    let path = format!("/api/v1/networks/tornio/evenings/{}", evening["id"].as_str().unwrap());
    kaisa.make(&format!("{path}/invite"), &json!({})).await;
    let deadline = Deadline::usual();
    loop {
        let invited = kaisa.get(&format!("{path}/invitations")).await.json();
        if invited["invitations"][0]["bounced"] == true {
            break;
        }
        assert!(!deadline.is_over(), "{invited}");
        deadline.pause().await;
    }
    let mail = kaisa.get("/api/v1/networks/tornio/mail").await.json()["mails"][0].clone();
    assert_eq!(mail["state"], "refused");
    assert!(mail["problem"].as_str().unwrap().contains("no such mailbox"), "{mail}");
    assert!(sink.mails().is_empty());

    // The address is put right and the invitation sent again: it arrives there, once within ten minutes, and can be answered.
    let staff = kaisa.get("/api/v1/networks/tornio/staff").await.json()["staff"][0].clone();
    let person = format!("/api/v1/networks/tornio/persons/{}", staff["id"].as_str().unwrap());
    let right = kaisa.patch(&person, &staff["version"], &json!({ "email": "eero@tornio.example" })).await;
    assert_eq!(right.status, 200, "{}", right.json());
    let again = format!("{path}/invitations/{}/again", staff["id"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(kaisa.post(&again, &json!({})).await.status, 204);
    }
    let mail = mails(&sink, "eero@tornio.example", 1).await.remove(0);
    let token = address(&mail, "/rsvp/").rsplit('/').next().unwrap().to_owned();
    let answer =
        Organizer::nobody(kaisa.server).post("/api/v1/rsvp", &json!({ "token": token, "answer": "yes" })).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    assert_eq!(kaisa.get(&format!("{path}/invitations")).await.json()["invitations"][0]["rsvp"], "yes");
    assert_eq!(sink.mails().len(), 1);
    let unknown = format!("{path}/invitations/{}/again", evening["id"].as_str().unwrap());
    assert_eq!(code(&kaisa.post(&unknown, &json!({})).await).await, (404, "not_found".to_owned()));
}

#[tokio::test]
async fn programs_hear_signed_when_an_evening_starts_is_joined_and_ends() {
    let listener = Listener::start().await;
    let arguments = vec!["--private-webhooks".to_owned()];
    let server = Server::with(Options { arguments, ..Options::default() }).await;
    let kaisa = in_kemi(&server).await;
    let url = format!("http://{}/ilta", listener.address);
    let body = json!({ "url": url, "events": ["evening.started", "evening.joined", "evening.ended"] });
    let made = kaisa.make(&format!("{KEMI}/webhooks"), &body).await;
    let secret = made["secret"].as_str().unwrap();
    let list = kaisa.get(&format!("{KEMI}/webhooks")).await.json();
    assert!(!list.to_string().contains(secret), "the secret is shown once");
    let made = server.command(&["evening", "add", "--network", "kemi", "--title", "Ilta", "--starts", "now"]);
    let id = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let link = server.command(&["link", "add", "--evening", &id, "--name", "Aino Kangas", "--admits"]);
    let link = String::from_utf8(link.stdout).unwrap();
    let link = link.split_whitespace().find(|word| word.starts_with("http")).unwrap();
    let (_aino, _) = Person::enter(link, "Aino").await;
    let heard = |event: &'static str| {
        let listener = &listener;
        async move { Deadline::usual().until(event, || listener.heard(event).is_some()).await }
    };
    heard("evening.started").await;
    heard("evening.joined").await;
    assert!(server.command(&["evening", "end", &id]).status.success());
    heard("evening.ended").await;
    for event in ["evening.started", "evening.joined", "evening.ended"] {
        let request = listener.heard(event).unwrap();
        assert!(request.is_signed_by(secret), "{request:?}");
        assert!(!request.is_signed_by("another"), "{request:?}");
        assert_eq!(request.body()["data"]["evening"]["id"], json!(id));
        assert!(!request.text.contains("Aino"), "nobody is named: {request:?}");
    }

    // Kaisa sees what was told, and tries the program out: it hears, signed, until it is gone.
    let hook = format!("{KEMI}/webhooks/{}", list["webhooks"][0]["id"].as_str().unwrap());
    let deliveries = kaisa.get(&format!("{hook}/deliveries")).await.json();
    let told = deliveries["deliveries"].as_array().unwrap();
    assert_eq!(told.len(), 3, "{deliveries}");
    let tried = kaisa.post(&format!("{hook}/test"), &json!({})).await.json();
    assert_eq!(tried, json!({ "heard": true, "problem": null, "status": null }));
    assert!(listener.heard("test").unwrap().is_signed_by(secret));
    drop(listener);
    let tried = kaisa.post(&format!("{hook}/test"), &json!({})).await.json();
    assert_eq!(tried["heard"], false, "{tried}");
}

#[tokio::test]
async fn webhooks_lead_nowhere_inside_unless_the_host_allows_it() {
    let server = Server::start().await;
    let kaisa = in_kemi(&server).await;
    for url in [
        "http://hooks.example.org/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/",
        "file:///etc/passwd",
        "x",
    ] {
        let body = json!({ "url": url, "events": ["evening.ended"] });
        let answer = kaisa.post(&format!("{KEMI}/webhooks"), &body).await;
        assert_eq!(code(&answer).await, (422, "webhook_address".to_owned()), "{url}");
    }
    let body = json!({ "url": "https://hooks.example.org/", "events": ["everything"] });
    assert_eq!(kaisa.post(&format!("{KEMI}/webhooks"), &body).await.status, 400);
}

#[tokio::test]
async fn who_was_there_is_written_down_only_with_consent_and_one_seat_has_several_names() {
    let server = Server::start().await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let (maarit, welcome) = Person::enter(&server.links.moderator, "Maarit").await;
    let evening = welcome.evening.evening;
    let path = format!("/api/v1/networks/rovaniemi/evenings/{evening}/attendance");
    let before = kaisa.get(&path).await.json();
    assert_eq!((before["people"].as_u64(), before["devices"].as_u64()), (Some(0), Some(1)), "{before}");
    let token = server.links.moderator.rsplit('/').next().unwrap();
    let own = format!("/api/v1/evenings/{evening}/attendance");
    let page = Organizer::bearer(server.http, token);
    let body = json!({ "names": ["Aino", "Ville"], "place": "Kemin kokoushuone" });
    let stranger = page.send("PUT", &own, body.to_string().as_bytes()).await;
    assert_eq!(stranger.status, 403, "a link alone is nobody in the room");
    let page = page.with("koronailta-participant", &format!("{} {}", maarit.id, maarit.secret));
    let agreed = page.send("PUT", &own, body.to_string().as_bytes()).await;
    assert_eq!(agreed.status, 200, "{}", agreed.json());
    let list = kaisa.get(&path).await.json();
    assert_eq!(
        (list["people"].as_u64(), list["seats"][0]["names"].clone()),
        (Some(2), json!(["Aino", "Ville"])),
        "{list}"
    );
    assert_eq!(Organizer::nobody(server.http).get(&path).await.status, 401);
    let back = page.send("PUT", &own, json!({ "names": [] }).to_string().as_bytes()).await;
    assert_eq!(back.status, 200);
    assert_eq!(kaisa.get(&path).await.json()["people"], 0, "taken back");
}

#[tokio::test]
async fn announcements_are_for_the_network_unless_they_are_for_everybody() {
    let server = Server::start().await;
    let kaisa = in_kemi(&server).await;
    let all = format!("{KEMI}/announcements");
    let inside =
        kaisa.make(&all, &json!({ "title": "Jäsenille", "text": "Kokous <b>torstaina</b>", "mail": true })).await;
    let public = kaisa.make(&all, &json!({ "title": "Kaikille & muille", "text": "Tervetuloa", "public": true })).await;
    let stranger = Organizer::nobody(server.http);
    let seen = stranger.get(&all).await.json();
    assert_eq!(
        (seen["announcements"].as_array().unwrap().len(), seen["announcements"][0]["id"].clone()),
        (1, public["id"].clone())
    );
    assert_eq!(kaisa.get(&all).await.json()["announcements"].as_array().unwrap().len(), 2);
    let feed = stranger.get(&format!("{KEMI}/announcements.atom")).await;
    let text = String::from_utf8(feed.body).unwrap();
    assert!(text.contains("<title>Kaikille &amp; muille</title>") && !text.contains("Jäsenille"), "{text}");

    // A link to the lobby is passed on: whoever holds it is nobody's member yet.
    let guests = kaisa.make(&format!("{KEMI}/guest-links"), &json!({})).await;
    let guest = Organizer::bearer(server.http, guests["url"].as_str().unwrap().rsplit('/').next().unwrap());
    let seen = guest.get(&all).await.json();
    assert_eq!(seen["announcements"].as_array().unwrap().len(), 1, "{seen}");

    let path = |one: &Value| format!("{all}/{}", one["id"].as_str().unwrap());
    assert_eq!(guest.get(&path(&inside)).await.status, 403);
    let files = format!("{}/attachments?name=", path(&inside));
    let kept = kaisa.send("POST", &format!("{files}ohje.exe"), b"%PDF-1.7 ohje").await;
    assert_eq!((kept.status, kept.json()["name"].as_str()), (201, Some("ohje.exe.pdf")), "{}", kept.json());
    for (bytes, status) in
        [(&b"MZ\x90\x00"[..], 415), (b"<svg onload='x'/>", 415), (&vec![b'a'; 5 * 1024 * 1024][..], 413)]
    {
        assert_eq!(kaisa.send("POST", &format!("{files}a.txt"), bytes).await.status, status);
    }
    let file = format!("{}/attachments/{}", path(&inside), kept.json()["id"].as_str().unwrap());
    assert_eq!(stranger.get(&file).await.status, 404);
    let fetched = kaisa.get(&file).await;
    assert_eq!((fetched.status, fetched.body.as_slice()), (200, &b"%PDF-1.7 ohje"[..]));
    assert!(fetched.field("Content-Disposition").unwrap().starts_with("attachment;"));
    let changed = kaisa.patch(&path(&inside), &inside["version"], &json!({ "public": true })).await;
    assert_eq!(changed.status, 200);
    assert_eq!(stranger.get(&file).await.status, 200);
    let late = kaisa.patch(&path(&inside), &inside["version"], &json!({ "title": "Toinen" })).await;
    assert_eq!(code(&late).await, (412, "stale".to_owned()));
    assert_eq!(kaisa.delete(&path(&inside), &changed.json()["version"]).await.status, 204);
    assert_eq!(stranger.get(&file).await.status, 404, "gone with its words");
}

#[tokio::test]
async fn the_command_line_plans_series_and_cancels_evenings() {
    let server = Server::start().await;
    let kaisa = in_kemi(&server).await;
    let add =
        ["series", "add", "--network", "kemi", "--title", "Tiistai-ilta", "--first", "2026-01-06T18:00", "--rule"];
    let refused = server.command(&[&add[..], &["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"]].concat());
    assert!(
        !refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("no evening"),
        "{refused:?}"
    );
    let made = server.command(&[&add[..], &["FREQ=WEEKLY;BYDAY=TU"]].concat());
    assert!(made.status.success(), "{made:?}");
    let series = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let list = kaisa.get(&format!("{KEMI}/evenings")).await.json();
    let evenings = list["evenings"].as_array().unwrap().clone();
    assert!(evenings.len() > 20 && evenings.iter().all(|one| one["series_id"] == json!(series)), "{list}");
    let first = evenings[0]["id"].as_str().unwrap();
    assert!(server.command(&["evening", "cancel", first]).status.success());
    assert_eq!(kaisa.get(&format!("{KEMI}/evenings/{first}")).await.json()["state"], "cancelled");
    let rows = |words: &[&str]| {
        let shown = server.command(&[words, &["--json"]].concat());
        serde_json::from_slice::<Value>(&shown.stdout).unwrap_or_else(|error| panic!("{error}: {shown:?}"))
    };
    assert_eq!(rows(&["series", "list", "--network", "kemi"])[0]["id"], json!(series));
    let listed = rows(&["evening", "list"]);
    assert!(
        listed.as_array().unwrap().iter().any(|one| one["id"] == json!(first) && one["network"] == "kemi"),
        "{listed}"
    );
    let help = ["network", "help", "add", "--network", "kemi", "--title", "Kriisipuhelin", "--address", "09 2525 0111"];
    let helper = rows(&[&help[..], &["--language", "fi"]].concat());
    let help = rows(&["network", "help", "list", "--network", "kemi"]);
    assert_eq!((&help[0]["id"], &help[0]["title"]), (&helper["id"], &json!("Kriisipuhelin")));
    let off = server.command(&["evening", "invite", evenings[1]["id"].as_str().unwrap()]);
    assert!(String::from_utf8_lossy(&off.stderr).contains("--smtp-url"), "{off:?}");
    let shown = server.command(&[
        "config",
        "--smtp-url",
        "smtps://ilta:salasana@mail.example",
        "--mail-from",
        "ilta@koronailta.example",
    ]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("mail.example") && !shown.contains("salasana"), "{shown}");
    assert!(server.command(&["series", "end", &series]).status.success());
    assert!(kaisa.get(&format!("{KEMI}/series")).await.json()["series"].as_array().unwrap().is_empty());
}
