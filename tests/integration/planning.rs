//! A network's calendar: series and evenings, invitations by mail, answers, and what others are told.

use koronailta_tests::{
    Deadline, http,
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
}
