//! How long it takes to evaluate a repository in full, and what the values take.
//!
//! `cargo bench --bench evaluate` makes 200 stacks in memory, each with 30 resources behind three levels of modules and
//! every other one reading the state of the one before, and evaluates all of them several times; then twice and four
//! times as many stacks, for the growth.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table of rounded numbers is the result"
)]

mod generated;

use std::time::{Duration, Instant};

use iaclint::config::Config;
use iaclint::eval::Value;
use iaclint::plan::{self, Knowledge, Plan};
use iaclint::repo::{Repo, Syntax};
use iaclint::schema::Schemas;
use iaclint::source::Sources;

fn main() {
    println!(
        "{:>8} {:>10} {:>10} {:>10} {:>12} {:>14}",
        "stacks", "resources", "values", "best ms", "median ms", "bytes a value"
    );
    for stacks in [200, 400, 800] {
        let sources = Sources::from_memory(generated::files(stacks));
        let syntax = Syntax::new(&sources);
        let config = Config::default();
        let repo = Repo::build(&sources, &syntax, &config);
        let schemas = Schemas::embedded();
        let mut times: Vec<Duration> = Vec::new();
        let mut shown = (0, 0, 0);
        for _ in 0..7 {
            let before = resident_bytes();
            let start = Instant::now();
            let plan = plan::build(&repo, Knowledge { schemas: &schemas });
            times.push(start.elapsed());
            let grown = resident_bytes().saturating_sub(before);
            let (resources, values) = count(&plan);
            shown = (resources, values, shown.2.max(grown));
        }
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        let (resources, values, bytes) = shown;
        println!(
            "{stacks:>8} {resources:>10} {values:>10} {:>10.1} {:>12.1} {:>14.1}",
            ms(times[0]),
            ms(times[times.len() / 2]),
            bytes as f64 / values.max(1) as f64,
        );
    }
    println!(
        "a value itself takes {} bytes",
        std::mem::size_of::<Value>()
    );
}

/// The resource instances of a plan, and the values in all of its variables, locals, outputs and resources.
fn count(plan: &Plan<'_>) -> (usize, usize) {
    let (mut resources, mut values) = (0, 0);
    for stack in &plan.stacks {
        for module in &stack.modules {
            let named = [&module.variables, &module.locals, &module.outputs];
            values += named
                .iter()
                .flat_map(|all| all.values())
                .map(inside)
                .sum::<usize>();
            for block in module.resources.values() {
                resources += block.instances.len();
                values += block
                    .instances
                    .iter()
                    .map(|one| inside(&one.value))
                    .sum::<usize>();
            }
        }
    }
    (resources, values)
}

fn inside(value: &Value) -> usize {
    let items = value
        .elements()
        .map_or(0, |items| items.iter().map(inside).sum());
    let entries = value
        .entries()
        .map_or(0, |entries| entries.values().map(inside).sum());
    1 + items + entries
}

/// The memory that the process has in use, where the system tells.
fn resident_bytes() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4096
}
