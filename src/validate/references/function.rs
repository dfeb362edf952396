//! Names of functions.

use crate::eval::function;
use crate::hcl::Call;
use crate::repo::version::{Constraints, Dialect, Version};

use super::near::near;
use super::place::Place;
use super::{Judge, Problem, ProblemKind};

/// Functions of OpenTofu that Terraform does not have.
const OF_OPENTOFU: [&str; 4] = ["base64gunzip", "cidrcontains", "issensitive", "urldecode"];

/// Functions that were removed, and what stands in their place.
const REMOVED: [(&str, &str); 2] = [("list", "[A, B]"), ("map", "{ KEY = VALUE }")];

/// Functions that look at their arguments before these are evaluated.
const SPECIAL: [&str; 4] = ["can", "templatefile", "templatestring", "try"];

impl Judge<'_> {
    /// Whether there is such a function. Terraform asks when it calls it.
    pub(super) fn function(&mut self, call: &Call, place: &Place<'_>) {
        let full = &*call.name.text;
        let name = full.strip_prefix("core::").unwrap_or(full);
        if let Some(of_provider) = name.strip_prefix("provider::") {
            self.provider_function(call, of_provider, place);
            return;
        }
        if SPECIAL.contains(&name) || OF_OPENTOFU.contains(&name) || function::find(name).is_some()
        {
            return;
        }
        if let Some((_, form)) = REMOVED.iter().find(|(removed, _)| *removed == name) {
            self.removed_function(call, name, form, place);
            return;
        }
        let near = near(name, function::names());
        let message = format!("there is no function {full}");
        let help = match near {
            Some(near) => format!("Did you mean {}?", near.name),
            None if name.contains("::") => {
                "Functions of providers are called as provider::NAME::FUNCTION".to_owned()
            }
            None => "Terraform has only functions of its own and of providers; compute it in another way".to_owned(),
        };
        let mut problem = Problem::new(ProblemKind::Function, call.name.span, message, help);
        if let Some(near) = near.filter(|near| near.is_certain && name == full) {
            problem = self.fixed(problem, call.name.span, name, near.name);
        }
        self.report_evaluated(place, problem);
    }

    /// Functions that Terraform before 0.15 had; a module that is for nothing newer may call them.
    fn removed_function(&mut self, call: &Call, name: &str, form: &str, place: &Place<'_>) {
        let required = self.module.settings.required_version.iter();
        let mut constraints = required
            .filter_map(|written| written.value.as_str())
            .filter_map(|text| Constraints::parse(text, Dialect::TerraformOrModule));
        let first = Version::parse("0.15.0");
        if first.is_some_and(|first| constraints.any(|it| it.allow_only_before(&first))) {
            return;
        }
        let message = format!("the function {name} was removed in Terraform 0.15");
        let help = format!("Write {form}");
        let problem = Problem::new(ProblemKind::Function, call.name.span, message, help);
        self.report_evaluated(place, problem);
    }

    /// A function of a provider: the module must say which provider it means.
    fn provider_function(&mut self, call: &Call, name: &str, place: &Place<'_>) {
        let provider = name.split("::").next().unwrap_or_default();
        let required = &self.module.settings.required_providers;
        if required.contains_key(provider) {
            self.function_of(call, name, place);
            return;
        }
        let message = format!(
            "{} cannot be called: the module does not require a provider {provider:?}",
            call.name.text
        );
        let help = format!("Add {provider} with its source to required_providers");
        let problem = Problem::new(ProblemKind::Function, call.name.span, message, help);
        self.report_evaluated(place, problem);
    }

    /// A function of a provider that is required: one whose functions are known must have it.
    fn function_of(&mut self, call: &Call, name: &str, place: &Place<'_>) {
        let Some((provider, name)) = name.split_once("::") else {
            return;
        };
        let Some(source) = self.module.provider_address(provider) else {
            return;
        };
        let known = function::names_of_provider(&source);
        let mut stacks = self.facts.stacks_of(self.module).peekable();
        let is_exact = stacks.peek().is_some()
            && stacks.all(|id| {
                self.facts
                    .is_exact(id, source.rsplit('/').next().unwrap_or_default())
            });
        if known.is_empty() || known.contains(&name) || !is_exact {
            return;
        }
        let message = format!("the provider {source} has no function {name}");
        let help = match near(name, known.iter().copied()) {
            Some(near) => format!("Did you mean {}?", near.name),
            None => format!("It has {}", known.join(", ")),
        };
        let problem = Problem::new(ProblemKind::Function, call.name.span, message, help);
        self.report_evaluated(place, problem);
    }
}
