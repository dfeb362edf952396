//! What keeps from harm and from the unknown: guards, required variables, unknown counts.

use std::collections::BTreeMap;

use super::{compared, expected, stacks, unexpected};

fn uncertain(files: &BTreeMap<String, String>) -> Vec<String> {
    let found = compared(files, "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    found
        .uncertain
        .iter()
        .map(|it| format!("{}: {}", it.path, it.reason))
        .collect()
}

#[test]
fn terraform_must_refuse_to_destroy_what_production_keeps() {
    let bucket = |guard: &str| {
        format!("resource \"aws_s3_bucket\" \"this\" {{\n  bucket = \"b\"\n{guard}}}\n")
    };
    let guarded = bucket("  lifecycle {\n    prevent_destroy = true\n  }\n");
    let open = bucket("  lifecycle {\n    create_before_destroy = true\n  }\n");
    for open in [open, bucket("")] {
        let path = "parity-prod-weaker us-east-1/app resource.aws_s3_bucket.this.lifecycle.prevent_destroy";
        let found = compared(&stacks(&open, &guarded), "prod", "test");
        assert_eq!(
            unexpected(&found),
            [format!("{path}: false / true reference weaker")]
        );
        // Production may be the stricter.
        let found = compared(&stacks(&guarded, &open), "prod", "test");
        assert_eq!(unexpected(&found), [""; 0]);
        assert_eq!(
            expected(&found),
            [format!("{path}: true / false other weaker")]
        );
    }
}

#[test]
fn a_provider_that_takes_any_account_is_told() {
    let provider =
        |rest: &str| format!("provider \"aws\" {{\n  region = \"us-east-1\"\n{rest}}}\n");
    let guarded = |account: &str| provider(&format!("  allowed_account_ids = [\"{account}\"]\n"));
    let found = unexpected(&compared(
        &stacks(&guarded("222222222222"), &provider("")),
        "prod",
        "test",
    ));
    assert_eq!(
        found,
        [
            r#"parity-input-missing us-east-1/app provider.aws.allowed_account_ids: ["222222222222"] / - only in the reference"#
        ]
    );
    let both = stacks(&guarded("222222222222"), &guarded("111111111111"));
    assert_eq!(unexpected(&compared(&both, "prod", "test")), [""; 0]);
}

#[test]
fn a_required_variable_that_one_side_does_not_give_is_not_known() {
    let text = "variable \"size\" {\n  type = number\n}\n";
    let mut files = stacks(text, text);
    files.insert(
        "live/prod/us-east-1/app/terraform.tfvars".to_owned(),
        "size = 1\n".to_owned(),
    );
    assert_eq!(
        uncertain(&files),
        ["var.size: var.size is given no value in the repository in test"]
    );
}

#[test]
fn an_unknown_count_is_not_taken_for_one() {
    let queue = |count: &str| {
        format!(
            "variable \"many\" {{\n  type = number\n}}\nresource \"aws_sqs_queue\" \"this\" {{\n  count = {count}\n  name = \"q\"\n}}\n"
        )
    };
    let told = ["resource.aws_sqs_queue.this: how many of them one side has is not known"];
    for known in ["0", "1", "2"] {
        assert_eq!(
            uncertain(&stacks(&queue(known), &queue("var.many"))),
            told,
            "{known}"
        );
        assert_eq!(
            uncertain(&stacks(&queue("var.many"), &queue(known))),
            told,
            "{known}"
        );
    }
    assert_eq!(
        uncertain(&stacks(&queue("var.many"), &queue("var.many"))),
        [""; 0]
    );
}
