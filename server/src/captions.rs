//! Kept captions as files: WebVTT (W3C), and plain text.

use koronailta_signaling::ids::Timestamp;

use crate::store::KeptCaption;

/// A line without one after it, or with a pause after it, stands so long, in milliseconds.
const STANDS_MS: u64 = 7_000;

/// What was said in one breath stands at least so long.
const STANDS_AT_LEAST_MS: u64 = 1_000;

/// After so long a silence plain text begins a new paragraph.
const PARAGRAPH_MS: u64 = 60_000;

/// As WebVTT. Its clock begins with the evening, or with the first line where that was earlier.
#[must_use]
pub fn web_vtt(starts_at: Timestamp, lines: &[KeptCaption]) -> String {
    let zero = lines.first().map_or(starts_at, |first| first.began_at.min(starts_at));
    let mut file = "WEBVTT\n".to_owned();
    for (place, line) in lines.iter().enumerate() {
        let from = line.began_at.since(zero);
        let next = lines.get(place + 1).map_or(STANDS_MS, |next| next.began_at.since(line.began_at));
        let to = from + next.clamp(STANDS_AT_LEAST_MS, STANDS_MS);
        file += &format!("\n{} --> {}\n{}\n", clock(from), clock(to), escaped(&line.text));
    }
    file
}

/// As text to read: a line each, paragraphs where nobody spoke for a while.
#[must_use]
pub fn plain(title: &str, lines: &[KeptCaption]) -> String {
    let mut file = format!("{title}\n\n");
    let mut before: Option<Timestamp> = None;
    for line in lines {
        if before.is_some_and(|before| line.began_at.since(before) > PARAGRAPH_MS) {
            file.push('\n');
        }
        file += &line.text;
        file.push('\n');
        before = Some(line.began_at);
    }
    file
}

fn clock(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// What a person wrote is text, never a tag; and no arrow stands in it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIX: Timestamp = Timestamp(1_800_000_000_000);

    fn said(after_ms: u64, text: &str) -> KeptCaption {
        KeptCaption { began_at: SIX.plus(after_ms), text: text.to_owned() }
    }

    #[test]
    fn each_line_stands_until_the_next_one_but_neither_a_blink_nor_for_ever() {
        let lines =
            [said(61_005, "Hyvää iltaa"), said(61_305, "kaikille"), said(3_720_000, "Tunti <b>myöhemmin</b> --> &")];
        let file = web_vtt(SIX, &lines);
        let whole = "WEBVTT\n\n00:01:01.005 --> 00:01:02.005\nHyvää iltaa\n\n00:01:01.305 --> 00:01:08.305\nkaikille\n\n\
                     01:02:00.000 --> 01:02:07.000\nTunti &lt;b&gt;myöhemmin&lt;/b&gt; --&gt; &amp;\n";
        assert_eq!(file, whole);
    }

    #[test]
    fn what_was_said_before_the_start_comes_first() {
        let early = KeptCaption { began_at: Timestamp(SIX.0 - 5_000), text: "Kuuluuko".to_owned() };
        let file = web_vtt(SIX, &[early, said(0, "Kuuluu")]);
        assert!(
            file.contains("00:00:00.000 --> 00:00:05.000\nKuuluuko\n\n00:00:05.000 --> 00:00:12.000\nKuuluu"),
            "{file}"
        );
        assert_eq!(web_vtt(SIX, &[]), "WEBVTT\n");
    }

    #[test]
    fn text_has_a_paragraph_where_nobody_spoke() {
        let lines = [said(0, "Hyvää iltaa."), said(4_000, "Aloitetaan."), said(70_000, "Kysymyksiä?")];
        assert_eq!(plain("Ilta", &lines), "Ilta\n\nHyvää iltaa.\nAloitetaan.\n\nKysymyksiä?\n");
    }
}
