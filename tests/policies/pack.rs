//! The policies that come with iaclint: their tests, which are judged, and what a configuration makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use iaclint::policy::test::{CaseResult, run};
use iaclint::schema::Schemas;
use iaclint::source::walk;

use super::{HEAD, STACK, judged, judged_all, open, told};

const DATABASE: &str =
    "resource \"aws_db_instance\" \"main\" {\n  instance_class = \"db.t4g.small\"\n}\n";
const BUCKET: &str = "resource \"aws_s3_bucket\" \"images\" {\n  bucket = \"example-images\"\n}\n";

/// What is told of one policy with this configuration and these resources.
fn of(id: &str, config: &str, stack: &str, more: &[(&str, &str)]) -> Vec<String> {
    let main = format!("{HEAD}{stack}");
    let path = format!("{STACK}/main.tf");
    let mut files = vec![(&*path, &*main)];
    files.extend(more);
    match judged_all(config, &files) {
        Ok(outcome) => {
            let all = told(&outcome).into_iter().zip(&outcome.findings);
            all.filter(|(_, finding)| finding.meta.id == id)
                .map(|(line, _)| line)
                .collect()
        }
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn those_of_the_default_group_are_judged_unless_they_are_switched_off() {
    let found = ["warning aws_db_instance.main: The storage of the database is not encrypted"];
    assert_eq!(of("rds-encrypted", "", DATABASE, &[]), found);
    let off = "[policies]\ndefault = false\n";
    assert!(of("rds-encrypted", off, DATABASE, &[]).is_empty());
    let one_off = "[rules]\n\"rds-encrypted\" = \"off\"\n";
    assert!(of("rds-encrypted", one_off, DATABASE, &[]).is_empty());
    let grouped = "[policies]\ndefault = false\ngroups = [\"encryption\"]\n";
    assert_eq!(of("rds-encrypted", grouped, DATABASE, &[]), found);
}

#[test]
fn others_are_judged_by_their_groups_by_a_severity_or_by_a_level() {
    let found =
        ["warning aws_s3_bucket.images: Nothing keeps earlier versions of the bucket's objects"];
    assert!(of("s3-versioning", "", BUCKET, &[]).is_empty());
    for config in [
        "[policies]\ngroups = [\"resilience\"]\n",
        "[policies]\ngroups = [\"all\"]\n",
        "[rules]\n\"s3-versioning\" = \"warning\"\n",
        "[policies]\nlevels = { s3-versioning = \"advisory\" }\n",
        "[[policies.overrides]]\nenvironments = [\"prod\"]\nlevels = { s3-versioning = \"advisory\" }\n",
    ] {
        assert_eq!(of("s3-versioning", config, BUCKET, &[]), found, "{config}");
    }
    let elsewhere = "[[policies.overrides]]\npaths = [\"live/test/**\"]\nlevels = { s3-versioning = \"advisory\" }\n";
    assert!(of("s3-versioning", elsewhere, BUCKET, &[]).is_empty());
}

#[test]
fn a_policy_of_the_repository_takes_the_place_of_one_with_its_id() {
    let own = "resource_policy \"aws_db_instance\" \"own\" {\n  enforce {\n    condition     = attrs.instance_class != \
               \"db.t4g.small\"\n    error_message = \"too small\"\n  }\n}\n";
    let config = "[policies]\nfolders = [\"policies\"]\n";
    assert_eq!(
        of(
            "rds-encrypted",
            config,
            DATABASE,
            &[("policies/rds-encrypted.policy.hcl", own)]
        ),
        ["error aws_db_instance.main: too small"]
    );
}

#[test]
fn what_is_said_of_no_group_or_of_a_policy_that_is_off_is_an_error() {
    assert_eq!(
        of("", "[policies]\ngroups = [\"encription\"]\n", BUCKET, &[]),
        [
            "iaclint.toml:2:11: there is no group `encription` of policies; did you mean `encryption`?"
        ]
    );
    let lost = of(
        "",
        "[[overrides]]\npaths = [\"live/**\"]\nrules = { \"s3-versioning\" = \"error\" }\n",
        BUCKET,
        &[],
    );
    assert!(
        lost.len() == 1 && lost[0].contains("the policy `s3-versioning` is not switched on"),
        "{lost:?}"
    );
}

#[test]
fn an_ignore_comment_may_name_one_that_is_off() {
    let stack = format!("# iaclint:ignore[s3-versioning] -- can be made again\n{BUCKET}");
    assert!(of("malformed-ignore", "", &stack, &[]).is_empty());
    assert!(of("unused-ignore", "", &stack, &[]).is_empty());
    let on = "[policies]\ngroups = [\"resilience\"]\n";
    assert!(of("s3-versioning", on, &stack, &[]).is_empty());
}

#[test]
fn comments_of_other_linters_count_where_they_are_asked_for() {
    let checkov = DATABASE.replace('}', "  #checkov:skip=CKV_AWS_16: a copy of public data\n}");
    let trivy = format!("#trivy:ignore:AVD-AWS-0080\n{DATABASE}");
    let found = 1;
    for (text, tool) in [(&checkov, "checkov"), (&trivy, "trivy")] {
        assert_eq!(of("rds-encrypted", "", text, &[]).len(), found);
        let config = format!("[compat]\nignores = [\"{tool}\"]\n");
        assert!(of("rds-encrypted", &config, text, &[]).is_empty(), "{tool}");
    }
    let other = "[compat]\nignores = [\"tflint\"]\n";
    assert_eq!(of("rds-encrypted", other, &checkov, &[]).len(), found);
}

#[test]
fn the_order_of_blocks_that_nobody_knows_does_not_matter() {
    let policy = "resource_policy \"aws_security_group\" \"p\" {\n  enforce {\n    condition     = !core::anytrue([for one in \
                  attrs.ingress : core::try(core::contains(one.cidr_blocks, \"0.0.0.0/0\"), false)])\n    error_message \
                  = \"open\"\n  }\n}\n";
    let group = "resource \"aws_security_group\" \"lb\" {}\nresource \"aws_security_group\" \"app\" {\n  ingress {\n    \
                 from_port = 80\n    to_port = 80\n    protocol = \"tcp\"\n    security_groups = \
                 [aws_security_group.lb.id]\n  }\n}\n";
    let outcome = judged(policy, group);
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(open(&outcome), Vec::<String>::new());
}

#[test]
fn an_arn_is_no_star() {
    let policy = "resource_policy \"aws_sns_topic_policy\" \"p\" {\n  enforce {\n    condition     = \
                  core::alltrue([for one in core::jsondecode(attrs.policy).Statement : one.Principal.AWS != \"*\"])\n    \
                  error_message = \"open\"\n  }\n}\n";
    let stack = "resource \"aws_iam_role\" \"r\" {\n  assume_role_policy = \"{}\"\n}\nresource \"aws_sns_topic_policy\" \"t\" {\n  \
                 arn = \"arn:aws:sns:us-east-1:123456789012:t\"\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", \
                 Action = \"sns:Publish\", Resource = \"*\", Principal = { AWS = aws_iam_role.r.arn } }] })\n}\n";
    let outcome = judged(policy, stack);
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(open(&outcome), Vec::<String>::new());
}

/// The VPC module of the registry makes flow logs and much else that the model of it does not know.
#[test]
fn of_a_module_of_which_only_a_model_is_known_nothing_fails_that_the_model_does_not_say() {
    let policy = "resource_policy \"aws_vpc\" \"logged\" {\n  enforce {\n    condition     = \
                  core::length(core::getresources(\"aws_flow_log\", { vpc_id = attrs.id })) > 0\n    error_message = \
                  \"no flow log\"\n  }\n}\nresource_policy \"aws_subnet\" \"tagged\" {\n  enforce {\n    condition     = \
                  core::try(attrs.tags[\"Name\"], \"\") != \"\"\n    error_message = \"no name\"\n  }\n}\n";
    let stack = "module \"vpc\" {\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.21.0\"\n\n  cidr           = \
                 \"10.0.0.0/16\"\n  azs            = [\"us-east-1a\"]\n  public_subnets = [\"10.0.0.0/24\"]\n}\n";
    let outcome = judged(policy, stack);
    assert_eq!(told(&outcome), Vec::<String>::new());
    assert_eq!(
        open(&outcome),
        [
            "module.vpc.aws_vpc.this[0]: whether `p-logged` fails (no flow log) is not known, because the module \
             terraform-aws-modules/vpc/aws is not in the repository",
        ]
    );
}

/// Each policy that comes with iaclint has tests: one that passes, one that fails, and one that nobody can decide; but
/// for those to which nothing of a kind is right, and those of module calls, whose sources are always written out.
#[test]
fn their_own_tests_pass_and_each_has_some_of_every_kind() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/aws");
    let sources = walk::walk(&root).unwrap();
    let files = run(&sources, &Schemas::embedded(), &|_| true);
    let mut wrong = Vec::new();
    for file in &files {
        let told = file.errors.iter().chain(&file.doubts);
        wrong.extend(told.map(ToString::to_string));
        for case in &file.cases {
            if let CaseResult::Failed(reasons) = &case.result {
                let why = reasons.join(" | ");
                wrong.push(format!("{}:{}: {}: {why}", file.path, case.line, case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What a test file says of the policy that its name begins with.
    let mut said: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let texts: Vec<(String, String)> = sources
        .files()
        .map(|(id, file)| (file.path.clone(), sources.text(id).content.clone()))
        .collect();
    for (_, text) in texts
        .iter()
        .filter(|(path, _)| path.ends_with(".policytest.hcl"))
    {
        for id in
            iaclint::policy::pack::ids().filter(|id| text.contains(&format!("{id}.policy.hcl")))
        {
            let kinds = said.entry(id).or_default();
            kinds.extend(text.contains("expect_failure = true").then_some("fail"));
            kinds.extend(text.contains("expect_failure   = true").then_some("fail"));
            kinds.extend(
                text.contains("iaclint-expect: undetermined")
                    .then_some("unknown"),
            );
            let passes = text.split("\n}\n").any(|block| {
                block.contains(" \"")
                    && !block.contains("expect_failure")
                    && !block.contains("skip")
            });
            kinds.extend(passes.then_some("pass"));
        }
    }
    let is_of_any_kind = |id: &str| {
        let name = format!("/{id}.policy.hcl");
        let text = texts.iter().find(|(path, _)| path.ends_with(&name));
        text.is_some_and(|(_, text)| {
            text.contains("condition     = false") || text.contains("module_policy")
        })
    };
    let lacking: Vec<String> = iaclint::policy::pack::ids()
        .filter(|id| !is_of_any_kind(id))
        .filter_map(|id| {
            let kinds = said.get(id).cloned().unwrap_or_default();
            let missing: Vec<&str> = ["fail", "pass", "unknown"]
                .into_iter()
                .filter(|kind| !kinds.contains(kind))
                .collect();
            (!missing.is_empty()).then(|| format!("{id} lacks {}", missing.join(", ")))
        })
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}
