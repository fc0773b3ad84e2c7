//! Questions before and during the evening, polls, captions and the anonymous word after it.

use koronailta_signaling::{
    ids::{AskKey, EveningId},
    wire::{
        Command, Event, RejectCode,
        event::Outcome,
        poll::{Ballot, PollKind, PollPlan, PollResults},
        question::{AskedBy, KeptFor, Question},
    },
};
use koronailta_tests::{
    http,
    organizer::Organizer,
    person::{self, Person, fresh, split_link},
    server::Server,
};
use serde_json::json;
use uuid::Uuid;

fn key() -> AskKey {
    AskKey(fresh())
}

fn question(text: &str) -> impl FnMut(&Event) -> Option<Question> {
    move |event| match event {
        Event::QuestionChanged { question } if question.text == text => Some(question.clone()),
        _ => None,
    }
}

async fn evening_of(link: &str) -> EveningId {
    person::resolve(link).await.unwrap().evening
}

#[tokio::test]
async fn questions_come_by_the_link_before_anybody_is_there_and_stay() {
    let mut server = Server::start().await;
    let (address, token) = split_link(&server.links.participant);
    let path = format!("/api/v1/evenings/{}/questions", evening_of(&server.links.participant).await);
    let bearer = format!("Bearer {token}");
    let fields = [("authorization", bearer.as_str())];
    let key = key();
    let ask = |text: &str| json!({"key": key, "text": text, "by": "nobody"});
    let first = http::post_with(address, &path, &fields, &ask("Mistä aloitan?")).await.unwrap();
    assert_eq!(first.status, 201, "{:?}", first.json());
    let refused = http::post_with(address, &path, &fields, &ask("  ")).await.unwrap();
    assert_eq!((refused.status, refused.json()["code"].clone()), (400, json!("text_empty")));
    let refused = http::post_with(address, &path, &fields, &json!({"text": 1})).await.unwrap();
    assert_eq!(refused.json()["code"], json!("malformed"));
    let refused = http::post_with(address, &path, &[], &ask("Mistä aloitan?")).await.unwrap();
    assert_eq!((refused.status, refused.json()["code"].clone()), (404, json!("link_unknown")));
    server.kill();
    server.launch().await;
    let (_, welcome) = Person::enter(&server.links.advisor, "Ville").await;
    let questions = welcome.guidance.questions;
    assert_eq!(questions.len(), 1);
    assert_eq!((questions[0].text.as_str(), &questions[0].name), ("Mistä aloitan?", &None));
}

#[tokio::test]
async fn a_question_is_asked_wanted_answered_and_kept_for_the_network() {
    let server = Server::start().await;
    let (mut ville, _) = Person::enter(&server.links.advisor, "Ville").await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let mut eero = Person::join(&server.links.participant, "Eero").await;
    let ask = Command::QuestionAsk { key: key(), text: "Uskallanko hakea?".to_owned(), by: AskedBy::Nobody };
    eero.done(ask).await;
    let Question { id, name, .. } = ville.expect("the question", question("Uskallanko hakea?")).await;
    assert_eq!(name, None);
    assert!(eero.everything_heard().iter().all(|text| !text.contains("question_changed")), "who waits sees none");
    maarit.done(Command::QuestionVote { question: id, on: true }).await;
    let answer = Command::QuestionAnswer {
        question: id,
        text: Some("Uskallat. Autan lomakkeessa.".to_owned()),
        instead_of: None,
    };
    assert_eq!(eero.rejected(answer.clone()).await, RejectCode::NotAdmitted);
    ville.done(answer).await;
    let (address, _) = split_link(&server.links.advisor);
    let kept = http::get(address, "/api/v1/networks/rovaniemi/answers").await.unwrap();
    assert_eq!(kept.json(), json!([]), "not before the advisor says so");
    let list = "/api/v1/networks/rovaniemi/answers";
    let anu = Organizer::by_link(address, &server.links.console).await;
    ville.done(Command::QuestionPublish { question: id, kept_for: Some(KeptFor::Members) }).await;
    assert_eq!(http::get(address, list).await.unwrap().json(), json!([]), "for the network's people only");
    assert_eq!(anu.get(list).await.json()[0]["audience"], "members");
    ville.done(Command::QuestionPublish { question: id, kept_for: Some(KeptFor::Everybody) }).await;
    let kept = http::get(address, "/api/v1/networks/rovaniemi/answers").await.unwrap().json();
    assert_eq!(kept[0]["question"], "Uskallanko hakea?");
    assert_eq!(kept[0]["by"], "Ville");

    // Staff of the network look after it once the evening is over; a link to the evening alone makes nobody that.
    let path = format!("/api/v1/networks/rovaniemi/answers/{}", kept[0]["id"].as_str().unwrap());
    let members = json!({"answer": "Uskallat. Autan.", "audience": "members"});
    assert_eq!(anu.patch(&path, &json!(1), &members).await.json()["code"], "evening_not_over");
    maarit.done(Command::EndEvening).await;
    let (_, guest) = split_link(&server.links.advisor);
    let ville = Organizer::bearer(address, &guest);
    assert_eq!(ville.patch(&path, &json!(1), &members).await.status, 403);
    assert_eq!(anu.send("PATCH", &path, members.to_string().as_bytes()).await.status, 428);
    assert_eq!(anu.patch(&path, &json!(7), &members).await.status, 412);
    assert_eq!(anu.patch(&path, &json!(1), &json!({"answer": " "})).await.json()["code"], "value_empty");
    let changed = anu.patch(&path, &json!(1), &members).await;
    assert_eq!((changed.status, changed.json()["answer"].as_str()), (200, Some("Uskallat. Autan.")));
    assert_eq!(Organizer::nobody(address).get(list).await.json(), json!([]), "for the network's people only");
    assert_eq!(anu.get(list).await.json()[0]["editable"], true);
    assert_eq!(anu.with("If-Match", "\"2\"").send("DELETE", &path, b"").await.status, 204);
    assert_eq!(anu.get(list).await.json(), json!([]));
}

#[tokio::test]
async fn what_is_left_of_an_evening_is_read_by_its_people_once_it_is_over() {
    let server = Server::start().await;
    let (mut ville, _) = Person::enter(&server.links.advisor, "Ville").await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    let waits = Person::join(&server.links.participant, "Utelias").await;
    ville.write("Lomake: https://tuki.example/hae. Palaan siihen.").await;
    eero.write("Minun kauppani: https://kauppa.example").await;
    for (text, by) in [("Kuka maksaa?", AskedBy::Name), ("Milloin?", AskedBy::Nobody), ("Jää auki", AskedBy::Nobody)]
    {
        eero.done(Command::QuestionAsk { key: key(), text: text.to_owned(), by }).await;
        let Question { id, .. } = ville.expect(text, question(text)).await;
        match text {
            "Kuka maksaa?" => {
                ville
                    .done(Command::QuestionAnswer { question: id, text: Some("Kunta.".to_owned()), instead_of: None })
                    .await;
            }
            "Milloin?" => {
                ville.done(Command::QuestionNow { question: Some(id) }).await;
                ville.done(Command::QuestionAnswer { question: id, text: None, instead_of: None }).await;
            }
            _ => {}
        }
    }
    let (address, token) = split_link(&server.links.moderator);
    let path = format!("/api/v1/evenings/{}/summary", evening_of(&server.links.moderator).await);
    let host = Organizer::bearer(address, &token);
    assert_eq!(host.get(&path).await.json()["code"], "evening_not_over");
    maarit.done(Command::EndEvening).await;
    let left = host.get(&path).await;
    assert_eq!(left.status, 200, "{}", left.json());
    let left = left.json();
    assert_eq!(left["links"], json!(["https://tuki.example/hae"]), "only what staff wrote");
    assert_eq!(left["answers"].as_array().unwrap().len(), 2, "{left}");
    assert!(!left.to_string().contains("Eero"), "nobody's name stands with a question: {left}");
    let (_, shared) = split_link(&server.links.participant);
    let guest = Organizer::bearer(address, &shared);
    assert_eq!(guest.get(&path).await.status, 403, "the shared link alone proves nothing");
    let said = |person: &Person| guest.with("koronailta-participant", &format!("{} {}", person.id, person.secret));
    assert_eq!(said(&eero).get(&path).await.status, 200);
    assert_eq!(said(&waits).get(&path).await.status, 403, "who was never let in");
    assert_eq!(Organizer::nobody(address).get(&path).await.status, 401);
}

#[tokio::test]
async fn a_poll_is_answered_once_each() {
    let server = Server::start().await;
    let (mut ville, _) = Person::enter(&server.links.advisor, "Ville").await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    let options = vec!["Tuista".to_owned(), "Levosta".to_owned()];
    let question = "Mistä ensi kerralla?".to_owned();
    let plan = PollPlan { question, kind: PollKind::Single, options, results: PollResults::AtClose };
    let Outcome::PollOpened { poll } = ville.done(Command::PollOpen { plan }).await else { panic!("opened") };
    let choose = |place| Command::PollAnswer { poll, ballot: Ballot::Options { chosen: vec![place] } };
    for (person, place) in [(&mut ville, 0), (&mut maarit, 1), (&mut eero, 1)] {
        person.done(choose(place)).await;
        assert_eq!(person.rejected(choose(place)).await, RejectCode::PollAnswered);
    }
    ville.done(Command::PollClose { poll }).await;
    let result = |event: &Event| match event {
        Event::PollClosed { result } => result.tally.counts.clone(),
        _ => None,
    };
    let counts: Vec<_> = eero.expect("the result", result).await.into_iter().map(|count| count.count).collect();
    assert_eq!(counts, [1, 2]);
    assert_eq!(eero.rejected(choose(0)).await, RejectCode::PollNotOpen);
}

#[tokio::test]
async fn who_comes_by_their_own_link_says_once_how_it_was_whatever_their_browser_calls_itself() {
    let server = Server::start().await;
    let kaisa = Organizer::by_link(server.http, &server.links.console).await;
    let body = json!({ "name": "Kemin Leipä", "persons": [{ "name": "Aino" }] });
    let member = kaisa.make("/api/v1/networks/rovaniemi/members", &body).await;
    let person = member["persons"][0]["id"].as_str().unwrap();
    let made = kaisa.make(&format!("/api/v1/networks/rovaniemi/persons/{person}/link"), &json!({})).await;
    let link = made["url"].as_str().unwrap();
    let aino = Organizer::bearer(server.http, &split_link(link).1);
    let path = format!("/api/v1/evenings/{}/feedback", evening_of(link).await);
    assert_eq!(aino.post(&path, &json!({ "device": fresh(), "useful": 5 })).await.status, 204);
    let again = aino.post(&path, &json!({ "device": fresh(), "useful": 1 })).await;
    assert_eq!((again.status, again.json()["code"].clone()), (400, json!("feedback_given")));
}

#[tokio::test]
async fn feedback_is_told_to_hosts_once_three_have_given_it() {
    let server = Server::start().await;
    let (address, token) = split_link(&server.links.participant);
    let (_, moderator) = split_link(&server.links.moderator);
    let evening = evening_of(&server.links.participant).await.to_string();
    let path = format!("/api/v1/evenings/{evening}/feedback");
    let told = |words: &[&str]| String::from_utf8(server.command(words).stdout).unwrap();
    let by_command = |words: &[&str]| -> serde_json::Value { serde_json::from_str(&told(words)).unwrap() };
    let (of_evening, of_network) =
        (["feedback", "--evening", evening.as_str(), "--json"], ["feedback", "--network", "rovaniemi", "--json"]);
    let (anybody, host) = (format!("Bearer {token}"), format!("Bearer {moderator}"));
    let (anybody, host) = ([("authorization", anybody.as_str())], [("authorization", host.as_str())]);
    let give = async |device: Uuid, body: serde_json::Value| {
        let mut body = body;
        body["device"] = json!(device);
        let answer = http::post_with(address, &path, &anybody, &body).await.unwrap();
        (answer.status, answer.json()["code"].as_str().map(str::to_owned))
    };
    let first = fresh();
    assert_eq!(give(first, json!({"useful": 6})).await, (400, Some("number_out_of_range".to_owned())));
    assert_eq!(give(first, json!({})).await, (400, Some("text_empty".to_owned())));
    assert_eq!(give(first, json!({"useful": 5, "words": "Lisää aikaa kysymyksille"})).await, (204, None));
    assert_eq!(give(first, json!({"useful": 1})).await, (400, Some("feedback_given".to_owned())));
    let report = http::get_with(address, &path, &host).await.unwrap().json();
    assert_eq!((report["given"].clone(), report["useful"].clone()), (json!(1), json!(null)));
    assert_eq!(report["words"], json!([]));
    assert_eq!(by_command(&of_evening), report, "the command line tells no more");
    let words = told(&of_evening[..3]);
    assert!(words.contains("given 1\tuseful -\tease -") && !words.contains("Lisää"), "{words}");
    give(fresh(), json!({"useful": 4, "ease": 5})).await;
    give(fresh(), json!({"useful": 4})).await;
    let report = http::get_with(address, &path, &host).await.unwrap().json();
    assert_eq!(report["useful"], json!([0, 0, 0, 2, 1]));
    assert_eq!(report["ease"], json!(null), "one of the three answered this, and what they said is theirs");
    assert_eq!(report["words"], json!(["Lisää aikaa kysymyksille"]));
    let over_time = http::get_with(address, &format!("{path}/over-time"), &host).await.unwrap().json();
    assert_eq!(over_time.as_array().map(Vec::len), Some(1));
    assert_eq!(over_time[0]["ease"], json!(null));
    assert_eq!((by_command(&of_evening), by_command(&of_network)), (report, over_time));
    let words = told(&of_evening[..3]);
    assert!(words.contains("given 3\tuseful 4.3 (0/0/0/2/1)\tease -") && words.contains("\n- Lisää aikaa"), "{words}");
    assert!(!told(&of_network[..3]).contains("Lisää"), "over time, grades only");
    give(fresh(), json!({"ease": 5})).await;
    give(fresh(), json!({"ease": 1})).await;
    let report = http::get_with(address, &path, &host).await.unwrap().json();
    assert_eq!(report["ease"], json!([1, 0, 0, 0, 2]), "three have answered this one too");
    assert!(!server.command(&["feedback"]).status.success(), "of what?");
    let refused = http::get_with(address, &path, &anybody).await.unwrap();
    assert_eq!((refused.status, refused.json()["code"].clone()), (403, json!("forbidden")));
}
