//! No face or voice under the wrong name.

use std::time::Duration;

use koronailta_tests::{measure::faces, server::Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_slots_are_switched_at_random_nobody_is_shown_under_another_name() {
    let server = Server::start().await;
    let (people, judged) = faces::measure(&server, 40, 20_201_123, Duration::from_secs(20)).await;
    assert!(judged.attributed > 300, "only {} packets were attributed", judged.attributed);
    let wrong: Vec<_> = judged
        .verdicts
        .iter()
        .filter(|verdict| verdict.outcome == koronailta_tests::faces::Outcome::Wrong)
        .take(5)
        .collect();
    assert_eq!(judged.wrong, 0, "{wrong:#?}");
    for person in people {
        person.leaves().await;
    }
}
