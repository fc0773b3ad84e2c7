//! A line that behaves as badly as it is told to, as a program: `koronailta-line --listen A:P --server B:P --seed N` takes one order a
//! line from its input, as JSON, and answers each with what became of the packets so far. It ends with its input.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program prints, and fails aloud")]

use std::net::SocketAddr;

use clap::Parser;
use koronailta_tests::line::{Control, Line};

/// A line that behaves as badly as it is told to
#[derive(Debug, Parser)]
struct Arguments {
    /// Where clients send to
    #[arg(long)]
    listen: SocketAddr,
    /// The server's media port
    #[arg(long)]
    server: SocketAddr,
    /// The same seed, the same fates
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let line = runtime.block_on(Line::start(arguments.listen, arguments.server, arguments.seed)).unwrap();
    println!("{}", serde_json::json!([]));
    for order in std::io::stdin().lines() {
        let control: Control = serde_json::from_str(&order.unwrap()).unwrap();
        println!("{}", serde_json::to_string(&runtime.block_on(line.tell(control))).unwrap());
    }
}
