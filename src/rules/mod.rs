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
    &layout::env_mismatch::RULE,
    &layout::global_in_region::RULE,
    &layout::module_provider_block::RULE,
    &layout::region_in_global::RULE,
    &layout::region_mismatch::RULE,
    &layout::undocumented::RULE,
    &layout::unknown_env_literal::RULE,
    &layout::unused::RULE,
    &layout::versions::RULE,
    &layout::region_implicit::RULE,
    &state::key_duplicate::RULE,
    &validity::duplicate_declaration::RULE,
    &validity::module_source_missing::RULE,
    &validity::parse_error::RULE,
];
