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

/// A policy of instances with this in its body.
fn of_instances(body: &str) -> String {
    format!("resource_policy \"aws_instance\" \"i\" {{\n  {body}\n}}\n")
}

#[test]
fn an_attribute_of_a_list_of_blocks_is_none() {
    let with =
        |condition: &str| of_instances(&format!("enforce {{\n    condition = {condition}\n  }}"));
    for (condition, expected) in [
        (
            "core::try(attrs.metadata_options.http_tokens, \"optional\") == \"required\"",
            "3:49: `attrs.metadata_options` is a list, which has no attribute; did you mean \
             `attrs.metadata_options[0].http_tokens`?",
        ),
        // A set of blocks is a list in a policy.
        (
            "attrs.ebs_block_device.encrypted == true",
            "3:39: `attrs.ebs_block_device` is a list, which has no attribute; did you mean \
             `attrs.ebs_block_device[0].encrypted`?",
        ),
        (
            "attrs.instance_market_options[0].spot_options.max_price == \"1\"",
            "3:62: `attrs.instance_market_options[0].spot_options` is a list, which has no attribute; did you mean \
             `attrs.instance_market_options[0].spot_options[0].max_price`?",
        ),
    ] {
        assert_eq!(
            error(&with(condition)),
            format!("policies/p.policy.hcl:{expected}")
        );
    }
    for condition in [
        "core::try(attrs.metadata_options[0].http_tokens, \"optional\") == \"required\"",
        "core::contains(attrs.metadata_options[*].http_tokens, \"required\")",
        "core::length(attrs.metadata_options.*.http_tokens) > 0",
        "core::alltrue([for it in attrs.metadata_options : it.http_tokens == \"required\"])",
        "core::alltrue([for attrs in attrs.metadata_options : attrs.http_tokens == \"required\"])",
        "attrs.ebs_block_device[0].encrypted",
        "attrs.tags.Name == \"x\"",
        "attrs.timeouts.create == \"x\"",
    ] {
        let found = errors(&judged(&with(condition), QUEUE));
        assert_eq!(found, Vec::<String>::new(), "{condition}");
    }
}

#[test]
fn what_can_be_evaluated_for_nothing_is_told_where_it_is_read() {
    for (condition, expected) in [
        (
            "core::endswith(attrs.name)",
            "17: core::endswith() takes 2 arguments, but is given 1",
        ),
        (
            "core::can(attrs.name, true)",
            "17: core::can() takes 1 argument, but is given 2",
        ),
        (
            "core::try()",
            "17: core::try() takes 1 argument or more, but is given 0",
        ),
        (
            "core::semvercmp(\"1.0.0\") == 1",
            "17: core::semvercmp() takes 2 arguments, but is given 1",
        ),
        (
            "core::getresources() == []",
            "17: core::getresources() takes 1 or 2 arguments, but is given 0",
        ),
        (
            "iaclint::environment(\"x\") == \"prod\"",
            "17: iaclint::environment() takes no arguments, but is given 1",
        ),
        (
            "iaclint::zones() == []",
            "17: iaclint::zones() takes 1 argument, but is given 0",
        ),
        (
            "core::length([], []...) == 0 && core::upper(attrs.name, \"\", []...) == \"\"",
            "49: core::upper() takes 1 argument, but is given 3",
        ),
        (
            "\"yes\"",
            "17: it must be true or false, but this is a string",
        ),
        ("(1)", "17: it must be true or false, but this is a number"),
        ("null", "17: it must be true or false, but this is null"),
        (
            "[attrs.name]",
            "17: it must be true or false, but this is a list",
        ),
        (
            "core::length(core::getresources(\"aws_sns_topic\", attrs.id)) > 0",
            "66: core::getresources() looks for an object, such as { bucket = attrs.id }, but this is `attrs.id`, a string",
        ),
        (
            "core::getdatasource(\"aws_sns_topic\", \"x\").arn == \"\"",
            "54: core::getdatasource() looks for an object, such as { bucket = attrs.id }, but this is a string",
        ),
    ] {
        assert_eq!(
            error(&with_condition(condition)),
            format!("policies/p.policy.hcl:3:{expected}")
        );
    }
    for condition in [
        "\"true\"",
        "core::max([1, 2]...) == 2",
        "core::endswith([attrs.name, \"x\"]...)",
        "core::length(core::getresources(\"aws_sns_topic\", null)) == 0",
        "core::length(core::getresources(\"aws_sns_topic\", attrs.tags)) == 0",
        "core::length(core::getresources(\"aws_sns_topic\", core::merge({}, attrs.tags))) == 0",
    ] {
        let found = errors(&judged(&with_condition(condition), QUEUE));
        assert_eq!(found, Vec::<String>::new(), "{condition}");
    }
}

/// As many as nobody writes: each is looked at once, and none on the machine's own stack.
#[test]
fn a_long_chain_of_locals_is_read() {
    let chain: String = (1..20_000)
        .map(|at| format!("  l{at} = local.l{}\n", at - 1))
        .collect();
    let policy = with_condition("input.x || local.l19999 == 1");
    let file = format!("locals {{\n  l0 = 1\n{chain}}}\n{policy}");
    assert_eq!(
        error(&file),
        "policies/p.policy.hcl:20005:17: there is no `input.x` here"
    );
    let circle = file.replace("  l0 = 1\n", "  l0 = local.l19999\n");
    let told = errors(&judged(&circle, QUEUE));
    // A circle of many names is told with its first ones.
    let way: String = (1..9)
        .map(|at| format!("`local.l{}` and ", 20_000 - at))
        .collect();
    assert_eq!(
        told[0],
        format!(
            "policies/p.policy.hcl:2:8: `local.l0` depends on itself, by way of {way}19991 more"
        )
    );
    assert_eq!(told.len(), 2);
}

#[test]
fn a_local_that_depends_on_itself_is_told_once() {
    let own = |locals: &str| {
        with_condition("core::length(local.a) > 0").replace(
            "  enforce",
            &format!("  locals {{\n    {locals}\n  }}\n  enforce"),
        )
    };
    assert_eq!(
        error(&own("a = \"${local.a}x\"")),
        "policies/p.policy.hcl:3:9: `local.a` depends on itself"
    );
    assert_eq!(
        error(&own(
            "a = local.b\n    b = [local.c]\n    c = local.a\n    d = local.a"
        )),
        "policies/p.policy.hcl:3:9: `local.a` depends on itself, by way of `local.b` and `local.c`"
    );
    // A local of the file is told there, once for all policies that use it.
    let file = format!(
        "locals {{\n  a = local.b\n  b = local.a\n}}\n{}",
        with_condition("local.a")
    );
    assert_eq!(
        error(&file),
        "policies/p.policy.hcl:2:7: `local.a` depends on itself, by way of `local.b`"
    );
    // Of circles that share a local one is told: the others may be gone once it is.
    assert_eq!(
        error(&own(
            "a = local.b\n    b = [local.a, local.c]\n    c = local.b"
        )),
        "policies/p.policy.hcl:3:9: `local.a` depends on itself, by way of `local.b`"
    );
    // What `for` calls `local` is none.
    let other = own("a = [for local in [{ a = 1 }] : local.a]");
    assert_eq!(errors(&judged(&other, QUEUE)), Vec::<String>::new());
}
