//! Resources, data sources and ephemeral resources: their instances and what references to them stand for.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::address::{Key, ResourceAddress, ResourceMode};
use crate::eval::{Cause, Map, Marks, Owner, RepeatedBlock, Shape, Symbol, Unknown, Value};
use crate::repo::{RESOURCE_META_BLOCKS, Resource};
use crate::schema::{Block as Schema, Schemas};
use crate::types::Type;

use super::body::Origin;
use super::called::open;
use super::evaluation::{Instance, RESOURCE_COST, StackEvaluation};
use super::expansion::Expansion;
use super::left_out;
use super::refused::is_of_schema;
use super::validation_options::with_validation_options;
use super::{Repetition, ResourceInstance, Resources};

/// Arguments that mean the same in every resource and are no attributes of it.
pub(super) const META_ARGUMENTS: &[&str] = &["count", "for_each", "provider", "depends_on"];

impl<'p> StackEvaluation<'p> {
    #[allow(
        clippy::option_option,
        reason = "a name may be missing, and what it stands for may be a circle"
    )]
    /// All instances of the block of this address; `None` where there is no such block, `Some(None)` where they
    /// depend on themselves.
    pub(super) fn resources(
        &self,
        instance: &Instance<'p>,
        address: &str,
    ) -> Option<Option<Rc<Resources<'p>>>> {
        let (address, declaration) = instance.module.resources.get_key_value(address)?;
        Some(instance.resources.force(address, || {
            Rc::new(self.make_resources(instance, declaration))
        }))
    }

    fn make_resources(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
    ) -> Resources<'p> {
        let make = |repetition: Repetition, key: Option<Key>| {
            let make = || self.make_resource(instance, declaration, repetition, key.clone());
            // There may be no instance at all.
            if key == Some(Key::Any) {
                self.quietly(make)
            } else {
                make()
            }
        };
        let header = declaration.block.header();
        let values = |instances: &[ResourceInstance]| -> Vec<Value> {
            instances
                .iter()
                .map(|made| self.referenced(declaration, made))
                .collect()
        };
        let schema = self.schema(declaration);
        let takes = |name: &str| schema.is_none_or(|schema| schema.member(name).is_some());
        let expansion = self.expansion(instance, &declaration.block, &takes, RESOURCE_COST);
        let (mut instances, whole) = match expansion {
            Expansion::Single => {
                self.may_make(1, RESOURCE_COST);
                let only = make(Repetition::None, None);
                let value = self.referenced(declaration, &only);
                (vec![only], value)
            }
            Expansion::Count(repetitions) => {
                let instances: Vec<ResourceInstance> = repetitions
                    .into_iter()
                    .map(|repetition| make(repetition.clone(), repetition.key()))
                    .collect();
                let whole = Value::tuple(values(&instances));
                (instances, whole)
            }
            Expansion::ForEach(repetitions) => {
                let mut entries = Vec::with_capacity(repetitions.len());
                let mut instances = Vec::with_capacity(repetitions.len());
                for (name, repetition) in repetitions {
                    let only = make(repetition, Some(Key::Text(name.clone())));
                    entries.push((name, self.referenced(declaration, &only)));
                    instances.push(only);
                }
                (
                    instances,
                    Value::object(entries.into_iter().collect::<Map>()),
                )
            }
            Expansion::Open(repetition, why) => {
                let any = make(repetition, Some(Key::Any));
                let block = RepeatedBlock::Resource(any.owner.clone());
                let is_counted = declaration.block.body.attribute("count").is_some();
                let whole = open(self.referenced(declaration, &any), &why, block, is_counted);
                (vec![any], whole)
            }
        };
        // Others see in them when Terraform learns what; whoever judges them asks only what they are.
        for made in &mut instances {
            made.value = made.value.settled_throughout();
            made.shown = made.shown.settled_throughout();
        }
        Resources {
            declaration,
            schema: self
                .schema(declaration)
                .filter(|_| self.is_exact(declaration.kind))
                .map(|schema| &**schema),
            instances,
            whole: whole.at(header),
        }
    }

    /// What a reference to an instance stands for. Where the stack may use a newer version of the provider than the one
    /// whose schema is known, there may be other attributes.
    pub(super) fn referenced(&self, declaration: &Resource<'p>, made: &ResourceInstance) -> Value {
        let Some(known) = made.value.entries() else {
            return made.value.clone();
        };
        let address = &made.owner.address;
        let schema = self.schema(declaration).map(|schema| &**schema);
        let known = &left_out::opened(declaration, schema, made, known);
        if self.is_exact(&address.kind) {
            return Value::object(known.clone()).in_place_of(&made.value);
        }
        let symbol = Symbol::whole(&made.owner);
        let cause = cause_of(address.mode, &address.kind);
        let shape = Shape::Resource {
            symbol,
            known: known.clone(),
        };
        let value = Value::from(Unknown::new(Type::Dynamic, cause).shaped(shape).not_null());
        let start = crate::source::Span::file_start(crate::source::FileId(0));
        value
            .at(made.value.origin.unwrap_or(start))
            .marked(made.value.marks)
    }

    fn make_resource(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
        repetition: Repetition,
        key: Option<Key>,
    ) -> ResourceInstance {
        let owner = Arc::new(Owner {
            stack: self.name.clone(),
            address: ResourceAddress {
                module: instance.path.clone(),
                mode: declaration.mode,
                kind: declaration.kind.into(),
                name: declaration.name.into(),
                key,
            },
        });
        let value = self.resource_value(instance, declaration, &repetition, &owner);
        let value = value.at(declaration.block.header()).marked(Marks {
            ephemeral: declaration.mode == ResourceMode::Ephemeral,
            sensitive: false,
        });
        ResourceInstance {
            owner,
            repetition,
            shown: value.without_sensitive(),
            value,
        }
    }

    fn resource_value(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
        repetition: &Repetition,
        owner: &Arc<Owner>,
    ) -> Value {
        let body = &declaration.block.body;
        if declaration.mode == ResourceMode::Data && declaration.kind == "terraform_remote_state" {
            return self.remote_state(instance, declaration, repetition, owner);
        }
        let Some(schema) = self.schema(declaration) else {
            return self.without_schema(instance, declaration, repetition, owner);
        };
        let cause = cause_of(declaration.mode, declaration.kind);
        let symbol = Symbol::whole(owner);
        let value = self.with_evaluator(instance, repetition, |evaluator| {
            let at = declaration.block.header();
            let is_kept = declaration.mode != ResourceMode::Ephemeral;
            let origin = Origin {
                symbol,
                cause,
                at,
                is_kept,
            };
            self.body_value(evaluator, body, schema, &origin, None)
        });
        if declaration.kind == "terraform_data" {
            return terraform_data(value);
        }
        if declaration.mode == ResourceMode::Managed {
            let value = with_validation_options(value, declaration, owner);
            return with_all_tags(value, self.provider_of(instance, declaration).as_ref());
        }
        // What is read by arguments that the provider does not have, nobody knows.
        if declaration.mode == ResourceMode::Data && is_of_schema(body, schema, true) {
            return self.data_source(instance, declaration, value, owner);
        }
        value
    }

    pub(super) fn schema(&self, declaration: &Resource<'_>) -> Option<&'p Arc<Schema>> {
        schema_of(self.knowledge.schemas, declaration)
    }

    /// A resource of a provider whose schema is not known: what its block says, and symbols for everything else.
    fn without_schema(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
        repetition: &Repetition,
        owner: &Arc<Owner>,
    ) -> Value {
        let body = &declaration.block.body;
        let known = self.with_evaluator(instance, repetition, |evaluator| {
            // What its blocks become only the schema says; what they refer to is looked at all the same.
            for block in &body.blocks {
                if !RESOURCE_META_BLOCKS.contains(&&*block.kind.text) {
                    self.plain_block(evaluator, block, None);
                }
            }
            Self::plain_attributes(evaluator, body, META_ARGUMENTS)
        });
        let mut known: BTreeMap<Arc<str>, Value> = known
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .collect();
        if declaration.mode == ResourceMode::Data {
            let arguments = Map::from(known.clone());
            match self.given(instance, declaration, &arguments, owner) {
                Ok(given) => known.extend(
                    given
                        .into_iter()
                        .map(|(name, value)| (Arc::from(name), value)),
                ),
                Err(failed) => return failed,
            }
        }
        let known = Map::from(known);
        let symbol = Symbol::whole(owner);
        let cause = cause_of(declaration.mode, declaration.kind);
        Value::from(
            Unknown::new(Type::Dynamic, cause)
                .shaped(Shape::Resource { symbol, known })
                .not_null(),
        )
    }
}

/// The schema of a block's type, if its provider's is known.
pub(crate) fn schema_of<'s>(
    schemas: &'s Schemas,
    resource: &Resource<'_>,
) -> Option<&'s Arc<Schema>> {
    match resource.mode {
        ResourceMode::Managed => schemas.resource(resource.kind),
        ResourceMode::Data => schemas.data_source(resource.kind),
        ResourceMode::Ephemeral => schemas.ephemeral(resource.kind),
    }
}

/// Why what a block does not say is not known.
fn cause_of(mode: ResourceMode, kind: &str) -> Cause {
    match mode {
        ResourceMode::Managed => Cause::Apply,
        ResourceMode::Data | ResourceMode::Ephemeral => Cause::DataSource(kind.into()),
    }
}

/// `terraform_data` gives its input back: known only after apply, but known to be that. That the input is sensitive
/// it does not know (as measured).
fn terraform_data(value: Value) -> Value {
    let Some(entries) = value.entries() else {
        return value;
    };
    let input = entries.get("input").cloned().unwrap_or_else(Value::null);
    let output = if input.is_null() {
        input
    } else {
        let unknown = Unknown::derived(input.ty(), [&input]);
        let same = Shape::Choice(Arc::from([input.unmarked().0]));
        Value::from(
            Unknown {
                cause: Cause::Apply,
                ..unknown
            }
            .shaped(same)
            .late(),
        )
    };
    Value::object(entries.replacing(|name| (name == "output").then_some(&output)))
}

/// `tags_all` is what the provider's `default_tags` and the resource's own tags make together, as the AWS provider
/// plans it (its documentation, "Resource tagging"). It does not say what they are when it plans where one is empty or
/// not known to Terraform (measured with 5.100.0).
fn with_all_tags(value: Value, provider: Option<&Value>) -> Value {
    match all_tags(&value, provider) {
        Some(entries) => Value::object(entries),
        None => value,
    }
}

/// The attributes of a resource with `tags_all` computed; `None` where that is not known.
fn all_tags(value: &Value, provider: Option<&Value>) -> Option<Map> {
    let entries = value.entries()?;
    let own = entries.get("tags")?;
    entries.get("tags_all")?;
    let defaults = provider?.get("default_tags")?.elements()?;
    let defaults = defaults.first().and_then(|block| block.get("tags"));
    let mut all = BTreeMap::new();
    for tags in [defaults, Some(own)].into_iter().flatten() {
        if !tags.is_null() {
            // A tag that is null is left out, and hides no default.
            let given = tags.entries()?.iter().filter(|(_, tag)| !tag.is_null());
            all.extend(given.cloned());
        }
    }
    let is_open = |tag: &Value| tag.is_late() || tag.as_str() == Some("");
    let is_late = all.values().any(is_open);
    let all = Value::map(Type::String, Map::from(all));
    let all = if is_late { all.later() } else { all };
    Some(entries.replacing(|name| (name == "tags_all").then_some(&all)))
}
