//! Data sources that find a resource of the repository by id, name, tag or filter.
//!
//! A resource is what a data source finds if everything that the data source asks for is certainly so of it, and
//! certainly not so of any other resource of its kind in the same account and region. Which account that is, is
//! told by the environment: stacks of one environment share it.

mod certificate;
mod index;
mod nearness;
#[cfg(test)]
mod pairs;
mod pattern;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::address::{Key, ResourceMode};
use crate::eval::{Map, Owner, PathStep, Shape, Unknown, Value, equal};
use crate::hcl::Block;
use crate::repo::{Repo, Resource, StackId};
use crate::types::Type;

use super::{ResourceInstance, Resources, StackPlan};
use certificate::Certificates;
use index::Candidates;
use nearness::Location;
use table::{DEFAULTED, FINDERS, Finder, HARMLESS, OTHERWISE};

/// What data sources give because resources of the repository are what they find, by instance and attribute.
pub(super) type Found = BTreeMap<Arc<Owner>, Vec<(Arc<str>, Value)>>;

/// A resource that a data source may find.
struct Candidate<'c> {
    location: Location<'c>,
    declaration: &'c Resource<'c>,
    instance: &'c ResourceInstance,
}

impl Candidate<'_> {
    /// Whether what is asked for may be something else by now than what the block says.
    fn may_have_changed(&self, wanted: &Wanted) -> bool {
        let ignores = |path: &[&str]| self.declaration.ignores(path).is_some();
        match wanted {
            Wanted::Attribute(name, _) => ignores(&[name]),
            Wanted::Tag(name, _) => ignores(&["tags", name]) || ignores(&["tags_all", name]),
            Wanted::Blocks(kind, _) => ignores(&[kind]),
            Wanted::Certificates(_) => false,
        }
    }
}

/// What a data source asks for: the resource's attribute, or a tag, and the values that it may have.
enum Wanted {
    Attribute(&'static str, Vec<Value>),
    Tag(String, Vec<Value>),
    /// Whether the resource has blocks of this kind.
    Blocks(&'static str, bool),
    Certificates(Certificates),
}

/// Whether any stack has a data source that could find a resource.
pub(super) fn may_find(repo: &Repo<'_>) -> bool {
    let mut all = repo
        .modules
        .iter()
        .flat_map(|module| module.resources.values());
    all.any(|resource| resource.mode == ResourceMode::Data && finder(resource.kind).is_some())
}

fn finder(kind: &str) -> Option<&'static Finder> {
    FINDERS.iter().find(|finder| finder.data == kind)
}

/// Finds what every data source of these stacks finds.
pub(super) fn find_all(repo: &Repo<'_>, plans: &BTreeMap<StackId, Arc<StackPlan<'_>>>) -> Found {
    let mut candidates: BTreeMap<&str, Candidates<'_>> = BTreeMap::new();
    let wanted: BTreeSet<&str> = FINDERS.iter().map(|finder| finder.resource).collect();
    for (id, plan) in plans {
        for module in &plan.modules {
            for resources in module.resources.values() {
                let declaration = resources.declaration;
                if declaration.mode != ResourceMode::Managed || !wanted.contains(declaration.kind) {
                    continue;
                }
                let found = resources.instances.iter().map(|instance| Candidate {
                    location: Location::of(repo, *id, module, declaration, instance),
                    declaration,
                    instance,
                });
                candidates
                    .entry(declaration.kind)
                    .or_default()
                    .all
                    .extend(found);
            }
        }
    }
    let mut found = Found::new();
    for (id, plan) in plans {
        for module in &plan.modules {
            for resources in module.resources.values() {
                if resources.declaration.mode != ResourceMode::Data {
                    continue;
                }
                let Some(finder) = finder(resources.declaration.kind) else {
                    continue;
                };
                let Some(candidates) = candidates.get(finder.resource) else {
                    continue;
                };
                for data in &resources.instances {
                    let from = Location::of(repo, *id, module, resources.declaration, data);
                    if let Some(given) = find_of(finder, resources, (data, &from), candidates) {
                        found.insert(data.owner.clone(), given);
                    }
                }
            }
        }
    }
    found
}

/// What a data source gives of the resources that it certainly finds; `None` where it is not known which these are.
fn find_of(
    finder: &Finder,
    resources: &Resources<'_>,
    (data, from): (&ResourceInstance, &Location<'_>),
    candidates: &Candidates<'_>,
) -> Option<Vec<(Arc<str>, Value)>> {
    let block = &resources.declaration.block;
    let attributes = data.value.entries()?;
    let wanted = wanted(finder, block, attributes)?;
    let is_vpc = |one: &Wanted| matches!(one, Wanted::Attribute("vpc_id", _));
    let is_vague = DEFAULTED.contains(&finder.resource) && finder.many.is_none();
    if wanted.is_empty() || (is_vague && wanted.iter().all(is_vpc)) {
        return None;
    }
    let mut matched = Vec::new();
    for candidate in candidates.that_may_fit(&wanted) {
        let is_near = from.is_near(&candidate.location, finder.resource);
        if is_near == Some(false) {
            continue;
        }
        match (is_near, fits(&wanted, candidate)) {
            (_, Some(false)) => {}
            (Some(true), Some(true)) if is_single(candidate.instance) => {
                matched.push(candidate);
            }
            _ => return None,
        }
    }
    match (finder.many, matched.as_slice()) {
        (_, []) => None,
        (Some((list, attribute)), all) => {
            let all: Vec<&ResourceInstance> = all.iter().map(|one| one.instance).collect();
            all_of(list, attribute, &all, &data.value)
        }
        (None, [only]) => Some(of_one(finder, block, attributes, only)),
        _ => None,
    }
}

/// Whether it is one instance, not any of a number that is not known.
fn is_single(instance: &ResourceInstance) -> bool {
    let address = &instance.owner.address;
    let mut keys = address.module.0.iter().map(|(_, key)| key);
    address.key != Some(Key::Any) && keys.all(|key| *key != Some(Key::Any))
}

/// The attribute of each resource as one list. In which order AWS tells them, and which others there are that the
/// repository does not make, is not known.
fn all_of(
    list: &'static str,
    attribute: &str,
    all: &[&ResourceInstance],
    data: &Value,
) -> Option<Vec<(Arc<str>, Value)>> {
    let items = all
        .iter()
        .map(|instance| instance.value.get(attribute).cloned());
    let items: Vec<Value> = items.collect::<Option<_>>()?;
    let given = data.get(list)?;
    // Once found, it is there already.
    let given = match given.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Open { .. }) => return Some(vec![(list.into(), given.clone())]),
        _ => given.as_unknown()?,
    };
    let any = given.symbol()?.step(PathStep::Any);
    let each = Unknown {
        at: given.at,
        ..Unknown::new(Type::String, given.cause.clone())
    };
    let each = Value::from(each.shaped(Shape::Symbol(any)).not_null());
    let shape = Shape::Open {
        known: items.into(),
        each: Arc::new(each),
    };
    let open = Unknown {
        shape,
        ..(**given).clone()
    };
    Some(vec![(list.into(), Value::from(open.not_null()))])
}

/// What a data source gives of the one resource that it finds.
fn of_one(
    finder: &Finder,
    block: &Block,
    attributes: &Map,
    resource: &Candidate<'_>,
) -> Vec<(Arc<str>, Value)> {
    let given = attributes
        .iter()
        .filter(|(name, _)| block.body.attribute(name).is_none());
    let values = given.filter_map(|(name, value)| {
        if OTHERWISE.contains(&(finder.data, &**name)) {
            return None;
        }
        let renamed = finder.renamed.iter().find(|(data, _)| *data == &**name);
        let source = match renamed {
            Some((_, resource)) => *resource,
            // AWS tells those that the provider adds as well.
            None if &**name == "tags" => "tags_all",
            None => &**name,
        };
        // What there is now may be something else than what is written, or what is written in another form.
        let is_encrypted = source == "value"
            && attributes.get("with_decryption").and_then(Value::as_bool) == Some(false);
        if is_encrypted || resource.declaration.ignores(&[source]).is_some() {
            return None;
        }
        let found = resource.instance.value.get(source)?;
        // What the block leaves out, AWS decides.
        let is_left_out = found.is_null() || found.elements().is_some_and(|all| all.is_empty());
        (!is_left_out && found.ty() == value.ty()).then(|| (name.clone(), found.clone()))
    });
    values.collect()
}

/// What a data source asks for; `None` where that is not known or is nothing that a resource's block says.
fn wanted(finder: &Finder, block: &Block, attributes: &Map) -> Option<Vec<Wanted>> {
    let mut wanted = Vec::new();
    // A zone that is asked for by its name is a public one unless the data source says otherwise.
    if finder.data == "aws_route53_zone" && block.body.attribute("zone_id").is_none() {
        let is_private = match block.body.attribute("private_zone") {
            Some(_) => attributes.get("private_zone")?.as_bool()?,
            None => false,
        };
        wanted.push(Wanted::Blocks("vpc", is_private));
    }
    if finder.data == "aws_acm_certificate" {
        let certificates = Certificates::of(block, attributes)?;
        wanted.push(Wanted::Certificates(certificates));
    }
    for attribute in &block.body.attributes {
        let name = &*attribute.name.text;
        if super::resource::META_ARGUMENTS.contains(&name)
            || HARMLESS.contains(&name)
            || name == "private_zone"
            || (finder.data == "aws_acm_certificate" && certificate::ARGUMENTS.contains(&name))
        {
            continue;
        }
        let value = attributes.get(name)?;
        if name == "tags" {
            for (tag, value) in value.entries()? {
                wanted.push(Wanted::Tag(tag.to_string(), vec![value.clone()]));
            }
            continue;
        }
        let (_, attribute) = finder
            .arguments
            .iter()
            .find(|(argument, _)| *argument == name)?;
        if !value.is_null() {
            wanted.push(Wanted::Attribute(attribute, vec![value.clone()]));
        }
    }
    // Filters that are not known may ask for anything.
    let filters = match attributes.get("filter") {
        Some(filters) => filters.elements()?.to_vec(),
        None => Vec::new(),
    };
    for filter in &filters {
        let name = filter.get("name")?.as_str()?;
        let values = filter.get("values")?.elements()?.to_vec();
        if let Some(tag) = name.strip_prefix("tag:") {
            wanted.push(Wanted::Tag(tag.to_owned(), values));
        } else {
            let (_, attribute) = finder.filters.iter().find(|(filter, _)| *filter == name)?;
            wanted.push(Wanted::Attribute(attribute, values));
        }
    }
    Some(wanted)
}

/// Whether a resource is all that is wanted; `None` where that is not known.
///
/// Something that is ignored when it changes may have been changed: that it is what is wanted is not certain. That
/// it has become what is wanted is not assumed: then the data source would find two, and be refused.
fn fits(wanted: &[Wanted], candidate: &Candidate<'_>) -> Option<bool> {
    let instance = candidate.instance;
    let mut result = Some(true);
    for one in wanted {
        let values = match one {
            Wanted::Certificates(certificates) => {
                match certificates.hold(instance) {
                    Some(true) => {}
                    Some(false) => return Some(false),
                    None => result = None,
                }
                continue;
            }
            Wanted::Blocks(kind, are_there) => {
                let blocks = instance.value.get(kind).and_then(Value::elements);
                match blocks.map(|blocks| blocks.is_empty() != *are_there) {
                    Some(true) => {}
                    Some(false) => return Some(false),
                    None => result = None,
                }
                continue;
            }
            Wanted::Attribute(_, values) | Wanted::Tag(_, values) => values,
        };
        let answer = match value_of(one, instance) {
            None => None,
            Some(value) if value.is_null() => Some(false),
            Some(value) => any_fits(candidate.declaration.kind, &value, values),
        };
        match answer {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) if candidate.may_have_changed(one) => result = None,
            Some(true) => {}
        }
    }
    result
}

/// What a resource has of the kind that is wanted, `null` where it certainly has nothing; `None` where that is not
/// known.
fn value_of(wanted: &Wanted, instance: &ResourceInstance) -> Option<Value> {
    match wanted {
        Wanted::Attribute(name, _) => instance.value.get(name).cloned(),
        Wanted::Tag(name, _) => tag(instance, name),
        Wanted::Blocks(..) | Wanted::Certificates(_) => None,
    }
}

/// Whether a value of a resource of a kind is one of several, or as a pattern among them wants it.
fn any_fits(kind: &str, value: &Value, values: &[Value]) -> Option<bool> {
    let mut result = Some(false);
    for wanted in values {
        let answer = if pattern::is_pattern(wanted) {
            pattern::fits(kind, value, wanted)
        } else {
            equal(value, wanted)
        };
        match answer {
            Some(true) => return Some(true),
            None => result = None,
            Some(false) => {}
        }
    }
    result
}

/// A tag of a resource, those that its provider adds included; `null` where it certainly has no such tag.
fn tag(instance: &ResourceInstance, name: &str) -> Option<Value> {
    let own = instance.value.get("tags")?;
    let all = instance.value.get("tags_all");
    for tags in [Some(own), all].into_iter().flatten() {
        if let Some(value) = tags.get(name) {
            return Some(value.clone());
        }
    }
    let is_known = |tags: &Value| tags.is_null() || tags.entries().is_some();
    (is_known(own) && all.is_some_and(is_known)).then(Value::null)
}
