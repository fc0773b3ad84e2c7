//! Encrypted places: what does not look sealed under an accepted key is not forwarded, and everything else goes on as it does.

use std::time::Duration;

use koronailta_signaling::{
    ids::Mid,
    media::{LinePurpose, Order, Source},
};

use super::{
    client::Camera,
    scenes::{heard, seen},
    world::World,
};

const SECOND: Duration = Duration::from_secs(1);
const FIRST: u64 = 4096;
const SECOND_KEY: u64 = 2 * 4096;

/// 1 speaks and shows in simulcast, 2 hears and sees.
fn world(camera: Camera) -> (World, Mid) {
    let mut world = World::with(&[1, 2], camera);
    world.client(1).voice = Some(20);
    let layers = if camera == Camera::Simulcast { 3 } else { 1 };
    world.client(1).pictures.extend((0..layers).map(|layer| (Source::Camera, layer)));
    let slot = world.client(2).slots(LinePurpose::VideoSlot)[0].clone();
    let publication = world.publication(1, Source::Camera);
    world.fill(2, &slot, publication, 720);
    (world, slot)
}

fn accept(world: &mut World, key_ids: Option<Vec<u64>>) {
    let peer = world.id(1);
    world.order(Order::Encrypt { peer, key_ids });
}

/// How much of 1 reaches 2 within a second.
fn arriving(world: &mut World, slot: &Mid) -> (usize, usize) {
    let before = (heard(world, 2, 1), seen(world, 2, slot, 1));
    world.run(SECOND);
    (heard(world, 2, 1) - before.0, seen(world, 2, slot, 1) - before.1)
}

#[test]
fn nothing_in_the_clear_is_forwarded_and_it_is_counted() {
    let (mut world, slot) = world(Camera::Single);
    accept(&mut world, Some(vec![]));
    assert_eq!(arriving(&mut world, &slot), (0, 0), "closed before there is a key");
    assert_eq!(world.engine.stats().frames_open, 0, "it was in order before, and may still be on its way");
    accept(&mut world, Some(vec![FIRST]));
    world.run(11 * SECOND);
    assert_eq!(arriving(&mut world, &slot), (0, 0), "in the clear");
    let stats = world.engine.stats();
    assert_eq!(stats.frames_sealed, 0);
    assert!(stats.frames_open > 75 && stats.frames_stale > 75, "{stats:?}");
    accept(&mut world, None);
    let (sounds, pictures) = arriving(&mut world, &slot);
    assert!(sounds > 40 && pictures > 60, "a place without encryption: {sounds} {pictures}");
}

#[test]
fn what_was_sealed_for_the_old_place_is_no_noise_in_the_new_one() {
    let (mut world, slot) = world(Camera::Single);
    world.client(1).key_id = Some(FIRST);
    accept(&mut world, Some(vec![FIRST]));
    world.run(SECOND);
    accept(&mut world, Some(vec![]));
    accept(&mut world, None);
    world.run(SECOND / 10);
    assert_eq!(arriving(&mut world, &slot), (0, 0), "nobody there could open it");
    world.client(1).key_id = None;
    let (sounds, pictures) = arriving(&mut world, &slot);
    assert!(sounds > 40 && pictures > 80, "what is in the clear passes: {sounds} {pictures}");
    let before = world.engine.stats().frames_open;
    accept(&mut world, Some(vec![]));
    accept(&mut world, Some(vec![SECOND_KEY]));
    world.run(11 * SECOND);
    assert_eq!(arriving(&mut world, &slot), (0, 0));
    assert!(world.engine.stats().frames_open > before + 75, "and is noticed where it is not in order");
}

#[test]
fn sealed_frames_pass_in_every_layer_and_whole() {
    for camera in [Camera::Single, Camera::Simulcast] {
        let (mut world, slot) = world(camera);
        accept(&mut world, Some(vec![FIRST]));
        world.client(1).key_id = Some(FIRST);
        world.run(SECOND);
        let (sounds, pictures) = arriving(&mut world, &slot);
        assert!(sounds > 40, "{sounds}");
        assert!(pictures > 80, "both packets of each frame: {pictures}");
        assert_eq!(world.engine.stats().frames_open, 0);
        assert!(world.check_attribution(2, &slot) > 0);
    }
}

#[test]
fn old_and_new_key_overlap_and_then_the_old_one_ends() {
    let (mut world, slot) = world(Camera::Single);
    world.client(1).key_id = Some(FIRST);
    accept(&mut world, Some(vec![FIRST]));
    world.run(SECOND);
    accept(&mut world, Some(vec![SECOND_KEY, FIRST]));
    assert!(arriving(&mut world, &slot).1 > 80, "still under the old one");
    world.client(1).key_id = Some(SECOND_KEY);
    assert!(arriving(&mut world, &slot).1 > 80, "under the new one without a gap");
    accept(&mut world, Some(vec![SECOND_KEY]));
    assert!(arriving(&mut world, &slot).1 > 80);
    world.client(1).key_id = Some(FIRST);
    let sealed = world.engine.stats().frames_sealed;
    // What was let in before may still stand in the pacer's queue.
    world.run(SECOND / 10);
    assert_eq!(arriving(&mut world, &slot), (0, 0), "whoever goes on under the old one is not forwarded");
    let stats = world.engine.stats();
    assert_eq!(stats.frames_sealed, sealed, "not a single one was let in");
    assert!(stats.frames_stale > 80 && stats.frames_open == 0, "{stats:?}");
}

#[test]
fn a_mute_holds_for_sealed_sound_too() {
    let (mut world, slot) = world(Camera::Single);
    world.client(1).key_id = Some(FIRST);
    accept(&mut world, Some(vec![FIRST]));
    world.run(SECOND);
    let peer = world.id(1);
    world.order(Order::Allow { peer, sources: [Source::Camera].into() });
    let (sounds, pictures) = arriving(&mut world, &slot);
    assert_eq!(sounds, 0);
    assert!(pictures > 80);
}
