//! Where the schema that is known decides, and where nothing is said.

use super::{NOTHING, findings};

const UNKNOWN: &str = "resource \"aws_vpc\" \"a\" {\n  regon = \"x\"\n}\n";

fn with(settings: &str) -> Vec<String> {
    let versions = format!("terraform {{\n  required_providers {{\n    {settings}\n  }}\n}}\n");
    findings(&[("main.tf", UNKNOWN), ("versions.tf", &versions)])
}

#[test]
fn constraints_decide() {
    let found = ["main.tf:2 attr-unknown"];
    assert_eq!(
        with("aws = { source = \"hashicorp/aws\", version = \"~> 5.0\" }"),
        found
    );
    assert_eq!(
        with("aws = { source = \"hashicorp/aws\", version = \"5.100.0\" }"),
        found
    );
    assert_eq!(with("aws = { version = \">= 4.0, < 6.0\" }"), found);
    assert_eq!(with("aws = \"~> 5.31\""), found);
    // Version 6 has a region for each resource, and nobody knows what version 7 has.
    assert_eq!(
        with("aws = { source = \"hashicorp/aws\", version = \">= 5.0\" }"),
        NOTHING
    );
    assert_eq!(
        with("aws = { source = \"hashicorp/aws\", version = \"~> 6.0\" }"),
        NOTHING
    );
    assert_eq!(
        with("aws = { source = \"hashicorp/aws\", version = \"~> 4.0\" }"),
        NOTHING
    );
    assert_eq!(with("aws = { source = \"hashicorp/aws\" }"), NOTHING);
    assert_eq!(findings(&[("main.tf", UNKNOWN)]), NOTHING);
}

#[test]
fn the_lock_file_decides_first() {
    let locked = |version: &str| {
        let lock = format!(
            "provider \"registry.terraform.io/hashicorp/aws\" {{\n  version = \"{version}\"\n}}\n"
        );
        findings(&[("main.tf", UNKNOWN), (".terraform.lock.hcl", &lock)])
    };
    assert_eq!(locked("5.100.0"), ["main.tf:2 attr-unknown"]);
    assert_eq!(locked("5.31.0"), ["main.tf:2 attr-unknown"]);
    assert_eq!(locked("6.0.0"), NOTHING);
    assert_eq!(locked("4.67.0"), NOTHING);
}

#[test]
fn another_provider_of_the_name_is_not_judged() {
    assert_eq!(
        with("aws = { source = \"example/aws\", version = \"~> 5.0\" }"),
        NOTHING
    );
    let other = "terraform {\n  required_providers {\n    aws = { source = \"hashicorp/aws\", version = \"~> 5.0\" }\n    mine = { source = \"example/mine\" }\n  }\n}\n";
    let resource = "resource \"aws_vpc\" \"a\" {\n  provider = mine\n  regon = \"x\"\n}\n";
    assert_eq!(
        findings(&[("main.tf", resource), ("versions.tf", other)]),
        NOTHING
    );
}

#[test]
fn a_shared_module_is_judged_where_the_version_is_known() {
    let caller = |version: &str| {
        format!(
            "terraform {{\n  required_providers {{\n    aws = {{ source = \"hashicorp/aws\", version = \"{version}\" }}\n  }}\n}}\nmodule \"a\" {{\n  source = \"../../modules/a\"\n}}\n"
        )
    };
    let of = |prod: &str, test: &str| {
        let (prod, test) = (caller(prod), caller(test));
        findings(&[
            ("modules/a/main.tf", UNKNOWN),
            ("live/prod/main.tf", &prod),
            ("live/test/main.tf", &test),
        ])
    };
    let found = ["modules/a/main.tf:2 attr-unknown"];
    assert_eq!(of("~> 5.0", "~> 5.0"), found);
    assert_eq!(of("~> 5.0", "~> 6.0"), found);
    assert_eq!(of("~> 6.0", "~> 6.0"), NOTHING);
}

#[test]
fn a_module_that_cannot_be_read_declares_nothing_for_certain() {
    let call = "module \"a\" {\n  source = \"./a\"\n  foo = 1\n}\n";
    assert_eq!(
        findings(&[
            ("main.tf", call),
            ("a/main.tf", "variable \"b\" {\n  default = 1\n}\n")
        ]),
        ["main.tf:3 module-input"]
    );
    assert_eq!(
        findings(&[
            ("main.tf", call),
            ("a/main.tf", "variable \"b\" {\n"),
            ("a/b.tf", "locals {}\n")
        ]),
        NOTHING
    );
}
