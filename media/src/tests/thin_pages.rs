//! What a receiver with a thin line gets of a shared page, and hears meanwhile.

use std::time::{Duration, Instant};

use koronailta_signaling::media::{LinePurpose, Source};

use super::{
    client::{Camera, Film, Pages, Received},
    network::Conditions,
    world::World,
};
const SECOND: Duration = Duration::from_secs(1);
const VIEWER: u8 = 1;
const SPEAKER: u8 = 2;

/// Somebody looks at a shared screen and listens to who speaks about it, over such a line.
fn a_page_and_a_voice(pages: Pages, rate_kbps: u32) -> World {
    let mut world = World::seeded(20_201_201).peopled(&[VIEWER, SPEAKER], Camera::Simulcast);
    world.to_the_letter = true;
    let down = Conditions { delay_ms: 30, rate_kbps: Some(rate_kbps), ..Conditions::default() };
    world.road(VIEWER).down.set(down);
    let speaker = world.client(SPEAKER);
    speaker.film = Film::Real;
    speaker.voice = Some(20);
    speaker.pages = pages;
    speaker.pictures.extend([(Source::Screen, 0), (Source::Screen, 1)]);
    let slot = world.clients[&VIEWER].slots(LinePurpose::StageVideo)[0].clone();
    let publication = world.publication(SPEAKER, Source::Screen);
    world.fill(VIEWER, &slot, publication, 900);
    world
}

/// What came since then in slots of this purpose.
fn since(world: &World, purpose: LinePurpose, from: Instant) -> Vec<&Received> {
    let client = &world.clients[&VIEWER];
    let slots = client.slots(purpose);
    client.received.iter().filter(|packet| packet.at >= from && slots.contains(&packet.mid)).collect()
}

/// How many packets of the voice are missing since then, in percent, and how old those are that came: the median.
fn voice(world: &World, from: Instant) -> (usize, Duration) {
    let came = since(world, LinePurpose::AudioSlot, from);
    let mut ages: Vec<Duration> = came.iter().map(|packet| packet.age(world.begun)).collect();
    ages.sort_unstable();
    let said = usize::try_from((world.now - from).as_millis() / 20).unwrap();
    (100 - (100 * came.len() / said).min(100), ages.get(ages.len() / 2).copied().unwrap_or(SECOND * 9))
}

/// How long no picture of the page came at most since then.
fn longest_pause(world: &World, from: Instant) -> Duration {
    let mut times = vec![from];
    times.extend(since(world, LinePurpose::StageVideo, from).iter().map(|packet| packet.at));
    times.push(world.now);
    times.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
}

#[test]
fn a_page_that_moves_all_the_time_comes_as_the_line_allows_and_leaves_the_voice_its_room() {
    for rate_kbps in [300, 500] {
        let mut world = a_page_and_a_voice(Pages::Moving, rate_kbps);
        world.run(SECOND * 10);
        let from = world.now;
        world.run(SECOND * 25);
        let (missing, age) = voice(&world, from);
        assert!(missing <= 12, "{missing} % of the voice are missing at {rate_kbps} kbit/s");
        assert!(age < SECOND / 4, "the voice is {age:?} old at {rate_kbps} kbit/s");
        let pause = longest_pause(&world, from);
        assert!(pause < SECOND * 3, "the page stood still for {pause:?} at {rate_kbps} kbit/s");
    }
}

#[test]
fn a_page_that_is_turned_comes_within_seconds_and_little_of_what_is_said_is_lost() {
    let mut world = a_page_and_a_voice(Pages::Turning { every: SECOND * 10, bytes: 90_000 }, 300);
    // The first pages show how much the line carries.
    world.run(SECOND * 25);
    let from = world.now;
    world.run(SECOND * 25);
    let (missing, age) = voice(&world, from);
    assert!(missing <= 10 && age < SECOND / 5, "{missing} % of the voice are missing, it is {age:?} old");
    let page = since(&world, LinePurpose::StageVideo, from);
    let pages = page.iter().map(|packet| packet.age(world.begun)).max().unwrap();
    assert!(pages < SECOND * 6, "a page came after {pages:?}");
    assert!(page.len() > 160, "{} packets of two pages", page.len());
}
