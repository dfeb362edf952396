//! What the tests of data sources share.

use crate::config::Config;
use crate::eval::{Shape, Value};
use crate::plan::{Knowledge, StackPlan, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;

/// A stack with the version of the provider that everything here was measured with.
pub(in crate::plan) const SETTINGS: &str = r#"
terraform {
  backend "local" {}
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
"#;

/// Evaluates a repository of one stack in the folder `live` and looks at it.
pub(in crate::plan) fn planned<T>(text: &str, look: impl FnOnce(&StackPlan<'_>) -> T) -> T {
    planned_with(SETTINGS, text, look)
}

/// The same with other settings: a `terraform` block.
pub(in crate::plan) fn planned_with<T>(
    settings: &str,
    text: &str,
    look: impl FnOnce(&StackPlan<'_>) -> T,
) -> T {
    planned_files(
        &[("live/settings.tf", settings), ("live/main.tf", text)],
        look,
    )
}

/// Evaluates a repository whose only stack is in the folder `live` and looks at it.
pub(in crate::plan) fn planned_files<T>(
    files: &[(&str, &str)],
    look: impl FnOnce(&StackPlan<'_>) -> T,
) -> T {
    let sources = Sources::from_memory(files.iter().copied());
    let syntax = Syntax::new(&sources);
    let repo = Repo::build(&sources, &syntax, &Config::default());
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let (id, _) = repo.stacks().next().expect("there is a stack");
    look(plan.stack(id))
}

/// What an attribute of a data source's block, such as `data.aws_region.current`, is.
pub(super) fn attribute(plan: &StackPlan<'_>, address: &str, name: &str) -> Value {
    let whole = &plan.root().resources[address].whole;
    // Of a provider whose schema is not known exactly, a data source may have more than is known.
    let known = match whole.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Resource { known, .. }) => known.get(name),
        _ => None,
    };
    known
        .or_else(|| whole.get(name))
        .unwrap_or_else(|| panic!("{address} has no {name}: {whole:?}"))
        .clone()
}

/// The outputs of a stack as they are shown, by name; nothing may be at fault.
pub(super) fn outputs(text: &str) -> Vec<(String, String)> {
    planned(text, |plan| {
        assert_eq!(plan.faults, [], "nothing is at fault");
        let outputs = plan.root().outputs.iter();
        outputs
            .map(|(name, value)| ((*name).to_owned(), crate::eval::show(value)))
            .collect()
    })
}
