//! Which stacks share a state, and whose key a key is: the judgements that must neither be missed nor be wrong.

mod keys;
mod reads;

use iaclint::config::{Config, Environment, Written};
use iaclint::diagnostic::{Finding, Verdict};
use iaclint::engine::{self, Outcome, Request};
use iaclint::rules;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

fn judge(rule: &str, sources: &Sources, config: &Config) -> Outcome {
    let alone: Vec<_> = rules::ALL
        .iter()
        .copied()
        .filter(|one| one.meta.id == rule)
        .collect();
    assert_eq!(alone.len(), 1, "there is no rule {rule}");
    let request = Request {
        schemas: &[],
        providers: &Schemas::embedded(),
        policies: iaclint::policy::Policies::none(),
        rules: &alone,
        config_text: "",
        paths: &[],
        honour_ignores: false,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let outcome = engine::check(sources, config, &request)
        .unwrap_or_else(|errors| panic!("the configuration is refused: {errors:?}"));
    assert!(outcome.errors.is_empty(), "{:?}", outcome.errors);
    outcome
}

fn in_memory(files: &[(&str, &str)]) -> Sources {
    Sources::from_memory(files.iter().map(|(path, text)| (*path, *text)))
}

/// The findings of a rule about files, as `path: message`, failures only.
fn failures(rule: &str, files: &[(&str, &str)]) -> Vec<String> {
    failures_with(rule, files, &Config::default())
}

fn failures_with(rule: &str, files: &[(&str, &str)], config: &Config) -> Vec<String> {
    let sources = in_memory(files);
    let outcome = judge(rule, &sources, config);
    let shown = |finding: &Finding| {
        assert_eq!(finding.verdict, Verdict::Fail);
        let path = &sources.file(finding.span.file).path;
        format!("{path}: {}", finding.message)
    };
    outcome.findings.iter().map(shown).collect()
}

fn s3(bucket: &str, key: &str) -> String {
    format!(
        "terraform {{\n  backend \"s3\" {{\n    bucket = \"{bucket}\"\n    key = \"{key}\"\n  }}\n}}\n"
    )
}

const DUPLICATE: &str = "state-key-duplicate";
const PATH: &str = "state-key-path";
const OUTPUT: &str = "state-remote-output-missing";

#[test]
fn two_stacks_with_one_key_are_found_whatever_the_layout() {
    let block = s3("states", "vpc.tfstate");
    for (one, other) in [
        (
            "live/prod/us-east-1/vpc/a.tf",
            "live/prod/us-east-1/alb/a.tf",
        ),
        ("environments/prod/a.tf", "environments/test/a.tf"),
        ("prod/vpc/a.tf", "prod/alb/b.tf"),
        ("a/backend.tofu", "b/main.tf"),
        ("live/prod/a/b/c/x.tf", "live/test/x.tf"),
        ("live/prod/us-east-1/vpc/a.tf", "global/iam/a.tf"),
    ] {
        let found = failures(DUPLICATE, &[(one, &block), (other, &block)]);
        assert_eq!(found.len(), 1, "{one} and {other}: {found:?}");
        assert!(found[0].contains("s3://states/vpc.tfstate"), "{found:?}");
    }
}

#[test]
fn other_buckets_keys_and_cases_are_other_states() {
    let pairs = [
        (s3("states", "vpc.tfstate"), s3("states", "VPC.tfstate")),
        (s3("states", "vpc.tfstate"), s3("others", "vpc.tfstate")),
        (s3("states", "vpc.tfstate"), s3("states", "./vpc.tfstate")),
    ];
    for (one, other) in &pairs {
        let found = failures(DUPLICATE, &[("prod/a/m.tf", one), ("prod/b/m.tf", other)]);
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn an_override_decides_where_the_state_lies() {
    let (a, b) = (s3("states", "a"), s3("states", "b"));
    let overridden = [
        ("prod/a/m.tf", a.as_str()),
        ("prod/b/m.tf", b.as_str()),
        ("prod/b/backend_override.tf", a.as_str()),
    ];
    assert_eq!(failures(DUPLICATE, &overridden).len(), 1);
    let freed = [
        ("prod/a/m.tf", a.as_str()),
        ("prod/b/m.tf", a.as_str()),
        ("prod/b/override.tf", b.as_str()),
    ];
    assert_eq!(failures(DUPLICATE, &freed).len(), 0);
}

#[test]
fn a_cloud_block_and_a_remote_backend_can_share_a_workspace() {
    let cloud = "terraform {\n  cloud {\n    organization = \"o\"\n    workspaces {\n      name = \"vpc\"\n    }\n  }\n}\n";
    let remote = "terraform {\n  backend \"remote\" {\n    organization = \"o\"\n    workspaces {\n      name = \"vpc\"\n    }\n  }\n}\n";
    assert_eq!(
        failures(
            DUPLICATE,
            &[("prod/a/m.tf", cloud), ("prod/b/m.tf", remote)]
        )
        .len(),
        1
    );
    let tagged = cloud.replace("name = \"vpc\"", "tags = [\"vpc\"]");
    assert_eq!(
        failures(
            DUPLICATE,
            &[("prod/a/m.tf", &tagged), ("prod/b/m.tf", &tagged)]
        )
        .len(),
        0
    );
}

#[test]
fn local_paths_that_meet_are_one_state_and_defaults_are_not() {
    let local = |path: &str| {
        format!("terraform {{\n  backend \"local\" {{\n    path = \"{path}\"\n  }}\n}}\n")
    };
    let (one, other) = (local("../common.tfstate"), local("./../common.tfstate"));
    assert_eq!(
        failures(DUPLICATE, &[("prod/a/m.tf", &one), ("prod/b/m.tf", &other)]).len(),
        1
    );
    let plain = "terraform {\n  backend \"local\" {}\n}\n";
    assert_eq!(
        failures(DUPLICATE, &[("prod/a/m.tf", plain), ("prod/b/m.tf", plain)]).len(),
        0
    );
}

const PARTIAL: &str = "terraform {\n  backend \"s3\" {}\n}\n";

#[test]
fn backend_files_complete_a_partial_backend_wherever_they_lie() {
    let complete = "bucket = \"states\"\nkey = \"vpc.tfstate\"\n";
    let block = s3("states", "vpc.tfstate");
    for file in [
        "prod/b/backend.hcl",
        "prod/b/prod.s3.tfbackend",
        "prod/b/backend-prod.hcl",
        "prod/b/config/backend.tfvars",
        "prod/b/backends/prod.tfbackend",
        "prod/b/env/prod/backend.hcl",
    ] {
        let files = [
            ("prod/a/m.tf", block.as_str()),
            ("prod/b/m.tf", PARTIAL),
            (file, complete),
        ];
        assert_eq!(failures(DUPLICATE, &files).len(), 1, "{file}");
    }
    // Of several, the one of the stack's own environment counts.
    let mut files = vec![("prod/a/m.tf", block.as_str()), ("prod/b/m.tf", PARTIAL)];
    files.push(("prod/b/backends/test.tfbackend", complete));
    files.push((
        "prod/b/backends/prod.tfbackend",
        "bucket = \"states\"\nkey = \"b.tfstate\"\n",
    ));
    assert_eq!(failures(DUPLICATE, &files).len(), 0);
}

#[test]
fn a_bucket_from_a_folder_above_makes_two_keys_one_state() {
    let keyed = "terraform {\n  backend \"s3\" {\n    key = \"vpc.tfstate\"\n  }\n}\n";
    let files = [
        ("live/prod/backend.hcl", "bucket = \"prod\"\n"),
        ("live/test/config/backend.tfvars", "bucket = \"test\"\n"),
        ("live/prod/us-east-1/vpc/m.tf", keyed),
        ("live/prod/us-east-1/alb/m.tf", keyed),
        ("live/test/us-east-1/vpc/m.tf", keyed),
    ];
    let found = failures(DUPLICATE, &files);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].contains("s3://prod/vpc.tfstate") && !found[0].contains("live/test"),
        "{found:?}"
    );
}

#[test]
fn one_root_with_a_backend_file_per_environment_is_one_stack_each() {
    let root = |test: &'static str| {
        [
            ("infra/m.tf", PARTIAL),
            (
                "infra/prod.s3.tfbackend",
                "bucket = \"states\"\nkey = \"prod\"\n",
            ),
            ("infra/test.s3.tfbackend", test),
        ]
    };
    assert_eq!(
        failures(DUPLICATE, &root("bucket = \"states\"\nkey = \"test\"\n")).len(),
        0
    );
    let found = failures(DUPLICATE, &root("bucket = \"states\"\nkey = \"prod\"\n"));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("infra/test.s3.tfbackend"), "{found:?}");
}

#[test]
fn one_root_with_a_tfvars_file_per_environment_is_told_apart_by_workspaces() {
    let block = s3("states", "app");
    let files = [
        ("infra/m.tf", block.as_str()),
        ("infra/envs/prod.tfvars", "a = 1\n"),
        ("infra/envs/test.tfvars", "a = 2\n"),
    ];
    assert_eq!(failures(DUPLICATE, &files).len(), 0);
    // Another root with the same key shares the state with it all the same.
    let mut files = files.to_vec();
    files.push(("other/m.tf", &block));
    assert_eq!(failures(DUPLICATE, &files).len(), 1);
}

#[test]
fn the_configuration_names_backend_files_and_workspaces() {
    let environment = |file: &str, workspace: Option<&str>| Environment {
        backend_config: vec![Written {
            value: file.to_owned(),
            range: 0..0,
        }],
        workspace: workspace.map(str::to_owned),
        ..Environment::default()
    };
    let files = [
        ("live/prod/us-east-1/vpc/m.tf", PARTIAL),
        ("live/test/us-east-1/vpc/m.tf", PARTIAL),
        (
            "settings/prod.conf.tfbackend",
            "bucket = \"prod\"\nkey = \"vpc\"\n",
        ),
        (
            "settings/test.conf.tfbackend",
            "bucket = \"prod\"\nkey = \"vpc\"\n",
        ),
    ];
    let mut config = Config::default();
    let file = "settings/{environment}.conf.tfbackend";
    config
        .environments
        .insert("prod".into(), environment(file, None));
    config
        .environments
        .insert("test".into(), environment(file, None));
    assert_eq!(failures_with(DUPLICATE, &files, &config).len(), 1);
    config
        .environments
        .insert("test".into(), environment(file, Some("test")));
    assert_eq!(failures_with(DUPLICATE, &files, &config).len(), 0);
}

/// One `backend.tf` linked into two stacks gives both one key: the link is the fault.
#[cfg(unix)]
#[test]
fn a_linked_backend_file_is_found_with_all_the_stacks_that_link_it() {
    let root = std::env::temp_dir().join(format!("iaclint-states-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&root);
    for stack in ["vpc", "alb"] {
        let folder = root.join("live/prod/us-east-1").join(stack);
        std::fs::create_dir_all(&folder).unwrap();
        std::os::unix::fs::symlink("../../../common/backend.tf", folder.join("backend.tf"))
            .unwrap();
    }
    std::fs::create_dir_all(root.join("live/common")).unwrap();
    std::fs::write(root.join("live/common/backend.tf"), s3("states", "key")).unwrap();
    let sources = iaclint::source::walk::walk(&root).unwrap();
    let outcome = judge(DUPLICATE, &sources, &Config::default());
    std::fs::remove_dir_all(&root).unwrap();
    assert_eq!(outcome.findings.len(), 1);
    let finding = &outcome.findings[0];
    assert_eq!(
        sources.file(finding.span.file).path,
        "live/common/backend.tf"
    );
    let stacks: Vec<&str> = finding
        .instances
        .iter()
        .map(|it| it.stack.as_str())
        .collect();
    for stack in ["live/prod/us-east-1/alb", "live/prod/us-east-1/vpc"] {
        assert!(
            stacks.contains(&stack) && finding.message.contains(stack),
            "{stacks:?}"
        );
    }
}
