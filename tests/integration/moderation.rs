//! Looking after the talk.

use koronailta_signaling::{
    ids::ParticipantId,
    media::Source,
    wire::{
        Command, Event, RejectCode,
        floor::Floor,
        participant::{Ability, LeaveReason, Role, SourceState},
        permission::Permission,
    },
};
use koronailta_tests::{
    person::{Person, joining},
    server::Server,
};

async fn evening() -> (Server, Person, Person) {
    let server = Server::start().await;
    let (mut maarit, _) = Person::enter(&server.links.moderator, "Maarit").await;
    let (eero, _) = Person::enter_through(&mut maarit, &server.links.participant, "Eero").await;
    (server, maarit, eero)
}

fn microphone_of(who: ParticipantId, wanted: SourceState) -> impl FnMut(&Event) -> Option<()> {
    move |event| {
        matches!(event, Event::ParticipantUpdated { participant } if participant.id == who && participant.microphone == wanted)
            .then_some(())
    }
}

fn muted(wanted: bool) -> impl FnMut(&Event) -> Option<()> {
    move |event| {
        matches!(event, Event::Muted { source: Source::Microphone, enforced } if *enforced == wanted).then_some(())
    }
}

#[tokio::test]
async fn a_courtesy_mute_can_be_lifted_by_its_owner_a_block_cannot() {
    let (_server, mut maarit, mut eero) = evening().await;
    eero.publish(Source::Microphone, true).await;
    maarit.expect("that Eero speaks", microphone_of(eero.id, SourceState::On)).await;
    maarit.done(Command::Mute { participant: eero.id, source: Source::Microphone }).await;
    eero.expect("the courtesy", muted(false)).await;
    maarit.expect("that Eero is silent", microphone_of(eero.id, SourceState::Off)).await;
    eero.publish(Source::Microphone, true).await;

    maarit.done(Command::Block { participant: eero.id, source: Source::Microphone }).await;
    eero.expect("the block", muted(true)).await;
    maarit.expect("that Eero is blocked", microphone_of(eero.id, SourceState::Blocked)).await;
    let speak = Command::Publish { source: Source::Microphone, on: true };
    assert_eq!(eero.rejected(speak.clone()).await, RejectCode::SourceBlocked);
    maarit.done(Command::Unblock { participant: eero.id, source: Source::Microphone }).await;
    eero.expect("the release", |event| matches!(event, Event::Unblocked { source: Source::Microphone }).then_some(()))
        .await;
    // Lifting a block switches nothing on.
    maarit.expect("that Eero is silent", microphone_of(eero.id, SourceState::Off)).await;
    eero.done(speak).await;
}

#[tokio::test]
async fn muting_all_spares_the_staff() {
    let (server, mut maarit, mut eero) = evening().await;
    let (mut anu, _) = Person::enter(&server.links.advisor, "Anu").await;
    for person in [&mut maarit, &mut eero, &mut anu] {
        person.publish(Source::Microphone, true).await;
    }
    maarit.done(Command::MuteAll).await;
    eero.expect("the courtesy", muted(false)).await;
    anu.barrier().await;
    assert!(anu.leftover(|event| matches!(event, Event::Muted { .. })).is_empty());
}

#[tokio::test]
async fn hands_stand_in_true_order_and_a_held_floor_goes_to_whom_it_is_given() {
    let (server, mut maarit, mut eero) = evening().await;
    let (mut aino, _) = Person::enter_through(&mut maarit, &server.links.participant, "Aino").await;
    maarit.done(Command::HoldFloor).await;
    let speak = Command::Publish { source: Source::Microphone, on: true };
    assert_eq!(eero.rejected(speak.clone()).await, RejectCode::FloorHeld);
    aino.done(Command::HandRaise).await;
    eero.done(Command::HandRaise).await;
    let expected = [aino.id, eero.id];
    let both = |event: &Event| matches!(event, Event::Hands { queue } if *queue == expected).then_some(());
    maarit.expect("both hands", both).await;
    maarit.done(Command::GiveFloor { participant: aino.id }).await;
    let given = |event: &Event| {
        matches!(event, Event::FloorChanged { floor: Floor::Held { speakers, .. } } if *speakers == [aino.id])
            .then_some(())
    };
    aino.expect("the floor", given).await;
    aino.done(speak.clone()).await;
    assert_eq!(eero.rejected(speak.clone()).await, RejectCode::FloorHeld);
    maarit.done(Command::TakeFloor { participant: aino.id }).await;
    aino.expect("the end of the turn", muted(true)).await;
    maarit.done(Command::ReleaseFloor).await;
    eero.done(speak).await;
}

#[tokio::test]
async fn nobody_is_unmuted_from_afar_only_invited() {
    let (_server, mut maarit, mut eero) = evening().await;
    maarit.done(Command::InviteToSpeak { participant: eero.id }).await;
    eero.expect("the invitation", |event| matches!(event, Event::InvitedToSpeak).then_some(())).await;
    eero.barrier().await;
    assert!(eero.leftover(|event| microphone_of(eero.id, SourceState::On)(event).is_some()).is_empty());
}

#[tokio::test]
async fn whoever_is_removed_is_out_and_does_not_come_back_by_the_same_browser() {
    let (server, mut maarit, eero) = evening().await;
    maarit.done(Command::Remove { participant: eero.id }).await;
    eero.expect("the removal", |event| matches!(event, Event::Removed).then_some(())).await;
    eero.socket.closing().await;
    let left = |event: &Event| match event {
        Event::ParticipantLeft { participant, reason } if *participant == eero.id => Some(*reason),
        _ => None,
    };
    assert_eq!(maarit.expect("that Eero is gone", left).await, LeaveReason::Removed);
    let again = Person::join_as(&eero.invitation, joining(&eero.invitation.token, "Toinen", eero.device)).await;
    assert_eq!(again.unwrap_err().code, RejectCode::Removed);
    let mut eero = eero;
    assert_eq!(eero.resume().await.unwrap_err().code, RejectCode::Removed);
    // Others still come by the shared link.
    Person::join(&server.links.participant, "Aino").await;
}

#[tokio::test]
async fn a_participant_has_none_of_the_staffs_powers() {
    let (_server, maarit, mut eero) = evening().await;
    let (participant, source) = (maarit.id, Source::Microphone);
    let powers = [
        Command::AdmitAll,
        Command::LobbyMessage { text: "Hei".into() },
        Command::Mute { participant, source },
        Command::MuteAll,
        Command::Block { participant, source },
        Command::HoldFloor,
        Command::Remove { participant },
        Command::LockRoom { on: true },
        Command::SetRole { participant: eero.id, role: Role::Organizer },
        Command::EndEvening,
    ];
    for command in powers {
        assert_eq!(eero.rejected(command.clone()).await, RejectCode::Forbidden, "{}", command.name());
    }
    maarit.expect("Eero", |event| matches!(event, Event::ParticipantJoined { .. }).then_some(())).await;
    assert!(maarit.leftover(|event| matches!(event, Event::RoomLocked { .. } | Event::FloorChanged { .. })).is_empty());
}

#[tokio::test]
async fn a_promoted_person_may_more_and_nobody_grants_what_they_lack() {
    let (_server, mut maarit, mut eero) = evening().await;
    let organizer = Command::SetRole { participant: eero.id, role: Role::Organizer };
    assert_eq!(maarit.rejected(organizer).await, RejectCode::Forbidden);
    maarit.done(Command::SetRole { participant: eero.id, role: Role::Moderator }).await;
    let welcome = eero.welcome().await;
    assert!(welcome.permissions.contains(&Permission::KeepDoor));
    eero.done(Command::LockRoom { on: true }).await;
    maarit.expect("the lock", |event| matches!(event, Event::RoomLocked { on: true }).then_some(())).await;
    let leave_nobody = Command::SetRole { participant: maarit.id, role: Role::Participant };
    eero.done(leave_nobody).await;
    let last = Command::SetRole { participant: eero.id, role: Role::Participant };
    assert_eq!(eero.rejected(last).await, RejectCode::LastModerator);
}

#[tokio::test]
async fn a_report_and_a_silent_microphone_are_seen_by_the_staff_only() {
    let (server, mut maarit, mut eero) = evening().await;
    let (mut aino, _) = Person::enter_through(&mut maarit, &server.links.participant, "Aino").await;
    eero.done(Command::ReportPerson { participant: aino.id, text: "Huutaa".into() }).await;
    eero.done(Command::ReportAbility { hear: Ability::Yes, speak: Ability::Blocked }).await;
    let reported =
        |event: &Event| matches!(event, Event::PersonReported { about, .. } if *about == aino.id).then_some(());
    maarit.expect("the report", reported).await;
    let cannot = |event: &Event| {
        matches!(event, Event::AbilityReported { participant, speak: Ability::Blocked, .. } if *participant == eero.id)
            .then_some(())
    };
    maarit.expect("that Eero cannot speak", cannot).await;
    aino.barrier().await;
    let seen = aino.leftover(|event| matches!(event, Event::PersonReported { .. } | Event::AbilityReported { .. }));
    assert!(seen.is_empty(), "{seen:?}");
}

#[tokio::test]
async fn when_the_evening_ends_everybody_is_told_and_the_door_stays_shut() {
    let (server, mut maarit, eero) = evening().await;
    maarit.done(Command::EndEvening).await;
    eero.expect("the end", |event| matches!(event, Event::EveningEnded).then_some(())).await;
    eero.socket.closing().await;
    let late = Person::try_join(&server.links.participant, "Aino").await;
    assert_eq!(late.unwrap_err().code, RejectCode::EveningEnded);
}
