//! Reports stay quick where there is much to report. The limits are far above what is measured, so that a slow
//! machine passes; what they catch is work that grows with the square of the input.

use std::time::{Duration, Instant};

use iaclint::diagnostic::Finding;
use iaclint::engine::Outcome;
use iaclint::report::Format;
use iaclint::source::{FileId, Sources, Span};

use super::{everything, shop, written};

fn took(sources: &Sources, spans: impl Iterator<Item = Span>, limit: Duration) {
    let findings = spans.map(|span| {
        Finding::new(&shop::MULTI_AZ, span, "a finding", "what to do")
            .label("here")
            .related(Span::new(span.file, 0, 3), "the file begins here")
    });
    let outcome = Outcome {
        findings: findings.collect(),
        ..Outcome::default()
    };
    for format in Format::ALL {
        let start = Instant::now();
        let bytes = written(*format, &outcome, sources, &everything()).len();
        let took = start.elapsed();
        println!(
            "{format}: {} findings, {bytes} bytes, {took:?}",
            outcome.findings.len()
        );
        assert!(took < limit, "{format} took {took:?}");
    }
}

#[test]
fn a_thousand_findings_in_one_large_file() {
    let line = "  attribute_of_some_length = \"and a value\" # 日本\n";
    let content = line.repeat(376_000 / line.len());
    let step = content.len() / 1_000;
    let sources = Sources::from_memory([("a.tf", content)]);
    let spans = (0..1_000).map(|i| Span::new(FileId(0), i * step, i * step + 4));
    took(&sources, spans, Duration::from_secs(5));
}

#[test]
fn ten_thousand_findings_in_many_files() {
    let content = "resource \"a\" \"b\" {\n  x = 1\n  y = 2\n}\n".repeat(25);
    let paths = (0..500).map(|i| format!("live/prod/us-east-1/stack{i}/main.tf"));
    let sources = Sources::from_memory(paths.map(|path| (path, content.clone())));
    let at = |i: usize| FileId(u32::try_from(i).unwrap());
    let spans =
        (0..500).flat_map(|i| (0..20).map(move |j| Span::new(at(i), j * 38 + 21, j * 38 + 26)));
    took(&sources, spans, Duration::from_secs(20));
}

#[test]
fn ten_thousand_findings_on_one_line_of_megabytes() {
    let content = "\"日本\",".repeat(1_600_000);
    let sources = Sources::from_memory([("a.tf.json", content)]);
    let spans = (0..10_000).map(|i| Span::new(FileId(0), i * 1_440, i * 1_440 + 8));
    took(&sources, spans, Duration::from_secs(30));
}
