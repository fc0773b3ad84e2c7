//! Durable before acknowledged, seen from outside: the system calls of the server, by strace.

use std::{
    path::Path,
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use koronailta_signaling::limits;
use tempfile::TempDir;

use crate::{
    Deadline,
    person::Person,
    server::{Options, Server},
};

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Traced {
    /// Acknowledgements that were seen leaving the server.
    pub acknowledgements: usize,
    /// Those without an fsync that began after the message was sent and was finished before they left.
    pub before_sync: usize,
    /// How many fsync and fdatasync calls were seen in all.
    pub syncs: usize,
    /// The trace's lines about syncs and acknowledgements.
    pub lines: Vec<String>,
}

/// Whether processes can be traced here: some containers forbid it.
///
/// # Errors
/// The reason, for the one who reads the figures.
pub fn possible() -> Result<(), String> {
    let tried = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    match tried {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("strace cannot trace here: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Err(format!("strace is not installed: {error}")),
    }
}

/// Traces a server while somebody writes `messages`, one after the other was acknowledged.
///
/// # Panics
/// When a part of the scene does not come about in time.
pub async fn measure(mut options: Options, messages: usize) -> Traced {
    let folder = TempDir::with_prefix("koronailta-trace-").expect("a temporary directory");
    let trace = folder.path().join("trace");
    let calls = "trace=fsync,fdatasync,sync_file_range,write,writev,sendto,sendmsg";
    options.wrapper = ["strace", "-f", "-ttt", "-T", "-y", "-s", "4096", "-e", calls, "-e", "signal=none", "-o"]
        .map(str::to_owned)
        .to_vec();
    options.wrapper.push(trace.display().to_string());
    let mut server = Server::with(options).await;
    let mut sent_at = Vec::new();
    let mut author = None;
    for number in 0..messages {
        // Nobody may write more than so many at once; the next person goes on.
        if number % limits::CHAT.burst as usize == 0 {
            author = None;
        }
        let person = match &mut author {
            Some(person) => person,
            None => author.insert(Person::enter(&server.links.moderator, &format!("Maarit {number}")).await.0),
        };
        sent_at.push(now());
        person.write(&format!("viesti {number}")).await;
    }
    server.kill();
    let deadline = Deadline::usual();
    deadline.until("the trace is written", || acknowledgements(&trace) >= messages).await;
    read(&trace, &sent_at)
}

fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

fn acknowledgements(trace: &Path) -> usize {
    let text = std::fs::read_to_string(trace).unwrap_or_default();
    text.lines().filter(|line| is_acknowledgement(line)).count()
}

/// What the server sends is not masked (RFC 6455 §5.1), so the words stand in the call.
fn is_acknowledgement(line: &str) -> bool {
    line.contains("chat_stored") && !line.contains("resumed>")
}

/// The lines stand in the order in which calls began, and a call that others interrupted has a second line where it
/// ended: so an earlier line of a finished sync is a sync that was finished earlier.
fn read(trace: &Path, sent_at: &[f64]) -> Traced {
    let text = std::fs::read_to_string(trace).unwrap_or_default();
    let mut traced = Traced::default();
    // Beginnings of syncs that have not ended, by thread; and of the last that has.
    let mut begun: Vec<(String, f64)> = Vec::new();
    let mut finished: Option<f64> = None;
    for line in text.lines() {
        let mut words = line.split_whitespace();
        let (Some(thread), Some(at)) = (words.next(), words.next().and_then(|at| at.parse::<f64>().ok())) else {
            continue;
        };
        let sync = line.contains("fsync") || line.contains("fdatasync");
        if is_acknowledgement(line) {
            let sent = sent_at.get(traced.acknowledgements).copied().unwrap_or(f64::MAX);
            traced.acknowledgements += 1;
            traced.before_sync += usize::from(finished.is_none_or(|sync| sync < sent));
        } else if sync && line.contains("<unfinished") {
            begun.push((thread.to_owned(), at));
        } else if sync && line.contains("resumed>") {
            let place = begun.iter().position(|(waiting, _)| waiting == thread);
            finished = place.map(|place| begun.remove(place).1).max_by_time(finished);
            traced.syncs += 1;
        } else if sync {
            finished = Some(at).max_by_time(finished);
            traced.syncs += 1;
        } else {
            continue;
        }
        let short: String = line.chars().take(200).collect();
        traced.lines.push(short);
    }
    traced
}

trait Later {
    fn max_by_time(self, other: Self) -> Self;
}

impl Later for Option<f64> {
    fn max_by_time(self, other: Self) -> Self {
        match (self, other) {
            (Some(one), Some(two)) => Some(one.max(two)),
            (one, two) => one.or(two),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traced(lines: &[&str], sent_at: &[f64]) -> Traced {
        let folder = TempDir::new().expect("a temporary directory");
        let path = folder.path().join("trace");
        std::fs::write(&path, lines.join("\n")).expect("written");
        read(&path, sent_at)
    }

    #[test]
    fn a_sync_counts_only_if_it_was_finished_in_between() {
        let sync = "7 10.5 fdatasync(9</data/koronailta.db-wal>) = 0 <0.001>";
        let sent = r#"7 10.6 sendto(12<socket>, "{\"type\":\"chat_stored\"}", 90, 0) = 90"#;
        assert_eq!(traced(&[sync, sent], &[10.0]).before_sync, 0);
        assert_eq!(traced(&[sync, sent], &[10.55]).before_sync, 1);
        assert_eq!(traced(&[sent, sync], &[10.0]).before_sync, 1);
        let begins = "8 10.5 fdatasync(9</data/koronailta.db-wal> <unfinished ...>";
        let ends = "8 10.7 <... fdatasync resumed>) = 0 <0.2>";
        assert_eq!(traced(&[begins, sent, ends], &[10.0]).before_sync, 1);
        assert_eq!(traced(&[begins, ends, sent], &[10.0]).before_sync, 0);
    }
}
