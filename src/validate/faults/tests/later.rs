//! How many instances there are must be known when Terraform plans.

use super::{NONE, in_files, in_stack, problems};

/// What is said of a resource with this argument.
fn with(argument: &str) -> Vec<String> {
    in_stack(&format!(
        "resource \"terraform_data\" \"a\" {{\n input = {{ name = \"x\", on = true }}\n}}\n\
         resource \"terraform_data\" \"f\" {{\n for_each = toset([\"k\"])\n}}\n\
         resource \"terraform_data\" \"t\" {{\n {argument}\n}}\n"
    ))
}

#[test]
fn instances_do_not_follow_from_what_is_learned_when_terraform_applies() {
    for argument in [
        "count = terraform_data.a.output.name == \"x\" ? 1 : 0",
        "count = terraform_data.a.output.on ? 1 : 0",
        "count = terraform_data.a.id == \"\" ? 0 : 1",
        "count = length(compact([terraform_data.a.id]))",
        "count = length(try([terraform_data.a.id], []))",
        "count = length([for it in terraform_data.f : it.id if it.id != \"\"])",
        "count = terraform_data.a.id == terraform_data.a.id ? 1 : 0",
        "count = uuid() == \"\" ? 0 : 1",
        "for_each = { for it in terraform_data.f : it.id => it }",
        "for_each = toset([terraform_data.a.output.name])",
        "for_each = toset([terraform_data.a.output.name, \"x\"])",
        "for_each = setunion([terraform_data.a.output.name], [\"x\"])",
        "for_each = toset(values(terraform_data.f)[*].id)",
        "for_each = terraform_data.a.output",
    ] {
        let (_, value) = argument.split_once(" = ").expect("it has a value");
        let expected = format!("UnknownInstances error {value}");
        assert_eq!(with(argument), [expected], "{argument}");
    }
}

#[test]
fn instances_follow_from_what_terraform_knows_of_what_it_learns_later() {
    for argument in [
        "count = terraform_data.a.id == null ? 0 : 1",
        "count = length([terraform_data.a.id])",
        "count = length(keys(terraform_data.a.output))",
        "count = terraform_data.a.output.on ? 1 : 1",
        "count = \"a-${terraform_data.a.id}\" == \"b\" ? 1 : 0",
        "count = terraform_data.a.input.on ? 1 : 0",
        "for_each = { for key, it in terraform_data.f : key => it.id }",
        "count = length(terraform_data.f)",
        "count = try({ a = 1, b = cidrsubnet(terraform_data.a.output.name, 8, 1) }.a, 0)",
        "count = can(length([tonumber(terraform_data.a.output.name)])) ? 1 : 0",
        "count = contains(toset([terraform_data.a.output.name, \"x\"]), \"x\") ? 1 : 0",
    ] {
        assert_eq!(with(argument), NONE, "{argument}");
    }
}

/// What a variable will be, whoever runs Terraform knows when it plans.
#[test]
fn instances_may_follow_from_variables_beside_what_is_learned_later() {
    let list = "variable \"list\" {\n type = list(string)\n}\nresource \"terraform_data\" \"a\" {\n input = \"x\"\n}\n\
                resource \"terraform_data\" \"t\" {\n count = length(formatlist(\"%s-%s\", var.list, terraform_data.a.output))\n}\n";
    assert_eq!(in_stack(list), NONE);
    let tags = "variable \"owner\" {\n type = string\n}\n\
                provider \"aws\" {\n default_tags {\n  tags = { Owner = var.owner }\n }\n}\n\
                resource \"aws_vpc\" \"it\" {\n cidr_block = \"10.0.0.0/16\"\n tags = { Name = \"it\" }\n}\n\
                resource \"terraform_data\" \"t\" {\n for_each = aws_vpc.it.tags_all\n}\n";
    assert_eq!(in_stack(tags), NONE);
}

/// Nothing is said of what refers to the instances that are there in the end.
#[test]
fn nothing_follows_from_instances_that_are_learned_later() {
    let text = "resource \"terraform_data\" \"a\" {\n input = [\"k\"]\n}\n\
                resource \"terraform_data\" \"t\" {\n for_each = toset(terraform_data.a.output)\n}\n\
                output \"o\" {\n value = terraform_data.t[\"k\"].id\n}\n\
                output \"p\" {\n value = terraform_data.t[\"l\"].id\n}\n";
    assert_eq!(
        in_stack(text),
        [
            "Index error [\"l\"]",
            "UnknownInstances error toset(terraform_data.a.output)"
        ]
    );
}

/// What is passed to the module is what it asks for; it asks for what Terraform does not know.
#[test]
fn a_question_in_a_module_is_told_there_and_an_answer_that_is_passed_at_the_call() {
    let asks = "variable \"it\" {\n type = string\n}\nresource \"terraform_data\" \"t\" {\n count = var.it == \"\" ? 0 : 1\n}\n";
    let takes = "variable \"is\" {\n type = bool\n}\nresource \"terraform_data\" \"t\" {\n count = var.is ? 1 : 0\n}\n";
    let root = "resource \"terraform_data\" \"a\" {\n}\n\
                module \"asks\" {\n source = \"../../../../modules/asks\"\n it = terraform_data.a.id\n}\n\
                module \"takes\" {\n source = \"../../../../modules/takes\"\n is = terraform_data.a.id != \"\"\n}\n";
    let found = in_files(&[
        ("live/prod/us-east-1/shop/main.tf", root),
        ("modules/asks/main.tf", asks),
        ("modules/takes/main.tf", takes),
    ]);
    let expected = [
        "UnknownInstances error var.it == \"\" ? 0 : 1",
        "UnknownInstances error terraform_data.a.id != \"\"",
    ];
    assert_eq!(found, expected);
}

/// By then the other stack has been applied.
#[test]
fn what_another_stack_gives_out_is_known() {
    let backend = |key: &str| {
        format!("terraform {{\n backend \"local\" {{\n path = \"/states/{key}\"\n }}\n}}\n")
    };
    let producer = backend("one")
        + "resource \"terraform_data\" \"a\" {\n input = \"x\"\n}\n\
           output \"id\" {\n value = terraform_data.a.id\n}\noutput \"name\" {\n value = terraform_data.a.output\n}\n";
    let reader = backend("two")
        + "data \"terraform_remote_state\" \"one\" {\n backend = \"local\"\n config = { path = \"/states/one\" }\n}\n\
           locals { one = data.terraform_remote_state.one.outputs }\n\
           resource \"terraform_data\" \"t\" {\n count = local.one.id == \"\" || local.one.name == \"y\" ? 1 : 0\n}\n\
           resource \"terraform_data\" \"f\" {\n for_each = toset([local.one.id, local.one.name])\n}\n";
    let found = problems(&[
        ("live/prod/us-east-1/one/main.tf", &*producer),
        ("live/prod/us-east-1/two/main.tf", &*reader),
    ]);
    assert!(found.is_empty(), "{found:?}");
}

/// When it plans a certificate, the provider knows for which names it must be validated.
#[test]
fn what_a_provider_plans_itself_is_not_learned_later() {
    let certificate = "resource \"aws_acm_certificate\" \"c\" {\n domain_name = \"example.com\"\n validation_method = \"DNS\"\n}\n";
    let records = "resource \"terraform_data\" \"t\" {\n for_each = { for it in aws_acm_certificate.c.domain_validation_options : it.domain_name => it }\n}\n";
    assert_eq!(in_stack(&format!("{certificate}{records}")), NONE);
    let status = "resource \"terraform_data\" \"t\" {\n count = aws_acm_certificate.c.status == \"ISSUED\" ? 1 : 0\n}\n";
    let expected = "UnknownInstances error aws_acm_certificate.c.status == \"ISSUED\" ? 1 : 0";
    assert_eq!(in_stack(&format!("{certificate}{status}")), [expected]);
}
