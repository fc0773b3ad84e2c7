//! One SDP exchange for each participant.

use koronailta_tests::{measure::exchange, server::Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_others_join_speak_and_leave_without_another_exchange() {
    let server = Server::start().await;
    let measured = exchange::measure(&server, 10).await;
    assert_eq!(measured.heard, 10);
    assert_eq!(measured.most, 1);
}
