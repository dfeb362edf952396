//! The evaluator against Terraform: recorded answers, and fresh ones where the program is there.
//!
//! `cargo test --test evaluator` compares with the recorded answers always. With `IACLINT_SEED=clock`, or a number that
//! repeats a run, and `terraform` on the PATH it also makes up 2,000 expressions and module trees, and asks both.
//! `IACLINT_CASES` sets how many, and `IACLINT_REQUIRE_TERRAFORM=1` makes a missing terraform a failure.
//!
//! What is compared: what Terraform refuses must be refused, and nothing else. What it knows of an output when it plans
//! must be ours in type and value, and ours must not say of it that Terraform learns it only when it applies: for that
//! it would refuse to count instances by it. What Terraform learns when it applies must be one of the values that ours
//! allows, of the type that ours planned with, save for what a branch that fails leaves as it is. Of a number that is
//! infinite, which Terraform cannot write down, the very outputs are looked at that it names. How often ours takes for
//! known to Terraform what is not is counted: nothing is refused for it. The recorded answers on what was only planned
//! (`golden/unk.jsonl`, `golden/later.jsonl`) are held to that as well.

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
