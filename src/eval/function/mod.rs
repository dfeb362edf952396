//! Terraform's functions. Each is a [`Function`]: what it takes, the type of what it gives, and how it is computed.
//!
//! What is common to all of them happens in [`call`]: conversion of the arguments, `null`, values that are not
//! known, marks, and unknown choices.

mod call;
mod collection;
mod conversion;
mod date_time;
mod encoding;
mod filesystem;
mod hash;
mod network;
mod number;
mod planned;
mod provider;
mod string;
#[cfg(test)]
mod testing;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::source::Span;
use crate::types::Type;

use super::budget::Budget;
use super::fault::FaultKind;
use super::scope::Files;
use super::value::Value;

pub use call::call;
pub(crate) use call::choice;
pub(super) use call::of_type_for_any;
pub(in crate::eval) use call::{MAX_ALTERNATIVES, MAX_COMBINATIONS};
pub(in crate::eval) use call::{choice_within, is_never_null};
pub(crate) use encoding::json_document;
pub(crate) use filesystem::is_likely_meant;
pub(in crate::eval) use filesystem::{missing_file, path_of};
pub(in crate::eval) use planned::before_it_is_refused;
pub use provider::{names_of_provider, of_provider};

/// A function of the language.
pub struct Function {
    /// Without its namespace.
    pub name: &'static str,
    /// The parameters that it must be given, in order.
    pub parameters: &'static [Parameter],
    /// The parameter that stands for all further arguments.
    pub variadic: Option<Parameter>,
    /// The type of what it gives.
    pub result: ResultType,
    /// Computes it. The arguments are converted, are known and not `null` unless their parameter allows it, and have
    /// no marks unless their parameter takes them.
    pub compute: Compute,
}

impl Function {
    /// A function that takes these arguments and no others.
    pub const fn new(
        name: &'static str,
        parameters: &'static [Parameter],
        result: ResultType,
        compute: Compute,
    ) -> Self {
        Self {
            name,
            parameters,
            variadic: None,
            result,
            compute,
        }
    }
}

/// How a function is computed.
pub type Compute = fn(&Environment<'_>, &[Value]) -> Result<Value, Failure>;

/// The type of what a function gives, needed where it cannot be computed.
pub enum ResultType {
    /// Always `bool`.
    Bool,
    /// Always `number`.
    Number,
    /// Always `string`.
    String,
    /// Only its arguments' values say: not known where they are not.
    Dynamic,
    /// What its arguments, which may be unknown, say. `Err` where Terraform refuses arguments of these types.
    Of(fn(&[Value]) -> Result<Type, Failure>),
}

/// A parameter of a function.
#[derive(Clone, Copy)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says what arguments it takes, without regard to the others"
)]
pub struct Parameter {
    /// As Terraform's messages name it.
    pub name: &'static str,
    /// What its argument is converted to.
    pub accepts: Accepts,
    /// Whether the argument may be `null`.
    pub null: bool,
    /// Whether the function itself treats an argument that is not known. Elements that are not known inside a known
    /// collection are always its own to treat.
    pub unknown: bool,
    /// Whether the type of the result is known although the argument is not known and of no known type. With any other
    /// function Terraform does not look further then: it knows nothing of the result when it plans.
    pub untyped: bool,
    /// Whether the function sees the marks of the argument and carries them itself.
    pub marked: bool,
}

/// What the argument of a parameter is converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepts {
    /// Anything, as it is.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(any)`: the elements come to one type.
    ListOfAny,
    /// `list(bool)`
    ListOfBool,
    /// `list(string)`
    ListOfString,
    /// `set(any)`
    SetOfAny,
    /// `set(string)`
    SetOfString,
    /// `map(any)`
    MapOfAny,
    /// `map(list(string))`
    MapOfListOfString,
}

impl Parameter {
    /// A parameter that allows neither `null` nor unknown arguments.
    pub const fn new(name: &'static str, accepts: Accepts) -> Self {
        Self {
            name,
            accepts,
            null: false,
            unknown: false,
            untyped: false,
            marked: false,
        }
    }

    /// One whose argument may be `null`.
    pub const fn nullable(mut self) -> Self {
        self.null = true;
        self
    }

    /// One whose argument may be unknown.
    pub const fn takes_unknown(mut self) -> Self {
        self.unknown = true;
        self
    }

    /// One whose argument may be of no known type.
    pub const fn takes_untyped(mut self) -> Self {
        self.untyped = true;
        self
    }

    /// One whose argument keeps its marks.
    pub const fn takes_marks(mut self) -> Self {
        self.marked = true;
        self
    }
}

/// Why a function cannot be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// The argument at fault, from 0, where it is one.
    pub argument: Option<usize>,
    /// The argument that asks for what that one is not, where there is one: it is as likely to be wrong.
    pub asked_by: Option<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
}

impl Failure {
    /// A failure of the call as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            kind: FaultKind::Function,
            argument: None,
            asked_by: None,
            message: message.into(),
        }
    }

    /// A failure of one argument, counted from 0.
    pub fn of_argument(argument: usize, message: impl Into<String>) -> Self {
        Self {
            kind: FaultKind::Function,
            argument: Some(argument),
            asked_by: None,
            message: message.into(),
        }
    }

    /// The same failure, of what another argument asks for.
    pub fn asked_by(self, argument: usize) -> Self {
        Self {
            asked_by: Some(argument),
            ..self
        }
    }

    /// The same failure as a fault of another kind.
    pub fn kind(self, kind: FaultKind) -> Self {
        Self { kind, ..self }
    }
}

/// What a function may look at apart from its arguments.
pub struct Environment<'e> {
    /// The repository's files.
    pub files: &'e dyn Files,
    /// The call.
    pub span: Span,
    /// Bounds what it may produce.
    pub budget: &'e Budget,
    /// Set where some of what an argument may be is refused.
    pub has_refused: Cell<bool>,
    /// Set where Terraform refuses it for what it has when it plans, and would not for what it has when it applies.
    pub refused_when_planned: RefCell<Option<Failure>>,
}

impl<'e> Environment<'e> {
    /// That of a call at `span`.
    pub fn new(files: &'e dyn Files, span: Span, budget: &'e Budget) -> Self {
        Self {
            files,
            span,
            budget,
            has_refused: Cell::default(),
            refused_when_planned: RefCell::default(),
        }
    }

    /// Takes `amount` from the budget: the number of elements, or of bytes, that a function is about to produce.
    pub fn spend(&self, amount: usize) -> Result<(), Failure> {
        if self.budget.take(amount) {
            Ok(())
        } else {
            let failure = Failure::new("it takes more work than iaclint spends");
            Err(failure.kind(FaultKind::Budget))
        }
    }
}

/// The argument at this position as a machine integer, where Terraform takes no other number.
fn whole_number(given: &[Value], at: usize) -> Result<i64, Failure> {
    let number = given.get(at).and_then(Value::as_number);
    number
        .and_then(super::number::Number::to_i64)
        .ok_or_else(|| Failure::of_argument(at, "the number must be whole, and of 64 bits at most"))
}

/// Every function but those that the evaluator treats itself: `try`, `can`, `templatefile`, `templatestring`.
const ALL: &[&[Function]] = &[
    number::ALL,
    string::ALL,
    collection::ALL,
    conversion::ALL,
    encoding::ALL,
    hash::ALL,
    date_time::ALL,
    network::ALL,
    filesystem::ALL,
];

/// The same by name: a function is looked up at each call.
static BY_NAME: LazyLock<BTreeMap<&str, &Function>> = LazyLock::new(|| {
    let all = ALL.iter().copied().flatten();
    all.map(|function| (function.name, function)).collect()
});

/// The function of this name, without a namespace.
pub fn find(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name).copied()
}

/// The names of all functions, sorted.
pub fn names() -> Vec<&'static str> {
    let special = ["can", "templatefile", "templatestring", "try"];
    let mut names: Vec<&str> = BY_NAME.keys().copied().collect();
    names.extend(special);
    names.sort_unstable();
    names
}
