//! What each part of a run takes: reading, evaluating, looking for what Terraform would refuse, and building the graph of
//! each environment with its networks.
//!
//! `cargo bench --bench phases` makes 100, 200 and 400 stacks in memory, for the growth. The last column is what the
//! search for what Terraform would refuse adds to a run without it.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table of rounded numbers is the result"
)]

mod generated;

use std::time::{Duration, Instant};

use iaclint::aws::Infrastructure;
use iaclint::config::Config;
use iaclint::diagnostic::Finding;
use iaclint::graph;
use iaclint::plan::{self, Knowledge};
use iaclint::repo::{Repo, Syntax};
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::validate::{Facts, Validation};

/// How often each part is measured; the best counts.
const RUNS: usize = 7;

fn main() {
    println!(
        "{:>8} {:>10} {:>12} {:>12} {:>10} {:>12}",
        "stacks", "read ms", "evaluate ms", "validate ms", "graph ms", "validity +%"
    );
    for stacks in [100, 200, 400] {
        let files = generated::files(stacks);
        let schemas = Schemas::embedded();
        let config = Config::default();
        let read = best(|| {
            let sources = Sources::from_memory(files.clone());
            let syntax = Syntax::new(&sources);
            Repo::build(&sources, &syntax, &config).stacks.len()
        });
        let sources = Sources::from_memory(files);
        let syntax = Syntax::new(&sources);
        let repo = Repo::build(&sources, &syntax, &config);
        let build = || plan::build(&repo, Knowledge { schemas: &schemas });
        let evaluated = best(build);
        let plan = build();
        let validated = best(|| Validation::of(&Facts::new(&plan, &schemas)));
        let drawn = best(|| Infrastructure::of_all(graph::graphs(&plan)));
        let others: Duration = read + evaluated + drawn;
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        println!(
            "{stacks:>8} {:>10.1} {:>12.1} {:>12.1} {:>10.1} {:>12.1}",
            ms(read),
            ms(evaluated),
            ms(validated),
            ms(drawn),
            100.0 * ms(validated) / ms(others),
        );
    }
    println!("a finding takes {} bytes", std::mem::size_of::<Finding>());
}

/// The least time that something takes, what it gives being dropped outside of that.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let result = work();
        times.push(start.elapsed());
        drop(result);
    }
    times.into_iter().min().unwrap_or_default()
}
