//! Workflow commands of GitHub Actions.

use iaclint::diagnostic::{Finding, Severity};
use iaclint::engine::{Outcome, RunError};
use iaclint::report::{Format, Options};
use iaclint::source::{FileId, LineColumn, Sources, Span};

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
fn what_could_not_be_done_is_an_error_before_all_findings_and_counts_with_them() {
    let sources = shop::sources();
    let policy = RunError {
        path: Some("policies/a,b.policy.hcl".to_owned()),
        place: Some(LineColumn { line: 3, column: 5 }),
        message: "there is no `input.x` here".to_owned(),
        is_of_configuration: true,
    };
    let broken = RunError {
        message: "a rule broke".to_owned(),
        ..RunError::default()
    };
    let mut outcome = Outcome {
        errors: vec![policy, broken, shop::error()],
        ..Outcome::default()
    };
    assert_eq!(
        github(&outcome, &sources).lines().collect::<Vec<_>>(),
        [
            "::error file=policies/a%2Cb.policy.hcl,line=3,col=5,title=iaclint::policies/a,b.policy.hcl:3:5: there is no \
             `input.x` here",
            "::error title=iaclint::a rule broke",
            "::error file=live/prod/us-east-1/my stack/main.tf,title=iaclint::live/prod/us-east-1/my stack/main.tf: cannot \
             read the file: permission denied; make it readable and run again",
        ]
    );
    let mut grave = shop::database(&sources);
    grave.severity = Severity::Error;
    outcome.findings = vec![grave; 9];
    let written = github(&outcome, &sources);
    let commands = written.lines().filter(|line| line.starts_with("::error "));
    assert_eq!(commands.count(), 10, "{written}");
    assert!(
        written.ends_with(
            "::notice title=iaclint::2 more findings in this step's log: GitHub shows 10 annotations of each kind\n"
        ),
        "{written}"
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
