//! What can be said of the files that a module reads without evaluating anything.

use std::collections::BTreeSet;

use crate::diagnostic::Severity;
use crate::hcl::{
    Call, Expression, ExpressionKind, ObjectKey, Template, TemplatePart, as_reference,
    parse_template, step_name, walk_expression,
};
use crate::repo::Module;
use crate::source::{FileId, Span, join_path};

use super::{Facts, Problem, ProblemKind};

/// The functions whose first argument is the path of a file or folder.
const OF_PATHS: &[&str] = &[
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// A path as far as it is written out.
enum Path<'e> {
    /// Relative to the folder in which Terraform runs.
    Plain(&'e str),
    /// Behind `${path.module}`.
    Module(String),
}

/// Paths that lead where Terraform happens to run, and variables that a template does not use.
pub(super) fn judge(facts: &Facts<'_>, module: &Module<'_>, problems: &mut Vec<Problem>) {
    module.each_expression(&mut |outer| {
        walk_expression(outer, &mut |expression| {
            let ExpressionKind::Call(call) = &expression.kind else {
                return;
            };
            let name = call.name.text.trim_start_matches("core::");
            let (true, Some(path)) = (OF_PATHS.contains(&name), call.arguments.first()) else {
                return;
            };
            problems.extend(relative(facts, module, name, path));
            if name == "templatefile" {
                unused(facts, module, call, problems);
            }
        });
    });
}

/// A path in a module that others call leads into the folder of the stack, not into the module's.
fn relative(
    facts: &Facts<'_>,
    module: &Module<'_>,
    name: &str,
    path: &Expression,
) -> Option<Problem> {
    let Some(Path::Plain(text)) = path_of(path) else {
        return None;
    };
    let is_root = |id| facts.repo.module(facts.repo.stack(id).module).path == module.path;
    let is_called = facts.stacks_of(module).any(|id| !is_root(id));
    if !is_called || text.starts_with(['/', '~']) {
        return None;
    }
    let message = format!(
        "{name}() takes {text:?} from the folder in which Terraform runs, not from the module's"
    );
    let mut problem = Problem::new(
        ProblemKind::File,
        path.span,
        message,
        help(module, facts, text),
    );
    // It works as long as Terraform runs in the folder of the stack.
    let is_meant =
        own_file(facts, module, text).is_none() && is_in_every_stack(facts, module, text);
    problem.severity = Some(if is_meant {
        Severity::Note
    } else {
        Severity::Warning
    });
    if own_file(facts, module, text).is_some() {
        let replacement = format!("\"${{path.module}}/{}\"", text.trim_start_matches("./"));
        problem = problem.fix("Read the module's own file", path.span, replacement);
    }
    let declared = super::declared::find(module, path.span);
    problem.address = declared.address;
    problem.attribute = declared.attribute;
    Some(problem)
}

fn help(module: &Module<'_>, facts: &Facts<'_>, text: &str) -> String {
    let plain = text.trim_start_matches("./");
    match own_file(facts, module, text) {
        Some(_) => format!("Write \"${{path.module}}/{plain}\" for the file of the module"),
        None => format!(
            "Write \"${{path.root}}/{plain}\" if the stack's file is meant, \"${{path.module}}/{plain}\" for one of the module"
        ),
    }
}

/// The file of a module that a plain path at `span` in it may mean.
pub(super) fn meant(facts: &Facts<'_>, module: &Module<'_>, span: Span) -> Option<String> {
    let mut found = None;
    module.each_expression(&mut |outer| {
        if !outer.span.contains(span) {
            return;
        }
        walk_expression(outer, &mut |expression| {
            if expression.span == span
                && let Some(Path::Plain(text)) = path_of(expression)
                && own_file(facts, module, text).is_some()
            {
                found = Some(help(module, facts, text));
            }
        });
    });
    found
}

/// Whether each stack that a module is part of has the file in its own folder.
fn is_in_every_stack(facts: &Facts<'_>, module: &Module<'_>, text: &str) -> bool {
    facts.stacks_of(module).all(|id| {
        let root = facts.repo.module(facts.repo.stack(id).module);
        join_path(&root.path, text).is_some_and(|path| facts.sources.find_file(&path).is_some())
    })
}

fn own_file(facts: &Facts<'_>, module: &Module<'_>, text: &str) -> Option<FileId> {
    facts.sources.find_file(&join_path(&module.path, text)?)
}

fn path_of(expression: &Expression) -> Option<Path<'_>> {
    match &expression.kind {
        ExpressionKind::String(text) => Some(Path::Plain(text)),
        ExpressionKind::Template(template) => behind_module(template).map(Path::Module),
        _ => None,
    }
}

/// What follows `${path.module}` in a template that holds nothing else.
fn behind_module(template: &Template) -> Option<String> {
    let [TemplatePart::Interpolation(first), rest @ ..] = template.parts.as_slice() else {
        return None;
    };
    let ("path", steps) = as_reference(first)? else {
        return None;
    };
    if step_name(steps, 0) != Some("module") {
        return None;
    }
    let texts = rest.iter().map(|part| match part {
        TemplatePart::Literal(text, _) => Some(&**text),
        _ => None,
    });
    let text: String = texts.collect::<Option<_>>()?;
    Some(text.trim_start_matches('/').to_owned())
}

/// Variables that a template is given and does not use.
fn unused(facts: &Facts<'_>, module: &Module<'_>, call: &Call, problems: &mut Vec<Problem>) {
    let [path, given] = call.arguments.as_slice() else {
        return;
    };
    let ExpressionKind::Object(items) = &given.kind else {
        return;
    };
    let is_root = facts
        .repo
        .stacks()
        .any(|(_, it)| facts.repo.module(it.module).path == module.path);
    let path = match path_of(path) {
        Some(Path::Module(path)) => path,
        Some(Path::Plain(path)) if is_root => path.to_owned(),
        _ => return,
    };
    let Some(file) = own_file(facts, module, &path) else {
        return;
    };
    let text = facts.sources.text(file);
    if text.problem.is_some() {
        return;
    }
    let Ok(template) = parse_template(file, &text.content) else {
        return;
    };
    let mut used = BTreeSet::new();
    walk_expression(&template, &mut |expression| {
        if let ExpressionKind::Variable(name) = &expression.kind {
            used.insert(name.to_string());
        }
    });
    for item in items {
        let (name, span) = match &item.key {
            ObjectKey::Name(name) => (&*name.text, name.span),
            ObjectKey::Expression(key) => match key.as_str() {
                Some(name) => (name, key.span),
                None => continue,
            },
        };
        if used.contains(name) {
            continue;
        }
        let path = &facts.sources.file(file).path;
        let message = format!("the template {path} does not use {name:?}");
        let help = "Take it out, or use it in the template";
        let mut problem = Problem::new(ProblemKind::File, span, message, help);
        problem.severity = Some(Severity::Note);
        let declared = super::declared::find(module, span);
        problem.address = declared.address;
        problem.attribute = declared.attribute;
        problems.push(problem);
    }
}
