//! What it takes to build the graph of one environment and to judge its structure, once every value is known.
//!
//! `cargo bench --bench structure` makes 50, 100, 200 and 400 stacks of 30 resources in memory, all of one environment:
//! a network, a balanced service with its scaling and its alarms, and who is told. Everything runs on one thread, so that
//! the growth shows. Below each row are the rules that take most of it. Numbers behind `--` are measured instead of those,
//! such as under a profiler: `cargo bench --bench structure -- 400`.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table of rounded numbers is the result"
)]

mod generated;

use std::time::{Duration, Instant};

use iaclint::aws::Infrastructure;
use iaclint::config::Config;
use iaclint::docker::Dockerfiles;
use iaclint::graph;
use iaclint::pipeline::Pipelines;
use iaclint::plan::{self, Knowledge};
use iaclint::repo::{Repo, Syntax};
use iaclint::rule::{Check, Context, Rule};
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::validate::Validation;

/// How often each part is measured; the best counts.
const RUNS: usize = 3;

/// How many rules are named.
const NAMED: usize = 8;

fn main() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let Ok(one) = one else {
        println!("no thread to measure on");
        return;
    };
    println!(
        "{:>8} {:>10} {:>10} {:>10} {:>12} {:>10} {:>10}",
        "stacks", "resources", "graph ms", "aws ms", "structure ms", "others ms", "findings"
    );
    let asked: Vec<usize> = std::env::args().filter_map(|it| it.parse().ok()).collect();
    let sizes = match asked.as_slice() {
        [] => &[50, 100, 200, 400],
        asked => asked,
    };
    for stacks in sizes {
        one.install(|| measure(*stacks));
    }
}

fn measure(stacks: usize) {
    let schemas = Schemas::embedded();
    let config = Config::default();
    let sources = Sources::from_memory(generated::services(stacks));
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &config);
    let plan = plan::build(&repo, Knowledge { schemas: &schemas });
    let (drawn, _) = best(|| graph::graphs(&plan));
    let (whole, infrastructures) = best(|| Infrastructure::of_all(graph::graphs(&plan)));
    let resources: usize = infrastructures
        .iter()
        .map(|it| it.graph.nodes().len())
        .sum();
    let context = Context {
        sources: &sources,
        repo: &repo,
        plan: &plan,
        validation: &Validation::default(),
        infrastructures: &infrastructures,
        pipelines: &Pipelines::read(&sources),
        dockerfiles: &Dockerfiles::read(&sources),
        config: &config,
        schemas: &[],
        providers: &schemas,
        policies: &[],
    };
    let (mut structure, mut others, mut findings) = (Duration::ZERO, Duration::ZERO, 0);
    let mut times = Vec::new();
    for rule in iaclint::rules::ALL {
        let (time, found) = best(|| judge(&context, rule));
        findings += found;
        match rule.check {
            Check::Infrastructure(_) => structure += time,
            _ => others += time,
        }
        times.push((time, rule.meta.id));
    }
    println!(
        "{stacks:>8} {resources:>10} {:>10.1} {:>10.1} {:>12.1} {:>10.1} {findings:>10}",
        ms(drawn),
        ms(whole.saturating_sub(drawn)),
        ms(structure),
        ms(others),
    );
    times.sort_by(|one, other| other.cmp(one));
    for (time, id) in times.iter().take(NAMED) {
        println!("{:>20.1} {id}", ms(*time));
    }
}

/// Asks a rule of everything that it reads, and says how much it found.
fn judge(context: &Context<'_>, rule: &Rule) -> usize {
    let (repo, mut findings) = (context.repo, Vec::new());
    match rule.check {
        Check::File(check) => {
            for file in repo.files() {
                check(context, file, &mut findings);
            }
        }
        Check::Module(check) => {
            for module in &repo.modules {
                check(context, module, &mut findings);
            }
        }
        Check::Stack(check) => {
            for (stack, _) in repo.stacks() {
                check(context, stack, &mut findings);
            }
        }
        Check::Environment(check) => {
            for environment in &repo.environments {
                check(context, environment, &mut findings);
            }
        }
        Check::Infrastructure(check) => {
            for infrastructure in context.infrastructures {
                check(context, infrastructure, &mut findings);
            }
        }
        Check::Repository(check) => check(context, &mut findings),
        Check::Engine | Check::Policy => {}
    }
    findings.len()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The least time that something takes, and what it gives.
fn best<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let start = Instant::now();
    let mut result = work();
    let mut least = start.elapsed();
    for _ in 1..RUNS {
        let start = Instant::now();
        let again = work();
        least = least.min(start.elapsed());
        result = again;
    }
    (least, result)
}
