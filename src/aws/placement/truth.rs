//! Answers that may be open, and how those of several ways come together.

use crate::eval::{Shape, Value};
use crate::graph::{alternatives, possible};

use super::super::Unsure;

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// However what is not known turns out.
    Yes,
    /// However what is not known turns out.
    No,
    /// It hangs on this.
    Open(Unsure),
}

impl Truth {
    /// The answer that is certain.
    pub fn of(is_true: bool) -> Self {
        if is_true { Self::Yes } else { Self::No }
    }

    /// Whether it is certainly so.
    pub fn is_yes(&self) -> bool {
        *self == Self::Yes
    }

    /// Yes where both are, no where either is not.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Open(unsure), _) | (_, Self::Open(unsure)) => Self::Open(unsure),
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }

    /// Yes where either is, no where neither is.
    pub fn or(self, other: Self) -> Self {
        self.opposite().and(other.opposite()).opposite()
    }

    /// The opposite.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            open @ Self::Open(_) => open,
        }
    }

    /// What holds of something that may come out in several ways, of which this is the answer for each.
    pub fn in_all(ways: impl IntoIterator<Item = Self>, value: Option<&Value>) -> Self {
        let ways: Vec<Self> = ways.into_iter().collect();
        let all = |answer: &Self| ways.iter().all(|way| way == answer);
        if ways.is_empty() || all(&Self::No) {
            return Self::No;
        }
        if all(&Self::Yes) {
            return Self::Yes;
        }
        let open = ways.into_iter().find(|way| matches!(way, Self::Open(_)));
        open.unwrap_or_else(|| {
            let unsure = value.map_or_else(
                || Unsure::new("it hangs on a condition that is not known", None),
                Unsure::of,
            );
            Self::Open(unsure)
        })
    }
}

/// An argument, or a block that may be written once, in one of the ways in which it may come out.
#[derive(Debug, Clone)]
pub enum Argument<'v> {
    /// It is not given.
    Absent,
    /// It is given: the value, or the block's arguments. The value itself may not be known.
    Given(&'v Value),
    /// It is not known whether it is given.
    Open(Unsure),
}

/// The ways in which an argument may come out.
pub fn argument(value: Option<&Value>) -> Vec<Argument<'_>> {
    let Some(value) = value else {
        return vec![Argument::Absent];
    };
    let ways = possible(value).into_iter().map(|one| {
        let may_be_null = one.as_unknown().is_some_and(|unknown| {
            let is_opaque = matches!(unknown.shape, Shape::Opaque);
            is_opaque && !unknown.refinement.not_null || unknown.refinement.may_be_missing
        });
        match one {
            null if null.is_null() => Argument::Absent,
            open if may_be_null => Argument::Open(Unsure::of(open)),
            given => Argument::Given(given),
        }
    });
    ways.collect()
}

/// The ways in which a block that may be written once may come out, by the list of such blocks.
pub fn block(value: Option<&Value>) -> Vec<Argument<'_>> {
    let Some(value) = value else {
        return vec![Argument::Absent];
    };
    let mut ways = Vec::new();
    for members in alternatives(value) {
        match (members.certain.first(), members.others) {
            (Some(first), _) => ways.push(Argument::Given(first)),
            (None, None) => ways.push(Argument::Absent),
            (None, Some(other)) if is_object(other) => {
                ways.extend([Argument::Absent, Argument::Given(other)]);
            }
            (None, Some(other)) => ways.push(Argument::Open(Unsure::of(other))),
        }
    }
    ways
}

fn is_object(value: &Value) -> bool {
    let shape = value.as_unknown().map(|unknown| &unknown.shape);
    value.entries().is_some() || matches!(shape, Some(Shape::Partial(_)))
}

/// The entry of this name of an object of which some entries are known.
pub fn entry<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    match object.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Partial(entries)) => entries.get(name),
        _ => object.get(name),
    }
}

/// The boolean that an argument of a block comes to; `default` where it is not given.
pub fn flag(value: Option<&Value>, default: bool) -> Truth {
    let ways = argument(value).into_iter().map(|way| match way {
        Argument::Absent => Truth::of(default),
        Argument::Given(value) => match value.as_switch() {
            Some(flag) => Truth::of(flag),
            None => Truth::Open(Unsure::of(value)),
        },
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways, value)
}

/// Whether there is such a block.
pub fn has_block(blocks: Option<&Value>) -> Truth {
    let ways = block(blocks).into_iter().map(|way| match way {
        Argument::Absent => Truth::No,
        Argument::Given(_) => Truth::Yes,
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways, blocks)
}

/// The boolean that an argument of a block that may be written once comes to; `default` where it is not given, or the block
/// is not there.
pub fn flag_in(blocks: Option<&Value>, name: &str, default: bool) -> Truth {
    let ways = block(blocks).into_iter().map(|way| match way {
        Argument::Absent => Truth::of(default),
        Argument::Given(arguments) => flag(entry(arguments, name), default),
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways, blocks)
}

/// Whether an argument is certainly this text, or certainly not; `default` stands for one that is not given.
pub fn is_text(value: Option<&Value>, text: &str, default: &str) -> Truth {
    let ways = argument(value).into_iter().map(|way| match way {
        Argument::Absent => Truth::of(default == text),
        Argument::Given(value) => match value.as_str() {
            Some(given) => Truth::of(given == text),
            None => Truth::Open(Unsure::of(value)),
        },
        Argument::Open(unsure) => Truth::Open(unsure),
    });
    Truth::in_all(ways, value)
}

/// The smallest and the largest number that an argument may be; `default` where it is not given.
pub fn number(value: Option<&Value>, default: i64) -> Result<(i64, i64), Unsure> {
    let mut range: Option<(i64, i64)> = None;
    for way in argument(value) {
        let number = match way {
            Argument::Absent => default,
            Argument::Given(value) => whole(value).ok_or_else(|| Unsure::of(value))?,
            Argument::Open(unsure) => return Err(unsure),
        };
        let (least, most) = range.unwrap_or((number, number));
        range = Some((least.min(number), most.max(number)));
    }
    Ok(range.unwrap_or((default, default)))
}

/// The whole number that a value is, also as a text.
pub fn whole(value: &Value) -> Option<i64> {
    let number = value.as_number().and_then(crate::eval::Number::to_i64);
    number.or_else(|| value.as_str()?.trim().parse().ok())
}
