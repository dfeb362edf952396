//! Does every stack keep its state where it should, and nothing in it or beside it that it should not?

pub(super) mod backend_missing;
pub(super) mod bucket_hardening;
pub(super) mod bucket_shared;
pub(super) mod cross_env;
pub(super) mod cycle;
pub(super) mod encrypt;
mod globs;
pub(super) mod key_duplicate;
pub(super) mod key_path;
pub(super) mod lock;
mod naming;
mod outputs_read;
pub(super) mod provider_allowed_accounts;
mod remote;
pub(super) mod remote_output_missing;
pub(super) mod remote_unresolved;
pub(super) mod secret_names;
pub(super) mod secrets_in_tfvars;
pub(super) mod sensitive_output;
mod suspects;
