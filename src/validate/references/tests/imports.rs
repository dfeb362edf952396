//! Imports as Terraform 1.11.4 refuses them, each stack measured with it.

use super::{problems_of, summary};
use crate::validate::ProblemKind;

const NONE: &[&str] = &[];

fn imports_in(files: &[(&str, &str)]) -> Vec<String> {
    let kinds = [
        ProblemKind::Import,
        ProblemKind::Undeclared,
        ProblemKind::Instance,
    ];
    let all = problems_of(files, &kinds);
    let one = |(problem, marked): &(_, String)| {
        let problem: &crate::validate::Problem = problem;
        format!("{:?} {marked}", problem.kind)
    };
    all.iter().map(one).collect()
}

fn imports(text: &str) -> Vec<String> {
    let text = text.replace(" t.", " terraform_data.");
    let text = text.replace("resource t ", "resource \"terraform_data\" ");
    imports_in(&[("live/prod/us-east-1/shop/main.tf", &text)])
}

/// One import into a resource, with this id.
fn id(id: &str) -> Vec<String> {
    imports(&format!(
        "variable \"v\" {{}}\nvariable \"s\" {{\n default = \"x\"\n sensitive = true\n}}\nlocals {{\n z = null\n e = \"\"\n}}\nresource t \"a\" {{\n input = \"x\"\n}}\nresource t \"b\" {{}}\nimport {{\n to = t.a\n id = {id}\n}}\n"
    ))
}

#[test]
fn the_id_is_a_text_that_is_known_before_anything_is_made() {
    assert_eq!(id("\"x\""), NONE);
    assert_eq!(id("12"), NONE);
    assert_eq!(id("var.v"), NONE);
    assert_eq!(id("var.s"), NONE);
    assert_eq!(id("\"\""), ["Import \"\""]);
    assert_eq!(id("null"), ["Import null"]);
    assert_eq!(id("local.e"), ["Import local.e"]);
    assert_eq!(id("local.z"), ["Import local.z"]);
    assert_eq!(id("[\"a\"]"), ["Import [\"a\"]"]);
    assert_eq!(id("t.b.id").len(), 1);
    assert_eq!(id("\"${t.a.input}\"").len(), 1);
    assert_eq!(id("each.key"), ["Undeclared each"]);
}

#[test]
fn what_is_imported_is_there_once() {
    let of = |to: &[&str]| {
        let block = |to: &&str| format!("import {{\n to = t.a{to}\n id = \"x\"\n}}\n");
        let blocks: String = to.iter().map(block).collect();
        imports(&format!(
            "resource t \"a\" {{\n for_each = toset([\"k\", \"l\"])\n}}\n{blocks}"
        ))
    };
    assert_eq!(of(&["[\"k\"]", "[\"l\"]"]), NONE);
    assert_eq!(
        of(&["[\"k\"]", "[\"k\"]"]),
        ["Import terraform_data.a[\"k\"]"]
    );
    assert_eq!(of(&["[\"z\"]"]), ["Import terraform_data.a[\"z\"]"]);
    assert_eq!(of(&["[1]"]), ["Import terraform_data.a[1]"]);
    assert_eq!(of(&[""]), ["Instance terraform_data.a"]);
    let counted = |to: &str| {
        imports(&format!(
            "resource t \"a\" {{\n count = 2\n}}\nimport {{\n to = t.a{to}\n id = \"x\"\n}}\n"
        ))
    };
    assert_eq!(counted("[1]"), NONE);
    assert_eq!(counted("[2]"), ["Import terraform_data.a[2]"]);
    assert_eq!(counted("[\"k\"]"), ["Import terraform_data.a[\"k\"]"]);
}

#[test]
fn a_repeated_import_takes_any_collection() {
    let of = |for_each: &str, to: &str| {
        imports(&format!(
            "resource t \"b\" {{}}\nresource t \"a\" {{\n for_each = toset([\"k\", \"l\"])\n}}\nimport {{\n for_each = {for_each}\n to = t.a[{to}]\n id = each.key\n}}\n"
        ))
    };
    assert_eq!(of("toset([\"k\", \"l\"])", "each.key"), NONE);
    assert_eq!(of("[\"k\", \"l\"]", "each.value"), NONE);
    assert_eq!(of("null", "each.key"), NONE);
    assert_eq!(of("{ k = 1 }", "each.key"), NONE);
    assert_eq!(
        of("[\"k\"]", "each.key"),
        ["Import terraform_data.a[each.key]"]
    );
    assert_eq!(
        of("toset([\"k\", \"m\"])", "each.key"),
        ["Import terraform_data.a[each.key]"]
    );
    assert_eq!(of("5", "\"k\""), ["Import 5"]);
    assert_eq!(
        of("toset([ t.b.id])", "each.key"),
        ["Import toset([ terraform_data.b.id])"]
    );
}

#[test]
fn modules_that_are_called_import_nothing() {
    let module = "resource \"terraform_data\" \"a\" {\n}\nimport {\n to = terraform_data.a\n id = \"x\"\n}\n";
    let stack = "module \"m\" {\n source = \"../../../../modules/m\"\n count = 2\n}\n";
    let into = |index: &str, id: &str| {
        format!("import {{\n to = module.m{index}.terraform_data.a\n id = \"{id}\"\n}}\n")
    };
    let found = imports_in(&[
        ("live/prod/us-east-1/shop/main.tf", stack),
        ("modules/m/main.tf", module),
    ]);
    assert_eq!(found, ["Import import"]);
    let twice = format!("{stack}{}{}", into("[0]", "x"), into("[0]", "y"));
    let found = imports_in(&[
        ("live/prod/us-east-1/shop/main.tf", &twice),
        (
            "modules/m/main.tf",
            "resource \"terraform_data\" \"a\" {\n}\n",
        ),
    ]);
    assert_eq!(found, ["Import module.m[0].terraform_data.a"]);
}

#[test]
fn a_declared_resource_says_itself_by_which_provider_it_is_imported() {
    let text = "provider \"aws\" {\n alias = \"west\"\n region = \"us-west-2\"\n}\nresource \"aws_sqs_queue\" \"a\" {\n}\nimport {\n to = aws_sqs_queue.a\n id = \"x\"\n provider = aws.west\n}\n";
    let found = summary(&[("live/prod/us-east-1/shop/main.tf", text)]);
    assert_eq!(found, NONE, "not by the other kinds");
    let found = imports_in(&[("live/prod/us-east-1/shop/main.tf", text)]);
    assert_eq!(found, ["Import aws.west"]);
}
