//! What the comparison of two environments takes, after both were evaluated.
//!
//! `cargo bench --bench parity` makes two environments of 50, 100 and 200 stacks with 30 resources each in memory: once
//! the same, and once with another network in every tenth stack of one.

#![allow(
    clippy::print_stdout,
    reason = "a table of rounded numbers is the result"
)]

mod generated;

use std::time::{Duration, Instant};

use iaclint::config::Config;
use iaclint::engine::{self, Outcome, Request};
use iaclint::parity::{self, Both, Scope};
use iaclint::rule::Context;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

/// How often each is measured; the best counts.
const RUNS: usize = 5;

fn main() {
    println!(
        "{:>8} {:>12} {:>14} {:>12}",
        "stacks", "same ms", "different ms", "differences"
    );
    for stacks in [50, 100, 200] {
        let (same, _) = compared(stacks, false);
        let (different, found) = compared(stacks, true);
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        println!(
            "{stacks:>8} {:>12.1} {:>14.1} {found:>12}",
            ms(same),
            ms(different)
        );
    }
}

/// The time of the best comparison, and how many differences there are.
fn compared(stacks: usize, is_different: bool) -> (Duration, usize) {
    let mut files = generated::files(stacks);
    let own = files
        .clone()
        .into_iter()
        .filter(|(path, _)| path.starts_with("live/prod"));
    let copies = own.enumerate().map(|(at, (path, text))| {
        let text = text.replace("prod", "test");
        let text = if is_different && at % 10 == 0 {
            text.replace(r#""d"]"#, r#""e"]"#)
        } else {
            text
        };
        (path.replace("live/prod", "live/test"), text)
    });
    files.extend(copies.collect::<Vec<_>>());
    let sources = Sources::from_memory(files);
    let providers = Schemas::embedded();
    let request = Request {
        rules: &[],
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
    let look = |context: &Context<'_>, _: &Outcome| {
        let scopes = || {
            let mut all = context.repo.environments.iter();
            let (reference, other) = (all.next()?, all.next()?);
            let scope = |environment| Scope {
                environment,
                region: None,
            };
            Some(Both::new(scope(reference), scope(other)))
        };
        let mut best = Duration::MAX;
        let mut found = 0;
        for _ in 0..RUNS {
            let start = Instant::now();
            let comparison = scopes().and_then(|scopes| parity::compare(context, scopes));
            best = best.min(start.elapsed());
            found = comparison.map_or(0, |it| it.differences.len());
        }
        (best, found)
    };
    match engine::check_and_look(&sources, &Config::default(), &request, look) {
        Ok((_, measured)) => measured,
        Err(_) => (Duration::MAX, 0),
    }
}
