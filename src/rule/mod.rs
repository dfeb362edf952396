//! What a check is: its description, the part of the repository that it reads, and its function.

use crate::aws::Infrastructure;
use crate::config::{Config, OptionValue};
use crate::data::schema::Schema;
use crate::diagnostic::{Finding, Meta};
use crate::docker::Dockerfiles;
use crate::pipeline::Pipelines;
use crate::plan::Plan;
use crate::repo::{Environment, Module, Repo, StackId};
use crate::schema::Schemas;
use crate::source::{FileId, Sources};
use crate::validate::Validation;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// What is fixed about it.
    pub meta: Meta,
    /// What it does.
    pub check: Check,
}

/// What a rule reads, and the function that judges one such thing. Findings are added to the last argument.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Each file that belongs to a stack or module.
    File(fn(&Context<'_>, FileId, &mut Vec<Finding>)),
    /// Each module once, stacks' root modules included, however many stacks call it.
    Module(fn(&Context<'_>, &Module<'_>, &mut Vec<Finding>)),
    /// Each stack.
    Stack(fn(&Context<'_>, StackId, &mut Vec<Finding>)),
    /// Each environment.
    Environment(fn(&Context<'_>, &Environment, &mut Vec<Finding>)),
    /// What each environment would make, and once that of the stacks that belong to none.
    Infrastructure(fn(&Context<'_>, &Infrastructure<'_>, &mut Vec<Finding>)),
    /// The repository, once.
    Repository(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Nothing: the engine reports it while it filters other findings.
    Engine,
    /// Nothing here: what it judges is data, see `policy`.
    Policy,
}

/// Everything that a rule may ask.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The files.
    pub sources: &'c Sources,
    /// Stacks, modules, environments.
    pub repo: &'c Repo<'c>,
    /// Every stack, evaluated.
    pub plan: &'c Plan<'c>,
    /// What Terraform would refuse in it.
    pub validation: &'c Validation,
    /// What each environment would make, in their order, and last that of the stacks that belong to none.
    pub infrastructures: &'c [Infrastructure<'c>],
    /// What runs Terraform and builds images.
    pub pipelines: &'c Pipelines,
    /// How images are built.
    pub dockerfiles: &'c Dockerfiles,
    /// The settings.
    pub config: &'c Config,
    /// The schemas of `[[schemas]]`, in the configuration's order.
    pub schemas: &'c [Schema],
    /// What providers' resources and data sources take.
    pub providers: &'c Schemas,
    /// What is fixed about the repository's own policies.
    pub policies: &'c [&'static Rule],
}

impl Context<'_> {
    /// The list of strings that a rule's option is set to; empty where it is not set.
    pub fn strings(&self, meta: &Meta, option: &str) -> &[String] {
        match self.option(meta, option) {
            Some(OptionValue::Strings(strings)) => strings,
            _ => &[],
        }
    }

    /// Whether a rule's option is set to `true`.
    pub fn is_on(&self, meta: &Meta, option: &str) -> bool {
        matches!(self.option(meta, option), Some(OptionValue::Bool(true)))
    }

    fn option(&self, meta: &Meta, option: &str) -> Option<&OptionValue> {
        Some(&self.config.rules.get(meta.id)?.options.get(option)?.value)
    }
}
