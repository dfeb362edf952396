//! `iaclint graph`: what a picture holds, and that each format says it in its form.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod formats;
mod model;
mod own_estate;
mod repositories;
mod syntax;

use iaclint::config::Config;
use iaclint::engine::{self, Request};
use iaclint::picture::{self, Picture};
use iaclint::report::{PictureFormat, write_pictures};
use iaclint::rule::{Context, Rule};
use iaclint::rules;
use iaclint::schema::Schemas;
use iaclint::source::Sources;
use iaclint::suppress::Date;

/// The stack of [`stack`].
const STACK: &str = "live/prod/us-east-1/main";

/// The pictures of all environments that these files make.
fn pictures(sources: &Sources, config: &Config) -> Vec<Picture> {
    judged_by(rules::ALL, sources, config)
}

/// The same with the findings of these rules alone.
fn judged_by(rules: &[&'static Rule], sources: &Sources, config: &Config) -> Vec<Picture> {
    let request = Request {
        schemas: &[],
        providers: &Schemas::embedded(),
        policies: iaclint::policy::Policies::none(),
        rules,
        config_text: "",
        paths: &[],
        honour_ignores: true,
        today: Date {
            year: 2026,
            month: 6,
            day: 1,
        },
    };
    let draw = |context: &Context<'_>, outcome: &engine::Outcome| {
        let all = context.infrastructures.iter();
        let wanted = all.filter(|it| !it.graph.stacks.is_empty());
        let drawn = wanted.map(|it| picture::draw(it, &outcome.findings, context.sources));
        drawn.collect::<Vec<Picture>>()
    };
    let (outcome, drawn) = engine::check_and_look(sources, config, &request, draw).unwrap();
    assert!(outcome.errors.is_empty(), "{:?}", outcome.errors);
    drawn
}

/// The picture of one stack with this text.
fn stack(text: &str) -> Picture {
    stack_judged_by(rules::ALL, text)
}

/// The same with the findings of these rules alone.
fn stack_judged_by(rules: &[&'static Rule], text: &str) -> Picture {
    let text = format!("terraform {{\n  backend \"local\" {{}}\n}}\n{text}");
    let sources = Sources::from_memory([(format!("{STACK}/main.tf"), text)]);
    let mut drawn = judged_by(rules, &sources, &Config::default());
    assert_eq!(drawn.len(), 1);
    drawn.remove(0)
}

/// Pictures in a format.
fn written(format: PictureFormat, pictures: &[Picture]) -> String {
    let mut bytes = Vec::new();
    write_pictures(format, pictures, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}
