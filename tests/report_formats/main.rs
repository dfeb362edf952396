//! Reports of outcomes that are written by hand.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test's helpers fail by panicking and say what they measured"
)]

mod github;
mod hostile;
mod json;
mod parity;
mod sarif;
mod shop;
mod speed;
mod terminal;

use iaclint::engine::Outcome;
use iaclint::report::{self, Format, Options};
use iaclint::source::Sources;

/// The report as text.
fn written(format: Format, outcome: &Outcome, sources: &Sources, options: &Options) -> String {
    let mut bytes = Vec::new();
    report::write(format, outcome, sources, options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Everything that can be asked for.
fn everything() -> Options {
    Options {
        color: true,
        width: 100,
        show_undetermined: true,
        show_suppressed: true,
        show_notes: true,
        sarif_category: Some("infra/prod".to_owned()),
        include_suppressed: true,
    }
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    for format in Format::ALL {
        let report = || {
            let sources = shop::sources();
            written(*format, &shop::outcome(&sources), &sources, &everything())
        };
        assert_eq!(report(), report(), "{format}");
    }
}

#[test]
fn a_closed_pipe_is_handed_to_the_caller() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let sources = shop::sources();
    let outcome = shop::outcome(&sources);
    for format in Format::ALL {
        let result = report::write(*format, &outcome, &sources, &everything(), &mut Closed);
        assert_eq!(
            result.unwrap_err().kind(),
            std::io::ErrorKind::BrokenPipe,
            "{format}"
        );
    }
}
