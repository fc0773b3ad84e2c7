//! Documents: brought by the advisor in pieces, seen by who is in the evening, and nobody else.

use koronailta_signaling::wire::{
    Command, Event, RejectCode,
    stage::{Material, Show, StageItem},
};
use koronailta_tests::{
    http::{self, Answer},
    person::{Person, resolve},
    server::Server,
};
use serde_json::json;

/// A document of so many pages, written from the standard's text (ISO 32000-1 §7.5), with more in its catalogue or trailer.
fn pdf(pages: usize, catalogue: &str, trailer: &str) -> Vec<u8> {
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 3)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>"),
        format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>"),
    ];
    objects.extend((0..pages).map(|_| "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_owned()));
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let at = bytes.len();
    bytes.extend(
        format!("{table}trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n", objects.len() + 1)
            .bytes(),
    );
    bytes
}

struct Desk<'a> {
    server: &'a Server,
    materials: String,
}

impl<'a> Desk<'a> {
    async fn at(server: &'a Server) -> Desk<'a> {
        let evening = resolve(&server.links.advisor).await.expect("a good link").evening;
        Desk { server, materials: format!("/api/v1/evenings/{evening}/materials") }
    }

    async fn send(&self, method: &str, path: &str, who: &str, more: &[(&str, &str)], body: &[u8]) -> Answer {
        let bearer = format!("Bearer {who}");
        let mut fields = vec![("Authorization", bearer.as_str())];
        fields.extend(more);
        http::send(self.server.http, method, path, &fields, body).await.expect("an answer")
    }

    async fn begin(&self, who: &str, bytes: usize) -> Answer {
        let body = json!({ "title": "Tuet 2026", "bytes": bytes, "download": true }).to_string();
        self.send("POST", &self.materials, who, &[], body.as_bytes()).await
    }

    async fn add(&self, who: &str, id: &str, offset: usize, piece: &[u8]) -> Answer {
        let offset = offset.to_string();
        let fields = [("Content-Type", "application/offset+octet-stream"), ("Upload-Offset", offset.as_str())];
        self.send("PATCH", &format!("{}/{id}", self.materials), who, &fields, piece).await
    }

    async fn get(&self, who: &str, path: &str, more: &[(&str, &str)]) -> Answer {
        self.send("GET", &format!("{}{path}", self.materials), who, more, b"").await
    }

    /// The whole of it at once; the code where it is refused.
    async fn bring(&self, who: &str, bytes: &[u8]) -> Result<String, (u16, String)> {
        let refused = |answer: &Answer| (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned());
        let begun = self.begin(who, bytes.len()).await;
        if begun.status != 201 {
            return Err(refused(&begun));
        }
        let id = begun.json()["id"].as_str().expect("an id").to_owned();
        let mut offset = 0;
        for piece in bytes.chunks(1 << 20) {
            let answer = self.add(who, &id, offset, piece).await;
            if answer.status != 200 {
                return Err(refused(&answer));
            }
            offset += piece.len();
        }
        Ok(id)
    }
}

fn session(person: &Person) -> String {
    format!("{}.{}", person.id, person.secret)
}

#[tokio::test]
async fn an_interrupted_upload_goes_on_and_only_the_whole_document_is_seen() {
    let server = Server::start().await;
    let desk = Desk::at(&server).await;
    let (mut anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    let (anu_is, eero_is) = (session(&anu), session(&eero));
    let document = pdf(12, "", "");

    let begun = desk.begin(&anu_is, document.len()).await;
    assert_eq!((begun.status, begun.json()["offset"].as_u64()), (201, Some(0)));
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    assert!(begun.head.contains(&format!("{}/{id}", desk.materials)), "{}", begun.head);
    assert_eq!(desk.add(&anu_is, &id, 0, &document[..500]).await.json()["offset"], 500);
    // The answer was lost, or another window goes on: the server says where it is.
    let again = desk.add(&anu_is, &id, 0, &document[..500]).await;
    assert_eq!((again.status, again.json()["code"].as_str()), (409, Some("upload_offset")));
    assert_eq!(again.json()["params"]["offset"], 500);
    let half = desk.get(&anu_is, &format!("/{id}"), &[]).await.json();
    assert_eq!((half["offset"].as_u64(), half["pages"].as_u64()), (Some(500), None));
    // Nothing half-stored is visible.
    assert_eq!(desk.get(&eero_is, &format!("/{id}/content"), &[]).await.status, 404);
    assert_eq!(desk.get(&anu_is, "", &[]).await.json(), json!({ "materials": [] }));
    let show = |page| Command::StageShow { show: Show::Slides { material: id.parse().unwrap(), page } };
    assert_eq!(anu.rejected(show(1)).await, RejectCode::MaterialUnknown);

    let whole = desk.add(&anu_is, &id, 500, &document[500..]).await;
    assert_eq!((whole.status, whole.json()["pages"].as_u64()), (200, Some(12)));
    let told = |event: &Event| match event {
        Event::Materials { materials } => Some(materials.clone()),
        _ => None,
    };
    let expected = Material { id: id.parse().unwrap(), title: "Tuet 2026".to_owned(), pages: 12, download: true };
    assert_eq!(anu.expect("the documents", told).await, std::slice::from_ref(&expected));
    assert_eq!(maarit.expect("the documents", told).await, [expected]);
    assert!(eero.leftover(|event| matches!(event, Event::Materials { .. })).is_empty(), "he may not present");

    anu.done(show(12)).await;
    eero.expect("the slides", |event| match event {
        Event::StageChanged { stage: Some(stage) } => {
            matches!(&stage.item, StageItem::Slides(slides) if slides.page == 12).then_some(())
        }
        _ => None,
    })
    .await;
    let read = desk.get(&eero_is, &format!("/{id}/content"), &[]).await;
    assert_eq!((read.status, read.body == document), (200, true));
    let head = read.head.to_ascii_lowercase();
    for field in [
        "content-type: application/pdf",
        "x-content-type-options: nosniff",
        "cache-control: no-store",
        "content-disposition: attachment;",
        "content-security-policy: default-src 'none'; sandbox",
    ] {
        assert!(head.contains(field), "{field} in {head}");
    }
    let part = desk.get(&eero_is, &format!("/{id}/content"), &[("Range", "bytes=100-199")]).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &document[100..200]));
    assert_eq!(desk.get(&eero_is, &format!("/{id}/content"), &[("Range", "bytes=999999-")]).await.status, 416);

    // Taken away, it leaves the stage.
    let erased = desk.send("DELETE", &format!("{}/{id}", desk.materials), &anu_is, &[], b"").await;
    assert_eq!(erased.status, 204);
    eero.expect("an empty stage", |event| matches!(event, Event::StageChanged { stage: None }).then_some(())).await;
    assert_eq!(desk.get(&eero_is, &format!("/{id}/content"), &[]).await.status, 404);
}

#[tokio::test]
async fn documents_are_for_the_people_of_the_evening_and_uploads_for_who_may_present() {
    let server = Server::start().await;
    let desk = Desk::at(&server).await;
    let (anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let anu_is = session(&anu);
    let id = desk.bring(&anu_is, &pdf(1, "", "")).await.expect("a good document");
    let content = format!("/{id}/content");
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    let waiting = Person::join(&server.links.participant, "Odottaja").await;

    let code = |answer: Answer| (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned());
    let session_unknown = (401, "session_unknown".to_owned());
    assert_eq!(http::get(server.http, &format!("{}{content}", desk.materials)).await.unwrap().status, 401);
    assert_eq!(code(desk.get(&format!("{}.{}", eero.id, anu.secret), &content, &[]).await), session_unknown);
    assert_eq!(code(desk.get("aaa", &content, &[]).await), (404, "link_unknown".to_owned()));
    assert_eq!(code(desk.get(&session(&waiting), &content, &[]).await), (403, "not_admitted".to_owned()));
    let token = server.links.participant.rsplit('/').next().unwrap();
    assert_eq!(code(desk.get(token, &content, &[]).await), (403, "not_admitted".to_owned()), "a link to the lobby");
    assert_eq!(desk.get(&session(&eero), &content, &[]).await.status, 200);

    for path in ["", &format!("/{id}")] {
        assert_eq!(code(desk.get(&session(&eero), path, &[]).await), (403, "forbidden".to_owned()));
    }
    assert_eq!(code(desk.begin(&session(&eero), 100).await), (403, "forbidden".to_owned()));
    let erase = desk.send("DELETE", &format!("{}/{id}", desk.materials), &session(&eero), &[], b"").await;
    assert_eq!(code(erase), (403, "forbidden".to_owned()));
    // The advisor's link brings a document before the evening, without anybody being in it.
    let token = server.links.advisor.rsplit('/').next().unwrap();
    desk.bring(token, &pdf(2, "", "")).await.expect("a good document");
    // Who has left has no key to it any more.
    eero.done(Command::Leave { quiet: true }).await;
    assert_eq!(code(desk.get(&session(&eero), &content, &[]).await), session_unknown);
}

#[tokio::test]
async fn what_cannot_be_shown_is_refused_by_its_name_and_leaves_nothing() {
    let server = Server::start().await;
    let desk = Desk::at(&server).await;
    let (anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let who = session(&anu);
    let script = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>";
    let protected = "/Encrypt<</Filter/Standard/V 1/R 2/O(00000000000000000000000000000000)/U(00000000000000000000000000000000)/P -4>>/ID[<00><00>]";
    for (bytes, status, expected) in [
        (b"\x89PNG\r\n\x1a\n0000".to_vec(), 422, "material_not_pdf"),
        (b"%PDF-1.4 and then nothing".to_vec(), 422, "material_malformed"),
        (pdf(1, "", protected), 422, "material_encrypted"),
        (pdf(1, script, ""), 422, "material_active"),
        (pdf(1000, "", ""), 422, "material_too_many_pages"),
    ] {
        assert_eq!(desk.bring(&who, &bytes).await, Err((status, expected.to_owned())));
    }
    for (bytes, status, expected) in [(200_000_000, 413, "material_too_large"), (0, 422, "material_malformed")] {
        let answer = desk.begin(&who, bytes).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(expected)));
    }
    // More than was announced, a piece that is too large, of another kind, or without a place.
    let id = desk.begin(&who, 10).await.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(desk.add(&who, &id, 0, &[b'a'; 11]).await.json()["code"], "material_too_large");
    assert_eq!(desk.add(&who, &id, 0, &vec![b'a'; (1 << 20) + 1]).await.status, 413);
    let path = format!("{}/{id}", desk.materials);
    assert_eq!(desk.send("PATCH", &path, &who, &[("Upload-Offset", "0")], b"aaa").await.status, 415);
    let fields = [("Content-Type", "application/offset+octet-stream")];
    assert_eq!(desk.send("PATCH", &path, &who, &fields, b"aaa").await.json()["code"], "malformed");
    assert_eq!(desk.send("DELETE", &path, &who, &[], b"").await.status, 204);

    assert_eq!(desk.get(&who, "", &[]).await.json(), json!({ "materials": [] }));
    let left: Vec<_> = std::fs::read_dir(server.data().join("materials")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(anu.leftover(|event| matches!(event, Event::Materials { .. })).is_empty());
}

#[tokio::test]
async fn a_full_disk_is_said_and_the_upload_goes_on_when_there_is_room() {
    let server = Server::start().await;
    let desk = Desk::at(&server).await;
    let (anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let who = session(&anu);
    let document = pdf(3, "", "");
    let id = desk.begin(&who, document.len()).await.json()["id"].as_str().unwrap().to_owned();
    let file = server.data().join("materials").join(format!("{id}.part"));
    std::fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/dev/full", &file).unwrap();
    let full = desk.add(&who, &id, 0, &document).await;
    assert_eq!((full.status, full.json()["code"].as_str()), (507, Some("storage_full")));
    std::fs::remove_file(&file).unwrap();
    std::fs::write(&file, b"").unwrap();
    assert_eq!(desk.add(&who, &id, 0, &document).await.json()["pages"], 3);
}

#[tokio::test]
async fn a_restart_keeps_documents_and_uploads_and_forgets_what_belongs_to_nobody() {
    let mut server = Server::start().await;
    let (anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    let who = session(&anu);
    let document = pdf(3, "", "");
    let (id, half) = {
        let desk = Desk::at(&server).await;
        let id = desk.bring(&who, &document).await.unwrap();
        let half = desk.begin(&who, document.len()).await.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(desk.add(&who, &half, 0, &document[..99]).await.status, 200);
        (id, half)
    };
    let stray = server.data().join("materials/01935a5e-8e00-7000-8000-0000000000ff.part");
    std::fs::write(&stray, b"left by a crash").unwrap();
    server.kill();
    server.launch().await;
    assert!(!stray.exists());
    let desk = Desk::at(&server).await;
    assert_eq!(desk.get(&who, &format!("/{id}/content"), &[]).await.body, document);
    assert_eq!(desk.add(&who, &half, 99, &document[99..]).await.json()["pages"], 3);
}
