//! `[policies]` in iaclint.toml: folders, inputs and levels.

use super::{CONFIG, HEAD, STACK, judged_all, told};

const POLICY: &str = r#"
input "names" {
  type    = list(string)
  default = ["a"]
}
input "level" {
  type    = string
  default = "advisory"
}
resource_policy "aws_sqs_queue" "name" {
  enforcement_level = input.level
  enforce {
    condition     = core::contains(input.names, attrs.name)
    error_message = "${attrs.name} is none of ${core::join(", ", input.names)}"
  }
}
"#;

/// What is told of one queue in prod and one in test.
fn with(config: &str) -> Vec<String> {
    let queue = |name: &str| {
        format!("{HEAD}resource \"aws_sqs_queue\" \"{name}\" {{\n  name = \"{name}\"\n}}\n")
    };
    let (prod, test) = (queue("prod"), queue("test"));
    let files = [
        ("policies/p.policy.hcl", POLICY),
        ("live/prod/us-east-1/main/main.tf", &*prod),
        ("live/test/us-east-1/main/main.tf", &*test),
    ];
    match judged_all(config, &files) {
        Ok(outcome) => told(&outcome),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn without_folders_there_are_no_policies() {
    assert_eq!(with(""), Vec::<String>::new());
}

#[test]
fn an_advisory_policy_is_a_warning_in_production_and_a_note_elsewhere() {
    assert_eq!(
        with("[policies]\nfolders = [\"policies\"]\n"),
        [
            "warning aws_sqs_queue.prod: prod is none of a",
            "note aws_sqs_queue.test: test is none of a"
        ]
    );
}

#[test]
fn inputs_and_levels_are_given_for_all_and_for_some() {
    assert_eq!(
        with("[policies]\nfolders = [\"policies\"]\ninputs = { names = [\"prod\", \"b\"] }\n"),
        ["note aws_sqs_queue.test: test is none of prod, b"]
    );
    assert_eq!(
        with(
            "[policies]\nfolders = [\"policies\"]\nlevels = { p = \"mandatory\" }\n\
             [[policies.overrides]]\nenvironments = [\"test\"]\nlevels = { p = \"mandatory_overridable\" }\n"
        ),
        [
            "error aws_sqs_queue.prod: prod is none of a",
            "warning aws_sqs_queue.test: test is none of a"
        ]
    );
    assert_eq!(
        with(
            "[policies]\nfolders = [\"policies\"]\n[[policies.overrides]]\npaths = [\"live/test/**\"]\ninputs = { names = [\"test\"] }\n\
             [[policies.overrides]]\nenvironments = [\"prod\"]\nlevels = { p = \"off\" }\n"
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        with("[policies]\nfolders = [\"policies\"]\n[rules]\n\"p\" = \"off\"\n"),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_said_of_nothing_is_an_error() {
    let cases = [
        (
            "folders = [\"polices\"]\n",
            "iaclint.toml:2:12: there is no folder `polices` in the repository",
        ),
        (
            "folders = [\"policies\"]\ninputs = { name = [] }\n",
            "iaclint.toml:3:12: no policy has an input `name`; did you mean `names`?",
        ),
        (
            "folders = [\"policies\"]\ninputs = { names = 1 }\n",
            "iaclint.toml:3:12: `names` is not of the type that policies/p.policy.hcl:2 demands: list of string is required, but this is number",
        ),
        (
            "folders = [\"policies\"]\nlevels = { q = \"off\" }\n",
            "iaclint.toml:3:12: there is no policy `q`; did you mean `p`?",
        ),
        (
            "folders = [\"policies\"]\nlevels = { state-lock = \"off\" }\n",
            "iaclint.toml:3:12: `state-lock` is a rule and no policy, so that it has a severity and no level: write it below `[rules]`",
        ),
    ];
    for (section, expected) in cases {
        assert_eq!(with(&format!("[policies]\n{section}")), [expected]);
    }
    let unknown = with(
        "[policies]\nfolders = [\"policies\"]\n[[policies.overrides]]\nenvironments = [\"tst\"]\nlevels = { p = \"off\" }\n",
    );
    assert_eq!(
        unknown,
        ["iaclint.toml:4:17: there is no environment `tst`; did you mean `test`?"]
    );
}

#[test]
fn levels_that_change_no_severity_are_told() {
    let queue = format!("{HEAD}resource \"aws_sqs_queue\" \"q\" {{\n  name = \"q\"\n}}\n");
    let path = format!("{STACK}/main.tf");
    let files = [("policies/p.policy.hcl", POLICY), (&*path, &*queue)];
    let with = |rules: &str, level: &str| {
        let config = format!(
            "{CONFIG}[rules]\np = {rules}\n[[policies.overrides]]\nenvironments = [\"prod\"]\nlevels = {{ p = \"{level}\" }}\n"
        );
        let outcome = judged_all(&config, &files).unwrap();
        (told(&outcome), outcome.notices)
    };
    let found = |severity: &str| vec![format!("{severity} aws_sqs_queue.q: q is none of a")];
    let notice = |text: &str| vec![format!("iaclint.toml:8:12: {text}")];
    assert_eq!(
        with("\"note\"", "mandatory"),
        (
            found("note"),
            notice(
                "the level `mandatory` of the policy `p` says only that it is judged, since `[rules]` gives it the severity \
                 note at every level"
            )
        )
    );
    assert_eq!(
        with("\"off\"", "mandatory"),
        (
            vec![],
            notice(
                "the level `mandatory` of the policy `p` counts for nothing, since `[rules]` switches it off"
            )
        )
    );
    // What both can say at once.
    assert_eq!(with("\"note\"", "off"), (vec![], vec![]));
    assert_eq!(
        with("{ ignorable = false }", "mandatory"),
        (found("error"), vec![])
    );
}

/// What is told of two policies with an input of one name, and what the configuration gives to it.
fn shared(first: &str, second: &str, given: &str) -> (Vec<String>, Vec<String>) {
    let policy = |input: &str, name: &str| {
        format!(
            "input \"days\" {{\n{input}\n}}\nresource_policy \"aws_sqs_queue\" \"{name}\" {{\n  enforce {{\n    condition = \
             core::length(\"x${{input.days}}\") < 4\n    error_message = \"{name}\"\n  }}\n}}\n"
        )
    };
    let (first, second) = (policy(first, "first"), policy(second, "second"));
    let main = format!("{HEAD}resource \"aws_sqs_queue\" \"q\" {{}}\n");
    let files = [
        ("policies/a.policy.hcl", &*first),
        ("policies/b.policy.hcl", &*second),
        ("live/prod/us-east-1/main/main.tf", &*main),
    ];
    let config = format!(
        "[policies]\ndefault = false\nfolders = [\"policies\"]\ninputs = {{ days = {given} }}\n"
    );
    match judged_all(&config, &files) {
        Ok(outcome) => (told(&outcome), outcome.notices),
        Err(errors) => (errors.iter().map(ToString::to_string).collect(), Vec::new()),
    }
}

#[test]
fn inputs_of_one_name_that_are_declared_differently_are_told() {
    let (number, other) = ("type = number\ndefault = 7", "type = number\ndefault = 30");
    let list = "type = list(string)\ndefault = []";
    // One value for the same input of several policies is what it is for.
    assert_eq!(shared(number, number, "30"), (vec![], vec![]));
    assert_eq!(
        shared(number, other, "14").1,
        [
            "[policies] inputs: `days` counts for policies that declare it in different ways: policies/a.policy.hcl:1 \
             (number, default 7), policies/b.policy.hcl:1 (number, default 30)"
        ]
    );
    assert_eq!(
        shared(number, list, "14").0,
        [
            "iaclint.toml:4:12: `days` is not of the type that policies/b.policy.hcl:1 demands: list of string is \
             required, but this is number; it counts also for the input of this name of policies/a.policy.hcl:1 of type \
             number: give one of them another name"
        ]
    );
}

#[test]
fn settings_and_policies_that_are_about_nothing_are_told_with_their_place() {
    let config = format!(
        "{CONFIG}[[policies.overrides]]\npaths  = [\"live/prod/**\", \"live/prd/**\", \"infra\"]\nlevels = {{ p-a = \
         \"advisory\" }}\n"
    );
    let policies = "resource_policy \"aws_s4_*\" \"a\" {\n  enforce {\n    condition = true\n  }\n}\n\
                    resource_policy \"aws_s3_*\" \"b\" {\n  enforce {\n    condition = true\n  }\n}\n\
                    provider_policy \"awz\" \"c\" {\n  enforce {\n    condition = true\n  }\n}\n\
                    provider_policy \"aws\" \"d\" {\n  enforce {\n    condition = true\n  }\n}\n\
                    module_policy \"terraform-aws-module/*\" \"e\" {\n  enforce {\n    condition = true\n  }\n}\n\
                    module_policy \"terraform-aws-modules/*\" \"f\" {\n  enforce {\n    condition = true\n  }\n}\n\
                    module_policy \"forbidden/*\" \"g\" {\n  enforce {\n    condition = false\n  }\n}\n\
                    resource_policy \"acme_*\" \"h\" {\n  enforce {\n    condition = true\n  }\n}\n";
    let main = format!(
        "{HEAD}module \"vpc\" {{\n  source  = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.0.0\"\n}}\n"
    );
    let path = format!("{STACK}/main.tf");
    let files = [("policies/p.policy.hcl", policies), (&*path, &*main)];
    let outcome = judged_all(&config, &files).unwrap();
    let is_ours = |it: &&String| it.contains(".policy.hcl:") || it.contains("iaclint.toml:");
    let notices: Vec<&String> = outcome.notices.iter().filter(is_ours).collect();
    assert_eq!(
        notices,
        [
            "iaclint.toml:5:27: [[policies.overrides]] paths: no stack's folder fits `live/prd/**`, so that it counts for \
             none; did you mean `live/prod/**`?",
            "iaclint.toml:5:42: [[policies.overrides]] paths: no stack's folder fits `infra`, so that it counts for none",
            "policies/p.policy.hcl:1:1: no resource type fits `aws_s4_*`, so that this policy judges nothing",
            "policies/p.policy.hcl:11:1: no provider is called `awz` here, so that this policy judges nothing; did you mean \
             `aws`?",
            "policies/p.policy.hcl:21:1: no module has the source `terraform-aws-module/*`, so that this policy judges \
             nothing; did you mean `terraform-aws-modules/*`?",
        ]
    );
}

#[test]
fn an_id_of_another_tool_in_the_place_of_ones_own_is_answered_with_what_finds_the_same() {
    const NONE: &str = "[policies]\ndefault = false\n";
    let settings = |rules: &str| {
        let config = format!("{NONE}[rules]\n{rules} = \"off\"\n");
        let errors = judged_all(&config, &[]).unwrap_err();
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    for (id, expected) in [
        (
            "CKV_AWS_16",
            "`rds-encrypted` finds what checkov:CKV_AWS_16 does",
        ),
        ("CKV_AWS_9999", "no rule or policy is known by it"),
        ("CKV_GCP_1", "no rule or policy is known by it"),
    ] {
        let error = format!("iaclint.toml:4:1: there is no rule `{id}`; {expected}");
        assert_eq!(settings(id), [error]);
        let config = format!("{NONE}[policies.levels]\n{id} = \"off\"\n");
        let errors = judged_all(&config, &[]).unwrap_err();
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let error = format!("iaclint.toml:4:1: there is no policy `{id}`; {expected}");
        assert_eq!(errors, [error]);
        let main = format!(
            "{HEAD}# iaclint:ignore[{id}] -- not now\nresource \"aws_sqs_queue\" \"q\" {{}}\n"
        );
        let path = format!("{STACK}/main.tf");
        let outcome = judged_all(NONE, &[(&path, &main)]).unwrap();
        let [finding] = &outcome.findings[..] else {
            panic!("{:?}", told(&outcome));
        };
        let message = format!("the comment names the rule `{id}`, which does not exist");
        assert_eq!(finding.message, message);
        assert!(
            finding.help.eq_ignore_ascii_case(expected),
            "{}",
            finding.help
        );
    }
}
