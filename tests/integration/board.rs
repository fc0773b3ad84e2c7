//! The guidance board, who applies for what, and wishes that an advisor gets in touch: who sees them, and who does not.

use koronailta_signaling::wire::Command;
use koronailta_tests::{
    Deadline, http,
    organizer::Organizer,
    person::Person,
    server::{Options, Server},
    smtp::Sink,
};
use serde_json::{Value, json};

const ROVANIEMI: &str = "/api/v1/networks/rovaniemi";

fn code(answer: &http::Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

/// Kaisa organizes, Anu advises, Aino and Eero are members; Tornio is another network, whose member is Sari.
struct Scene {
    server: Server,
    kaisa: Organizer,
    anu: Organizer,
    aino: Organizer,
    eero: Organizer,
    sari: Organizer,
    /// Somebody with a link for guests.
    guest: Organizer,
    /// By Aino's link one comes into the evening.
    aino_link: String,
}

async fn member(kaisa: &Organizer, network: &str, name: &str) -> (Organizer, String) {
    let body = json!({ "name": format!("{name}n paja"), "persons": [{ "name": name, "email": format!("{name}@paja.example") }] });
    let made = kaisa.make(&format!("{network}/members"), &body).await;
    let person = made["persons"][0]["id"].as_str().unwrap().to_owned();
    let link = kaisa.make(&format!("{network}/persons/{person}/link"), &Value::Null).await;
    let link = link["url"].as_str().unwrap().to_owned();
    (Organizer::bearer(kaisa.server, link.rsplit('/').next().unwrap()), link)
}

async fn staff(kaisa: &Organizer, name: &str, role: &str) -> Organizer {
    let body = json!({ "name": name, "email": format!("{name}@neuvonta.example"), "role": role, "language": "fi" });
    let person = kaisa.make(&format!("{ROVANIEMI}/staff"), &body).await;
    let path = format!("{ROVANIEMI}/staff/{}/sign-in-link", person["id"].as_str().unwrap());
    let link = kaisa.make(&path, &Value::Null).await;
    Organizer::by_link(kaisa.server, link["url"].as_str().unwrap()).await
}

async fn scene(arguments: Vec<String>) -> Scene {
    let server = Server::with(Options { arguments, ..Options::default() }).await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let organizer = json!({ "name": "Kaisa", "language": "fi" });
    kaisa.make("/api/v1/networks", &json!({ "slug": "tornio", "name": "Tornio", "organizer": organizer })).await;
    let anu = staff(&kaisa, "Anu", "advisor").await;
    let (aino, aino_link) = member(&kaisa, ROVANIEMI, "Aino").await;
    let (eero, _) = member(&kaisa, ROVANIEMI, "Eero").await;
    let (sari, _) = member(&kaisa, "/api/v1/networks/tornio", "Sari").await;
    let guest = Organizer::bearer(server.http, server.links.participant.rsplit('/').next().unwrap());
    Scene { server, kaisa, anu, aino, eero, sari, guest, aino_link }
}

fn support() -> Value {
    json!({
        "deadline": "2099-12-15T16:15",
        "review_on": "2020-01-31",
        "texts": [
            { "language": "fi", "name": "Kehittämistuki", "for_whom": "Yksinyrittäjille", "amount": "2\u{a0}000 €",
              "text": "Työn ja tuotteen kehittämiseen.", "steps": ["Soita ensin", "Täytä hakemus"],
              "links": [{ "title": "Hakulomake", "url": "https://tuki.example/haku" }] },
            { "language": "sv", "name": "Utvecklingsstöd", "text": "För ny utveckling." },
        ],
    })
}

fn ids(answer: &http::Answer) -> Vec<String> {
    let schemes = answer.json()["schemes"].as_array().unwrap_or(&Vec::new()).clone();
    schemes.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_draft_is_seen_by_advisors_a_scheme_by_members_and_a_public_one_by_everybody() {
    let scene = scene(Vec::new()).await;
    let all = format!("{ROVANIEMI}/schemes");
    let made = scene.anu.make(&all, &support()).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let path = format!("{all}/{id}");
    assert_eq!(
        (made["state"].as_str(), made["deadline"]["ends_at"].as_u64()),
        (Some("draft"), Some(4_101_027_300_000))
    );
    let stranger = Organizer::nobody(scene.server.http);
    for one in [&scene.anu, &scene.kaisa] {
        assert_eq!(ids(&one.get(&all).await), vec![id.clone()]);
    }
    for one in [&scene.aino, &scene.guest, &scene.sari, &stranger] {
        assert!(ids(&one.get(&all).await).is_empty(), "a draft");
        assert_eq!(one.get(&path).await.status, 404);
    }
    for one in [&scene.aino, &scene.guest, &scene.sari] {
        assert_eq!(code(&one.post(&all, &support()).await), (403, "forbidden".to_owned()));
    }
    assert_eq!(stranger.post(&all, &support()).await.status, 401);

    let shown = scene.anu.patch(&path, &made["version"], &json!({ "state": "published" })).await;
    assert_eq!((shown.status, shown.json()["to_be_checked"].as_bool()), (200, Some(true)), "{}", shown.json());
    let late = scene.anu.patch(&path, &made["version"], &json!({ "public": true })).await;
    assert_eq!(code(&late), (412, "stale".to_owned()));
    let seen = scene.aino.get(&path).await.json();
    assert_eq!(seen["texts"][0]["steps"], json!(["Soita ensin", "Täytä hakemus"]));
    assert!(seen["to_be_checked"].is_null() && seen["review_on"].is_null(), "that is for those who write it: {seen}");
    for one in [&scene.guest, &scene.sari, &stranger] {
        assert!(ids(&one.get(&all).await).is_empty(), "for the network's people");
        assert_eq!(one.get(&path).await.status, 404);
    }
    let file = scene.anu.send("POST", &format!("{path}/files?name=ohje.pdf"), b"%PDF-1.7 ohje").await;
    assert_eq!(file.status, 201, "{}", file.json());
    assert_eq!(scene.anu.send("POST", &format!("{path}/files?name=a.pdf"), b"MZ\x90").await.status, 415);
    let file = format!("{path}/files/{}", file.json()["id"].as_str().unwrap());
    assert_eq!((scene.aino.get(&file).await.status, stranger.get(&file).await.status), (200, 404));
    let calendar = format!("{ROVANIEMI}/evenings.ics");
    let public = |body: Vec<u8>| String::from_utf8(body).unwrap().replace("\r\n ", "");
    assert!(!public(stranger.get(&calendar).await.body).contains("Kehittämistuki"));

    let shown = scene.anu.patch(&path, &shown.json()["version"], &json!({ "public": true })).await;
    assert_eq!(shown.status, 200);
    for one in [&scene.guest, &scene.sari, &stranger] {
        assert_eq!((ids(&one.get(&all).await), one.get(&file).await.status), (vec![id.clone()], 200));
    }
    let text = public(stranger.get(&calendar).await.body);
    assert!(text.contains("SUMMARY:Hakuaika päättyy: Kehittämistuki\r\n"), "{text}");
    assert!(text.contains("DTSTART:20991215T141500Z\r\n"), "{text}");
    assert_eq!(scene.anu.delete(&path, &shown.json()["version"]).await.status, 204);
    assert_eq!((scene.aino.get(&path).await.status, stranger.get(&file).await.status), (404, 404));
}

#[tokio::test]
async fn a_search_finds_words_in_any_language_however_they_are_written() {
    let scene = scene(Vec::new()).await;
    let all = format!("{ROVANIEMI}/schemes");
    let mut body = support();
    body["state"] = json!("published");
    let support = scene.anu.make(&all, &body).await["id"].as_str().unwrap().to_owned();
    let text = json!({ "language": "fi", "name": "Messutuki 100%", "text": "Matkoihin." });
    let fair = scene.anu.make(&all, &json!({ "state": "published", "texts": [text] })).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (search, found) in [
        ("", vec![support.clone(), fair.clone()]),
        ("tyon", vec![support.clone()]),
        ("KEHITT%C3%84MIS%20lomake", vec![support.clone()]),
        ("utvecklingsstod", vec![support.clone()]),
        ("kehitt%C3%A4mis%20messut", vec![]),
        ("100%25", vec![fair.clone()]),
        ("%25", vec![fair]),
        ("_", vec![]),
        ("%27%20OR%201=1%20--", vec![]),
    ] {
        let answer = scene.aino.get(&format!("{all}?search={search}")).await;
        assert_eq!((answer.status, ids(&answer)), (200, found), "{search}");
    }
}

#[tokio::test]
async fn what_a_scheme_cannot_be_is_refused_with_what_is_wrong() {
    let scene = scene(Vec::new()).await;
    let all = format!("{ROVANIEMI}/schemes");
    for (change, expected) in [
        (json!({ "texts": [] }), "scheme_unfinished"),
        (json!({ "state": "published", "texts": [{ "language": "fi", "name": "Tuki" }] }), "scheme_unfinished"),
        (json!({ "deadline": "joulukuussa" }), "time_malformed"),
        (json!({ "review_on": "2026-02-30" }), "time_malformed"),
        (json!({ "texts": [{ "language": "fi", "name": "" }] }), "value_empty"),
        (json!({ "texts": [{ "language": "fi", "name": "a".repeat(81) }] }), "value_too_long"),
        (json!({ "texts": [{ "language": "fi", "name": "T", "text": "a".repeat(2001) }] }), "value_too_long"),
        (json!({ "texts": [{ "language": "fi", "name": "T", "steps": vec!["a"; 13] }] }), "list_full"),
        (
            json!({ "texts": [{ "language": "fi", "name": "T", "links": [{ "title": "x", "url": "javascript:alert(1)" }] }] }),
            "value_invalid",
        ),
        (json!({ "texts": [{ "language": "fi", "name": "T" }, { "language": "fi", "name": "T" }] }), "value_invalid"),
    ] {
        let mut body = support();
        for (key, value) in change.as_object().unwrap() {
            body[key] = value.clone();
        }
        let answer = scene.anu.post(&all, &body).await;
        assert_eq!(code(&answer), (if expected == "list_full" { 409 } else { 422 }, expected.to_owned()), "{change}");
    }
    let none = scene.anu.post(&all, &json!({ "texts": [{ "language": "smn", "name": "T" }] })).await;
    assert_eq!(none.status, 400);
    assert!(ids(&scene.anu.get(&all).await).is_empty(), "nothing was kept");
    let twice = scene.anu.with("Idempotency-Key", "sama-tukimuoto");
    let (one, other) = (twice.make(&all, &support()).await, twice.make(&all, &support()).await);
    assert_eq!(one["id"], other["id"]);
    let path = format!("{all}/{}", one["id"].as_str().unwrap());
    assert_eq!(scene.anu.send("PATCH", &path, b"{}").await.status, 428);
}

#[tokio::test]
async fn who_applies_is_that_persons_own_business() {
    let scene = scene(Vec::new()).await;
    let all = format!("{ROVANIEMI}/schemes");
    let mut body = support();
    body["state"] = json!("published");
    let made = scene.anu.make(&all, &body).await;
    let mark = format!("/api/v1/me/applying/{}", made["id"].as_str().unwrap());
    for _ in 0..2 {
        assert_eq!(scene.aino.send("PUT", &mark, b"").await.status, 204);
    }
    assert_eq!(scene.aino.get(&all).await.json()["schemes"][0]["applying"], true);
    assert_eq!(scene.eero.get(&all).await.json()["schemes"][0]["applying"], false, "Eero does not hear of it");
    for one in [&scene.anu, &scene.kaisa, &scene.guest] {
        let seen = one.get(&all).await.json().to_string();
        assert!(!seen.contains("applying"), "{seen}");
        assert_eq!(code(&one.send("PUT", &mark, b"").await), (403, "forbidden".to_owned()), "there is nobody to mark");
    }
    assert_eq!(scene.sari.send("PUT", &mark, b"").await.status, 404, "of another network");
    let hidden = scene.anu.make(&all, &support()).await;
    let hidden = format!("/api/v1/me/applying/{}", hidden["id"].as_str().unwrap());
    assert_eq!(scene.aino.send("PUT", &hidden, b"").await.status, 404, "a draft");
    for _ in 0..2 {
        assert_eq!(scene.aino.send("DELETE", &mark, b"").await.status, 204);
    }
    assert_eq!(scene.aino.get(&all).await.json()["schemes"][0]["applying"], false);
    let calendar = scene.aino.make("/api/v1/me/calendar", &json!({})).await;
    let url = calendar["url"].as_str().unwrap();
    let feed = http::get(scene.server.http, &url[url.find("/api").unwrap()..]).await.unwrap();
    assert!(
        String::from_utf8(feed.body).unwrap().contains("Hakuaika päättyy: Kehittämistuki"),
        "for members, without being public"
    );
}

/// A wish, with the wording as it was read.
async fn asking(who: &Organizer, path: &str) -> Value {
    let read = who.get(&format!("{path}?language=fi")).await.json();
    json!({ "consent": 1, "consent_words": read["consent"]["words"], "language": "fi", "about": "Kehittämistuki", "words": "Ehtisikö joku soittaa <b>torstaina</b>?", "phone": "016 123 4567" })
}

#[tokio::test]
async fn a_wish_to_be_contacted_is_seen_by_advisors_alone_until_it_is_taken_back() {
    let sink = Sink::start().await.unwrap();
    let arguments = vec!["--smtp-url".to_owned(), format!("smtp://{}", sink.address)];
    let from = ["--mail-from", "ilta@koronailta.example"].map(str::to_owned);
    let scene = scene(arguments.into_iter().chain(from).collect()).await;
    let mine = "/api/v1/me/contact-requests";
    let seen = scene.aino.get(&format!("{mine}?language=fi")).await.json();
    assert_eq!((seen["possible"].as_bool(), seen["name"].as_str()), (Some(true), Some("Aino")), "{seen}");
    assert!(seen["consent"]["words"].as_str().unwrap().contains("vain verkoston yritysneuvojat"), "{seen}");
    let mut body = asking(&scene.aino, mine).await;
    body["consent"] = json!(0);
    assert_eq!(code(&scene.aino.post(mine, &body).await), (422, "consent_needed".to_owned()));
    body = asking(&scene.aino, mine).await;
    // Between reading and agreeing the organizer has requests kept for ten years.
    let settings = scene.kaisa.get(ROVANIEMI).await.json();
    let longer = scene.kaisa.patch(ROVANIEMI, &settings["version"], &json!({ "contact_made_days": 3650 })).await.json();
    assert_eq!(code(&scene.aino.post(mine, &body).await), (422, "consent_needed".to_owned()), "nobody has read that");
    let as_before = json!({ "contact_made_days": settings["contact_made_days"] });
    assert_eq!(scene.kaisa.patch(ROVANIEMI, &longer["version"], &as_before).await.status, 200);
    body["phone"] = Value::Null;
    assert_eq!(code(&scene.aino.post(mine, &body).await), (422, "contact_missing".to_owned()));
    body["phone"] = json!("soita");
    assert_eq!(code(&scene.aino.post(mine, &body).await), (422, "value_invalid".to_owned()));
    let made = scene.aino.make(mine, &asking(&scene.aino, mine).await).await;
    assert!(made["withdraw"].is_null(), "she has her link");

    let all = format!("{ROVANIEMI}/contact-requests");
    let list = scene.anu.get(&all).await.json();
    let request = &list["requests"][0];
    assert_eq!(
        (request["name"].as_str(), request["guest"].as_bool(), request["state"].as_str()),
        (Some("Aino"), Some(false), Some("new"))
    );
    assert_eq!(request["consent"], seen["consent"]["words"], "what she has agreed to, as she read it");
    let maarit = staff(&scene.kaisa, "Maarit", "moderator").await;
    let path = format!("{all}/{}", request["id"].as_str().unwrap());
    for one in [&scene.kaisa, &maarit, &scene.eero, &scene.aino, &scene.guest, &scene.sari] {
        assert_eq!(code(&one.get(&all).await), (403, "forbidden".to_owned()));
        assert_eq!(
            code(&one.patch(&path, &json!(1), &json!({ "state": "done" })).await),
            (403, "forbidden".to_owned())
        );
    }
    assert!(scene.eero.get(&format!("{mine}?language=fi")).await.json()["requests"].as_array().unwrap().is_empty());
    // The word to the advisor says that there is something, and not what.
    Deadline::usual().until("the advisor's mail", || !sink.mails().is_empty()).await;
    let mails = sink.mails();
    assert_eq!((mails.len(), mails[0].to.as_slice()), (1, &["Anu@neuvonta.example".to_owned()][..]));
    let text = mails[0].part("text/plain").unwrap();
    assert!(text.contains("/organizer#/rovaniemi/contact-requests"), "{text}");
    for secret in ["Aino", "Kehittämistuki", "016", "torstaina"] {
        assert!(!mails[0].data.contains(secret) && !text.contains(secret), "{secret} stands in the mail");
    }

    let taken = scene.anu.patch(&path, &request["version"], &json!({ "state": "taken" })).await;
    assert_eq!((taken.status, taken.json()["taken_by"].as_str()), (200, Some("Anu")), "{}", taken.json());
    let early = scene.anu.delete(&path, &request["version"]).await;
    assert_eq!(code(&early), (412, "stale".to_owned()), "somebody has taken it meanwhile");
    let late = scene.anu.patch(&path, &request["version"], &json!({ "state": "done" })).await;
    assert_eq!(code(&late), (412, "stale".to_owned()));
    let own = scene.aino.get(&format!("{mine}?language=fi")).await.json();
    assert_eq!(own["requests"][0]["state"], "taken");
    let own = format!("{mine}/{}", own["requests"][0]["id"].as_str().unwrap());
    assert_eq!(scene.eero.send("DELETE", &own, b"").await.status, 404, "not his");
    assert_eq!(scene.aino.send("DELETE", &own, b"").await.status, 204);
    assert!(scene.anu.get(&all).await.json()["requests"].as_array().unwrap().is_empty());
    let gone = scene.anu.patch(&path, &taken.json()["version"], &json!({ "state": "done" })).await;
    assert_eq!(gone.status, 404);
    assert_eq!(sink.mails().len(), 1, "nobody else was written to");
}

#[tokio::test]
async fn in_the_room_a_guest_can_wish_it_too_and_only_who_presents_looks_through_the_board() {
    let scene = scene(Vec::new()).await;
    let mut body = support();
    body["state"] = json!("published");
    scene.anu.make(&format!("{ROVANIEMI}/schemes"), &body).await;
    scene.anu.make(&format!("{ROVANIEMI}/schemes"), &support()).await;
    let (mut maarit, welcome) = Person::enter(&scene.server.links.moderator, "Maarit").await;
    let (aino, _) = Person::enter(&scene.aino_link, "Aino").await;
    let waiting = Person::join(&scene.server.links.participant, "Ville").await;
    let evening = welcome.evening.evening;
    let here = |person: &Person, link: &str| {
        let token = link.rsplit('/').next().unwrap();
        Organizer::bearer(scene.server.http, token)
            .with("koronailta-participant", &format!("{} {}", person.id, person.secret))
    };
    let board = format!("/api/v1/evenings/{evening}/schemes");
    let found = here(&maarit, &scene.server.links.moderator).get(&format!("{board}?search=kehitt")).await;
    assert_eq!(ids(&found).len(), 1, "no draft comes onto the stage: {}", found.json());
    assert_eq!(code(&here(&aino, &scene.aino_link).get(&board).await), (403, "forbidden".to_owned()));

    let asks = format!("/api/v1/evenings/{evening}/contact-requests");
    let at_the_door = here(&waiting, &scene.server.links.participant);
    let body = asking(&here(&aino, &scene.aino_link), &asks).await;
    assert_eq!(at_the_door.post(&asks, &body).await.status, 403, "whoever waits is nobody in the room");
    maarit.done(Command::Admit { participant: waiting.id }).await;
    waiting.welcome().await;
    let nameless = at_the_door.post(&asks, &body).await;
    assert_eq!(
        (code(&nameless), nameless.json()["params"]["field"].as_str()),
        ((422, "value_empty".to_owned()), Some("name"))
    );
    let mut body = body;
    body["name"] = json!("Ville");
    let made = at_the_door.make(&asks, &body).await;
    let secret = made["withdraw"].as_str().unwrap();
    let known = here(&aino, &scene.aino_link).make(&asks, &asking(&here(&aino, &scene.aino_link), &asks).await).await;
    assert!(known["withdraw"].is_null());
    let all = format!("{ROVANIEMI}/contact-requests");
    let list = scene.anu.get(&all).await.json();
    let names: Vec<_> =
        list["requests"].as_array().unwrap().iter().map(|one| (one["name"].clone(), one["guest"].clone())).collect();
    assert!(names.contains(&(json!("Ville"), json!(true))) && names.contains(&(json!("Aino"), json!(false))), "{list}");
    let told = at_the_door.get(&format!("{asks}?language=sv")).await.json();
    assert!(told["requests"].as_array().unwrap().is_empty(), "a shared link cannot tell its people apart");
    let nobody = Organizer::nobody(scene.server.http);
    let withdraw = "/api/v1/contact-requests/withdraw";
    assert_eq!(nobody.post(withdraw, &json!({ "secret": "x" })).await.status, 404);
    // By the secret the guest learns how far it has come, though the server knows no more of them.
    let states = async || {
        let asked = nobody.post("/api/v1/contact-requests/states", &json!({ "secrets": [secret, "x"] })).await.json();
        assert!(asked["states"][1].is_null(), "{asked}");
        asked["states"][0].clone()
    };
    let told = states().await;
    assert_eq!((told["network"].as_str(), told["state"].as_str()), (Some("rovaniemi"), Some("new")));
    let of_ville = list["requests"].as_array().unwrap().iter().find(|one| one["name"] == "Ville").unwrap();
    let path = format!("{all}/{}", of_ville["id"].as_str().unwrap());
    assert_eq!(scene.anu.patch(&path, &of_ville["version"], &json!({ "state": "taken" })).await.status, 200);
    assert_eq!(states().await["state"], "taken");
    let many = vec![secret; 51];
    let refused = nobody.post("/api/v1/contact-requests/states", &json!({ "secrets": many })).await;
    assert_eq!(code(&refused), (409, "list_full".to_owned()));
    assert_eq!(nobody.post(withdraw, &json!({ "secret": secret })).await.status, 204);
    assert_eq!(nobody.post(withdraw, &json!({ "secret": secret })).await.status, 404);
    assert!(states().await.is_null(), "gone");
    assert_eq!(scene.anu.get(&all).await.json()["requests"].as_array().unwrap().len(), 1);
    let written = maarit.ever_heard().join("\n");
    assert!(!written.contains("016 123") && !written.contains("Ehtisikö"), "nothing of it goes through the room");
}

#[tokio::test]
async fn a_network_without_an_advisor_takes_no_wishes() {
    let scene = scene(Vec::new()).await;
    let mine = "/api/v1/me/contact-requests";
    assert_eq!(scene.sari.get(&format!("{mine}?language=fi")).await.json()["possible"], false);
    assert_eq!(code(&scene.sari.post(mine, &asking(&scene.sari, mine).await).await), (409, "no_advisor".to_owned()));
}

#[tokio::test]
async fn a_guest_cannot_fill_the_advisors_list_and_an_advisor_tidies_it_up() {
    let scene = scene(Vec::new()).await;
    let link = &scene.server.links.participant;
    let (mut maarit, welcome) = Person::enter(&scene.server.links.moderator, "Maarit").await;
    let (eager, _) = Person::enter_through(&mut maarit, link, "Innokas").await;
    let (quiet, _) = Person::enter_through(&mut maarit, link, "Hiljainen").await;
    let asks = format!("/api/v1/evenings/{}/contact-requests", welcome.evening.evening);
    let here = |person: &Person| {
        Organizer::bearer(scene.server.http, link.rsplit('/').next().unwrap())
            .with("koronailta-participant", &format!("{} {}", person.id, person.secret))
    };
    let mut body = asking(&here(&eager), &asks).await;
    body["name"] = json!("Innokas");
    for _ in 0..5 {
        here(&eager).make(&asks, &body).await;
    }
    let refused = here(&eager).post(&asks, &body).await;
    assert_eq!(code(&refused), (429, "too_many_requests".to_owned()));
    assert!(refused.json()["params"]["retry_ms"].as_u64().is_some_and(|wait| wait > 60_000), "{}", refused.json());
    body["name"] = json!("Hiljainen");
    here(&quiet).make(&asks, &body).await;

    let all = format!("{ROVANIEMI}/contact-requests");
    let listed = async || scene.anu.get(&all).await.json()["requests"].as_array().unwrap().clone();
    for one in listed().await.iter().filter(|one| one["name"] == "Innokas") {
        let path = format!("{all}/{}", one["id"].as_str().unwrap());
        assert_eq!(scene.kaisa.delete(&path, &one["version"]).await.status, 403, "not even who organizes");
        assert_eq!(scene.anu.send("DELETE", &path, b"").await.status, 428);
        assert_eq!(scene.anu.delete(&path, &one["version"]).await.status, 204);
        assert_eq!(scene.anu.delete(&path, &one["version"]).await.status, 404);
    }
    let left: Vec<_> = listed().await.iter().map(|one| one["name"].clone()).collect();
    assert_eq!(left, ["Hiljainen"]);
}
