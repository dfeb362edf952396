//! What is judged of conditions, of what providers are given, and of blocks that no instance is made of.

use super::{NONE, in_files, in_stack};

#[test]
fn what_follows_the_output_of_a_module_is_judged_by_its_value() {
    let stack = "module \"m\" {\n source = \"../../../../modules/m\"\n}\noutput \"o\" {\n value = module.m.name.id\n}";
    let files = [
        ("live/prod/us-east-1/shop/main.tf", stack),
        (
            "modules/m/main.tf",
            "output \"name\" {\n value = \"shop\"\n}",
        ),
    ];
    assert_eq!(in_files(&files), ["Index error .id"]);
}

/// The instances that `for_each` makes may have any name, so that only evaluation tells that none has this one.
#[test]
fn what_each_instance_has_is_no_attribute_of_all_instances() {
    let stack = |output: &str| {
        let stack = format!(
            "module \"m\" {{\n source = \"../../../../modules/m\"\n for_each = toset([\"a\", \"b\"])\n}}\nresource \"terraform_data\" \"d\" {{\n \
             for_each = toset([\"a\", \"b\"])\n}}\noutput \"o\" {{\n value = {output}\n}}"
        );
        let files = [
            ("live/prod/us-east-1/shop/main.tf", stack.as_str()),
            (
                "modules/m/main.tf",
                "output \"name\" {\n value = \"shop\"\n}",
            ),
        ];
        in_files(&files)
    };
    assert_eq!(stack("module.m.name"), ["Index error .name"]);
    assert_eq!(stack("module.m.a.name"), NONE);
    assert_eq!(stack("module.m[\"a\"].name"), NONE);
    assert_eq!(stack("values(module.m)[*].name"), NONE);
    assert_eq!(stack("terraform_data.d[*].id"), ["Index error .id"]);
    assert_eq!(stack("values(terraform_data.d)[*].id"), NONE);
}

#[test]
fn a_variable_that_must_not_be_null_is_given_a_value() {
    let stack = |given: &str, default: &str| {
        let stack =
            format!("module \"m\" {{\n source = \"../../../../modules/m\"\n v = {given}\n}}");
        let module = format!("variable \"v\" {{\n type = string\n nullable = false\n{default}}}");
        let files = [
            ("live/prod/us-east-1/shop/main.tf", stack.as_str()),
            ("modules/m/main.tf", module.as_str()),
        ];
        in_files(&files)
    };
    assert_eq!(stack("null", ""), ["VariableType error null"]);
    assert_eq!(stack("null", " default = \"a\"\n"), NONE);
    assert_eq!(stack("\"a\"", ""), NONE);
}

#[test]
fn a_condition_must_be_true_or_false() {
    let with = |condition: &str| {
        in_stack(&format!(
            "variable \"v\" {{\n type = number\n default = 5\n validation {{\n condition = {condition}\n error_message = \"Not so.\"\n }}\n}}"
        ))
    };
    assert_eq!(with("var.v"), ["Type error var.v"]);
    assert_eq!(with("[var.v]"), ["Type error [var.v]"]);
    assert_eq!(
        with("var.v == 5 ? null : false"),
        ["Null warning var.v == 5 ? null : false"],
        "another value may be given"
    );
    assert_eq!(with("var.v > 5 ? \"true\" : \"true\""), NONE);
}

/// What constrains the provider to the version whose schema is known.
const EXACT: &str = "terraform {\n required_providers {\n  aws = { source = \"hashicorp/aws\", version = \"~> 5.0\" }\n }\n}\n";

#[test]
fn what_a_resource_needs_must_not_be_null() {
    let cluster = |name: &str| {
        in_stack(&format!(
            "{EXACT}variable \"v\" {{\n type = string\n}}\nlocals {{ on = true }}\nresource \"aws_ecs_cluster\" \"a\" {{\n name = {name}\n}}"
        ))
    };
    assert_eq!(
        cluster("local.on ? null : \"a\""),
        ["Null error local.on ? null : \"a\""]
    );
    assert_eq!(
        cluster("var.v == \"x\" ? null : \"a\""),
        NONE,
        "it may have a name"
    );
}

#[test]
fn what_is_divided_by_zero_is_no_number_for_a_provider() {
    assert_eq!(
        in_stack(&format!(
            "{EXACT}resource \"aws_ebs_volume\" \"a\" {{\n availability_zone = \"us-east-1a\"\n size = 8 / 0\n}}"
        )),
        ["Type error 8 / 0"]
    );
    assert_eq!(in_stack("output \"o\" {\n value = 8 / 0\n}"), NONE);
}

#[test]
fn what_json_begins_like_a_list_is_no_text() {
    let stack = |text: &str| {
        in_stack(&format!(
            "variable \"v\" {{\n type = string\n}}\noutput \"o\" {{\n value = upper(jsondecode(\"{text}\"))\n}}"
        ))
    };
    let list = stack("[{\\\"a\\\": ${var.v}}]");
    assert_eq!(list.len(), 1, "{list:?}");
    let object = stack("{\\\"a\\\": ${var.v}}");
    assert_eq!(object.len(), 1, "{object:?}");
    assert_eq!(stack("${var.v}"), NONE);
}

#[test]
fn a_template_that_is_no_reference_is_refused_when_it_is_rendered() {
    assert_eq!(
        in_stack("output \"o\" {\n value = templatestring(\"a\", {})\n}"),
        ["FunctionCall error \"a\""]
    );
    assert_eq!(
        in_stack("output \"o\" {\n value = try(templatestring(\"a\", {}), \"b\")\n}"),
        NONE
    );
}

#[test]
fn what_a_template_in_a_text_is_not_given_is_told_at_its_call() {
    let stack = "locals { t = \"$${a} $${b}\" }\noutput \"o\" {\n value = templatestring(local.t, { a = 1 })\n}";
    assert_eq!(
        in_stack(stack),
        ["File error templatestring(local.t, { a = 1 })"]
    );
}

#[test]
fn what_tfvars_files_say_is_written_out() {
    let files = |given: &'static str| {
        in_files(&[
            (
                "live/prod/us-east-1/shop/main.tf",
                "variable \"v\" {\n type = any\n}\nvariable \"w\" {\n type = any\n}",
            ),
            ("live/prod/us-east-1/shop/terraform.tfvars", given),
        ])
    };
    assert_eq!(
        files("v = \"a-${var.w}\"\nw = 1"),
        ["Undeclared error var.w"]
    );
    assert_eq!(files("v = upper(\"a\")"), ["Undeclared error upper"]);
    assert_eq!(files("v = [for x in [1, 2] : x]"), NONE);
}

#[test]
fn what_is_made_of_nothing_known_is_judged_where_no_instance_is_made() {
    let listener = |count: &str, port: &str| {
        in_stack(&format!(
            "{EXACT}locals {{ text = \"https\" }}\nvariable \"port\" {{\n type = list(string)\n default = []\n}}\nresource \"aws_lb_listener\" \"a\" {{\n count = {count}\n load_balancer_arn = \"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/1\"\n port = {port}\n default_action {{\n type = \"forward\"\n }}\n}}"
        ))
    };
    assert_eq!(listener("0", "\"https\""), ["ArgumentType error \"https\""]);
    assert_eq!(
        listener("0", "local.text"),
        ["ArgumentType error local.text"]
    );
    assert_eq!(listener("0", "var.port"), ["ArgumentType error var.port"]);
    assert_eq!(listener("0", "var.port[0]"), NONE, "it may be there");
    assert_eq!(listener("1", "\"https\""), ["ArgumentType error \"https\""]);
}

#[test]
fn the_content_of_a_dynamic_block_is_judged_unless_nothing_is_given_to_it() {
    let instance = |each: &str| {
        in_stack(&format!(
            "{EXACT}locals {{ none = [] }}\nvariable \"on\" {{\n type = bool\n default = false\n}}\nresource \"aws_instance\" \"a\" {{\n dynamic \"ebs_block_device\" {{\n for_each = {each}\n content {{\n device_name = \"a\"\n volume_size = \"large\"\n iops = ebs_block_device.value\n }}\n }}\n}}"
        ))
    };
    assert_eq!(
        instance("var.on ? [80] : []"),
        ["ArgumentType error \"large\""]
    );
    assert_eq!(instance("local.none"), NONE);
}

#[test]
fn a_module_that_nobody_calls_is_judged_without_values() {
    let module = |text: &'static str| in_files(&[("modules/m/main.tf", text)]);
    assert_eq!(
        module("output \"o\" {\n value = upper([\"a\"])\n}"),
        ["Type error [\"a\"]"]
    );
    assert_eq!(
        module(
            "terraform {\n required_version = \">= 0.12, < 0.13\"\n}\nlocals { v = list(\"a\") }"
        ),
        NONE,
        "there was one"
    );
    assert_eq!(
        module("variable \"v\" {\n type = string\n}\nlocals { v = var.v.id }"),
        ["Index error .id"]
    );
    assert_eq!(
        module(
            "variable \"v\" {}\noutput \"o\" {\n value = var.v.id[0] + module.n.a\n}\nmodule \"n\" {\n source = \"./n\"\n}"
        ),
        NONE
    );
}

#[test]
fn functions_of_the_aws_provider_are_those_of_the_provider_that_is_required() {
    let of = |name: &str, call: &str| {
        in_stack(&format!(
            "terraform {{\n required_providers {{\n  {name} = {{\n   source = \"hashicorp/aws\"\n   version = \"5.100.0\"\n  }}\n }}\n}}\noutput \"o\" {{\n value = {call}\n}}"
        ))
    };
    let parse = |provider: &str, rest: &str| {
        format!("provider::{provider}::arn_parse(\"arn:aws:iam::444455556666:role/x\"){rest}")
    };
    assert_eq!(of("aws", &parse("aws", ".account_id")), NONE);
    assert_eq!(of("amazon", &parse("amazon", ".region")), NONE);
    assert_eq!(of("aws", &parse("aws", ".regio")), ["Index error .regio"]);
    assert_eq!(
        of("aws", &parse("amazon", "")),
        ["Function error provider::amazon::arn_parse"]
    );
    assert_eq!(
        of("aws", "provider::aws::trim_iam_role_path(\"role/x\")"),
        ["FunctionCall error \"role/x\""]
    );
    assert_eq!(
        of("aws", "provider::aws::arn_prase(\"x\")"),
        ["Function error provider::aws::arn_prase"]
    );
    assert_eq!(of("aws", "try(provider::aws::arn_parse(\"x\"), 1)"), NONE);
}

#[test]
fn a_template_is_given_what_it_uses_also_where_nobody_makes_the_block() {
    let resource = |count: &str, path: &str, given: &str| {
        format!(
            "variable \"env\" {{\n type = string\n}}\nvariable \"more\" {{\n default = {{}}\n}}\nresource \"terraform_data\" \"a\" {{\n {count}\n input = templatefile({path}, {given})\n}}\n"
        )
    };
    let template = "x %{ for b in a }${b}%{ endfor }${c}";
    let own = "\"${path.module}/t.tftpl\"";
    let lacking = "{ a = [\"x\"] }";
    let complete = "{ a = [\"x\"], c = var.env }";
    let stack = |text: &str| {
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", text),
            ("live/prod/us-east-1/shop/t.tftpl", template),
        ])
    };
    let expected = format!("File error templatefile({own}, {lacking})");
    assert_eq!(stack(&resource("count = 0", own, lacking)), [&*expected]);
    assert_eq!(stack(&resource("count = 1", own, lacking)), [&*expected]);
    assert_eq!(stack(&resource("count = 0", own, complete)), NONE);
    assert_eq!(
        stack(&resource("count = 0", own, "merge({ a = [] }, var.more)")),
        NONE,
        "it may be there"
    );
    assert_eq!(
        stack(&resource(
            "count = 0",
            "\"${path.module}/${var.env}.tftpl\"",
            lacking
        )),
        NONE
    );
    let module = |count: &str, path: &str| {
        let call = format!(
            "module \"m\" {{\n source = \"../../../../modules/m\"\n env = \"e\"\n {count}\n}}\n"
        );
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", &call),
            ("modules/m/main.tf", &resource("", path, lacking)),
            ("modules/m/t.tftpl", template),
        ])
    };
    assert_eq!(module("count = 0", own), [&*expected]);
    assert_eq!(module("", own), [&*expected]);
    let elsewhere = module("count = 0", "\"t.tftpl\"");
    assert!(
        elsewhere.iter().all(|it| !it.contains("templatefile(")),
        "{elsewhere:?}"
    );
}
