//! Which names hold blocks in JSON syntax: there only the reader's schema tells a block from an argument.
//!
//! Blocks of a resource that belong to its provider stay arguments; the provider's schema decides there.

/// A kind of body, which decides what the names in it mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A configuration file.
    File,
    /// A file of variables' values: no blocks, no templates.
    Values,
    Terraform,
    Cloud,
    RequiredProviders,
    /// A resource, a data source or an ephemeral resource.
    Resource,
    Lifecycle,
    Provisioner,
    /// `dynamic "name"`.
    Dynamic,
    /// `content` of a dynamic block.
    Content,
    Module,
    Variable,
    Output,
    Check,
    Moved,
    Import,
    Removed,
    /// A body without blocks and without special arguments.
    Plain,
}

/// How the strings in an argument are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strings {
    /// As templates.
    Templates,
    /// As references or types, as if written without quotes.
    References,
    /// As they are.
    Literals,
}

/// The number of labels and the body of the blocks of this name, where the name means blocks.
pub(super) fn block(place: Place, name: &str) -> Option<(usize, Place)> {
    Some(match (place, name) {
        (Place::File, "resource" | "data" | "ephemeral") | (Place::Check, "data") => {
            (2, Place::Resource)
        }
        (Place::File, "module") => (1, Place::Module),
        (Place::File, "variable") => (1, Place::Variable),
        (Place::File, "output") => (1, Place::Output),
        (Place::File, "check") => (1, Place::Check),
        (Place::File, "terraform") => (0, Place::Terraform),
        (Place::File, "moved") => (0, Place::Moved),
        (Place::File, "import") => (0, Place::Import),
        (Place::File, "removed") => (0, Place::Removed),
        (Place::File, "provider") | (Place::Terraform, "backend" | "provider_meta") => {
            (1, Place::Plain)
        }
        (Place::Terraform, "cloud") => (0, Place::Cloud),
        (Place::Terraform, "required_providers") => (0, Place::RequiredProviders),
        (Place::Resource | Place::Removed, "lifecycle") => (0, Place::Lifecycle),
        (Place::Resource | Place::Removed, "provisioner") => (1, Place::Provisioner),
        (Place::Resource | Place::Content, "dynamic") => (1, Place::Dynamic),
        (Place::Dynamic, "content") => (0, Place::Content),
        (Place::File, "locals")
        | (Place::Resource | Place::Provisioner | Place::Removed, "connection")
        | (Place::Cloud, "workspaces")
        | (Place::Lifecycle, "precondition" | "postcondition")
        | (Place::Variable, "validation")
        | (Place::Output, "precondition")
        | (Place::Check, "assert") => (0, Place::Plain),
        _ => return None,
    })
}

/// How the strings in the argument of this name are read.
pub(super) fn strings(place: Place, name: &str) -> Strings {
    match (place, name) {
        (Place::Values, _)
        | (Place::Variable, "default" | "description")
        | (Place::Output, "description")
        | (Place::Module, "source" | "version") => Strings::Literals,
        (Place::Resource | Place::Module | Place::Output, "depends_on")
        | (Place::Resource | Place::Import, "provider")
        | (Place::Module, "providers")
        | (Place::Variable, "type")
        | (Place::Lifecycle, "ignore_changes" | "replace_triggered_by")
        | (Place::Provisioner, "when" | "on_failure")
        | (Place::Moved, "from" | "to")
        | (Place::Import, "to")
        | (Place::Removed, "from")
        | (Place::Dynamic, "iterator") => Strings::References,
        _ => Strings::Templates,
    }
}
