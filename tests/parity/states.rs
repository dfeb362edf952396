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
    for stack in ["alb", "vpc", "secrets"] {
        let files = with(
            copy(),
            &format!("live/staging/us-east-1/{stack}/versions.tf"),
            &format!("us-east-1/{stack}/"),
            &format!("us-east-1/{stack}-new/"),
        );
        let found = unexpected(&compared(&files, "prod", "staging"));
        assert_eq!(found.len(), 1, "{stack}: {found:#?}");
        let path = format!("us-east-1/{stack} backend");
        assert!(found[0].contains(&path), "{found:#?}");
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

#[test]
fn a_missing_network_moves_no_others() {
    let files = |more: bool| {
        let mut files = super::pair(&[(
            "live/%E/us-east-1/net/main.tf",
            "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"net\"\n    region = \"us-east-1\"\n  }\n}\n\
             resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.%N.0.0/16\"\n}\n\
             resource \"aws_subnet\" \"this\" {\n  vpc_id     = aws_vpc.this.id\n  cidr_block = \"10.%N.16.0/20\"\n}\n",
        )]);
        if more {
            files.insert(
                "live/prod/us-east-1/abc/main.tf".to_owned(),
                "terraform {\n  backend \"s3\" {\n    bucket = \"state-prod\"\n    key    = \"abc\"\n    region = \"us-east-1\"\n  }\n}\n\
                 resource \"aws_vpc\" \"other\" {\n  cidr_block = \"10.200.0.0/16\"\n}\nresource \"aws_sqs_queue\" \"this\" {}\n\
                 resource \"aws_sns_topic\" \"this\" {}\n"
                    .to_owned(),
            );
        }
        files
    };
    let found = compared(&files(true), "prod", "test");
    assert_eq!(found.differences.len(), 1, "{:#?}", found.differences);
    assert!(
        compared(&files(false), "prod", "test")
            .differences
            .is_empty()
    );
}
