//! The codecs of a participant: Opus with its level, VP8 with repairs.

use rtc::{
    peer_connection::configuration::media_engine::{MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MediaEngine},
    rtp_transceiver::rtp_sender::{
        RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpHeaderExtensionCapability, RtpCodecKind,
    },
    shared::error::Error,
};

/// Payload type.
pub(crate) const OPUS: u8 = 111;
/// Payload type.
pub(crate) const VP8: u8 = 96;
const RTX: u8 = 97;
/// By what layers are told apart (RFC 8852).
const SIMULCAST: [&str; 2] = ["urn:ietf:params:rtp-hdrext:sdes:mid", "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"];
const AUDIO_LEVEL: &str = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";

fn feedback(typ: &str, parameter: &str) -> RTCPFeedback {
    RTCPFeedback { typ: typ.to_owned(), parameter: parameter.to_owned() }
}

pub(crate) fn opus() -> RTCRtpCodec {
    RTCRtpCodec {
        mime_type: MIME_TYPE_OPUS.to_owned(),
        clock_rate: 48_000,
        channels: 2,
        sdp_fmtp_line: "minptime=10;useinbandfec=1".to_owned(),
        rtcp_feedback: Vec::new(),
    }
}

pub(crate) fn vp8() -> RTCRtpCodec {
    RTCRtpCodec {
        mime_type: MIME_TYPE_VP8.to_owned(),
        clock_rate: 90_000,
        channels: 0,
        sdp_fmtp_line: String::new(),
        rtcp_feedback: vec![feedback("ccm", "fir"), feedback("nack", ""), feedback("nack", "pli")],
    }
}

/// What the participant can send and receive; `simulcast`: pictures in several layers.
pub(crate) fn media_engine(simulcast: bool) -> Result<MediaEngine, Error> {
    let mut engine = MediaEngine::default();
    let register = |engine: &mut MediaEngine, rtp_codec, payload_type, kind| {
        engine.register_codec(RTCRtpCodecParameters { rtp_codec, payload_type }, kind)
    };
    register(&mut engine, opus(), OPUS, RtpCodecKind::Audio)?;
    register(&mut engine, vp8(), VP8, RtpCodecKind::Video)?;
    let rtx = RTCRtpCodec {
        mime_type: MIME_TYPE_RTX.to_owned(),
        clock_rate: 90_000,
        channels: 0,
        sdp_fmtp_line: format!("apt={VP8}"),
        rtcp_feedback: Vec::new(),
    };
    register(&mut engine, rtx, RTX, RtpCodecKind::Video)?;
    let level = RTCRtpHeaderExtensionCapability { uri: AUDIO_LEVEL.to_owned() };
    engine.register_header_extension(level, RtpCodecKind::Audio, None)?;
    for uri in SIMULCAST.iter().filter(|_| simulcast) {
        let extension = RTCRtpHeaderExtensionCapability { uri: (*uri).to_owned() };
        engine.register_header_extension(extension, RtpCodecKind::Video, None)?;
    }
    Ok(engine)
}
