//! Captions that an organizer has kept: chosen before the evening, read after it by its people, erased at once or after their time.

use koronailta_signaling::wire::{Command, Event, RejectCode, caption::CaptionLine, join::Language};
use koronailta_tests::{
    http,
    organizer::Organizer,
    person::{Person, split_link},
    server::Server,
};
use serde_json::{Value, json};

const EVENINGS: &str = "/api/v1/networks/rovaniemi/evenings";

fn printed(server: &Server, words: &[&str]) -> String {
    let output = server.command(words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// An evening that is open now and has its captions kept.
fn evening(server: &Server) -> String {
    printed(
        server,
        &["evening", "add", "--network", "rovaniemi", "--title", "Tuki-ilta", "--starts", "now", "--keep-captions"],
    )
}

fn link(server: &Server, evening: &str, role: &[&str]) -> String {
    let text = printed(server, &[&["link", "add", "--evening", evening, "--role"], role].concat());
    text.split_whitespace().find(|word| word.starts_with("http")).expect("a link").to_owned()
}

/// Which evening a link leads to, and whether its captions are kept.
async fn told_at_the_door(link: &str) -> (String, bool) {
    let (address, token) = split_link(link);
    let told = http::post(address, "/api/v1/links/resolve", &json!({ "token": token })).await.unwrap().json();
    let told = &told["evening"];
    (told["evening"].as_str().unwrap().to_owned(), told["captions_kept"].as_bool().unwrap())
}

fn line(line: u32, language: Language, text: &str) -> Command {
    Command::CaptionWrite { line: CaptionLine { line, language, text: text.to_owned() } }
}

fn lines(answer: &Value) -> Vec<&str> {
    answer["lines"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn kept_captions_are_read_after_the_evening_as_they_were_corrected_and_erased_at_once() {
    let mut server = Server::start().await;
    let evening = evening(&server);
    let host = link(&server, &evening, &["moderator"]);
    let shared = link(&server, &evening, &["participant", "--admits"]);
    let closed = link(&server, &evening, &["participant"]);
    let (mut maarit, _) = Person::enter(&host, "Maarit").await;
    let (mut tuula, welcome) = Person::enter(&link(&server, &evening, &["captioner", "--admits"]), "Tuula").await;
    let (eero, told) = Person::enter(&shared, "Eero").await;
    let waits = Person::join(&closed, "Utelias").await;
    assert!(welcome.evening.captions_kept && told.evening.captions_kept, "writer and reader are told");
    assert!(told_at_the_door(&shared).await.1, "before one enters, too");
    for (number, text) in [(1, "Tervetloa"), (1, "Tervetuloa"), (2, "Sanoin väärin"), (2, ""), (3, "Tuki on <5> euroa")]
    {
        tuula.done(line(number, Language::Fi, text)).await;
    }
    tuula.done(line(4, Language::Sv, "Välkomna")).await;
    server.kill();
    server.launch().await;
    maarit.resume_when_possible().await;
    let (_, replayed) = tuula.resume_when_possible().await;
    assert!(!replayed);
    assert_eq!(tuula.welcome().await.guidance.captions_begun, 4, "she counts on after what is kept");
    tuula.done(line(3, Language::Fi, "Tuki on <500> euroa")).await;

    let (address, token) = split_link(&host);
    let path = |rest: &str| format!("/api/v1/evenings/{evening}/{rest}");
    let leader = Organizer::bearer(address, &token);
    assert_eq!(leader.get(&path("captions/fi")).await.json()["code"], "evening_not_over");
    maarit.done(Command::EndEvening).await;
    let summary = leader.get(&path("summary")).await.json();
    assert_eq!(summary["captions"], json!([{"language": "fi", "lines": 2}, {"language": "sv", "lines": 1}]));
    assert_eq!(lines(&leader.get(&path("captions/fi")).await.json()), ["Tervetuloa", "Tuki on <500> euroa"]);
    assert_eq!(lines(&leader.get(&path("captions/en")).await.json()), Vec::<&str>::new());
    let file = leader.get(&path("captions/fi?form=vtt")).await;
    assert_eq!(file.field("content-type").as_deref(), Some("text/vtt; charset=utf-8"));
    let text = String::from_utf8(file.body).unwrap();
    assert!(text.starts_with("WEBVTT\n\n") && text.contains("\nTuki on &lt;500&gt; euroa\n"), "{text}");
    let file = leader.get(&path("captions/sv?form=text")).await;
    assert_eq!(file.field("content-disposition").as_deref(), Some("attachment; filename=\"captions.txt\""));
    assert_eq!(String::from_utf8(file.body).unwrap(), "Tuki-ilta\n\nVälkomna\n");
    assert_eq!(leader.get(&path("captions/fi?form=pdf")).await.status, 400);

    // The same readers as the rest of what is left.
    let guest = Organizer::bearer(address, &split_link(&shared).1);
    let said = |person: &Person| ("koronailta-participant", format!("{} {}", person.id, person.secret));
    let status = async |who: &Organizer| who.get(&path("captions/fi")).await.status;
    assert_eq!(status(&guest).await, 403, "the shared link alone proves nothing");
    let (name, value) = said(&eero);
    assert_eq!(status(&guest.with(name, &value)).await, 200);
    let (name, value) = said(&waits);
    let outside = Organizer::bearer(address, &split_link(&closed).1);
    assert_eq!(status(&outside.with(name, &value)).await, 403, "who was never let in");
    assert_eq!(status(&Organizer::nobody(address)).await, 401);

    let erase = format!("{EVENINGS}/{evening}/captions");
    assert_eq!(leader.send("DELETE", &erase, b"").await.status, 403, "who led it does not plan evenings");
    assert_eq!(status(&leader).await, 200);
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    for _ in 0..2 {
        assert_eq!(kaisa.send("DELETE", &erase, b"").await.status, 204);
    }
    assert_eq!(lines(&kaisa.get(&path("captions/fi")).await.json()), Vec::<&str>::new());
    assert_eq!(kaisa.get(&path("summary")).await.json()["captions"], json!([]));
}

#[tokio::test]
async fn whether_captions_are_kept_is_settled_before_the_doors_open_and_never_in_an_encrypted_evening() {
    let server = Server::start().await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let body = json!({ "title": "Myöhemmin", "starts": "2027-01-05T18:00" });
    let planned = kaisa.make(EVENINGS, &body).await;
    assert_eq!(planned["captions_kept"], false, "unless the organizer says so");
    let path = |of: &Value| format!("{EVENINGS}/{}", of["id"].as_str().unwrap());
    let kept = kaisa.patch(&path(&planned), &planned["version"], &json!({ "captions_kept": true })).await.json();
    assert_eq!(kept["captions_kept"], true);
    let refused = kaisa.patch(&path(&planned), &planned["version"], &json!({ "captions_kept": false })).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (412, Some("stale")));
    let refused = kaisa.patch(&path(&kept), &kept["version"], &json!({ "encrypted": true })).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("captions_kept_encrypted")));
    let both = json!({ "title": "Salattu", "starts": "2027-01-06T18:00", "encrypted": true, "captions_kept": true });
    assert_eq!(kaisa.post(EVENINGS, &both).await.json()["code"], "captions_kept_encrypted");
    let copy = kaisa.make(&format!("{}/copy", path(&kept)), &json!({ "starts": "2027-02-02T18:00" })).await;
    assert_eq!(copy["captions_kept"], true);
    let rule = json!({ "title": "Joka viikko", "first": "2027-03-02T18:00", "rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=2", "captions_kept": true });
    let series = kaisa.make("/api/v1/networks/rovaniemi/series", &rule).await;
    assert_eq!(series["captions_kept"], true);
    let all = kaisa.get(&format!("{EVENINGS}?from=1800000000000")).await.json();
    let of_series = all["evenings"].as_array().unwrap().iter().filter(|one| one["series_id"] == series["id"]);
    assert!(of_series.clone().count() > 0 && of_series.clone().all(|one| one["captions_kept"] == true));

    let open = evening(&server);
    let open = kaisa.get(&format!("{EVENINGS}/{open}")).await.json();
    let refused = kaisa.patch(&path(&open), &open["version"], &json!({ "captions_kept": false })).await;
    assert_eq!((refused.status, refused.json()["code"].as_str()), (409, Some("captions_fixed")));
}

#[tokio::test]
async fn what_is_not_to_be_kept_stands_nowhere() {
    let server = Server::start().await;
    let (passing, kept) = told_at_the_door(&server.links.moderator).await;
    assert!(!kept);
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    maarit.done(line(1, Language::Fi, "Ohimenevää")).await;
    maarit.done(Command::EndEvening).await;
    let left = kaisa.get(&format!("/api/v1/evenings/{passing}/summary")).await.json();
    assert_eq!(left["captions"], json!([]));

    let evening = evening(&server);
    let (mut tuula, _) = Person::enter(&link(&server, &evening, &["captioner", "--admits"]), "Tuula").await;
    let (mut eero, _) = Person::enter(&link(&server, &evening, &["participant", "--admits"]), "Eero").await;
    assert_eq!(eero.rejected(line(1, Language::Fi, "Minäkin")).await, RejectCode::Forbidden);
    tuula.done(line(1, Language::Fi, "Aino kertoi siarudestaan")).await;
    let erased = kaisa.send("DELETE", &format!("{EVENINGS}/{evening}/captions"), b"").await;
    assert_eq!(erased.status, 204, "also while the evening runs");
    let erased = |event: &Event| matches!(event, Event::CaptionsErased).then_some(());
    eero.expect("that they were erased", erased).await;
    tuula.done(line(1, Language::Fi, "Aino kertoi sairaudestaan")).await;
    let mut floods = 0;
    for number in 2..=121 {
        floods += usize::from(tuula.socket.ask(line(number, Language::Fi, "x")).await.is_err());
    }
    assert!(floods > 0, "a flood is held back");
    printed(&server, &["evening", "end", &evening]);
    let over = |event: &Event| matches!(event, Event::EveningEnded).then_some(());
    eero.expect("the end", over).await;
    let kept = kaisa.get(&format!("/api/v1/evenings/{evening}/captions/fi")).await.json();
    assert_eq!(lines(&kept).len(), 120 - floods, "and only what was neither refused nor erased is kept");
    let shown = eero.everything_heard().iter().filter(|text| text.contains("\"caption\"")).count();
    assert_eq!(shown, 120 - floods + 2);
}
