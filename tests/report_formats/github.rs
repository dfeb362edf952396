//! Workflow commands of GitHub Actions.

use iaclint::diagnostic::{Finding, Severity};
use iaclint::engine::Outcome;
use iaclint::report::{Format, Options};
use iaclint::source::{FileId, Sources, Span};

use super::{shop, written};

fn github(outcome: &Outcome, sources: &Sources) -> String {
    written(Format::Github, outcome, sources, &Options::default())
}

#[test]
fn a_finding_is_a_command_with_file_place_and_rule() {
    let sources = shop::sources();
    let outcome = Outcome {
        findings: vec![shop::database(&sources)],
        ..Outcome::default()
    };
    assert_eq!(
        github(&outcome, &sources),
        "::warning file=live/prod/us-east-1/rds/main.tf,line=3,endLine=3,col=15,endColumn=20,\
         title=ha-rds-multi-az::live/prod/us-east-1/rds/main.tf:3: database `orders` stands in one zone\
         %0Aset `multi_az` to true\n"
    );
}

#[test]
fn a_region_of_several_lines_has_no_columns() {
    let sources = Sources::from_memory([("a.tf", "a {\n}\n")]);
    let span = Span::new(FileId(0), 0, 5);
    let outcome = Outcome {
        findings: vec![Finding::new(&shop::LIFECYCLE, span, "m", "")],
        ..Outcome::default()
    };
    assert_eq!(
        github(&outcome, &sources),
        "::notice file=a.tf,line=1,endLine=2,title=ecr-lifecycle-policy::a.tf:1: m\n"
    );
}

#[test]
fn what_is_undetermined_is_left_out_unless_asked_for() {
    let sources = shop::sources();
    let outcome = shop::outcome(&sources);
    assert_eq!(github(&outcome, &sources).lines().count(), 3);
    let options = Options {
        show_undetermined: true,
        ..Options::default()
    };
    let shown = written(Format::Github, &outcome, &sources, &options);
    assert!(
        shown
            .lines()
            .nth(3)
            .unwrap()
            .contains(": undetermined: the value of")
    );
}

#[test]
fn the_most_severe_come_first_and_the_rest_is_said_and_in_the_log() {
    let sources = shop::sources();
    let of = |severity, count| {
        let finding = shop::database(&sources).severity(severity);
        std::iter::repeat_n(finding, count)
    };
    let all = of(Severity::Note, 12).chain(of(Severity::Warning, 3));
    let outcome = Outcome {
        findings: all.chain(of(Severity::Error, 14)).collect(),
        ..Outcome::default()
    };
    let report = github(&outcome, &sources);
    let count = |prefix: &str| report.lines().filter(|l| l.starts_with(prefix)).count();
    assert_eq!((count("::error "), count("::warning ")), (10, 3));
    // Nine of them and the one that speaks of the rest: GitHub shows ten.
    assert_eq!(count("::notice "), 10);
    assert_eq!((count("error[ha-rds"), count("note[ha-rds")), (4, 3));
    assert!(report.starts_with("::error "));
    let last = report.lines().last().unwrap();
    assert!(
        last.starts_with("::notice title=iaclint::7 more findings"),
        "{last}"
    );
}

#[test]
fn no_text_of_the_repository_begins_a_command() {
    let path = "::error::%0A,x:y\n##[add-mask]z/a.tf";
    let sources = Sources::from_memory([(path, "\n::stop-commands::x\n")]);
    let message = "one\r\n::set-output name=a::b\u{2028}##[error]x%0A::warning::y";
    let finding = Finding::new(
        &shop::MULTI_AZ,
        Span::file_start(FileId(0)),
        message,
        message,
    );
    let outcome = Outcome {
        findings: vec![finding; 12],
        ..Outcome::default()
    };
    let report = github(&outcome, &sources);
    assert_eq!(report.lines().count(), 13);
    for line in report.lines() {
        let ours = line.starts_with(
            "::warning file=%3A%3Aerror%3A%3A%250A%2Cx%3Ay␊##[add-mask]z/a.tf,line=1,",
        ) || line.starts_with("::notice title=iaclint::")
            || (line.starts_with("warning[ha-rds-multi-az] ") && !line.contains("##["));
        assert!(ours, "{line}");
        assert!(!line.contains(['\r', '\u{2028}']));
    }
}
