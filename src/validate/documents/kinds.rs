//! Which arguments hold a document, and of which kind.

/// One argument a line: the resource's type, the way to the argument through nested blocks, and the kind, with tabs
/// between them; in order. From the documentation of version 5.100 of the AWS provider, which says of each that it is
/// in JSON, and from what the provider refuses.
const KINDS: &str = include_str!("kinds.tsv");

/// What an argument holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DocumentKind {
    /// Any JSON.
    Json,
    /// An object of its own service.
    Object,
    /// An object in JSON, or the same in YAML, as another argument says.
    Document,
    /// The containers of an ECS task.
    Containers,
    /// The rules by which ECR deletes images.
    Lifecycle,
    /// A dashboard of CloudWatch.
    Dashboard,
    /// A pattern of events.
    Pattern,
    /// A state machine.
    States,
    /// A policy of IAM.
    Policy(PolicyKind),
}

/// What a policy of IAM is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PolicyKind {
    /// What a user, group or role may do.
    Identity,
    /// Who may take a role.
    Trust,
    /// Who may do what with a resource.
    Resource,
    /// One of another kind.
    Other,
}

/// The documents that a resource of this type holds: the way to each, and its kind.
pub(super) fn of_resource(
    kind: &str,
) -> impl Iterator<Item = (&'static str, DocumentKind)> + use<> {
    // Lines are sorted: those of one type stand together, and this is asked for every instance.
    static LINES: std::sync::LazyLock<Vec<[&'static str; 3]>> =
        std::sync::LazyLock::new(|| KINDS.lines().filter_map(fields).collect());
    let start = LINES.partition_point(|line| line[0] < kind);
    let end = LINES.partition_point(|line| line[0] <= kind);
    let found = LINES[start..end].iter();
    found.filter_map(|line| Some((line[1], document_kind(line[2])?)))
}

fn fields(line: &'static str) -> Option<[&'static str; 3]> {
    let fields: Vec<&str> = line.split('\t').collect();
    fields.try_into().ok()
}

fn document_kind(name: &str) -> Option<DocumentKind> {
    Some(match name {
        "json" => DocumentKind::Json,
        "object" => DocumentKind::Object,
        "document" => DocumentKind::Document,
        "containers" => DocumentKind::Containers,
        "lifecycle" => DocumentKind::Lifecycle,
        "dashboard" => DocumentKind::Dashboard,
        "pattern" => DocumentKind::Pattern,
        "states" => DocumentKind::States,
        "identity" => DocumentKind::Policy(PolicyKind::Identity),
        "trust" => DocumentKind::Policy(PolicyKind::Trust),
        "resource" => DocumentKind::Policy(PolicyKind::Resource),
        "policy" => DocumentKind::Policy(PolicyKind::Other),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{KINDS, document_kind, fields};
    use crate::schema::Schemas;
    use crate::types::Type;

    #[test]
    fn every_line_names_a_string_that_the_provider_takes() {
        let schemas = Schemas::embedded();
        for line in KINDS.lines() {
            let [kind, path, document] = fields(line).unwrap();
            assert!(document_kind(document).is_some(), "{line}");
            let mut block = schemas.resource(kind).unwrap();
            let (blocks, name) = path.rsplit_once('.').unwrap_or(("", path));
            for name in blocks.split('.').filter(|name| !name.is_empty()) {
                block = &block.block(name).unwrap().block;
            }
            let attribute = block.attribute(name).unwrap();
            assert_eq!(attribute.ty, Type::String, "{line}");
            assert!(attribute.is_required() || attribute.is_optional(), "{line}");
        }
    }

    #[test]
    fn lines_are_sorted_and_each_there_once() {
        let lines: Vec<&str> = KINDS.lines().collect();
        assert!(lines.is_sorted_by(|a, b| a < b));
    }
}
