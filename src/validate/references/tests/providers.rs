//! Configurations that a caller passes to a module which does not declare them: Terraform 1.11.4 warns of the call, uses
//! them all the same, and refuses only a call that does not pass what is used. The expectations are from
//! `terraform validate` and, where that succeeds, `terraform plan`.

use super::summary;

const STACK: &str = "live/prod/us-east-1/shop/main.tf";
const MODULE: &str = "modules/m/main.tf";
const INNER: &str = "modules/n/main.tf";
const PROVIDERS: &str = "provider \"aws\" {\n region = \"eu-west-2\"\n}\nprovider \"aws\" {\n alias = \"x\"\n region = \"eu-west-1\"\n}\n";
const USE: &str = "resource \"aws_sns_topic\" \"t\" {\n provider = aws.x\n}\n";

/// A call of `modules/{module}` with these lines in it.
fn call(name: &str, module: &str, up: &str, lines: &str) -> String {
    format!("module \"{name}\" {{\n source = \"{up}{module}\"\n{lines}}}\n")
}

/// What is said of a stack that makes these calls of `modules/m`, which is written so.
fn called(calls: &[&str], module: &str) -> Vec<String> {
    let calls = calls
        .iter()
        .enumerate()
        .map(|(at, lines)| call(&format!("m{at}"), "m", "../../../../modules/", lines));
    let stack = PROVIDERS.to_owned() + &calls.collect::<String>();
    summary(&[(STACK, &stack), (MODULE, module)])
}

/// A module that declares these aliases and uses `aws.x`.
fn declaring(aliases: &str) -> String {
    format!(
        "terraform {{\n required_providers {{\n  aws = {{\n   source = \"hashicorp/aws\"\n{aliases}  }}\n }}\n}}\n{USE}"
    )
}

#[test]
fn what_every_call_passes_may_be_used_undeclared() {
    let passed = ["providers = {\n aws.x = aws.x\n}\n"];
    assert_eq!(called(&passed, USE), ["Provider warning x"]);
    assert_eq!(called(&passed, &declaring("")), ["Provider warning x"]);
    let data = "data \"aws_region\" \"r\" {\n provider = aws.x\n}\n";
    assert_eq!(called(&passed, data), ["Provider warning x"]);
    assert_eq!(
        called(
            &["providers = {\n aws.x = aws.x\n aws.y = aws.x\n}\n"],
            &declaring("configuration_aliases = [aws.y]\n"),
        ),
        ["Provider warning x"]
    );
    // What is in the object of a call is not known where it is not written out.
    assert_eq!(called(&["providers = local.all\n"], USE), [""; 0]);
}

#[test]
fn what_a_module_neither_declares_nor_uses_may_be_passed() {
    let passed = ["providers = {\n aws.z = aws.x\n}\n"];
    let plain = "resource \"aws_sns_topic\" \"t\" {\n}\n";
    assert_eq!(called(&passed, plain), ["Provider warning z"]);
    let none = "resource \"terraform_data\" \"t\" {\n}\n";
    assert_eq!(called(&passed, none), ["Provider warning z"]);
}

#[test]
fn what_some_call_does_not_pass_is_not_there() {
    assert_eq!(called(&[""], USE), ["Provider error x"]);
    assert_eq!(
        called(&["providers = {\n aws = aws\n}\n"], USE),
        ["Provider error x"]
    );
    assert_eq!(
        called(&["providers = {\n aws.x = aws.x\n}\n", ""], USE),
        ["Provider warning x", "Provider error x"]
    );
    assert_eq!(
        called(
            &["providers = {\n aws.z = aws.x\n}\n"],
            &declaring("configuration_aliases = [aws.x]\n"),
        ),
        ["Provider warning z", "Provider error providers"]
    );
}

#[test]
fn what_is_passed_may_be_passed_on() {
    let of = |passed: &str, inner: &str| {
        let stack = PROVIDERS.to_owned()
            + &call(
                "m",
                "m",
                "../../../../modules/",
                "providers = {\n aws.x = aws.x\n}\n",
            );
        let module = call("n", "n", "../", &format!("providers = {{\n {passed}\n}}\n"));
        summary(&[(STACK, &stack), (MODULE, &module), (INNER, inner)])
    };
    assert_eq!(
        of("aws.x = aws.x", USE),
        ["Provider warning x", "Provider warning x"]
    );
    assert_eq!(
        of(
            "aws.x = aws.x",
            &declaring("configuration_aliases = [aws.x]\n")
        ),
        ["Provider warning x"]
    );
    assert_eq!(
        of("aws.x = aws.w", USE),
        [
            "Provider warning x",
            "Provider error w",
            "Provider warning x"
        ]
    );
}

#[test]
fn nobody_passes_anything_to_a_root_module() {
    assert_eq!(summary(&[(STACK, USE), (MODULE, "")]), ["Provider error x"]);
}

#[test]
fn who_calls_a_module_may_be_elsewhere() {
    let stack = "resource \"terraform_data\" \"x\" {\n}\n";
    assert_eq!(
        summary(&[(STACK, stack), (MODULE, USE)]),
        ["Provider warning x"]
    );
}

/// What is said of a root module that holds this and a call of a module which holds that.
fn holding(stack: &str, module: &str) -> Vec<String> {
    let call = call("m", "m", "../../../../modules/", "");
    summary(&[(STACK, &(stack.to_owned() + &call)), (MODULE, module)])
}

#[test]
fn configurations_that_nothing_uses_are_not_looked_at() {
    let plain = "resource \"terraform_data\" \"t\" {\n}\n";
    for wrong in [
        "var.nope",
        "data.aws_region.nope.name",
        "local.nope",
        "nofunc(1)",
    ] {
        let of = |alias: &str| format!("provider \"aws\" {{\n {alias}region = {wrong}\n}}\n");
        let all = holding(&of("alias = \"x\"\n "), plain);
        assert!(all.len() == 1 && all[0].contains(" note "), "{all:?}");
        let all = holding(&of(""), plain);
        assert!(all.len() == 1 && all[0].contains(" note "), "{all:?}");
        let all = holding(&(of("alias = \"x\"\n ") + USE), plain);
        assert!(all.len() == 1 && all[0].contains(" error "), "{all:?}");
        // A called module has the default configuration of its caller.
        let used = "data \"aws_region\" \"r\" {\n}\n";
        let all = holding(&of(""), used);
        assert!(all.len() == 1 && all[0].contains(" error "), "{all:?}");
    }
}

#[test]
fn what_is_not_in_the_repository_may_use_what_it_gets() {
    let stack = |alias: &str, source: &str, passed: &str| {
        let text = format!(
            "provider \"aws\" {{\n{alias} region = var.nope\n}}\nmodule \"m\" {{\n source = \"{source}\"\n{passed}}}\n"
        );
        summary(&[(STACK, &text)])
    };
    let (alias, of_aws, of_helm) = (" alias = \"x\"\n", "example/m/aws", "example/m/helm//inner");
    assert_eq!(stack(alias, of_aws, ""), ["Undeclared note nope"]);
    let passed = "providers = {\n aws = aws.x\n}\n";
    assert_eq!(stack(alias, of_helm, passed), ["Undeclared error nope"]);
    assert_eq!(stack("", of_aws, ""), ["Undeclared error nope"]);
    assert_eq!(stack("", of_helm, ""), ["Undeclared warning nope"]);
    let git = "git::https://example.com/m.git";
    assert_eq!(stack("", git, ""), ["Undeclared warning nope"]);
}

/// A module that configures the provider itself.
const OWN: &str = "provider \"aws\" {\n region = \"eu-west-3\"\n}\nprovider \"aws\" {\n alias = \"own\"\n region = \"eu-west-3\"\n}\nresource \"aws_sns_topic\" \"t\" {\n}\n";

#[test]
fn nothing_is_passed_in_the_place_of_what_a_module_configures_itself() {
    let passed = |entry: &'static str| format!("providers = {{\n {entry}\n}}\n");
    assert_eq!(
        called(&[&passed("aws = aws.x")], OWN),
        ["Provider error aws"]
    );
    assert_eq!(
        called(&[&passed("aws.own = aws.x")], OWN),
        ["Provider error aws.own"]
    );
    assert_eq!(called(&[""], OWN), [""; 0]);
    // An empty block says that the module needs one.
    let empty = "provider \"aws\" {\n}\nprovider \"aws\" {\n alias = \"own\"\n}\nresource \"aws_sns_topic\" \"t\" {\n}\n";
    let both = "providers = {\n aws = aws\n aws.own = aws.x\n}\n";
    assert_eq!(called(&[both], empty), [""; 0]);
}

#[test]
fn a_call_of_a_module_that_configures_a_provider_is_not_repeated() {
    assert_eq!(called(&["count = 1\n"], OWN), ["Provider error count"]);
    assert_eq!(
        called(&["for_each = toset([\"a\"])\n"], OWN),
        ["Provider error for_each"]
    );
    assert_eq!(
        called(&["depends_on = [module.other]\n"], OWN),
        ["Undeclared error other", "Provider error depends_on"]
    );
    let empty = "provider \"aws\" {\n}\nresource \"aws_sns_topic\" \"t\" {\n}\n";
    assert_eq!(called(&["count = 1\n"], empty), [""; 0]);
    let inner = call("n", "n", "../", "");
    let stack = call("m", "m", "../../../../modules/", "count = 1\n");
    let files = [(STACK, &*stack), (MODULE, &*inner), (INNER, OWN)];
    assert_eq!(summary(&files), ["Provider error count"]);
}

#[test]
fn a_configuration_is_passed_once() {
    let plain = "resource \"aws_sns_topic\" \"t\" {\n}\n";
    let twice = "providers = {\n aws = aws\n aws = aws.x\n}\n";
    assert_eq!(called(&[twice], plain), ["Provider error aws"]);
}
