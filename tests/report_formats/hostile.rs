//! Nothing that stands in a repository acts on the terminal, breaks a report or stops it.

use iaclint::diagnostic::{Finding, Instance, Note};
use iaclint::engine::{Outcome, Suppressed};
use iaclint::report::{Format, Options};
use iaclint::source::{FileId, Sources, Span};
use proptest::prelude::{any, prop, proptest};
use proptest::strategy::Strategy;

use super::{everything, shop, written};

const HOSTILE: &str = "a\u{1b}[2J\u{1b}]8;;http://x\u{7}b\u{8}\r\nc\u{9b}31m\u{202e}d\u{2066}\u{feff}\0\u{7f}\t日e\u{301}";

/// One finding with hostile text wherever there is text.
fn hostile() -> (Outcome, Sources) {
    let path = format!("live/{}/main.tf", HOSTILE.replace('/', "_"));
    let sources = Sources::from_memory([(path, HOSTILE)]);
    let span = Span::new(FileId(0), 1, 12);
    let mut finding = Finding::new(&shop::MULTI_AZ, span, HOSTILE, HOSTILE)
        .label(HOSTILE)
        .related(Span::new(FileId(0), 20, 99), HOSTILE)
        .address(HOSTILE)
        .fix(HOSTILE, span, HOSTILE);
    finding.trail = vec![
        Note {
            span,
            text: HOSTILE.to_owned()
        };
        2
    ];
    finding.subject.stack = Some(HOSTILE.to_owned());
    finding.instances = vec![Instance {
        environment: None,
        stack: format!("x{HOSTILE}"),
        address: None,
    }];
    let outcome = Outcome {
        undetermined: vec![Finding::undetermined(&shop::LIFECYCLE, span, HOSTILE)],
        suppressed: vec![Suppressed {
            finding: finding.clone(),
            reason: HOSTILE.to_owned(),
        }],
        findings: vec![finding],
        ..Outcome::default()
    };
    (outcome, sources)
}

/// Characters that act: all controls but the line break, and what reorders or hides.
fn acts(c: char) -> bool {
    let hides = ('\u{2028}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    (c.is_control() && c != '\n') || hides || c == '\u{feff}'
}

#[test]
fn no_control_character_reaches_the_terminal_or_the_log() {
    let (outcome, sources) = hostile();
    for format in [Format::Terminal, Format::Github] {
        let options = Options {
            color: false,
            ..everything()
        };
        let report = written(format, &outcome, &sources, &options);
        let found: String = report.chars().filter(|c| acts(*c)).collect();
        assert!(found.is_empty(), "{format}: {found:?}");
        assert!(report.contains("a␛[2J␛]8;;http"), "{report}");
    }
}

#[test]
fn with_colour_the_only_escapes_are_our_own() {
    let (outcome, sources) = hostile();
    let report = written(Format::Terminal, &outcome, &sources, &everything());
    let ours = [
        "0m", "1m", "2m", "31m", "32m", "94m", "1;31m", "1;33m", "1;36m",
    ];
    for part in report.split('\u{1b}').skip(1) {
        assert!(
            ours.iter()
                .any(|code| part.starts_with(&format!("[{code}"))),
            "{part:?}"
        );
    }
}

/// Any text, with much of what breaks lines, widths and escapes.
fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "x",
        "é",
        "日本",
        "\u{301}",
        "\u{1b}[1m",
        "::",
        "%",
        "[a](1)",
        "😀",
    ]);
    let parts = prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat());
    (parts, any::<String>()).prop_map(|(a, b)| a + &b)
}

fn findings() -> impl Strategy<Value = Vec<(u32, u32, u32, u32, String)>> {
    let at = 0..200_u32;
    prop::collection::vec((at.clone(), at.clone(), at.clone(), at, text()), 1..5)
}

proptest! {
    #[test]
    fn any_text_and_any_span_give_a_report(content in text(), found in findings(), width in 0..130_usize) {
        let sources = Sources::from_memory([("a.tf", content.as_str()), ("b.tf", "x = 1\n")]);
        let span = |start, end| Span { file: FileId(0), start, end };
        let findings = found.iter().map(|(a, b, c, d, text)| {
            let mut finding = Finding::new(&shop::MULTI_AZ, span(*a, *b), text, text)
                .label(text)
                .related(span(*c, *d), text)
                .related(Span::new(FileId(1), 2, 3), "b")
                .fix(text, span(*c, *d), text);
            finding.trail = vec![Note { span: span(*b, *c), text: text.clone() }; 2];
            finding
        });
        let outcome = Outcome { findings: findings.collect(), ..Outcome::default() };
        let options = Options { color: false, width, ..everything() };
        for format in Format::ALL {
            let report = written(*format, &outcome, &sources, &options);
            assert_eq!(written(*format, &outcome, &sources, &options), report);
            if matches!(format, Format::Terminal | Format::Github) {
                assert!(!report.contains(acts), "{report:?}");
            }
            if matches!(format, Format::Json | Format::Sarif) {
                serde_json::from_str::<serde_json::Value>(&report).unwrap();
            }
        }
    }
}
