//! Those who do not keep to the rules: what is forbidden is held back where packets are forwarded.

use koronailta_tests::{
    measure::{
        hostile::{self, Silencing},
        leaks,
    },
    server::Server,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_blocked_client_that_keeps_sending_reaches_anybody() {
    let server = Server::start().await;
    let measured = hostile::measure(&server, Silencing::Block, 40).await;
    assert!(measured.sent >= 40, "{measured:?}");
    assert!(measured.others_received > 0, "{measured:?}");
    assert!(measured.heard_again, "{measured:?}");
    assert_eq!(measured.received, 0, "{measured:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_client_that_speaks_over_a_held_floor_reaches_anybody() {
    let server = Server::start().await;
    let measured = hostile::measure(&server, Silencing::HoldFloor, 40).await;
    assert!(measured.others_received > 0, "{measured:?}");
    assert_eq!(measured.received, 0, "{measured:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_gets_no_roster_no_answer_and_no_port() {
    let server = Server::start().await;
    let leaks = leaks::measure(&server).await;
    assert!(leaks.is_empty(), "{leaks:#?}");
}
