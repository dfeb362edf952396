//! Starting policies: `policy new`, its test, and `rules --from` for whoever comes from another tool.

use std::fs;

use crate::policies::repository;

#[test]
fn several_checks_of_other_tools_are_asked_at_once_with_the_lines_that_switch_them_on() {
    let scratch = repository("policy-from");
    let arguments = [
        "rules",
        "--from",
        "checkov:CKV_AWS_144,AVD-AWS-0080",
        "--from",
        "CKV2_AWS_5",
    ];
    let run = scratch.run(&arguments);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let starts = |name: &str| run.out.lines().any(|line| line.starts_with(name));
    assert!(
        starts("s3-replication  ") && starts("rds-encrypted   "),
        "{}",
        run.out
    );
    assert!(
        starts("Nothing in iaclint finds what CKV2_AWS_5 does: "),
        "{}",
        run.out
    );
    // What is on needs no line.
    let lines = run.out.split_once("\n[policies.levels]\n").unwrap().1;
    assert_eq!(lines, "s3-replication = \"advisory\"  # resilience\n");
    // They are what the configuration takes.
    let config = format!("[policies]\nfolders = [\"policies\"]\n\n[policies.levels]\n{lines}");
    scratch.write("iaclint.toml", config);
    let run = scratch.run(&arguments);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(!run.out.contains("[policies.levels]"), "{}", run.out);
    assert!(
        run.out
            .contains("s3-replication  The objects of a bucket are in one region only (warning in"),
        "{}",
        run.out
    );
    // What nobody knows keeps nothing else from being told.
    let run = scratch.run(&["rules", "--from", "CKV_AWS_144,CKV_AWS_1444"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err
            .contains("--from CKV_AWS_1444: no rule or policy is known by it"),
        "{}",
        run.err
    );
    assert!(run.out.starts_with("s3-replication  "), "{}", run.out);
    // A program reads the list and nothing else.
    let run = scratch.run(&["rules", "--format", "json", "--from", "CKV2_AWS_5"]);
    assert_eq!(run.out, "[]\n");
    assert!(
        run.err
            .contains("Nothing in iaclint finds what CKV2_AWS_5 does: "),
        "{}",
        run.err
    );
}

#[test]
fn the_test_beside_a_policy_is_run_by_the_policys_path() {
    let scratch = repository("policy-beside");
    for name in ["bucket-owner", "bucket-team"] {
        assert_eq!(scratch.run(&["policy", "new", name]).status, 0);
    }
    let run = scratch.run(&["policy", "test", "policies/bucket-owner.policy.hcl"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.ends_with("3 passed in 1 test file\n"),
        "{}",
        run.out
    );
    fs::remove_file(scratch.0.join("policies/bucket-owner.policytest.hcl")).unwrap();
    let run = scratch.run(&["policy", "test", "policies/bucket-owner.policy.hcl"]);
    assert_eq!(run.status, 3);
    let told = "no test found: there is no file `policies/bucket-owner.policytest.hcl`";
    assert!(run.err.contains(told), "{}", run.err);
}

#[test]
fn a_new_policy_never_takes_the_place_of_what_comes_along_unsaid() {
    let scratch = repository("policy-taken");
    // The id of a rule.
    let run = scratch.run(&["policy", "new", "ecr-scan"]);
    assert_eq!(run.status, 2);
    let told = "`ecr-scan` is a rule of iaclint, whose id no policy can have: choose another name";
    assert!(run.err.contains(told), "{}", run.err);
    // That of a policy, with the type that only a new one has.
    let arguments = ["policy", "new", "s3-versioning", "-t", "aws_s3_bucket"];
    let run = scratch.run(&arguments);
    assert_eq!(run.status, 2);
    let told = "the policy `s3-versioning` comes with iaclint, and a new one of its id would be judged in its place";
    assert!(run.err.contains(told), "{}", run.err);
    assert_eq!(fs::read_dir(scratch.0.join("policies")).unwrap().count(), 0);
    // One that is nearly that of a policy is written, and said.
    let run = scratch.run(&["policy", "new", "s3-acess-logging"]);
    assert_eq!(run.status, 0);
    let told = "did you mean `s3-access-logging`, which comes with iaclint? `iaclint policy new s3-access-logging`";
    assert!(run.err.contains(told), "{}", run.err);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
}

#[test]
fn a_policy_that_comes_along_is_changed_by_a_copy_of_it_and_its_test() {
    let scratch = repository("policy-copy");
    let run = scratch.run(&["policy", "new", "rds-encrypted"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.err.contains("a copy of the policy `rds-encrypted`"),
        "{}",
        run.err
    );
    let path = "policies/rds-encrypted.policy.hcl";
    let text = fs::read_to_string(scratch.0.join(path)).unwrap();
    let theirs = fs::read_to_string("policies/aws/rds/rds-encrypted.policy.hcl").unwrap();
    let lines = theirs
        .lines()
        .filter(|line| !line.starts_with("# iaclint-groups:"));
    assert!(lines.eq(text.lines()), "{text}");
    let tested = scratch.run(&["policy", "test"]);
    assert_eq!(tested.status, 0, "{}{}", tested.out, tested.err);
    // It is judged in place of the other.
    scratch.write(
        path,
        text.replace("# iaclint-summary: ", "# iaclint-summary: Ours: "),
    );
    let listed = scratch.run(&["rules"]);
    let mut lines = listed
        .out
        .lines()
        .filter(|line| line.starts_with("rds-encrypted "));
    assert!(lines.next().unwrap().contains(" Ours: "), "{}", listed.out);
    assert_eq!(lines.next(), None);
}

#[test]
fn a_new_policy_is_about_a_type_that_there_is_and_says_what_makes_it_count() {
    let scratch = repository("policy-type");
    let run = scratch.run(&[
        "policy",
        "new",
        "bucket-owner",
        "--resource",
        "aws_s3_buket",
    ]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains(
            "the provider aws has no resource type `aws_s3_buket`; did you mean `aws_s3_bucket`?"
        ),
        "{}",
        run.err
    );
    for kind in ["aws_s3_*", "acme_thing", "aws_sqs_queue"] {
        let name = kind.replace(['_', '*'], "");
        let run = scratch.run(&["policy", "new", &name, "--resource", kind]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{kind}");
    }
    let run = scratch.run(&["policy", "new", "stars", "--resource", "aws_s4_*"]);
    assert_eq!(run.status, 2);
    let told = "the provider aws has no resource type that `aws_s4_*` fits";
    assert!(run.err.contains(told), "{}", run.err);
    // Whatever the type, the test holds.
    let kind = "aws_ecr_lifecycle_policy";
    let run = scratch.run(&["policy", "new", "lifecycle", "--resource", kind]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let tested = scratch.run(&["policy", "test"]);
    assert_eq!(tested.status, 0, "{}{}", tested.out, tested.err);
    scratch.write("iaclint.toml", "");
    let run = scratch.run(&["policy", "new", "bucket-owner", "--folder", "checks"]);
    assert_eq!(run.status, 0);
    assert!(
        run.err.contains(
            "as soon as iaclint.toml says so: `folders = [\"checks\"]` below `[policies]`"
        ),
        "{}",
        run.err
    );
}
