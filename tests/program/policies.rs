//! Policies as a user meets them: started, tested, judged, listed, explained.

use std::fs;

use crate::scratch::{Scratch, clean_stack};

pub(crate) fn repository(name: &str) -> Scratch {
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

#[test]
fn checks_of_other_tools_lead_to_ours_with_and_without_the_tools_name() {
    let scratch = repository("policy-peers");
    for name in [
        "checkov:CKV_AWS_16",
        "CKV_AWS_16",
        "ckv_aws_16",
        "AVD-AWS-0080",
        "AWS-0080",
        "trivy:avd-aws-0080",
    ] {
        let run = scratch.run(&["explain", name]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{name}");
        let first = format!("What {name} finds is found by `rds-encrypted`.\n\n# rds-encrypted\n");
        assert!(run.out.starts_with(&first), "{name}: {}", run.out);
        let run = scratch.run(&["rules", "--from", name]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{name}");
        assert!(
            run.out.starts_with("rds-encrypted  "),
            "{name}: {}",
            run.out
        );
        assert!(run.out.contains("\n1 rule or policy. "), "{}", run.out);
    }
    // By the UUID of a query of KICS.
    let run = scratch.run(&["explain", "afecd1f1-6378-4f7e-bb3b-60c35801fdd4"]);
    assert!(
        run.out.contains("\n# alb-deletion-protection\n"),
        "{}",
        run.out
    );
    // What is left on purpose says why.
    for arguments in [["explain", "CKV2_AWS_5"], ["explain", "checkov:CKV2_AWS_5"]] {
        let run = scratch.run(&arguments);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(
            run.out.starts_with("Nothing in iaclint finds what "),
            "{}",
            run.out
        );
    }
    // Several are listed.
    let run = scratch.run(&["explain", "checkov:CKV_AWS_103"]);
    assert_eq!(run.status, 0, "{}", run.err);
    // What nobody knows is told as such.
    let run = scratch.run(&["explain", "checkov:CKV_AWS_1666"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("checkov:CKV_AWS_1666: no rule or policy is known by it; `iaclint rules --format json` lists"), "{}", run.err);
    let run = scratch.run(&["explain", "CKV_AWS_1666"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err
            .contains("there is no rule `CKV_AWS_1666`; no rule or policy is known by it\n"),
        "{}",
        run.err
    );
    let run = scratch.run(&["explain", "snyk:SNYK-CC-1"]);
    assert!(
        run.err
            .contains("`snyk` is not known here; there are checkov, kics, tflint, trivy"),
        "{}",
        run.err
    );
}

const OWN: &str = "# iaclint-peers: checkov:CKV_AWS_18, checkov:CKV_ACME_7\nresource_policy \"aws_s3_bucket\" \"logged\" {\n  \
                   enforce {\n    condition     = attrs.bucket == \"a\"\n    error_message = \"not a\"\n  }\n}\n";

#[test]
fn what_ones_own_policies_name_of_other_tools_counts() {
    let scratch = repository("policy-own-peers");
    scratch.write("policies/own-logged.policy.hcl", OWN);
    let run = scratch.run(&["rules", "--from", "CKV_ACME_7"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("own-logged  "), "{}", run.out);
    let run = scratch.run(&["explain", "checkov:CKV_ACME_7"]);
    assert!(
        run.out
            .contains("\n- checkov CKV_ACME_7\n- checkov CKV_AWS_18\n"),
        "{}",
        run.out
    );
    let run = scratch.run(&["rules", "--from", "CKV_AWS_18"]);
    let ids = run.out.lines().map(|line| line.split(' ').next().unwrap());
    let ids: Vec<&str> = ids.take_while(|id| !id.is_empty()).collect();
    assert!(
        ids.contains(&"own-logged") && ids.contains(&"s3-access-logging"),
        "{ids:?}"
    );
    // Ignore comments count where they are asked for.
    let main = "live/prod/us-east-1/vpc/main.tf";
    let text = fs::read_to_string(scratch.0.join(main)).unwrap();
    let text = text.replace(
        "  bucket = \"b\"\n",
        "  #checkov:skip=CKV_ACME_7: as agreed\n  bucket = \"b\"\n",
    );
    scratch.write(main, text);
    assert!(scratch.run(&["check"]).out.contains("[own-logged]"));
    scratch.write(
        "iaclint.toml",
        "[policies]\nfolders = [\"policies\"]\n[compat]\nignores = [\"checkov\"]\n",
    );
    let run = scratch.run(&["check"]);
    assert!(!run.out.contains("[own-logged]"), "{}", run.out);
    // What is no name of a check would count for nothing.
    scratch.write(
        "policies/own-logged.policy.hcl",
        OWN.replace("checkov:CKV_ACME_7", "CKV_ACME_7"),
    );
    let run = scratch.run(&["check"]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("policies/own-logged.policy.hcl:2:1: `iaclint-peers` of the policy `logged` names `CKV_ACME_7`"),
        "{}",
        run.err
    );
}

#[test]
fn the_list_shows_the_severities_that_the_configuration_gives() {
    let scratch = repository("policy-severities");
    scratch.write("policies/own-logged.policy.hcl", OWN);
    let of = |config: &str, id: &str| {
        scratch.write("iaclint.toml", config);
        let run = scratch.run(&["rules"]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{config}");
        let line = run
            .out
            .lines()
            .find(|line| line.starts_with(&format!("{id} ")));
        let line = line.unwrap().to_owned();
        line.rsplit_once(" (")
            .unwrap()
            .1
            .trim_end_matches(')')
            .to_owned()
    };
    let own = "[policies]\nfolders = [\"policies\"]\n";
    assert_eq!(of(own, "own-logged"), "error");
    assert_eq!(of(own, "state-lock"), of("", "state-lock"));
    assert_eq!(
        of("[rules]\n\"state-lock\" = \"note\"\n", "state-lock"),
        "note"
    );
    assert_eq!(
        of("[rules]\n\"state-lock\" = \"off\"\n", "state-lock"),
        "off"
    );
    assert_eq!(
        of(
            &format!("{own}levels = {{ own-logged = \"advisory\" }}\n"),
            "own-logged"
        ),
        "warning in production, else note"
    );
    assert_eq!(
        of(
            &format!("{own}levels = {{ own-logged = \"off\" }}\n"),
            "own-logged"
        ),
        "off"
    );
    let some = format!(
        "{own}[[policies.overrides]]\nenvironments = [\"prod\"]\nlevels = {{ own-logged = \"mandatory_overridable\" }}\n\
         [[overrides]]\npaths = [\"live/test/**\"]\nrules = {{ \"own-logged\" = \"off\" }}\n"
    );
    assert_eq!(
        of(&some, "own-logged"),
        "error; mandatory_overridable in prod; off in live/test/**"
    );
    let explained = scratch.run(&["explain", "own-logged"]);
    assert!(
        explained.out.contains("\nSeverity: error.\nBy iaclint.toml: error; mandatory_overridable in prod; off in live/test/**.\n"),
        "{}",
        explained.out
    );
    // One that comes along and is off, but for some stacks.
    assert!(of("", "s3-versioning").starts_with("off; in "));
    assert_eq!(
        of(
            "[[policies.overrides]]\nenvironments = [\"prod\"]\nlevels = { s3-versioning = \"advisory\" }\n",
            "s3-versioning"
        ),
        "off; advisory in prod"
    );
}

#[test]
fn a_policy_of_ones_own_is_explained_in_place_of_the_one_with_its_id() {
    let scratch = repository("policy-replaced");
    scratch.write("policies/rds-encrypted.policy.hcl", OWN);
    let run = scratch.run(&["explain", "rds-encrypted"]);
    assert!(
        run.out.contains("`policies/rds-encrypted.policy.hcl`:"),
        "{}",
        run.out
    );
}

#[test]
fn a_broken_policy_is_annotated_where_it_is() {
    let scratch = repository("policy-annotated");
    scratch.write("policies/broken.policy.hcl", "resource_policy \"aws_s3_bucket\" \"b\" {\n  enforce {\n    condition = attrs.buckt == 1\n  }\n}\n");
    let message = "`aws_s3_bucket` has no attribute `buckt`; did you mean `bucket`?";
    let run = scratch.run(&["check", "--format", "github"]);
    assert_eq!(run.status, 2);
    let first = format!(
        "::error file=policies/broken.policy.hcl,line=3,col=22,title=iaclint::policies/broken.policy.hcl:3:22: {message}\n"
    );
    assert!(run.out.starts_with(&first), "{}", run.out);
    let run = scratch.run(&["report", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolConfigurationNotifications"][0];
    assert_eq!(told["message"]["text"], message);
    let place = &told["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "policies/broken.policy.hcl"
    );
    assert_eq!(place["region"]["startLine"], 3);
    let run = scratch.run(&["report", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let expected = serde_json::json!({
        "path": "policies/broken.policy.hcl",
        "place": { "line": 3, "column": 22 },
        "message": message
    });
    assert_eq!(report["errors"], serde_json::json!([expected]));
    // So is a fault of the configuration, with which nothing is judged.
    scratch.write("iaclint.toml", "[policies]\nfolder = [\"policies\"]\n");
    let run = scratch.run(&["check", "--format", "github"]);
    assert_eq!(run.status, 2);
    assert!(
        run.out.starts_with(
            "::error file=iaclint.toml,line=2,col=1,title=iaclint::iaclint.toml:2:1: "
        ),
        "{}",
        run.out
    );
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn the_instances_besides_the_one_that_a_finding_names_are_the_others() {
    let scratch = repository("policy-instances");
    let main = "live/prod/us-east-1/vpc/main.tf";
    let text = fs::read_to_string(scratch.0.join(main)).unwrap();
    let many = "resource \"aws_s3_bucket\" \"many\" {\n  for_each = toset([\"a\", \"b\", \"c\"])\n  bucket   = each.key\n}\n";
    scratch.write(main, text + many);
    assert_eq!(scratch.run(&["policy", "new", "bucket-owner"]).status, 0);
    let run = scratch.run(&["check"]);
    let about = "aws_s3_bucket.many[\"a\"]: aws_s3_bucket has no tag `Owner`";
    let finding = run.out.split("\n\n").find(|it| it.contains(about));
    let finding = finding.unwrap_or_else(|| panic!("{}", run.out));
    let also = finding.split_once("also: ").unwrap().1;
    assert!(also.contains("at 2 other addresses"), "{finding}");
    assert!(!also.contains("[\"a\"]"), "{finding}");
}

#[test]
fn a_comparison_that_decides_nothing_is_told_where_policies_are_tested_and_judged() {
    let scratch = repository("policy-doubt");
    assert_eq!(scratch.run(&["policy", "new", "bucket-owner"]).status, 0);
    let path = "policies/bucket-owner.policy.hcl";
    let text = fs::read_to_string(scratch.0.join(path)).unwrap();
    let line = "  filter = attrs.bucket != true\n\n  enforce {";
    scratch.write(path, text.replacen("  enforce {", line, 1));
    let told = "notice: policies/bucket-owner.policy.hcl:7:12: `attrs.bucket` is a string, and this compares it with a \
                bool, so that it holds for all; write \"true\"\n";
    let run = scratch.run(&["policy", "test"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.err.ends_with(told), "{}", run.err);
    let run = scratch.run(&["check"]);
    assert!(run.err.contains(told), "{}", run.err);
}
