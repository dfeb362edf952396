//! The resources of one environment as policies see them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use crate::address::ModulePath;
use crate::aws::Infrastructure;
use crate::aws::network::{Class, Network};
use crate::aws::placement::zone::{Zone, Zones};
use crate::eval::{
    Cause, Kind, Map, Owner, PathStep, Shape, Symbol, Unknown, Value, equal, symbols_of,
};
use crate::graph::{Graph, Node, NodeId, alternatives};
use crate::plan::is_exact;
use crate::schema::{Block as Schema, Member, Schemas};
use crate::source::{Sources, Span};
use crate::types::Type;

use super::defaults::{self, Holds, Unsaid, What};
use super::facts;
use super::functions::attribute;
use super::identity::told;
use super::index::Index;
use super::names::provider_of;
use super::other_version;
use super::world::{Asker, Candidate, Unseen, World};

/// An environment, and the candidates of each type once somebody asked for them.
pub(super) struct Environment<'e> {
    pub(super) graph: &'e Graph<'e>,
    network: &'e Network,
    schemas: &'e Schemas,
    sources: &'e Sources,
    /// Whether the schema of the AWS provider is of the version whose defaults are known.
    is_measured: bool,
    resources: BTreeMap<&'e str, OfType>,
    data_sources: OnceLock<BTreeMap<String, Arc<[Candidate]>>>,
}

/// The resources of one type.
#[derive(Default)]
struct OfType {
    candidates: OnceLock<Arc<[Candidate]>>,
    /// By attribute, once somebody looked for a resource by it.
    indexes: RwLock<BTreeMap<Box<str>, Arc<Index>>>,
}

impl<'e> Environment<'e> {
    pub(super) fn of(
        infrastructure: &'e Infrastructure<'e>,
        schemas: &'e Schemas,
        sources: &'e Sources,
    ) -> Self {
        let graph = &infrastructure.graph;
        Self {
            graph,
            network: &infrastructure.network,
            schemas,
            sources,
            is_measured: schemas.named("aws").and_then(|aws| aws.version())
                == Some(defaults::VERSION),
            resources: graph
                .kinds()
                .map(|kind| (kind, OfType::default()))
                .collect(),
            data_sources: OnceLock::new(),
        }
    }

    /// The source of the well-known module that a resource is made by, of which only a model is known here.
    fn stand_in(&self, node: &Node<'_>) -> Option<Arc<str>> {
        let file = node.header().file;
        self.sources.stands_for(file)?;
        let path = &self.sources.file(file).path;
        Some(
            path.rsplit_once('/')
                .map_or(&**path, |(folder, _)| folder)
                .into(),
        )
    }

    /// How much of the measured defaults holds for the stack of a resource.
    fn holds(&self, node: &Node<'_>) -> Holds {
        let repo = self.graph.plan.repo;
        if !self.is_measured {
            Holds::Nothing
        } else if !defaults::is_changed(node.kind())
            || is_exact(repo, repo.stack(node.stack), self.schemas, "aws")
        {
            Holds::All
        } else {
            Holds::Unchanged
        }
    }

    fn candidate(&self, id: NodeId, node: &Node<'_>, schema: Option<&Schema>) -> Candidate {
        let attrs = attrs(node, schema, (self.holds(node), self.stand_in(node)));
        Candidate {
            // When Terraform learns something does not matter to a policy.
            attrs: attrs.applied(),
            meta: meta(node),
            is_any: node.is_any(),
            node: Some(id),
        }
    }
}

impl World for Environment<'_> {
    fn resources(&self, kind: &str) -> Arc<[Candidate]> {
        let Some(of_type) = self.resources.get(kind) else {
            return Arc::from([]);
        };
        let found = of_type.candidates.get_or_init(|| {
            let schema = self.schemas.resource(kind).map(|schema| &**schema);
            let nodes = self.graph.resources(kind);
            nodes
                .map(|(id, node)| self.candidate(id, node, schema))
                .collect()
        });
        found.clone()
    }

    fn matching(&self, kind: &str, name: &str, wanted: &Value) -> Option<Vec<usize>> {
        let argument = |symbol: &Symbol, name: &str| self.argument(symbol, name);
        let indexes = &self.resources.get(kind)?.indexes;
        let known = {
            let indexes = indexes.read().unwrap_or_else(PoisonError::into_inner);
            indexes.get(name).cloned()
        };
        let index = known.unwrap_or_else(|| {
            let candidates = self.resources(kind);
            let values = candidates.iter().map(|candidate| {
                let value = attribute(&candidate.attrs, name).unwrap_or_else(Value::null);
                told(&value, &argument)
            });
            let index = Arc::new(Index::of(values));
            let mut indexes = indexes.write().unwrap_or_else(PoisonError::into_inner);
            indexes.insert(name.into(), index.clone());
            index
        });
        index.possible(&told(wanted, &argument))
    }

    fn argument(&self, symbol: &Symbol, name: &str) -> Option<Value> {
        let node = self.graph.node(self.graph.find(&symbol.owner)?);
        node.attribute(name).cloned()
    }

    fn data_sources(&self, kind: &str) -> Arc<[Candidate]> {
        let all = self.data_sources.get_or_init(|| {
            let mut all: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
            for (id, node) in self.graph.nodes() {
                if node.declaration.mode == crate::address::ResourceMode::Data {
                    let one = self.candidate(id, node, None);
                    all.entry(node.kind().to_owned()).or_default().push(one);
                }
            }
            all.into_iter()
                .map(|(kind, found)| (kind, found.into()))
                .collect()
        });
        all.get(kind).cloned().unwrap_or_else(|| Arc::from([]))
    }

    fn unseen(&self, wanted: &[&Value]) -> Option<Unseen> {
        let owners: Vec<NodeId> = wanted
            .iter()
            .flat_map(|value| {
                symbols_of(value)
                    .iter()
                    .map(|it| it.owner.clone())
                    .collect::<Vec<_>>()
            })
            .filter_map(|owner| self.graph.find(&owner))
            .collect();
        // What a module adds to its own is known only as far as its model goes.
        let own = owners.iter().find_map(|owner| {
            let node = self.graph.node(*owner);
            Some((self.stand_in(node)?, node.header()))
        });
        if let Some((source, at)) = own {
            return Some(Unseen {
                cause: Cause::Module(source),
                at: Some(at),
            });
        }
        // What adds to a resource is given something of it; by anything else a module may make whatever it likes.
        let may_hold = |given: &std::collections::BTreeSet<NodeId>| {
            owners.is_empty() || owners.iter().any(|owner| given.contains(owner))
        };
        let call = self
            .graph
            .unseen
            .iter()
            .find(|call| may_hold(&call.given))?;
        Some(Unseen {
            cause: Cause::Module(call.source.as_str().into()),
            at: Some(call.span),
        })
    }

    fn environment(&self) -> Value {
        let environment = self.graph.environment;
        environment.map_or_else(Value::null, |it| Value::string(&it.name))
    }

    fn subnet_class(&self, subnet: &Value) -> Value {
        match self.network.class_of(self.graph, subnet) {
            Class::Public => Value::string("public"),
            Class::Private(_) => Value::string("private"),
            Class::Isolated => Value::string("isolated"),
            Class::Undetermined(unsure) => facts::open(Type::String, &unsure.reason, unsure.at),
        }
    }

    fn zones(&self, subnets: &Value) -> Value {
        let ways = alternatives(subnets);
        let [way] = &ways[..] else {
            let ty = Type::list(Type::String);
            return Unknown::derived(ty, [subnets]).not_null().into();
        };
        let zones = Zones::of(self.graph, way);
        let known: Vec<Value> = zones.known.keys().map(value_of).collect();
        let (least, most) = (zones.minimum(), zones.maximum());
        if Some(least) == most && least == known.len() {
            return Value::list(Type::String, known);
        }
        let unsure = zones.unsure();
        facts::open_list(known, (least, most), (&unsure.reason, unsure.at))
    }

    fn are_parallel(&self, candidate: NodeId, asker: Asker) -> bool {
        self.graph.are_parallel(candidate, asker)
    }
}

/// A zone as a policy sees it.
fn value_of(zone: &Zone) -> Value {
    match zone {
        Zone::Name(name) | Zone::Id(name) => Value::string(name),
        Zone::Symbol(symbol) => Unknown::new(Type::String, Cause::Apply)
            .shaped(Shape::Symbol(symbol.clone()))
            .into(),
    }
}

/// `meta` of a resource.
fn meta(node: &Node<'_>) -> Value {
    let module = &node.instance.owner.address.module;
    let entries = [
        ("module_path", Value::string(module_path(module))),
        // What Terraform will do to it hangs on the state.
        ("operation", Value::unknown(Type::String, Cause::Apply)),
        ("provider_type", Value::string(provider_of(node.kind()))),
        ("tfe_stack", Value::unknown(Type::Dynamic, Cause::Workspace)),
        (
            "tfe_workspace",
            Value::unknown(Type::Dynamic, Cause::Workspace),
        ),
        ("type", Value::string(node.kind())),
    ];
    Value::object(entries.into_iter().collect::<Map>())
}

fn module_path(module: &ModulePath) -> String {
    if module.0.is_empty() {
        return ".".to_owned();
    }
    module.to_string()
}

/// `attrs` of a resource: what its block says, and what the provider makes of what it does not say.
fn attrs(
    node: &Node<'_>,
    schema: Option<&Schema>,
    (holds, stand_in): (Holds, Option<Arc<str>>),
) -> Value {
    let shown = &node.instance.shown;
    let (Some(entries), Some(schema)) = (shown.entries(), schema) else {
        return shown.clone();
    };
    let symbol = Symbol::whole(&node.instance.owner);
    let at = node.header();
    let filled = Filled {
        kind: node.kind(),
        owner: &node.instance.owner,
        at,
        holds,
        stand_in,
    };
    let mut entries = filled.entries(entries, schema, "", Some(&symbol));
    let others = other_version::blocks(&node.declaration.block, schema);
    if !others.is_empty() {
        entries = others.into_iter().chain(entries.iter().cloned()).collect();
    }
    Value {
        origin: shown.origin,
        ..Value::object(entries)
    }
}

/// Nothing of a type: `null`, or no blocks where they are written as an attribute.
fn nothing_of(ty: &Type) -> Value {
    match ty {
        Type::List(element) | Type::Set(element) if matches!(**element, Type::Object(_)) => {
            Value::list((**element).clone(), [])
        }
        _ => Value::null_of(ty.clone()),
    }
}

/// A set whose elements certainly are different, or objects, as a list: then it does not matter to policies that the
/// order of a set is not known before all of its elements are.
fn listed(value: &Value) -> Value {
    let Kind::Set(element, items) = &value.kind else {
        return value.clone();
    };
    if value.is_wholly_known() {
        return value.clone();
    }
    let is_other = |(at, item): (usize, &Value)| {
        items[..at]
            .iter()
            .all(|before| equal(before, item) == Some(false))
    };
    let is_clear = matches!(element, Type::Object(_))
        || (items.len() <= MAX_LISTED && items.iter().enumerate().all(is_other));
    if !is_clear {
        return value.clone();
    }
    Value {
        origin: value.origin,
        marks: value.marks,
        ..Value::list(element.clone(), items.clone())
    }
}

/// How many elements of a set are compared with each other.
const MAX_LISTED: usize = 64;

/// Fills in what a block does not say.
struct Filled<'f> {
    kind: &'f str,
    owner: &'f Owner,
    at: Span,
    /// How much of the measured defaults holds.
    holds: Holds,
    /// The source of the module of which only a model says what stands in it.
    stand_in: Option<Arc<str>>,
}

/// What an attribute or block is, as far as its place is known: a symbol, and its name in that.
type Own<'o> = Option<(&'o Symbol, &'o Arc<str>)>;

impl Filled<'_> {
    fn entries(&self, entries: &Map, schema: &Schema, path: &str, symbol: Option<&Symbol>) -> Map {
        let filled = entries.iter().map(|(name, value)| {
            let path: Cow<'_, str> = if path.is_empty() {
                (&**name).into()
            } else {
                format!("{path}.{name}").into()
            };
            let own = symbol.map(|symbol| (symbol, name));
            let filled = match schema.member(name) {
                Some(Member::Attribute(attribute)) => {
                    let may_have_default = attribute.is_optional() && !attribute.is_write_only();
                    self.attribute(value, may_have_default, &path, own)
                }
                Some(Member::Block(nested)) => self.blocks(value, &nested.block, &path, own),
                None => value.clone(),
            };
            (name.clone(), filled)
        });
        filled.collect()
    }

    /// An argument. One that is `null` is left to the provider, which may have a default for it.
    fn attribute(&self, value: &Value, may_have_default: bool, path: &str, own: Own<'_>) -> Value {
        match &value.kind {
            Kind::Null(ty)
                if (may_have_default && ty.is_primitive()) || self.stand_in.is_some() =>
            {
                self.unsaid((value, ty.clone()), (path, What::Argument), own)
            }
            // Left to AWS, which has a default for it all the same.
            Kind::Unknown(unknown) if may_have_default && self.is_own(unknown, path) => {
                match defaults::documented(self.kind, path) {
                    Unsaid::Is(default) => default.at(self.at),
                    Unsaid::Nothing => nothing_of(&unknown.ty).at(self.at),
                    Unsaid::Open => value.clone(),
                }
            }
            _ => listed(value),
        }
    }

    /// Whether a value is just what the resource itself will have at this path.
    fn is_own(&self, unknown: &Unknown, path: &str) -> bool {
        let Some(symbol) = unknown
            .symbol()
            .filter(|symbol| *symbol.owner == *self.owner)
        else {
            return false;
        };
        let names = symbol.path.iter().filter_map(|step| match step {
            PathStep::Name(name) => Some(&**name),
            PathStep::Index(_) | PathStep::Any => None,
        });
        names.eq(path.split('.'))
    }

    fn blocks(&self, value: &Value, schema: &Schema, path: &str, own: Own<'_>) -> Value {
        let inner = |items: &Arc<[Value]>| -> Arc<[Value]> {
            items
                .iter()
                .map(|item| self.block(item, schema, path))
                .collect()
        };
        let kind = match &value.kind {
            Kind::List(_, items) | Kind::Set(_, items) if items.is_empty() => {
                return self.unsaid((value, value.ty()), (path, What::Block), own);
            }
            Kind::List(element, items) => Kind::List(element.clone(), inner(items)),
            // Blocks are lists to a policy, whatever the provider makes of them.
            Kind::Set(element, items) => Kind::List(element.clone(), inner(items)),
            Kind::Object(_) => return self.block(value, schema, path),
            _ => return value.clone(),
        };
        Value {
            origin: value.origin,
            marks: value.marks,
            ..kind.into()
        }
    }

    fn block(&self, value: &Value, schema: &Schema, path: &str) -> Value {
        match value.entries() {
            Some(entries) => {
                let entries = self.entries(entries, schema, path, None);
                Value {
                    origin: value.origin,
                    marks: value.marks,
                    ..Value::object(entries)
                }
            }
            None => value.clone(),
        }
    }

    /// What the provider makes of something that the block does not say.
    fn unsaid(
        &self,
        (nothing, ty): (&Value, Type),
        (path, what): (&str, What),
        own: Own<'_>,
    ) -> Value {
        let shape = || {
            let symbol = own.map(|(around, name)| around.step(PathStep::Name(name.clone())));
            symbol.map_or(Shape::Opaque, Shape::Symbol)
        };
        if let Some(source) = &self.stand_in {
            let unknown = Unknown::new(ty, Cause::Module(source.clone()));
            return Unknown {
                at: Some(self.at),
                shape: shape(),
                ..unknown
            }
            .into();
        }
        match defaults::of(self.kind, path, what, self.holds) {
            Unsaid::Nothing => nothing.clone(),
            Unsaid::Is(value) => value.at(self.at),
            Unsaid::Open => {
                let unknown = Unknown {
                    at: Some(self.at),
                    shape: shape(),
                    ..Unknown::new(ty, Cause::Default)
                };
                unknown.into()
            }
        }
    }
}
