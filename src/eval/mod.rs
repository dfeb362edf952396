//! What an expression means: Terraform's language, without Terraform.
//!
//! Evaluation is total. What Terraform would refuse is recorded as a [`Fault`] and becomes a value that is not known;
//! what Terraform learns only when it applies is a value that is not known but may still be a [`Symbol`]: exactly
//! one attribute of one resource, which survives whatever only moves values about.
//!
//! iaclint often knows more than Terraform does when it plans. A value that is known to iaclint and not yet to Terraform
//! is a choice of exactly one alternative, and says that it comes late: see `late`. Whatever is computed from such a
//! value is late as well, unless Terraform can tell it by what it knows.

pub(crate) mod aws_text;
mod budget;
mod constraint;
mod convert;
mod equality;
mod expression;
mod fault;
pub mod function;
mod hidden;
mod late;
mod late_type;
mod map;
mod nearest;
mod number;
mod parts;
mod placed;
mod repeated;
mod scope;
mod set_order;
mod show;
mod template_value;
mod text;
mod unknown;
mod value;
mod words;

pub use budget::{Budget, MAX_WORK, VALUE_COST};
pub use constraint::Constraint;
pub(crate) use constraint::instead_of_null;
pub use convert::{Mismatch, common_type, convert, unify};
pub use equality::{equal, make_set};
pub(crate) use expression::missing;
pub use expression::{Bindings, Evaluator};
pub use fault::{Fault, FaultKind};
pub(crate) use function::{choice, is_likely_meant};
pub use map::Map;
pub(crate) use nearest::nearest;
pub use number::{Number, NumberForm};
pub use placed::Placed;
pub use repeated::{Repeated, RepeatedBlock};
pub use scope::{FileProblem, Files, Resolved, Scope};
pub use show::{Style, show, show_line, show_lines};
pub use text::{Piece, Text};
pub use unknown::{
    Cause, Container, Dependencies, Encoding, Owner, Part, PathStep, Refinement, Shape, Symbol,
    Unknown, symbols_of,
};
pub use value::{Kind, Marks, Value};
