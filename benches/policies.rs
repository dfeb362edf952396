//! What policies cost: those of a repository, and those that come with iaclint.
//!
//! `cargo bench --bench policies` makes 2,000 to 20,000 resources of 20 types in 100 stacks of two environments, in
//! memory, and judges them by 500 policies, 25 for each type, of which every fifth looks for a related resource. It then
//! does the same with policies about types that do not occur, and with all that come with iaclint. A number and names as
//! arguments, such as `-- 20000 own`, measure these alone: for a profile.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table of rounded numbers is the result"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use iaclint::aws::Infrastructure;
use iaclint::config::{self, Config};
use iaclint::docker::Dockerfiles;
use iaclint::graph;
use iaclint::pipeline::Pipelines;
use iaclint::plan::{self, Knowledge};
use iaclint::policy::{self, OtherIds, Policies};
use iaclint::repo::{Repo, Syntax};
use iaclint::rule::Context;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::validate::Validation;

const RUNS: usize = 5;

const STACKS: usize = 100;

/// Types with an argument that is a name.
const TYPES: [(&str, &str); 20] = [
    ("aws_cloudwatch_log_group", "name"),
    ("aws_cloudwatch_event_rule", "name"),
    ("aws_codebuild_project", "name"),
    ("aws_db_instance", "identifier"),
    ("aws_db_subnet_group", "name"),
    ("aws_dynamodb_table", "name"),
    ("aws_ebs_volume", "availability_zone"),
    ("aws_ecr_repository", "name"),
    ("aws_ecs_cluster", "name"),
    ("aws_efs_file_system", "creation_token"),
    ("aws_iam_policy", "name"),
    ("aws_iam_role", "name"),
    ("aws_kms_key", "description"),
    ("aws_lambda_function", "function_name"),
    ("aws_lb", "name"),
    ("aws_s3_bucket", "bucket"),
    ("aws_secretsmanager_secret", "name"),
    ("aws_security_group", "name"),
    ("aws_sns_topic", "name"),
    ("aws_sqs_queue", "name"),
];

fn main() {
    println!(
        "{:>10} {:>10} {:>12} {:>14} {:>12} {:>10}",
        "resources", "own ms", "findings", "elsewhere ms", "built in ms", "findings"
    );
    let asked: Vec<String> = std::env::args()
        .skip(1)
        .filter(|it| !it.starts_with('-'))
        .collect();
    let sizes: Vec<usize> = asked.iter().filter_map(|it| it.parse().ok()).collect();
    let names: Vec<&str> = asked
        .iter()
        .filter(|it| it.parse::<usize>().is_err())
        .map(String::as_str)
        .collect();
    for resources in [2_000, 6_000, 20_000] {
        if sizes.is_empty() || sizes.contains(&resources) {
            measure(resources, &names);
        }
    }
}

fn measure(resources: usize, names: &[&str]) {
    let schemas = Schemas::embedded();
    let taken: Vec<&str> = iaclint::rules::ALL
        .iter()
        .map(|rule| rule.meta.id)
        .collect();
    let settings = [
        ("[policies]\ndefault = false\nfolders = [\"own\"]\n", "own"),
        (
            "[policies]\ndefault = false\nfolders = [\"elsewhere\"]\n",
            "elsewhere",
        ),
        ("[policies]\ngroups = [\"all\"]\n", "built in"),
    ];
    let sources = Sources::from_memory(files(resources));
    let mut told = Vec::new();
    for (text, what) in settings {
        if !names.is_empty() && !names.contains(&what) {
            told.push((Duration::ZERO, 0));
            continue;
        }
        let Ok(config) = config::parse("iaclint.toml", text) else {
            println!("the configuration of {what} is wrong");
            return;
        };
        let others = OtherIds {
            rules: &taken,
            said_of: &|_, _| None,
        };
        let policies = Policies::of_repository(&sources, (&config, text), &schemas, &others);
        let Ok(policies) = policies else {
            println!("the policies of {what} cannot be read");
            return;
        };
        for error in &policies.errors {
            println!("{error}");
        }
        told.push(judged(&sources, (&config, &schemas), &policies));
    }
    if let [(own, found), (elsewhere, _), (built_in, more)] = told[..] {
        println!(
            "{resources:>10} {:>10.1} {found:>12} {:>14.1} {:>12.1} {more:>10}",
            ms(own),
            ms(elsewhere),
            ms(built_in),
        );
    }
}

fn judged(
    sources: &Sources,
    (config, schemas): (&Config, &Schemas),
    policies: &Policies,
) -> (Duration, usize) {
    let syntax = Syntax::new(sources);
    let repo = Repo::build(sources, &syntax, config);
    let plan = plan::build(&repo, Knowledge { schemas });
    let infrastructures = Infrastructure::of_all(graph::graphs(&plan));
    let context = Context {
        sources,
        repo: &repo,
        plan: &plan,
        validation: &Validation::default(),
        infrastructures: &infrastructures,
        pipelines: &Pipelines::read(sources),
        dockerfiles: &Dockerfiles::read(sources),
        config,
        schemas: &[],
        providers: schemas,
        policies: &[],
    };
    let mut best = (Duration::MAX, 0);
    for _ in 0..RUNS {
        let start = Instant::now();
        let found = policy::judge(&context, policies).findings.len();
        best = best.min((start.elapsed(), found));
    }
    best
}

fn files(resources: usize) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let each = resources / STACKS / TYPES.len();
    for stack in 0..STACKS {
        let environment = if stack % 2 == 0 { "prod" } else { "test" };
        let mut text = String::from(
            "terraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \
             \"5.100.0\"\n    }\n  }\n}\n",
        );
        for (kind, name) in TYPES {
            for at in 0..each.max(1) {
                let _ = write!(
                    text,
                    "resource \"{kind}\" \"r{at}\" {{\n  {name} = \"{kind}-{stack}-{at}\"\n  tags = {{ Owner = \"shop\" }}\n}}\n"
                );
            }
        }
        let path = format!("live/{environment}/us-east-1/s{stack}/main.tf");
        files.push((path, text));
    }
    for (folder, prefix) in [("own", ""), ("elsewhere", "aws_glue_")] {
        for (kind, name) in TYPES {
            for at in 0..25 {
                let related = at % 5 == 0;
                let (kind, name) = if prefix.is_empty() {
                    (kind, name)
                } else {
                    ("aws_glue_job", "name")
                };
                let condition = if related {
                    format!(
                        "core::length(core::getresources(\"{kind}\", {{ {name} = attrs.{name} }})) == 1"
                    )
                } else {
                    format!(
                        "core::try(attrs.tags[\"Owner\"], null) != null && attrs.{name} != \"x{at}\""
                    )
                };
                let text = format!(
                    "resource_policy \"{kind}\" \"p\" {{\n  enforce {{\n    condition     = {condition}\n    error_message \
                     = \"no\"\n  }}\n}}\n"
                );
                files.push((
                    format!(
                        "{folder}/{}-{at}-{}.policy.hcl",
                        kind.replace('_', "-"),
                        files.len()
                    ),
                    text,
                ));
            }
        }
    }
    files
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
