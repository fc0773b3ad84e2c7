//! Looking through an offer before str0m sees it, and the two words that are added to the answer.
//!
//! The checks run in a fixed order, so that each kind of bad offer gets one error: not SDP, too many lines,
//! no audio, a direction that is never used here, lines that are not as declared, no codec in common.

use std::{borrow::Cow, collections::BTreeSet};

use koronailta_signaling::media::{LinePurpose, OfferError, OfferLine, Source};

/// Most m-lines in an offer.
pub(crate) const MAX_LINES: usize = 32;
/// A full offer of 14 slots has 24 KB.
const MAX_BYTES: usize = 512 * 1024;
/// What str0m keeps of a mid (it would cut longer ones, and two might become one).
const MAX_MID_BYTES: usize = 16;
/// What browsers are told to begin with, in kbit/s; by themselves they start the upper simulcast layers only after
/// seconds.
const START_KBPS: u32 = 1_500;

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
}

/// What is known of a valid offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) lines: Vec<Line>,
    /// The client answers our packets with transport-wide feedback.
    pub(crate) transport_feedback: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    SendOnly,
    ReceiveOnly,
    Other,
}

#[derive(Debug)]
struct Section<'a> {
    kind: &'a str,
    mids: Vec<&'a str>,
    direction: Option<Direction>,
    codecs: BTreeSet<String>,
    rids: Vec<String>,
    transport_feedback: bool,
    repairs_sound: bool,
    redundant_type: Option<&'a str>,
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
        let line = check_line(section, declared)?;
        let repeated = !purposes.insert(line.purpose) && !may_repeat(line.purpose);
        if repeated || !mids.insert(line.mid.clone()) {
            return Err(OfferError::LinesMismatch);
        }
        lines.push(line);
    }
    if !shows && !purposes.contains(&LinePurpose::Microphone) && !purposes.contains(&LinePurpose::AudioSlot) {
        return Err(OfferError::NoAudio);
    }
    let forwarded =
        |section: &Section<'_>| section.codecs.contains(if section.kind == "audio" { "opus" } else { "vp8" });
    if !sections.iter().all(forwarded) {
        return Err(OfferError::NoCommonCodec);
    }
    let transport_feedback = sections.iter().any(|section| section.transport_feedback);
    Ok(Offer { lines, transport_feedback })
}

fn is_media(kind: &str) -> bool {
    kind == "audio" || kind == "video"
}

fn check_line(section: &Section<'_>, declared: &OfferLine) -> Result<Line, OfferError> {
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
    Ok(Line {
        mid: (*mid).to_owned(),
        purpose: declared.purpose,
        rids: section.rids.clone(),
        repairs_sound: section.kind == "audio" && section.repairs_sound,
        redundant_type: section.redundant_type.map(str::to_owned),
    })
}

/// Cuts the offer into its m-sections (RFC 8866 §5), so far as they matter here.
fn sections(offer: &str) -> Result<Vec<Section<'_>>, OfferError> {
    if !offer.starts_with("v=0") {
        return Err(OfferError::Malformed);
    }
    let count = offer.split('\n').filter(|line| line.starts_with("m=")).count();
    if count > MAX_LINES {
        return Err(OfferError::TooManyLines);
    }
    if count == 0 || offer.len() > MAX_BYTES {
        return Err(OfferError::Malformed);
    }
    let mut sections: Vec<Section<'_>> = Vec::with_capacity(count);
    let mut session_direction = None;
    for line in offer.split('\n') {
        let line = line.trim_end_matches('\r');
        if let Some(media) = line.strip_prefix("m=") {
            sections.push(Section {
                kind: media.split(' ').next().unwrap_or_default(),
                mids: Vec::new(),
                direction: session_direction,
                codecs: BTreeSet::new(),
                rids: Vec::new(),
                transport_feedback: false,
                repairs_sound: false,
                redundant_type: None,
            });
        } else if let Some(attribute) = line.strip_prefix("a=") {
            match sections.last_mut() {
                Some(section) => section.read(attribute),
                None => session_direction = direction(attribute).or(session_direction),
            }
        }
    }
    Ok(sections)
}

fn direction(attribute: &str) -> Option<Direction> {
    match attribute {
        "sendonly" => Some(Direction::SendOnly),
        "recvonly" => Some(Direction::ReceiveOnly),
        "sendrecv" | "inactive" => Some(Direction::Other),
        _ => None,
    }
}

impl<'a> Section<'a> {
    fn read(&mut self, attribute: &'a str) {
        if let Some(direction) = direction(attribute) {
            self.direction = Some(direction);
        } else if let Some(mid) = attribute.strip_prefix("mid:") {
            self.mids.push(mid.trim());
        } else if let Some(map) = attribute.strip_prefix("rtpmap:") {
            let codec = map.split(' ').nth(1).and_then(|format| format.split('/').next());
            if codec.is_some_and(|codec| codec.eq_ignore_ascii_case("red")) {
                self.redundant_type = map.split(' ').next();
            }
            self.codecs.extend(codec.map(str::to_ascii_lowercase));
        } else if let Some(simulcast) = attribute.strip_prefix("simulcast:") {
            self.rids = simulcast_rids(simulcast);
        } else if attribute.starts_with("rtcp-fb:") && attribute.ends_with("transport-cc") {
            self.transport_feedback = true;
        } else if attribute.starts_with("rtcp-fb:") && attribute.ends_with(" nack") {
            self.repairs_sound = true;
        }
    }
}

/// The rids of `send q;h;f` (RFC 8853 §5.1); of alternatives the first counts, and `~` marks a paused one.
fn simulcast_rids(simulcast: &str) -> Vec<String> {
    let mut words = simulcast.split_ascii_whitespace();
    while let (Some(direction), Some(list)) = (words.next(), words.next()) {
        if direction == "send" {
            let rid = |alternatives: &str| alternatives.split(',').next().unwrap_or_default().replace('~', "");
            return list.split(';').map(rid).filter(|rid| !rid.is_empty()).take(4).collect();
        }
    }
    Vec::new()
}

/// Adds to an answer what str0m has no word for: one media stream for the stage's picture and sound, so that
/// browsers keep lips and words together; where browsers begin with their bit rate; and that a missing sound packet
/// will be asked for again.
pub(crate) fn complete_answer(answer: &str, offer: &Offer) -> String {
    let stage = |purpose: LinePurpose| offer.lines.iter().position(|line| line.purpose == purpose);
    let stage_video = stage(LinePurpose::StageVideo);
    let stage_audio = stage(LinePurpose::StageAudio);
    let stage_stream = stage_video.and_then(|index| stream_of(answer, index)).map(str::to_owned);
    let mut completed = String::with_capacity(answer.len() + 128);
    let mut index: Option<usize> = None;
    for line in answer.split_inclusive('\n') {
        if line.starts_with("m=") {
            index = Some(index.map_or(0, |index| index + 1));
        }
        let of = index.and_then(|index| offer.lines.get(index));
        let sends = of.filter(|line| source_of(line.purpose).is_some());
        let repaired = sends.is_some_and(|line| line.repairs_sound);
        if repaired && changes_when_repeated(line) {
            continue;
        }
        let line = match sends.and_then(|line| line.redundant_type.as_deref()) {
            Some(redundant_type) => match without_type(line, redundant_type) {
                Some(line) => line,
                None => continue,
            },
            None => Cow::Borrowed(line),
        };
        let line = line.as_ref();
        match (&stage_stream, line.strip_prefix("a=msid:")) {
            (Some(stream), Some(rest)) if index.is_some() && index == stage_audio => {
                let track = rest.split(' ').nth(1).unwrap_or(rest);
                completed.push_str(&format!("a=msid:{stream} {track}"));
            }
            _ => completed.push_str(line),
        }
        let sends_video = of.is_some_and(|line| matches!(line.purpose, LinePurpose::Camera | LinePurpose::Screen));
        if sends_video && let Some(payload_type) = payload_type_of("vp8/", line) {
            completed.push_str(&format!("a=fmtp:{payload_type} x-google-start-bitrate={START_KBPS}\r\n"));
        }
        if repaired && let Some(payload_type) = payload_type_of("opus/", line) {
            completed.push_str(&format!("a=rtcp-fb:{payload_type} nack\r\n"));
        }
    }
    completed
}

/// What a sender would write anew into a packet that it repeats. A repeated sound packet goes out under the same sequence
/// number, hence under the same nonce, and has to be the same byte for byte (RFC 3711 §9.1, RFC 7714 §8.1).
fn changes_when_repeated(line: &str) -> bool {
    let extension =
        line.starts_with("a=extmap:") && (line.contains("transport-wide-cc") || line.contains("abs-send-time"));
    extension || (line.starts_with("a=rtcp-fb:") && line.trim_end().ends_with("transport-cc"))
}

/// A line of an answer without this payload type; `None` for one that is only about it. (str0m names it before the codec, which
/// is to say that everything should be sent twice.)
fn without_type<'a>(line: &'a str, payload_type: &str) -> Option<Cow<'a, str>> {
    let about = |attribute: &str| {
        line.strip_prefix(attribute).and_then(|rest| rest.split(' ').next()).is_some_and(|named| named == payload_type)
    };
    if about("a=rtpmap:") || about("a=fmtp:") || about("a=rtcp-fb:") {
        return None;
    }
    if !line.starts_with("m=") {
        return Some(Cow::Borrowed(line));
    }
    // After the kind, the port and the protocol (RFC 8866 §5.14).
    let words = line.trim_end().split(' ').enumerate();
    let kept: Vec<&str> =
        words.filter(|(index, word)| *index < 3 || *word != payload_type).map(|(_, word)| word).collect();
    Some(Cow::Owned(kept.join(" ") + "\r\n"))
}

fn payload_type_of<'a>(codec: &str, line: &'a str) -> Option<&'a str> {
    let (payload_type, format) = line.strip_prefix("a=rtpmap:")?.split_once(' ')?;
    format.to_ascii_lowercase().starts_with(codec).then_some(payload_type)
}

fn stream_of(answer: &str, section: usize) -> Option<&str> {
    let mut index: Option<usize> = None;
    for line in answer.split('\n') {
        if line.starts_with("m=") {
            index = Some(index.map_or(0, |index| index + 1));
        }
        if index == Some(section)
            && let Some(msid) = line.strip_prefix("a=msid:")
        {
            return msid.split(' ').next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use koronailta_signaling::ids::Mid;

    use super::*;

    fn section(kind: &str, mid: &str, direction: &str) -> String {
        let codec = if kind == "audio" { "111 opus/48000/2" } else { "96 VP8/90000" };
        format!("m={kind} 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:{mid}\r\na={direction}\r\na=rtpmap:{codec}\r\n")
    }

    fn lines(purposes: &[LinePurpose]) -> Vec<OfferLine> {
        let line =
            |(index, purpose): (usize, &LinePurpose)| OfferLine { mid: Mid(index.to_string()), purpose: *purpose };
        purposes.iter().enumerate().map(line).collect()
    }

    const HEAD: &str = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

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

    #[test]
    fn rids_come_from_low_to_high() {
        assert_eq!(simulcast_rids("send q;h;f"), ["q", "h", "f"]);
        assert_eq!(simulcast_rids("recv 1;2 send l,x;~f"), ["l", "f"]);
        assert!(simulcast_rids("recv 1").is_empty());
    }

    fn plain(mid: &str, purpose: LinePurpose) -> Line {
        Line { mid: mid.to_owned(), purpose, rids: Vec::new(), repairs_sound: false, redundant_type: None }
    }

    #[test]
    fn a_voice_is_asked_for_again_where_the_repetition_is_the_same_packet() {
        let red = "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n";
        let mic = section("audio", "0", "sendonly").replace("opus/48000/2", "opus/48000/2\r\na=rtcp-fb:111 nack") + red;
        let slot = section("audio", "1", "recvonly") + red;
        let purposes = lines(&[LinePurpose::Microphone, LinePurpose::AudioSlot]);
        let offer = validate(&format!("{HEAD}{mic}{slot}"), &purposes).unwrap();
        assert_eq!([&offer.lines[0], &offer.lines[1]].map(|line| line.repairs_sound), [true, false]);
        assert_eq!(offer.lines[1].redundant_type.as_deref(), Some("63"));
        let media = "m=audio 63 UDP/TLS/RTP/SAVPF 63 111\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n\
                     a=extmap:3 http://example.org/transport-wide-cc-extensions-01\r\n\
                     a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=rtpmap:111 opus/48000/2\r\n\
                     a=rtcp-fb:111 transport-cc\r\n";
        let completed = complete_answer(&format!("v=0\r\n{media}{media}"), &offer);
        let [_, voice, other] = completed.split("m=audio").collect::<Vec<_>>().try_into().unwrap();
        assert!(voice.ends_with(
            "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 nack\r\n"
        ));
        assert!(!voice.contains("transport") && !voice.contains("red/"));
        assert!(voice.starts_with(" 63 UDP/TLS/RTP/SAVPF 111\r\n"), "{voice}");
        assert!(media.ends_with(other), "a line that receives is left alone");
    }

    #[test]
    fn the_stage_has_one_stream_and_cameras_a_start() {
        let offer = Offer {
            lines: lines(&[LinePurpose::Camera, LinePurpose::StageVideo, LinePurpose::StageAudio])
                .iter()
                .map(|line| plain(&line.mid.0, line.purpose))
                .collect(),
            transport_feedback: true,
        };
        let answer =
            "v=0\r\nm=video 9\r\na=rtpmap:96 VP8/90000\r\nm=video 9\r\na=msid:kuva k1\r\nm=audio 9\r\na=msid:x s1\r\n";
        let completed = complete_answer(answer, &offer);
        assert!(completed.contains("a=rtpmap:96 VP8/90000\r\na=fmtp:96 x-google-start-bitrate=1500\r\n"));
        assert!(completed.ends_with("a=msid:kuva s1\r\n"));
    }
}
