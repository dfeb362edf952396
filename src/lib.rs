//! iaclint type-checks a whole Terraform repository: no `terraform init`, no network, no credentials.
//!
//! The data flows down the list of modules, and imports point up it only: a test holds that.

pub mod source;

pub mod diagnostic;

pub mod hcl;

pub mod data;

pub mod config;

pub mod engine;
