//! iaclint type-checks a whole Terraform repository: no `terraform init`, no network, no credentials.
//!
//! The data flows down the list of modules, and imports point up it only: a test holds that.

pub mod source;

pub mod diagnostic;

pub mod address;
pub mod hcl;
pub mod schema;
pub mod types;

pub mod data;

pub mod config;

pub mod eval;
pub mod repo;

pub mod docker;
pub mod pipeline;

pub mod parity;
pub mod plan;

pub mod graph;

pub mod aws;
pub mod validate;

pub mod rule;

pub mod policy;
pub mod rules;

pub mod peers;

pub mod engine;
pub mod picture;
pub mod suppress;
pub mod why;

pub mod report;

pub mod cli;
