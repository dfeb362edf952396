//! Do the data files that stacks read have the shape that they should?

pub(super) mod schema;
