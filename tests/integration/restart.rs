//! The server dies and comes back.

use koronailta_signaling::{
    ids::ParticipantId,
    media::Source,
    wire::{Event, RejectCode, event::Standing},
};
use koronailta_tests::{
    measure::{kill, sync},
    participant::{Participant, usual_plan},
    person::Person,
    server::{Options, Server},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_kill_9_every_acknowledged_message_is_there_once_and_in_order() {
    let mut server = Server::start().await;
    let kept = kill::measure(&mut server, 2).await;
    assert!(kept.acknowledged >= 100, "{kept:?}");
    assert_eq!((kept.lost, kept.doubled, kept.out_of_order), (0, 0, 0), "{kept:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_kill_9_people_come_back_into_the_room_and_see_each_other_again() {
    let begun = std::time::Instant::now();
    let mut server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (mut eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    eero.write("ennen").await;
    server.kill();
    server.launch().await;
    for person in [&mut maarit, &mut eero] {
        let (standing, replayed) = person.resume_when_possible().await;
        assert_eq!((standing, replayed), (Standing::Admitted, false));
        let welcome = person.welcome().await;
        assert_eq!(welcome.you, person.id);
        assert!(welcome.chat.iter().any(|message| message.text == "ennen"));
    }
    let plan = usual_plan(1, begun);
    let mut eero = Participant::connect(eero, &plan).await;
    let maarit = Participant::connect(maarit, &usual_plan(2, begun)).await;
    eero.shows(Source::Microphone).await;
    maarit.hears(1, Source::Microphone, 5).await;
}

#[tokio::test]
async fn a_gentle_stop_tells_people_to_come_back() {
    let mut server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    server.stop_gently();
    let told = maarit.socket.closing().await.map(|rejection| rejection.code);
    assert_eq!(told, Some(RejectCode::ServerRestarting));
    server.launch().await;
    let (standing, _) = maarit.resume_when_possible().await;
    assert_eq!(standing, Standing::Admitted);
}

#[tokio::test]
async fn whoever_does_not_come_back_after_the_restart_is_not_in_the_room() {
    let mut server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    let gone: ParticipantId = eero.id;
    server.kill();
    server.launch().await;
    maarit.resume_when_possible().await;
    let welcome = maarit.welcome().await;
    assert!(welcome.roster.iter().all(|participant| participant.id != gone));
    maarit.barrier().await;
    assert!(maarit.leftover(|event| matches!(event, Event::ParticipantJoined { .. })).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_synced_to_the_disk_before_it_is_acknowledged() {
    if let Err(reason) = sync::possible() {
        tracing::warn!(reason, "not tried");
        return;
    }
    let traced = sync::measure(Options::default(), 8).await;
    assert_eq!((traced.acknowledgements, traced.before_sync), (8, 0), "{:#?}", traced.lines);
}
