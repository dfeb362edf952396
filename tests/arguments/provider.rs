//! Resources, data sources and provider configurations by the provider's schema.

use super::{NOTHING, findings, of_files, of_instance, of_text};

#[test]
fn what_the_schema_does_not_have_is_found() {
    let vpc = |body: &str| {
        of_text(&format!(
            "resource \"aws_vpc\" \"this\" {{\n  cidr_block = \"10.0.0.0/16\"\n{body}\n}}\n"
        ))
    };
    assert_eq!(vpc("  enable_dns_suport = true"), ["3 attr-unknown"]);
    // Gone since version 5.
    assert_eq!(vpc("  enable_classiclink = true"), ["3 attr-unknown"]);
    assert_eq!(vpc("  tags { Name = \"x\" }"), ["3 attr-unknown"]);
    assert_eq!(
        vpc("  dynamic \"tags\" {\n    for_each = {}\n    content {}\n  }"),
        ["3 attr-unknown"]
    );
    assert_eq!(vpc("  timeouts { create = \"1m\" }"), ["3 attr-unknown"]);
    assert_eq!(vpc("  lifecycle = {}"), ["3 attr-unknown"]);
    assert_eq!(vpc("  tags = { Name = \"x\" }\n  lifecycle {}"), NOTHING);
    assert_eq!(
        of_instance("  root_block_device = { volume_size = 1 }"),
        ["4 attr-unknown"]
    );
    assert_eq!(
        of_instance("  root_block_device = [{ volume_size = 1 }]"),
        ["4 attr-unknown"]
    );
    assert_eq!(
        of_instance("  root_block_device {\n    volume_sze = 1\n  }"),
        ["5 attr-unknown"]
    );
    assert_eq!(
        of_instance("  timeouts {\n    creat = \"1m\"\n  }"),
        ["5 attr-unknown"]
    );
    assert_eq!(
        of_instance("  ebs_block_device \"a\" {\n    device_name = \"a\"\n  }"),
        ["4 block-form"]
    );
}

#[test]
fn types_that_there_are_not_are_found() {
    assert_eq!(
        of_text("resource \"aws_vpcc\" \"a\" {}\n"),
        ["1 type-unknown"]
    );
    assert_eq!(
        of_text("data \"aws_subnet_ids\" \"a\" {}\n"),
        ["1 type-unknown"]
    );
    assert_eq!(
        of_text("resource \"aws_secretsmanager_random_password\" \"a\" {}\n"),
        ["1 type-unknown"]
    );
    assert_eq!(
        of_text("data \"terraform_data\" \"a\" {}\n"),
        ["1 type-unknown"]
    );
    assert_eq!(
        of_text("ephemeral \"terraform_data\" \"a\" {}\n"),
        ["1 type-unknown"]
    );
    assert_eq!(of_text("resource \"google_sql_user\" \"a\" {}\n"), NOTHING);
}

#[test]
fn what_is_needed_is_missed_once() {
    assert_eq!(
        of_text("resource \"aws_subnet\" \"a\" {\n}\n"),
        ["1 attr-required"]
    );
    assert_eq!(
        of_text("resource \"aws_lb_listener\" \"a\" {\n  load_balancer_arn = \"x\"\n}\n"),
        ["1 attr-required"]
    );
    assert_eq!(
        of_text("resource \"aws_subnet\" \"a\" {\n  vpc_id = null\n}\n"),
        ["2 attr-required"]
    );
    // Terraform says of a misspelt argument both that it is unknown and that the right one is missing.
    assert_eq!(
        of_text("resource \"aws_subnet\" \"a\" {\n  vpc_idd = \"x\"\n}\n"),
        ["2 attr-unknown"]
    );
    assert_eq!(
        of_instance("  ebs_block_device {\n    volume_size = 1\n  }"),
        ["4 attr-required"]
    );
    assert_eq!(
        of_text("data \"aws_vpc\" \"a\" {\n  filter {\n    name = \"x\"\n  }\n}\n"),
        ["2 attr-required"]
    );
}

#[test]
fn numbers_of_blocks_are_limited() {
    let two = "  root_block_device {}\n  root_block_device {}";
    assert_eq!(of_instance(two), ["5 block-count"]);
    let timeouts = "resource \"aws_db_instance\" \"a\" {\n  instance_class = \"x\"\n  timeouts {}\n  timeouts {}\n}\n";
    assert_eq!(of_text(timeouts), ["4 block-count"]);
    let dynamic = |each: &str| {
        of_instance(&format!(
            "  root_block_device {{}}\n  dynamic \"root_block_device\" {{\n    for_each = {each}\n    content {{}}\n  }}"
        ))
    };
    assert_eq!(dynamic("[1]"), ["5 block-count"]);
    assert_eq!(dynamic("[]"), NOTHING);
    assert_eq!(dynamic("var.x"), NOTHING);
}

#[test]
fn dynamic_blocks_are_looked_into() {
    let dynamic = |each: &str, content: &str| {
        of_instance(&format!(
            "  dynamic \"ebs_block_device\" {{\n    for_each = {each}\n    content {{\n      {content}\n    }}\n  }}"
        ))
    };
    assert_eq!(dynamic("[1]", "device_name = \"x\""), NOTHING);
    assert_eq!(dynamic("[1]", "volume_size = 1"), ["6 attr-required"]);
    assert_eq!(dynamic("[1]", "device_nme = \"x\""), ["7 attr-unknown"]);
    // Of no blocks at all Terraform looks at none.
    assert_eq!(dynamic("[]", "device_nme = \"x\""), NOTHING);
    let misspelt = "  dynamic \"ebs_block_devce\" {\n    for_each = []\n    content {}\n  }";
    assert_eq!(of_instance(misspelt), ["4 attr-unknown"]);
}

#[test]
fn attributes_of_objects_may_be_written_as_blocks() {
    let group = |body: &str| {
        of_text(&format!(
            "resource \"aws_security_group\" \"a\" {{\n{body}\n}}\n"
        ))
    };
    let rule = "    from_port = 1\n    to_port   = 1\n    protocol  = \"tcp\"";
    assert_eq!(group(&format!("  ingress {{\n{rule}\n  }}")), NOTHING);
    assert_eq!(
        group(&format!("  ingress {{\n{rule}\n    form_port = 1\n  }}")),
        ["6 attr-unknown"]
    );
    assert_eq!(
        group(&format!("  ingress {{\n{rule}\n    foo {{}}\n  }}")),
        ["6 attr-unknown"]
    );
    assert_eq!(
        group(&format!("  ingress {{\n{rule}\n  }}\n  ingress = []")),
        ["2 attr-unknown"]
    );
    let dynamic = format!(
        "  dynamic \"ingress\" {{\n    for_each = [1]\n    content {{\n{rule}\n    form_port = 1\n    }}\n  }}"
    );
    assert_eq!(group(&dynamic), ["8 attr-unknown"]);
    assert_eq!(group("  ingres {}"), ["2 attr-unknown"]);
}

#[test]
fn what_only_the_provider_sets_is_told_unless_it_is_null() {
    let vpc = |value: &str| {
        of_text(&format!(
            "resource \"aws_vpc\" \"a\" {{\n  cidr_block = \"10.0.0.0/16\"\n  arn = {value}\n}}\n"
        ))
    };
    assert_eq!(vpc("\"x\""), ["3 attr-read-only"]);
    assert_eq!(vpc("null"), NOTHING);
    // It may be null, as modules pass on what nobody gave them.
    assert_eq!(vpc("var.x"), NOTHING);
    assert_eq!(
        of_instance("  root_block_device {\n    volume_id = \"x\"\n  }"),
        ["5 attr-read-only"]
    );
}

#[test]
fn what_is_advised_against_is_told_once() {
    assert_eq!(
        of_text("resource \"aws_eip\" \"a\" {\n  vpc = true\n}\n"),
        ["2 attr-deprecated"]
    );
    assert_eq!(
        of_text("resource \"aws_eip\" \"a\" {\n  vpc = null\n}\n"),
        NOTHING
    );
    // Its arguments are deprecated because the whole type is.
    assert_eq!(
        of_text("resource \"aws_s3_bucket_object\" \"a\" {\n  bucket = \"x\"\n  key = \"x\"\n}\n"),
        ["1 attr-deprecated"]
    );
    assert_eq!(
        of_text("resource \"aws_s3_bucket\" \"a\" {\n  versioning {\n    enabled = true\n  }\n}\n"),
        ["2 attr-deprecated"]
    );
}

#[test]
fn provider_configurations_are_judged() {
    assert_eq!(
        of_text("provider \"aws\" {\n  regoin = \"x\"\n}\n"),
        ["2 attr-unknown"]
    );
    assert_eq!(
        of_text("provider \"aws\" {\n  s3_force_path_style = true\n}\n"),
        ["2 attr-unknown"]
    );
    assert_eq!(
        of_text("provider \"aws\" {\n  default_tag {}\n}\n"),
        ["2 attr-unknown"]
    );
    assert_eq!(
        of_text("provider \"aws\" {\n  assume_role {\n    role = \"x\"\n  }\n}\n"),
        ["3 attr-unknown"]
    );
    assert_eq!(
        of_text("provider \"aws\" {\n  count = 1\n}\n"),
        ["2 block-form"]
    );
    assert_eq!(
        of_text("provider \"aws\" {\n  lifecycle {}\n}\n"),
        ["2 block-form"]
    );
    assert_eq!(
        of_text("provider \"aws\" {\n  alias = \"a b\"\n}\n"),
        ["2 block-form"]
    );
    // OpenTofu takes it.
    assert_eq!(
        of_text("provider \"aws\" {\n  alias = \"a\"\n  for_each = {}\n}\n"),
        NOTHING
    );
    let dynamic = "provider \"aws\" {\n  dynamic \"assume_role\" {\n    for_each = var.x\n    content {\n      role_arn = \"x\"\n    }\n  }\n}\n";
    assert_eq!(of_text(dynamic), NOTHING);
}

#[test]
fn overrides_replace_before_anything_is_judged() {
    let misspelt = "resource \"aws_instance\" \"a\" {\n  ami = \"x\"\n  instance_type = \"x\"\n  ebs_block_device {\n    device_nme = \"x\"\n  }\n}\n";
    let mended = "resource \"aws_instance\" \"a\" {\n  ebs_block_device {\n    device_name = \"x\"\n  }\n}\n";
    assert_eq!(of_files(&[("main.tf", misspelt)]), ["5 attr-unknown"]);
    assert_eq!(
        of_files(&[("main.tf", misspelt), ("a_override.tf", mended)]),
        NOTHING
    );
    // Of a block that is overridden Terraform takes only what it knows.
    let unknown = "resource \"terraform_data\" \"a\" {\n  inpt = 1\n}\n";
    let input = "resource \"terraform_data\" \"a\" {\n  input = 1\n}\n";
    assert_eq!(
        findings(&[("main.tf", unknown), ("override.tf", input)]),
        NOTHING
    );
}

#[test]
fn ignored_changes_are_all_or_a_list() {
    let ignoring = |what: &str| {
        of_instance(&format!(
            "  lifecycle {{\n    ignore_changes = {what}\n  }}"
        ))
    };
    for fine in [
        "all",
        "[ami]",
        "[tags[\"x\"]]",
        "[tags.Name]",
        "[\"ami\"]",
        "[id]",
    ] {
        assert_eq!(ignoring(fine), NOTHING, "{fine}");
    }
    for wrong in [
        "[all]",
        "[\"all\"]",
        "[\"*\"]",
        "\"all\"",
        "ami",
        "var.x",
        "concat([ami])",
    ] {
        assert_eq!(ignoring(wrong), ["5 block-form"], "{wrong}");
    }
}
