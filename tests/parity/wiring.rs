//! What belongs to the other environment, or to nobody here, is no environment's own.

use std::collections::BTreeMap;

use super::metamorphic::copy_of_prod;
use super::{compared, expected, pair, unexpected, with};

/// A stack of each environment with an account that its provider asks for, and with more beside.
fn stacks(prod: &str, test: &str) -> BTreeMap<String, String> {
    let head = "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"app\"\n    region = \"us-east-1\"\n  }\n}\n\
                provider \"aws\" {\n  allowed_account_ids = [\"%A\"]\n}\n";
    let mut files = pair(&[("live/%E/us-east-1/app/main.tf", head)]);
    for (name, text) in [("prod", prod), ("test", test)] {
        // Each number is named by one file.
        files.insert(
            format!("live/{name}/us-east-1/app/more.tf"),
            text.to_owned(),
        );
    }
    files
}

fn trusted(account: &str) -> String {
    format!(
        "resource \"aws_iam_role\" \"deploy\" {{\n  name = \"deploy\"\n  assume_role_policy = jsonencode({{\n    \
         Version = \"2012-10-17\"\n    Statement = [{{\n      Effect = \"Allow\"\n      Action = \"sts:AssumeRole\"\n      \
         Principal = {{ AWS = \"arn:aws:iam::{account}:root\" }}\n    }}]\n  }})\n}}\n"
    )
}

#[test]
fn an_account_that_only_a_policy_names_is_not_the_environments_own() {
    let files = stacks(&trusted("999999999999"), &trusted("111111111111"));
    let found = unexpected(&compared(&files, "prod", "test"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].contains("aws_iam_role.deploy.assume_role_policy"),
        "{found:#?}"
    );
    // Strangers are not each environment's own either.
    let files = stacks(&trusted("999999999999"), &trusted("888888888888"));
    assert_eq!(unexpected(&compared(&files, "prod", "test")).len(), 1);
}

#[test]
fn an_account_that_providers_ask_for_is() {
    let files = stacks(&trusted("222222222222"), &trusted("111111111111"));
    let found = compared(&files, "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    assert_eq!(expected(&found), [""; 0]);
    // One that both trust is nobody's own.
    let files = stacks(&trusted("999999999999"), &trusted("999999999999"));
    assert_eq!(unexpected(&compared(&files, "prod", "test")), [""; 0]);
}

#[test]
fn an_account_that_images_come_from_is_of_the_environment() {
    let image = |account: &str| {
        format!(
            "resource \"aws_lambda_function\" \"this\" {{\n  function_name = \"f\"\n  role = \"arn:aws:iam::123123123123:role/r\"\n  \
             package_type = \"Image\"\n  image_uri = \"{account}.dkr.ecr.us-east-1.amazonaws.com/app:1\"\n}}\n"
        )
    };
    let files = stacks(&image("444444444444"), &image("555555555555"));
    assert_eq!(unexpected(&compared(&files, "prod", "test")), [""; 0]);
}

fn bucket(name: &str) -> String {
    format!(
        "resource \"aws_s3_bucket\" \"logs\" {{\n  bucket = \"{name}\"\n}}\n\
         resource \"aws_sqs_queue\" \"jobs\" {{\n  name = \"shop-%E-jobs\"\n}}\n"
    )
}

fn named(prod: &str, test: &str) -> BTreeMap<String, String> {
    stacks(&prod.replace("%E", "prod"), &test.replace("%E", "test"))
}

#[test]
fn what_is_made_under_the_name_of_the_other_environment_is_told() {
    let files = named(&bucket("shop-test-logs"), &bucket("shop-test-logs"));
    let told = r#"parity-resource-value us-east-1/app resource.aws_s3_bucket.logs.bucket: "shop-test-logs" / "shop-test-logs""#;
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        [format!("{told} reference weaker")]
    );
    assert_eq!(
        unexpected(&compared(&files, "test", "prod")),
        [format!("{told} other weaker")]
    );
}

#[test]
fn a_word_that_is_also_an_environments_name_is_not() {
    for name in ["load-test", "test-runner", "shop-logs", "run-tests", "test"] {
        let files = named(&bucket(name), &bucket(name));
        assert_eq!(
            unexpected(&compared(&files, "prod", "test")),
            [""; 0],
            "{name}"
        );
    }
}

fn policy(bucket: &str, own: &str) -> String {
    format!(
        "resource \"aws_s3_bucket\" \"logs\" {{\n  bucket = \"{own}\"\n}}\n\
         resource \"aws_iam_policy\" \"logs\" {{\n  name = \"logs\"\n  policy = jsonencode({{\n    Version = \"2012-10-17\"\n    \
         Statement = [{{\n      Effect = \"Allow\"\n      Action = \"s3:PutObject\"\n      Resource = \"arn:aws:s3:::{bucket}/*\"\n    \
         }}]\n  }})\n}}\n"
    )
}

#[test]
fn production_that_uses_what_the_other_has_made_is_told() {
    let files = stacks(
        &policy("shop-test-logs", "shop-prod-logs"),
        &policy("shop-test-logs", "shop-test-logs"),
    );
    let found = unexpected(&compared(&files, "prod", "test"));
    assert_eq!(
        found,
        [
            r#"parity-resource-value us-east-1/app resource.aws_iam_policy.logs.policy: "shop-test-logs" / "shop-test-logs" reference weaker"#
        ]
    );
    // What both share may be production's.
    let files = stacks(
        &policy("shop-prod-logs", "shop-prod-logs"),
        &policy("shop-prod-logs", "shop-test-logs"),
    );
    assert_eq!(unexpected(&compared(&files, "prod", "test")), [""; 0]);
}

#[test]
fn production_that_reads_the_state_of_another_environment_is_told() {
    let files = copy_of_prod(|text| text.replace("prod", "staging"));
    let files = with(
        files,
        "live/prod/us-east-1/ecs/main.tf",
        "live/${var.environment}/us-east-1/vpc/terraform.tfstate",
        "live/staging/us-east-1/vpc/terraform.tfstate",
    );
    let files = with(
        files,
        "live/staging/us-east-1/ecs/main.tf",
        "live/${var.environment}/us-east-1/vpc/terraform.tfstate",
        "live/staging/us-east-1/vpc/terraform.tfstate",
    );
    let name = "live/prod/us-east-1/ecs/terraform.tfvars";
    let bucket = files[name]
        .lines()
        .find(|line| line.starts_with("state_bucket"))
        .unwrap()
        .to_owned();
    let files = with(files, name, &bucket, &bucket.replace("prod", "staging"));
    let found = unexpected(&compared(&files, "prod", "staging"));
    assert!(
        found.iter().any(|it| it.starts_with(
            "parity-input-value us-east-1/ecs data.terraform_remote_state.vpc: live/staging/us-east-1/vpc / its own"
        )),
        "{found:#?}"
    );
}

#[test]
fn a_stack_that_calls_itself_by_the_other_name_is_one_difference() {
    let text = "variable \"environment\" {\n  type = string\n}\n\
                resource \"aws_sqs_queue\" \"jobs\" {\n  name = \"shop-${var.environment}-jobs\"\n}\n\
                resource \"aws_sqs_queue\" \"mail\" {\n  name = \"shop-${var.environment}-mail\"\n}\n";
    let mut files = stacks(text, text);
    for name in ["prod", "test"] {
        files.insert(
            format!("live/{name}/us-east-1/app/terraform.tfvars"),
            "environment = \"test\"\n".to_owned(),
        );
    }
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        [r#"parity-input-value us-east-1/app var.environment: "test" / "test" reference weaker"#]
    );
}
