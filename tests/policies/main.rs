//! Policies in HashiCorp's Terraform Policy language: read, judged and tested.
//!
//! What a policy means is taken from HashiCorp's reference (developer.hashicorp.com/terraform/policy); that it is judged
//! in three ways is iaclint's own.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod asking;
mod documents;
mod facts;
mod judging;
mod pack;
mod reading;
mod readme;
mod settings;
mod starting;
mod testing;

use iaclint::config::{self, ConfigError};
use iaclint::engine::{self, Outcome, Request};
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

const CONFIG: &str = "[policies]\ndefault = false\nfolders = [\"policies\"]\n";

/// A stack's folder.
const STACK: &str = "live/prod/us-east-1/main";

/// What comes before a stack's resources.
const HEAD: &str = "terraform {\n  backend \"local\" {}\n  required_providers {\n    aws = {\n      source  = \
                    \"hashicorp/aws\"\n      version = \"5.100.0\"\n    }\n  }\n}\n";

/// The files of one stack and one policy file.
fn judged(policy: &str, stack: &str) -> Outcome {
    let main = format!("{HEAD}{stack}");
    let path = format!("{STACK}/main.tf");
    judged_all(CONFIG, &[("policies/p.policy.hcl", policy), (&path, &main)]).unwrap()
}

/// The same of any files and configuration, with no rule but the policies.
fn judged_all(config: &str, files: &[(&str, &str)]) -> Result<Outcome, Vec<ConfigError>> {
    let sources = Sources::from_memory(files.iter().copied());
    let parsed = config::parse("iaclint.toml", config)?;
    let providers = Schemas::embedded();
    let policies = engine::load_policies(&sources, &parsed, config, &providers)?;
    let request = Request {
        rules: &[],
        schemas: &[],
        providers: &providers,
        policies: &policies,
        config_text: config,
        paths: &[],
        honour_ignores: true,
        today: Date::parse("2026-01-01").unwrap(),
    };
    engine::check(&sources, &parsed, &request)
}

/// What is found, a line each: severity and message.
fn told(outcome: &Outcome) -> Vec<String> {
    let findings = outcome.findings.iter();
    findings
        .map(|finding| format!("{} {}", finding.severity, finding.message))
        .collect()
}

/// What is not decided, and why, a line each.
fn open(outcome: &Outcome) -> Vec<String> {
    let findings = outcome.undetermined.iter();
    findings.map(|finding| finding.message.clone()).collect()
}

/// What kept policies from being judged.
fn errors(outcome: &Outcome) -> Vec<String> {
    outcome.errors.iter().map(ToString::to_string).collect()
}
