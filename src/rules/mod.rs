//! The rules. Each is one file, one page beside it, and one line in [`ALL`].

mod data;
pub mod ignore;
mod layout;
mod state;
mod validity;

use crate::rule::Rule;

/// Every rule, sorted by id within its area.
pub static ALL: &[&Rule] = &[
    &data::schema::RULE,
    &ignore::expired::RULE,
    &ignore::malformed::RULE,
    &ignore::unused::RULE,
    &layout::committed_artifacts::RULE,
    &layout::config_invalid::RULE,
    &layout::config_unused::RULE,
    &layout::env_mismatch::RULE,
    &layout::env_missing::RULE,
    &layout::global_in_region::RULE,
    &layout::link_broken::RULE,
    &layout::link_outside::RULE,
    &layout::live_resource::RULE,
    &layout::lockfile::RULE,
    &layout::module_outside::RULE,
    &layout::module_provider_block::RULE,
    &layout::region_implicit::RULE,
    &layout::region_in_global::RULE,
    &layout::region_mismatch::RULE,
    &layout::stack_empty::RULE,
    &layout::stray_tf::RULE,
    &layout::tf_in_config::RULE,
    &layout::undocumented::RULE,
    &layout::unexpected_entry::RULE,
    &layout::unknown_env_literal::RULE,
    &layout::unused::RULE,
    &layout::unused_output::RULE,
    &layout::unused_provider::RULE,
    &layout::versions::RULE,
    &state::backend_missing::RULE,
    &state::bucket_hardening::RULE,
    &state::bucket_shared::RULE,
    &state::cross_env::RULE,
    &state::cycle::RULE,
    &state::encrypt::RULE,
    &state::key_duplicate::RULE,
    &state::key_path::RULE,
    &state::lock::RULE,
    &state::provider_allowed_accounts::RULE,
    &state::remote_output_missing::RULE,
    &state::remote_unresolved::RULE,
    &state::secrets_in_tfvars::RULE,
    &state::sensitive_output::RULE,
    &validity::deprecated_syntax::RULE,
    &validity::duplicate_declaration::RULE,
    &validity::index::RULE,
    &validity::module_source_missing::RULE,
    &validity::module_source_reference::RULE,
    &validity::parse_error::RULE,
    &validity::tfvars_undeclared::RULE,
    &validity::undeclared::RULE,
];
