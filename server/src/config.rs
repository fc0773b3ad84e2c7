//! Settings. A flag wins over a `KORONAILTA_…` variable, that over the TOML file, that over the default.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    num::NonZeroUsize,
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use koronailta_signaling::relay::Relays;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use url::Url;

use crate::mail::{Address, SmtpSettingsError, SmtpUrl};

/// The flags of every command; each also has a `KORONAILTA_…` variable and a key in the TOML file.
#[derive(Args, Clone, Debug, Default, Serialize)]
pub struct Flags {
    /// A TOML file with settings; the keys are the flags' names with underscores
    #[arg(long, value_name = "FILE", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Where everything is kept [default: ./koronailta-data]
    #[arg(long, value_name = "DIR", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    data_dir: Option<PathBuf>,
    /// Address and port of HTTP [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDRESS:PORT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<SocketAddr>,
    /// Address and first port of media, UDP and TCP [default: the address of --listen, port 8788]
    #[arg(long, value_name = "ADDRESS:PORT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    media_listen: Option<SocketAddr>,
    /// Media threads, each with a port of its own [default: one for each core, at most two]
    #[arg(long, value_name = "N", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    media_threads: Option<NonZeroUsize>,
    /// The address people open, for example <https://koronailta.example> [default: http:// and --listen]
    #[arg(long, value_name = "URL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    public_url: Option<Url>,
    /// An address at which media reaches this machine, where it differs from --media-listen; repeatable
    #[arg(long = "public-address", value_name = "IP", global = true)]
    #[serde(rename = "public_addresses", skip_serializing_if = "Vec::is_empty")]
    public_address: Vec<IpAddr>,
    /// A relay for those whose network lets nothing else through, for example `turns:turn.example:443?transport=tcp`; repeatable
    #[arg(long = "turn-url", value_name = "URL", global = true)]
    #[serde(rename = "turn_urls", skip_serializing_if = "Vec::is_empty")]
    turn_url: Vec<String>,
    /// The secret shared with the relays (coturn: static-auth-secret); better given as KORONAILTA_TURN_SECRET
    #[arg(long, value_name = "SECRET", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    turn_secret: Option<String>,
    /// Write the demo's links to this file, as JSON
    #[arg(long, value_name = "FILE", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    links_file: Option<PathBuf>,
    /// How many people fit in a room [default: 40]
    #[arg(long, value_name = "N", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    room_capacity: Option<u16>,
    /// How many people may wait at the door of a room [default: 50]
    #[arg(long, value_name = "N", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    lobby_capacity: Option<u16>,
    /// New connections a minute from one address before a token is known [default: 1200]
    #[arg(long, value_name = "N", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    connections_per_minute: Option<u32>,
    /// Requests come through a proxy of one's own on this machine, which sets X-Forwarded-For
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    trust_proxy: bool,
    /// The mail server: <smtps://user:password@host>, or smtp with ?tls=required; without either on this machine only
    #[arg(long, value_name = "URL", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    smtp_url: Option<SmtpUrl>,
    /// The address in whose name mail is sent, for example ilta@koronailta.example
    #[arg(long, value_name = "ADDRESS", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    mail_from: Option<String>,
    /// Webhooks may lead to private addresses, such as those of this machine
    #[arg(long, global = true)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    private_webhooks: bool,
    /// Serve the client's files from this folder instead of those in the program (for development)
    #[arg(long, value_name = "DIR", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    web_client_dir: Option<PathBuf>,
    /// What is logged, for example `info` or `koronailta=debug` [default: info]
    #[arg(long, value_name = "FILTER", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<String>,
    /// How it is logged [default: text]
    #[arg(long, value_name = "FORMAT", global = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    log_format: Option<LogFormat>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs, one object a line.
    Json,
}

/// The effective settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where everything is kept.
    pub data_dir: PathBuf,
    /// Address and port of HTTP.
    pub listen: SocketAddr,
    /// Address and first port of media.
    pub media_listen: Option<SocketAddr>,
    /// Media threads.
    pub media_threads: Option<NonZeroUsize>,
    /// The address people open.
    pub public_url: Option<Url>,
    /// Addresses at which media reaches this machine.
    #[serde(deserialize_with = "addresses")]
    pub public_addresses: Vec<IpAddr>,
    /// Relays for those whose network lets nothing else through.
    #[serde(deserialize_with = "words")]
    pub turn_urls: Vec<String>,
    /// The secret shared with them; never shown.
    #[serde(serialize_with = "hidden")]
    pub turn_secret: Option<String>,
    /// Where the demo's links are written.
    pub links_file: Option<PathBuf>,
    /// How many people fit in a room.
    pub room_capacity: u16,
    /// How many may wait at its door.
    pub lobby_capacity: u16,
    /// New connections a minute from one address.
    pub connections_per_minute: u32,
    /// `X-Forwarded-For` is believed.
    pub trust_proxy: bool,
    /// The mail server.
    pub smtp_url: Option<SmtpUrl>,
    /// In whose name mail is sent.
    pub mail_from: Option<String>,
    /// Webhooks may lead to private addresses.
    pub private_webhooks: bool,
    /// The client's files, instead of those in the program.
    pub web_client_dir: Option<PathBuf>,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
}

/// A list, or in a variable one text with commas.
fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        List(Vec<String>),
        Text(String),
    }
    match Written::deserialize(deserializer)? {
        Written::List(list) => Ok(list),
        Written::Text(text) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            Ok(parts.map(str::to_owned).collect())
        }
    }
}

fn addresses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpAddr>, D::Error> {
    words(deserializer)?.iter().map(|word| word.parse().map_err(D::Error::custom)).collect()
}

/// A secret is not shown, only that there is one.
#[expect(clippy::ref_option, reason = "serde gives a field's reference")]
fn hidden<S: Serializer>(secret: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    secret.as_ref().map(|_| "(hidden)").serialize(serializer)
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("koronailta-data"),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8787)),
            media_listen: None,
            media_threads: None,
            public_url: None,
            public_addresses: Vec::new(),
            turn_urls: Vec::new(),
            turn_secret: None,
            links_file: None,
            room_capacity: 40,
            lobby_capacity: 50,
            connections_per_minute: 1200,
            trust_proxy: false,
            smtp_url: None,
            mail_from: None,
            private_webhooks: false,
            web_client_dir: None,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
        }
    }
}

/// A setting cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Wrong value, unknown key, unreadable file.
    #[error("{0}")]
    Unusable(#[from] Box<figment::Error>),
    /// The named file does not exist.
    #[error("the settings file {0} does not exist")]
    NoFile(PathBuf),
    /// The public address is not of a kind a browser opens.
    #[error("public_url must begin with http:// or https:// and have no path, but it is {0}")]
    PublicUrl(Url),
    /// The mail server cannot be used.
    #[error("{0}")]
    Smtp(#[from] SmtpSettingsError),
    /// Mail needs a mail server and a sender.
    #[error("smtp_url and mail_from are given together, and mail_from is an address like ilta@koronailta.example")]
    Mail,
    /// A relay's address is not of a kind a browser uses.
    #[error("turn_urls must begin with turn: or turns:, but one is {0}")]
    TurnUrl(String),
    /// Relays let nobody in without credentials, and credentials are of no use without relays.
    #[error("turn_urls and turn_secret need each other, and one of them is missing")]
    TurnSecret,
    /// Zero people.
    #[error("{0} must be at least 1")]
    Zero(&'static str),
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// The first one that cannot be used.
    pub fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let environment = Env::prefixed("KORONAILTA_").ignore(&["sabotage", "config"]).map(|key| {
            // These flags are repeatable and named in the singular; their keys hold a list.
            match key.as_str() {
                "public_address" => "public_addresses".into(),
                "turn_url" => "turn_urls".into(),
                _ => key.into(),
            }
        });
        let file = flags.config.clone().or_else(|| std::env::var_os("KORONAILTA_CONFIG").map(PathBuf::from));
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(path) = file {
            if !path.is_file() {
                return Err(ConfigError::NoFile(path));
            }
            figment = figment.merge(Toml::file_exact(path));
        }
        let config: Self = figment.merge(environment).merge(Serialized::defaults(flags)).extract().map_err(Box::new)?;
        config.checked()
    }

    fn checked(self) -> Result<Self, ConfigError> {
        if let Some(url) = &self.public_url {
            let usable = matches!(url.scheme(), "http" | "https") && url.has_host() && url.path() == "/";
            if !usable {
                return Err(ConfigError::PublicUrl(url.clone()));
            }
        }
        for (name, value) in [("room_capacity", self.room_capacity), ("lobby_capacity", self.lobby_capacity)] {
            if value == 0 {
                return Err(ConfigError::Zero(name));
            }
        }
        if let Some(url) = self.turn_urls.iter().find(|url| !url.starts_with("turn:") && !url.starts_with("turns:")) {
            return Err(ConfigError::TurnUrl(url.clone()));
        }
        if self.turn_urls.is_empty() != self.turn_secret.as_deref().unwrap_or_default().is_empty() {
            return Err(ConfigError::TurnSecret);
        }
        if self.connections_per_minute == 0 {
            return Err(ConfigError::Zero("connections_per_minute"));
        }
        if let Some(url) = &self.smtp_url {
            url.check()?;
        }
        let sender = self.mail_from.as_deref().map(str::parse::<Address>);
        if sender.as_ref().is_some_and(Result::is_err) || sender.is_some() != self.smtp_url.is_some() {
            return Err(ConfigError::Mail);
        }
        Ok(self)
    }

    /// The mail server and the sender, where there are any.
    #[must_use]
    pub fn mail(&self) -> Option<(&SmtpUrl, Address)> {
        Some((self.smtp_url.as_ref()?, self.mail_from.as_deref()?.parse().ok()?))
    }

    /// Address and first port of media.
    #[must_use]
    pub fn media_address(&self) -> SocketAddr {
        self.media_listen.unwrap_or_else(|| {
            let port = if self.listen.port() == 0 { 0 } else { self.listen.port().saturating_add(1) };
            SocketAddr::new(self.listen.ip(), port)
        })
    }

    /// Relays for the clients, where there are any.
    #[must_use]
    pub fn relays(&self) -> Option<Relays> {
        let secret = self.turn_secret.clone().filter(|_| !self.turn_urls.is_empty())?;
        #[cfg(feature = "sabotage")]
        let secret = if crate::sabotage::is("relay-off") { "another secret".to_owned() } else { secret };
        Some(Relays::new(self.turn_urls.clone(), secret))
    }

    /// Only this machine can reach it.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.listen.ip().is_loopback() && self.public_url.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<Config, String> {
        let figment = Figment::from(Serialized::defaults(Config::default())).merge(Toml::string(toml));
        let config: Config = figment.extract().map_err(|error| error.to_string())?;
        config.checked().map_err(|error| error.to_string())
    }

    #[test]
    fn the_defaults_are_a_local_evening() {
        let config = read("").expect("the defaults are usable");
        assert!(config.is_local());
        assert_eq!(config.media_address().port(), 8788);
    }

    #[test]
    fn flags_win_over_the_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("koronailta.toml");
        std::fs::write(&path, "room_capacity = 5\nlobby_capacity = 6\n").expect("the file can be written");
        let flags = Flags { config: Some(path), room_capacity: Some(7), ..Flags::default() };
        let config = Config::read(&flags).expect("usable");
        assert_eq!((config.room_capacity, config.lobby_capacity), (7, 6));
    }

    #[test]
    fn wrong_settings_are_named() {
        for (toml, words) in [
            ("room_capacity = 0", "room_capacity"),
            ("room_capacity = \"many\"", "room_capacity"),
            ("room_capasity = 3", "room_capasity"),
            ("public_url = \"ftp://x.example\"", "public_url"),
            ("public_url = \"https://x.example/path\"", "public_url"),
            ("listen = \"everywhere\"", "listen"),
            ("log_format = \"xml\"", "log_format"),
            ("public_addresses = \"here\"", "public_addresses"),
            ("smtp_url = \"smtp://mail.example\"\nmail_from = \"ilta@koronailta.example\"", "smtp_url"),
            ("smtp_url = \"smtps://mail.example\"", "mail_from"),
            ("smtp_url = \"smtps://mail.example\"\nmail_from = \"ilta\"", "mail_from"),
            ("turn_urls = [\"https://x.example\"]\nturn_secret = \"s\"", "turn_urls"),
            ("turn_urls = [\"turns:x.example\"]", "turn_secret"),
            ("turn_secret = \"s\"", "turn_urls"),
        ] {
            let error = read(toml).expect_err(toml);
            assert!(error.contains(words), "{toml}: {error}");
        }
    }

    #[test]
    fn public_addresses_are_a_list_or_a_text_with_commas() {
        let expected: Vec<IpAddr> = ["203.0.113.7", "2001:db8::7"].map(|text| text.parse().expect("an address")).into();
        for toml in
            ["public_addresses = [\"203.0.113.7\", \"2001:db8::7\"]", "public_addresses = \"203.0.113.7, 2001:db8::7\""]
        {
            assert_eq!(read(toml).expect(toml).public_addresses, expected);
        }
    }

    #[test]
    fn relays_need_an_address_and_a_secret_which_is_shown_to_nobody() {
        let config =
            read("turn_urls = \"turns:x.example:443?transport=tcp\"\nturn_secret = \"north\"").expect("usable");
        assert!(config.relays().is_some());
        let shown = toml::to_string(&config).expect("it can be written");
        assert!(shown.contains("turns:x.example") && !shown.contains("north"), "{shown}");
        assert_eq!(read("").expect("usable").relays(), None);
    }

    #[test]
    fn a_missing_file_is_named() {
        let flags = Flags { config: Some("does-not-exist.toml".into()), ..Flags::default() };
        assert!(Config::read(&flags).expect_err("missing").to_string().contains("does-not-exist.toml"));
    }
}
