//! Checks as data: HashiCorp's Terraform Policy language (`*.policy.hcl`, tested by `*.policytest.hcl`), unchanged, on
//! iaclint's own evaluator.
//!
//! HashiCorp's engine judges a plan. Here nothing is planned: a policy is judged by what the repository says, in three
//! ways. What cannot be known is an undetermined finding with its cause, and an attribute that is not known has an
//! identity all the same, by which `core::getresources` finds the resource that is meant.
//!
//! `read` makes policies of a text, `names` checks what they refer to, `scope` and `functions` say what their names
//! mean, `pack` holds those that come with iaclint, `verdict` judges one subject, `environment` all of an environment, and `test` runs tests.

mod address;
mod calls;
mod comments;
mod compare;
mod defaults;
mod document;
mod enforce;
mod environment;
mod facts;
mod file;
mod findings;
mod functions;
mod given;
mod identity;
mod index;
mod locals;
mod names;
mod other_version;
pub mod pack;
mod read;
mod rules;
mod scope;
mod set;
mod tally;
pub mod template;
pub mod test;
mod unmatched;
mod verdict;
mod world;

pub use file::{Level, Policy, PolicyFile, Target};
pub use findings::{Judged, judge};
pub use given::unknown_environments;
pub use names::missing_resource_type;
pub use set::{OtherIds, Policies};
pub use unmatched::unmatched;

/// How the names of files with policies end.
pub const POLICY_ENDING: &str = ".policy.hcl";

/// How the names of files with tests of policies end.
pub const TEST_ENDING: &str = ".policytest.hcl";
