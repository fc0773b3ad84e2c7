//! The command line.

mod evening;
mod feedback;
mod help;
mod link;
mod member;
mod network;
mod series;
mod sign_in;
mod when;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use koronailta_signaling::ids::Timestamp;
use url::Url;

use crate::{
    clock::Clock,
    config::{Config, ConfigError, Flags},
    evenings::Post,
    serve::{self, PUBLIC_URL_FILE, ServeError},
    store::{Store, StoreError},
    telemetry::{self, FilterError},
};

/// Characters of a title, a name or a telephone number.
const WORDS_MAX: usize = 120;

/// Online evenings for networks of small entrepreneurs
#[derive(Debug, Parser)]
#[command(name = "koronailta", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Answer in JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server (the default)
    Serve,
    /// Print the effective settings, as TOML
    Config,
    /// Networks
    #[command(subcommand)]
    Network(network::NetworkCommand),
    /// Evenings
    #[command(subcommand)]
    Evening(evening::EveningCommand),
    /// Businesses of a network and their people
    #[command(subcommand)]
    Member(member::MemberCommand),
    /// Series of evenings
    #[command(subcommand)]
    Series(series::SeriesCommand),
    /// Links into evenings
    #[command(subcommand)]
    Link(link::LinkCommand),
    /// What people thought of evenings; told from three answers on
    Feedback(feedback::FeedbackCommand),
}

/// A command failed; the words are for the person at the keyboard.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// Wrong settings.
    #[error("settings: {0}")]
    Config(#[from] ConfigError),
    /// Wrong log filter.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The server could not start.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Wrong words in the command.
    #[error("{0}")]
    Usage(String),
}

/// What the commands on networks, evenings and links work with.
struct Desk {
    store: Store,
    clock: Clock,
    public_url: Url,
    json: bool,
    post: Option<Post>,
}

impl Desk {
    async fn open(config: &Config, json: bool) -> Result<Self, CliError> {
        let store = Store::open(&config.data_dir).await?;
        let clock = Clock::start();
        let public_url = public_url(config);
        // The running server carries what is queued here.
        let post = config.mail().map(|(_, from)| Post { public_url: public_url.clone(), from });
        Ok(Self { store, clock, public_url, json, post })
    }

    /// Answers a program in JSON, a person in words.
    /// Tells rows: all of them in one JSON list, or a line each.
    fn tell_all<T>(&self, all: &[T], row: impl Fn(&T) -> serde_json::Value, line: impl Fn(&T) -> String) {
        if self.json {
            say(serde_json::Value::Array(all.iter().map(row).collect()));
        } else {
            all.iter().for_each(|one| say(line(one)));
        }
    }

    fn tell(&self, answer: &serde_json::Value, words: impl FnOnce() -> String) {
        if self.json { say(answer) } else { say(words()) }
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// As configured; else as the running server has written it; else the default.
fn public_url(config: &Config) -> Url {
    let written = || {
        let path: PathBuf = config.data_dir.join(PUBLIC_URL_FILE);
        std::fs::read_to_string(path).ok().and_then(|text| Url::parse(text.trim()).ok())
    };
    config
        .public_url
        .clone()
        .or_else(written)
        .unwrap_or_else(|| Url::parse(&format!("http://{}/", config.listen)).expect("an address and a port make a URL"))
}

/// Carries out what was asked for.
///
/// # Errors
/// What went wrong, in words for the person at the keyboard.
pub async fn run(cli: Cli) -> Result<(), CliError> {
    let config = Config::read(&cli.flags)?;
    let json = cli.json;
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => {
            telemetry::start(&config)?;
            Ok(serve::run(config).await?)
        }
        Command::Config => {
            let text = toml::to_string(&config).map_err(|error| CliError::Usage(error.to_string()))?;
            // Whoever looks over the shoulder shall not read the password.
            let text = config.smtp_url.as_ref().map_or(text.clone(), |url| url.hidden_in(&text));
            say(text.trim_end());
            Ok(())
        }
        Command::Network(command) => network::run(command, &Desk::open(&config, json).await?).await,
        Command::Evening(command) => evening::run(command, &Desk::open(&config, json).await?).await,
        Command::Series(command) => series::run(command, &Desk::open(&config, json).await?).await,
        Command::Member(command) => member::run(command, &Desk::open(&config, json).await?).await,
        Command::Link(command) => link::run(command, &Desk::open(&config, json).await?).await,
        Command::Feedback(command) => feedback::run(command, &Desk::open(&config, json).await?).await,
    }
}

/// One line of words that people will read.
fn words(flag: &str, text: &str) -> Result<String, CliError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > WORDS_MAX {
        return Err(CliError::Usage(format!("{flag} takes 1 to {WORDS_MAX} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(CliError::Usage(format!("{flag} takes one line, without control characters")));
    }
    Ok(text.to_owned())
}

#[expect(clippy::print_stdout, reason = "the answer of a command is its output")]
fn say(words: impl std::fmt::Display) {
    println!("{words}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_one_line_that_can_be_read() {
        assert_eq!(words("--title", "  Marraskuun ilta ").ok().as_deref(), Some("Marraskuun ilta"));
        for text in ["", "   ", "a\nb", "a\u{7}", &"ä".repeat(121)] {
            let error = words("--title", text).expect_err(text).to_string();
            assert!(error.contains("--title"), "{error}");
        }
    }

    #[test]
    fn the_command_line_is_what_clap_accepts() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }
}
