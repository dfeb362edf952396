//! Functions of collections.
//!
//! Most only move values: elements that are not known stay what they are, and a collection of which not all elements
//! are known keeps those that are. Those that compare elements merge only what is certainly equal, and say that the
//! result is not known where it depends on more.

mod choose;
mod inspect;
mod mapping;
mod measure;
mod merging;
mod parts;
mod product;
mod sequence;
mod sets;
mod slices;
#[cfg(test)]
mod tests;

use super::Function;

pub(super) const ALL: &[Function] = &[
    choose::COALESCE,
    choose::COALESCELIST,
    choose::COMPACT,
    choose::ONE,
    inspect::CONTAINS,
    inspect::DISTINCT,
    inspect::INDEX,
    inspect::MATCHKEYS,
    inspect::SORT,
    mapping::KEYS,
    mapping::LOOKUP,
    mapping::MERGE,
    mapping::TRANSPOSE,
    mapping::VALUES,
    mapping::ZIPMAP,
    measure::ALLTRUE,
    measure::ANYTRUE,
    measure::LENGTH,
    measure::RANGE,
    measure::SUM,
    product::SETPRODUCT,
    sequence::CONCAT,
    sequence::ELEMENT,
    sequence::FLATTEN,
    sequence::REVERSE,
    sets::SETINTERSECTION,
    sets::SETSUBTRACT,
    sets::SETUNION,
    slices::CHUNKLIST,
    slices::SLICE,
];
