//! Members, their links and cards, the staff, and programs: at the organizer's side and in the room.

use koronailta_signaling::wire::{Command, Event, RejectCode, participant::Role};
use koronailta_tests::{
    organizer::Organizer,
    person::{Person, resolve},
    server::{Options, Server, command_on},
};
use serde_json::{Value, json};

const NETWORK: &str = "/api/v1/networks/rovaniemi";

async fn kaisa(server: &Server) -> Organizer {
    Organizer::by_link(server.http, &server.links.console).await
}

fn path(rest: &str) -> String {
    format!("{NETWORK}/{rest}")
}

/// A business with Aino in it, and Aino's id.
async fn bakery(kaisa: &Organizer) -> (Value, String) {
    let aino = json!({ "name": "Aino Kangas", "email": "aino@leipa.example" });
    let body = json!({ "name": "Kemin Leipä", "place": "Kemi", "persons": [aino] });
    let member = kaisa.make(&path("members"), &body).await;
    let aino = member["persons"][0]["id"].as_str().unwrap().to_owned();
    (member, aino)
}

async fn link_of(kaisa: &Organizer, person: &str) -> (String, String) {
    let made = kaisa.make(&path(&format!("persons/{person}/link")), &Value::Null).await;
    (made["url"].as_str().unwrap().to_owned(), made["page"].as_str().unwrap().to_owned())
}

fn code(answer: &koronailta_tests::http::Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_member_comes_in_by_her_own_link_without_waiting_until_it_is_renewed() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let (_, aino) = bakery(&kaisa).await;
    let (link, _) = link_of(&kaisa, &aino).await;
    let (maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut here, welcome) = Person::enter(&link, "Joku muu").await;
    let seen = welcome.roster.iter().find(|one| one.id == here.id).unwrap();
    assert_eq!((seen.name.as_str(), seen.recognised, seen.role), ("Aino Kangas", true, Role::Participant));

    let (renewed, _) = link_of(&kaisa, &aino).await;
    here.socket.closing().await;
    let left = |event: &Event| {
        matches!(event, Event::ParticipantLeft { participant, .. } if *participant == here.id).then_some(())
    };
    maarit.expect("that the old link's holder is gone", left).await;
    assert_eq!(here.resume().await.unwrap_err().code, RejectCode::LinkRevoked);
    let (status, problem) = resolve(&link).await.unwrap_err();
    assert_eq!((status, problem["code"].as_str()), (410, Some("link_revoked")));
    Person::enter(&renewed, "Aino").await;

    assert_eq!(kaisa.send("DELETE", &path(&format!("persons/{aino}/link")), b"").await.status, 204);
    assert_eq!(resolve(&renewed).await.unwrap_err().0, 410);
}

#[tokio::test]
async fn whoever_is_removed_is_erased_and_shown_out() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let (member, aino) = bakery(&kaisa).await;
    let (link, _) = link_of(&kaisa, &aino).await;
    let (here, _) = Person::enter(&link, "Aino").await;
    let of_member = path(&format!("members/{}", member["id"].as_str().unwrap()));
    let late = kaisa.delete(&of_member, &json!(7)).await;
    assert_eq!(code(&late), (412, "stale".to_owned()));
    assert_eq!(kaisa.delete(&of_member, &member["version"]).await.status, 204);
    here.socket.closing().await;
    assert_eq!(kaisa.get(&of_member).await.status, 404);
    assert_eq!(kaisa.get(&path("members")).await.json()["members"], json!([]));
    let listed = server.command(&["member", "list", "--network", "rovaniemi"]);
    assert!(!String::from_utf8_lossy(&listed.stdout).contains("Aino"));
}

#[tokio::test]
async fn who_is_removed_from_an_evening_gets_nothing_of_it_by_any_of_their_links() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let (_, aino) = bakery(&kaisa).await;
    let (link, page) = link_of(&kaisa, &aino).await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (here, _) = Person::enter(&link, "Aino").await;
    let evening = resolve(&link).await.unwrap().evening;
    let hers = Organizer::bearer(server.http, page.rsplit('/').next().unwrap());
    let document = format!("/api/v1/evenings/{evening}/materials/{evening}/content");
    assert_eq!(code(&hers.get(&document).await), (404, "material_unknown".to_owned()));
    let word = json!({ "device": evening, "useful": 1 });
    maarit.done(Command::Remove { participant: here.id }).await;
    assert_eq!(code(&hers.get(&document).await), (403, "removed".to_owned()));
    let said = hers.post(&format!("/api/v1/evenings/{evening}/feedback"), &word).await;
    assert_eq!(code(&said), (403, "removed".to_owned()));
    assert_eq!(hers.get("/api/v1/me").await.status, 200, "what is the network's stays hers");
}

#[tokio::test]
async fn a_link_of_the_network_leads_to_the_evening_that_is_on() {
    let folder = tempfile::TempDir::new().unwrap();
    let run = |words: &[&str]| {
        let output = command_on(folder.path(), words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    run(&["network", "add", "--name", "Kemi", "--slug", "kemi"]);
    let guests = run(&["link", "add", "--network", "kemi"]);
    run(&["member", "add", "--network", "kemi", "--name", "Kemin Leipä", "--person", "Aino"]);
    let listed: Value = serde_json::from_str(&run(&["member", "list", "--network", "kemi", "--json"])).unwrap();
    let aino = listed[0]["persons"][0]["id"].as_str().unwrap().to_owned();
    let link = run(&["member", "link", "--person", &aino]);
    let sign_in = run(&["network", "sign-in-link", "--network", "kemi"]);
    let server = Server::in_folder(folder, Options::default()).await;
    // The command line did not know the server's port yet.
    let here = |link: &str| format!("http://{}/j/{}", server.http, link.rsplit('/').next().unwrap());
    let (link, guests) = (here(&link), here(&guests));
    let (status, problem) = resolve(&link).await.unwrap_err();
    assert_eq!((status, problem["code"].as_str()), (404, Some("evening_not_planned")));
    let kaisa = Organizer::by_link(server.http, &sign_in).await;
    assert_eq!(kaisa.get("/api/v1/networks/kemi/guest-links").await.json()["links"].as_array().unwrap().len(), 1);

    let evening = |title: &str, starts: &str| {
        let words = ["evening", "add", "--network", "kemi", "--title", title, "--starts", starts];
        let output = server.command(&words);
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let later = evening("Joskus", "2120-11-24T18:00+02:00");
    assert_eq!(resolve(&link).await.unwrap().evening.to_string(), later);
    let now = evening("Nyt", "now");
    assert_eq!(resolve(&link).await.unwrap().evening.to_string(), now);
    let (aino, welcome) = Person::enter(&link, "Aino").await;
    assert_eq!(welcome.evening.title, "Nyt");
    assert_eq!(resolve(&guests).await.unwrap().evening.to_string(), now);
    let ended = server.command(&["evening", "end", &now]);
    assert!(ended.status.success());
    aino.expect("the end", |event| matches!(event, Event::EveningEnded).then_some(())).await;
    assert_eq!(resolve(&link).await.unwrap().evening.to_string(), later);
    aino.forget_events();
}

#[tokio::test]
async fn a_table_is_understood_first_and_imported_whole_or_not_at_all() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let import = |query: &'static str, table: Vec<u8>| {
        let kaisa = kaisa.with("Content-Type", "text/csv");
        async move { kaisa.send("POST", &path(&format!("members/import{query}")), &table).await }
    };
    // As a Finnish spreadsheet saves it: semicolons and Latin-1.
    let text = "Yritys;Paikkakunta;Nimi;Sähköposti\r\nKemin Leipä;Kemi;Äijä;aija@x.example\r\nPaja;Tornio;Ville;ville\r\nPaja;Tornio;Anu;\r\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let preview = import("?preview=true", latin.clone()).await.json();
    assert_eq!(preview["rows"][0]["person"], "Äijä");
    assert_eq!(
        (&preview["problems"][0]["line"], &preview["problems"][0]["code"]),
        (&json!(3), &json!("email_invalid"))
    );
    let refused = import("", latin.clone()).await;
    assert_eq!(code(&refused), (422, "table_lines_wrong".to_owned()));
    assert_eq!(kaisa.get(&path("members")).await.json()["members"], json!([]), "nothing was imported");
    let right = text.replace("ville\r", "ville@x.example\r");
    let done = import("", right.clone().into_bytes()).await.json();
    assert_eq!((&done["created"], &done["updated"]), (&json!(3), &json!(0)), "{done}");
    let again = import("", right.into_bytes()).await.json();
    assert_eq!((&again["created"], &again["updated"]), (&json!(0), &json!(0)));
    let names = kaisa.get(&path("members?limit=1")).await.json();
    assert_eq!(names["members"][0]["name"], "Kemin Leipä");
    let next = format!("members?limit=1&after={}", names["next"].as_str().unwrap());
    let second = kaisa.get(&path(&next)).await.json();
    assert_eq!((second["members"][0]["name"].as_str(), &second["next"]), (Some("Paja"), &Value::Null));
    assert_eq!(second["members"][0]["persons"].as_array().unwrap().len(), 2);
    for (table, wanted) in
        [(&b"nimi\nAino\n"[..], "table_no_name"), (b"", "table_empty"), (b"\x89PNG\r\n\x1a\n\0", "table_no_name")]
    {
        assert_eq!(code(&import("?preview=true", table.to_vec()).await), (422, wanted.to_owned()));
    }
    let table = kaisa.get(&path("members.csv")).await;
    assert!(table.body.starts_with("\u{feff}yritys;".as_bytes()));
    let back = import("?preview=true", table.body.clone()).await.json();
    assert!(back["rows"].as_array().unwrap().iter().all(|row| row["what"] == "same"), "{back}");
    let json = kaisa.send("POST", &path("members/import"), b"{}").await;
    assert_eq!(code(&json), (415, "media_type".to_owned()));
}

#[tokio::test]
async fn what_people_write_is_kept_as_words_and_limits_are_told() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let html = "<img src=x onerror=alert(1)>";
    let member = kaisa.make(&path("members"), &json!({ "name": html })).await;
    assert_eq!(member["name"], html);
    for (body, wanted, field) in [
        (json!({ "name": "x".repeat(81) }), "value_too_long", Some("name")),
        (json!({ "name": "a\u{202e}b" }), "value_invalid", Some("name")),
        (json!({ "name": "" }), "value_empty", Some("name")),
        (
            json!({ "name": "Paja", "persons": [{ "name": "A", "email": "a@b\r\nBcc: x@y.example" }] }),
            "email_invalid",
            None,
        ),
    ] {
        let refused = kaisa.post(&path("members"), &body).await;
        assert_eq!(code(&refused), (422, wanted.to_owned()), "{body}");
        assert_eq!(refused.json()["params"]["field"].as_str(), field);
    }
    assert_eq!(kaisa.get(&path("members")).await.json()["members"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_second_organizer_can_be_made_and_the_last_one_cannot_go() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let staff = kaisa.get(&path("staff")).await.json();
    let first = staff["staff"][0].clone();
    let of = |person: &Value| path(&format!("persons/{}", person["id"].as_str().unwrap()));
    assert_eq!(code(&kaisa.delete(&of(&first), &first["version"]).await), (409, "last_organizer".to_owned()));
    let demoted = kaisa.patch(&of(&first), &first["version"], &json!({ "role": "advisor" })).await;
    assert_eq!(code(&demoted), (409, "last_organizer".to_owned()));

    let second = kaisa.make(&path("staff"), &json!({ "name": "Pekka", "role": "organizer" })).await;
    let link_path = path(&format!("staff/{}/sign-in-link", second["id"].as_str().unwrap()));
    let link = kaisa.make(&link_path, &Value::Null).await["url"].as_str().unwrap().to_owned();
    let pekka = Organizer::by_link(server.http, &link).await;
    assert_eq!(pekka.get("/api/v1/session").await.json()["networks"][0]["role"], "organizer");
    assert_eq!(
        code(
            &pekka
                .post(
                    "/api/v1/networks",
                    &json!({
                        "slug": "kemi", "name": "Kemi", "organizer": { "name": "Pekka", "language": "fi" }
                    })
                )
                .await
        ),
        (403, "forbidden".to_owned()),
        "making networks was not given to him"
    );
    let refused = pekka.delete(&of(&first), &first["version"]).await;
    assert_eq!(code(&refused), (403, "forbidden".to_owned()), "nor is it his to take from her");
    assert_eq!(kaisa.delete(&of(&first), &first["version"]).await.status, 204);
    assert_eq!(kaisa.get("/api/v1/session").await.status, 401, "whoever is removed is signed out");

    let advisor = pekka.make(&path("staff"), &json!({ "name": "Anu", "role": "advisor" })).await;
    let link_path = path(&format!("staff/{}/sign-in-link", advisor["id"].as_str().unwrap()));
    let link = pekka.make(&link_path, &Value::Null).await["url"].as_str().unwrap().to_owned();
    let anu = Organizer::by_link(server.http, &link).await;
    assert_eq!(anu.get(NETWORK).await.json()["ground_rules"].as_str().map(str::is_empty), Some(false));
    for (method, rest, body) in [
        ("GET", "members", json!(null)),
        ("POST", "members", json!({ "name": "Paja" })),
        ("GET", "staff", json!(null)),
        ("POST", "api-tokens", json!({ "title": "x", "scopes": ["members:read"] })),
        ("GET", "members.csv", json!(null)),
    ] {
        let refused = anu.send(method, &path(rest), body.to_string().as_bytes()).await;
        assert_eq!(code(&refused), (403, "forbidden".to_owned()), "{method} {rest}");
    }
}

#[tokio::test]
async fn a_program_does_what_its_key_allows_and_cannot_make_itself_more() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let scopes = json!({ "title": "Jäsenrekisteri", "scopes": ["members:read", "members:write"] });
    let made = kaisa.make(&path("api-tokens"), &scopes).await;
    let program = Organizer::bearer(server.http, made["token"].as_str().unwrap());
    let (member, aino) = bakery(&program).await;
    assert_eq!(member["persons"][0]["has_link"], false);
    assert_eq!(program.get(&path("members")).await.json()["members"].as_array().unwrap().len(), 1);
    let refused = program.get(&path("guest-links")).await;
    assert_eq!(
        (code(&refused), refused.json()["params"]["scope"].as_str()),
        ((403, "scope_missing".to_owned()), Some("network:read"))
    );
    let aino_path = path(&format!("persons/{aino}"));
    let risen = program.patch(&aino_path, &json!(1), &json!({ "role": "organizer" })).await;
    assert_eq!(code(&risen), (403, "forbidden".to_owned()));
    let staff = kaisa.get(&path("staff")).await.json()["staff"][0].clone();
    let of_staff = path(&format!("persons/{}", staff["id"].as_str().unwrap()));
    let stolen = program.patch(&of_staff, &staff["version"], &json!({ "email": "evil@x.example" })).await;
    assert_eq!(code(&stolen), (403, "forbidden".to_owned()), "an organizer's address is a way in");
    assert_eq!(code(&program.post(&path("api-tokens"), &scopes).await), (403, "forbidden".to_owned()));
    let listed = kaisa.get(&path("api-tokens")).await.json();
    assert!(listed["tokens"][0].get("token").is_none());
    let token_path = path(&format!("api-tokens/{}", made["id"].as_str().unwrap()));
    assert_eq!(kaisa.send("DELETE", &token_path, b"").await.status, 204);
    assert_eq!(code(&program.get(&path("members")).await), (401, "not_signed_in".to_owned()));
}

#[tokio::test]
async fn a_member_presents_her_business_to_those_who_were_let_in() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let (_, aino) = bakery(&kaisa).await;
    let (link, page) = link_of(&kaisa, &aino).await;
    let token = page.rsplit('/').next().unwrap();
    let own = Organizer::bearer(server.http, token);
    let me = own.get("/api/v1/me").await.json();
    assert_eq!(
        (me["name"].as_str(), me["business"].as_str(), me["card"]["does"].as_str()),
        (Some("Aino Kangas"), Some("Kemin Leipä"), Some(""))
    );
    let card =
        json!({ "does": "Leivon limppuja.", "needs": "Kuljetusta", "offers": "Tilaa uunissa", "language": "sv" });
    let changed = own.patch("/api/v1/me", &me["version"], &card).await;
    assert_eq!(changed.status, 200, "{}", changed.json());
    let late = own.patch("/api/v1/me", &me["version"], &json!({ "does": "Muuta" })).await;
    assert_eq!(code(&late), (412, "stale".to_owned()));
    let svg =
        own.send("PUT", "/api/v1/me/picture", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").await;
    assert_eq!(code(&svg), (415, "picture_is_svg".to_owned()));
    let big = own.send("PUT", "/api/v1/me/picture", &vec![0; 3 * 1024 * 1024 + 1]).await;
    assert_eq!(code(&big), (413, "body_too_large".to_owned()));

    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (here, _) = Person::enter(&link, "Aino").await;
    let cards = format!("/api/v1/evenings/{}/cards", here.invitation.evening);
    let asks = |person: &Person| {
        Organizer::bearer(server.http, &person.invitation.token)
            .with("Koronailta-Participant", &format!("{} {}", person.id, person.secret))
    };
    let seen = asks(&maarit).get(&cards).await.json();
    assert_eq!(seen["cards"][0]["card"]["does"], "Leivon limppuja.");
    assert_eq!(seen["cards"][0]["participant"].as_str(), Some(here.id.to_string().as_str()));
    // Eero waits; Sari came in by the same link. What opens to her does not open to him.
    let eero = Person::join(&server.links.participant, "Eero").await;
    assert_eq!(code(&asks(&eero).get(&cards).await), (403, "forbidden".to_owned()));
    let sari = Person::join(&server.links.participant, "Sari").await;
    maarit.done(Command::Admit { participant: sari.id }).await;
    sari.welcome().await;
    assert_eq!(asks(&sari).get(&cards).await.status, 200);
    let pretends = Organizer::bearer(server.http, &eero.invitation.token)
        .with("Koronailta-Participant", &format!("{} {}", sari.id, eero.secret));
    assert_eq!(code(&pretends.get(&cards).await), (403, "forbidden".to_owned()));
    assert_eq!(Organizer::bearer(server.http, &eero.invitation.token).get("/api/v1/me").await.status, 403);
}

#[tokio::test]
async fn links_are_drawn_for_a_sheet_and_guests_come_to_the_lobby() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let made = kaisa.make(&path("guest-links"), &json!({})).await;
    let link = made["url"].as_str().unwrap();
    let drawing = kaisa.post("/api/v1/qr", &json!({ "url": link })).await;
    assert_eq!((drawing.status, drawing.field("Content-Type").as_deref()), (200, Some("image/svg+xml")));
    let foreign = kaisa.post("/api/v1/qr", &json!({ "url": "https://evil.example/j/x" })).await;
    assert_eq!(code(&foreign), (422, "value_invalid".to_owned()));
    let (maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let eero = Person::join(link, "Eero").await;
    maarit.expect("the knock", |event| matches!(event, Event::Knocked { .. }).then_some(())).await;
    let id = kaisa.get(&path("guest-links")).await.json()["links"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(kaisa.send("DELETE", &path(&format!("guest-links/{id}")), b"").await.status, 204);
    eero.socket.closing().await;
    assert_eq!(kaisa.get(&path("guest-links")).await.json()["links"], json!([]));
}

#[tokio::test]
async fn a_logo_is_a_picture_of_our_own_making() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let logo = path("logo");
    assert_eq!(kaisa.get(&logo).await.status, 404);
    let svg = kaisa.send("PUT", &logo, b"<?xml version='1.0'?><svg><script>alert(1)</script></svg>").await;
    assert_eq!(code(&svg), (415, "picture_is_svg".to_owned()));
    assert_eq!(code(&kaisa.send("PUT", &logo, b"GIF89a").await), (422, "picture_unreadable".to_owned()));
    let icon = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../web-client/icon-512.png")).unwrap();
    let set = kaisa.send("PUT", &logo, &icon).await;
    assert_eq!(set.status, 204);
    let shown = Organizer::nobody(server.http).get(&logo).await;
    assert_eq!((shown.status, shown.field("Content-Type").as_deref()), (200, Some("image/png")));
    assert!(shown.body.starts_with(b"\x89PNG") && shown.body != icon);
    assert_eq!(shown.field("ETag"), set.field("ETag"));
    assert_eq!(code(&kaisa.send("PUT", &logo, &icon).await), (428, "version_needed".to_owned()));
    let known = Organizer::nobody(server.http).with("If-None-Match", &shown.field("ETag").unwrap());
    assert_eq!(known.get(&logo).await.status, 304);
    let removing = kaisa.with("If-Match", &shown.field("ETag").unwrap());
    assert_eq!(removing.send("DELETE", &logo, b"").await.status, 204);
    assert_eq!(kaisa.get(NETWORK).await.json()["logo"], false);
}

#[tokio::test]
async fn passkeys_are_not_offered_where_they_cannot_be() {
    let server = Server::start().await;
    let kaisa = kaisa(&server).await;
    let refused = kaisa.post("/api/v1/passkeys/register/begin", &Value::Null).await;
    assert_eq!(code(&refused), (409, "passkey_unavailable".to_owned()));
    assert_eq!(kaisa.get("/api/v1/passkeys").await.json()["passkeys"], json!([]));
    let nobody = Organizer::nobody(server.http);
    assert_eq!(
        code(&nobody.post("/api/v1/session/link", &json!({ "email": "a@b.example" })).await),
        (409, "mail_impossible".to_owned())
    );
}
