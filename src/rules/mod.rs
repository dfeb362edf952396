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
    &layout::env_missing::RULE,
    &layout::link_broken::RULE,
    &layout::link_outside::RULE,
    &layout::live_resource::RULE,
    &layout::lockfile::RULE,
    &layout::module_outside::RULE,
    &layout::module_provider_block::RULE,
    &layout::stack_empty::RULE,
    &layout::stray_tf::RULE,
    &layout::tf_in_config::RULE,
    &layout::unexpected_entry::RULE,
    &state::key_duplicate::RULE,
    &validity::duplicate_declaration::RULE,
    &validity::module_source_missing::RULE,
    &validity::module_source_reference::RULE,
    &validity::parse_error::RULE,
];
