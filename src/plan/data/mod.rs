//! Data sources that need no service: what they give follows from the repository alone.

mod account;
mod policy_document;
mod regions;
mod template;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;

pub use regions::load_balancing_accounts;

use std::sync::Arc;

use crate::eval::function::Environment;
use crate::eval::{Fault, FaultKind, Map, Owner, Value};
use crate::hcl::Block;
use crate::repo::Resource;
use crate::source::Span;

use super::evaluation::{Instance, StackEvaluation};
use super::sensitive;

/// What a data source may look at.
pub(super) struct DataSource<'d> {
    /// Its arguments and, as symbols, everything that it gives.
    pub(super) attributes: &'d Map,
    /// Its block.
    pub(super) block: &'d Block,
    /// The configuration of its provider.
    pub(super) provider: Option<&'d Value>,
    /// Its instance.
    pub(super) owner: &'d Arc<Owner>,
    /// Whether its provider is certainly of the version whose answers were measured, or an older one of that major
    /// version.
    pub(super) is_exact: bool,
    /// For the functions that it needs; the span is that of its block's type and labels.
    pub(super) environment: Environment<'d>,
}

/// What a data source gives beyond symbols, by attribute.
pub(super) type Given = Vec<(&'static str, Value)>;

/// What a data source gives, or why its provider refuses it.
type Computed = Result<Given, Refusal>;

/// Why the provider refuses a data source's arguments.
#[derive(Debug)]
struct Refusal {
    kind: FaultKind,
    /// The argument at fault, where it is known.
    span: Option<Span>,
    message: String,
}

impl Refusal {
    fn new(kind: FaultKind, at: &Value, message: impl Into<String>) -> Self {
        Self {
            kind,
            span: at.origin,
            message: message.into(),
        }
    }
}

impl DataSource<'_> {
    /// An argument that its block gives; `None` for one that it leaves out, or that the data source itself computes.
    fn argument(&self, name: &str) -> Option<&Value> {
        let value = self.attributes.get(name)?;
        (!value.is_null() && !is_own(value, self.owner)).then_some(value)
    }
}

/// Whether a value is an attribute of this data source, which its block does not give.
fn is_own(value: &Value, owner: &Arc<Owner>) -> bool {
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    symbol.is_some_and(|symbol| symbol.owner == *owner)
}

impl<'p> StackEvaluation<'p> {
    /// A data source with what can be computed of it.
    pub(super) fn data_source(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
        value: Value,
        owner: &Arc<Owner>,
    ) -> Value {
        let Some(attributes) = value.entries() else {
            return value;
        };
        let given = match self.given(instance, declaration, attributes, owner) {
            Ok(given) => given,
            Err(failed) => return failed,
        };
        // What it finds among the repository's own resources is known once all stacks are evaluated.
        let found = self.world.found(owner).iter();
        let found: Vec<(&str, Value)> = found
            .map(|(name, value)| (&**name, value.applied()))
            .collect();
        let mut given: Vec<(&str, Value)> = given
            .iter()
            .map(|(name, value)| (*name, value))
            .chain(found.iter().map(|(name, value)| (*name, value)))
            .map(|(name, value)| (name, sensitive::as_read(value, attributes.get(name))))
            .collect();
        // Terraform reads it only when it knows all of its arguments.
        if attributes.values().any(Value::is_partly_late) {
            let own = attributes.iter().filter(|(name, value)| {
                is_own(value, owner) && given.iter().all(|(found, _)| *found != &**name)
            });
            let own: Vec<(&str, Value)> =
                own.map(|(name, value)| (&**name, value.clone())).collect();
            given = given
                .into_iter()
                .chain(own)
                .map(|(name, value)| (name, value.later()))
                .collect();
        }
        if given.is_empty() {
            return value;
        }
        Value::object(attributes.replacing(|name| {
            let found = given.iter().find(|(given, _)| *given == name);
            found.map(|(_, value)| value)
        }))
    }

    /// What can be computed of a data source from its arguments; `Err` is the value in place of one that its provider
    /// refuses.
    pub(super) fn given(
        &self,
        instance: &Instance<'p>,
        declaration: &'p Resource<'p>,
        attributes: &Map,
        owner: &Arc<Owner>,
    ) -> Result<Given, Value> {
        let provider = self.provider_of(instance, declaration);
        let header = declaration.block.header();
        let settled = attributes
            .iter()
            .map(|(name, value)| (name.clone(), value.settled_throughout()));
        let source = DataSource {
            attributes: &settled.collect(),
            block: &declaration.block,
            provider: provider.as_ref(),
            owner,
            is_exact: self.is_exact(declaration.kind),
            environment: Environment {
                files: &self.files,
                span: header,
                budget: &self.budget,
                has_refused: std::cell::Cell::new(false),
                refused_when_planned: std::cell::RefCell::default(),
            },
        };
        compute(declaration.kind, &source).map_err(|refusal| {
            let mut span = refusal.span.unwrap_or(header);
            let mut message = refusal.message;
            // What is said of a value may tell it, and so does the place where it is written.
            if attributes.values().any(|one| one.all_marks().sensitive) {
                message = format!(
                    "the arguments of {} are refused; why is not shown, since there is a sensitive one",
                    owner.address
                );
                span = header;
            }
            self.fail(instance, Fault::new(refusal.kind, span, message))
        })
    }
}

fn compute(kind: &str, source: &DataSource<'_>) -> Computed {
    match kind {
        "aws_iam_policy_document" => policy_document::policy_document(source),
        "aws_region" => Ok(account::region(source)),
        "aws_caller_identity" => Ok(account::caller_identity(source)),
        "aws_partition" => Ok(account::partition(source)),
        "aws_default_tags" => Ok(account::default_tags(source)),
        "aws_arn" => account::arn(source),
        "aws_service_principal" => Ok(account::service_principal(source)),
        "aws_billing_service_account"
        | "aws_cloudtrail_service_account"
        | "aws_elb_service_account"
        | "aws_redshift_service_account"
        | "aws_elastic_beanstalk_hosted_zone"
        | "aws_elb_hosted_zone_id"
        | "aws_lb_hosted_zone_id" => Ok(account::of_region(kind, source)),
        "template_file" => template::template_file(source),
        _ => Ok(Vec::new()),
    }
}
