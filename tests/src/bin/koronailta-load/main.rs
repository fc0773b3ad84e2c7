//! How much a server carries: rooms full of independent WebRTC peers, and what it cost.
//!
//! `cargo run --release -p koronailta-tests --bin koronailta-load -- --rooms R --participants P --senders S --seconds T --json`
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, reason = "a program prints, and fails aloud")]

mod figures;
mod ground;
mod load;

use std::time::Instant;

use clap::Parser;

/// Fills rooms with people who send and receive, and prints what it cost the server
#[derive(Debug, Parser)]
struct Arguments {
    /// Rooms; each is an evening of its own
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=500))]
    rooms: u32,
    /// People in each room
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..=500))]
    participants: u32,
    /// How many of them send microphone and camera; everybody receives them
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=500))]
    senders: u32,
    /// How long it is measured, once everybody receives
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
    /// Bytes of a picture's packet
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(60..=1180))]
    picture_bytes: u32,
    /// Print one JSON object instead of lines
    #[arg(long)]
    json: bool,
    /// Use a running server: a participants' link that admits, one for each room, or with --host any; repeatable
    #[arg(long, value_name = "LINK")]
    attach: Vec<String>,
    /// A moderator's link for each attached room, to let people in who must knock; repeatable
    #[arg(long, value_name = "LINK")]
    host: Vec<String>,
    /// The attached server's process on this machine, to measure its processor time and memory
    #[arg(long, value_name = "PID")]
    server_pid: Option<u32>,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    if arguments.senders > arguments.participants {
        eprintln!("there cannot be more senders than participants");
        std::process::exit(2);
    }
    if !arguments.attach.is_empty() && arguments.attach.len() != arguments.rooms as usize {
        eprintln!("--attach must be given once for each of the {} rooms", arguments.rooms);
        std::process::exit(2);
    }
    let ground = ground::Ground::prepare(&arguments).await;
    let measured = load::run(&arguments, &ground, Instant::now()).await;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&measured).unwrap());
    } else {
        measured.print();
    }
}
