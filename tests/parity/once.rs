//! What is one thing is told once, and what each environment has of its own is not told at all.

use super::{compared, stacks, unexpected};

fn policy(actions: &str) -> String {
    format!(
        "resource \"aws_iam_policy\" \"this\" {{\n  name   = \"read\"\n  policy = jsonencode({{\n    Version = \"2012-10-17\"\n    \
         Statement = [{{ Effect = \"Allow\", Action = {actions}, Resource = \"*\" }}]\n  }})\n}}\n"
    )
}

#[test]
fn an_action_that_a_wildcard_covers_is_one_difference_with_its_direction() {
    let few = policy("[\"s3:GetObject\", \"s3:PutObject\"]");
    for all in [
        "\"s3:*\"",
        "[\"s3:*\"]",
        "[\"s3:GetObject\", \"s3:*\"]",
        "[\"s3:Get*\", \"s3:Put*\"]",
    ] {
        let all = policy(all);
        let found = unexpected(&compared(&stacks(&few, &all), "prod", "test"));
        let [one] = &found[..] else {
            panic!("{found:#?}");
        };
        assert!(one.ends_with("other weaker"), "{one}");
        let found = unexpected(&compared(&stacks(&all, &few), "prod", "test"));
        let [one] = &found[..] else {
            panic!("{found:#?}");
        };
        assert!(one.ends_with("reference weaker"), "{one}");
    }
    // What a wildcard covers is nothing more.
    let found = compared(
        &stacks(&policy("\"s3:*\""), &policy("[\"s3:GetObject\", \"s3:*\"]")),
        "prod",
        "test",
    );
    assert_eq!(unexpected(&found), [""; 0]);
}

fn function(variables: &str) -> String {
    format!(
        "resource \"aws_lambda_function\" \"this\" {{\n  function_name = \"f\"\n  role = \"arn:aws:iam::111111111111:role/f\"\n  \
         image_uri = \"x\"\n  environment {{\n    variables = {{ {variables} }}\n  }}\n}}\n"
    )
}

#[test]
fn what_a_variable_of_a_function_says_is_of_the_environment() {
    let one = function("LEVEL = \"debug\", URL = \"https://a.example.com\"");
    let other = function("LEVEL = \"info\", URL = \"https://b.example.org\"");
    let found = compared(&stacks(&one, &other), "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
    let found = compared(
        &stacks(&one, &function("LEVEL = \"debug\"")),
        "prod",
        "test",
    );
    let told = unexpected(&found);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("environment") && told[0].contains("URL"),
        "{told:#?}"
    );
}

#[test]
fn outputs_of_a_file_that_is_missing_come_with_the_file() {
    let mut files = stacks("", "");
    let text = "resource \"aws_sqs_queue\" \"orders\" {\n  name = \"orders\"\n}\n\
                output \"queue\" {\n  value = aws_sqs_queue.orders.arn\n}\noutput \"version\" {\n  value = \"1\"\n}\n";
    files.insert(
        "live/prod/us-east-1/app/queue.tf".to_owned(),
        text.to_owned(),
    );
    let found = unexpected(&compared(&files, "prod", "test"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("file:queue.tf"), "{found:#?}");
    // Also where it holds nothing else.
    let mut files = stacks("", "");
    let text =
        "output \"version\" {\n  value = \"1\"\n}\noutput \"owner\" {\n  value = \"us\"\n}\n";
    files.insert(
        "live/test/us-east-1/app/outputs.tf".to_owned(),
        text.to_owned(),
    );
    let found = unexpected(&compared(&files, "prod", "test"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("file:outputs.tf"), "{found:#?}");
}

#[test]
fn default_tags_that_are_gone_are_one_difference() {
    let tags = "  default_tags {\n    tags = {\n      Team = \"shop\"\n      Cost = \"1\"\n      Data = \"none\"\n    }\n  }\n";
    let provider = |tags: &str| {
        format!(
            "provider \"aws\" {{\n  region = \"us-east-1\"\n{tags}}}\nresource \"aws_sqs_queue\" \"q\" {{}}\n"
        )
    };
    let found = unexpected(&compared(
        &stacks(&provider(tags), &provider("")),
        "prod",
        "test",
    ));
    assert_eq!(
        found,
        [
            "parity-input-missing us-east-1/app provider.aws.default_tags: Cost, Data, Team / - only in the reference"
        ]
    );
    let one = tags.replace("      Data = \"none\"\n", "");
    let found = unexpected(&compared(
        &stacks(&provider(tags), &provider(&one)),
        "prod",
        "test",
    ));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].contains("provider.aws.default_tags.Data"),
        "{found:#?}"
    );
}

#[test]
fn what_another_provider_makes_is_made_elsewhere() {
    let text = |provider: &str| {
        format!(
            "provider \"aws\" {{\n  region = \"us-east-1\"\n}}\nprovider \"aws\" {{\n  alias  = \"ireland\"\n  region = \"eu-west-1\"\n}}\n\
             provider \"aws\" {{\n  alias  = \"virginia\"\n  region = \"us-east-1\"\n}}\n\
             resource \"aws_sqs_queue\" \"used\" {{\n  provider = aws.ireland\n  name = \"a\"\n}}\n\
             resource \"aws_sns_topic\" \"used\" {{\n  provider = aws.virginia\n  name = \"a\"\n}}\n\
             resource \"aws_sqs_queue\" \"orders\" {{\n{provider}  name = \"orders\"\n}}\n"
        )
    };
    let one = text("  provider = aws.ireland\n");
    let found = unexpected(&compared(&stacks(&one, &text("")), "prod", "test"));
    assert_eq!(
        found,
        [
            "parity-resource-value us-east-1/app resource.aws_sqs_queue.orders.provider: aws.ireland / aws"
        ]
    );
    // Which provider it is does not matter where both make it in the same region.
    let same = text("  provider = aws.virginia\n");
    let found = compared(&stacks(&same, &text("")), "prod", "test");
    assert_eq!(unexpected(&found), [""; 0]);
}

#[test]
fn which_elements_a_list_has_is_one_thing() {
    let text = |patterns: &str| {
        format!(
            "locals {{\n  settings = {{ patterns = {patterns} }}\n}}\nresource \"aws_sqs_queue\" \"q\" {{\n  name = \"q\"\n  \
             delay_seconds = length(join(\",\", local.settings.patterns))\n}}\n\
             resource \"aws_cloudwatch_event_rule\" \"r\" {{\n  name = \"r\"\n  event_pattern = jsonencode({{ detail = {{ tags = local.settings.patterns }} }})\n}}\n"
        )
    };
    let files = stacks(
        &text("[\"stg-*\"]"),
        &text("[\"dev-*\", \"rel-*\", \"prod-*\"]"),
    );
    let found = unexpected(&compared(&files, "prod", "test"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("local.settings"), "{found:#?}");
}
