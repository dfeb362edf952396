//! What is said about arguments and blocks that a schema does not have.

use crate::eval::nearest;
use crate::hcl::Name;
use crate::schema::Attribute;

use super::super::{Problem, ProblemKind};
use super::body::{BodyJudge, Place, joined};
use super::parts::{Part, PartKind};

impl BodyJudge<'_> {
    /// An argument that is a block, or a block that is an argument.
    pub(super) fn other_form(&self, part: Part<'_>, place: Place<'_>) -> Problem {
        let name = part.name;
        let named = self.named(place);
        let (message, help) = match part.kind {
            PartKind::Argument(_) => (
                format!("{name} of {named} is a block, not an argument"),
                format!("Write `{name} {{ … }}` without the equals sign"),
            ),
            _ => (
                format!("{name} of {named} is an argument, not a block"),
                format!("Write `{name} = …` with an equals sign"),
            ),
        };
        let path = joined(place.path, name);
        self.problem(
            ProblemKind::UnknownArgument,
            part.span,
            message,
            help,
            &path,
        )
    }

    /// An argument or block that the schema has in no form.
    pub(super) fn unknown(&self, what: &str, part: Part<'_>, place: Place<'_>) -> Problem {
        let name = part.name;
        let may_be_given =
            |attribute: &&Attribute| attribute.is_required() || attribute.is_optional();
        let attributes = place.schema.attributes().iter().filter(may_be_given);
        let attributes = attributes.map(|attribute| &*attribute.name);
        let blocks = place.schema.blocks().iter().map(|nested| &*nested.name);
        let (same, others): (Vec<&str>, Vec<&str>) = match what {
            "argument" => (attributes.collect(), blocks.collect()),
            _ => (blocks.collect(), attributes.collect()),
        };
        let near = nearest(name, same.iter().copied(), 4);
        let other = nearest(name, others.iter().copied(), 4);
        let message = format!("{} has no {what} {name}", self.named(place));
        let help = match (near, other) {
            (Some(near), _) => format!("Did you mean {near}?"),
            (None, Some(other)) if what == "argument" => {
                format!("Did you mean the block {other}?")
            }
            (None, Some(other)) => format!("Did you mean the argument {other}?"),
            (None, None) => format!("Remove it, or correct the {what}'s name"),
        };
        let path = joined(place.path, name);
        let kind = ProblemKind::UnknownArgument;
        let problem = self.problem(kind, part.span, message, help, &path);
        match near {
            // In JSON the span has quotes.
            Some(near)
                if !self.is_json && is_certain(name, near, &same) && !place.content.has(near) =>
            {
                problem.fix(format!("Call it {near}"), part.span, near)
            }
            _ => problem,
        }
    }

    /// An argument or block that the objects of an attribute do not have.
    pub(super) fn unknown_of_object<'n>(
        &self,
        inner: &Name,
        known: impl Iterator<Item = &'n str>,
        path: &str,
    ) -> Problem {
        let name = &*inner.text;
        let message = format!("the block {path} of {} has no argument {name}", self.kind);
        let help = nearest(name, known, 4).map_or_else(
            || "Remove it, or correct the argument's name".to_owned(),
            |near| format!("Did you mean {near}?"),
        );
        let path = joined(path, name);
        let kind = ProblemKind::UnknownArgument;
        self.problem(kind, inner.span, message, help, &path)
    }
}

/// Whether a name is so close to one, and to no other, that nothing else can be meant.
pub(super) fn is_certain(name: &str, near: &str, known: &[&str]) -> bool {
    let close = |known: &&&str| strsim::damerau_levenshtein(name, known) <= 2;
    name.len() > 3
        && strsim::damerau_levenshtein(name, near) <= 2
        && known.iter().filter(close).count() == 1
}
