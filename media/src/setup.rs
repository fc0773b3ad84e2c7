//! Making the `Rtc` of a peer and its slots.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use koronailta_signaling::{ids, media::LinePurpose};
use str0m::{
    Candidate, Rtc,
    bwe::Bitrate,
    crypto::CryptoProvider,
    format::{Codec, CodecConfig, PayloadParams},
    media::{Mid, Pt},
    net::TcpType,
    rtp::{Extension, StreamTx},
};

use crate::{
    coding::{Coding, Profile},
    engine::EngineConfig,
    offer::{self, Offer},
    sabotage::Sabotage,
    slot::Slot,
};

/// Sent packets kept for repairs, for each slot: about a second of one picture.
const SENT_VIDEO: usize = 512;
const SENT_AUDIO: usize = 50;
/// Where the estimate begins, in kbit/s.
const START_KBPS: u64 = 1_500;
/// Payload types of H264 until an offer names others.
const H264_FROM: u8 = 100;
/// One that no other extension has by itself; an offer may name another.
const PLAYOUT_DELAY_ID: u8 = 6;
/// How often loss (of the second before) and delay of a line are looked at.
const STATS_INTERVAL: Duration = Duration::from_millis(250);

/// An `Rtc` for this offer.
pub(crate) fn build_rtc(now: Instant, offer: &Offer, crypto: &Arc<CryptoProvider>) -> Rtc {
    let builder = Rtc::builder()
        .set_crypto_provider(Arc::clone(crypto))
        .set_rtp_mode(true)
        .set_ice_lite(true)
        .clear_codecs()
        .enable_opus(true, true)
        .enable_vp8(true)
        .set_extension(PLAYOUT_DELAY_ID, Extension::PlayoutDelay)
        .set_stats_interval(Some(STATS_INTERVAL))
        .set_send_buffer_audio(SENT_AUDIO)
        .set_send_buffer_video(SENT_VIDEO);
    let mut builder = builder;
    add_h264(builder.codec_config(), offer);
    // Without feedback an estimate would stay where it began and the pacer would hold everything to it.
    let start = offer.transport_feedback.then_some(Bitrate::kbps(START_KBPS));
    let builder = if start.is_some() { builder.enable_bwe(start) } else { builder };
    builder.build(now)
}

/// H264: what a program sends, and what whoever looks at the stage may have.
fn add_h264(codecs: &mut CodecConfig, offer: &Offer) {
    let looks = offer.lines.iter().any(|line| line.purpose == LinePurpose::StageVideo);
    let sends = |line: &offer::Line| match line.coding {
        Coding::H264(sent) => Profile::ALL.iter().find(|(profile, _)| *profile == sent).map(|(_, id)| *id),
        Coding::Vp8 => None,
    };
    let sent = offer.lines.iter().filter_map(|line| sends(line).map(|usual| line.profile_level_id.unwrap_or(usual)));
    let ids = Profile::ALL.iter().map(|(_, id)| *id).filter(|_| looks).chain(sent);
    for (id, number) in ids.zip((H264_FROM..).step_by(2)) {
        codecs.add_h264(number.into(), Some((number + 1).into()), true, id);
    }
}

/// Repairs nothing of a picture that was sent so far, and all that is sent from now on. (By itself str0m drops all
/// repairs that are due where they are more than 15 % of what it sends; on a line that loses so much, that is when they
/// are needed. What a receiver can ask for is bounded by what was sent in three seconds.)
/// On a `narrow` line that part is all: what was lost there was too much, and would be again.
pub(crate) fn forget_sent(stream: &mut StreamTx, narrow: bool) {
    /// How long a packet may be repaired.
    const AGE: Duration = Duration::from_secs(3);
    const NARROW_RATIO: f32 = 0.15;
    stream.set_rtx_cache(SENT_VIDEO, AGE, narrow.then_some(NARROW_RATIO));
}

/// Our addresses, over UDP and passive TCP (RFC 6544).
pub(crate) fn add_candidates(rtc: &mut Rtc, config: &EngineConfig, sabotage: Sabotage) {
    for address in &config.public_addresses {
        let udp = Candidate::builder().udp().host(*address).build();
        let tcp = Candidate::builder().tcp().host(*address).tcptype(TcpType::Passive).build();
        let offered = if sabotage.tcp_off { vec![udp] } else { vec![udp, tcp] };
        for candidate in offered {
            match candidate {
                Ok(candidate) => {
                    rtc.add_local_candidate(candidate);
                }
                Err(error) => tracing::debug!(%error, "a public address is of no use as a candidate"),
            }
        }
    }
}

/// The receiving place of a line that str0m has accepted.
pub(crate) fn make_slot(rtc: &mut Rtc, line: &offer::Line) -> Slot {
    let mid = Mid::from(line.mid.as_str());
    let name = ids::Mid(line.mid.clone());
    let mut slot = Slot::new(name, mid, line.purpose, None);
    if let Some(stream) = rtc.direct_api().stream_tx_by_mid(mid, None).filter(|_| slot.is_video()) {
        forget_sent(stream, false);
    }
    let agreed = agreed(rtc, mid);
    if slot.is_video() {
        slot.pictures = agreed.iter().filter_map(|params| Some((coding_of(params)?, params.pt()))).collect();
        return slot;
    }
    let opus = agreed.iter().find(|params| params.spec().codec == Codec::Opus);
    slot.payload_type = opus.map(PayloadParams::pt);
    slot.redundant_type = opus.and_then(PayloadParams::red).filter(|_| line.redundant_type.is_some());
    slot
}

/// What both sides have agreed to on this line.
fn agreed(rtc: &Rtc, mid: Mid) -> Vec<PayloadParams> {
    let accepted = rtc.media(mid).map(str0m::media::Media::remote_pts).unwrap_or_default();
    rtc.codec_config().params().iter().filter(|params| accepted.contains(&params.pt())).copied().collect()
}

fn coding_of(params: &PayloadParams) -> Option<Coding> {
    let spec = params.spec();
    match spec.codec {
        Codec::Vp8 => Some(Coding::Vp8),
        Codec::H264 => spec.format.profile_level_id.and_then(Profile::of).map(Coding::H264),
        _ => None,
    }
}

/// The payload type of the pictures that the peer sends on this line.
pub(crate) fn picture_type(rtc: &Rtc, line: &offer::Line) -> Option<Pt> {
    let agreed = agreed(rtc, Mid::from(line.mid.as_str()));
    agreed.iter().find(|params| coding_of(params) == Some(line.coding)).map(PayloadParams::pt)
}
