//! The figures of an evening that works.

use std::time::Duration;

use koronailta_tests::{
    faces::Judged,
    measure::{exchange, faces, hostile, kill, leaks, sync},
    server::{Options, Server},
};

use crate::{
    figures::Figures,
    part::{options, part},
};

const SABOTAGES: [&str; 4] = ["slot-rule-off", "mute-off", "fsync-off", "lobby-off"];
const SWITCHES: usize = 500;
const MESSAGES_TRACED: usize = 25;
const KILLS: usize = 5;

/// Measures and prints; true if everything held.
///
/// # Errors
/// The server is not there, in words for the person at the keyboard.
pub(crate) async fn show(sabotage: Option<&str>, only: Option<&str>) -> Result<bool, String> {
    let options = options(sabotage, &SABOTAGES)?;
    let mut figures = Figures::of("evening");
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    if wanted("exchange") {
        exchanges(&mut figures, options.clone()).await;
    }
    if wanted("leaks") {
        leaked(&mut figures, options.clone()).await;
    }
    if wanted("faces") {
        switched(&mut figures, options.clone()).await;
    }
    if wanted("hostile") {
        muted(&mut figures, options.clone()).await;
    }
    if wanted("kill") {
        killed(&mut figures, options.clone()).await;
    }
    if wanted("sync") {
        traced(&mut figures, options).await;
    }
    Ok(figures.all_held())
}

async fn exchanges(figures: &mut Figures, options: Options) {
    let measured = part("the exchanges", async move {
        let server = Server::with(options).await;
        exchange::measure(&server, 10).await
    });
    let measured = measured.await;
    figures.keep("exchange.txt", [format!("{measured:?}")]);
    figures.add("sdp_exchanges_per_participant", measured.map(|measured| measured.most));
    figures.add("exchange_speakers_heard", measured.map(|measured| measured.heard));
}

async fn leaked(figures: &mut Figures, options: Options) {
    let leaks = part("what waits", async move {
        let server = Server::with(options).await;
        leaks::measure(&server).await
    });
    let leaks = leaks.await;
    figures.add("pre_admission_leaks", leaks.as_ref().map(Vec::len));
    figures.keep("leaks.txt", leaks.unwrap_or_default());
}

async fn switched(figures: &mut Figures, options: Options) {
    let judged = part("the faces", async move {
        let server = Server::with(options).await;
        let (people, judged) = faces::measure(&server, SWITCHES, 20_201_123, Duration::from_secs(180)).await;
        for mut person in people {
            person.peer.close().await;
        }
        judged
    });
    let judged = judged.await;
    let of = |pick: fn(&Judged) -> usize| judged.as_ref().map(pick);
    figures.add("slot_switches", of(|judged| judged.switches));
    figures.add("attributed_packets", of(|judged| judged.attributed));
    figures.add("wrong_attributions", of(|judged| judged.wrong));
    let Some(judged) = judged else { return };
    let begun = judged.verdicts.iter().map(|verdict| verdict.at).min();
    let head = format!(
        "# blank {}; ahead of their mapping: {} of voices, {} of pictures (at most {:?}); \
         ms, slot, rtp timestamp, sender's number, named, outcome",
        judged.blank, judged.voices_ahead, judged.pictures_ahead, judged.longest_lead
    );
    let row = |verdict: &koronailta_tests::faces::Verdict| {
        let at = begun.map_or(0, |begun| verdict.at.duration_since(begun).as_millis());
        let named = verdict.attributed.map_or_else(|| "-".to_owned(), |who| who.to_string());
        format!("{at}\t{}\t{}\t{}\t{named}\t{:?}", verdict.mid, verdict.timestamp, verdict.sender, verdict.outcome)
    };
    figures.keep("faces.tsv", std::iter::once(head).chain(judged.verdicts.iter().map(row)));
}

async fn muted(figures: &mut Figures, options: Options) {
    let measured = part("the hostile client", async move {
        let server = Server::with(options.clone()).await;
        let blocked = hostile::measure(&server, hostile::Silencing::Block, 100).await;
        let server = Server::with(options).await;
        let held = hostile::measure(&server, hostile::Silencing::HoldFloor, 100).await;
        [blocked, held]
    });
    let measured = measured.await;
    let sum = |pick: fn(&hostile::Ignored) -> usize| measured.as_ref().map(|both| both.iter().map(pick).sum());
    figures.add("hostile_packets_sent", sum(|ignored| ignored.sent));
    figures.add("hostile_packets_after_mute", sum(|ignored| ignored.received));
    figures.keep("hostile.txt", measured.iter().flatten().map(|ignored| format!("{ignored:?}")));
}

async fn killed(figures: &mut Figures, options: Options) {
    let kept = part("the kills", async move {
        let mut server = Server::with(options).await;
        kill::measure(&mut server, KILLS).await
    });
    let kept = kept.await;
    let of = |pick: fn(&kill::Kept) -> usize| kept.as_ref().map(pick);
    figures.add("acknowledged_messages", of(|kept| kept.acknowledged));
    figures.add("acknowledged_lost", of(|kept| kept.lost));
    figures.add("acknowledged_doubled", of(|kept| kept.doubled));
    figures.add("acknowledged_out_of_order", of(|kept| kept.out_of_order));
    figures.keep("kill.txt", kept.iter().map(|kept| format!("{kept:?}")));
}

async fn traced(figures: &mut Figures, options: Options) {
    let traced = match sync::possible() {
        Ok(()) => part("the syncs", sync::measure(options, MESSAGES_TRACED)).await,
        Err(reason) => {
            eprintln!("whether syncs come before acknowledgements was not measured: {reason}");
            None
        }
    };
    figures.add("traced_acknowledgements", traced.as_ref().map(|traced| traced.acknowledgements));
    figures.add("acks_before_sync", traced.as_ref().map(|traced| traced.before_sync));
    figures.keep("sync.txt", traced.into_iter().flat_map(|traced| traced.lines));
}
