//! Lines of a calendar (RFC 5545 §3.1). The `icalendar` crate writes no VTIMEZONE, and puts the clock's time into what it writes; so this is ours.

/// Octets of a line, the break left out.
const LINE_MAX: usize = 75;

/// A calendar's text that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// A line of name, parameters and value, all of them ours and without breaks.
    pub(super) fn raw(&mut self, line: &str) {
        let mut length = 0;
        for character in line.chars().filter(|character| !character.is_control()) {
            if length + character.len_utf8() > LINE_MAX {
                self.text.push_str("\r\n ");
                length = 1;
            }
            self.text.push(character);
            length += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// A property whose value is somebody's words.
    pub(super) fn text(&mut self, name: &str, words: &str) {
        self.raw(&format!("{name}:{}", escaped(words)));
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// A text value (§3.3.11).
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => text.extend(['\\', character]),
            '\n' | '\r' => text.push_str("\\n"),
            other => text.push(other),
        }
    }
    text
}

/// Somebody's words as a parameter's value (§3.2): quotes cannot be escaped there.
pub(super) fn quoted(words: &str) -> String {
    let safe: String = words
        .chars()
        .map(|character| if character == '"' { '\'' } else { character })
        .filter(|c| !c.is_control())
        .collect();
    format!("\"{safe}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"ä".repeat(100));
        let text = lines.finish();
        assert!(text.split("\r\n").all(|line| line.len() <= LINE_MAX), "{text}");
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ä".repeat(100)));
    }

    #[test]
    fn words_cannot_become_lines_of_their_own() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "Ilta\r\nATTENDEE:mailto:x@example.org; a, b \\ c\u{7}");
        assert_eq!(lines.finish(), "SUMMARY:Ilta\\nATTENDEE:mailto:x@example.org\\; a\\, b \\\\ c\r\n");
        assert_eq!(quoted("Aino \"A\"\r\nX:1"), "\"Aino 'A'X:1\"");
    }
}
