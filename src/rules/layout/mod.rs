//! Is the repository laid out as it should be?

pub(super) mod module_provider_block;
