//! Is the repository laid out as it should be?

mod arguments;
mod comparisons;
mod data_texts;
pub(super) mod env_mismatch;
mod environment_inputs;
mod environment_names;
pub(super) mod global_in_region;
mod instances;
pub(super) mod module_provider_block;
mod named_regions;
mod reached;
pub(super) mod region_implicit;
pub(super) mod region_in_global;
pub(super) mod region_mismatch;
pub(super) mod undocumented;
pub(super) mod unknown_env_literal;
pub(super) mod unused;
pub(super) mod versions;
