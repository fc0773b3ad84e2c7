//! Cameras of people who only look on: `koronailta-cameras --link URL --films FOLDER --names NAME,… --marks MARK,…` joins with each
//! name, shows the film of its mark in two layers, prints one line once all are there, and leaves when its input ends.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program prints, and fails aloud")]

use std::{path::PathBuf, time::Instant};

use clap::Parser;
use koronailta_signaling::media::Source;
use koronailta_tests::{
    film::Film,
    participant::Participant,
    peer::{Plan, Slots},
    person::Person,
};

/// Cameras of people who only look on
#[derive(Debug, Parser)]
struct Arguments {
    /// The link they join by; it has to admit them
    #[arg(long)]
    link: String,
    /// Where the films are
    #[arg(long)]
    films: PathBuf,
    /// Their names
    #[arg(long, value_delimiter = ',')]
    names: Vec<String>,
    /// Whose film each shows
    #[arg(long, value_delimiter = ',')]
    marks: Vec<String>,
}

#[tokio::main]
async fn main() {
    let arguments = Arguments::parse();
    let mut there = Vec::new();
    for (who, (name, mark)) in (0..).zip(arguments.names.iter().zip(&arguments.marks)) {
        let film = Film::read(&arguments.films, mark).unwrap_or_else(|error| panic!("the film of {mark}: {error}"));
        let (person, _) = Person::enter(&arguments.link, name).await;
        let slots = Slots { audio: 1, video: 0, stage: false };
        let plan = Plan { who, sources: Vec::new(), slots, begun: Instant::now() };
        let mut participant = Participant::connect_showing(person, &plan, Some(film)).await;
        participant.person.publish(Source::Camera, true).await;
        participant.peer.shows_film(true);
        there.push(participant);
    }
    println!("{}", serde_json::json!({ "there": there.len() }));
    tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink())).await.unwrap().unwrap();
    for participant in there {
        participant.leaves().await;
    }
}
