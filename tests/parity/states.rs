//! A state that one side does not read is one cause, wherever it is felt.

use std::collections::BTreeMap;

use super::metamorphic::copy_of_prod;
use super::{compared, unexpected, with};

fn copy() -> BTreeMap<String, String> {
    copy_of_prod(|text| text.replace("prod", "staging"))
}

#[test]
fn what_hangs_on_a_missing_stack_follows_from_it() {
    for stack in [
        "us-east-1/alb",
        "us-east-1/vpc",
        "us-east-1/ecs",
        "us-east-1/secrets",
    ] {
        let mut files = copy();
        files.retain(|path, _| !path.starts_with(&format!("live/staging/{stack}/")));
        let found = unexpected(&compared(&files, "prod", "staging"));
        assert_eq!(found.len(), 1, "{stack}: {found:#?}");
        assert!(found[0].contains(&format!("stack:{stack}")), "{found:#?}");
    }
}

#[test]
fn a_state_that_nobody_finds_is_one_difference_at_its_backend() {
    for stack in ["alb", "vpc", "ecs"] {
        let files = with(
            copy(),
            &format!("live/staging/us-east-1/{stack}/versions.tf"),
            &format!("us-east-1/{stack}/"),
            &format!("us-east-1/{stack}-new/"),
        );
        let found = unexpected(&compared(&files, "prod", "staging"));
        let readers = if stack == "ecs" { "monitoring" } else { stack };
        assert_eq!(found.len(), 1, "{stack}: {found:#?}");
        assert!(
            found[0].contains(&format!("us-east-1/{readers} ")),
            "{found:#?}"
        );
    }
}

#[test]
fn a_state_that_one_stack_does_not_find_is_one_difference_there() {
    for (stack, read) in [("ecs", "alb"), ("alb", "vpc"), ("monitoring", "ecs")] {
        let files = with(
            copy(),
            &format!("live/staging/us-east-1/{stack}/main.tf"),
            &format!("us-east-1/{read}/terraform.tfstate"),
            &format!("us-east-1/{read}x/terraform.tfstate"),
        );
        let found = unexpected(&compared(&files, "prod", "staging"));
        assert_eq!(found.len(), 1, "{stack}: {found:#?}");
        let path = format!("us-east-1/{stack} data.terraform_remote_state.{read}.config");
        assert!(found[0].contains(&path), "{found:#?}");
    }
}
