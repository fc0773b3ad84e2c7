//! Looking through an offer before str0m sees it.
//!
//! The checks run in a fixed order, so that each kind of bad offer gets one error: not SDP, too many lines,
//! no audio, a direction that is never used here, lines that are not as declared, no codec in common.

use std::collections::BTreeSet;

use koronailta_signaling::media::{LinePurpose, OfferError, OfferLine, Source};

use crate::{
    coding::Coding,
    sections::{Direction, Section, sections},
};

/// What str0m keeps of a mid (it would cut longer ones, and two might become one).
const MAX_MID_BYTES: usize = 16;

/// One m-line of a valid offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) mid: String,
    pub(crate) purpose: LinePurpose,
    /// Simulcast encodings from low to high; empty for a single one.
    pub(crate) rids: Vec<String>,
    /// The client would repeat a sound packet that it is told to be missing.
    pub(crate) repairs_sound: bool,
    /// The payload type by which the client understands several sound packets in one (RFC 2198).
    pub(crate) redundant_type: Option<String>,
    /// How the pictures are coded that the client sends here.
    pub(crate) coding: Coding,
    /// As the client has said it of these pictures, if they are H264.
    pub(crate) profile_level_id: Option<u32>,
    /// Payload types of pictures that are not taken here.
    pub(crate) refused: Vec<String>,
    /// A picture that is lost is sent again as it was, and not in a stream of its own.
    pub(crate) repeats_pictures: bool,
}

/// What is known of a valid offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) lines: Vec<Line>,
    /// The client answers our packets with transport-wide feedback.
    pub(crate) transport_feedback: bool,
    /// It is a program that only shows something, and has no slots.
    pub(crate) shows: bool,
}

/// What a purpose lets the client send.
pub(crate) fn source_of(purpose: LinePurpose) -> Option<Source> {
    match purpose {
        LinePurpose::Microphone => Some(Source::Microphone),
        LinePurpose::Camera => Some(Source::Camera),
        LinePurpose::Screen => Some(Source::Screen),
        LinePurpose::ScreenAudio => Some(Source::ScreenAudio),
        LinePurpose::AudioSlot | LinePurpose::VideoSlot | LinePurpose::StageVideo | LinePurpose::StageAudio => None,
    }
}

fn is_audio(purpose: LinePurpose) -> bool {
    matches!(
        purpose,
        LinePurpose::Microphone | LinePurpose::ScreenAudio | LinePurpose::AudioSlot | LinePurpose::StageAudio
    )
}

fn may_repeat(purpose: LinePurpose) -> bool {
    matches!(purpose, LinePurpose::AudioSlot | LinePurpose::VideoSlot)
}

/// Checks an offer against its declared lines.
pub(crate) fn validate(offer: &str, declared: &[OfferLine]) -> Result<Offer, OfferError> {
    let sections = sections(offer)?;
    // Who only shows something need not be heard.
    let only_shows = |line: &OfferLine| matches!(line.purpose, LinePurpose::Screen | LinePurpose::ScreenAudio);
    let shows = !declared.is_empty() && declared.iter().all(only_shows);
    if !shows && !sections.iter().any(|section| section.kind == "audio") {
        return Err(OfferError::NoAudio);
    }
    let never_used = |section: &Section<'_>| matches!(section.direction, None | Some(Direction::Other));
    if sections.iter().any(|section| is_media(section.kind) && never_used(section)) {
        return Err(OfferError::Direction);
    }
    if sections.len() != declared.len() {
        return Err(OfferError::LinesMismatch);
    }
    let mut mids = BTreeSet::new();
    let mut purposes = BTreeSet::new();
    let mut lines = Vec::with_capacity(sections.len());
    for (section, declared) in sections.iter().zip(declared) {
        let line = check_line(section, declared, shows)?;
        let repeated = !purposes.insert(line.purpose) && !may_repeat(line.purpose);
        if repeated || !mids.insert(line.mid.clone()) {
            return Err(OfferError::LinesMismatch);
        }
        lines.push(line);
    }
    if !shows && !purposes.contains(&LinePurpose::Microphone) && !purposes.contains(&LinePurpose::AudioSlot) {
        return Err(OfferError::NoAudio);
    }
    let forwarded = |(section, line): (&Section<'_>, &Line)| match section.kind {
        "audio" => section.has("opus"),
        _ => section.formats().iter().any(|format| format.coding == line.coding),
    };
    if !sections.iter().zip(&lines).all(forwarded) {
        return Err(OfferError::NoCommonCodec);
    }
    let transport_feedback = sections.iter().any(|section| section.transport_feedback);
    Ok(Offer { lines, transport_feedback, shows })
}

fn is_media(kind: &str) -> bool {
    kind == "audio" || kind == "video"
}

fn check_line(section: &Section<'_>, declared: &OfferLine, shows: bool) -> Result<Line, OfferError> {
    let [mid] = section.mids.as_slice() else { return Err(OfferError::Malformed) };
    let kind = if is_audio(declared.purpose) { "audio" } else { "video" };
    if *mid != declared.mid.0 || section.kind != kind {
        return Err(OfferError::LinesMismatch);
    }
    // str0m would write other characters as underscores.
    if mid.is_empty() || mid.len() > MAX_MID_BYTES || !mid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(OfferError::Malformed);
    }
    let expected = if source_of(declared.purpose).is_some() { Direction::SendOnly } else { Direction::ReceiveOnly };
    if section.direction != Some(expected) {
        return Err(OfferError::Direction);
    }
    let formats = section.formats();
    let chosen = match declared.purpose {
        // What a program prefers, as it stands in its offer; of that alone it is told.
        LinePurpose::Screen if shows => formats.first(),
        _ => formats.iter().find(|format| format.coding == Coding::Vp8),
    };
    // Who looks at the stage may agree to everything.
    let open = declared.purpose == LinePurpose::StageVideo;
    let refused = formats.iter().filter(|format| !open && Some(*format) != chosen);
    let repairs_itself = chosen.is_some_and(|format| format.numbers.len() > 1) || section.transport_feedback;
    Ok(Line {
        mid: (*mid).to_owned(),
        purpose: declared.purpose,
        rids: section.rids.clone(),
        repairs_sound: section.kind == "audio" && section.asks_again,
        redundant_type: section.redundant_type.map(str::to_owned),
        coding: chosen.map(|format| format.coding).unwrap_or_default(),
        profile_level_id: chosen.and_then(|format| format.profile_level_id),
        refused: refused.flat_map(|format| format.numbers.clone()).collect(),
        repeats_pictures: shows && section.kind == "video" && section.asks_again && !repairs_itself,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::ids::Mid;

    use super::*;

    pub(crate) fn section(kind: &str, mid: &str, direction: &str) -> String {
        let codec = if kind == "audio" { "111 opus/48000/2" } else { "96 VP8/90000" };
        format!("m={kind} 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:{mid}\r\na={direction}\r\na=rtpmap:{codec}\r\n")
    }

    pub(crate) fn lines(purposes: &[LinePurpose]) -> Vec<OfferLine> {
        let line =
            |(index, purpose): (usize, &LinePurpose)| OfferLine { mid: Mid(index.to_string()), purpose: *purpose };
        purposes.iter().enumerate().map(line).collect()
    }

    pub(crate) const HEAD: &str = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    #[test]
    fn each_kind_of_bad_offer_has_its_error() {
        let mic = section("audio", "0", "sendonly");
        let ok = lines(&[LinePurpose::Microphone]);
        assert!(validate(&format!("{HEAD}{mic}"), &ok).is_ok());
        assert_eq!(validate("", &ok), Err(OfferError::Malformed));
        assert_eq!(validate("Hyvää iltaa", &ok), Err(OfferError::Malformed));
        assert_eq!(validate(HEAD, &ok), Err(OfferError::Malformed));
        let many = format!("{HEAD}{}", mic.repeat(500));
        assert_eq!(validate(&many, &ok), Err(OfferError::TooManyLines));
        let video = format!("{HEAD}{}", section("video", "0", "sendonly"));
        assert_eq!(validate(&video, &lines(&[LinePurpose::Camera])), Err(OfferError::NoAudio));
        for direction in ["sendrecv", "inactive", "x-none"] {
            let offer = format!("{HEAD}{}", section("audio", "0", direction));
            assert_eq!(validate(&offer, &ok), Err(OfferError::Direction));
        }
        let receiving = format!("{HEAD}{}", section("audio", "0", "recvonly"));
        assert_eq!(validate(&receiving, &ok), Err(OfferError::Direction));
        assert_eq!(validate(&format!("{HEAD}{mic}"), &[]), Err(OfferError::LinesMismatch));
        let twice = format!("{HEAD}{mic}{}", section("audio", "1", "sendonly"));
        let two = lines(&[LinePurpose::Microphone, LinePurpose::Microphone]);
        assert_eq!(validate(&twice, &two), Err(OfferError::LinesMismatch));
        let pcmu = format!("{HEAD}{}", mic.replace("opus", "PCMU"));
        assert_eq!(validate(&pcmu, &ok), Err(OfferError::NoCommonCodec));
    }
}
