//! Configurations of providers: which a module has, uses and passes on.
//!
//! The default configuration of a provider is there without being declared. One with an alias comes from a `provider`
//! block of the same module, or is passed by the caller. What `configuration_aliases` names must be passed; what it does
//! not name may be passed and used all the same, and Terraform only warns of it.

use crate::diagnostic::Severity;
use crate::hcl::{
    Attribute, Expression, ExpressionKind, ObjectItem, ObjectKey, Step, as_reference,
};
use crate::repo::{Module, ModuleCall};
use crate::source::Span;

use super::near::{listed, near};
use super::place::{Owner, Place};
use super::{Judge, Problem, ProblemKind, entered};

/// A configuration with an alias, as `aws.west`.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Aliased<'a> {
    provider: &'a str,
    alias: &'a str,
}

/// Whether a module gets a configuration that it does not declare.
enum Supply<'j> {
    /// Every call of it in the repository passes it.
    Passed,
    /// This call does not.
    Lacking(&'j ModuleCall<'j>),
    /// Nothing in the repository calls it: a caller elsewhere may pass it.
    Open,
    /// It is a root module.
    None,
}

/// Whatever configuration of a provider is used or passed and not there.
pub(super) fn judge(judge: &mut Judge<'_>) {
    let module = judge.module;
    for resource in module.resources.values() {
        if let Some(used) = resource.block.body.attribute("provider") {
            judge.used(&used.value, &Place::of(Owner::Resource(resource)));
        }
    }
    for block in &module.others {
        let imports = &*block.kind.text == "import";
        if let Some(used) = block.body.attribute("provider").filter(|_| imports) {
            judge.used(&used.value, &Place::of(Owner::Nameless("import")));
        }
    }
    for call in module.calls.values() {
        judge.passed(call);
    }
}

impl Judge<'_> {
    /// A configuration that a block of this module is made with or that is passed on.
    fn used(&mut self, expression: &Expression, place: &Place<'_>) {
        let Some((wanted, span)) = self.aliased(expression) else {
            return;
        };
        let own = declared(self.module);
        if own.contains(&wanted) || has_open_aliases(self.module, wanted.provider) {
            return;
        }
        let Aliased { provider, alias } = wanted;
        if self.facts.generated().may_configure(provider, alias) {
            return;
        }
        let supply = self.supply(wanted);
        if matches!(supply, Supply::Passed) {
            return;
        }
        let message =
            format!("the provider configuration {provider}.{alias} is not declared in this module");
        let aliases: Vec<&str> = own
            .iter()
            .filter(|own| own.provider == provider)
            .map(|own| own.alias)
            .collect();
        let near = near(alias, aliases.iter().copied());
        let help = match (near, aliases.as_slice()) {
            (Some(near), _) => format!("Did you mean {provider}.{}?", near.name),
            (None, []) => format!(
                "Declare it with `provider \"{provider}\"` and `alias = \"{alias}\"`, or in configuration_aliases where a caller passes it"
            ),
            (None, some) => format!(
                "The aliases of {provider} here: {}",
                listed(some).unwrap_or_else(|| format!("{} others", some.len()))
            ),
        };
        let mut problem = Problem::new(ProblemKind::Provider, span, message, help);
        if let Some(near) = near.filter(|near| near.is_certain) {
            problem = self.fixed(problem, span, alias, near.name);
        }
        match supply {
            Supply::Lacking(call) => {
                let note = format!("this call does not pass {provider}.{alias}");
                problem = problem.related(call.source_span, note);
            }
            Supply::Open => problem = problem.severity(Severity::Warning),
            Supply::None | Supply::Passed => {}
        }
        self.report(place, problem);
    }

    /// What the callers of this module pass of a configuration that it does not declare.
    fn supply(&self, wanted: Aliased<'_>) -> Supply<'_> {
        let calls = self.facts.calls_of(self.module);
        if self.facts.repo.is_stack(self.module) {
            return Supply::None;
        }
        if calls.is_empty() {
            return Supply::Open;
        }
        let lacking = calls.iter().find(|call| !passes(call, wanted));
        lacking.map_or(Supply::Passed, |call| Supply::Lacking(call))
    }

    /// A reference to a configuration with an alias, and where the alias stands. OpenTofu knows several configurations
    /// of one block, told apart by an index. What has further steps is told as a wrong form.
    fn aliased<'e>(&self, expression: &'e Expression) -> Option<(Aliased<'e>, Span)> {
        let (aliased, step) = aliased(expression)?;
        let span = step.map_or(expression.span, |step| self.name_span(step, aliased.alias));
        Some((aliased, span))
    }

    /// What a call passes, and what its module needs.
    fn passed(&mut self, call: &ModuleCall<'_>) {
        let place = Place::of(Owner::Named("module.", call.name));
        let passed = call.block.body.attribute("providers");
        let Some(items) = items_of(call) else {
            return;
        };
        for item in items {
            self.used(&item.value, &place);
        }
        let Some(module) = self.facts.repo.called_module(call) else {
            return;
        };
        if !self.facts.repo.is_whole(module) {
            return;
        }
        let given: Vec<(Aliased<'_>, Span)> =
            items.iter().filter_map(|item| self.given(item)).collect();
        for item in items {
            self.other_provider(call, module, item, &place);
        }
        let theirs = declared(module);
        for (name, span) in &given {
            if !theirs.contains(name) {
                self.not_taken(call, module, *name, *span, &theirs, &place);
            }
        }
        for needed in passed_in(module) {
            if !given.iter().any(|(name, _)| *name == needed) {
                self.not_given(call, passed, needed, &place);
            }
        }
    }

    /// The configuration of the called module that an entry of `providers` is for.
    fn given<'e>(&self, item: &'e ObjectItem) -> Option<(Aliased<'e>, Span)> {
        self.aliased(key_of(item)?)
    }

    /// A configuration of one provider that is passed as one of another.
    fn other_provider(
        &mut self,
        call: &ModuleCall<'_>,
        module: &Module<'_>,
        item: &ObjectItem,
        place: &Place<'_>,
    ) {
        let inner = match &item.key {
            ObjectKey::Name(name) => Some(&*name.text),
            ObjectKey::Expression(key) => local_name(key),
        };
        let (Some(inner), Some(outer)) = (inner, local_name(&item.value)) else {
            return;
        };
        let (Some(wanted), Some(passed)) = (
            module.provider_address(inner),
            self.module.provider_address(outer),
        ) else {
            return;
        };
        if wanted == passed {
            return;
        }
        let message = format!(
            "module.{} takes a configuration of {wanted} as {inner}, and is passed one of {passed}",
            call.name
        );
        let help = "Pass a configuration of the same provider, or correct the sources in required_providers";
        let problem = Problem::new(ProblemKind::Provider, item.key.span(), message, help)
            .related(call.source_span, "the module that is called");
        self.report(place, problem);
    }

    /// Terraform warns of what the called module does not declare; whether it uses it is judged there.
    fn not_taken(
        &mut self,
        call: &ModuleCall<'_>,
        module: &Module<'_>,
        name: Aliased<'_>,
        span: Span,
        theirs: &[Aliased<'_>],
        place: &Place<'_>,
    ) {
        let Aliased { provider, alias } = name;
        let message = format!(
            "module.{} is passed the provider configuration {provider}.{alias}, which it does not declare",
            call.name
        );
        let aliases = theirs.iter().filter(|their| their.provider == provider);
        let near = near(alias, aliases.map(|their| their.alias));
        let help = match near {
            Some(near) => format!("Did you mean {provider}.{}?", near.name),
            None => format!(
                "Add {provider}.{alias} to configuration_aliases in {}, or remove it here",
                module.name()
            ),
        };
        let mut problem = Problem::new(ProblemKind::Provider, span, message, help)
            .severity(Severity::Warning)
            .related(call.source_span, "the module that is called");
        if let Some(near) = near.filter(|near| near.is_certain) {
            problem = self.fixed(problem, span, alias, near.name);
        }
        self.report(place, problem);
    }

    fn not_given(
        &mut self,
        call: &ModuleCall<'_>,
        passed: Option<&Attribute>,
        needed: Aliased<'_>,
        place: &Place<'_>,
    ) {
        let Aliased { provider, alias } = needed;
        let message = format!(
            "module.{} needs the provider configuration {provider}.{alias}, which it is not passed",
            call.name
        );
        let own = declared(self.module);
        let usual = own
            .iter()
            .find(|own| own.provider == provider && own.alias == alias);
        let value = match usual {
            Some(_) => format!("{provider}.{alias}"),
            None => format!("{provider} or {provider}.ALIAS"),
        };
        let help = format!("Add {provider}.{alias} = {value} to its providers");
        let span = passed.map_or(call.block.header(), |passed| passed.name.span);
        let problem = Problem::new(ProblemKind::Provider, span, message, help)
            .related(call.source_span, "the module that is called");
        self.report(place, problem);
    }
}

/// A reference to a configuration with an alias, and the step to the alias unless both stand in a text.
fn aliased(expression: &Expression) -> Option<(Aliased<'_>, Option<&Step>)> {
    if let Some(text) = expression.as_str() {
        let (provider, alias) = text.split_once('.')?;
        return (!alias.contains('.')).then_some((Aliased { provider, alias }, None));
    }
    let (provider, steps) = as_reference(expression)?;
    let (alias, step) = entered(steps, 0)?;
    (steps.len() == 1).then_some((Aliased { provider, alias }, Some(step)))
}

/// What a call says to pass; `None` where that is not written out.
pub(super) fn items_of<'c>(call: &'c ModuleCall<'_>) -> Option<&'c [ObjectItem]> {
    match call.block.body.attribute("providers") {
        None => Some(&[]),
        Some(passed) => match &passed.value.kind {
            ExpressionKind::Object(items) => Some(items),
            _ => None,
        },
    }
}

fn key_of(item: &ObjectItem) -> Option<&Expression> {
    match &item.key {
        ObjectKey::Name(_) => None,
        ObjectKey::Expression(key) => Some(key),
    }
}

/// Whether a call may pass this configuration.
fn passes(call: &ModuleCall<'_>, wanted: Aliased<'_>) -> bool {
    items_of(call).is_none_or(|items| {
        let mut given = items.iter().filter_map(|item| aliased(key_of(item)?));
        given.any(|(given, _)| given == wanted)
    })
}

/// What a module calls the provider whose configuration is referred to.
fn local_name(expression: &Expression) -> Option<&str> {
    match expression.as_str() {
        Some(text) => text.split('.').next(),
        None => as_reference(expression).map(|(name, _)| name),
    }
}

/// The configurations with an alias that a module has, its own or passed.
fn declared<'m>(module: &'m Module<'_>) -> Vec<Aliased<'m>> {
    let own = module.providers.iter().filter_map(|provider| {
        Some(Aliased {
            provider: provider.name,
            alias: provider.alias?,
        })
    });
    own.chain(passed_in(module)).collect()
}

/// Whether a module has a block whose alias is not written out.
fn has_open_aliases(module: &Module<'_>, name: &str) -> bool {
    let mut own = module.providers.iter().filter(|own| own.name == name);
    own.any(|own| own.alias.is_none() && own.block.body.attribute("alias").is_some())
}

/// The configurations that a module wants its caller to pass.
fn passed_in<'m>(module: &'m Module<'_>) -> Vec<Aliased<'m>> {
    let mut found = Vec::new();
    for required in module.settings.required_providers.values() {
        let ExpressionKind::Object(items) = &required.value.kind else {
            continue;
        };
        let aliases = items
            .iter()
            .filter(|item| item.key.as_str() == Some("configuration_aliases"));
        for item in aliases {
            let ExpressionKind::Tuple(aliases) = &item.value.kind else {
                continue;
            };
            found.extend(aliases.iter().filter_map(|alias| {
                let (provider, steps) = as_reference(alias)?;
                let (alias, _) = entered(steps, 0)?;
                Some(Aliased { provider, alias })
            }));
        }
    }
    found
}
