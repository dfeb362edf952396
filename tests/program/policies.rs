//! Policies as a user meets them: started, tested, judged, listed, explained.

use std::fs;

use crate::scratch::{Scratch, clean_stack};

fn repository(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("iaclint.toml", "[policies]\nfolders = [\"policies\"]\n");
    clean_stack(
        &scratch,
        "live/prod/us-east-1/vpc",
        "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b\"\n}\n",
    );
    fs::create_dir_all(scratch.0.join("policies")).unwrap();
    scratch
}

#[test]
fn a_policy_is_started_tested_judged_listed_and_explained() {
    let scratch = repository("policy-new");
    let run = scratch.run(&["policy", "new", "bucket-owner"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    let again = scratch.run(&["policy", "new", "bucket-owner"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("is there already"), "{}", again.err);

    let tested = scratch.run(&["policy", "test"]);
    assert_eq!(tested.status, 0, "{}{}", tested.out, tested.err);
    assert!(
        tested.out.ends_with("3 passed in 1 test file\n"),
        "{}",
        tested.out
    );

    let checked = scratch.run(&["check", "--format", "json", "--fail-on", "never"]);
    assert!(
        checked.out.contains("\"rule\":\"bucket-owner\"")
            || checked.out.contains("\"rule\": \"bucket-owner\""),
        "{}",
        checked.out
    );
    let sarif = scratch.run(&["report", "--format", "sarif"]);
    assert!(sarif.out.contains("\"bucket-owner\""), "{}", sarif.out);

    let listed = scratch.run(&["rules"]);
    assert!(
        listed
            .out
            .lines()
            .any(|line| line.starts_with("bucket-owner ")),
        "{}",
        listed.out
    );
    let explained = scratch.run(&["explain", "bucket-owner"]);
    assert_eq!(explained.status, 0);
    assert!(
        explained
            .out
            .contains("resource_policy \"aws_s3_bucket\" \"bucket_owner\""),
        "{}",
        explained.out
    );
    assert!(
        explained
            .out
            .contains("Severity: warning in production, else note."),
        "{}",
        explained.out
    );
}

#[test]
fn a_test_that_fails_is_told_in_each_form() {
    let scratch = repository("policy-fails");
    assert_eq!(scratch.run(&["policy", "new", "bucket-owner"]).status, 0);
    let path = "policies/bucket-owner.policytest.hcl";
    let text = fs::read_to_string(scratch.0.join(path)).unwrap();
    scratch.write(path, text.replacen("  expect_failure = true\n", "", 1));
    let run = scratch.run(&[
        "policy",
        "test",
        "--format",
        "terminal",
        "--format",
        "junit=r.xml",
    ]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(
        run.out
            .contains("FAILED  policies/bucket-owner.policytest.hcl"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("`bucket_owner` fails: aws_s3_bucket has no tag `Owner`"),
        "{}",
        run.out
    );
    let xml = fs::read_to_string(scratch.0.join("r.xml")).unwrap();
    assert!(
        xml.contains(
            "<testsuites name=\"iaclint policy test\" tests=\"3\" failures=\"1\" errors=\"0\">"
        ),
        "{xml}"
    );
}

#[test]
fn a_broken_policy_ends_with_status_2_and_its_place_and_the_others_are_judged() {
    let scratch = repository("policy-broken");
    assert_eq!(scratch.run(&["policy", "new", "bucket-owner"]).status, 0);
    scratch.write("policies/broken.policy.hcl", "resource_policy \"aws_s3_bucket\" \"b\" {\n  enforce {\n    condition = attrs.buckt == 1\n  }\n}\n");
    let run = scratch.run(&["check"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("policies/broken.policy.hcl:3:22: `aws_s3_bucket` has no attribute `buckt`; did you mean `bucket`?"),
        "{}",
        run.err
    );
    assert!(run.out.contains("bucket-owner"), "{}", run.out);
}

#[test]
fn without_tests_there_is_nothing_to_run() {
    let scratch = repository("policy-none");
    let run = scratch.run(&["policy", "test"]);
    assert_eq!(run.status, 3);
    assert!(run.err.contains("no test found"), "{}", run.err);
}
