use std::fmt::Write as _;

use super::build;
use crate::config::Config;
use crate::eval::show;
use crate::plan::Knowledge;
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;

/// A stack that reads the states of others, with more text.
fn stack(name: &str, reads: &[&str], text: &str) -> (String, String) {
    let state =
        |name: &str| format!("bucket = \"b\"\n key = \"{name}\"\n region = \"eu-west-1\"\n");
    let mut whole = format!(
        "terraform {{\n backend \"s3\" {{\n {}}}\n}}\n{text}\n",
        state(name)
    );
    for read in reads {
        let _ = write!(
            whole,
            "data \"terraform_remote_state\" \"{read}\" {{\n backend = \"s3\"\n config = {{\n {}}}\n}}\n",
            state(read)
        );
    }
    (format!("live/prod/eu-west-1/{name}/main.tf"), whole)
}

/// The output `name` of each stack, as it is shown, in order of folders.
fn outputs(files: &[(String, String)], name: &str) -> Vec<String> {
    let files = files.iter().map(|(path, text)| (&**path, &**text));
    let sources = Sources::from_memory(files);
    let (syntax, config) = (Syntax::new(&sources), Config::default());
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let stacks = plan.stacks.iter();
    let found = stacks.filter_map(|stack| stack.root().outputs.get(name));
    found.map(show).collect()
}

fn output(name: &str, value: &str) -> String {
    format!("output \"{name}\" {{\n value = {value}\n}}\n")
}

fn read(stack: &str, name: &str) -> String {
    format!("data.terraform_remote_state.{stack}.outputs.{name}")
}

#[test]
fn what_goes_to_and_fro_between_two_stacks_arrives() {
    let a = output("last", &read("b", "third")) + &output("second", &read("b", "first"));
    let b = output("third", &read("a", "second")) + &output("first", "1");
    let files = [stack("a", &["b"], &a), stack("b", &["a"], &b)];
    assert_eq!(outputs(&files, "last"), ["1"]);
    // The same once more, with one turn in between.
    let steps = |from: u32| {
        let other = if from == 0 { "b" } else { "a" };
        let each = (0..8).map(|at| 2 * at + from);
        each.map(|at| output(&format!("n{at}"), &read(other, &format!("n{}", at + 1))))
            .collect::<String>()
    };
    let (a, b) = (steps(0) + &output("n16", "7"), steps(1));
    let files = [stack("a", &["b"], &a), stack("b", &["a"], &b)];
    assert_eq!(outputs(&files, "n0"), ["7"]);
}

#[test]
fn what_goes_round_many_stacks_arrives() {
    let name = |at: usize| format!("s{at:02}");
    let files: Vec<(String, String)> = (0..30)
        .map(|at| {
            let next = name((at + 1) % 30);
            let text = if at == 29 {
                output("x", "\"here\"") + &output("y", &read(&next, "x"))
            } else {
                output("x", &read(&next, "x"))
            };
            stack(&name(at), &[&next], &text)
        })
        .collect();
    assert_eq!(outputs(&files, "x"), vec!["\"here\""; 30]);
    assert_eq!(outputs(&files, "y"), ["\"here\""]);
}

#[test]
fn what_depends_on_itself_from_stack_to_stack_stays_unknown_and_ends() {
    let a = output("x", &format!("[{0}, {0}]", read("b", "x")));
    let b = output("x", &read("a", "x"));
    let files = [stack("a", &["b"], &a), stack("b", &["a"], &b)];
    assert_eq!(outputs(&files, "x").len(), 2);
}
