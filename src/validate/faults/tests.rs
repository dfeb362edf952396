//! What pages do not show. Each stack was given to `terraform plan` of Terraform 1.11.4: what is an error here it
//! refuses, what is silent it accepts.

use crate::config::Config;
use crate::diagnostic::Severity;
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;
use crate::validate::{Facts, Problem, Validation};

/// What is at fault in these files, each with the text that it marks.
fn problems(files: &[(&str, &str)]) -> Vec<(Problem, String)> {
    let sources = Sources::from_memory(files.iter().copied());
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &Config::default());
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let validation = Validation::of(&Facts::new(&plan, &schemas));
    let all = validation.problems.values().flatten();
    all.map(|problem| (problem.clone(), sources.snippet(problem.span).to_owned()))
        .collect()
}

/// Kind, severity and marked text of each problem of one stack.
pub(super) fn in_stack(text: &str) -> Vec<String> {
    in_files(&[("live/prod/us-east-1/shop/main.tf", text)])
}

pub(super) fn in_files(files: &[(&str, &str)]) -> Vec<String> {
    let one = |(problem, marked): &(Problem, String)| {
        let counts = match problem.severity {
            Some(Severity::Warning) => "warning",
            Some(Severity::Note) => "note",
            _ => "error",
        };
        format!("{:?} {counts} {marked}", problem.kind)
    };
    problems(files).iter().map(one).collect()
}

pub(super) const NONE: &[&str] = &[];

#[test]
fn branches_that_are_not_taken_and_caught_errors_are_silent() {
    assert_eq!(
        in_stack(
            "locals { z = [\"a\"] }\noutput \"o\" {\n value = length(local.z) > 1 ? local.z[1] : \"x\"\n}"
        ),
        NONE
    );
    assert_eq!(
        in_stack("output \"o\" {\n value = can(jsondecode(\"{\"))\n}"),
        NONE
    );
    assert_eq!(
        in_stack(
            "variable \"on\" {\n type = bool\n}\nlocals { v = var.on ? null : \"x\" }\noutput \"o\" {\n value = \"a${local.v}\"\n}"
        ),
        NONE,
        "it may be a text"
    );
}

#[test]
fn a_value_that_cannot_be_computed_is_told_where_it_is_and_not_where_it_is_used() {
    assert_eq!(
        in_stack(
            "locals { v = upper(null) }\noutput \"a\" {\n value = local.v\n}\noutput \"b\" {\n value = \"x${local.v}\"\n}"
        ),
        ["Null error null"]
    );
}

#[test]
fn defaults_are_judged_although_nobody_uses_them() {
    assert_eq!(
        in_stack("variable \"v\" {\n type = number\n default = \"x\"\n}"),
        ["VariableType error \"x\""]
    );
    assert_eq!(
        in_stack("variable \"v\" {\n type = string\n default = null\n nullable = false\n}"),
        ["VariableType error null"]
    );
    assert_eq!(
        in_stack(
            "variable \"v\" {\n type = map(object({ port = number, protocol = optional(string) }))\n default = { a = { port = 1, proto = \"x\" } }\n}"
        ),
        NONE,
        "Terraform drops what the type does not name"
    );
}

#[test]
fn a_misspelt_attribute_is_named_beside_the_one_that_is_missing() {
    let module =
        "variable \"rules\" {\n type = list(object({ port = number, protocol = string }))\n}";
    let stack = "module \"m\" {\n source = \"../../../../modules/m\"\n rules = [{ port = 1, proto = \"tcp\" }]\n}";
    let all = problems(&[
        ("live/prod/us-east-1/shop/main.tf", stack),
        ("modules/m/main.tf", module),
    ]);
    let [(problem, marked)] = all.as_slice() else {
        panic!("{all:#?}");
    };
    assert_eq!(marked, "[{ port = 1, proto = \"tcp\" }]");
    assert!(
        problem
            .message
            .ends_with("[0]: the attribute \"protocol\" is required, but there is \"proto\""),
        "{}",
        problem.message
    );
    assert_eq!(problem.address.as_deref(), Some("module.m"));
    assert_eq!(problem.attribute.as_deref(), Some("rules"));
}

#[test]
fn what_a_check_asserts_is_a_warning() {
    assert_eq!(
        in_stack(
            "locals { a = \"a\" }\ncheck \"c\" {\n assert {\n  condition = length(local.a) > 2\n  error_message = \"short\"\n }\n}"
        ),
        ["Condition warning length(local.a) > 2"]
    );
}

#[test]
fn instances_are_counted() {
    let negative = "locals { n = 0 }\nresource \"terraform_data\" \"t\" {\n count = local.n - 1\n}";
    assert_eq!(in_stack(negative), ["Type error local.n - 1"]);
    let null = "locals { n = null }\nresource \"terraform_data\" \"t\" {\n for_each = local.n\n}";
    assert_eq!(in_stack(null), ["Null error local.n"]);
    let missing = "resource \"terraform_data\" \"t\" {\n for_each = toset([\"a\"])\n}\noutput \"o\" {\n value = terraform_data.t[\"b\"].id\n}";
    assert_eq!(in_stack(missing), ["Index error [\"b\"]"]);
    let later = "resource \"terraform_data\" \"a\" {\n}\nresource \"terraform_data\" \"t\" {\n for_each = { x = terraform_data.a.id }\n}";
    assert_eq!(in_stack(later), NONE);
}

#[test]
fn sensitive_values_are_not_quoted() {
    let text = "variable \"m\" {\n type = map(string)\n sensitive = true\n}\noutput \"o\" {\n value = var.m[\"other\"]\n sensitive = true\n}";
    let tfvars = "m = { hidden = \"x\" }";
    let all = problems(&[
        ("live/prod/us-east-1/shop/main.tf", text),
        ("live/prod/us-east-1/shop/terraform.tfvars", tfvars),
    ]);
    let messages: Vec<&str> = all
        .iter()
        .map(|(problem, _)| problem.message.as_str())
        .collect();
    assert_eq!(
        messages,
        ["there is no element under this key; what there is is not shown, since it is sensitive"]
    );
}

#[test]
fn one_cause_is_told_once_with_every_stack_and_instance_that_it_hits() {
    let stack =
        "module \"m\" {\n for_each = toset([\"x\", \"y\"])\n source = \"../../../../modules/m\"\n}";
    let all = problems(&[
        ("live/prod/us-east-1/shop/main.tf", stack),
        ("live/test/us-east-1/shop/main.tf", stack),
        (
            "modules/m/main.tf",
            "locals { z = [] }\nresource \"terraform_data\" \"t\" {\n count = 2\n input = local.z[count.index]\n}",
        ),
    ]);
    let [(problem, marked)] = all.as_slice() else {
        panic!("{all:#?}");
    };
    assert_eq!(marked, "[count.index]");
    assert_eq!(problem.address.as_deref(), Some("terraform_data.t"));
    assert_eq!(problem.attribute.as_deref(), Some("input"));
    let addresses: Vec<&str> = problem
        .instances
        .iter()
        .filter_map(|it| it.address.as_deref())
        .collect();
    assert_eq!(addresses.len(), 8);
    assert_eq!(addresses[0], "module.m[\"x\"].terraform_data.t[0]");
}

#[test]
fn a_module_that_no_caller_satisfies_is_wrong_itself() {
    let call = |zones: &str| {
        format!("module \"m\" {{\n source = \"../../../../modules/m\"\n zones = {zones}\n}}")
    };
    let module =
        "variable \"zones\" {\n type = list(string)\n}\noutput \"o\" {\n value = var.zones[2]\n}";
    let (one, two, three) = (
        call("[\"a\"]"),
        call("[\"a\", \"b\"]"),
        call("[\"a\", \"b\", \"c\"]"),
    );
    let (prod, test) = (
        "live/prod/us-east-1/shop/main.tf",
        "live/test/us-east-1/shop/main.tf",
    );
    let both = in_files(&[(prod, &one), (test, &two), ("modules/m/main.tf", module)]);
    assert_eq!(both, ["Index error [2]"]);
    let only = in_files(&[(prod, &one), (test, &three), ("modules/m/main.tf", module)]);
    assert_eq!(only, ["Index error [\"a\"]"]);
}

#[test]
fn a_default_that_somebody_may_replace_is_named_and_weaker() {
    let text = "variable \"zones\" {\n type = list(string)\n default = []\n}\noutput \"o\" {\n value = var.zones[0]\n}";
    let all = problems(&[("live/prod/us-east-1/shop/main.tf", text)]);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].0.severity, Some(Severity::Warning));
    assert!(
        all[0]
            .0
            .message
            .ends_with(", with the default of var.zones")
    );
    assert_eq!(
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", text),
            (
                "live/prod/us-east-1/shop/terraform.tfvars",
                "zones = [\"a\"]"
            ),
        ]),
        NONE
    );
}

#[test]
fn files_that_a_build_makes_or_that_git_must_not_keep_are_silent() {
    let read = |call: &str| in_stack(&format!("output \"o\" {{\n value = {call}\n}}"));
    assert_eq!(
        read("filebase64sha256(\"${path.module}/function.zip\")"),
        NONE
    );
    assert_eq!(read("filemd5(\"${path.module}/dist/index.js\")"), NONE);
    assert_eq!(read("file(\"${path.module}/ca.pem\")"), NONE);
    assert_eq!(
        read("file(\"${path.module}/a.json\")"),
        ["File error \"${path.module}/a.json\""]
    );
}

#[test]
fn a_part_of_a_template_is_marked_in_the_template() {
    let stack =
        "output \"o\" {\n value = templatefile(\"${path.module}/t.txt\", { zones = [] })\n}";
    let all = problems(&[
        ("live/prod/us-east-1/shop/main.tf", stack),
        ("live/prod/us-east-1/shop/t.txt", "first ${zones[0]}"),
    ]);
    let [(problem, marked)] = all.as_slice() else {
        panic!("{all:#?}");
    };
    assert_eq!(marked, "[0]");
    assert_eq!(problem.address.as_deref(), Some("output.o"));
    assert!(
        problem
            .related
            .iter()
            .any(|note| note.text.contains("rendered"))
    );
}

#[test]
fn a_newer_terraform_does_not_look_at_what_an_or_need_not_know() {
    let stack = |version: &str| {
        format!(
            "terraform {{\n required_version = \"{version}\"\n}}\nlocals {{ v = null }}\noutput \"o\" {{\n value = local.v == null || contains([\"a\"], local.v)\n}}"
        )
    };
    assert_eq!(in_stack(&stack("1.14.3")), NONE);
    assert_eq!(in_stack(&stack("~> 1.11.0")), ["Null error local.v"]);
}

#[test]
fn a_collection_with_something_sensitive_inside_is_not_sensitive() {
    let text = "variable \"secret\" {\n type = string\n sensitive = true\n}\nvariable \"name\" {\n type = string\n}\nlocals {\n all = { a = { x = { v = var.secret } }, b = {} }\n one = local.all[var.name]\n}\nresource \"terraform_data\" \"t\" {\n for_each = local.one\n}\nresource \"terraform_data\" \"s\" {\n for_each = toset([var.secret])\n}";
    assert_eq!(in_stack(text), ["Type error toset([var.secret])"]);
}

#[test]
fn attributes_may_be_left_out_of_what_is_known_only_in_part() {
    let module = "variable \"rules\" {\n type = map(object({ port = number, path = optional(string, \"/\") }))\n}";
    let stack = "variable \"on\" {\n type = bool\n}\nlocals {\n all = { a = { port = 1 }, b = { port = 2 } }\n names = var.on ? [\"a\"] : []\n}\nmodule \"m\" {\n source = \"../../../../modules/m\"\n rules = merge({ for k, v in local.all : k => v if contains(local.names, k) }, { c = { port = 3 } })\n}";
    assert_eq!(
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", stack),
            ("modules/m/main.tf", module)
        ]),
        NONE
    );
}

#[test]
fn the_only_tfvars_file_beside_a_stack_is_its_own() {
    let stack = "terraform {\n backend \"local\" {}\n}\nvariable \"zones\" {\n type = list(string)\n default = []\n}\noutput \"o\" {\n value = var.zones[0]\n}";
    assert_eq!(
        in_files(&[
            ("environments/vpc/main.tf", stack),
            ("environments/vpc/prod.tfvars", "zones = [\"a\"]"),
        ]),
        NONE
    );
}
