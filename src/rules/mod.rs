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
    &layout::module_provider_block::RULE,
    &state::key_duplicate::RULE,
    &validity::duplicate_declaration::RULE,
    &validity::module_source_missing::RULE,
    &validity::parse_error::RULE,
];
