//! The evaluator against Terraform: recorded answers, and fresh ones where the program is there.
//!
//! `cargo test --test evaluator` compares with the recorded answers always. With `IACLINT_SEED=clock`, or a number that
//! repeats a run, and `terraform` on the PATH it also makes up 2,000 expressions and module trees, and asks both.
//! `IACLINT_CASES` sets how many, and `IACLINT_REQUIRE_TERRAFORM=1` makes a missing terraform a failure.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod agree;
mod compare;
mod contain;
mod differential;
mod generator;
mod golden;
mod json;
mod modules;
mod ours;
mod shrink;
mod tally;
mod terraform;
mod unit;
mod world;
