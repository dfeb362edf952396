//! Whose key a key is.

use super::{PATH, failures, s3};

/// A repository of `live/{prod,test}/us-east-1/{vpc,alb,ecs}` with keys that `key` gives.
fn estate(key: impl Fn(&str, &str) -> String) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for environment in ["prod", "test"] {
        for stack in ["vpc", "alb", "ecs"] {
            let path = format!("live/{environment}/us-east-1/{stack}/main.tf");
            files.push((
                path,
                s3(&format!("shop-{environment}"), &key(environment, stack)),
            ));
        }
    }
    files
}

fn keys_of(key: impl Fn(&str, &str) -> String) -> Vec<String> {
    let files = estate(key);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    failures(PATH, &files)
}

#[test]
fn every_consistent_way_to_name_keys_is_fine() {
    let conventions: [fn(&str, &str) -> String; 6] = [
        |environment, stack| format!("live/{environment}/us-east-1/{stack}/terraform.tfstate"),
        |_, stack| format!("{stack}/terraform.tfstate"),
        |environment, stack| format!("{environment}-{stack}.tfstate"),
        |environment, stack| format!("{stack}-{environment}"),
        |environment, stack| {
            format!(
                "{}/{stack}",
                if environment == "prod" {
                    "production"
                } else {
                    "staging"
                }
            )
        },
        |_, stack| format!("shop-{stack}-latest-contest.tfstate"),
    ];
    for convention in conventions {
        assert_eq!(keys_of(convention), Vec::<String>::new());
    }
}

#[test]
fn two_swapped_keys_are_one_finding_that_names_both() {
    let swap = |stack: &str| match stack {
        "vpc" => "alb".to_owned(),
        "alb" => "vpc".to_owned(),
        other => other.to_owned(),
    };
    let conventions: [fn(&str, &str) -> String; 3] = [
        |environment, stack| format!("live/{environment}/us-east-1/{stack}/terraform.tfstate"),
        |_, stack| format!("{stack}/terraform.tfstate"),
        |environment, stack| format!("{environment}-{stack}.tfstate"),
    ];
    for convention in conventions {
        let found = keys_of(|environment, stack| {
            let stack = if environment == "prod" {
                swap(stack)
            } else {
                stack.to_owned()
            };
            convention(environment, &stack)
        });
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].contains("live/prod/us-east-1/alb and live/prod/us-east-1/vpc"),
            "{found:?}"
        );
    }
}

#[test]
fn keys_swapped_between_environments_are_pairs() {
    let files = [
        ("live/prod/us-east-1/vpc/m.tf", s3("states", "test/vpc")),
        ("live/test/us-east-1/vpc/m.tf", s3("states", "prod/vpc")),
        ("live/prod/us-east-1/alb/m.tf", s3("states", "prod/alb")),
        ("live/test/us-east-1/alb/m.tf", s3("states", "test/alb")),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    let found = failures(PATH, &files);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("have each other's keys"), "{found:?}");
}

#[test]
fn a_key_of_another_environment_is_found_in_another_bucket_too() {
    let found = keys_of(|environment, stack| {
        let environment = if stack == "ecs" { "prod" } else { environment };
        format!("{environment}/{stack}.tfstate")
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("live/test/us-east-1/ecs"), "{found:?}");
    assert!(
        found[0].contains("names the environment prod and not test"),
        "{found:?}"
    );
}

#[test]
fn a_key_of_another_region_is_found() {
    let key = |region: &str| s3(&format!("states-{region}"), "vpc/us-east-1.tfstate");
    let files = [
        ("live/prod/us-east-1/vpc/m.tf", key("us-east-1")),
        ("live/prod/eu-west-1/vpc/m.tf", key("eu-west-1")),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    let found = failures(PATH, &files);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("live/prod/eu-west-1"), "{found:?}");
}
