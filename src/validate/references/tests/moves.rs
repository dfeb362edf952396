//! Moves as `terraform plan` of Terraform 1.11.4 refuses them, each stack measured with it.

use super::{in_stack, summary};

const NONE: &[&str] = &[];

/// A stack of moves between things of one type, each `from` and `to`.
fn moves(resources: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    let block = |(from, to): &(&str, &str)| format!("moved {{\n from = {from}\n to = {to}\n}}\n");
    let text: String = pairs.iter().map(block).collect();
    in_stack(&format!("{resources}\n{text}").replace("t.", "terraform_data."))
}

#[test]
fn what_moves_has_one_place_before_and_one_after() {
    let declared = "resource \"terraform_data\" \"z\" {\n}";
    let from = moves(declared, &[("t.a", "t.z"), ("t.a", "t.c")]);
    assert_eq!(from, ["Moved error terraform_data.a"]);
    let to = moves(declared, &[("t.a", "t.c"), ("t.b", "t.c")]);
    assert_eq!(to, ["Moved error terraform_data.c"]);
    let prefixed = moves(
        declared,
        &[("resource.t.b", "t.a"), ("t.b", "resource.t.c")],
    );
    assert_eq!(prefixed, ["Moved error terraform_data.b"]);
    let keys = moves(
        declared,
        &[("t.b[\"k\"]", "t.a[\"k\"]"), ("t.b[\"k\"]", "t.a[\"l\"]")],
    );
    assert_eq!(keys, ["Moved error terraform_data.b[\"k\"]"]);
    let twice = moves(declared, &[("t.a", "t.c"), ("t.a", "t.c")]);
    assert_eq!(twice, NONE);
    let modules = moves(
        declared,
        &[("module.a", "module.b"), ("module.a", "module.c")],
    );
    assert_eq!(modules, ["Moved error module.a"]);
    // All instances of one and the only one of another are two things.
    let instances = moves(declared, &[("t.a", "t.b"), ("t.a[0]", "t.c[1]")]);
    assert_eq!(instances, NONE);
    let single = moves(declared, &[("t.a", "t.b[0]"), ("t.a[0]", "t.b[1]")]);
    assert_eq!(single, NONE);
    let to_instance = moves(declared, &[("t.a[0]", "t.b[0]"), ("t.c", "t.b[0]")]);
    assert_eq!(to_instance, ["Moved error terraform_data.b[0]"]);
}

#[test]
fn a_move_to_the_same_place_says_nothing() {
    assert_eq!(
        moves("", &[("t.a", "t.a")]),
        ["Moved error terraform_data.a"]
    );
    assert_eq!(
        moves("", &[("module.a", "module.a")]),
        ["Moved error module.a"]
    );
    assert_eq!(moves("", &[("t.a", "t.a[0]")]), NONE);
}

#[test]
fn moves_end_somewhere() {
    let circle = |pairs: &[(&str, &str)]| moves("", pairs);
    let found = circle(&[("t.a", "t.b"), ("t.b", "t.a")]);
    assert_eq!(found, ["Moved error terraform_data.b"]);
    let found = circle(&[("t.a", "t.b"), ("t.b", "t.c"), ("t.c", "t.a")]);
    assert_eq!(found, ["Moved error terraform_data.b"]);
    let found = circle(&[("t.x[0]", "t.x[1]"), ("t.x[1]", "t.x[0]")]);
    assert_eq!(found, ["Moved error terraform_data.x[1]"]);
    let found = circle(&[("t.a", "t.b"), ("t.b[0]", "t.a[0]")]);
    assert_eq!(found, ["Moved error terraform_data.b"]);
    let found = circle(&[("t.a", "t.a[0]"), ("t.a[0]", "t.a")]);
    assert_eq!(found, ["Moved error terraform_data.a[0]"]);
    let found = circle(&[("module.a[0]", "module.b[0]"), ("module.b", "module.a")]);
    assert_eq!(found, ["Moved error module.b[0]"]);
    let found = circle(&[
        ("module.a", "module.b"),
        ("module.b.t.x", "t.x"),
        ("t.x", "module.a.t.x"),
    ]);
    assert_eq!(found, ["Moved error module.b"]);
    let found = circle(&[
        ("module.a[0].t.x", "module.b.t.x"),
        ("module.b", "module.a"),
    ]);
    assert_eq!(found, ["Moved error module.b.terraform_data.x"]);
    assert_eq!(circle(&[("t.a", "t.b"), ("t.b", "t.c")]), NONE);
    let renamed = [("t.x", "t.x[\"a\"]"), ("t.x[\"a\"]", "t.x[\"b\"]")];
    assert_eq!(circle(&renamed), NONE);
    let around = [
        ("module.a", "module.b"),
        ("t.x", "module.a.t.x"),
        ("module.b.t.y", "t.y"),
    ];
    assert_eq!(circle(&around), NONE);
    let out_and_in = [
        ("module.a.t.x", "t.x"),
        ("t.y", "module.a.t.y"),
        ("module.a", "module.b"),
    ];
    assert_eq!(circle(&out_and_in), NONE);
}

#[test]
fn an_instance_that_is_still_made_has_not_moved() {
    let several = "resource \"terraform_data\" \"a\" {\n for_each = toset([\"k\", \"l\"])\n}";
    assert_eq!(
        moves(several, &[("t.a[\"k\"]", "t.a[\"m\"]")]),
        ["Moved error terraform_data.a[\"k\"]"]
    );
    assert_eq!(moves(several, &[("t.a[\"m\"]", "t.a[\"k\"]")]), NONE);
    let none = "resource \"terraform_data\" \"a\" {\n count = 0\n}";
    assert_eq!(
        moves(none, &[("t.a", "t.b")]),
        ["Moved error terraform_data.a"]
    );
    let two = "resource \"terraform_data\" \"a\" {\n count = 2\n}";
    assert_eq!(moves(two, &[("t.a", "t.b[0]")]), NONE);
    assert_eq!(
        moves(two, &[("t.a[0]", "t.a")]),
        ["Moved error terraform_data.a[0]"]
    );
}

#[test]
fn what_a_module_still_makes_has_not_moved() {
    let call = "module \"a\" {\n source = \"../../../../modules/m\"\n count = 2\n}\n";
    let with = |from: &str, to: &str| {
        let text = format!("{call}moved {{\n from = {from}\n to = {to}\n}}\n");
        summary(&[
            ("live/prod/us-east-1/shop/main.tf", &text),
            (
                "modules/m/main.tf",
                "resource \"terraform_data\" \"a\" {\n}\n",
            ),
        ])
    };
    assert_eq!(with("module.a", "module.b"), ["Moved error module.a"]);
    assert_eq!(
        with("module.a[0]", "module.a[5]"),
        ["Moved error module.a[0]"]
    );
    assert_eq!(
        with(
            "module.a[1].terraform_data.a",
            "module.a[1].terraform_data.b"
        ),
        ["Moved error module.a[1].terraform_data.a"]
    );
    assert_eq!(with("module.a[5]", "module.a[0]"), NONE);
    assert_eq!(with("module.a", "module.a[0]"), NONE);
}

#[test]
fn a_module_and_its_caller_do_not_move_one_thing_to_two_places() {
    let with = |call: &str, from: &str| {
        let text = format!(
            "module \"a\" {{\n source = \"../../../../modules/m\"\n {call}\n}}\nmoved {{\n from = {from}\n to = terraform_data.z\n}}\nresource \"terraform_data\" \"z\" {{\n}}\n"
        );
        summary(&[
            ("live/prod/us-east-1/shop/main.tf", &text),
            (
                "modules/m/main.tf",
                "resource \"terraform_data\" \"r\" {\n}\nmoved {\n from = terraform_data.o\n to = terraform_data.r\n}\n",
            ),
        ])
    };
    assert_eq!(
        with("", "module.a.terraform_data.o"),
        ["Moved error terraform_data.o"]
    );
    assert_eq!(with("", "module.a.terraform_data.other"), NONE);
    assert_eq!(with("count = 1", "module.a.terraform_data.o"), NONE);
}
