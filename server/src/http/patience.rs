//! Bodies come in at a certain pace, or not at all: who sends a byte now and then keeps a connection and its memory for nothing.

use std::{future::Future as _, io, task::Poll, time::Duration};

use axum::body::Body;
use futures_util::{StreamExt as _, stream};
use tokio::time::{Instant, sleep_until};

/// How fast a body has to come.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// Any may take so long.
    at_least: Duration,
    /// And a second longer for each so many bytes of it.
    bytes_a_second: u64,
}

/// 16 kbit/s: nobody takes part on a thinner line.
const PACE: Pace = Pace { at_least: Duration::from_secs(30), bytes_a_second: 2048 };

/// The same body, which breaks off where it does not keep the pace.
pub(super) fn paced(body: Body) -> Body {
    PACE.keep(body)
}

impl Pace {
    fn keep(self, body: Body) -> Body {
        let began = Instant::now();
        let mut data = body.into_data_stream();
        let mut received = 0_u64;
        let mut late = Box::pin(sleep_until(began + self.at_least));
        Body::from_stream(stream::poll_fn(move |context| {
            if let Poll::Ready(piece) = data.poll_next_unpin(context) {
                let piece = piece.map(|piece| piece.map_err(io::Error::other));
                if let Some(Ok(piece)) = &piece {
                    received += piece.len() as u64;
                    let more = Duration::from_millis(received.saturating_mul(1000) / self.bytes_a_second);
                    late.as_mut().reset(began + self.at_least + more);
                }
                return Poll::Ready(piece);
            }
            late.as_mut().poll(context).map(|()| Some(Err(io::ErrorKind::TimedOut.into())))
        }))
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Bytes, to_bytes};

    use super::*;

    const SHORT: Duration = Duration::from_millis(40);

    /// A line that brings a piece every so often.
    fn line(pieces: u32, size: usize, every: Duration) -> Body {
        Body::from_stream(stream::unfold(0, move |number| async move {
            tokio::time::sleep(every).await;
            (number < pieces).then(|| (Ok::<_, io::Error>(Bytes::from(vec![0; size])), number + 1))
        }))
    }

    async fn arrives(bytes_a_second: u64, body: Body) -> Option<usize> {
        let pace = Pace { at_least: SHORT, bytes_a_second };
        to_bytes(pace.keep(body), 1 << 20).await.ok().map(|bytes| bytes.len())
    }

    #[tokio::test]
    async fn a_body_keeps_the_pace_or_breaks_off() {
        assert_eq!(arrives(1, line(9, 100, SHORT / 4)).await, Some(900), "a thin line");
        assert_eq!(arrives(1_000_000, line(u32::MAX, 1, SHORT / 4)).await, None, "a byte now and then");
        assert_eq!(arrives(1_000_000, Body::from_stream(stream::pending::<io::Result<Bytes>>())).await, None, "never");
        assert_eq!(arrives(1, Body::from("hei")).await, Some(3));
    }
}
