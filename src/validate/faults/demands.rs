//! What a configuration demands of itself and of its values: each stack was given to `terraform plan` of Terraform
//! 1.11.4.

use super::tests::{NONE, in_files, in_stack};

/// A stack in which a condition of each kind of block is this text, as is what it says then.
fn with_condition(kind: &str, condition: &str, message: &str) -> Vec<String> {
    let block = |name: &str| {
        format!(" {name} {{\n condition = {condition}\n error_message = {message}\n }}\n")
    };
    let beside = "resource \"terraform_data\" \"k\" {\n input = \"k\"\n}\nlocals {\n false = \"false\"\n five = 5\n}\n";
    let text = match kind {
        "validation" => format!("variable \"v\" {{\n default = \"d\"\n{}}}", block(kind)),
        "assert" => format!("check \"c\" {{\n{}}}", block(kind)),
        "output" => format!("output \"o\" {{\n value = 1\n{}}}", block("precondition")),
        _ => format!(
            "resource \"terraform_data\" \"r\" {{\n input = \"a\"\n lifecycle {{\n{}}}\n}}",
            block(kind)
        ),
    };
    in_stack(&format!("{beside}{text}"))
}

/// Each is refused by Terraform 1.11.4, or taken where nothing is expected.
#[test]
fn a_condition_is_true_or_false() {
    let message = "\"Bad.\"";
    let validated = |condition: &str| with_condition("validation", condition, message);
    let of = |expected: &str| vec![expected.to_owned()];
    let either = |value: &str| format!("var.v == \"d\" ? {value} : {value}");
    // Whatever value is given, it comes out like that.
    let told = |kind: &str, value: &str| of(&format!("{kind} error {}", either(value)));
    assert_eq!(
        validated(&either("\"false\"")),
        told("Condition", "\"false\"")
    );
    assert_eq!(
        validated("var.v == \"d\" ? \"false\" : \"true\""),
        of("Condition warning \"d\""),
        "the default is at fault, and another value may be given"
    );
    assert_eq!(validated(&either("\"true\"")), NONE);
    assert_eq!(validated(&either("\"x\"")), told("Type", "\"x\""));
    assert_eq!(validated(&either("null")), told("Null", "null"));
    assert_eq!(validated(&either("5")), told("Type", "5"));
    assert_eq!(validated(&either("[]")), told("Type", "[]"));
    for kind in ["precondition", "output", "assert"] {
        let condition = if kind == "assert" {
            "Condition warning local.false"
        } else {
            "Condition error local.false"
        };
        assert_eq!(
            with_condition(kind, "local.false", message),
            of(condition),
            "{kind}"
        );
        let five = with_condition(kind, "local.five", message);
        assert_eq!(five, of("Type error local.five"), "{kind}");
    }
}

/// As measured with Terraform 1.11.4: it looks at the message of a validation only where that does not hold.
#[test]
fn an_error_message_is_a_text() {
    let (holds, fails) = (
        "terraform_data.k.input == \"k\"",
        "terraform_data.k.input == \"z\"",
    );
    for kind in ["precondition", "output", "assert"] {
        let of = |condition: &str, message: &str| with_condition(kind, condition, message);
        assert_eq!(of(holds, "[\"a\"]"), ["Type error [\"a\"]"], "{kind}");
        assert_eq!(of(holds, "null"), ["Null error null"], "{kind}");
        for message in ["5", "true", "terraform_data.k.id", "\"\""] {
            assert_eq!(of(holds, message), NONE, "{kind} {message}");
            assert_eq!(of(fails, message).len(), 1, "{kind} {message}");
        }
    }
    let of = |condition: &str, message: &str| with_condition("validation", condition, message);
    let (holds, fails) = ("var.v == \"d\"", "var.v == \"z\"");
    assert_eq!(of(holds, "[\"a\"]"), NONE);
    assert_eq!(of(holds, "null"), NONE);
    assert_eq!(of(fails, "[\"a\"]").len(), 2);
    assert_eq!(of(fails, "null").len(), 1);
}

/// Each is refused by `terraform plan`, or taken where nothing is expected.
#[test]
fn a_postcondition_looks_at_what_is_planned() {
    let of = |condition: &str| with_condition("postcondition", condition, "\"Bad.\"");
    assert_eq!(
        of("self.input == \"b\""),
        ["Condition error self.input == \"b\""]
    );
    assert_eq!(of("self.input == \"a\""), NONE);
    assert_eq!(
        of("self.output == \"b\""),
        ["Condition error self.output == \"b\""],
        "Terraform says so when it applies: the output is the input"
    );
    assert_eq!(of("self.id == \"x\""), NONE);
    assert_eq!(
        of("self.triggers_replace == \"b\""),
        ["Condition error self.triggers_replace == \"b\""]
    );
    let kept = "resource \"terraform_data\" \"r\" {\n input = \"a\"\n lifecycle {\n  ignore_changes = [input]\n  postcondition {\n   condition = self.input == \"b\"\n   error_message = \"Bad.\"\n  }\n }\n}";
    assert_eq!(
        in_stack(kept),
        NONE,
        "it may have been created with another"
    );
}

/// Each is refused by Terraform 1.11.4, or taken where nothing is expected.
#[test]
fn what_is_ephemeral_goes_where_nothing_keeps_it() {
    let of = |text: &str| {
        let variables = "variable \"e\" {\n default = \"e\"\n ephemeral = true\n}\n";
        in_files(&[
            (
                "live/prod/us-east-1/shop/main.tf",
                &format!("{variables}{text}"),
            ),
            (
                "modules/m/main.tf",
                "variable \"w\" {\n ephemeral = true\n}\noutput \"o\" {\n value = var.w\n}",
            ),
            (
                "modules/o/main.tf",
                "variable \"w\" {\n ephemeral = true\n}\noutput \"o\" {\n value = var.w\n ephemeral = true\n}",
            ),
        ])
    };
    let output =
        |value: &str, more: &str| of(&format!("output \"o\" {{\n value = {value}\n{more}}}"));
    assert_eq!(output("var.e", ""), ["Type error var.e"]);
    assert_eq!(output("{ a = var.e }", ""), ["Type error { a = var.e }"]);
    assert_eq!(
        output("1", " ephemeral = true\n"),
        ["Type error output \"o\""]
    );
    assert_eq!(output("1", " ephemeral = false\n"), NONE);
    assert_eq!(output("ephemeralasnull(var.e)", ""), NONE);
    assert_eq!(
        of("resource \"terraform_data\" \"r\" {\n count = var.e == \"e\" ? 1 : 0\n}"),
        ["Type error var.e == \"e\" ? 1 : 0"]
    );
    assert_eq!(
        of("resource \"terraform_data\" \"r\" {\n for_each = toset([var.e])\n}"),
        ["Type error toset([var.e])"]
    );
    let module = |name: &str| {
        of(&format!(
            "module \"m\" {{\n source = \"../../../../modules/{name}\"\n w = var.e\n}}"
        ))
    };
    assert_eq!(module("m"), ["Type error var.w"]);
    assert_eq!(module("o"), NONE);
    assert_eq!(
        of("locals {\n a = var.e\n}\nprovider \"aws\" {\n region = var.e\n}"),
        NONE
    );
}

/// Each is a cycle to Terraform 1.11.4, or none where nothing is expected.
#[test]
fn a_provider_is_configured_before_what_it_makes() {
    let vpc = |more: &str| {
        format!(
            "resource \"aws_vpc\" \"v\" {{\n cidr_block = \"10.0.0.0/16\"\n{more}}}\noutput \"id\" {{\n value = aws_vpc.v.id\n}}\noutput \"x\" {{\n value = \"eu-west-1\"\n}}\n"
        )
    };
    let of = |text: &str| {
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", text),
            ("modules/v/main.tf", &vpc("")),
        ])
    };
    let provider =
        |more: &str, region: &str| format!("provider \"aws\" {{\n{more} region = {region}\n}}\n");
    let alias = " alias = \"a\"\n";
    let own = provider("", "\"eu-west-1\"");
    let module =
        |more: &str| format!("module \"m\" {{\n source = \"../../../../modules/v\"\n{more}}}\n");
    let cycle = |at: &str| vec![format!("Cycle error {at}")];
    let made = provider("", "aws_vpc.v.id");
    assert_eq!(of(&(made.clone() + &vpc(""))), cycle("provider \"aws\""));
    let by_local = provider("", "local.r") + "locals {\n r = aws_vpc.v.id\n}\n";
    assert_eq!(of(&(by_local + &vpc(""))), cycle("provider \"aws\""));
    let aliased = provider(alias, "aws_vpc.v.id");
    assert_eq!(
        of(&(aliased.clone() + &vpc(" provider = aws.a\n"))),
        cycle("provider \"aws\"")
    );
    assert_eq!(of(&(own.clone() + &aliased + &vpc(""))), NONE);
    let by_module = provider("", "module.m.id");
    assert_eq!(of(&(by_module + &module(""))), cycle("provider \"aws\""));
    let passed = provider(alias, "module.m.id") + &module(" providers = { aws = aws.a }\n");
    assert_eq!(of(&(own + &passed)), cycle("provider \"aws\""));
    let other = provider("", "module.m.x");
    assert_eq!(of(&(other + &module(""))), NONE);
}
