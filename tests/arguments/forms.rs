//! The forms that Terraform wants of its own arguments.

use super::{NOTHING, findings};

fn of(text: &str) -> Vec<String> {
    let found = findings(&[
        ("main.tf", text),
        ("m/main.tf", "output \"x\" {\n  value = 1\n}\n"),
    ]);
    let short = found
        .iter()
        .map(|it| it.strip_prefix("main.tf:").unwrap_or(it));
    short.map(str::to_owned).collect()
}

fn is_wrong(text: &str, line: usize) {
    assert_eq!(of(text), [format!("{line} block-form")], "{text}");
}

fn is_fine(text: &str) {
    assert_eq!(of(text), NOTHING, "{text}");
}

#[test]
fn types_are_read_strictly() {
    for ty in [
        "string",
        "any",
        "list",
        "map",
        "list(string)",
        "set(number)",
        "tuple([string, bool])",
        "object({ a = string, b = optional(list(any)), c = optional(number, 1) })",
        "map(object({ a = optional(object({ b = string }), { b = \"x\" }) }))",
    ] {
        is_fine(&format!("variable \"a\" {{\n  type = {ty}\n}}\n"));
    }
    for ty in [
        "\"string\"",
        "\"list\"",
        "\"list(string)\"",
        "set",
        "object",
        "strin",
        "null",
        "optional(string)",
        "list(list)",
        "object({ a = number, a = string })",
        "object({ \"a\" = number })",
        "object({ (x) = number })",
        "object({ a = optional(string, upper(\"x\")) })",
        "object({ a = optional(number, 1, 2) })",
        "list(optional(string))",
    ] {
        is_wrong(&format!("variable \"a\" {{\n  type = {ty}\n}}\n"), 2);
    }
}

#[test]
fn flags_and_texts_are_constants() {
    let variable =
        |argument: &str| format!("variable \"b\" {{}}\nvariable \"a\" {{\n  {argument}\n}}\n");
    for fine in [
        "sensitive = true",
        "sensitive = \"true\"",
        "sensitive = \"1\"",
        "nullable = true ? false : true",
        "description = 1",
        "description = \"a ${1 + 1}\"",
        "default = [for x in [1] : x]",
        "default = true ? 1 : 2",
        "default = { a = null }",
    ] {
        is_fine(&variable(fine));
    }
    for wrong in [
        "sensitive = var.b",
        "sensitive = \"yes\"",
        "sensitive = 1",
        "sensitive = null",
        "sensitive = tobool(\"true\")",
        "nullable = null",
        "ephemeral = \"maybe\"",
        "description = var.b",
        "description = \"a ${var.b}\"",
        "description = null",
        "description = [\"a\"]",
        "default = upper(\"a\")",
    ] {
        is_wrong(&variable(wrong), 3);
    }
    is_wrong(
        "variable \"b\" {}\noutput \"a\" {\n  value = 1\n  sensitive = var.b\n}\n",
        4,
    );
    is_wrong("output \"a\" {\n  value = 1\n  sensitive = \"no\"\n}\n", 3);
    // What a default refers to, and that a variable is not declared, is said with references.
    is_fine("variable \"a\" {\n  default = var.c\n}\n");
    is_fine("variable \"a\" {\n  sensitive = var.c\n}\n");
}

#[test]
fn conditions_look_at_something() {
    let rule = |condition: &str| {
        format!(
            "variable \"b\" {{}}\nvariable \"a\" {{\n  validation {{\n    condition = {condition}\n    error_message = \"x\"\n  }}\n}}\n"
        )
    };
    is_fine(&rule("var.a != 1"));
    is_fine(&rule("alltrue([for one in var.a : one != var.b])"));
    is_wrong(&rule("true"), 4);
    is_wrong(&rule("var.b != 1"), 4);
    let output = |condition: &str| {
        format!(
            "output \"a\" {{\n  value = 1\n  precondition {{\n    condition = {condition}\n    error_message = \"x\"\n  }}\n}}\n"
        )
    };
    is_fine(&output("path.module != \"\""));
    is_wrong(&output("fileexists(\"x\")"), 4);
}

#[test]
fn references_stay_references() {
    let data = |argument: &str| {
        format!(
            "resource \"terraform_data\" \"b\" {{}}\nvariable \"v\" {{}}\nresource \"terraform_data\" \"a\" {{\n  {argument}\n}}\n"
        )
    };
    for fine in [
        "depends_on = [terraform_data.b]",
        "depends_on = [terraform_data.b[0]]",
        "depends_on = [var.v]",
        "depends_on = [resource.terraform_data.b]",
        "depends_on = [data.aws_vpc.this]",
        "depends_on = [module.m.x]",
        "depends_on = [\"terraform_data.b\"]",
        "depends_on = []",
        "provider = aws.east",
        "provider = \"aws\"",
    ] {
        is_fine(&data(fine));
    }
    for wrong in [
        "depends_on = terraform_data.b",
        "depends_on = \"terraform_data.b\"",
        "depends_on = null",
        "depends_on = concat([terraform_data.b], [])",
        "depends_on = true ? [terraform_data.b] : []",
        "depends_on = [terraform_data.b[*]]",
        "depends_on = [\"${terraform_data.b}\"]",
        "depends_on = [null]",
        "depends_on = [terraform_data.b.id]",
        "depends_on = [terraform_data.b[0].id]",
        "provider = aws[\"a\"]",
        "provider = aws.a.b",
        "provider = upper(\"x\")",
        "provider = \"${aws}\"",
    ] {
        is_wrong(&data(wrong), 4);
    }
    is_wrong(&data("count = 1\n  for_each = {}"), 5);
}

#[test]
fn lifecycles_are_constant() {
    let data = |argument: &str| {
        format!(
            "variable \"v\" {{}}\nresource \"terraform_data\" \"a\" {{\n  lifecycle {{\n    {argument}\n  }}\n}}\n"
        )
    };
    for fine in [
        "prevent_destroy = \"true\"",
        "replace_triggered_by = [terraform_data.b, terraform_data.c[count.index].id]",
    ] {
        is_fine(&data(fine));
    }
    // OpenTofu may compute it.
    is_fine(&data("prevent_destroy = var.v"));
    for wrong in [
        "create_before_destroy = var.v",
        "prevent_destroy = \"no\"",
        "prevent_destroy = null",
        "replace_triggered_by = terraform_data.b",
        "replace_triggered_by = [var.v]",
        "replace_triggered_by = [\"terraform_data.b\"]",
    ] {
        is_wrong(&data(wrong), 4);
    }
}

#[test]
fn dynamic_blocks_have_one_content() {
    let dynamic = |body: &str| {
        format!(
            "resource \"aws_instance\" \"a\" {{\n  dynamic \"ebs_block_device\" {{\n{body}\n  }}\n}}\n"
        )
    };
    let content = "    content {\n      device_name = \"x\"\n    }";
    is_fine(&dynamic(&format!(
        "    for_each = [1]\n    iterator = one\n{content}"
    )));
    is_wrong(&dynamic(content), 2);
    is_wrong(&dynamic("    for_each = [1]"), 2);
    is_wrong(
        &dynamic(&format!("    for_each = [1]\n{content}\n{content}")),
        7,
    );
    is_wrong(
        &dynamic(&format!(
            "    for_each = [1]\n    iterator = \"x\"\n{content}"
        )),
        4,
    );
    is_wrong(
        &dynamic(&format!(
            "    for_each = [1]\n    iterator = x.y\n{content}"
        )),
        4,
    );
    assert_eq!(
        of(&dynamic(&format!(
            "    for_each = [1]\n    foo = 1\n{content}"
        ))),
        ["4 attr-unknown"]
    );
    for kind in ["lifecycle", "provisioner"] {
        is_wrong(
            &format!(
                "resource \"aws_instance\" \"a\" {{\n  dynamic \"{kind}\" {{\n    for_each = []\n{content}\n  }}\n}}\n"
            ),
            2,
        );
    }
}

#[test]
fn provisioners_run_at_two_times() {
    let provisioner = |kind: &str, argument: &str| {
        format!(
            "variable \"v\" {{}}\nresource \"terraform_data\" \"a\" {{\n  provisioner {kind} {{\n    command = \"x\"\n    {argument}\n  }}\n}}\n"
        )
    };
    let local = |argument: &str| provisioner("\"local-exec\"", argument);
    is_fine(&local("when = destroy"));
    is_fine(&local("when = \"destroy\"\n    on_failure = \"continue\""));
    is_fine(&local("working_dir = var.v"));
    is_fine(&local(
        "when = destroy\n    working_dir = \"${path.module} ${self.id} ${each.key}\"",
    ));
    is_wrong(&local("when = delete"), 5);
    is_wrong(&local("on_failure = ignore"), 5);
    is_wrong(&provisioner("\"chef\"", ""), 3);
    is_wrong(&provisioner("", ""), 3);
}

#[test]
fn addresses_are_addresses() {
    let moved = |from: &str| format!("moved {{\n  from = {from}\n  to = terraform_data.b\n}}\n");
    for fine in [
        "terraform_data.a",
        "terraform_data.a[0]",
        "terraform_data.a[\"x\"]",
        "terraform_data.a.0",
        "module.m.terraform_data.a",
        "module.m[0].terraform_data.a[\"x\"]",
        "null_resource.a",
    ] {
        is_fine(&moved(fine));
    }
    for wrong in [
        "\"terraform_data.a\"",
        "upper(\"x\")",
        "terraform_data.a[var.v]",
        "terraform_data.a[\"a${1}\"]",
        "terraform_data.a[-1]",
        "terraform_data.a.id",
        "terraform_data",
    ] {
        is_wrong(&moved(wrong), 2);
    }
    is_wrong(&moved("module.x"), 3);
    let removed = |from: &str| {
        format!("removed {{\n  from = {from}\n  lifecycle {{\n    destroy = false\n  }}\n}}\n")
    };
    is_fine(&removed("module.x"));
    for wrong in [
        "terraform_data.a[0]",
        "data.terraform_data.a",
        "module.x[0]",
        "module.x[0].terraform_data.a",
    ] {
        is_wrong(&removed(wrong), 2);
    }
    is_wrong(
        "removed {\n  from = terraform_data.a\n  provisioner \"local-exec\" {\n    command = \"x\"\n  }\n}\n",
        3,
    );
    let import = |to: &str| format!("import {{\n  id = \"x\"\n  to = {to}\n}}\n");
    is_fine(&import("terraform_data.a[each.key]"));
    for wrong in [
        "\"terraform_data.a\"",
        "data.terraform_data.a",
        "terraform_data.a.id",
        "module.a",
    ] {
        is_wrong(&import(wrong), 3);
    }
}

#[test]
fn calls_and_settings() {
    let call = |argument: &str| format!("module \"a\" {{\n  source = \"./m\"\n  {argument}\n}}\n");
    is_fine(&call("providers = { aws = aws.x }"));
    is_fine(&call("providers = { aws = \"aws\" }"));
    is_wrong(&call("version = \"1.0.0\""), 3);
    is_wrong(&call("depends_on = \"x\""), 3);
    is_wrong(&call("count = 1\n  for_each = {}"), 4);
    // A list of configurations is OpenTofu's.
    is_fine(&call("providers = { aws = aws.x[each.key] }"));
    let settings = |body: &str| format!("terraform {{\n  {body}\n}}\n");
    is_wrong(&settings("required_version = \"one\""), 2);
    is_wrong(&settings("required_version = upper(\"1\")"), 2);
    is_wrong(
        &settings("required_providers {}\n  required_providers {}"),
        3,
    );
    is_wrong(&settings("backend {}"), 2);
    for entry in [
        "a = { source = \"x/a\", foo = 1 }",
        "a = { source = \"a/b/c/d\" }",
        "a = { version = \"five\" }",
        "A = { source = \"x/a\" }",
        "a { source = \"x/a\" }",
        "a = { configuration_aliases = [\"a.x\"] }",
    ] {
        is_wrong(
            &settings(&format!("required_providers {{\n    {entry}\n  }}")),
            3,
        );
    }
    is_fine(&settings(
        "required_providers {\n    a = { source = \"h.example/x/a\", version = \"~> 1.0, < 2\", configuration_aliases = [a.x] }\n  }",
    ));
    is_wrong("provider \"AWS\" {\n}\n", 1);
}
