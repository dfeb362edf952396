//! What Terraform refuses whatever the values are.

use super::{NONE, in_files, in_stack};

#[test]
fn what_is_in_an_attribute_of_any_type_only_its_value_tells() {
    let data = "resource \"terraform_data\" \"a\" {\n input = { n = 1 }\n}\nresource \"terraform_data\" \"e\" {\n for_each = toset([\"x\"])\n input = { n = 1 }\n}\n";
    let of =
        |expression: &str| in_stack(&format!("{data}output \"o\" {{\n value = {expression}\n}}"));
    assert_eq!(of("terraform_data.a.input.no"), ["Index error .no"]);
    assert_eq!(of("terraform_data.a.output.no"), ["Index error .no"]);
    assert_eq!(of("terraform_data.e[\"x\"].input.no"), ["Index error .no"]);
    assert_eq!(of("terraform_data.a.no"), ["Attribute error no"]);
    assert_eq!(of("terraform_data.e[\"x\"].no"), ["Attribute error no"]);
    assert_eq!(of("terraform_data.a.input.n"), NONE);
}

#[test]
fn a_reference_is_no_key_without_parentheses() {
    let of = |entry: &str| {
        in_stack(&format!(
            "locals {{\n n = \"a\"\n m = {{ l = [\"b\"] }}\n o = {{ {entry} = 1 }}\n}}\noutput \"o\" {{\n value = local.o\n}}"
        ))
    };
    assert_eq!(of("local.n"), ["Form error local.n"]);
    assert_eq!(of("local.m.l[0]"), ["Form error local.m.l[0]"]);
    assert_eq!(of("local.m[\"l\"][0]"), ["Form error local.m[\"l\"][0]"]);
    for accepted in [
        "(local.n)",
        "\"local.n\"",
        "\"${local.n}\"",
        "local",
        "1.5",
        "upper(local.n)",
        "local.m.l[length(\"\")]",
    ] {
        assert_eq!(of(accepted), NONE, "{accepted}");
    }
}

/// `terraform validate` tells the same circles of each.
#[test]
fn what_waits_for_a_module_waits_for_all_of_it() {
    let module = "variable \"x\" {\n default = 1\n}\noutput \"z\" {\n value = \"const\"\n}\noutput \"y\" {\n value = var.x\n}";
    let of = |stack: &str| {
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", stack),
            ("live/prod/us-east-1/shop/m/main.tf", module),
        ])
    };
    let call = |name: &str, arguments: &str| {
        format!("module \"{name}\" {{\n source = \"./m\"\n {arguments}\n}}\n")
    };
    let circle = ["Cycle error variable \"x\""];
    let given = call("b", "x = module.a.z");
    assert_eq!(of(&(call("a", "depends_on = [module.b]") + &given)), circle);
    assert_eq!(
        of(&(call("a", "count = module.b.y") + &call("b", "x = module.a[0].z"))),
        circle
    );
    assert_eq!(of(&(call("a", "depends_on = [module.b.z]") + &given)), NONE);
    assert_eq!(of(&(call("a", "x = module.b.z") + &given)), NONE);
    let waits = "resource \"terraform_data\" \"q\" {\n depends_on = [module.b]\n}\n";
    assert_eq!(
        of(&(waits.to_owned() + &call("b", "x = terraform_data.q.id"))),
        circle
    );
    assert_eq!(of(&(waits.to_owned() + &call("b", "x = 1"))), NONE);
}

#[test]
fn override_files_override_what_is_there() {
    let of = |text: &str| {
        let base = "resource \"terraform_data\" \"b\" {}\nlocals {\n k = 1\n}";
        in_files(&[
            ("live/prod/us-east-1/shop/main.tf", base),
            ("live/prod/us-east-1/shop/x_override.tf", text),
        ])
    };
    for (text, marked) in [
        (
            "resource \"terraform_data\" \"n\" {}",
            "resource \"terraform_data\" \"n\"",
        ),
        ("variable \"n\" {\n default = 1\n}", "variable \"n\""),
        ("output \"n\" {\n value = 1\n}", "output \"n\""),
        ("locals {\n n = 1\n}", "n"),
        ("module \"n\" {\n source = \"./m\"\n}", "module \"n\""),
        (
            "provider \"terraform\" {\n alias = \"x\"\n}",
            "provider \"terraform\"",
        ),
        (
            "moved {\n from = terraform_data.a\n to = terraform_data.b\n}",
            "moved",
        ),
    ] {
        assert_eq!(of(text), [format!("Form error {marked}")], "{text}");
    }
    for text in [
        "resource \"terraform_data\" \"b\" {\n input = 2\n}",
        "locals {\n k = 2\n}",
        "terraform {\n required_version = \">= 1.0\"\n}",
        "provider \"terraform\" {}",
    ] {
        assert_eq!(of(text), NONE, "{text}");
    }
}

#[test]
fn the_source_of_a_module_says_how_to_find_it() {
    let of = |source: &str| in_stack(&format!("module \"n\" {{\n source = \"{source}\"\n}}"));
    for source in [
        "modules/x",
        "x",
        "modules/aws/vpc/x",
        "example.com/x",
        "m.zip",
    ] {
        assert_eq!(of(source), [format!("Form error \"{source}\"")]);
    }
    for source in [
        "terraform-aws-modules/vpc/aws",
        "app.terraform.io/us/vpc/aws",
        "github.com/us/vpc",
        "git@github.com:us/vpc.git",
        "git::https://git.example.com/vpc.git",
        "https://example.com/vpc.zip",
        "bucket.s3.amazonaws.com/vpc.zip",
        "s3::https://s3.amazonaws.com/b/vpc.zip",
    ] {
        assert_eq!(of(source), NONE, "{source}");
    }
}
