//! What blocks are given, against what `terraform validate` 1.11.4 with the AWS provider 5.100.0 says of the same text.
//! Every expectation was measured there; where it is kept silent on purpose, the test says why.

mod forms;
mod gate;
mod json;
mod language;
mod provider;

use iaclint::config::Config;
use iaclint::engine::{self, Request};
use iaclint::rules;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

const RULES: [&str; 8] = [
    "attr-unknown",
    "attr-required",
    "attr-read-only",
    "attr-deprecated",
    "block-count",
    "block-form",
    "module-input",
    "type-unknown",
];

/// The findings about files, each as `path:line rule`.
fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let sources = Sources::from_memory(files.iter().map(|(path, text)| (*path, *text)));
    let some: Vec<_> = rules::ALL
        .iter()
        .copied()
        .filter(|one| RULES.contains(&one.meta.id))
        .collect();
    assert_eq!(some.len(), RULES.len());
    let request = Request {
        schemas: &[],
        providers: &Schemas::embedded(),
        policies: iaclint::policy::Policies::none(),
        rules: &some,
        config_text: "",
        paths: &[],
        honour_ignores: false,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let outcome = engine::check(&sources, &Config::default(), &request)
        .unwrap_or_else(|errors| panic!("the configuration is refused: {errors:?}"));
    assert!(outcome.errors.is_empty(), "{:?}", outcome.errors);
    let shown = outcome.findings.iter().map(|finding| {
        let file = finding.span.file;
        let line = sources.text(file).line_column(finding.span.start).line;
        let path = &sources.file(file).path;
        format!("{path}:{line} {}", finding.meta.id)
    });
    shown.collect()
}

/// What constrains the provider to the version whose schema is known.
const EXACT: &str = "terraform {\n  required_providers {\n    aws = { source = \"hashicorp/aws\", version = \"~> 5.0\" }\n  }\n}\n";

/// Each finding about a text in `main.tf`, as `line rule`, with the AWS provider of a known version.
fn of_text(text: &str) -> Vec<String> {
    of_files(&[("main.tf", text)])
}

/// The same of several files.
fn of_files(files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("versions.tf", EXACT)];
    all.extend(files);
    findings(&all)
        .into_iter()
        .map(|found| found.strip_prefix("main.tf:").unwrap_or(&found).to_owned())
        .collect()
}

/// A body in an instance of EC2, which has blocks of all kinds; it begins in line 4.
fn of_instance(body: &str) -> Vec<String> {
    of_text(&format!(
        "resource \"aws_instance\" \"this\" {{\n  ami           = \"ami-1\"\n  instance_type = \"t3.micro\"\n{body}\n}}\n"
    ))
}

const NOTHING: [&str; 0] = [];
