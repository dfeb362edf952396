//! Configurations that are made to exhaust whoever evaluates them: every one ends, and says why.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use iaclint::config::Config;
use iaclint::engine::{self, Request};
use iaclint::eval::{FaultKind, Value};
use iaclint::plan::{self, Knowledge};
use iaclint::repo::{Repo, Syntax};
use iaclint::rules;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

/// What came of a stack: its output `wanted`, the kinds of its faults, and how many resource instances it has.
struct Outcome {
    wanted: Option<Value>,
    faults: Vec<FaultKind>,
    instances: usize,
}

fn evaluate_files(files: &[(&str, &str)]) -> Outcome {
    let folder = |path: &str| format!("live/test/us-east-1/stack/{path}");
    let entries = files
        .iter()
        .map(|(path, text)| (folder(path), (*text).to_owned()));
    let backend = "terraform {\n  backend \"local\" {}\n}\n";
    let all = entries.chain([(folder("terraform.tf"), backend.to_owned())]);
    let sources = Sources::from_memory(all);
    let syntax = Syntax::new(&sources);
    let config = Config::default();
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    let plan = plan::build(&repo, Knowledge { schemas: &schemas });
    let stack = &plan.stacks[0];
    let blocks = stack
        .modules
        .iter()
        .flat_map(|module| module.resources.values());
    Outcome {
        wanted: stack.root().outputs.get("wanted").cloned(),
        faults: stack.faults.iter().map(|fault| fault.fault.kind).collect(),
        instances: blocks.map(|block| block.instances.len()).sum(),
    }
}

fn evaluate(text: &str) -> Outcome {
    evaluate_files(&[("main.tf", text)])
}

/// Locals `l0` to `l{levels}`, each made of the one before by `step`, in which `PREVIOUS` stands for it.
fn chain(first: &str, step: &str, levels: usize) -> String {
    let mut text = format!("locals {{\n  l0 = {first}\n");
    for level in 1..=levels {
        let value = step.replace("PREVIOUS", &format!("local.l{}", level - 1));
        let _ = writeln!(text, "  l{level} = {value}");
    }
    let _ = write!(
        text,
        "}}\noutput \"wanted\" {{ value = local.l{levels} }}\n"
    );
    text
}

fn gives_up(outcome: &Outcome) {
    assert!(
        outcome.faults.contains(&FaultKind::Budget),
        "{:?}",
        outcome.faults
    );
}

#[test]
fn a_chain_of_ten_thousand_locals_is_followed_to_its_end() {
    let outcome = evaluate(&chain("1", "PREVIOUS + 1", 10_000));
    assert_eq!(outcome.faults, []);
    let number = outcome.wanted.unwrap().as_number().unwrap().to_string();
    assert_eq!(number, "10001");
}

#[test]
fn values_that_double_at_each_level_are_given_up() {
    gives_up(&evaluate(&chain("[1, 2]", "[PREVIOUS, PREVIOUS]", 64)));
    gives_up(&evaluate(&chain(
        "{ a = 1 }",
        "{ a = PREVIOUS, b = PREVIOUS }",
        64,
    )));
    gives_up(&evaluate(&chain("\"x\"", "\"${PREVIOUS}${PREVIOUS}\"", 64)));
    gives_up(&evaluate(&chain(
        "[\"x\"]",
        "concat(PREVIOUS, PREVIOUS)",
        64,
    )));
    gives_up(&evaluate(&chain(
        "\"x\"",
        "jsonencode([PREVIOUS, PREVIOUS])",
        64,
    )));
}

#[test]
fn products_of_lists_are_given_up() {
    let text = "locals {\n  l = range(100)\n}\noutput \"wanted\" {\n  value = length(setproduct(local.l, local.l, local.l, local.l, local.l))\n}\n";
    let outcome = evaluate(text);
    assert!(!outcome.faults.is_empty());
    let nested = "output \"wanted\" {\n  value = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]\n}\n";
    gives_up(&evaluate(nested));
}

#[test]
fn a_range_ends_where_terraform_ends_it() {
    let outcome = evaluate("output \"wanted\" {\n  value = range(1025)\n}\n");
    assert_eq!(outcome.faults, [FaultKind::Function]);
    let outcome = evaluate("output \"wanted\" {\n  value = length(range(1024))\n}\n");
    assert_eq!(outcome.faults, []);
}

/// Blocks in blocks in blocks, so many of each.
fn nested_blocks(count: u32) -> String {
    format!(
        r#"
resource "aws_wafv2_web_acl" "x" {{
  dynamic "rule" {{
    for_each = range({count})
    content {{
      dynamic "statement" {{
        for_each = range({count})
        content {{
          dynamic "and_statement" {{
            for_each = range({count})
            content {{}}
          }}
        }}
      }}
    }}
  }}
}}
"#
    )
}

#[test]
fn nested_dynamic_blocks_are_given_up() {
    assert_eq!(evaluate(&nested_blocks(4)).faults, []);
    for count in [120, 1000] {
        assert_eq!(
            evaluate(&nested_blocks(count)).faults,
            [FaultKind::Budget],
            "{count} of each"
        );
    }
}

#[test]
fn a_list_of_every_instance_in_every_instance_is_given_up() {
    let text = "resource \"terraform_data\" \"x\" {\n  count = 4000\n  input = terraform_data.y[*].id\n}\nresource \"terraform_data\" \"y\" {\n  count = 4000\n}\n";
    gives_up(&evaluate(text));
}

#[test]
fn texts_of_what_is_not_known_that_double_are_given_up() {
    let first = "terraform_data.x.id\n}\nresource \"terraform_data\" \"x\" {}\nlocals {";
    gives_up(&evaluate(&chain(first, "\"${PREVIOUS}-${PREVIOUS}\"", 64)));
}

#[test]
fn patterns_that_try_everything_are_given_up() {
    let name = format!("{}.txt", "a".repeat(200));
    let pattern = "*a".repeat(40) + "*b";
    let text = format!(
        "output \"wanted\" {{\n  value = [for i in range(3) : fileset(\".\", \"{pattern}${{i}}\")]\n}}\n"
    );
    gives_up(&evaluate_files(&[("main.tf", &text), (&name, "")]));
}

#[test]
fn a_template_cannot_render_itself() {
    let files = [
        (
            "main.tf",
            "output \"wanted\" {\n  value = templatefile(\"self.tftpl\", {})\n}\n",
        ),
        ("self.tftpl", "${templatefile(\"self.tftpl\", {})}"),
    ];
    assert_eq!(evaluate_files(&files).faults, [FaultKind::Function]);
}

#[test]
fn a_hundred_thousand_instances_are_made_and_ten_million_are_not() {
    let text = |count: u32| {
        format!(
            "resource \"terraform_data\" \"x\" {{\n  count = {count}\n  input = count.index\n}}\n"
        )
    };
    let outcome = evaluate(&text(100_000));
    assert_eq!((outcome.faults, outcome.instances), (vec![], 100_000));
    let outcome = evaluate(&text(10_000_000));
    gives_up(&outcome);
    assert_eq!(outcome.instances, 1);
}

#[test]
fn modules_that_each_call_the_next_twice_are_given_up() {
    let mut files: Vec<(String, String)> = Vec::new();
    let calls = |next: usize, dots: &str| {
        format!(
            "module \"a\" {{\n  source = \"{dots}/m{next}\"\n}}\nmodule \"b\" {{\n  source = \"{dots}/m{next}\"\n}}\n"
        )
    };
    files.push(("main.tf".to_owned(), calls(0, ".")));
    for level in 0..40 {
        files.push((format!("m{level}/main.tf"), calls(level + 1, "..")));
    }
    files.push((
        "m40/main.tf".to_owned(),
        "output \"x\" {\n  value = 1\n}\n".to_owned(),
    ));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    // It ends; that the modules are too many is told where the first is left out.
    evaluate_files(&files);
}

#[test]
fn what_depends_on_itself_is_told_once() {
    let outcome = evaluate(
        "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\noutput \"wanted\" {\n  value = local.a\n}\n",
    );
    assert_eq!(outcome.faults, [FaultKind::Cycle]);
    let object = evaluate("locals {\n  a = { x = 1, y = local.a.x }\n}\n");
    assert_eq!(object.faults, [FaultKind::Cycle]);
    let resources = "resource \"terraform_data\" \"p\" {\n  input = terraform_data.q.id\n}\nresource \"terraform_data\" \"q\" {\n  input = terraform_data.p.triggers_replace\n}\n";
    assert_eq!(evaluate(resources).faults, [FaultKind::Cycle]);
}

/// A call of the module in a folder.
fn call(source: &str) -> String {
    format!("module \"m\" {{\n  source = \"{source}\"\n}}\n")
}

#[test]
fn a_module_that_calls_itself_is_told_once() {
    let own = [("main.tf", &*call("./m")), ("m/main.tf", &call("../m"))];
    assert_eq!(evaluate_files(&own).faults, [FaultKind::Cycle]);
    // Modules are read before anything is counted.
    let none = call("../m").replace('}', "  count = 0\n}");
    let own = [("main.tf", &*call("./m")), ("m/main.tf", &none)];
    assert_eq!(evaluate_files(&own).faults, [FaultKind::Cycle]);
    let each_other = [
        ("main.tf", &*call("./a")),
        ("a/main.tf", &call("../b")),
        ("b/main.tf", &call("../a")),
    ];
    assert_eq!(evaluate_files(&each_other).faults, [FaultKind::Cycle]);
}

#[test]
fn calls_that_lead_too_deep_are_a_limit_that_is_told_once() {
    let mut files = vec![("main.tf".to_owned(), call("./m0"))];
    for level in 0..70 {
        let text = call(&format!("../m{}", level + 1));
        files.push((format!("m{level}/main.tf"), text));
    }
    files.push(("m70/main.tf".to_owned(), String::new()));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    assert_eq!(evaluate_files(&files).faults, [FaultKind::Budget]);
}

/// What was not evaluated looks like what is not there: nothing is said of the infrastructure of such a stack.
#[test]
fn a_stack_that_is_cut_is_not_told_what_it_lacks() {
    let burn = "[for i in range(1000) : [for j in range(1000) : i + j]]";
    let text = format!(
        "terraform {{\n  backend \"local\" {{}}\n}}\nlocals {{\n  one = {burn}\n  two = {burn}\n}}\noutput \"all\" {{\n  value = \
         length(local.one) + length(local.two)\n}}\nresource \"aws_ecr_repository\" \"r\" {{\n  name = \"app\"\n  \
         image_tag_mutability = \"IMMUTABLE\"\n}}\nresource \"aws_lb\" \"main\" {{\n  subnets = [\"subnet-1\", \
         \"subnet-2\"]\n  enable_deletion_protection = true\n}}\n"
    );
    let sources = Sources::from_memory([("live/prod/us-east-1/stack/main.tf", text)]);
    let (config, providers) = (Config::default(), Schemas::embedded());
    let request = Request {
        rules: rules::ALL,
        paths: &[],
        schemas: &[],
        providers: &providers,
        policies: iaclint::policy::Policies::none(),
        config_text: "",
        honour_ignores: true,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let outcome = engine::check(&sources, &config, &request).unwrap();
    let told = ["alb-two-azs", "alb-deletion-protection", "ecr-immutable"];
    let found = outcome.findings.iter().map(|finding| finding.meta.id);
    let found: Vec<&str> = found.filter(|id| told.contains(id)).collect();
    assert_eq!(found, Vec::<&str>::new());
    assert!(outcome.findings.iter().any(|it| it.meta.id == "eval-limit"));
}
