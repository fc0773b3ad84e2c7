//! The few words that are added to an answer, and what is taken out of an offer before str0m sees it.

use std::borrow::Cow;

use koronailta_signaling::media::LinePurpose;

use crate::offer::{Offer, source_of};

/// What browsers are told to begin with, in kbit/s; by themselves they start the upper simulcast layers only after
/// seconds.
const START_KBPS: u32 = 1_500;

/// The offer without the formats that were not chosen. (str0m has one list of codecs for all lines.)
pub(crate) fn narrow_offer(offer: &str, valid: &Offer) -> String {
    let mut narrowed = String::with_capacity(offer.len());
    let mut index: Option<usize> = None;
    for line in offer.split_inclusive('\n') {
        if line.starts_with("m=") {
            index = Some(index.map_or(0, |index| index + 1));
        }
        let refused = index.and_then(|index| valid.lines.get(index)).map(|line| line.refused.as_slice());
        let kept = refused.unwrap_or_default().iter().try_fold(Cow::Borrowed(line), |line, number| {
            without_type(&line, number).map(|line| Cow::Owned(line.into_owned()))
        });
        narrowed.push_str(&kept.unwrap_or_default());
    }
    narrowed
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

    use super::*;
    use crate::{
        coding::Coding,
        offer::{
            Line,
            tests::{HEAD, lines, section},
            validate,
        },
    };

    fn plain(mid: &str, purpose: LinePurpose) -> Line {
        Line {
            mid: mid.to_owned(),
            purpose,
            rids: Vec::new(),
            repairs_sound: false,
            redundant_type: None,
            coding: Coding::Vp8,
            profile_level_id: None,
            refused: Vec::new(),
            repeats_pictures: false,
        }
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
            shows: false,
        };
        let answer =
            "v=0\r\nm=video 9\r\na=rtpmap:96 VP8/90000\r\nm=video 9\r\na=msid:kuva k1\r\nm=audio 9\r\na=msid:x s1\r\n";
        let completed = complete_answer(answer, &offer);
        assert!(completed.contains("a=rtpmap:96 VP8/90000\r\na=fmtp:96 x-google-start-bitrate=1500\r\n"));
        assert!(completed.ends_with("a=msid:kuva s1\r\n"));
    }
}
