use super::{consequences, fix, in_stack, problems, summary};

const ERROR: &[&str] = &[];

/// A resource that is not declared inside a block of `kind`, with these arguments around the reference.
fn resource(inner: &str) -> Vec<String> {
    in_stack(&format!(
        "variable \"v\" {{}}\nresource \"terraform_data\" \"x\" {{\n}}\nresource \"terraform_data\" \"z\" {{\n{inner}\n}}\n"
    ))
}

#[test]
fn each_and_count_are_there_only_inside_what_they_repeat() {
    assert_eq!(resource("for_each = {}\ninput = each.key"), ERROR);
    assert_eq!(resource("count = 1\ninput = count.index"), ERROR);
    assert_eq!(
        resource("for_each = {}\nprovisioner \"local-exec\" {\n command = each.value\n}"),
        ERROR
    );
    assert_eq!(resource("for_each = each.value"), ["Undeclared error each"]);
    assert_eq!(
        resource("count = count.index"),
        ["Undeclared error count.index"]
    );
    assert_eq!(
        resource("count = 1\ninput = each.key"),
        ["Undeclared error each"]
    );
    assert_eq!(
        resource("for_each = {}\ninput = count.index"),
        ["Undeclared error count.index"]
    );
    assert_eq!(
        resource("for_each = {}\ninput = each.keys"),
        ["Undeclared error keys"]
    );
    assert_eq!(
        resource(
            "for_each = {}\nlifecycle {\n precondition {\n  condition = each.key != \"\"\n  error_message = \"no\"\n }\n}"
        ),
        ERROR
    );
}

#[test]
fn self_is_there_only_where_the_resource_exists() {
    let condition = |kind: &str| {
        resource(&format!(
            "lifecycle {{\n {kind} {{\n  condition = self.id != \"\"\n  error_message = \"no\"\n }}\n}}"
        ))
    };
    assert_eq!(condition("postcondition"), ERROR);
    assert_eq!(condition("precondition"), ["Undeclared error self"]);
    assert_eq!(resource("input = self.id"), ["Undeclared error self"]);
    assert_eq!(
        resource("provisioner \"local-exec\" {\n command = self.idd\n}"),
        ["Attribute error idd"]
    );
    assert_eq!(
        resource(
            "provisioner \"local-exec\" {\n command = \"a\"\n connection {\n  host = self.id\n }\n}"
        ),
        ERROR
    );
}

#[test]
fn what_runs_on_destroy_sees_only_the_resource() {
    let command = |value: &str| {
        resource(&format!(
            "for_each = {{}}\nprovisioner \"local-exec\" {{\n when = destroy\n on_failure = continue\n command = {value}\n}}"
        ))
    };
    assert_eq!(
        command("\"${each.key}${path.module}${terraform.workspace}${self.id}\""),
        ERROR
    );
    assert_eq!(command("each.value"), ["Undeclared error each.value"]);
    assert_eq!(command("try(var.v, 1)"), ["Undeclared error var.v"]);
    assert_eq!(
        command("terraform_data.x.id"),
        ["Undeclared error terraform_data.x.id"]
    );
}

#[test]
fn lists_of_whole_blocks_are_looked_up() {
    assert_eq!(resource("depends_on = [terraform_data.x, var.v]"), ERROR);
    assert_eq!(
        resource("depends_on = [terraform_data.nope]"),
        ["Undeclared error nope"]
    );
    assert_eq!(
        resource("depends_on = [\"terraform_data.y\"]"),
        ["Undeclared error \"terraform_data.y\""]
    );
    assert_eq!(
        resource("depends_on = [module.nope]"),
        ["Undeclared error nope"]
    );
    assert_eq!(
        resource("depends_on = [terraform_data.x[0]]"),
        ["Instance error [0]"]
    );
    assert_eq!(resource("depends_on = [foo]"), ["Undeclared error foo"]);
    let triggers = |value: &str| {
        resource(&format!(
            "lifecycle {{\n replace_triggered_by = [{value}]\n}}"
        ))
    };
    assert_eq!(triggers("terraform_data.x.input"), ERROR);
    assert_eq!(triggers("terraform_data.nope"), ["Undeclared error nope"]);
    assert_eq!(
        triggers("terraform_data.x[each.key]"),
        ["Undeclared error each"]
    );
    assert_eq!(triggers("terraform_data.x[0].id"), ["Instance error [0]"]);
}

#[test]
fn changes_are_ignored_of_attributes_that_exist() {
    let ignored = |value: &str| resource(&format!("lifecycle {{\n ignore_changes = {value}\n}}"));
    assert_eq!(ignored("all"), ERROR);
    assert_eq!(
        ignored("[input, \"triggers_replace\", input[0], input.a[\"b\"]]"),
        ERROR
    );
    assert_eq!(ignored("[inputt]"), ["Attribute error inputt"]);
    assert_eq!(ignored("[\"inputt\"]"), ["Attribute error \"inputt\""]);
    // A list that holds `all` is told as a wrong form: see `arguments`.
    assert_eq!(ignored("[all]"), ERROR);
}

#[test]
fn names_of_loops_hide_others_and_end_with_them() {
    let output = |value: &str| in_stack(&format!("output \"o\" {{\n value = {value}\n}}\n"));
    assert_eq!(output("[for each in [1] : each]"), ERROR);
    assert_eq!(output("{ for var, k in { a = 1 } : var => k }"), ERROR);
    assert_eq!(
        output("[for a in [[1]] : [for b in a : \"${a[0]}${b}\"]]"),
        ERROR
    );
    assert_eq!(output("[for a in a : a]"), ["Undeclared error a"]);
    assert_eq!(output("[for a in [1] : b]"), ["Undeclared error b"]);
    assert_eq!(
        output("\"%{ for zone in [1] }${zome}%{ endfor }\""),
        ["Undeclared error zome"]
    );
    assert_eq!(output("{ (foo) = 1, bar = 2 }"), ["Undeclared error foo"]);
}

#[test]
fn iterators_are_those_of_the_blocks_around() {
    let group = |body: &str| {
        in_stack(&format!(
            "resource \"aws_security_group\" \"g\" {{\n dynamic \"ingress\" {{\n{body}\n }}\n}}\n"
        ))
    };
    assert_eq!(
        group("for_each = [1]\ncontent {\n from_port = ingress.value\n to_port = ingress.key\n}"),
        ERROR
    );
    assert_eq!(
        group("for_each = [1]\niterator = it\ncontent {\n from_port = it.value\n}"),
        ERROR
    );
    // An iterator is not there in its own collection, whose names are looked up in any case.
    assert_eq!(
        group("for_each = ingress.value\ncontent {\n from_port = 1\n}"),
        ["Undeclared error ingress.value"]
    );
    // With an element the content is evaluated; without one nobody sees it.
    assert_eq!(
        group("for_each = [1]\ncontent {\n from_port = egress.value\n}"),
        ["Undeclared error egress"]
    );
    assert_eq!(
        group("for_each = []\ncontent {\n from_port = egress.value\n}"),
        ["Undeclared warning egress"]
    );
    assert_eq!(
        group("for_each = [1]\ncontent {\n from_port = ingress.valu\n}"),
        ["Undeclared error valu"]
    );
}

#[test]
fn what_a_check_declares_is_its_own() {
    let text = "check \"site\" {\n data \"http\" \"site\" {\n  url = local.url\n }\n assert {\n  condition = data.http.site.status_code == 200\n  error_message = each.key\n }\n}\n";
    assert_eq!(
        in_stack(text),
        ["Undeclared error url", "Undeclared error each"]
    );
}

#[test]
fn outputs_are_looked_up_where_they_are_evaluated() {
    let of = |meta: &str, value: &str| {
        summary(&[
            (
                "live/prod/us-east-1/shop/main.tf",
                &format!(
                    "variable \"v\" {{}}\nmodule \"m\" {{\n source = \"../../../../modules/m\"\n {meta}\n}}\noutput \"o\" {{\n value = {value}\n}}\n"
                ),
            ),
            ("modules/m/main.tf", "output \"a\" {\n value = 1\n}\n"),
        ])
    };
    assert_eq!(of("", "module.m.a"), ERROR);
    assert_eq!(of("", "module.m[\"a\"]"), ERROR);
    assert_eq!(of("", "module.m[*].a"), ERROR);
    assert_eq!(of("", "module.m.b"), ["Output error b"]);
    assert_eq!(of("", "try(module.m.b, 1)"), ERROR);
    assert_eq!(of("", "false ? module.m.b : 1"), ["Output warning b"]);
    assert_eq!(of("", "true ? module.m.b : 1"), ["Output error b"]);
    assert_eq!(of("", "var.v ? module.m.b : 1"), ["Output warning b"]);
    assert_eq!(of("", "[for one in [] : module.m.b]"), ["Output warning b"]);
    assert_eq!(of("", "module.m[0].a"), ["Instance error [0]"]);
    assert_eq!(of("count = 1", "module.m[0].b"), ["Output error b"]);
    assert_eq!(of("count = 1", "module.m[*].b"), ["Output error b"]);
    assert_eq!(of("count = 1", "module.m.a"), ["Instance error module.m"]);
    assert_eq!(of("count = 1", "try(module.m.a, 1)"), ERROR);
    assert_eq!(
        of("for_each = { a = 1 }", "module.m[\"a\"].b"),
        ["Output error b"]
    );
    // The instances of for_each are attributes of an object.
    assert_eq!(of("for_each = { b = 1 }", "module.m.b"), ERROR);
}

#[test]
fn a_module_that_cannot_be_read_declares_what_it_may() {
    let broken = ("live/prod/us-east-1/shop/broken.tf", "variable \"a\" {\n");
    let main = (
        "live/prod/us-east-1/shop/main.tf",
        "output \"o\" {\n value = var.a\n}\n",
    );
    assert_eq!(summary(&[broken, main]), ERROR);
    let call = (
        "live/prod/us-east-1/shop/main.tf",
        "module \"m\" {\n source = \"../../../../modules/m\"\n}\nmodule \"r\" {\n source = \"a/b/aws\"\n}\noutput \"o\" {\n value = [module.m.a, module.r.a]\n}\n",
    );
    assert_eq!(
        summary(&[call, ("modules/m/main.tf", "output \"b\" {\n")]),
        ERROR
    );
}

#[test]
fn json_syntax_is_judged_alike() {
    let text = r#"{
  "variable": {"v": {"type": "list(string)"}},
  "resource": {
    "terraform_data": {
      "x": {"input": "${var.w}", "depends_on": ["terraform_data.y"]},
      "z": {"lifecycle": {"ignore_changes": ["inputt"]}}
    },
    "aws_security_group": {
      "g": {"dynamic": {"ingress": {"for_each": "${var.v}", "content": {"from_port": "${ingress.value}"}}}}
    }
  }
}"#;
    let found = summary(&[("live/prod/us-east-1/shop/main.tf.json", text)]);
    assert_eq!(
        found,
        [
            "Undeclared error w",
            "Undeclared error y",
            "Attribute error inputt"
        ]
    );
}

#[test]
fn only_what_is_certain_is_mended() {
    let output = |value: &str| {
        fix(&format!(
            "variable \"cidr_block\" {{}}\nvariable \"cidr_blocks\" {{}}\nvariable \"zone\" {{}}\nlocals {{\n name = 1\n}}\nresource \"aws_vpc\" \"this\" {{\n cidr_block = \"10.0.0.0/16\"\n}}\noutput \"o\" {{\n value = {value}\n}}\n"
        ))
    };
    assert_eq!(output("var.zonee").as_deref(), Some("zone"));
    assert_eq!(output("var.cidr_blok"), None);
    assert_eq!(output("var.name").as_deref(), Some("local"));
    assert_eq!(output("locals.name").as_deref(), Some("local"));
    assert_eq!(output("name").as_deref(), Some("local.name"));
    assert_eq!(output("data.aws_vpc.this.id").as_deref(), Some("resource"));
    assert_eq!(output("aws_vpc.main.id"), None);
    assert_eq!(output("aws_vpc.thiss.id").as_deref(), Some("this"));
    assert_eq!(output("aws_vpcc.this.id").as_deref(), Some("aws_vpc"));
    assert_eq!(output("aws_vpc.this[0].id").as_deref(), Some(""));
    assert_eq!(output("lenght([])").as_deref(), Some("length"));
}

#[test]
fn imports_and_moves_fit_what_is_declared() {
    let text = |block: &str| {
        in_stack(&format!(
            "resource \"terraform_data\" \"x\" {{\n}}\nresource \"terraform_data\" \"c\" {{\n count = 2\n}}\nresource \"terraform_data\" \"f\" {{\n for_each = {{}}\n}}\n{block}\n"
        ))
    };
    let import = |to: &str| text(&format!("import {{\n to = {to}\n id = \"a\"\n}}"));
    assert_eq!(import("terraform_data.x"), ERROR);
    assert_eq!(import("terraform_data.c[0]"), ERROR);
    assert_eq!(
        import("terraform_data.x[0]"),
        ["Instance error terraform_data.x[0]"]
    );
    assert_eq!(
        import("terraform_data.c"),
        ["Instance error terraform_data.c"]
    );
    assert_eq!(import("terraform_data.nope"), ["Undeclared warning nope"]);
    assert_eq!(import("module.m.terraform_data.x"), ["Undeclared error m"]);
    assert_eq!(
        import("terraform_data.f[each.key]"),
        ["Undeclared error each"]
    );
    let moved = |from: &str, to: &str| text(&format!("moved {{\n from = {from}\n to = {to}\n}}"));
    assert_eq!(moved("terraform_data.old", "terraform_data.x"), ERROR);
    assert_eq!(moved("terraform_data.x[0]", "terraform_data.x"), ERROR);
    assert_eq!(moved("terraform_data.c", "terraform_data.c[0]"), ERROR);
    assert_eq!(
        moved("terraform_data.x", "terraform_data.x[0]"),
        ["Moved error terraform_data.x"]
    );
    assert_eq!(
        moved("terraform_data.x", "terraform_data.y"),
        ["Moved error terraform_data.x"]
    );
    assert_eq!(
        moved("terraform_data.c", "terraform_data.y"),
        ["Moved error terraform_data.c"]
    );
    assert_eq!(
        text("removed {\n from = terraform_data.c\n}"),
        ["Moved error terraform_data.c"]
    );
    assert_eq!(text("removed {\n from = terraform_data.old\n}"), ERROR);
}

#[test]
fn one_module_in_many_stacks_is_one_problem() {
    let call = "module \"m\" {\n source = \"../../../../modules/m\"\n}\n";
    let files: Vec<(String, &str)> = (0..3)
        .map(|at| (format!("live/prod/us-east-1/s{at}/main.tf"), call))
        .collect();
    let mut files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    files.push((
        "modules/m/main.tf",
        "output \"o\" {\n value = var.nope\n}\n",
    ));
    assert_eq!(problems(&files).len(), 1);
}

#[test]
fn what_follows_from_a_wrong_name_is_not_told_again() {
    let of = |value: &str| {
        let text = format!(
            "module \"m\" {{\n source = \"../../../../modules/m\"\n}}\nresource \"terraform_data\" \"x\" {{\n}}\nlocals {{\n l = {{ a = 1 }}\n}}\noutput \"o\" {{\n value = {value}\n}}\n"
        );
        consequences(&[
            ("live/prod/us-east-1/shop/main.tf", &text),
            ("modules/m/main.tf", "output \"a\" {\n value = 1\n}\n"),
        ])
    };
    assert_eq!(of("local.l.b"), 1, "nothing else tells it");
    assert_eq!(of("module.m.b"), 0);
    assert_eq!(of("terraform_data.x.idd"), 0);
    assert_eq!(of("terraform_data.x[0].id"), 0);
    assert_eq!(of("[var.nope.a, local.nope[0], lenght(1).a]"), 0);
}

/// A lock file that Terraform wrote.
const LOCK: (&str, &str) = (
    "live/prod/us-east-1/shop/.terraform.lock.hcl",
    "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"5.100.0\"\n}\n",
);

#[test]
fn what_terraform_reads_first_refers_to_nothing() {
    let of = |text: &'static str| summary(&[("live/prod/us-east-1/shop/main.tf", text), LOCK]);
    let variable = "variable \"v\" {\n  type = string\n}\n";
    let call =
        "variable \"v\" {\n  type = string\n}\nmodule \"m\" {\n  source = \"../${var.v}\"\n}\n";
    assert_eq!(of(call), ["Undeclared error var.v"]);
    assert_eq!(
        summary(&[("live/prod/us-east-1/shop/main.tf", call)]),
        ERROR,
        "OpenTofu computes it"
    );
    assert_eq!(
        of(
            "variable \"v\" {\n  type = string\n  const = true\n}\nlocals { m = \"../${var.v}\" }\nmodule \"m\" {\n  source = local.m\n}\n"
        ),
        ERROR,
        "newer versions of Terraform do"
    );
    assert_eq!(
        of(
            "terraform {\n  backend \"s3\" {\n    bucket = local.b\n  }\n}\nlocals { b = upper(data.aws_region.r.name) }\ndata \"aws_region\" \"r\" {}\n"
        ),
        ["Undeclared error local.b"]
    );
    assert_eq!(of(variable), ERROR);
}

#[test]
fn a_configuration_is_passed_as_one_of_the_same_provider() {
    let of = |inner: &'static str, outer: &'static str| {
        summary(&[
            ("live/prod/us-east-1/shop/main.tf", outer),
            ("modules/m/main.tf", inner),
        ])
    };
    let plain = "resource \"aws_vpc\" \"a\" {}\n";
    let call =
        "module \"m\" {\n  source = \"../../../../modules/m\"\n  providers = { google = aws }\n}\n";
    assert_eq!(of(plain, call), ["Provider error google"]);
    let renamed = "terraform {\n  required_providers {\n    google = { source = \"registry.terraform.io/hashicorp/AWS\" }\n  }\n}\n";
    assert_eq!(of(renamed, call), ERROR);
    let aliased = "provider \"aws\" {\n  alias = \"west\"\n}\nmodule \"m\" {\n  source = \"../../../../modules/m\"\n  providers = { aws = aws.west }\n}\n";
    assert_eq!(of(plain, aliased), ERROR);
}
