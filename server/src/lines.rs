//! What clients measure of their lines, as histograms for the operator. Nothing in them tells whose line it was.

use koronailta_signaling::wire::connection::{ConnectionPath, ConnectionReport};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder};

const SHARES: &[f64] = &[0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const RATES: &[f64] = &[16e3, 64e3, 150e3, 300e3, 600e3, 1.2e6, 2.5e6, 5e6, 10e6];

/// The histograms and their buckets.
const HISTOGRAMS: [(&str, &[f64]); 7] = [
    ("koronailta_client_round_trip_seconds", &[0.02, 0.05, 0.1, 0.2, 0.3, 0.6, 1.0, 2.0]),
    ("koronailta_client_lost_in_ratio", SHARES),
    ("koronailta_client_lost_out_ratio", SHARES),
    ("koronailta_client_received_bits_per_second", RATES),
    ("koronailta_client_sent_bits_per_second", RATES),
    ("koronailta_client_concealed_ratio", SHARES),
    ("koronailta_client_frozen_seconds", &[0.0, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0]),
];

/// A recorder that sorts what is measured into these buckets.
///
/// # Errors
/// Never in practice: the buckets stand above.
pub fn with_buckets(mut builder: PrometheusBuilder) -> Result<PrometheusBuilder, BuildError> {
    for (name, buckets) in HISTOGRAMS {
        builder = builder.set_buckets_for_metric(Matcher::Full(name.to_owned()), buckets)?;
    }
    Ok(builder)
}

/// Counts a report.
pub fn measured(report: &ConnectionReport) {
    let path = report.path.map_or("unknown", ConnectionPath::as_str);
    let thousandth = |share: u16| f64::from(share) / 1e3;
    let values = [
        report.round_trip_ms.map(thousandth),
        Some(thousandth(report.lost_in)),
        Some(thousandth(report.lost_out)),
        Some(f64::from(report.received_kbps) * 1e3),
        Some(f64::from(report.sent_kbps) * 1e3),
        Some(thousandth(report.concealed)),
        Some(f64::from(report.frozen_ms) / 1e3),
    ];
    for ((name, _), value) in HISTOGRAMS.into_iter().zip(values) {
        if let Some(value) = value {
            metrics::histogram!(name, "path" => path).record(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_comes_out_as_histograms_that_name_nobody() {
        let recorder = with_buckets(PrometheusBuilder::new()).expect("buckets").build_recorder();
        let report = ConnectionReport {
            round_trip_ms: Some(250),
            lost_in: 30,
            lost_out: 0,
            received_kbps: 800,
            sent_kbps: 100,
            concealed: 4,
            frozen_ms: 1_200,
            path: Some(ConnectionPath::Relay),
        };
        metrics::with_local_recorder(&recorder, || measured(&report));
        let text = recorder.handle().render();
        for line in [
            r#"koronailta_client_round_trip_seconds_bucket{path="relay",le="0.2"} 0"#,
            r#"koronailta_client_round_trip_seconds_bucket{path="relay",le="0.3"} 1"#,
            r#"koronailta_client_lost_in_ratio_bucket{path="relay",le="0.05"} 1"#,
            r#"koronailta_client_frozen_seconds_sum{path="relay"} 1.2"#,
        ] {
            assert!(text.contains(line), "{line} in:\n{text}");
        }
    }
}
