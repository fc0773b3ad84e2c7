//! The server program.

use std::process::ExitCode;

use clap::Parser;
use koronailta::cli::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    match cli::run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("koronailta: {error}");
            ExitCode::FAILURE
        }
    }
}
