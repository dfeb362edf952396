//! What Terraform itself would refuse.

pub(super) mod duplicate_declaration;
pub(super) mod module_source_missing;
pub(super) mod module_source_reference;
pub(super) mod parse_error;
