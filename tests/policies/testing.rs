//! `*.policytest.hcl`: what passes and what fails, in the manner of HashiCorp's runner.

use iaclint::policy::test::{CaseResult, TestFile, run};
use iaclint::schema::Schemas;
use iaclint::source::Sources;

const POLICY: &str = r#"
input "least" {
  type    = number
  default = 2
}
resource_policy "aws_sqs_queue" "dead_letters" {
  filter = core::try(attrs.name, "") != "logs"
  locals {
    others = core::getresources("aws_sqs_queue_policy", { queue_url = attrs.id })
  }
  enforce {
    condition     = core::length(local.others) >= input.least
    error_message = "too few"
  }
}
module_policy "*" "ours" {
  enforce {
    condition     = core::startswith(meta.source, "registry.example.com/")
    error_message = "not ours"
  }
}
provider_policy "aws" "region" {
  enforce {
    condition     = attrs.region == "eu-west-1"
    error_message = "elsewhere"
  }
}
"#;

fn tested(test: &str) -> TestFile {
    let sources = Sources::from_memory([
        ("policies/p.policy.hcl", POLICY),
        (
            "policies/other.policy.hcl",
            "resource_policy \"*\" \"never\" {\n  enforce {\n    condition = false\n  }\n}\n",
        ),
        ("policies/t.policytest.hcl", test),
    ]);
    let mut files = run(&sources, &Schemas::embedded(), &|_| true);
    assert_eq!(files.len(), 1);
    files.remove(0)
}

/// What came of each case, a line each.
fn lines(test: &str) -> Vec<String> {
    let file = tested(test);
    let errors = file.errors.iter().map(ToString::to_string);
    let cases = file.cases.iter().map(|case| match &case.result {
        CaseResult::Passed => format!("{} passed", case.name),
        CaseResult::Skipped => format!("{} skipped", case.name),
        CaseResult::Failed(reasons) => format!("{}: {}", case.name, reasons.join(" | ")),
    });
    errors.chain(cases).collect()
}

const TARGET: &str = "policytest {\n  targets = [\"p.policy.hcl\"]\n}\n";

#[test]
fn mocks_are_judged_as_they_expect() {
    let found = lines(&format!(
        "{TARGET}{}",
        r#"
resource "aws_sqs_queue" "good" {
  attrs = { id = "x" }
}
resource "aws_sqs_queue_policy" "one" {
  skip  = true
  attrs = { queue_url = aws_sqs_queue.good.attrs.id }
}
resource "aws_sqs_queue_policy" "two" {
  attrs = { queue_url = "x" }
}
resource "aws_sqs_queue" "bad" {
  expect_failure = true
  attrs          = { id = "y" }
}
resource "aws_sqs_queue" "left_out" {
  attrs = { id = "z", name = "logs" }
}
resource "aws_sqs_queue" "less" {
  attrs = { id = "y" }
  inputs {
    least = 0
  }
}
"#
    ));
    assert_eq!(
        found,
        [
            "resource aws_sqs_queue.good passed",
            "resource aws_sqs_queue_policy.one skipped",
            "resource aws_sqs_queue_policy.two passed",
            "resource aws_sqs_queue.bad passed",
            "resource aws_sqs_queue.left_out passed",
            "resource aws_sqs_queue.less passed",
        ]
    );
}

#[test]
fn what_is_not_as_expected_fails() {
    let found = lines(&format!(
        "{TARGET}inputs {{\n  least = 1\n}}\n{}",
        r#"
resource "aws_sqs_queue" "wrong" {
  attrs = { id = "x" }
}
resource "aws_sqs_queue" "holds" {
  expect_failure = true
  attrs          = { id = "x", name = "logs" }
}
resource "aws_sqs_queue" "lacks" {
  expect_failure = true
  attrs          = {}
}
resource "aws_vpc" "nobody" {
  expect_failure = true
  attrs          = {}
}
"#
    ));
    assert_eq!(
        found,
        [
            "resource aws_sqs_queue.wrong: `dead_letters` fails: too few",
            "resource aws_sqs_queue.holds: a failure is expected, but every policy holds",
            "resource aws_sqs_queue.lacks: `dead_letters` cannot be evaluated: the object has no attribute \"id\": it is empty",
            "resource aws_vpc.nobody: a failure is expected, but no policy is about it",
        ]
    );
}

#[test]
fn modules_and_providers_are_mocked_by_what_policies_ask() {
    let found = lines(&format!(
        "{TARGET}{}",
        r#"
module "registry.example.com/a/b/aws" "ours" {
  meta = { source = "registry.example.com/a/b/aws", version = "1.0.0" }
}
module "other/b/aws" "theirs" {
  expect_failure = true
  meta = { source = "other/b/aws" }
}
provider "aws" "here" {
  attrs = { region = "eu-west-1" }
}
provider "aws" "there" {
  expect_failure = true
  attrs = { region = "us-east-1" }
}
"#
    ));
    assert_eq!(found.len(), 4);
    assert!(
        found.iter().all(|line| line.ends_with(" passed")),
        "{found:?}"
    );
}

#[test]
fn without_targets_every_policy_is_meant() {
    let found = lines("resource \"aws_vpc\" \"v\" {\n  attrs = {}\n}\n");
    assert_eq!(
        found,
        ["resource aws_vpc.v: `never` fails: the policy does not hold"]
    );
}

#[test]
fn faults_of_a_test_are_told_with_their_place() {
    let cases = [
        (
            "policytest {\n  targets = [\"q.policy.hcl\"]\n}\n",
            "policies/t.policytest.hcl:2:14: the target `q.policy.hcl` is no policy file, and no folder with policy files",
        ),
        (
            "resorce \"a\" \"b\" {}\n",
            "policies/t.policytest.hcl:1:1: a test file has no block `resorce`; did you mean `resource`?",
        ),
        (
            "resource \"a\" \"b\" {\n  expect_failur = true\n}\n",
            "policies/t.policytest.hcl:2:3: `resource` has no argument `expect_failur`; did you mean `expect_failure`?",
        ),
        (
            "data \"a\" \"b\" {\n  expect_failure = true\n}\n",
            "policies/t.policytest.hcl:2:3: `data` has no argument `expect_failure`; there is attrs",
        ),
    ];
    for (test, expected) in cases {
        assert_eq!(lines(test), [expected]);
    }
}

#[test]
fn a_data_source_is_mocked() {
    let policy = "resource_policy \"aws_instance\" \"ami\" {\n  locals {\n    ami = core::getdatasource(\"aws_ami\", { name_regex = \
                  \"ubuntu\" })\n  }\n  enforce {\n    condition = attrs.ami == local.ami.id\n    error_message = \"wrong image\"\n  }\n}\n";
    let test = "data \"aws_ami\" \"u\" {\n  attrs = { name_regex = \"ubuntu\", id = \"ami-1\" }\n}\n\
                resource \"aws_instance\" \"good\" {\n  attrs = { ami = data.aws_ami.u.attrs.id }\n}\n\
                resource \"aws_instance\" \"bad\" {\n  expect_failure = true\n  attrs = { ami = \"ami-2\" }\n}\n";
    let sources = Sources::from_memory([("a.policy.hcl", policy), ("a.policytest.hcl", test)]);
    let files = run(&sources, &Schemas::embedded(), &|_| true);
    assert_eq!(files[0].failures(), 0, "{files:?}");
    assert_eq!(files[0].cases.len(), 2);
}

#[test]
fn a_comment_makes_an_attribute_of_a_mock_unknown() {
    let found = lines(&format!(
        "{TARGET}{}",
        r#"
# iaclint-unknown: id
# iaclint-expect: undetermined
resource "aws_sqs_queue" "unknown" {
  skip  = true
  attrs = { name = "images" }
}
# iaclint-expect: undetermined
resource "aws_sqs_queue" "known" {
  skip  = true
  attrs = { id = "x", name = "logs" }
}
# iaclint-unknown: queue_url
resource "aws_sqs_queue_policy" "one" {
  skip  = true
  attrs = { queue_url = "x" }
}
resource "aws_sqs_queue_policy" "two" {
  skip  = true
  attrs = { queue_url = "x" }
}
"#
    ));
    assert_eq!(
        found,
        [
            "resource aws_sqs_queue.unknown passed",
            "resource aws_sqs_queue.known: nobody should be able to decide it, but every policy is decided",
            "resource aws_sqs_queue_policy.one skipped",
            "resource aws_sqs_queue_policy.two skipped",
        ]
    );
    let nested = lines(&format!(
        "{TARGET}{}",
        r#"
# iaclint-unknown: a[0].b, c
resource "aws_sqs_queue_policy" "deep" {
  attrs = { a = [{ b = 1 }] }
}
# iaclint-unknown: a[1].b
resource "aws_sqs_queue_policy" "nowhere" {
  attrs = { a = [{ b = 1 }] }
}
"#
    ));
    assert_eq!(
        nested,
        [
            "resource aws_sqs_queue_policy.deep passed",
            "resource aws_sqs_queue_policy.nowhere: the mock has no place for an attribute that `iaclint-unknown` names",
        ]
    );
}

#[test]
fn what_iaclint_knows_of_an_environment_is_mocked() {
    let sources = Sources::from_memory([
        (
            "p.policy.hcl",
            "resource_policy \"aws_db_subnet_group\" \"p\" {\n  enforce {\n    condition = \
             core::length(iaclint::zones(attrs.subnet_ids)) > 1 && iaclint::environment() == \"prod\" && \
             core::alltrue([for id in attrs.subnet_ids : iaclint::subnet_class(id) == \"isolated\"])\n  }\n}\n",
        ),
        (
            "p.policytest.hcl",
            "locals {\n  environment = \"prod\"\n}\nresource \"aws_subnet\" \"a\" {\n  attrs = { id = \"a\", \
             availability_zone = \"us-east-1a\" }\n  meta = { subnet_class = \"isolated\" }\n}\nresource \"aws_subnet\" \
             \"b\" {\n  attrs = { id = \"b\", availability_zone = \"us-east-1b\" }\n  meta = { subnet_class = \
             \"isolated\" }\n}\nresource \"aws_db_subnet_group\" \"two\" {\n  attrs = { subnet_ids = [\"a\", \"b\"] \
             }\n}\nresource \"aws_db_subnet_group\" \"one\" {\n  expect_failure = true\n  attrs = { subnet_ids = \
             [\"a\"] }\n}\n",
        ),
    ]);
    let files = run(&sources, &Schemas::embedded(), &|_| true);
    assert!(files[0].errors.is_empty(), "{:?}", files[0].errors);
    assert_eq!(files[0].failures(), 0, "{:?}", files[0].cases);
}

/// What is no fault of a test and yet hardly meant, a line each.
fn doubts(test: &str) -> Vec<String> {
    let doubts = tested(test).doubts;
    doubts.iter().map(ToString::to_string).collect()
}

#[test]
fn a_test_that_tests_nothing_is_not_green() {
    let nothing = "policies/t.policytest.hcl: no block `resource`, `module` or `provider` mocks what a policy judges, so \
                   that nothing is tested";
    assert_eq!(lines(TARGET), [nothing]);
    let data = "data \"aws_ami\" \"a\" {\n  attrs = {}\n}\n";
    assert_eq!(lines(&format!("{TARGET}{data}")), [nothing]);
    // A type that no policy judges or looks for, and that nothing refers to.
    let found = lines(&format!(
        "{TARGET}{}",
        r#"
resource "aws_vpc" "nobody" {
  attrs = {}
}
resource "aws_vpc" "named" {
  attrs = { id = "v" }
}
resource "aws_sqs_queue" "left_out" {
  attrs = { id = aws_vpc.named.attrs.id, name = "logs" }
}
"#
    ));
    assert_eq!(
        found,
        [
            "resource aws_vpc.nobody passed",
            "resource aws_vpc.named passed",
            "resource aws_sqs_queue.left_out passed",
        ]
    );
    let nobody = "resource \"aws_vpc\" \"nobody\" {\n  attrs = {}\n}\n";
    let nothing = "policies/t.policytest.hcl: no policy of the targets is about any mock of this file, so that nothing is \
                   tested";
    assert_eq!(lines(&format!("{TARGET}{nobody}")), [nothing]);
    let queue =
        "resource \"aws_sqs_queue\" \"q\" {\n  attrs = { id = \"x\", name = \"logs\" }\n}\n";
    assert_eq!(
        doubts(&format!("{TARGET}{nobody}{queue}")),
        [
            "policies/t.policytest.hcl:4:1: no policy of the targets judges `aws_vpc` or looks for it, so that this mock does \
          nothing"
        ]
    );
    let told = doubts(&format!(
        "{TARGET}{data}resource \"aws_sqs_queue\" \"q\" {{\n  skip = true\n}}\nresource \"aws_sqs_queue_policy\" \"p\" \
         {{\n  skip = true\n}}\nresource \"aws_vpc\" \"v\" {{\n  skip = true\n}}\n"
    ));
    assert_eq!(
        told,
        [
            "policies/t.policytest.hcl:4:1: no policy of the targets judges `aws_ami` or looks for it, so that this mock \
             does nothing",
            "policies/t.policytest.hcl:13:1: no policy of the targets judges `aws_vpc` or looks for it, so that this mock \
             does nothing",
        ]
    );
}

#[test]
fn a_test_speaks_of_types_and_inputs_that_there_are() {
    let cases = [
        (
            "resource \"aws_sqs_queu\" \"q\" {\n  attrs = {}\n}\n",
            "4:1: the provider aws has no resource type `aws_sqs_queu`; did you mean `aws_sqs_queue`?",
        ),
        (
            "resource \"aws_sqs_queue\" \"q\" {\n  skip = true\n}\ndata \"aws_amy\" \"q\" {\n  attrs = {}\n}\n",
            "7:1: the provider aws has no data source `aws_amy`; did you mean `aws_ami`?",
        ),
        (
            "provider \"awz\" \"q\" {\n  attrs = {}\n}\n",
            "4:1: there is no provider `awz`; did you mean `aws`?",
        ),
        (
            "inputs {\n  leest = 1\n}\nresource \"aws_sqs_queue\" \"q\" {\n  skip = true\n}\n",
            "5:3: no policy of the targets has an input `leest`; did you mean `least`?",
        ),
        (
            "resource \"aws_sqs_queue\" \"q\" {\n  skip = true\n  inputs {\n    most = 1\n  }\n}\n",
            "7:5: no policy of the targets has an input `most`",
        ),
    ];
    for (test, expected) in cases {
        let expected = format!("policies/t.policytest.hcl:{expected}");
        assert_eq!(lines(&format!("{TARGET}{test}")), [expected]);
    }
    // Of a provider that nobody here knows there may be any type.
    let found = lines(
        "policytest {\n  targets = [\"other.policy.hcl\"]\n}\nresource \"acme_thing\" \"a\" {\n  \
                       expect_failure = true\n  attrs = {}\n}\n",
    );
    assert_eq!(found, ["resource acme_thing.a passed"]);
}

#[test]
fn mocks_of_one_address_are_told_and_a_fault_where_one_is_referred_to() {
    let two = "resource \"aws_sqs_queue\" \"q\" {\n  attrs = { id = \"x\", name = \"logs\" }\n}\n"
        .repeat(2);
    let test = format!("{TARGET}{two}");
    let passed = "resource aws_sqs_queue.q passed";
    assert_eq!(lines(&test), [passed, passed]);
    let told = "policies/t.policytest.hcl:7:1: there are two mocks `resource aws_sqs_queue.q`";
    assert_eq!(
        doubts(&test),
        [format!("{told}: give this one another name")]
    );
    let refers = "resource \"aws_sqs_queue_policy\" \"p\" {\n  attrs = { queue_url = aws_sqs_queue.q.attrs.id }\n}\n";
    assert_eq!(
        lines(&format!("{test}{refers}")),
        [format!(
            "{told}, and something refers to one of them: give this one another name"
        )]
    );
}

#[test]
fn attributes_that_a_type_does_not_have_are_told_and_no_faults() {
    let test = format!(
        "{TARGET}{}",
        r#"
resource "aws_sqs_queue" "q" {
  attrs = { id = "x", name = "logs", fifo_que = true }
}
resource "aws_s3_bucket" "b" {
  skip  = true
  attrs = { lifecycle_rule = [{ enabeld = true }] }
}
provider "aws" "p" {
  attrs = { region = "eu-west-1", regin = "eu-west-1" }
}
"#
    );
    let found = lines(&test);
    assert_eq!(found[0], "resource aws_sqs_queue.q passed");
    assert_eq!(
        doubts(&test)[..2],
        [
            "policies/t.policytest.hcl:6:38: `aws_sqs_queue` has no attribute `fifo_que` there; did you mean `fifo_queue`?",
            "policies/t.policytest.hcl:10:33: `aws_s3_bucket` has no attribute `enabeld` there; did you mean `enabled`?",
        ]
    );
    assert!(
        doubts(&test)
            .iter()
            .any(|it| it.contains("`aws` has no attribute `regin` there; did you mean `region`?"))
    );
}
