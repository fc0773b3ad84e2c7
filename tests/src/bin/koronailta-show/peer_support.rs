//! The figures of peer support: small groups, and what reaches whom.

use koronailta_tests::{
    measure::groups::{Attempts, attempts, moves, walls},
    server::{Options, Server},
};

use crate::{
    figures::{Figures, percentile},
    part::{options, part},
};

const SABOTAGES: [&str; 2] = ["groups-off", "key-swapped"];
const PEOPLE: u32 = 24;
const GROUPS: u8 = 6;
const STEPS: usize = 200;
const SEED: u64 = 20_201_123;
/// Each is a way into groups and one back.
const MOVES: usize = 3;

/// Measures and prints; true if everything held.
///
/// # Errors
/// The server is not there, in words for the person at the keyboard.
pub(crate) async fn show(sabotage: Option<&str>, only: Option<&str>) -> Result<bool, String> {
    let options = options(sabotage, &SABOTAGES)?;
    let mut figures = Figures::of("peer-support");
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    if wanted("walls") {
        walled(&mut figures, options.clone()).await;
    }
    if wanted("moves") {
        moved(&mut figures, options.clone()).await;
    }
    if wanted("attempts") {
        attempted(&mut figures, options).await;
    }
    Ok(figures.all_held())
}

async fn walled(figures: &mut Figures, options: Options) {
    let measured = part("the walls", async move {
        let server = Server::with(options).await;
        walls(&server, PEOPLE, GROUPS, STEPS, SEED).await
    });
    let measured = measured.await;
    let judged = measured.as_ref().map(|walls| &walls.judged);
    figures.add("group_steps", measured.as_ref().map(|walls| walls.steps));
    figures.add("group_packets_judged", judged.map(|judged| judged.sealed));
    figures.add("group_packets_outside", judged.map(|judged| judged.outside));
    figures.add("group_packets_just_moved", judged.map(|judged| judged.late));
    figures.add("group_messages_read", measured.as_ref().map(|walls| walls.read));
    figures.add("group_messages_outside", judged.map(|judged| judged.messages_outside));
    figures.add("group_sdp_exchanges_per_participant", judged.map(|judged| judged.offers));
    figures.keep("walls.txt", measured.iter().map(|walls| format!("{walls:#?}")));
}

async fn moved(figures: &mut Figures, options: Options) {
    let measured = part("the moves", async move {
        let server = Server::with(options).await;
        moves(&server, PEOPLE, 4, MOVES).await
    });
    let measured = measured.await;
    figures.add("move_waits", measured.as_ref().map(|moved| moved.waits.len()));
    figures.add("move_to_hearing_p95_ms", measured.as_ref().and_then(|moved| percentile(&moved.waits, 95)));
    figures.add("move_sdp_exchanges_per_participant", measured.as_ref().map(|moved| moved.offers));
    let waits = measured.into_iter().flat_map(|moved| moved.waits);
    figures.keep("moves.txt", waits.map(|wait| wait.as_millis().to_string()));
}

async fn attempted(figures: &mut Figures, options: Options) {
    let measured = part("the attempts", async move {
        let server = Server::with(options).await;
        attempts(&server).await
    });
    let measured = measured.await;
    figures.add("hostile_attempts", measured.as_ref().map(|attempts| attempts.made));
    figures.add("hostile_attempts_not_rejected", measured.as_ref().map(|attempts| attempts.taken.len()));
    figures.add("hostile_attempts_misunderstood", measured.as_ref().map(Attempts::misunderstood));
    figures.add("hostile_other_groups_named", measured.as_ref().map(|attempts| attempts.named));
    figures.keep("attempts.txt", measured.iter().map(|attempts| format!("{attempts:#?}")));
}
