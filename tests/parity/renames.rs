//! What goes by another name, or lies at another place, is compared all the same.

use std::collections::BTreeMap;

use super::metamorphic::copy_of_prod;
use super::{compared, expected, stacks, unexpected, with};

/// A copy of production in which the VPC's module is called by another name.
fn renamed() -> BTreeMap<String, String> {
    let mut files = copy_of_prod(|text| text.replace("prod", "staging"));
    for (path, text) in &mut files {
        if path.starts_with("live/staging/us-east-1/vpc/") {
            *text = text
                .replace("module \"vpc\"", "module \"network\"")
                .replace("module.vpc", "module.network");
        }
    }
    files
}

const VALUES: &str = "live/staging/us-east-1/vpc/terraform.tfvars";

#[test]
fn a_call_of_another_name_is_the_same() {
    let found = compared(&renamed(), "prod", "staging");
    assert_eq!(unexpected(&found), [""; 0]);
    assert_eq!(expected(&found), [""; 0]);
    assert!(found.uncertain.is_empty(), "{:#?}", found.uncertain);
}

#[test]
fn what_differs_in_a_call_of_another_name_is_told_at_its_cause() {
    let line = "single_nat_gateway       = false";
    let files = renamed();
    let line = files[VALUES]
        .lines()
        .find(|it| it.starts_with("single_nat_gateway"))
        .unwrap_or(line)
        .to_owned();
    let files = with(files, VALUES, &line, &line.replace("false", "true"));
    let found = compared(&files, "prod", "staging");
    assert_eq!(unexpected(&found), [""; 0]);
    let told = expected(&found);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].contains("us-east-1/vpc var.single_nat_gateway"),
        "{told:#?}"
    );
}

#[test]
fn a_resource_of_another_name_differs_in_what_it_says() {
    let queue = |name: &str, delay: &str| {
        format!(
            "resource \"aws_sqs_queue\" \"{name}\" {{\n  name = \"jobs\"\n  fifo_queue = {delay}\n}}\n"
        )
    };
    let files = stacks(&queue("jobs", "true"), &queue("work", "false"));
    assert_eq!(
        unexpected(&compared(&files, "prod", "test")),
        [
            "parity-resource-value us-east-1/app resource.aws_sqs_queue.jobs.fifo_queue: true / false"
        ]
    );
    // Queues of other names are others.
    let other = "resource \"aws_sqs_queue\" \"work\" {\n  name = \"mail\"\n}\n";
    let files = stacks(&queue("jobs", "true"), other);
    assert_eq!(unexpected(&compared(&files, "prod", "test")).len(), 2);
}

/// Two environments with a module each, the second a copy of the first with another line.
fn copied(old: &str, new: &str) -> BTreeMap<String, String> {
    let module = "variable \"name\" {\n  type = string\n}\nresource \"aws_sqs_queue\" \"this\" {\n  name = var.name\n  fifo_queue = true\n}\n\
                  resource \"aws_sns_topic\" \"this\" {\n  name = var.name\n}\n";
    let call = |folder: &str| {
        format!(
            "module \"jobs\" {{\n  source = \"../../../../modules/{folder}\"\n  name   = \"jobs\"\n}}\n"
        )
    };
    let mut files = stacks(&call("jobs"), &call("jobs_test"));
    files.insert("modules/jobs/main.tf".to_owned(), module.to_owned());
    files.insert(
        "modules/jobs_test/main.tf".to_owned(),
        module.replace(old, new),
    );
    files
}

#[test]
fn a_copied_module_is_compared_inside() {
    let found = compared(
        &copied("fifo_queue = true", "fifo_queue = false"),
        "prod",
        "test",
    );
    assert_eq!(
        unexpected(&found),
        ["parity-module-source us-east-1/app module.jobs: modules/jobs / modules/jobs_test"]
    );
    let follows: Vec<&str> = found.differences[0]
        .follows
        .iter()
        .map(|it| it.path.as_str())
        .collect();
    assert_eq!(
        follows,
        ["resource.module.jobs.aws_sqs_queue.this.fifo_queue"]
    );
    assert_eq!(found.differences[0].severity.as_str(), "error");
}

#[test]
fn a_copied_module_that_makes_the_same_is_a_note() {
    let found = compared(&copied("this", "this"), "prod", "test");
    assert_eq!(unexpected(&found).len(), 1);
    assert_eq!(found.differences[0].severity.as_str(), "note");
    assert!(found.differences[0].follows.is_empty());
}
