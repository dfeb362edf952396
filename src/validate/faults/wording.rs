//! What is said of a fault.

use crate::eval::{Fault, FaultKind};

use super::ProblemKind;

/// The message and the help. `default` is the variable whose default it comes of.
pub(super) fn of(kind: ProblemKind, fault: &Fault, default: Option<&str>) -> (String, String) {
    let mut message = fault.message.clone();
    let mut help = help(kind, fault).to_owned();
    if let Some(variable) = default {
        message = format!("{message} (with the default of var.{variable})");
        help = format!(
            "Give var.{variable} another default or a value, or: {}",
            lower(&help)
        );
    }
    (message, help)
}

fn lower(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(rest).collect()
    })
}

fn help(kind: ProblemKind, fault: &Fault) -> &'static str {
    match kind {
        ProblemKind::Index => "Ask for what is there, or give the value what is asked for",
        ProblemKind::Type if fault.kind == FaultKind::Ephemeral => {
            "Take a value that is not ephemeral, or declare that it is where Terraform allows it"
        }
        ProblemKind::Type if fault.kind == FaultKind::SensitiveKeys => {
            "Go over keys that may be shown, such as nonsensitive(toset(keys(VALUE)))"
        }
        ProblemKind::Type => "Give a value of the type that is needed here, or convert it",
        ProblemKind::ArgumentType => {
            "Give the argument a value of the type that the provider takes"
        }
        ProblemKind::VariableType => "Give a value of the variable's type, or change the type",
        ProblemKind::Null => {
            "Give a value, or write what stands in for null: coalesce(VALUE, OTHER)"
        }
        ProblemKind::FunctionCall => "Give the function arguments that it takes",
        ProblemKind::File if fault.kind == FaultKind::Template => {
            "Pass the variable, or take it out of the template"
        }
        ProblemKind::File => "Correct the path, or add the file",
        ProblemKind::DuplicateKey => {
            "Make the keys differ, or group the values of equal keys with ..."
        }
        ProblemKind::UnknownInstances => {
            "Count or key by what the configuration says, such as the keys of a map whose values are known later, or split the apply with -target"
        }
        ProblemKind::Import => {
            "Name one object that exists, and a declared instance that it becomes"
        }
        ProblemKind::Condition => {
            "Give a value that the condition allows, or correct the condition"
        }
        ProblemKind::Cycle => "Take one of the references or calls out of the circle",
        ProblemKind::Limit => "Nothing is known of it, so nothing is judged in what depends on it",
        _ => "",
    }
}

/// A few words under the marked code.
pub(super) fn label(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::Limit => "not followed further",
        _ => "",
    }
}

/// What is said of the place where a value is used that was written elsewhere.
pub(super) fn use_of(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::VariableType => "the variable that it is given to",
        ProblemKind::Condition => "the condition that it must meet",
        ProblemKind::File => "the template uses it here",
        _ => "it is used here",
    }
}
