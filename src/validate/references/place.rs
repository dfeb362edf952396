//! Where an expression stands, which decides what the names in it mean.

use crate::hcl::{Block, Body};
use crate::repo::Resource;

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// The block that holds it.
    pub(super) owner: Owner<'p>,
    /// Whether there is `each` or `count`.
    pub(super) repetition: Repetition,
    /// What `self` is.
    pub(super) own: Option<&'p Resource<'p>>,
    /// The `check` block around it, whose data source it may read.
    pub(super) check: Option<&'p Block>,
    /// The innermost names of `for` and `dynamic`.
    pub(super) names: Option<&'p Names<'p>>,
    /// Whether it stands in the content of a `dynamic` block.
    pub(super) in_dynamic: bool,
    /// Whether it is evaluated only under some condition, or once for each of any number of elements.
    pub(super) in_branch: bool,
    /// Whether it stands inside `try` or `can`.
    pub(super) is_tried: bool,
    /// What Terraform looks up of it.
    pub(super) view: View,
}

/// What Terraform looks up of a reference.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// What it names, and what is read from that.
    Whole,
    /// Only what it names.
    Names,
    /// Only the resource around it: it runs when that is no longer declared.
    OnDestroy,
}

/// The block that an expression stands in.
#[derive(Clone, Copy)]
pub(super) enum Owner<'p> {
    /// Its address begins with the first and goes on with the second.
    Named(&'static str, &'p str),
    Resource(&'p Resource<'p>),
    /// A provider's configuration.
    Provider(&'p str, Option<&'p str>),
    /// A block that has no name.
    Nameless(&'p str),
}

/// What there is one instance of a block for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Repetition {
    None,
    Count,
    ForEach,
}

/// What `for` or `dynamic` call the element at hand.
pub(super) struct Names<'n> {
    pub(super) key: Option<&'n str>,
    pub(super) value: &'n str,
    /// Whether it is the iterator of a `dynamic` block, an object of `key` and `value`.
    pub(super) is_iterator: bool,
    pub(super) outer: Option<&'n Names<'n>>,
}

impl<'p> Place<'p> {
    pub(super) fn of(owner: Owner<'p>) -> Self {
        Self {
            owner,
            repetition: Repetition::None,
            own: None,
            check: None,
            names: None,
            in_dynamic: false,
            in_branch: false,
            is_tried: false,
            view: View::Whole,
        }
    }

    pub(super) fn repeated(self, body: &Body) -> Self {
        let repetition = Repetition::of(body);
        Self { repetition, ..self }
    }

    /// The same where it is not certain that it is evaluated.
    pub(super) fn branch(self) -> Self {
        Self {
            in_branch: true,
            ..self
        }
    }

    /// The same in a block that may run when the resource is no longer declared.
    pub(super) fn viewed(self, on_destroy: bool) -> Self {
        let view = if on_destroy {
            View::OnDestroy
        } else {
            self.view
        };
        Self { view, ..self }
    }

    /// What binds a name here.
    pub(super) fn bound(&self, name: &str) -> Option<&'p Names<'p>> {
        let mut names = self.names;
        while let Some(found) = names {
            if found.value == name || found.key == Some(name) {
                return Some(found);
            }
            names = found.outer;
        }
        None
    }

    /// All names that are bound here, innermost first.
    pub(super) fn all_bound(&self) -> Vec<&'p str> {
        let mut all = Vec::new();
        let mut names = self.names;
        while let Some(found) = names {
            all.extend(found.key);
            all.push(found.value);
            names = found.outer;
        }
        all
    }
}

impl Repetition {
    /// What a block's arguments make of it. One that has both is refused elsewhere.
    pub(super) fn of(body: &Body) -> Self {
        if body.attribute("for_each").is_some() {
            Self::ForEach
        } else if body.attribute("count").is_some() {
            Self::Count
        } else {
            Self::None
        }
    }
}

impl Owner<'_> {
    pub(super) fn address(&self) -> String {
        match self {
            Self::Named(prefix, name) => format!("{prefix}{name}"),
            Self::Resource(resource) => resource.address(),
            Self::Provider(name, None) => format!("provider.{name}"),
            Self::Provider(name, Some(alias)) => format!("provider.{name}.{alias}"),
            Self::Nameless(kind) => (*kind).to_owned(),
        }
    }
}
