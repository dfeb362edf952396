//! `template_file` of the retired `hashicorp/template` provider: a template in Terraform's own language.

use std::sync::Arc;

use crate::eval::{
    Cause, Evaluator, Fault, FaultKind, Files, Map, Resolved, Scope, Unknown, Value, convert,
};
use crate::hcl::{Body, Step, at_span, parse_template};
use crate::source::Span;
use crate::types::Type;

use super::{Computed, DataSource, Refusal};

/// `rendered` is the template with its variables put in, all of which are strings.
pub(super) fn template_file(source: &DataSource<'_>) -> Computed {
    let Some(template) = source.argument("template") else {
        return Ok(Vec::new());
    };
    let header = source.environment.span;
    // Terraform 0.11 also took the variables as a block: what that gives is not known, but its names are.
    let block = source.block.body.blocks_of("vars").next();
    let template = template.clone().unmarked().0;
    let Some(text) = template.as_str() else {
        let sources = [Some(&template), source.argument("vars")];
        let unknown = Unknown::derived(Type::String, sources.into_iter().flatten()).not_null();
        return Ok(vec![("rendered", Value::from(unknown).at(header))]);
    };
    let place = template.origin.unwrap_or(header);
    let Ok(parsed) = parse_template(place.file, text) else {
        let message = "the text is not a valid template";
        return Err(Refusal::new(FaultKind::Function, &template, message));
    };
    let variables = match block {
        Some(block) => Some(names_in(&block.body)),
        None => variables(source)?,
    };
    let scope = Variables {
        variables: &variables,
        files: source.environment.files,
    };
    // The text has no place of its own: what is said of its parts is said of the argument.
    let parsed = at_span(&parsed, place);
    let (value, faults) = Evaluator::new(&scope, source.environment.budget).evaluate_once(&parsed);
    if let Some(fault) = faults.into_iter().next() {
        return Err(Refusal {
            kind: FaultKind::Function,
            span: Some(place),
            message: fault.message,
        });
    }
    if block.is_some() {
        return Ok(Vec::new());
    }
    let rendered = convert(&value.unmarked().0, &Type::String).map_err(|mismatch| {
        let message = format!("the template does not make a string: {mismatch}");
        Refusal::new(FaultKind::Type, &template, message)
    })?;
    Ok(vec![("rendered", rendered)])
}

/// Variables by the names that a block gives them, with values of which nothing is known.
fn names_in(body: &Body) -> Map {
    let names = body.attributes.iter().map(|given| &given.name.text);
    let any = || Value::from(Unknown::new(Type::String, Cause::Apply).not_null());
    names.map(|name| (Arc::from(&**name), any())).collect()
}

/// The variables by name; `None` where not even their names are known.
fn variables(source: &DataSource<'_>) -> Result<Option<Map>, Refusal> {
    let Some(given) = source.argument("vars") else {
        return Ok(Some(Map::default()));
    };
    let given = given.clone().unmarked().0;
    let strings = convert(&given, &Type::map(Type::String)).map_err(|mismatch| {
        let message = format!("the variables of a template must be strings: {mismatch}");
        Refusal::new(FaultKind::Type, &given, message)
    })?;
    Ok(strings.entries().cloned())
}

/// The names inside a template: its variables.
struct Variables<'v> {
    variables: &'v Option<Map>,
    files: &'v dyn Files,
}

impl Scope for Variables<'_> {
    fn resolve(&self, root: &str, _: &[Step], span: Span) -> Result<Resolved, Fault> {
        let value = match self.variables {
            Some(variables) => variables.get(root).cloned(),
            None => Some(Value::unknown(Type::String, Cause::Apply)),
        };
        match value {
            Some(value) => Ok(Resolved { value, steps: 0 }),
            None => {
                let message = format!("the template uses {root:?}, which it is not given");
                Err(Fault::new(FaultKind::Reference, span, message))
            }
        }
    }

    fn files(&self) -> &dyn Files {
        self.files
    }
}
