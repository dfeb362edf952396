//! What the names in a module instance stand for.

use crate::address::ResourceMode;
use crate::eval::{
    Cause, Fault, FaultKind, Files, Resolved, Scope, Shape, Unknown, Value, nearest,
};
use crate::hcl::{Step, StepKind};
use crate::repo::{Module, Repo, Resource, Stack};
use crate::schema::Block as Schema;
use crate::source::{Span, relative_path};
use crate::types::Type;

use super::Repetition;
use super::evaluation::{Instance, StackEvaluation};
use super::files::is_installed;
use super::written_out::{leads_nowhere, of_module};

/// The names of one module instance, inside one instance of a block.
pub(super) struct Names<'n, 'p> {
    pub(super) evaluation: &'n StackEvaluation<'p>,
    pub(super) instance: &'n Instance<'p>,
    pub(super) repetition: &'n Repetition,
    /// What `self` stands for, where that is known.
    pub(super) this: Option<&'n Value>,
}

impl<'p> Declared<'p> for Names<'_, 'p> {
    fn place(&self) -> (&Repo<'p>, &Stack<'p>, &Module<'p>) {
        let evaluation = self.evaluation;
        (evaluation.repo, evaluation.stack, self.instance.module)
    }

    fn repetition(&self) -> &Repetition {
        self.repetition
    }

    fn this(&self) -> Option<Value> {
        self.this.cloned()
    }

    fn folder(&self) -> String {
        let evaluation = self.evaluation;
        let mut current = self.instance.id;
        loop {
            let instance = evaluation.instance(current);
            let root = &evaluation.repo.module(evaluation.stack.module).path;
            let folder = &self.instance.module.path;
            let Some(caller) = &instance.caller else {
                return relative_path(root, folder);
            };
            if is_installed(caller.call) {
                return evaluation.files.installed(&instance.path, folder);
            }
            current = caller.instance;
        }
    }

    fn variable(&self, name: &str, span: Span) -> Option<Value> {
        self.evaluation.variable(self.instance, name, span)
    }

    fn local(&self, name: &str, span: Span) -> Option<Value> {
        self.evaluation.local(self.instance, name, span)
    }

    fn called(&self, name: &str, steps: &[Step], span: Span) -> Option<Value> {
        self.evaluation
            .module_value(self.instance, name, steps, span)
    }

    fn resource(&self, address: &str, span: Span) -> Option<Value> {
        let resources = self.evaluation.resources(self.instance, address)?;
        Some(match resources {
            Some(resources) => resources.whole.clone(),
            None => StackEvaluation::circle(span),
        })
    }

    fn hint(&self, what: &'static str, name: &str) -> Option<String> {
        let key = (self.instance.module_id, what, name.to_owned());
        if let Some(hint) = self.evaluation.hints.borrow().get(&key) {
            return hint.clone();
        }
        let hint = nearest_of(self.instance.module, what, name);
        self.evaluation.hints.borrow_mut().insert(key, hint.clone());
        hint
    }

    fn schema(&self, declaration: &Resource<'p>) -> Option<&Schema> {
        let schema = self.evaluation.schema(declaration)?;
        self.evaluation
            .is_exact(declaration.kind)
            .then_some(&**schema)
    }
}

impl Scope for Names<'_, '_> {
    fn resolve(&self, root: &str, steps: &[Step], span: Span) -> Result<Resolved, Fault> {
        resolve(self, root, steps, span)
    }

    fn check(&self, root: &str, steps: &[Step], span: Span) -> Result<(), Fault> {
        check(self, root, steps, span)
    }

    fn files(&self) -> &dyn Files {
        &self.evaluation.files
    }

    fn short_circuits(&self) -> bool {
        self.evaluation.short_circuits
    }

    fn provider(&self, name: &str) -> Option<String> {
        function_provider(self.instance.module, name)
    }
}

/// The source of the provider whose functions a module calls by a name: it must require that one.
pub(super) fn function_provider(module: &Module<'_>, name: &str) -> Option<String> {
    let required = &module.settings.required_providers;
    let is_required = required.contains_key(name);
    is_required.then(|| module.provider_address(name))?
}

/// What is declared in a module instance, whether its values are still being computed or all there. `None` is what
/// is not declared.
pub(super) trait Declared<'p> {
    /// The repository, the stack and the module.
    fn place(&self) -> (&Repo<'p>, &Stack<'p>, &Module<'p>);
    /// What `count` or `for_each` give here.
    fn repetition(&self) -> &Repetition;
    /// What `self` stands for, where that is known.
    fn this(&self) -> Option<Value> {
        None
    }
    /// What `path.module` is.
    fn folder(&self) -> String;
    /// The value of a variable.
    fn variable(&self, name: &str, span: Span) -> Option<Value>;
    /// A local value.
    fn local(&self, name: &str, span: Span) -> Option<Value>;
    /// What a module call stands for where `steps` follow it.
    fn called(&self, name: &str, steps: &[Step], span: Span) -> Option<Value>;
    /// What a resource stands for, by its block's address.
    fn resource(&self, address: &str, span: Span) -> Option<Value>;
    /// The name of this kind that is written most like one that is not declared, where somebody may be told.
    fn hint(&self, what: &'static str, name: &str) -> Option<String>;
    /// The schema of a resource, where it certainly tells all attributes.
    fn schema(&self, declaration: &Resource<'p>) -> Option<&Schema>;
}

/// Whether a reference means something in a module instance, as far as Terraform looks before it evaluates.
pub(super) fn check(
    declared: &dyn Declared<'_>,
    root: &str,
    steps: &[Step],
    span: Span,
) -> Result<(), Fault> {
    let (_, _, module) = declared.place();
    let first = attribute(steps, 0);
    match (root, first) {
        ("var", Some(name)) if module.variables.contains_key(name) => Ok(()),
        ("var", Some(name)) => Err(undeclared(declared, span, VARIABLE, name)),
        ("local", Some(name)) if module.locals.contains_key(name) => Ok(()),
        ("local", Some(name)) => Err(undeclared(declared, span, LOCAL, name)),
        ("module", Some(name)) if module.calls.contains_key(name) => match of_module(&steps[1..]) {
            Some((at, message)) => Err(reference(at, message)),
            None => Ok(()),
        },
        ("module", Some(name)) => Err(undeclared(declared, span, CALL, name)),
        ("data", Some(_)) => check_resource(declared, ResourceMode::Data, steps, span),
        ("ephemeral", Some(_)) => check_resource(declared, ResourceMode::Ephemeral, steps, span),
        ("resource", Some(_)) if attribute(steps, 1).is_some() => {
            check_resource(declared, ResourceMode::Managed, steps, span)
        }
        ("path" | "terraform" | "tofu" | "each" | "count" | "self", _) | (_, None) => {
            resolve(declared, root, steps, span).map(|_| ())
        }
        (_, Some(name)) => {
            let place = (ResourceMode::Managed, root, name);
            check_steps(declared, place, &steps[1..], span)
        }
    }
}

/// The same for a reference that says which kind of block it means.
fn check_resource(
    declared: &dyn Declared<'_>,
    mode: ResourceMode,
    steps: &[Step],
    span: Span,
) -> Result<(), Fault> {
    let (Some(kind), Some(name)) = (attribute(steps, 0), attribute(steps, 1)) else {
        return Ok(());
    };
    check_steps(declared, (mode, kind, name), &steps[2..], span)
}

fn check_steps(
    declared: &dyn Declared<'_>,
    (mode, kind, name): (ResourceMode, &str, &str),
    steps: &[Step],
    span: Span,
) -> Result<(), Fault> {
    let address = format!("{}{kind}.{name}", mode.prefix());
    let (_, _, module) = declared.place();
    let Some(resource) = module.resources.get(&address) else {
        return Err(no_resource(declared, mode, &address, span));
    };
    match leads_nowhere(resource, declared.schema(resource), steps) {
        Some((at, message)) => Err(reference(at, message)),
        None => Ok(()),
    }
}

/// What a reference stands for in a module instance.
pub(super) fn resolve(
    declared: &dyn Declared<'_>,
    root: &str,
    steps: &[Step],
    span: Span,
) -> Result<Resolved, Fault> {
    let first = attribute(steps, 0);
    let found = |value: Option<Value>, steps: usize, fault: &dyn Fn() -> Fault| {
        let value = value.ok_or_else(fault)?;
        Ok(Resolved { value, steps })
    };
    match (root, first) {
        ("var", Some(name)) => found(declared.variable(name, span), 1, &|| {
            undeclared(declared, span, VARIABLE, name)
        }),
        ("local", Some(name)) => found(declared.local(name, span), 1, &|| {
            undeclared(declared, span, LOCAL, name)
        }),
        ("module", Some(name)) => {
            check(declared, root, steps, span)?;
            found(declared.called(name, &steps[1..], span), 1, &|| {
                undeclared(declared, span, CALL, name)
            })
        }
        ("path" | "terraform" | "tofu", Some(name)) => {
            found(fixed(declared, root, name), 1, &|| {
                reference(span, format!("there is no {root}.{name}"))
            })
        }
        ("each", Some(name)) => {
            each(declared.repetition(), name, span).map(|value| Resolved { value, steps: 1 })
        }
        ("count", Some("index")) => {
            let index = match declared.repetition() {
                Repetition::Count(index) => Some(index.clone()),
                _ => None,
            };
            found(index, 1, &|| {
                reference(span, "count.index is there only in blocks with count")
            })
        }
        ("self", _) => Ok(Resolved {
            value: declared
                .this()
                .unwrap_or_else(|| Value::unknown(Type::Dynamic, Cause::Apply)),
            steps: 0,
        }),
        ("data", Some(kind)) => prefixed(declared, ResourceMode::Data, (kind, steps), span),
        ("ephemeral", Some(kind)) => {
            prefixed(declared, ResourceMode::Ephemeral, (kind, steps), span)
        }
        ("resource", Some(kind)) if attribute(steps, 1).is_some() => {
            prefixed(declared, ResourceMode::Managed, (kind, steps), span)
        }
        (_, Some(name)) => {
            let block = (ResourceMode::Managed, root, name);
            resource(declared, block, &steps[1..], span).map(|value| Resolved { value, steps: 1 })
        }
        (_, None) => Err(reference(
            span,
            format!(
                "{root:?} means nothing here: a reference names a variable (var.NAME), a local value (local.NAME), a resource (TYPE.NAME) or the like"
            ),
        )),
    }
}

/// A reference that says which kind of block it means: `data.TYPE.NAME`.
fn prefixed(
    declared: &dyn Declared<'_>,
    mode: ResourceMode,
    (kind, steps): (&str, &[Step]),
    span: Span,
) -> Result<Resolved, Fault> {
    let Some(name) = attribute(steps, 1) else {
        let root = mode.prefix().trim_end_matches('.');
        return Err(reference(
            span,
            format!("a reference to {root} needs a type and a name: {root}.TYPE.NAME"),
        ));
    };
    resource(declared, (mode, kind, name), &steps[2..], span)
        .map(|value| Resolved { value, steps: 2 })
}

fn each(repetition: &Repetition, name: &str, span: Span) -> Result<Value, Fault> {
    match (repetition, name) {
        (Repetition::Each(key, _), "key") => Ok(key.clone()),
        (Repetition::Each(_, value), "value") => Ok(value.clone()),
        (Repetition::Each(..), _) => Err(reference(
            span,
            format!("there is no each.{name}: only each.key and each.value"),
        )),
        _ => Err(reference(
            span,
            format!("each.{name} is there only in blocks with for_each"),
        )),
    }
}

fn resource(
    declared: &dyn Declared<'_>,
    (mode, kind, name): (ResourceMode, &str, &str),
    steps: &[Step],
    span: Span,
) -> Result<Value, Fault> {
    check_steps(declared, (mode, kind, name), steps, span)?;
    let address = format!("{}{kind}.{name}", mode.prefix());
    declared
        .resource(&address, span)
        .ok_or_else(|| no_resource(declared, mode, &address, span))
}

fn no_resource(
    declared: &dyn Declared<'_>,
    mode: ResourceMode,
    address: &str,
    span: Span,
) -> Fault {
    let what = match mode {
        ResourceMode::Managed => "resource",
        ResourceMode::Data => "data source",
        ResourceMode::Ephemeral => "ephemeral resource",
    };
    undeclared(declared, span, what, address)
}

/// What stands for the same everywhere in a module.
fn fixed(declared: &dyn Declared<'_>, root: &str, name: &str) -> Option<Value> {
    let (repo, stack, _) = declared.place();
    let root_path = &repo.module(stack.module).path;
    match (root, name) {
        ("terraform" | "tofu", "workspace") => {
            // A module that asks for the workspace is applied in several: it may be any.
            let unknown = || Value::from(Unknown::new(Type::String, Cause::Workspace).not_null());
            Some(
                stack
                    .workspace
                    .as_deref()
                    .map_or_else(unknown, Value::string),
            )
        }
        ("terraform", "applying") => Some(Value::bool(false)),
        ("path", "root") => Some(Value::string(".")),
        ("path", "module") => Some(Value::string(declared.folder())),
        ("path", "cwd") => {
            let unknown = Unknown::new(Type::String, Cause::Environment).not_null();
            Some(
                unknown
                    .shaped(Shape::Folder(root_path.as_str().into()))
                    .into(),
            )
        }
        _ => None,
    }
}

/// The name that the step at `index` enters by `.name`.
fn attribute(steps: &[Step], index: usize) -> Option<&str> {
    match &steps.get(index)?.kind {
        StepKind::Attribute(name) => Some(name),
        _ => None,
    }
}

fn reference(span: Span, message: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Reference, span, message)
}

/// What messages call what is declared, apart from resources.
const VARIABLE: &str = "variable";
const LOCAL: &str = "local value";
const CALL: &str = "module call";

/// The fault of a name that is not declared, with the nearest that is.
fn undeclared(declared: &dyn Declared<'_>, span: Span, what: &'static str, name: &str) -> Fault {
    let near = declared.hint(what, name);
    let hint = near.map_or(String::new(), |near| format!(": did you mean {near:?}?"));
    reference(
        span,
        format!("no {what} {name:?} is declared in this module{hint}"),
    )
}

/// Of what a module declares of a kind, the name that is written most like another one.
pub(super) fn nearest_of(module: &Module<'_>, what: &str, name: &str) -> Option<String> {
    let near = match what {
        VARIABLE => nearest(name, module.variables.keys().copied(), 4),
        LOCAL => nearest(name, module.locals.keys().copied(), 4),
        CALL => nearest(name, module.calls.keys().copied(), 4),
        _ => nearest(name, module.resources.keys().map(String::as_str), 4),
    };
    near.map(str::to_owned)
}
