//! Durable before acknowledged, seen from outside: the server's system calls under `strace` while people write.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    person::Person,
    server::{Options, Server},
};

/// Calls that matter: what comes from sockets, what goes to them, what goes to files and when it is made to stay.
const CALLS: &str = "trace=read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,pwritev,fsync,fdatasync";

/// Longer than a ping's or pong's frame, shorter than any command's.
const COMMAND_BYTES: i64 = 60;

/// A finished system call. `began` and `ended` are lines of the trace, which stand in order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    name: String,
    descriptor: String,
    text: String,
    result: i64,
    began: usize,
    ended: usize,
}

impl Call {
    fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }
}

/// What a trace says about acknowledgements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durability {
    /// Chat acknowledgements written to sockets.
    pub acknowledgements: usize,
    /// Those for which nothing was written to a file and synchronised between the command's arrival and them.
    pub before_sync: usize,
}

/// Whether processes can be traced here.
///
/// # Errors
/// Why not.
pub fn possible() -> Result<(), String> {
    let tried = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "-e", CALLS, "true"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output();
    match tried {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("tracing is not possible here: {}", String::from_utf8_lossy(&output.stderr).trim())),
        Err(error) => Err(format!("strace cannot be started: {error}")),
    }
}

/// Starts a server under `strace`, lets one person write so many messages one after the other, and reads the trace, which
/// is kept at `keep`. A person may write about 30 at once.
///
/// # Errors
/// When processes cannot be traced here.
///
/// # Panics
/// When the server does not do its work.
pub async fn write_under_trace(messages: usize, keep: &Path, program: Option<PathBuf>) -> Result<Durability, String> {
    possible()?;
    let trace = keep.display().to_string();
    let words = ["strace", "-f", "-y", "-s", "512", "-o", &trace, "-e", CALLS].map(str::to_owned);
    let mut server = Server::with(Options { wrapper: words.to_vec(), program, ..Options::default() }).await;
    let (mut writer, _) = Person::enter(&server.links.moderator, "Maarit").await;
    // One at a time, so that each acknowledgement belongs to the last command that arrived on its socket.
    for number in 0..messages {
        writer.write(&format!("sanottu {number}")).await;
    }
    server.kill();
    let text = std::fs::read_to_string(keep).map_err(|error| format!("{trace}: {error}"))?;
    Ok(judge(&text))
}

/// Reads a trace made by `strace -f -y`.
#[must_use]
pub fn judge(trace: &str) -> Durability {
    let calls = calls(trace);
    let mut durability = Durability::default();
    let acknowledges =
        |call: &&Call| call.is_one_of(&["write", "writev", "sendto", "sendmsg"]) && call.text.contains("chat_stored");
    for acknowledgement in calls.iter().filter(acknowledges) {
        durability.acknowledgements += 1;
        if !is_durable(&calls, acknowledgement) {
            durability.before_sync += 1;
        }
    }
    durability
}

fn is_durable(calls: &[Call], acknowledgement: &Call) -> bool {
    let command = calls.iter().filter(|call| {
        call.is_one_of(&["read", "readv", "recvfrom", "recvmsg"])
            && call.descriptor == acknowledgement.descriptor
            && call.result >= COMMAND_BYTES
            && call.ended < acknowledgement.began
    });
    let Some(arrived) = command.map(|call| call.ended).max() else { return false };
    let written = calls.iter().filter(|call| call.is_one_of(&["pwrite64", "pwritev", "write"]) && call.began > arrived);
    written.into_iter().any(|write| {
        calls.iter().any(|sync| {
            sync.is_one_of(&["fsync", "fdatasync"])
                && sync.result == 0
                && sync.descriptor == write.descriptor
                && sync.began > write.ended
                && sync.ended < acknowledgement.began
        })
    })
}

fn calls(trace: &str) -> Vec<Call> {
    let mut finished = Vec::new();
    let mut unfinished: HashMap<(&str, &str), (String, usize)> = HashMap::new();
    for (number, line) in trace.lines().enumerate() {
        let Some((pid, rest)) = line.split_once(char::is_whitespace) else { continue };
        let rest = rest.trim_start();
        if let Some(resumed) = rest.strip_prefix("<... ") {
            let Some((name, tail)) = resumed.split_once(" resumed>") else { continue };
            let Some((head, began)) = unfinished.remove(&(pid, name)) else { continue };
            finished.extend(call(name, &format!("{head}{tail}"), began, number));
        } else if let Some((name, arguments)) = rest.split_once('(') {
            match arguments.strip_suffix(" <unfinished ...>") {
                Some(head) => {
                    unfinished.insert((pid, name), (head.to_owned(), number));
                }
                None => finished.extend(call(name, arguments, number, number)),
            }
        }
    }
    finished
}

/// `arguments` with their closing parenthesis and ` = RESULT`.
fn call(name: &str, arguments: &str, began: usize, ended: usize) -> Option<Call> {
    let (text, result) = arguments.rsplit_once(" = ")?;
    let result = result.split_whitespace().next()?.parse().ok()?;
    let descriptor = text.split([',', ')']).next()?.to_owned();
    Some(Call { name: name.to_owned(), descriptor, text: text.to_owned(), result, began, ended })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARRIVED: &str = "7 recvfrom(12<socket:[5]>, \"\\201\\376\", 8192, 0, NULL, NULL) = 180\n";
    const WRITTEN: &str = "9 pwrite64(14</d/koronailta.db-wal>, \"x\", 4120, 32) = 4120\n";
    const SAID: &str =
        "7 sendto(12<socket:[5]>, \"{\\\"type\\\":\\\"chat_stored\\\"}\", 90, MSG_NOSIGNAL, NULL, 0) = 90\n";

    #[test]
    fn written_and_synchronised_is_durable() {
        let synced = "9 fdatasync(14</d/koronailta.db-wal> <unfinished ...>\n7 read(3<pipe:[1]>, \"\", 8) = 8\n\
             9 <... fdatasync resumed>) = 0\n";
        let trace = [ARRIVED, WRITTEN, synced, SAID].concat();
        assert_eq!(judge(&trace), Durability { acknowledgements: 1, before_sync: 0 });
    }

    #[test]
    fn a_sync_that_is_missing_late_failed_or_of_another_file_is_none() {
        let none = [ARRIVED, WRITTEN, SAID].concat();
        let late = [
            ARRIVED,
            WRITTEN,
            "9 fdatasync(14</d/koronailta.db-wal> <unfinished ...>\n",
            SAID,
            "9 <... fdatasync resumed>) = 0\n",
        ]
        .concat();
        let failed =
            [ARRIVED, WRITTEN, "9 fsync(14</d/koronailta.db-wal>) = -1 EIO (Input/output error)\n", SAID].concat();
        let other = [ARRIVED, WRITTEN, "9 fsync(15</d/other>) = 0\n", SAID].concat();
        let early = ["9 fdatasync(14</d/koronailta.db-wal>) = 0\n", ARRIVED, WRITTEN, SAID].concat();
        let before_written = [ARRIVED, "9 fdatasync(14</d/koronailta.db-wal>) = 0\n", WRITTEN, SAID].concat();
        for trace in [none, late, failed, other, early, before_written] {
            assert_eq!(judge(&trace), Durability { acknowledgements: 1, before_sync: 1 }, "{trace}");
        }
    }
}
