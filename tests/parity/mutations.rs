//! Every mutation of production's own files that changes what is made is exactly one difference from its copy.

use std::collections::BTreeMap;
use std::path::Path;

use super::compared;
use super::metamorphic::copy_of_prod;

/// One change of one file, as the tests of mutations list them.
#[derive(serde::Deserialize)]
struct Mutation {
    id: String,
    file: Option<String>,
    find: Option<String>,
    put: Option<String>,
    #[serde(default)]
    also: Vec<serde_json::Value>,
}

#[derive(serde::Deserialize)]
struct Table {
    fault: Vec<Mutation>,
}

fn mutations() -> Vec<Mutation> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations/tables/infrastructure.toml");
    let table: Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let of_prod = |it: &Mutation| {
        let is_own = it
            .file
            .as_ref()
            .is_some_and(|file| file.starts_with("live/prod/"));
        is_own && it.also.is_empty() && it.put.is_some()
    };
    table.fault.into_iter().filter(of_prod).collect()
}

#[test]
fn a_mutation_of_production_is_one_difference_from_its_copy() {
    let mut found = BTreeMap::new();
    for mutation in mutations() {
        let mut files = copy_of_prod(|text| text.replace("prod", "staging"));
        let (file, find, put) = (
            mutation.file.unwrap(),
            mutation.find.unwrap(),
            mutation.put.unwrap(),
        );
        let text = files.get_mut(&file).unwrap();
        assert!(text.contains(&find), "{}", mutation.id);
        *text = text.replace(&find, &put);
        let comparison = compared(&files, "prod", "staging");
        let told: Vec<String> = comparison
            .differences
            .iter()
            .map(|it| {
                let mark = if it.is_unexpected() { "" } else { "(may be) " };
                format!("{mark}{} {} {}", it.rule, it.stack, it.path)
            })
            .chain(
                comparison
                    .uncertain
                    .iter()
                    .map(|it| format!("? {} {}: {}", it.stack, it.path, it.reason)),
            )
            .collect();
        found.insert(mutation.id, told);
    }
    let expected: BTreeMap<String, Vec<String>> = EXPECTED
        .iter()
        .map(|(id, told)| {
            (
                (*id).to_owned(),
                told.iter().map(|it| (*it).to_owned()).collect(),
            )
        })
        .collect();
    assert_eq!(found, expected);
}

/// What each comes to: the rule, the stack and the path of the cause.
const EXPECTED: &[(&str, &[&str])] = &[
    (
        "another-service-is-watched",
        &["parity-input-value us-east-1/monitoring module.monitoring.service_names[0]"],
    ),
    (
        "container-listens-elsewhere",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    (
        "container-logs-nowhere",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    (
        "container-logs-to-another-group",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    (
        "container-logs-to-another-region",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    // The mutated production has more memory.
    (
        "fargate-has-no-such-size",
        &["(may be) parity-prod-weaker us-east-1/ecs var.services.hello-world.memory"],
    ),
    (
        "image-is-the-latest",
        &["parity-container us-east-1/ecs module.ecs.services.hello-world.container_definitions"],
    ),
    (
        "load-balancer-in-fewer-zones-than-tasks",
        &["parity-input-value us-east-1/alb module.alb.public_subnet_ids[2]"],
    ),
    (
        "one-nat-gateway-in-production",
        &["parity-prod-weaker us-east-1/vpc var.single_nat_gateway"],
    ),
    (
        "one-task-in-production",
        &["parity-prod-weaker us-east-1/ecs var.services.hello-world.min_capacity"],
    ),
    (
        "one-task-subnet-is-public",
        &["parity-input-value us-east-1/ecs module.ecs.private_subnet_ids[3]"],
    ),
    (
        "password-in-the-environment",
        &["parity-container us-east-1/ecs file:configs/hello-world.json"],
    ),
    // Each environment has its own addresses.
    ("prod-in-the-addresses-of-test", &[]),
    (
        "production-cannot-grow",
        &["parity-prod-weaker us-east-1/ecs var.services.hello-world.max_capacity"],
    ),
    (
        "production-watches-test",
        &["parity-input-value us-east-1/monitoring data.terraform_remote_state.alb.config.key"],
    ),
    (
        "tasks-in-one-subnet-twice",
        &["parity-input-value us-east-1/ecs module.ecs.private_subnet_ids[1]"],
    ),
    (
        "tasks-in-public-subnets",
        &["parity-input-value us-east-1/ecs module.ecs.private_subnet_ids[0]"],
    ),
];
