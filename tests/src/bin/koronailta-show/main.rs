//! Measures what was promised, with the server as a process and independent WebRTC peers.
//!
//! `koronailta-show evening` prints one line a figure: name, value, bound, `ok` or `short`, separated by tabs, and exits
//! with 1 if any is short. Bounds stand in `tests/bounds.toml`; raw samples are kept under `target/show/evening/`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, reason = "a program prints, and fails aloud")]

mod advisors;
mod evening;
mod figures;
mod networks;
mod part;
mod peer_support;
mod thin_line;

use std::process::ExitCode;

use clap::{Parser, ValueEnum};

/// Measures what was promised and prints one line a figure
#[derive(Debug, Parser)]
struct Arguments {
    /// Whose figures
    #[arg(value_enum)]
    name: Name,
    /// Break a promise on purpose, which must show: slot-rule-off, mute-off, fsync-off, lobby-off, groups-off,
    /// key-swapped, preroll-off, key-frames-off, throttle-off, order-kept, summer-time-off, answers-undocumented
    /// or versions-off. The server must have
    /// been built with `cargo build -p koronailta --features sabotage --target-dir target/sabotage`
    #[arg(long, value_name = "PROMISE")]
    sabotage: Option<String>,
    /// Measure only the part with this name: exchange, leaks, faces, hostile, kill, sync; walls, moves, attempts; onset,
    /// first-picture; linking; calendars, requests, first-evening, keyboard
    #[arg(long, value_name = "PART")]
    only: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    /// An evening that works: from a link to faces, voices and chat
    Evening,
    /// Peer support: small groups and what reaches whom
    PeerSupport,
    /// Guidance: whether what is said without a name stays without a name
    Advisors,
    /// Networks and their evenings: what calendars of others find
    Networks,
    /// A thin line: how soon one is heard and seen
    ThinLine,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let held = match arguments.name {
        Name::PeerSupport => {
            runtime.block_on(peer_support::show(arguments.sabotage.as_deref(), arguments.only.as_deref()))
        }
        Name::Advisors => runtime.block_on(advisors::show(arguments.sabotage.as_deref(), arguments.only.as_deref())),
        Name::Networks => runtime.block_on(networks::show(arguments.sabotage.as_deref(), arguments.only.as_deref())),
        Name::ThinLine => runtime.block_on(thin_line::show(arguments.sabotage.as_deref(), arguments.only.as_deref())),
        Name::Evening => runtime.block_on(evening::show(arguments.sabotage.as_deref(), arguments.only.as_deref())),
    };
    match held {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(2)
        }
    }
}
