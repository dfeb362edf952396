use super::testing::{BACKEND, compared, compared_sources};
use crate::source::Sources;

const PROD: &str = "live/prod/us-east-1";
const TEST: &str = "live/test/us-east-1";

/// Two environments with a stack `app` each: what stands in its `main.tf`, and other files by their paths in it.
fn apps(prod: (&str, &[(&str, &str)]), test: (&str, &[(&str, &str)])) -> Vec<String> {
    let mut files = Vec::new();
    for (folder, (text, others)) in [(PROD, prod), (TEST, test)] {
        files.push((format!("{folder}/app/main.tf"), format!("{BACKEND}{text}")));
        let others = others.iter();
        files.extend(
            others.map(|(path, text)| (format!("{folder}/app/{path}"), (*text).to_owned())),
        );
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    compared(&files)
}

#[test]
fn a_stack_of_one_side_is_told_and_nothing_in_it() {
    let app = format!("{PROD}/app/main.tf");
    let other = format!("{TEST}/app/main.tf");
    let cache = format!("{PROD}/cache/main.tf");
    let queue = format!("{TEST}/queue/main.tf");
    let redis = format!(
        "{BACKEND}variable \"size\" {{}}\nresource \"aws_elasticache_cluster\" \"this\" {{}}\n"
    );
    let sqs = format!("{BACKEND}resource \"aws_sqs_queue\" \"this\" {{}}\n");
    let found = compared(&[
        (&app, BACKEND),
        (&other, BACKEND),
        (&cache, &redis),
        (&queue, &sqs),
    ]);
    assert_eq!(
        found,
        [
            "only left stack-missing us-east-1/cache stack:us-east-1/cache: live/prod/us-east-1/cache | - (error)",
            "only right stack-missing us-east-1/queue stack:us-east-1/queue: - | live/test/us-east-1/queue (warning)",
        ]
    );
}

#[test]
fn a_region_of_one_side_is_one_difference() {
    let bucket = format!("{BACKEND}resource \"aws_s3_bucket\" \"this\" {{}}\n");
    let queue = format!("{BACKEND}resource \"aws_sqs_queue\" \"this\" {{}}\n");
    let found = compared(&[
        ("live/prod/us-east-1/app/main.tf", BACKEND),
        ("live/test/us-east-1/app/main.tf", BACKEND),
        ("live/prod/eu-west-1/backup/main.tf", &bucket),
        ("live/prod/eu-west-1/jobs/main.tf", &queue),
    ]);
    assert_eq!(
        found,
        [
            "only left stack-missing  stack:eu-west-1/*: 2 stacks: backup, jobs | - (error, 2 follow)"
        ]
    );
}

#[test]
fn a_stack_under_another_name_is_one_note() {
    let text = format!(
        "{BACKEND}resource \"aws_s3_bucket\" \"one\" {{}}\nresource \"aws_sqs_queue\" \"two\" {{}}\n"
    );
    let found = compared(&[
        ("live/prod/us-east-1/storage/main.tf", &text),
        ("live/test/us-east-1/data/main.tf", &text),
    ]);
    assert_eq!(
        found,
        [
            "different stack-missing us-east-1/storage stack:us-east-1/storage: us-east-1/storage | us-east-1/data (note)"
        ]
    );
}

#[test]
fn a_stack_that_is_named_for_its_environment_is_the_same() {
    let text = format!("{BACKEND}resource \"aws_s3_bucket\" \"one\" {{}}\n");
    let found = compared(&[
        ("live/prod/us-east-1/prod-data/main.tf", &text),
        ("live/test/us-east-1/test-data/main.tf", &text),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn only_files_that_are_looked_for_count() {
    let reads = "locals {\n  app = yamldecode(file(\"${path.module}/config/app.yaml\"))\n}\n";
    let both = [("config/app.yaml", "a: 1\n"), ("README.md", "# App\n")];
    let more = [
        both[0],
        ("notes.yaml", "b: 1\n"),
        (".hidden", "x\n"),
        ("more.tf", "locals {}\n"),
    ];
    assert!(apps((reads, &both), (reads, &more)).is_empty());
    // Where only one side reads it, its code is what differs.
    assert!(apps((reads, &both), ("", &[])).is_empty());
    let all = "locals {\n  all = fileset(\"${path.module}/config\", \"*.yaml\")\n}\n";
    assert!(apps((all, &both), ("", &[])).is_empty());
    assert_eq!(
        apps((all, &both), (all, &[])),
        [
            "only left file-missing us-east-1/app file:config/app.yaml: live/prod/us-east-1/app/config/app.yaml | - (error)"
        ]
    );
}

#[test]
fn a_file_more_in_a_folder_that_makes_resources_is_told() {
    let reads = "locals {\n  services = { for name in fileset(path.module, \"services/*.yaml\") : name => \
                 yamldecode(file(\"${path.module}/${name}\")) }\n}\n";
    let web = ("services/web.yaml", "cpu: 1\n");
    let jobs = ("services/jobs.yaml", "cpu: 1\n");
    assert_eq!(
        apps((reads, &[web]), (reads, &[web, jobs])),
        [
            "only right file-missing us-east-1/app file:services/jobs.yaml: - | \
          live/test/us-east-1/app/services/jobs.yaml (warning)"
        ]
    );
    // What is named for its environment is the same.
    let of_prod = ("services/web-prod.yaml", "cpu: 1\n");
    let of_test = ("services/web-test.yaml", "cpu: 1\n");
    assert!(apps((reads, &[of_prod]), (reads, &[of_test])).is_empty());
}

#[test]
fn a_link_counts_by_its_name_in_the_folder() {
    let reads = format!("{BACKEND}locals {{\n  app = fileset(path.module, \"*.json\")\n}}\n");
    let mut sources = Sources::from_memory([
        ("live/prod/us-east-1/app/main.tf", reads.as_str()),
        ("live/prod/us-east-1/app/app.json", "{}"),
        ("live/test/us-east-1/app/main.tf", reads.as_str()),
        ("shared/app.json", "{}"),
    ]);
    sources.add_link(
        "live/test/us-east-1/app/app.json",
        "../../../../shared/app.json",
    );
    let found = compared_sources(&sources);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_lock_file_of_one_side_is_told() {
    let lock = (".terraform.lock.hcl", "");
    assert_eq!(
        apps(("", &[lock]), ("", &[])),
        [
            "only left file-missing us-east-1/app file:.terraform.lock.hcl: .terraform.lock.hcl | - (warning, right is weaker)"
        ]
    );
    assert!(apps(("", &[lock]), ("", &[lock])).is_empty());
}

#[test]
fn a_call_of_one_side_is_told_and_one_of_another_name_is_the_same() {
    let call = |name: &str, region: &str| {
        format!(
            "module \"{name}\" {{\n  source = \"example/thing/aws\"\n  version = \"1.0.0\"\n  size = {region}\n}}\n"
        )
    };
    assert_eq!(
        apps((&call("thing", "1"), &[]), ("", &[])),
        ["only left module-missing us-east-1/app module.thing: example/thing/aws | - (error)"]
    );
    assert!(apps((&call("thing", "1"), &[]), (&call("item", "1"), &[])).is_empty());
    assert!(
        apps(
            (&call("thing_prod", "1"), &[]),
            (&call("thing_test", "1"), &[])
        )
        .is_empty()
    );
    // Another one of the same source is no other name of it.
    let other = call("item", "1").replace("size", "width");
    assert_eq!(apps((&call("thing", "1"), &[]), (&other, &[])).len(), 2);
}

#[test]
fn of_what_cannot_be_read_nothing_is_missing() {
    let call = "module \"thing\" {\n  source = \"example/thing/aws\"\n}\n";
    let found = apps((call, &[]), ("module \"thing\" {", &[]));
    assert!(found.is_empty(), "{found:?}");
}
