//! The codecs of a participant: Opus with its level, VP8 with repairs, and H264 where somebody has it.

use rtc::{
    peer_connection::configuration::media_engine::{
        MIME_TYPE_H264, MIME_TYPE_OPUS, MIME_TYPE_RTX, MIME_TYPE_VP8, MediaEngine,
    },
    rtp_transceiver::rtp_sender::{
        RTCPFeedback, RTCRtpCodec, RTCRtpCodecParameters, RTCRtpHeaderExtensionCapability, RtpCodecKind,
    },
    shared::error::Error,
};

/// Payload type.
pub(crate) const OPUS: u8 = 111;
/// Payload type.
pub(crate) const VP8: u8 = 96;
/// Payload type.
pub(crate) const H264: u8 = 102;
const RTX: u8 = 97;

/// How pictures are coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// Only VP8, as every browser.
    #[default]
    Vp8,
    /// VP8, and H264 where it is shown.
    Both,
    /// Only H264, as a program sends it.
    H264,
}
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

/// In the words of OBS.
pub(crate) fn h264() -> RTCRtpCodec {
    RTCRtpCodec {
        mime_type: MIME_TYPE_H264.to_owned(),
        sdp_fmtp_line: "profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1".to_owned(),
        ..vp8()
    }
}

fn rtx() -> RTCRtpCodec {
    RTCRtpCodec {
        mime_type: MIME_TYPE_RTX.to_owned(),
        clock_rate: 90_000,
        channels: 0,
        sdp_fmtp_line: format!("apt={VP8}"),
        rtcp_feedback: Vec::new(),
    }
}

/// What the participant can send and receive; `simulcast`: pictures in several layers.
pub(crate) fn media_engine(simulcast: bool, pictures: Pictures) -> Result<MediaEngine, Error> {
    let mut engine = MediaEngine::default();
    let register = |engine: &mut MediaEngine, rtp_codec, payload_type, kind| {
        engine.register_codec(RTCRtpCodecParameters { rtp_codec, payload_type }, kind)
    };
    register(&mut engine, opus(), OPUS, RtpCodecKind::Audio)?;
    if pictures != Pictures::Vp8 {
        register(&mut engine, h264(), H264, RtpCodecKind::Video)?;
    }
    if pictures != Pictures::H264 {
        register(&mut engine, vp8(), VP8, RtpCodecKind::Video)?;
        register(&mut engine, rtx(), RTX, RtpCodecKind::Video)?;
    }
    let level = RTCRtpHeaderExtensionCapability { uri: AUDIO_LEVEL.to_owned() };
    engine.register_header_extension(level, RtpCodecKind::Audio, None)?;
    for uri in SIMULCAST.iter().filter(|_| simulcast) {
        let extension = RTCRtpHeaderExtensionCapability { uri: (*uri).to_owned() };
        engine.register_header_extension(extension, RtpCodecKind::Video, None)?;
    }
    Ok(engine)
}
