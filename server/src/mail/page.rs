//! A letter as text and as a page, made of the same parts, so that neither says more than the other. Whatever is put in is words, never
//! markup.

use koronailta_signaling::wire::join::Language;

use super::words::tag;
use crate::store::Letter;

#[derive(Clone, Debug)]
enum Part {
    Heading(String),
    Words(String),
    Facts(Vec<(String, String)>),
    Button { label: String, url: String },
    Small(String),
}

/// A letter that grows part by part.
#[derive(Clone, Debug)]
pub struct Page {
    language: Language,
    subject: String,
    parts: Vec<Part>,
    calendar: Option<String>,
}

impl Page {
    /// An empty one.
    #[must_use]
    pub fn new(language: Language, subject: String) -> Self {
        Self { language, subject, parts: Vec::new(), calendar: None }
    }

    /// A heading.
    #[must_use]
    pub fn heading(mut self, words: impl Into<String>) -> Self {
        self.parts.push(Part::Heading(words.into()));
        self
    }

    /// Words with their breaks; nothing where there are none.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        let words = words.into();
        if !words.trim().is_empty() {
            self.parts.push(Part::Words(words));
        }
        self
    }

    /// Facts with their names.
    #[must_use]
    pub fn facts(mut self, facts: Vec<(String, String)>) -> Self {
        self.parts.push(Part::Facts(facts));
        self
    }

    /// Something to open.
    #[must_use]
    pub fn button(mut self, label: String, url: impl Into<String>) -> Self {
        self.parts.push(Part::Button { label, url: url.into() });
        self
    }

    /// Fine print.
    #[must_use]
    pub fn small(mut self, words: String) -> Self {
        self.parts.push(Part::Small(words));
        self
    }

    /// Something for the calendar.
    #[must_use]
    pub fn calendar(mut self, calendar: Option<String>) -> Self {
        self.calendar = calendar;
        self
    }

    /// The finished letter.
    #[must_use]
    pub fn finish(self) -> Letter {
        let text = self.parts.iter().map(text).collect::<Vec<_>>().join("\n\n");
        let body: String = self.parts.iter().map(markup).collect();
        let html = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\"><title>{}</title></head><body style=\"margin:0;padding:24px;background:#f6f4ef;\
             color:#1d2733;font:16px/1.5 sans-serif\"><div style=\"max-width:36em;margin:0 auto\">{body}</div></body></html>",
            tag(self.language),
            escaped(&self.subject),
        );
        Letter { subject: self.subject, text: text + "\n", html, calendar: self.calendar }
    }
}

fn text(part: &Part) -> String {
    match part {
        Part::Heading(words) | Part::Words(words) => words.clone(),
        Part::Facts(facts) => {
            facts.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
        }
        Part::Button { label, url } => format!("{label}:\n{url}"),
        Part::Small(words) => format!("-- \n{words}"),
    }
}

fn markup(part: &Part) -> String {
    match part {
        Part::Heading(words) => format!("<h1 style=\"font-size:22px;line-height:1.3\">{}</h1>", escaped(words)),
        Part::Words(words) => format!("<p>{}</p>", escaped(words).replace('\n', "<br>")),
        Part::Facts(facts) => {
            let rows: String = facts.iter().map(|(name, value)| fact(name, value)).collect();
            format!("<table role=\"presentation\" style=\"border-collapse:collapse\">{rows}</table>")
        }
        Part::Button { label, url } => format!(
            "<p><a href=\"{}\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;background:#22577a;\
             color:#ffffff;text-decoration:none\">{}</a></p>",
            escaped(url),
            escaped(label)
        ),
        Part::Small(words) => {
            format!("<p style=\"font-size:14px;color:#4a5563\">{}</p>", escaped(words).replace('\n', "<br>"))
        }
    }
}

fn fact(name: &str, value: &str) -> String {
    format!(
        "<tr><th scope=\"row\" style=\"text-align:left;vertical-align:top;padding:2px 16px 2px 0\">{}</th><td>{}</td></tr>",
        escaped(name),
        escaped(value).replace('\n', "<br>")
    )
}

fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for one in words.chars() {
        match one {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_words_stays_words() {
        let evil = "<script>alert(1)</script>\" onclick='x'";
        let letter = Page::new(Language::Fi, evil.to_owned())
            .heading(evil)
            .words(evil)
            .facts(vec![(evil.to_owned(), evil.to_owned())])
            .button(evil.to_owned(), format!("https://x.example/{evil}"))
            .small(evil.to_owned())
            .finish();
        assert!(!letter.html.contains("<script>") && !letter.html.contains("onclick='"), "{}", letter.html);
        assert!(letter.text.contains(evil), "plain text is plain: {}", letter.text);
    }
}
