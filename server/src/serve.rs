//! `koronailta serve`: opens the store, the sockets and the door, and closes them in order.

use std::{
    io,
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::{net::TcpListener, signal::unix};
use url::Url;

use crate::{
    app::{App, RESTART_RETRY_MS, Sockets},
    attempts::{ASKS_PER_LINK, Asks, Attempts, Door, Joins, WORDS_PER_LINK},
    clock::Clock,
    config::{Config, ConfigError},
    data_dir,
    demo::{self, DemoError, Links},
    evenings::{self, Post},
    http,
    ingest::Ingests,
    lines,
    mail::{self, Mailer, Smtp},
    materials::Materials,
    media_driver::{MediaConfig, MediaThreads},
    passkeys::Passkeys,
    rooms::{self, Registry, RoomsConfig},
    store::{Store, StoreError},
    webhooks::{self, Reach, Teller},
};

/// The running server writes its address here, so that the command line can print whole links.
pub const PUBLIC_URL_FILE: &str = "public-url";

/// Rooms and sockets that do not end by themselves hold a shutdown up for so long at most.
const CLOSE_WITHIN: Duration = Duration::from_secs(5);

/// How often the counters of past visitors are forgotten and the samples of the figures are summed up.
const TIDY_EVERY: Duration = Duration::from_secs(10);

/// Sign-in links mailed to one address an hour, and as many at once: as long as the links work, so that one of them always does.
const SIGN_IN_MAILS_PER_HOUR: NonZeroU32 = NonZeroU32::new(5).expect("not zero");

/// Attempts to sign in a minute from one address, and as many at once.
const SIGN_INS_PER_MINUTE: NonZeroU32 = NonZeroU32::new(30).expect("not zero");

/// The server could not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The store cannot be used.
    #[error("the store cannot be opened: {0}")]
    Store(#[from] StoreError),
    /// Another server runs there, or the folder cannot be written.
    #[error("the data directory {path} cannot be used: {reason}")]
    DataDir {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A port cannot be used.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The mail server cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The first links could not be made.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// A file cannot be written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// TLS towards others cannot be set up.
    #[error("webhooks: {0}")]
    Tls(#[from] reqwest::Error),
    /// The figures cannot be collected.
    #[error("metrics: {0}")]
    Metrics(#[from] metrics_exporter_prometheus::BuildError),
}

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// It could not start.
pub async fn run(config: Config) -> Result<(), ServeError> {
    let clock = Clock::start();
    let metrics = lines::with_buckets(PrometheusBuilder::new())?.install_recorder()?;
    let _lock = take_data_dir(&config.data_dir)?;
    let store = Store::open(&config.data_dir).await?;
    let listener = listen(config.listen).await?;
    let listening = listener.local_addr()?;
    let public_url = public_url(&config, listening);
    let media_listen = config.media_address();
    let media = MediaThreads::start(&MediaConfig {
        listen: media_listen,
        public_addresses: config.public_addresses.clone(),
        threads: config.media_threads,
    })
    .map_err(|error| ServeError::Listen { address: media_listen, error })?;
    std::fs::write(config.data_dir.join(PUBLIC_URL_FILE), public_url.as_str())?;
    let counters = media.counters();
    welcome(&config, &store, &public_url, &media.public_addresses(), clock).await?;
    let rooms =
        RoomsConfig { relays: config.relays(), ..RoomsConfig::new(config.room_capacity, config.lobby_capacity) };
    let registry = Registry::new(rooms, store.clone(), clock, media);
    let materials = Materials::open(&config.data_dir, store.clone(), clock, registry.clone())?;
    materials.sweep().await?;
    let per_minute = NonZeroU32::new(config.connections_per_minute).unwrap_or(NonZeroU32::MIN);
    let webhook_reach = if config.private_webhooks { Reach::Anywhere } else { Reach::Public };
    let app = App {
        store: store.clone(),
        clock,
        registry: registry.clone(),
        ingests: Ingests::new(registry.clone(), clock),
        materials: materials.clone(),
        media: counters,
        metrics,
        passkeys: Arc::new(Passkeys::new(&public_url)),
        public_url: Arc::new(public_url),
        mail_from: config.mail().map(|(_, from)| Arc::new(from)),
        webhook_reach,
        door: Arc::new(Door::new(per_minute)),
        joins: Arc::new(Joins::default()),
        asks: Arc::new(Asks::new(ASKS_PER_LINK)),
        wishes: Arc::default(),
        words: Arc::new(Asks::new(WORDS_PER_LINK)),
        given: Arc::default(),
        sign_ins: Arc::new(Door::new(SIGN_INS_PER_MINUTE)),
        sign_in_mails: Arc::new(Attempts::hourly(SIGN_IN_MAILS_PER_HOUR)),
        repeats: Arc::default(),
        sockets: Sockets::default(),
        web_client_dir: config.web_client_dir.clone().map(Arc::new),
        trust_proxy: config.trust_proxy,
    };
    let mut background = vec![
        tokio::spawn(materials.tidy()),
        tokio::spawn(rooms::watch(store.clone(), registry.clone())),
        tokio::spawn(tidy(app.clone())),
    ];
    if let Some((url, from)) = config.mail() {
        let smtp = Smtp::new(url).map_err(ConfigError::from)?;
        background.push(tokio::spawn(mail::run(Mailer::new(store.clone(), smtp, from), clock)));
    }
    let post = config.mail().map(|(_, from)| Post { public_url: (*app.public_url).clone(), from });
    background.push(tokio::spawn(evenings::run(store.clone(), post, registry.clone(), clock)));
    let teller = Teller::new(store.clone(), webhook_reach)?;
    background.push(tokio::spawn(webhooks::run(teller, clock)));
    serve_until_stopped(listener, app, &registry).await?;
    for task in background {
        task.abort();
    }
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn serve_until_stopped(listener: TcpListener, app: App, registry: &Registry) -> io::Result<()> {
    let sockets = app.sockets.clone();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut serving = tokio::spawn(http::serve(listener, http::router(app), stopped));
    tokio::select! {
        ended = &mut serving => return ended.map_err(io::Error::other),
        () = stop_signal() => {}
    }
    tracing::info!("stopping: clients are told to come back");
    let _ = stop.send(true);
    sockets.stop();
    let closed = async {
        registry.shut_down(RESTART_RETRY_MS).await;
        sockets.all_closed().await;
        (&mut serving).await
    };
    match tokio::time::timeout(CLOSE_WITHIN, closed).await {
        Ok(ended) => ended.map_err(io::Error::other),
        Err(_) => {
            serving.abort();
            Ok(())
        }
    }
}

fn take_data_dir(path: &Path) -> Result<std::fs::File, ServeError> {
    data_dir::make(path).and_then(|()| data_dir::lock(path)).map_err(|error| ServeError::DataDir {
        path: path.to_owned(),
        reason: match error.kind() {
            io::ErrorKind::ResourceBusy => "another server is running on it".to_owned(),
            _ => error.to_string(),
        },
    })
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|error| ServeError::Listen { address, error })
}

/// What people open: as configured, or this machine's own address.
fn public_url(config: &Config, listening: SocketAddr) -> Url {
    config.public_url.clone().unwrap_or_else(|| {
        let host = if listening.ip().is_unspecified() {
            SocketAddr::new(std::net::IpAddr::from([127, 0, 0, 1]), listening.port())
        } else {
            listening
        };
        Url::parse(&format!("http://{host}/")).expect("an address and a port make a URL")
    })
}

/// Makes the first links where there are none, and prints what one needs to begin.
async fn welcome(
    config: &Config,
    store: &Store,
    public_url: &Url,
    media: &[SocketAddr],
    clock: Clock,
) -> Result<(), ServeError> {
    let ports: Vec<_> = media.iter().map(ToString::to_string).collect();
    let mut words = format!(
        "Koronailta: {public_url}\nMedia: {} (UDP and TCP)\nData: {}\n",
        ports.join(", "),
        config.data_dir.display()
    );
    if config.is_local() {
        if let Some(links) = demo::links(store, &config.data_dir, public_url, clock).await? {
            words += &demo_words(&links);
            if let Some(path) = &config.links_file {
                links.write(Path::new(path))?;
            }
        }
    } else if let Some(link) = demo::founders_link(store, public_url, clock).await? {
        words += &format!(
            "\nThere is no network yet. Open this link to make one and to organize it; it works once, for a week:\n  {link}\n"
        );
    }
    print(&words);
    Ok(())
}

fn demo_words(links: &Links) -> String {
    format!(
        "\nA demo evening of the network Rovaniemi is open now. Open these links in different browsers or windows:\n  \
         organizer    {}\n  moderator    {}\n  advisor      {}\n  participant  {}\n\
         The participant knocks; the moderator lets them in.\n\
         The organizer's side of the network, by a link that works once:\n  console      {}\n",
        links.organizer,
        links.moderator,
        links.advisor,
        links.participant,
        links.console.as_deref().unwrap_or("-")
    )
}

#[expect(clippy::print_stdout, reason = "links are for the person who starts the program, never for the log")]
fn print(words: &str) {
    println!("{words}");
}

/// Without this, what is counted for each visitor and each commit would pile up in memory.
async fn tidy(app: App) {
    let mut ticks = tokio::time::interval(TIDY_EVERY);
    loop {
        ticks.tick().await;
        app.door.forget_old();
        app.sign_ins.forget_old();
        app.sign_in_mails.forget_old();
        app.joins.forget_old();
        app.wishes.forget_old();
        app.asks.forget_old();
        app.words.forget_old();
        app.repeats.forget_old(app.clock.now());
        app.metrics.run_upkeep();
    }
}

async fn stop_signal() {
    let wait = |kind| async move {
        match unix::signal(kind) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "a stop signal cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = wait(unix::SignalKind::terminate()) => {}
        () = wait(unix::SignalKind::interrupt()) => {}
    }
}
