//! The organizer's side: who gets in, and that nothing is done twice or overwritten unseen.

use koronailta_tests::{
    http,
    organizer::Organizer,
    server::{Options, Server},
};
use serde_json::json;

/// A server on a public address, and the link it printed.
async fn new_server() -> (Server, String) {
    let arguments = vec!["--public-url".to_owned(), "http://illat.example".to_owned()];
    let folder = tempfile::TempDir::new().unwrap();
    // It writes no links of a demo, for which the scene would wait.
    std::fs::write(folder.path().join("filled"), "nothing").unwrap();
    let server = Server::in_folder(folder, Options { arguments, ..Options::default() }).await;
    let log = server.log();
    let link = log.lines().find(|line| line.contains("/sign-in/")).unwrap_or_else(|| panic!("no link in {log}"));
    let link = link.trim().to_owned();
    (server, link)
}

fn kemi() -> serde_json::Value {
    let organizer = json!({ "name": "Kaisa", "email": "kaisa@kemi.example", "language": "fi" });
    json!({ "slug": "kemi", "name": "Meri-Lapin verkosto", "languages": ["fi", "sv"], "organizer": organizer })
}

#[tokio::test]
async fn the_first_organizer_makes_a_network_and_the_link_works_once() {
    let (server, link) = new_server().await;
    assert!(link.starts_with("http://illat.example/sign-in/"), "{link}");
    let page = Organizer::nobody(server.http);
    assert_eq!(page.get("/api/v1/session").await.status, 401);
    let mut kaisa = Organizer::nobody(server.http);
    let answer = kaisa.sign_in(&link).await;
    let cookie = answer.field("Set-Cookie").unwrap();
    for word in ["HttpOnly", "SameSite=Strict", "Path=/api"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    assert_eq!(answer.json()["may_make_networks"], true);
    let refused = Organizer::nobody(server.http).sign_in(&link).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (404, Some("sign_in_unknown")));

    let made = kaisa.post("/api/v1/networks", &kemi()).await;
    assert_eq!(
        (made.status, made.field("ETag")),
        (201, Some(format!("\"{}\"", made.json()["version"]))),
        "{}",
        made.json()
    );
    let session = kaisa.get("/api/v1/session").await.json();
    assert_eq!(session["networks"][0]["role"], "organizer");
    assert_eq!(session["person"]["email"], "kaisa@kemi.example");
    let again = kaisa.post("/api/v1/networks", &kemi()).await;
    assert_eq!((again.status, again.json()["code"].as_str()), (409, Some("slug_taken")));

    let public = page.get("/api/v1/networks/kemi").await.json();
    assert_eq!(public["name"], "Meri-Lapin verkosto");
    assert!(public.get("ground_rules").is_none() && public.get("id").is_none(), "{public}");
    assert_eq!(page.get("/api/v1/networks").await.status, 401);
    let out = kaisa.send("DELETE", "/api/v1/session", b"").await;
    assert_eq!(out.status, 204);
    assert_eq!(kaisa.get("/api/v1/session").await.status, 401);
}

#[tokio::test]
async fn two_organizers_who_edit_the_same_thing_lose_nothing() {
    let server = Server::start().await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let path = "/api/v1/networks/rovaniemi";
    let seen = kaisa.get(path).await.json();
    let change = json!({ "privacy_text": "Pidämme tiedot itsellämme.", "help_phone": null, "accent": "spruce" });
    let blind = kaisa.send("PATCH", path, change.to_string().as_bytes()).await;
    assert_eq!((blind.status, blind.json()["code"].as_str()), (428, Some("version_needed")));
    let changed = kaisa.patch(path, &seen["version"], &change).await;
    assert_eq!(changed.status, 200, "{}", changed.json());
    let late = kaisa.patch(path, &seen["version"], &json!({ "privacy_text": "Muuta." })).await;
    assert_eq!((late.status, late.json()["code"].as_str()), (412, Some("stale")));
    let now = kaisa.get(path).await.json();
    assert_eq!(
        (now["privacy_text"].as_str(), now["help_phone"].as_str()),
        (Some("Pidämme tiedot itsellämme."), Some(""))
    );
    for (wrong, code, field) in [
        (json!({ "time_zone": "Lapland/Kemi" }), "value_invalid", "time_zone"),
        (json!({ "name": " " }), "value_empty", "name"),
        (json!({ "chat_days": 0 }), "value_out_of_range", "chat_days"),
        (json!({ "public_text": "x".repeat(4001) }), "value_too_long", "public_text"),
        (json!({ "languages": [] }), "value_empty", "languages"),
    ] {
        let refused = kaisa.patch(path, &now["version"], &wrong).await;
        let problem = refused.json();
        assert_eq!(
            (refused.status, problem["code"].as_str(), problem["params"]["field"].as_str()),
            (422, Some(code), Some(field))
        );
    }
    for (body, status) in [("{\"accent\":\"pink\"}", 400), ("{\"acent\":\"dusk\"}", 400), ("{", 400)] {
        let refused = kaisa.with("If-Match", "*").send("PATCH", path, body.as_bytes()).await;
        assert_eq!((refused.status, refused.json()["code"].as_str()), (status, Some("request_malformed")), "{body}");
    }
    let text = kaisa.with("If-Match", "*").with("Content-Type", "text/plain").send("PATCH", path, b"{}").await;
    assert_eq!((text.status, text.json()["code"].as_str()), (415, Some("media_type")));
    let big = vec![b' '; 70_000];
    let refused = kaisa.with("If-Match", "*").send("PATCH", path, &big).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (413, Some("body_too_large")));
}

#[tokio::test]
async fn a_foreign_page_can_do_nothing_with_the_organizers_cookie() {
    let server = Server::start().await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let foreign = kaisa.with("Origin", "https://evil.example").with("If-Match", "*");
    let refused = foreign.send("PATCH", "/api/v1/networks/rovaniemi", b"{\"name\":\"Muu\"}").await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("origin_foreign")));
    assert_eq!(kaisa.get("/api/v1/networks/rovaniemi").await.json()["name"], "Rovaniemi");
}

#[tokio::test]
async fn a_request_that_comes_twice_makes_one_thing() {
    let server = Server::start().await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let keyed = kaisa.with("Idempotency-Key", "0190-kemi-verkosto");
    let (first, second) = tokio::join!(async { keyed.post("/api/v1/networks", &kemi()).await }, async {
        keyed.post("/api/v1/networks", &kemi()).await
    },);
    assert_eq!((first.status, second.status), (201, 201), "{} {}", first.json(), second.json());
    assert_eq!((first.json(), first.field("ETag")), (second.json(), second.field("ETag")));
    let mut other = kemi();
    other["slug"] = "tornio".into();
    let reused = keyed.post("/api/v1/networks", &other).await;
    assert_eq!((reused.status, reused.json()["code"].as_str()), (422, Some("idempotency_key_reused")));
    let invalid = kaisa.with("Idempotency-Key", "x").post("/api/v1/networks", &other).await;
    assert_eq!((invalid.status, invalid.json()["code"].as_str()), (400, Some("idempotency_key_invalid")));
    assert_eq!(kaisa.get("/api/v1/networks").await.json()["networks"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn nobody_comes_in_as_one_who_may_make_networks_but_by_them() {
    let server = Server::start().await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let me = kaisa.get("/api/v1/session").await.json()["person"]["id"].as_str().unwrap().to_owned();
    let of = |person: &str| format!("/api/v1/networks/rovaniemi/persons/{person}");
    let sign_in = |person: &str| format!("/api/v1/networks/rovaniemi/staff/{person}/sign-in-link");
    let body = json!({ "name": "Veikko", "email": "veikko@rovaniemi.example", "role": "organizer" });
    let veikko = kaisa.make("/api/v1/networks/rovaniemi/staff", &body).await["id"].as_str().unwrap().to_owned();
    let link = kaisa.make(&sign_in(&veikko), &json!({})).await["url"].as_str().unwrap().to_owned();
    let as_veikko = Organizer::by_link(server.http, &link).await;
    assert_eq!(as_veikko.get("/api/v1/session").await.json()["may_make_networks"], false);
    let refused = as_veikko.post(&sign_in(&me), &json!({})).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("forbidden")));
    let refused = as_veikko.patch(&of(&me), &json!(1), &json!({ "email": "veikko@rovaniemi.example" })).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("forbidden")));
    // Nor do they take away what she may.
    let refused = as_veikko.patch(&of(&me), &json!(1), &json!({ "role": "advisor" })).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("forbidden")));
    let refused = as_veikko.delete(&of(&me), &json!(1)).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("forbidden")));
    let own = kaisa.patch(&of(&me), &json!(1), &json!({ "email": "kaisa@rovaniemi.example" })).await;
    assert_eq!(own.status, 200, "{}", own.json());
    assert_eq!(kaisa.post(&sign_in(&me), &json!({})).await.status, 201);
    assert_eq!(as_veikko.patch(&of(&veikko), &json!(1), &json!({ "language": "sv" })).await.status, 200);
}

#[tokio::test]
async fn the_host_of_the_server_lets_an_organizer_back_in() {
    let server = Server::start().await;
    let output = server.command(&["network", "sign-in-link", "--network", "rovaniemi"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let link = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let kaisa = Organizer::by_link(server.http, &link).await;
    assert_eq!(kaisa.get("/api/v1/session").await.json()["networks"][0]["slug"], "rovaniemi");
    assert!(!server.command(&["network", "sign-in-link", "--network", "kemi"]).status.success());
}

#[tokio::test]
async fn whoever_guesses_sign_in_links_has_to_wait() {
    let server = Server::start().await;
    let mut guesser = Organizer::nobody(server.http);
    let mut refused = Vec::new();
    for number in 0..40 {
        refused.push(guesser.sign_in(&format!("guess-{number}")).await.status);
    }
    assert_eq!(refused[0], 404);
    assert_eq!(refused[39], 429);
    // Everybody else's way in is counted apart.
    assert_eq!(http::get(server.http, "/api/v1/networks/rovaniemi").await.unwrap().status, 200);
}
