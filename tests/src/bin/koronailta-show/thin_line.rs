//! The figures of a thin line that independent peers give: how soon one is heard and seen.

use koronailta_tests::{
    measure::{first_picture, onset},
    server::{Options, Server},
};

use crate::{
    figures::{Figures, percentile},
    part::{options, part},
};

const SABOTAGES: [&str; 10] = [
    "preroll-off",
    "key-frames-off",
    "throttle-off",
    "nack-off",
    "tcp-off",
    "relay-off",
    "allocator-off",
    "path-kept",
    "lips-apart",
    "demand-off",
];
const PEOPLE: u32 = 25;
const WORDS: usize = 40;
const JOINS: u32 = 50;
/// Who come at the same moment, when it is counted how often senders are asked for key frames.
const AT_ONCE: u32 = 8;
const CROWD: u32 = 24;
const SEED: u64 = 20_201_123;

/// Measures and prints; true if everything held.
///
/// # Errors
/// The server is not there, in words for the person at the keyboard.
pub(crate) async fn show(sabotage: Option<&str>, only: Option<&str>) -> Result<bool, String> {
    let options = options(sabotage, &SABOTAGES)?;
    let mut figures = Figures::of("thin-line");
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    if wanted("onset") {
        spoken(&mut figures, options.clone()).await;
    }
    if wanted("first-picture") {
        seen(&mut figures, options).await;
    }
    // Other parts are the browsers'.
    Ok(figures.all_held() || only.is_some_and(|only| !["onset", "first-picture"].contains(&only)))
}

async fn spoken(figures: &mut Figures, options: Options) {
    let measured = part("the beginnings of words", async move {
        let server = Server::with(options).await;
        onset::measure(&server, PEOPLE, WORDS, SEED).await
    });
    let measured = measured.await;
    figures.add("onset_words_heard", measured.as_ref().map(|onsets| onsets.waits.len()));
    figures.add("onset_words_clipped", measured.as_ref().map(|onsets| onsets.clipped));
    figures.add("onset_to_hearing_p95_ms", measured.as_ref().and_then(|onsets| percentile(&onsets.all_waits(), 95)));
    let waits = measured.into_iter().flat_map(|onsets| onsets.waits);
    figures.keep("onsets.txt", waits.map(|wait| wait.as_micros().to_string()));
}

async fn seen(figures: &mut Figures, options: Options) {
    let crowded = options.clone();
    let measured = part("the first pictures", async move {
        let server = Server::with(options).await;
        first_picture::measure(&server, JOINS, 1).await
    });
    let measured = measured.await;
    let crowd = part("the crowd", async move {
        let server = Server::with(crowded).await;
        first_picture::measure(&server, CROWD, AT_ONCE).await
    });
    let crowd = crowd.await;
    figures.add("first_picture_faces_seen", measured.as_ref().map(|found| found.waits.len()));
    figures.add("first_picture_p95_ms", measured.as_ref().and_then(|found| percentile(&found.waits, 95)));
    figures.add("key_frames_asked_in_a_second", crowd.as_ref().map(|found| found.asked_in_a_second));
    let all = measured.into_iter().chain(crowd);
    figures.keep("first_pictures.txt", all.map(|found| format!("{found:#?}")));
}
