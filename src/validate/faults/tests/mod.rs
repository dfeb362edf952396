//! What pages do not show. Each stack was given to `terraform plan` of Terraform 1.11.4: what is an error here it
//! refuses, what is silent it accepts.

use crate::config::Config;
use crate::diagnostic::Severity;
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;
use crate::validate::{Facts, Problem, Validation};

mod later;
mod static_forms;
mod values;

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

/// The files of a module and of one stack that calls it, or of the stack alone.
fn of_one_caller(module: &str, arguments: &str, tfvars: &str) -> Vec<String> {
    let stack = format!(
        "variable \"given\" {{\n type = any\n}}\nmodule \"m\" {{\n source = \"../../../../modules/m\"\n {arguments}\n}}"
    );
    in_files(&[
        ("live/prod/us-east-1/shop/main.tf", &stack),
        ("live/prod/us-east-1/shop/terraform.tfvars", tfvars),
        ("modules/m/main.tf", module),
    ])
}

#[test]
fn what_no_value_of_the_declared_type_can_mend_is_told_at_the_expression() {
    let services = "variable \"all\" {\n type = map(object({ port = number, name = string }))\n}\n";
    let of = |expression: &str| {
        let module = format!("{services}output \"o\" {{\n value = {expression}\n}}");
        of_one_caller(
            &module,
            "all = var.given",
            "given = { a = { port = 1, name = \"x\" } }",
        )
    };
    assert_eq!(of("upper(var.all)"), ["Type error var.all"]);
    assert_eq!(of("\"a-${var.all}\""), ["Type error var.all"]);
    assert_eq!(of("true && var.all"), ["Type error var.all"]);
    assert_eq!(
        of("[for one in var.all : one.ports]"),
        ["Index error .ports"]
    );
    assert_eq!(
        of("[for name, one in var.all : one.name.text if one.port > 0]"),
        ["Index error .text"]
    );
    assert_eq!(of("values(var.all)[*].ports"), ["Index error .ports"]);
    assert_eq!(
        of("replace(var.all[\"a\"].name, \"x\")"),
        ["FunctionCall error replace(var.all[\"a\"].name, \"x\")"]
    );
}

#[test]
fn what_another_value_would_mend_is_told_where_the_value_is() {
    let module = "variable \"all\" {\n type = string\n}\noutput \"o\" {\n value = cidrsubnet(var.all, 4, 1)\n}";
    assert_eq!(
        of_one_caller(module, "all = var.given", "given = \"10.0.0.0\""),
        ["FunctionCall error \"10.0.0.0\""]
    );
    // A variable that takes everything leaves it to the caller what comes of it.
    let module = "variable \"all\" {}\noutput \"o\" {\n value = [for one in var.all : one.port]\n}";
    let given = "given = [{ ports = 1 }]";
    let found = of_one_caller(module, "all = var.given", given);
    assert_eq!(found, ["Index error { ports = 1 }"]);
}

#[test]
fn what_the_module_itself_asks_for_is_told_there_where_nobody_satisfies_it() {
    let of = |expression: &str, given: &str| {
        let module = format!("variable \"all\" {{}}\noutput \"o\" {{\n value = {expression}\n}}");
        of_one_caller(&module, "all = var.given", &format!("given = {given}"))
    };
    assert_eq!(of("var.all[2]", "[\"a\"]"), ["Index error [2]"]);
    assert_eq!(
        of("format(\"%d\", var.all)", "\"a\""),
        ["FunctionCall error var.all"]
    );
    assert_eq!(
        of("regex(\"^[0-9]+$\", var.all)", "\"a\""),
        ["FunctionCall error regex(\"^[0-9]+$\", var.all)"]
    );
    // The pattern is the caller's.
    assert_eq!(
        of("regex(var.all, \"a\")", "\"b\""),
        ["FunctionCall error \"b\""]
    );
}

#[test]
fn an_argument_that_its_type_excludes_is_told_in_the_call() {
    let inner = "variable \"tags\" {\n type = map(string)\n}";
    let outer = "variable \"name\" {\n type = string\n}\nmodule \"inner\" {\n source = \"../inner\"\n tags = var.name\n}";
    let stack = "module \"outer\" {\n source = \"../../../../modules/outer\"\n name = \"shop\"\n}";
    assert_eq!(
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", stack),
            ("modules/outer/main.tf", outer),
            ("modules/inner/main.tf", inner),
        ]),
        ["VariableType error var.name"]
    );
}

#[test]
fn a_default_that_no_other_value_would_mend_is_no_excuse() {
    let text = "variable \"zones\" {\n type = list(string)\n default = [\"a\"]\n}\nresource \"terraform_data\" \"t\" {\n for_each = var.zones\n}";
    assert_eq!(in_stack(text), ["Type error var.zones"]);
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
            .ends_with(" (with the default of var.zones)")
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

#[test]
fn a_function_that_is_not_there_is_told_once_and_only_of_newer_versions() {
    let of = |version: &str, expression: &str| {
        let text = format!(
            "terraform {{\n required_version = \"{version}\"\n}}\nlocals {{\n l = [\"${{concat({expression}, [\"b\"])}}\"]\n}}\noutput \"o\" {{\n value = local.l\n}}\n"
        );
        in_stack(&text)
    };
    assert_eq!(of("~> 1.11", "list(\"a\")"), ["Function error list"]);
    assert_eq!(of("~> 0.11.2", "list(\"a\")"), NONE);
    assert_eq!(of("~> 0.11.2", "lisst(\"a\")"), ["Function error lisst"]);
}

#[test]
fn a_file_of_every_stack_is_worth_only_a_note() {
    let call = "module \"m\" {\n source = \"../../../../modules/m\"\n}\n";
    let module = "output \"o\" {\n value = file(\"a.json\")\n}\n";
    let of = |files: &[&str]| {
        let mut all = vec![
            ("live/prod/us-east-1/a/main.tf", call),
            ("live/prod/us-east-1/b/main.tf", call),
            ("modules/m/main.tf", module),
        ];
        all.extend(files.iter().map(|path| (*path, "{}")));
        in_files(&all)
    };
    let (a, b) = (
        "live/prod/us-east-1/a/a.json",
        "live/prod/us-east-1/b/a.json",
    );
    assert_eq!(of(&[a, b]), ["File note \"a.json\""]);
    assert_eq!(
        of(&[a, b, "modules/m/a.json"]),
        ["File warning \"a.json\""],
        "either may be meant"
    );
    assert!(of(&[a]).contains(&"File error \"a.json\"".to_owned()));
}

const EXACT: &str = "terraform {\n required_providers {\n  aws = { source = \"hashicorp/aws\", version = \"5.100.0\" }\n }\n}\n";

#[test]
fn of_a_type_that_is_none_only_that_is_told() {
    let of = |ty: &str, default: &str| {
        in_stack(&format!(
            "variable \"v\" {{\n type = {ty}\n default = {default}\n}}\noutput \"o\" {{\n value = var.v.size + 1\n}}"
        ))
    };
    assert_eq!(of("boolean", "true"), ["Form error boolean"]);
    assert_eq!(of("\"bool\"", "true"), ["Form error \"bool\""]);
    assert_eq!(
        of("object({ size = optional(number, \"most\") })", "{}"),
        ["VariableType error \"most\""]
    );
}

#[test]
fn a_validation_of_the_wrong_form_is_told_once() {
    let text = "variable \"n\" {\n type = number\n default = 1\n validation {\n  condition = var.names > 0\n  error_message = \"Positive.\"\n }\n}\nvariable \"names\" {\n type = list(string)\n default = []\n}";
    assert_eq!(in_stack(text), ["Form error var.names > 0"]);
}

#[test]
fn what_would_follow_from_instances_that_are_not_clear_is_not_told() {
    let use_of_it = "output \"o\" {\n value = { for name, one in terraform_data.t : name => one.input }\n}\noutput \"a\" {\n value = terraform_data.t[\"a\"].id\n}";
    let both = format!(
        "resource \"terraform_data\" \"t\" {{\n count = 2\n for_each = toset([\"a\"])\n input = 1\n}}\n{use_of_it}"
    );
    assert_eq!(in_stack(&both), ["Form error for_each"]);
    let misspelt = format!(
        "resource \"terraform_data\" \"t\" {{\n foreach = toset([\"a\"])\n input = 1\n}}\n{use_of_it}"
    );
    let found = in_stack(&misspelt);
    assert!(
        found.contains(&"UnknownArgument error foreach".to_owned()),
        "{found:?}"
    );
    assert!(
        !found.iter().any(|one| one.starts_with("Index")),
        "{found:?}"
    );
}

#[test]
fn what_a_misspelt_part_of_a_policy_would_be_is_not_missed() {
    let policy = |statement: &str| {
        in_stack(&format!(
            "{EXACT}data \"aws_iam_policy_document\" \"d\" {{\n statement {{\n  {statement}\n  resources = [\"*\"]\n }}\n}}\nresource \"aws_iam_policy\" \"p\" {{\n policy = data.aws_iam_policy_document.d.json\n}}"
        ))
    };
    assert_eq!(
        policy("action = [\"s3:Get*\"]"),
        ["UnknownArgument error action"]
    );
    assert_eq!(
        policy("actions = [\"s3:Get*\"]\n  principal {\n   type = \"AWS\"\n  }"),
        ["UnknownArgument error principal"]
    );
}

#[test]
fn a_block_that_is_written_as_a_value_is_told_once() {
    let text = "resource \"terraform_data\" \"t\" {\n lifecycle = { ignore_changes = [input] }\n}";
    assert_eq!(in_stack(text), ["UnknownArgument error lifecycle"]);
}

#[test]
fn a_provider_that_is_no_configuration_is_told_once() {
    let head = "provider \"aws\" {\n alias = \"east\"\n region = \"us-east-1\"\n}\n";
    let of = |text: &str| {
        let text = format!("{EXACT}{head}{text}");
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", &text),
            ("modules/m/main.tf", "output \"o\" {\n value = 1\n}"),
        ])
    };
    let vpc = |provider: &str| {
        format!(
            "resource \"aws_vpc\" \"v\" {{\n cidr_block = \"10.0.0.0/16\"\n provider = {provider}\n}}"
        )
    };
    assert_eq!(of(&vpc("aws.east.two")), ["Form error aws.east.two"]);
    assert_eq!(
        of(&vpc("\"aws.east.two\"")),
        ["Form error \"aws.east.two\""]
    );
    assert_eq!(of(&vpc("aws.west")), ["Provider error west"]);
    let call = |argument: &str| {
        format!("module \"m\" {{\n source = \"../../../../modules/m\"\n {argument}\n}}")
    };
    assert_eq!(
        of(&call("providers = { aws = aws.east.two }")),
        ["Form error aws.east.two"]
    );
    assert_eq!(
        of(&call("provider = aws.east")),
        ["ModuleInput error provider"]
    );
}

#[test]
fn a_default_that_its_own_validation_refuses_is_the_place() {
    let module = "variable \"n\" {\n type = number\n default = 0\n validation {\n  condition = var.n > 0\n  error_message = \"Positive.\"\n }\n}";
    assert_eq!(
        of_one_caller(module, "", "given = 1"),
        ["Condition error 0"]
    );
    assert_eq!(in_stack(module), ["Condition warning 0"]);
    assert_eq!(
        of_one_caller(module, "n = var.given", "given = -1"),
        ["Condition error -1"]
    );
}

#[test]
fn what_refers_to_itself_is_told_at_the_reference() {
    let text = "resource \"terraform_data\" \"t\" {\n triggers_replace = [1]\n input = terraform_data.t.id\n}\nlocals {\n a = \"${local.a}-b\"\n}";
    assert_eq!(
        in_stack(text),
        ["Cycle error terraform_data.t.id", "Cycle error local.a"]
    );
}
