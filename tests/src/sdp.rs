//! What the scenes read out of descriptions.

use std::collections::HashMap;

/// One media section.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// `audio` or `video`.
    pub kind: String,
    /// The identification tag.
    pub mid: String,
    /// The streams it declares, primary and repair.
    pub ssrcs: Vec<u32>,
    /// The numbers of its header extensions by what they are (RFC 8285 §5).
    pub extensions: HashMap<String, u8>,
    /// The number of the audio level header extension (RFC 6464).
    pub audio_level: Option<u8>,
    /// The payload types by codec, as in `a=rtpmap`.
    pub codecs: HashMap<String, u8>,
}

/// The media sections in order.
#[must_use]
pub fn sections(sdp: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in sdp.lines() {
        if let Some(media) = line.strip_prefix("m=") {
            let kind = media.split(' ').next().unwrap_or_default().to_owned();
            sections.push(Section { kind, ..Section::default() });
        }
        let Some(section) = sections.last_mut() else { continue };
        if let Some(mid) = line.strip_prefix("a=mid:") {
            section.mid = mid.to_owned();
        } else if let Some(ssrc) = line.strip_prefix("a=ssrc:") {
            let ssrc = ssrc.split(' ').next().and_then(|number| number.parse().ok());
            section.ssrcs.extend(ssrc.filter(|ssrc| !section.ssrcs.contains(ssrc)));
        } else if let Some(map) = line.strip_prefix("a=rtpmap:")
            && let Some((number, codec)) = map.split_once(' ')
            && let Ok(number) = number.parse()
        {
            section.codecs.insert(codec.to_owned(), number);
        } else if let Some(map) = line.strip_prefix("a=extmap:")
            && let Some((number, uri)) = map.split_once(' ')
            && let Some(number) = number.split('/').next().and_then(|number| number.parse().ok())
        {
            let uri = uri.split(' ').next().unwrap_or(uri);
            if uri == "urn:ietf:params:rtp-hdrext:ssrc-audio-level" {
                section.audio_level = Some(number);
            }
            section.extensions.insert(uri.to_owned(), number);
        }
    }
    sections
}
