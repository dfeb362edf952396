//! The blocks of Terraform's own language: unknown, missing and too many arguments and blocks.

use super::{NOTHING, findings, of_files};

fn of(text: &str) -> Vec<String> {
    let module = "output \"x\" {\n  value = 1\n}\nvariable \"desired_count\" {}\n";
    let found = findings(&[("main.tf", text), ("m/main.tf", module)]);
    let short = found
        .iter()
        .map(|it| it.strip_prefix("main.tf:").unwrap_or(it));
    short.map(str::to_owned).collect()
}

#[test]
fn variables_and_outputs() {
    assert_eq!(
        of("variable \"a\" {\n  tpye = string\n}\n"),
        ["2 attr-unknown"]
    );
    assert_eq!(of("variable \"a\" {\n  type {}\n}\n"), ["2 attr-unknown"]);
    assert_eq!(
        of("variable \"a\" {\n  validation {\n    condition = var.a != 1\n  }\n}\n"),
        ["2 attr-required"]
    );
    assert_eq!(
        of("variable \"a\" {\n  validation {\n    error_message = \"x\"\n  }\n}\n"),
        ["2 attr-required"]
    );
    assert_eq!(of("output \"a\" {\n}\n"), ["1 attr-required"]);
    assert_eq!(
        of("output \"a\" {\n  value = 1\n  sensitve = true\n}\n"),
        ["3 attr-unknown"]
    );
    assert_eq!(
        of("output \"a\" {\n  value = 1\n  lifecycle {}\n}\n"),
        ["3 attr-unknown"]
    );
    assert_eq!(
        of("output \"a\" {\n  value = 1\n  postcondition {}\n}\n"),
        ["3 attr-unknown"]
    );
    // Terraform 1.11 refuses them, newer versions and OpenTofu do not.
    for newer in [
        "variable \"a\" {\n  deprecated = \"x\"\n}\n",
        "output \"a\" {\n  value = 1\n  deprecated = \"x\"\n}\n",
        "variable \"a\" {\n  const = true\n}\n",
    ] {
        assert_eq!(of(newer), NOTHING);
    }
}

#[test]
fn resources_whatever_their_type() {
    let data = |body: &str| {
        of(&format!(
            "resource \"terraform_data\" \"a\" {{\n{body}\n}}\n"
        ))
    };
    assert_eq!(data("  lifecycle {}\n  lifecycle {}"), ["3 block-count"]);
    assert_eq!(
        data("  connection {\n    host = \"a\"\n  }\n  connection {\n    host = \"a\"\n  }"),
        ["5 block-count"]
    );
    assert_eq!(
        data("  lifecycle {\n    create_before_destory = true\n  }"),
        ["3 attr-unknown"]
    );
    assert_eq!(data("  lifecycle {\n    foo {}\n  }"), ["3 attr-unknown"]);
    assert_eq!(
        data(
            "  lifecycle {\n    dynamic \"precondition\" {\n      for_each = []\n      content {}\n    }\n  }"
        ),
        ["3 attr-unknown"]
    );
    assert_eq!(data("  locals {}"), ["2 attr-unknown"]);
    assert_eq!(data("  _ {\n    input = 1\n  }"), NOTHING);
    // OpenTofu 1.11 has it.
    assert_eq!(data("  lifecycle {\n    enabled = true\n  }"), NOTHING);
    let source = |body: &str| {
        of(&format!(
            "data \"terraform_remote_state\" \"a\" {{\n  backend = \"local\"\n{body}\n}}\n"
        ))
    };
    for argument in [
        "ignore_changes = [backend]",
        "prevent_destroy = true",
        "create_before_destroy = true",
        "replace_triggered_by = []",
    ] {
        assert_eq!(
            source(&format!("  lifecycle {{\n    {argument}\n  }}")),
            ["4 attr-unknown"],
            "{argument}"
        );
    }
    assert_eq!(
        source(
            "  lifecycle {\n    postcondition {\n      condition = self.backend != \"\"\n      error_message = \"x\"\n    }\n  }"
        ),
        NOTHING
    );
    assert_eq!(
        source("  provisioner \"local-exec\" {\n    command = \"x\"\n  }"),
        ["3 attr-unknown"]
    );
    assert_eq!(
        source("  connection {\n    host = \"x\"\n  }"),
        ["3 attr-unknown"]
    );
}

#[test]
fn provisioners_and_connections() {
    let with = |body: &str| {
        of(&format!(
            "resource \"terraform_data\" \"a\" {{\n{body}\n}}\n"
        ))
    };
    assert_eq!(
        with("  provisioner \"local-exec\" {\n    command = \"x\"\n    foo = 1\n  }"),
        ["4 attr-unknown"]
    );
    assert_eq!(
        with("  provisioner \"local-exec\" {\n  }"),
        ["2 attr-required"]
    );
    assert_eq!(
        with("  provisioner \"local-exec\" {\n    command = \"x\"\n    foo {}\n  }"),
        ["4 attr-unknown"]
    );
    assert_eq!(
        with("  provisioner \"file\" {\n    source = \"x\"\n  }"),
        ["2 attr-required"]
    );
    assert_eq!(
        with("  provisioner \"remote-exec\" {\n    inline = [\"x\"]\n  }"),
        NOTHING
    );
    let run = "  provisioner \"remote-exec\" {\n    inline = [\"x\"]\n  }";
    assert_eq!(
        with(&format!(
            "{run}\n  connection {{\n    host = \"a\"\n    hots = 1\n  }}"
        )),
        ["7 attr-unknown"]
    );
    assert_eq!(
        with(&format!("{run}\n  connection {{\n    user = \"a\"\n  }}")),
        ["5 attr-required"]
    );
    // Without a provisioner nobody reads it.
    assert_eq!(with("  connection {\n    foo = 1\n  }"), NOTHING);
    let inner = "  provisioner \"remote-exec\" {\n    inline = [\"x\"]\n    connection {\n      user = \"x\"\n    }\n  }";
    assert_eq!(
        with(&format!("{inner}\n  connection {{\n    host = \"a\"\n  }}")),
        NOTHING
    );
    assert_eq!(with(inner), ["4 attr-required"]);
}

#[test]
fn what_a_call_lacks_is_told_once() {
    let call = "module \"a\" {\n  source = \"./m\"\n  given  = 1\n}\n";
    let module = "variable \"given\" {}\nvariable \"one\" {}\nvariable \"two\" {}\n";
    assert_eq!(
        of_files(&[("main.tf", call), ("m/main.tf", module)]),
        ["1 module-input"]
    );
}

#[test]
fn modules_locals_and_settings() {
    let call = |body: &str| {
        of(&format!(
            "module \"a\" {{\n  source = \"./m\"\n{body}\n}}\n"
        ))
    };
    assert_eq!(call("  desired_count = null"), NOTHING);
    assert_eq!(call(""), ["1 module-input"]);
    assert_eq!(call("  desired_coutn = 1"), ["3 module-input"]);
    assert_eq!(
        call("  desired_count = 1\n  provider = aws"),
        ["4 module-input"]
    );
    assert_eq!(call("  desired_count = 1\n  foo {}"), ["4 attr-unknown"]);
    assert_eq!(
        call("  desired_count = 1\n  providers {\n    aws = aws.x\n  }"),
        ["4 attr-unknown"]
    );
    // OpenTofu 1.11 has it, for `enabled`.
    assert_eq!(call("  desired_count = 1\n  lifecycle {}"), NOTHING);
    assert_eq!(of("locals {\n  a {}\n}\n"), ["2 attr-unknown"]);
    assert_eq!(of("locals {\n  type = 1\n  a-b = { c = 1 }\n}\n"), NOTHING);
    assert_eq!(
        of("terraform {\n  required_versoin = \">= 1.0\"\n}\n"),
        ["2 attr-unknown"]
    );
    assert_eq!(of("terraform {\n  foo {}\n}\n"), ["2 attr-unknown"]);
    assert_eq!(
        of("terraform {\n  cloud {\n    organization = \"a\"\n  }\n}\n"),
        NOTHING
    );
}

#[test]
fn moved_removed_import_and_check() {
    assert_eq!(
        of("moved {\n  from = terraform_data.a\n}\n"),
        ["1 attr-required"]
    );
    assert_eq!(
        of("moved {\n  from = terraform_data.a\n  to = terraform_data.b\n  foo = 1\n}\n"),
        ["4 attr-unknown"]
    );
    assert_eq!(
        of("moved {\n  from = terraform_data.a\n  to = terraform_data.b\n  foo {}\n}\n"),
        ["4 attr-unknown"]
    );
    assert_eq!(of("removed {\n  from = terraform_data.a\n}\n"), NOTHING);
    assert_eq!(
        of(
            "removed {\n  from = terraform_data.a\n  foo = 1\n  lifecycle {\n    destroy = false\n    foo = 1\n  }\n}\n"
        ),
        ["3 attr-unknown", "6 attr-unknown"]
    );
    assert_eq!(
        of("import {\n  to = terraform_data.a\n}\n"),
        ["1 attr-required"]
    );
    assert_eq!(of("import {\n  id = \"x\"\n}\n"), ["1 attr-required"]);
    assert_eq!(
        of("import {\n  to = terraform_data.a\n  id = \"x\"\n  foo = 1\n}\n"),
        ["4 attr-unknown"]
    );
    // Terraform 1.12 has it.
    assert_eq!(
        of("import {\n  to = aws_vpc.a\n  identity = { a = 1 }\n}\n"),
        NOTHING
    );
    let assert = "  assert {\n    condition = path.module != \"\"\n    error_message = \"x\"\n  }";
    let check = |body: &str| of(&format!("check \"a\" {{\n{body}\n}}\n"));
    assert_eq!(check(assert), NOTHING);
    assert_eq!(check(""), ["1 attr-required"]);
    assert_eq!(check(&format!("{assert}\n  foo = 1")), ["6 attr-unknown"]);
    assert_eq!(
        check(&format!("{assert}\n  resource \"a\" \"b\" {{}}")),
        ["6 attr-unknown"]
    );
    let data = "  data \"terraform_remote_state\" \"a\" {\n    backend = \"local\"\n  }";
    assert_eq!(
        check(&format!("{assert}\n{data}\n{data}")),
        ["9 block-count"]
    );
    assert_eq!(
        check(&format!("{assert}\n{}", data.replace("backend", "backnd"))),
        ["7 attr-unknown"]
    );
    assert_eq!(
        check(&format!(
            "{assert}\n{}",
            data.replace("backend", "count = 1\n    backend")
        )),
        ["7 block-form"]
    );
}

/// A lock file that Terraform wrote, and a stack that only Terraform before 1.12 runs.
fn of_old_terraform(lock: &str, required: &str, text: &str) -> Vec<String> {
    let lock = format!("provider \"{lock}/hashicorp/aws\" {{\n  version = \"5.100.0\"\n}}\n");
    let settings = format!(
        "terraform {{\n  required_version = \"{required}\"\n  backend \"local\" {{}}\n}}\n"
    );
    super::findings(&[
        ("live/prod/.terraform.lock.hcl", &lock),
        ("live/prod/settings.tf", &settings),
        ("live/prod/main.tf", text),
    ])
}

#[test]
fn what_only_newer_versions_know_is_unknown_to_older_ones() {
    let (terraform, tofu) = ("registry.terraform.io", "registry.opentofu.org");
    let output = "output \"a\" {\n  value = 1\n  type = number\n}\n";
    let found = of_old_terraform(terraform, "~> 1.11.0", output);
    assert_eq!(found, ["live/prod/main.tf:3 attr-unknown"]);
    let nothing = Vec::<String>::new();
    assert_eq!(of_old_terraform(terraform, "~> 1.11", output), nothing);
    assert_eq!(of_old_terraform(tofu, "~> 1.11.0", output), nothing);
    let variable = "variable \"a\" {\n  ephemeral = true\n}\n";
    assert_eq!(of_old_terraform(terraform, "~> 1.11.0", variable), nothing);
}
