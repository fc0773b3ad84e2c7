//! Figures against their bounds.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

impl Bound {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtMost(bound) => value <= bound,
            Self::AtLeast(bound) => value >= bound,
        }
    }

    fn shown(self) -> String {
        match self {
            Self::AtMost(bound) => format!("<= {bound}"),
            Self::AtLeast(bound) => format!(">= {bound}"),
        }
    }
}

/// The figures of one table, printed as they come.
#[derive(Debug)]
pub(crate) struct Figures {
    bounds: HashMap<String, Bound>,
    samples: PathBuf,
    held: bool,
    printed: usize,
}

/// The repository's folder.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

impl Figures {
    /// Reads a table's bounds and makes the folder of its samples.
    pub(crate) fn of(table: &str) -> Self {
        let text = fs::read_to_string(repository().join("tests/bounds.toml")).expect("tests/bounds.toml can be read");
        let samples = repository().join("target/show").join(table);
        fs::create_dir_all(&samples).expect("the folder of the samples can be made");
        Self { bounds: read(&text, table), samples, held: true, printed: 0 }
    }

    /// Prints a figure; `None` was not measured, which is never enough.
    pub(crate) fn add(&mut self, name: &str, value: Option<usize>) {
        let bound = *self.bounds.get(name).unwrap_or_else(|| panic!("tests/bounds.toml has no {name}"));
        #[expect(clippy::cast_precision_loss, reason = "counts here stay far below 2^52")]
        let holds = value.is_some_and(|value| bound.holds(value as f64));
        let shown = value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        println!("{name}\t{shown}\t{}\t{}", bound.shown(), if holds { "ok" } else { "short" });
        self.held &= holds;
        self.printed += 1;
    }

    /// Keeps raw samples beside the figures.
    pub(crate) fn keep(&self, name: &str, lines: impl IntoIterator<Item = String>) {
        let mut text = String::new();
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
        if let Err(error) = fs::write(self.samples.join(name), text) {
            eprintln!("the samples of {name} could not be kept: {error}");
        }
    }

    /// Whether all held; nothing measured holds nothing.
    pub(crate) fn all_held(&self) -> bool {
        self.held && self.printed > 0
    }
}

/// The smallest wait that so many of a hundred do not exceed, in milliseconds, rounded up.
pub(crate) fn percentile(waits: &[Duration], hundredth: usize) -> Option<usize> {
    let mut sorted = waits.to_vec();
    sorted.sort();
    let rank = (sorted.len() * hundredth).div_ceil(100);
    let wait = sorted.get(rank.checked_sub(1)?)?;
    usize::try_from(wait.as_micros().div_ceil(1_000)).ok()
}

/// The one form of bounds there is: `name = { at_most = 5 }` or `name = { at_least = 6 }`.
fn read(text: &str, table: &str) -> HashMap<String, Bound> {
    let mut bounds = HashMap::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix('[') {
            inside = heading.split(']').next() == Some(table);
        }
        let Some((name, rest)) = line.split_once('=').filter(|_| inside && !line.starts_with('#')) else { continue };
        let entry = rest.trim().trim_start_matches('{').trim_end_matches('}');
        let Some((kind, number)) = entry.split_once('=') else { continue };
        let Ok(number) = number.trim().replace('_', "").parse() else { continue };
        let bound = match kind.trim() {
            "at_most" => Bound::AtMost(number),
            "at_least" => Bound::AtLeast(number),
            _ => continue,
        };
        bounds.insert(name.trim().to_owned(), bound);
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_from_their_table_only() {
        let text = "[other]\na = { at_most = 1 }\n# a = { at_most = 3 }\n[evening]\na = { at_least = 5_000 }\nb = { at_most = 0 }\n";
        let bounds = read(text, "evening");
        assert_eq!(bounds["a"], Bound::AtLeast(5000.0));
        assert_eq!(bounds["b"], Bound::AtMost(0.0));
        assert!(!bounds["a"].holds(4999.0) && bounds["a"].holds(5000.0));
        assert_eq!(read(text, "other").len(), 1);
    }
}
