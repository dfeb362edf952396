//! What is known about a value that is not known.
//!
//! Terraform has one kind of unknown. Here an unknown value may still be exactly one attribute of one resource, a
//! text with a hole, one of two branches: its [`Shape`]. Whoever treats it as Terraform does needs only the type and
//! the refinement; whoever reads edges between resources looks at the shape.

use std::fmt;
use std::sync::Arc;

use crate::address::{ResourceAddress, ResourceMode};
use crate::source::Span;
use crate::types::Type;

use super::aws_text;
use super::map::Map;
use super::number::Number;
use super::repeated::Repeated;
use super::text::Text;
use super::value::{Kind, Value};

/// A value that is not known before Terraform applies, or that the repository does not say.
#[derive(Debug, Clone)]
pub struct Unknown {
    /// Its type; [`Type::Dynamic`] where not even that is known.
    pub ty: Type,
    /// Why it is not known.
    pub cause: Cause,
    /// The place of what is not known.
    pub at: Option<Span>,
    /// What can be said of it all the same.
    pub shape: Shape,
    /// What Terraform too can say of it.
    pub refinement: Refinement,
    /// The attributes that it is computed from, beyond those in its shape; sorted, each once.
    pub dependencies: Dependencies,
    /// Whether Terraform certainly does not know it when it plans, even where its shape says what it is.
    pub is_late: bool,
    /// The type that it has for Terraform then, where it is late and that is another one than `ty`, or where it is certain
    /// that Terraform does not know more of the type than `ty` says: [`Type::Dynamic`] where it knows nothing of it.
    pub planned_as: Option<Type>,
    /// Of what it is every instance, where its elements are what is said of each of them, in their order or under
    /// their keys.
    pub repeated: Option<Arc<Repeated>>,
}

/// What can be said of a value that is not known.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Nothing.
    Opaque,
    /// It is exactly this attribute of this resource, whatever that will be.
    Symbol(Symbol),
    /// A string of known text and holes.
    Template(Arc<[Part]>),
    /// A string that is this value in an encoding.
    Encoded(Encoding, Arc<Value>),
    /// It is one of these: exactly that, where there is one, and what is not known is whether Terraform knows it when
    /// it plans ([`Unknown::is_late`]), or whether it is there at all. Each is of the unknown's type, unless that is [`Type::Dynamic`] or the one that Terraform
    /// plans with: what a condition gives may turn out to be of another type, when the branch that is not taken fails.
    Choice(Arc<[Value]>),
    /// A list, set, tuple or map: some of `known`, all of which are in it, and any number of others that look like
    /// `each`.
    Open {
        /// What is certainly in it. Their positions are not known.
        known: Arc<[Value]>,
        /// What every other element looks like: it stands for any number of values.
        each: Arc<Value>,
    },
    /// An object or map of entries whose names are not known: some have the values `known`, and any number of others
    /// values that look like `each`.
    Entries {
        /// Values of entries that are certainly in it.
        known: Arc<[Value]>,
        /// What the value of every other entry looks like.
        each: Arc<Value>,
    },
    /// An object or map with at least these entries; what others it has is not known.
    Partial(Map),
    /// A resource whose provider's schema is not known: what its block says, and every other attribute as an
    /// attribute of the symbol, which is the resource as a whole.
    Resource {
        /// The resource.
        symbol: Symbol,
        /// What its block says.
        known: Map,
    },
    /// The absolute path of a folder of the repository, by its root-relative path: where a repository lies differs
    /// from machine to machine.
    Folder(Arc<str>),
}

/// A part of a string that is not wholly known.
#[derive(Debug, Clone)]
pub enum Part {
    /// Known text, and where it was written.
    Text(Text, Option<Span>),
    /// A string that is not known; never one whose shape is [`Shape::Template`].
    Hole(Value),
}

/// An encoding that can be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// `jsonencode`
    Json,
    /// `yamlencode`
    Yaml,
    /// `base64encode`
    Base64,
}

/// An attribute of a resource, data source or ephemeral resource, by name.
#[derive(Debug, Clone)]
pub struct Symbol {
    /// Whose attribute it is.
    pub owner: Arc<Owner>,
    /// The way to it from the resource: `id`, or `endpoint`, 0, `address`. Empty for the resource as a whole.
    pub path: Arc<[PathStep]>,
}

/// An instance of a resource of one stack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// The stack, as messages name it.
    pub stack: Arc<str>,
    /// The instance in it.
    pub address: ResourceAddress,
}

/// One step into an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathStep {
    /// `.name`, or the key of a map.
    Name(Arc<str>),
    /// The element at a position.
    Index(u64),
    /// Some element, position not known.
    Any,
}

/// Why a value is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// AWS or another service decides it when the resource is created.
    Apply,
    /// A data source that is read from a service.
    DataSource(Arc<str>),
    /// A variable without a value in the repository.
    NoValue(Arc<str>),
    /// A remote state that could not be read, for this reason.
    RemoteState(Arc<str>),
    /// A function that gives another result at each run.
    Impure(&'static str),
    /// A function that iaclint does not compute, such as a provider's.
    Function(Arc<str>),
    /// The name of the workspace, which the configuration does not say.
    Workspace,
    /// An argument that is not given: the provider may have a default for it.
    Default,
    /// A module that is not in the repository.
    Module(Arc<str>),
    /// How many instances there are, or which of several it is, is not known.
    Instances,
    /// It depends on the order of a set, of which not all elements are known.
    SetOrder,
    /// It depends on itself.
    Cycle,
    /// It takes more work than iaclint spends.
    Budget,
    /// Terraform would refuse it; the fault is reported where it is.
    Failed,
    /// It depends on the machine that runs Terraform.
    Environment,
    /// It is of a file that is not read here, for this reason.
    File(Arc<str>),
    /// It is made of a text that Terraform may read and iaclint does not, for this reason.
    Unread(Arc<str>),
    /// It is known, but must not be shown.
    Sensitive,
    /// It follows from more than one value, of which not all are known, for this reason: a clause that reads after
    /// "because".
    Unsettled(Arc<str>),
}

/// What has parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A list, set or tuple.
    Sequence,
    /// A map or object.
    Mapping,
}

/// What Terraform knows about an unknown value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refinement {
    /// It will not be `null`.
    pub not_null: bool,
    /// As an entry of an object: where it turns out to be `null`, there is no such entry. Whoever takes it out of the
    /// object knows that it is there.
    pub may_be_missing: bool,
    /// It has parts, although its type is not known.
    pub container: Option<Container>,
    /// A string begins with this.
    pub prefix: Option<Arc<str>>,
    /// The smallest number of elements of a collection.
    pub min_length: u64,
    /// The largest number of elements of a collection.
    pub max_length: Option<u64>,
    /// Of what came of a set: when it plans, Terraform counts as many elements as there are at most, since it takes each
    /// that it does not know for another one.
    pub is_counted_full: bool,
    /// A number is at least this, and whether it may be this.
    pub minimum: Option<(Number, bool)>,
    /// A number is at most this, and whether it may be this.
    pub maximum: Option<(Number, bool)>,
}

/// Attributes, sorted, each once. Cloning is cheap.
#[derive(Debug, Clone, Default)]
pub struct Dependencies(Option<Arc<Vec<Symbol>>>);

impl Value {
    /// Whether it is not known because Terraform would refuse to compute it.
    pub fn has_failed(&self) -> bool {
        self.as_unknown()
            .is_some_and(|unknown| unknown.cause == Cause::Failed)
    }

    /// The same value, certainly not `null`.
    pub(super) fn never_null(self) -> Self {
        match self.as_unknown() {
            Some(unknown) => Self::from((**unknown).clone().not_null()).in_place_of(&self),
            None => self,
        }
    }
}

impl Unknown {
    /// Nothing but its type and cause.
    pub fn new(ty: Type, cause: Cause) -> Self {
        Self {
            ty,
            cause,
            at: None,
            shape: Shape::Opaque,
            refinement: Refinement::default(),
            dependencies: Dependencies::default(),
            is_late: false,
            planned_as: None,
            repeated: None,
        }
    }

    /// The same of another shape.
    pub fn shaped(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// The same, certainly not `null`.
    pub fn not_null(mut self) -> Self {
        self.refinement.not_null = true;
        self
    }

    /// The same, certainly a map or an object.
    pub fn mapping(mut self) -> Self {
        self.refinement.container = Some(Container::Mapping);
        self.not_null()
    }

    /// The same, certainly a list, a set or a tuple.
    pub fn sequence(mut self) -> Self {
        self.refinement.container = Some(Container::Sequence);
        self.not_null()
    }

    /// Whether it is certainly not `null`: what is created has an `id`, which Terraform itself does not know.
    pub fn is_never_null(&self) -> bool {
        self.refinement.not_null
            || self.symbol().is_some_and(Symbol::is_identity)
            || aws_text::is_there(self)
    }

    /// Whether it is certainly a map or an object.
    pub fn is_mapping(&self) -> bool {
        self.refinement.container == Some(Container::Mapping) || self.ty.is_mapping()
    }

    /// A value of type `ty` that is computed from `sources` in a way that is not followed: their cause, and all
    /// that they depend on.
    pub fn derived<'v>(ty: Type, sources: impl IntoIterator<Item = &'v Value>) -> Self {
        let mut first: Option<(Cause, Option<Span>)> = None;
        let mut symbols = Vec::new();
        let mut lateness = Lateness::default();
        for source in sources {
            collect_symbols(source, &mut symbols, &mut first);
            lateness.add(source);
        }
        let (cause, at) = first.unwrap_or((Cause::Apply, None));
        Self {
            at,
            dependencies: Dependencies::new(symbols),
            is_late: lateness.is_certain(),
            ..Self::new(ty, cause)
        }
    }

    /// The attribute that it is, where it is exactly one.
    pub fn symbol(&self) -> Option<&Symbol> {
        match &self.shape {
            Shape::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }
}

/// Whether Terraform certainly learns only when it applies what is not known in these values.
pub(super) fn are_learned_late<'v>(values: impl IntoIterator<Item = &'v Value>) -> bool {
    let mut lateness = Lateness::default();
    values.into_iter().for_each(|value| lateness.add(value));
    lateness.is_certain()
}

/// Whether some of what is not known in several values is late, and whether some is not.
#[derive(Default)]
struct Lateness {
    has_late: bool,
    has_other: bool,
}

impl Lateness {
    fn add(&mut self, value: &Value) {
        match &value.kind {
            Kind::Unknown(unknown) if unknown.is_late => self.has_late = true,
            Kind::Unknown(_) => self.has_other = true,
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
                items.iter().for_each(|item| self.add(item));
            }
            Kind::Map(_, entries) | Kind::Object(entries) => {
                entries.values().for_each(|entry| self.add(entry));
            }
            _ => {}
        }
    }

    /// Whether Terraform certainly cannot compute what is not known for these values: it may know what iaclint does
    /// not know and what is not late, and that may decide.
    fn is_certain(&self) -> bool {
        self.has_late && !self.has_other
    }
}

/// Every attribute that a value holds or depends on, and the cause of its first unknown part.
fn collect_symbols(
    value: &Value,
    into: &mut Vec<Symbol>,
    first: &mut Option<(Cause, Option<Span>)>,
) {
    if let Some(items) = value.elements() {
        items
            .iter()
            .for_each(|item| collect_symbols(item, into, first));
    } else if let Some(entries) = value.entries() {
        entries
            .values()
            .for_each(|entry| collect_symbols(entry, into, first));
    } else if let Some(unknown) = value.as_unknown() {
        first.get_or_insert_with(|| (unknown.cause.clone(), unknown.at));
        into.extend(unknown.dependencies.iter().cloned());
        match &unknown.shape {
            Shape::Opaque | Shape::Folder(_) => {}
            Shape::Symbol(symbol) => into.push(symbol.clone()),
            Shape::Template(parts) => {
                for part in parts.iter() {
                    if let Part::Hole(hole) = part {
                        collect_symbols(hole, into, first);
                    }
                }
            }
            Shape::Encoded(_, inner) => collect_symbols(inner, into, first),
            Shape::Choice(alternatives) => {
                alternatives
                    .iter()
                    .for_each(|one| collect_symbols(one, into, first));
            }
            Shape::Open { known, each } | Shape::Entries { known, each } => {
                known
                    .iter()
                    .for_each(|one| collect_symbols(one, into, first));
                collect_symbols(each, into, first);
            }
            Shape::Resource { symbol, known } => {
                into.push(symbol.clone());
                known
                    .values()
                    .for_each(|entry| collect_symbols(entry, into, first));
            }
            Shape::Partial(entries) => {
                entries
                    .values()
                    .for_each(|entry| collect_symbols(entry, into, first));
            }
        }
    }
}

/// Every attribute that a value holds or depends on, sorted, each once.
pub fn symbols_of(value: &Value) -> Dependencies {
    let mut symbols = Vec::new();
    collect_symbols(value, &mut symbols, &mut None);
    Dependencies::new(symbols)
}

impl Dependencies {
    /// In any order, with repetitions.
    pub fn new(mut symbols: Vec<Symbol>) -> Self {
        if symbols.is_empty() {
            return Self(None);
        }
        symbols.sort();
        symbols.dedup();
        Self(Some(Arc::new(symbols)))
    }

    /// In order.
    pub fn iter(&self) -> std::slice::Iter<'_, Symbol> {
        self.0.as_deref().map_or(&[][..], Vec::as_slice).iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl<'d> IntoIterator for &'d Dependencies {
    type Item = &'d Symbol;
    type IntoIter = std::slice::Iter<'d, Symbol>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Symbol {
    /// A resource as a whole.
    pub fn whole(owner: &Arc<Owner>) -> Self {
        Self {
            owner: owner.clone(),
            path: Arc::from([]),
        }
    }

    /// One step further into it.
    pub fn step(&self, step: PathStep) -> Self {
        Self {
            owner: self.owner.clone(),
            path: self.path.iter().cloned().chain([step]).collect(),
        }
    }

    /// Whether it is the `id` or `arn` of a managed resource, or of each instance of one. Once the resource exists,
    /// it is neither `null` nor empty.
    pub fn is_identity(&self) -> bool {
        self.owner.address.mode == ResourceMode::Managed
            && matches!(&*self.path, [PathStep::Name(name)] if matches!(&**name, "id" | "arn"))
    }

    /// Whether no other resource has the same value for it: the `id` and `arn` of a resource that one block creates
    /// once.
    pub fn is_unique(&self) -> bool {
        self.is_identity() && self.is_single()
    }

    /// Whether it stands for one value: `false` where it means some element, or some instance of a block whose
    /// number of instances is not known.
    pub fn is_single(&self) -> bool {
        let single = |key: &Option<crate::address::Key>| *key != Some(crate::address::Key::Any);
        let address = &self.owner.address;
        single(&address.key)
            && address.module.0.iter().all(|(_, key)| single(key))
            && !self.path.contains(&PathStep::Any)
    }
}

impl PartialEq for Symbol {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
            && (Arc::ptr_eq(&self.owner, &other.owner) || self.owner == other.owner)
    }
}

impl Eq for Symbol {}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Symbol {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.owner, &self.path).cmp(&(&other.owner, &other.path))
    }
}

impl fmt::Display for Symbol {
    /// As it would be written in its own stack: `aws_subnet.private["a"].id`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.owner.address)?;
        for step in self.path.iter() {
            match step {
                PathStep::Name(name) => write!(f, ".{name}")?,
                PathStep::Index(index) => write!(f, "[{index}]")?,
                PathStep::Any => f.write_str("[*]")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Cause {
    /// A clause that reads after "because".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Apply => f.write_str("it is decided when the resource is created"),
            Self::DataSource(kind) => write!(f, "{kind} is read from the provider's service"),
            Self::NoValue(name) => write!(f, "var.{name} is given no value in the repository"),
            Self::RemoteState(reason) => write!(f, "the remote state cannot be read: {reason}"),
            Self::Impure(name) => write!(f, "{name}() gives another result at each run"),
            Self::Function(name) => write!(f, "iaclint does not compute {name}()"),
            Self::Workspace => f.write_str(
                "the workspace is not said: set `workspace` for the environment in iaclint.toml",
            ),
            Self::Default => {
                f.write_str("it is not set, and the provider may have a default for it")
            }
            Self::Module(source) => write!(f, "the module {source} is not in the repository"),
            Self::Instances => f.write_str("how many instances there are is not known"),
            Self::SetOrder => {
                f.write_str("the order of a set is not known before all of its elements are")
            }
            Self::Cycle => f.write_str("it depends on itself"),
            Self::Budget => f.write_str("it takes more work than iaclint spends"),
            Self::Failed => f.write_str("Terraform would refuse what it is computed from"),
            Self::File(reason) => write!(f, "the file is not read: {reason}"),
            Self::Unread(reason) => write!(f, "iaclint does not read {reason}"),
            Self::Sensitive => f.write_str("it is sensitive, and not shown"),
            Self::Unsettled(reason) => f.write_str(reason),
            Self::Environment => f.write_str("it depends on the machine that runs Terraform"),
        }
    }
}
