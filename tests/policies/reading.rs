//! What is wrong with policy files, told with its place; the other policies stand.

use super::{errors, judged, told};

const QUEUE: &str = "resource \"aws_sqs_queue\" \"q\" {\n  name = \"q\"\n}\n";

/// The only error of a policy file.
fn error(policy: &str) -> String {
    let outcome = judged(policy, QUEUE);
    let mut errors = errors(&outcome);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

fn with_condition(condition: &str) -> String {
    format!(
        "resource_policy \"aws_sqs_queue\" \"q\" {{\n  enforce {{\n    condition = {condition}\n    error_message = \"no\"\n  }}\n}}\n"
    )
}

#[test]
fn a_fault_has_its_place_and_the_name_that_is_meant() {
    let cases = [
        (
            "attrs.nam == 1",
            "policies/p.policy.hcl:3:22: `aws_sqs_queue` has no attribute `nam`; did you mean `name`?",
        ),
        (
            "core::lenght(attrs.name) > 0",
            "policies/p.policy.hcl:3:17: there is no function core::lenght(): did you mean core::length()?",
        ),
        (
            "core::getresource(\"aws_vpc\", {}) == []",
            "policies/p.policy.hcl:3:17: there is no function core::getresource(): did you mean core::getresources()?",
        ),
        (
            "length(attrs.name) > 0",
            "policies/p.policy.hcl:3:17: the functions of the language are called with `core::`: write core::length()",
        ),
        (
            "local.x",
            "policies/p.policy.hcl:3:17: there is no `local.x` here",
        ),
        (
            "input.x",
            "policies/p.policy.hcl:3:17: there is no `input.x` here",
        ),
        (
            "attr.name == 1",
            "policies/p.policy.hcl:3:17: `attr` is nothing that a policy knows; did you mean `attrs`?",
        ),
        (
            "core::semverconstraint(attrs.name, \">> 5\")",
            "policies/p.policy.hcl:3:52: `>> 5` is no version constraint; write one such as \">= 5.0.0, < 6.0.0\"",
        ),
        (
            "core::length(core::getresources(\"aws_sqs_queu\", {})) > 0",
            "policies/p.policy.hcl:3:49: the provider aws has no resource type `aws_sqs_queu`; did you mean `aws_sqs_queue`?",
        ),
        (
            "core::length(core::getresources(\"aws_vpc\", { cidr_bloc = 1 })) > 0",
            "policies/p.policy.hcl:3:62: `aws_vpc` has no attribute `cidr_bloc`; did you mean `cidr_block`?",
        ),
        (
            "other::length(attrs.name) > 0",
            "policies/p.policy.hcl:3:17: there are no functions of `other`: those of the language are called as core::length()",
        ),
    ];
    for (condition, expected) in cases {
        assert_eq!(error(&with_condition(condition)), expected);
    }
}

#[test]
fn the_form_of_a_file_is_checked() {
    let cases = [
        (
            "resource_polcy \"a\" \"b\" {}\n",
            "policies/p.policy.hcl:1:1: a policy file has no block `resource_polcy`; did you mean `resource_policy`?",
        ),
        (
            "resource_policy \"aws_sqs_queue\" {}\n",
            "policies/p.policy.hcl:1:1: `resource_policy` has two labels, the resource type and its name, but this one has 1",
        ),
        (
            "resource_policy \"aws_sqs_queue\" \"q\" {}\n",
            "policies/p.policy.hcl:1:1: the policy has no `enforce` block, so that it demands nothing",
        ),
        (
            "resource_policy \"aws_sqs_queue\" \"q\" {\n  enforce {}\n}\n",
            "policies/p.policy.hcl:2:3: `enforce` needs a `condition`",
        ),
        (
            "resource_policy \"aws_sqs_queue\" \"q\" {\n  enforcement_level = \"advise\"\n  enforce {\n    condition = true\n  }\n}\n",
            "policies/p.policy.hcl:2:23: there is no enforcement level `advise`; there is advisory, mandatory_overridable, mandatory",
        ),
        (
            "resource_policy \"aws_sqs_queue\" \"q\" {\n  filtr = true\n  enforce {\n    condition = true\n  }\n}\n",
            "policies/p.policy.hcl:2:3: `resource_policy` has no argument `filtr`; did you mean `filter`?",
        ),
        (
            "resource_policy \"aws_sqs_queue\" \"q\" {\n  operations = [\"destroy\"]\n  enforce {\n    condition = true\n  }\n}\n",
            "policies/p.policy.hcl:2:17: there is no operation `destroy`; there is create, update, delete",
        ),
        (
            "input \"x\" {\n  type = number\n  default = \"y\"\n}\n",
            "policies/p.policy.hcl:3:13: the default of `x` is not of its type: a number is required",
        ),
        (
            "locals {\n  x = attrs.name\n}\n",
            "policies/p.policy.hcl:2:7: `attrs` is known inside of a policy only: it is another for each subject",
        ),
        (
            "# iaclint-sumary: x\nresource_policy \"aws_sqs_queue\" \"q\" {\n  enforce {\n    condition = true\n  }\n}\n",
            "policies/p.policy.hcl:1:1: iaclint has no comment `iaclint-sumary`; did you mean `iaclint-summary`?",
        ),
    ];
    for (policy, expected) in cases {
        assert_eq!(error(policy), expected);
    }
}

#[test]
fn one_broken_policy_does_not_silence_the_others() {
    let policy = format!(
        "locals {{\n  broken = core::nothing()\n}}\n{}{}{}",
        with_condition("attrs.nam == 1"),
        with_condition("attrs.name == \"x\"").replace("\"q\"", "\"good\""),
        with_condition("local.broken").replace("\"q\"", "\"uses\""),
    );
    let outcome = judged(&policy, QUEUE);
    assert_eq!(told(&outcome), ["error aws_sqs_queue.q: no"]);
    assert_eq!(outcome.findings[0].meta.id, "p-good");
    let errors = errors(&outcome);
    assert_eq!(errors.len(), 2, "{errors:?}");
}

#[test]
fn a_syntax_error_takes_its_file_and_no_other() {
    let main = format!("{}{QUEUE}", super::HEAD);
    let path = format!("{}/main.tf", super::STACK);
    let outcome = super::judged_all(
        super::CONFIG,
        &[
            ("policies/a.policy.hcl", "resource_policy \"x\" {\n"),
            (
                "policies/deep/b.policy.hcl",
                &with_condition("attrs.name == \"x\""),
            ),
            (&path, &main),
        ],
    )
    .unwrap();
    assert_eq!(told(&outcome), ["error aws_sqs_queue.q: no"]);
    assert!(
        errors(&outcome)[0].starts_with("policies/a.policy.hcl:"),
        "{:?}",
        errors(&outcome)
    );
}

#[test]
fn an_attribute_of_a_newer_provider_is_allowed_where_the_policy_may_speak_of_that() {
    let policy = |version: &str| {
        format!(
            "policy {{\n  required_providers {{\n    aws = {{\n      source = \"hashicorp/aws\"\n      version = \"{version}\"\n    }}\n  }}\n}}\n{}",
            with_condition("core::try(attrs.brand_new_thing, null) == null")
        )
    };
    assert_eq!(
        errors(&judged(&policy(">= 5.0.0, < 7.0.0"), QUEUE)),
        Vec::<String>::new()
    );
    assert_eq!(errors(&judged(&policy("~> 5.0"), QUEUE)).len(), 1);
}

#[test]
fn comments_say_what_a_rule_says() {
    let policy = "# iaclint-id: queue-name\n# iaclint-summary: The queue has the wrong name\n# iaclint-why: Nobody finds it\n\
                  #   under another.\n# iaclint-fix: Call it x.\n# iaclint-severity: note\n# iaclint-controls: SQS.1, CIS.2\n";
    let outcome = judged(
        &format!("{policy}{}", with_condition("attrs.name == \"x\"")),
        QUEUE,
    );
    assert_eq!(told(&outcome), ["note aws_sqs_queue.q: no"]);
    let finding = &outcome.findings[0];
    assert_eq!(finding.help, "Call it x.");
    let meta = finding.meta;
    assert_eq!(
        (meta.id, meta.summary),
        ("queue-name", "The queue has the wrong name.")
    );
    assert_eq!(meta.why, "Nobody finds it under another.");
    assert!(
        meta.page.contains("- SQS.1\n- CIS.2\n")
            && meta.page.contains("resource_policy \"aws_sqs_queue\"")
    );
}

#[test]
fn an_id_that_a_rule_has_already_is_refused() {
    let policy = format!(
        "# iaclint-id: state-lock\n{}",
        with_condition("attrs.name == \"x\"")
    );
    let message = error(&policy);
    assert!(
        message.contains("`state-lock`, which a rule of iaclint has already"),
        "{message}"
    );
}

#[test]
fn one_demand_of_several_types_is_one_rule() {
    let policy = with_condition("attrs.name == \"x\"");
    let other = policy.replace("aws_sqs_queue", "aws_sns_topic");
    let stack = format!("{QUEUE}resource \"aws_sns_topic\" \"t\" {{\n  name = \"t\"\n}}\n");
    let outcome = judged(&format!("{policy}{other}"), &stack);
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(told(&outcome).len(), 2);
    assert_eq!(outcome.rules.len(), 1);
    let meta = outcome.rules[0];
    assert_eq!(meta.id, "p");
    assert!(meta.page.contains("\"aws_sqs_queue\"") && meta.page.contains("\"aws_sns_topic\""));
}

#[test]
fn gates_of_deletions_are_not_judged_and_said_once() {
    let policy = with_condition("core::try(prior_attrs.name, \"\") == \"x\"")
        .replace("  enforce", "  operations = [\"delete\"]\n  enforce");
    let outcome = judged(&policy, QUEUE);
    assert_eq!(told(&outcome), Vec::<String>::new());
    let said: Vec<_> = outcome
        .notices
        .iter()
        .filter(|it| it.contains("deletions"))
        .collect();
    assert_eq!(said.len(), 1, "{:?}", outcome.notices);
}

#[test]
fn what_stands_at_the_top_is_of_the_file_and_what_stands_above_a_policy_is_its_own() {
    let policy = format!(
        "# iaclint-id: queue-name\n# iaclint-fix: Call it x.\n\n# Names only.\n# iaclint-severity: note\n{}",
        with_condition("attrs.name == \"x\"")
    );
    let outcome = judged(&policy, QUEUE);
    assert_eq!(told(&outcome), ["note aws_sqs_queue.q: no"]);
    let finding = &outcome.findings[0];
    assert_eq!(
        (finding.meta.id, &*finding.help),
        ("queue-name", "Call it x.")
    );
    assert_eq!(finding.meta.summary, "Names only.");
}
