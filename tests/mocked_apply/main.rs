//! Every stack of `live/` against a complete apply by Terraform whose AWS is a mock: the same instances, values that
//! turn out as we say, the same edges between resources, across stacks too, and subnets, services and load balancers
//! where we say they are.
//!
//! "Known" is what Terraform knows before it applies: values of ours must be exactly that. What AWS decides is made up by
//! the mock, and must lie within what we say. `tags_all` is left out: the mock makes it up, where the real provider
//! computes it.
//!
//! It takes minutes, so it runs where `IACLINT_MOCKED_APPLY=1` asks for it, and then a missing terraform or provider is
//! a failure. `TF_PLUGIN_DIR` names a folder with the AWS provider (the one that holds registry.terraform.io/).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod apply;
mod compare;
mod contain;
mod edges;
mod estate;
mod infrastructure;
mod ours;
mod provider;
mod state;

use std::io::Write;

use compare::Tally;

/// Says something even where the test passes.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

#[test]
fn every_stack_turns_out_as_planned() {
    if std::env::var_os("IACLINT_MOCKED_APPLY").is_none() {
        say("SKIPPED mocked_apply: set IACLINT_MOCKED_APPLY=1 to run it. This is not a pass.");
        return;
    }
    let begin = std::time::Instant::now();
    let estate = estate::Estate::copy();
    let provider = provider::find(&estate).unwrap_or_else(|problem| panic!("{problem}"));
    let (tally, wrong) = ours::with_plan(&estate, |plan| {
        let states = apply::all(&estate, &provider, plan);
        let mut tally = Tally::default();
        let mut wrong = compare::all(plan, &states, &mut tally);
        wrong.extend(edges::compare(plan, &states, &mut tally));
        let mut placed = 0;
        wrong.extend(infrastructure::compare(plan, &states, &mut placed));
        say(&format!(
            "mocked_apply: {placed} answers about networks and placement"
        ));
        (tally, wrong)
    });
    say(&format!(
        "mocked_apply: {tally} ({} s)",
        begin.elapsed().as_secs()
    ));
    assert!(
        wrong.is_empty(),
        "{} differences\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
