//! The provider configuration that a resource is made with.

use crate::address::ResourceMode;
use crate::eval::{Cause, Map, Symbol, Value};
use crate::hcl::{Expression, ExpressionKind, ObjectItem, ObjectKey, as_reference, step_name};
use crate::repo::{ModuleCall, Resource};

use super::Repetition;
use super::body::Origin;
use super::evaluation::{Instance, StackEvaluation};

/// A provider configuration as references name it: `aws`, or `aws.east`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ProviderName {
    pub(super) name: String,
    pub(super) alias: Option<String>,
}

impl ProviderName {
    pub(super) fn default_of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            alias: None,
        }
    }

    fn of_reference(expression: &Expression) -> Option<Self> {
        // Terraform before 0.12 had it in quotes.
        if let Some(text) = expression.as_str() {
            let (name, alias) = match text.split_once('.') {
                Some((name, alias)) => (name, Some(alias.to_owned())),
                None => (text, None),
            };
            return Some(Self {
                name: name.to_owned(),
                alias,
            });
        }
        let (root, steps) = as_reference(expression)?;
        let alias = step_name(steps, 0).map(str::to_owned);
        Some(Self {
            name: root.to_owned(),
            alias,
        })
    }

    /// The provider configuration that a resource says it is made with, or the default one of its type.
    pub(super) fn of_resource(resource: &Resource<'_>) -> Self {
        let given = resource.block.body.attribute("provider");
        let name = given.and_then(|given| Self::of_reference(&given.value));
        let prefix = resource.kind.split('_').next().unwrap_or_default();
        name.unwrap_or_else(|| Self::default_of(prefix))
    }

    pub(super) fn text(&self) -> String {
        match &self.alias {
            Some(alias) => format!("{}.{alias}", self.name),
            None => self.name.clone(),
        }
    }
}

impl<'p> StackEvaluation<'p> {
    /// The configuration of the provider that a resource is made with; `None` where no block says one.
    pub(super) fn provider_of(
        &self,
        instance: &Instance<'p>,
        resource: &Resource<'p>,
    ) -> Option<Value> {
        self.provider(instance, &ProviderName::of_resource(resource))
    }

    /// The configuration that a module instance has for a provider: the one that its caller passes on, which a block of
    /// its own may only announce, else its own, else its caller's default one. Terraform inherits that also where the
    /// call passes others.
    pub(super) fn provider(&self, instance: &Instance<'p>, wanted: &ProviderName) -> Option<Value> {
        let caller = instance.caller.as_ref();
        let passed = caller.and_then(|caller| passed_as(caller.call, wanted));
        let of_caller = |name: &ProviderName| self.provider(&self.instance(caller?.instance), name);
        if let Some(passed) = &passed {
            return of_caller(passed);
        }
        let own = instance.module.providers.iter().position(|provider| {
            provider.name == wanted.name && provider.alias == wanted.alias.as_deref()
        });
        match own {
            Some(at) => instance
                .providers
                .force(at, || self.provider_value(instance, at)),
            None if wanted.alias.is_none() => of_caller(wanted),
            None => None,
        }
    }

    fn provider_value(&self, instance: &Instance<'p>, at: usize) -> Value {
        let provider = &instance.module.providers[at];
        let body = &provider.block.body;
        let value = self.with_evaluator(instance, &Repetition::None, |evaluator| {
            match self.knowledge.schemas.provider(provider.name) {
                Some(schema) => {
                    let origin = Origin {
                        symbol: self.nowhere(provider.name),
                        cause: Cause::Environment,
                        at: provider.block.header(),
                        is_kept: false,
                    };
                    self.body_value(evaluator, body, schema, &origin, None)
                }
                None => {
                    let known = Self::plain_attributes(evaluator, body, &["alias", "version"]);
                    Value::object(Map::from(known))
                }
            }
        });
        value.settled_throughout().at(provider.block.header())
    }

    /// A symbol for what a provider's configuration leaves open: it has no address of its own.
    fn nowhere(&self, name: &str) -> Symbol {
        let owner = crate::eval::Owner {
            stack: self.name.clone(),
            address: crate::address::ResourceAddress {
                module: crate::address::ModulePath::default(),
                mode: ResourceMode::Data,
                kind: "provider".into(),
                name: name.into(),
                key: None,
            },
        };
        Symbol {
            owner: owner.into(),
            path: std::sync::Arc::from([]),
        }
    }
}

/// The configuration of the caller that the `providers` argument of a call passes on as `wanted`.
pub(super) fn passed_as(call: &ModuleCall<'_>, wanted: &ProviderName) -> Option<ProviderName> {
    let passed = call.block.body.attribute("providers")?;
    let ExpressionKind::Object(items) = &passed.value.kind else {
        return None;
    };
    let name_of = |item: &ObjectItem| match &item.key {
        ObjectKey::Name(name) => Some(ProviderName::default_of(&name.text)),
        ObjectKey::Expression(key) => ProviderName::of_reference(key),
    };
    let item = items
        .iter()
        .find(|item| name_of(item).as_ref() == Some(wanted))?;
    ProviderName::of_reference(&item.value)
}
