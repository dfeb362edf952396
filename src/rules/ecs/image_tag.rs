//! See `image_tag.md`.

use crate::aws::Infrastructure;
use crate::aws::Unsure;
use crate::aws::placement::definition::given;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::eval::{Part, PathStep, Placed, Shape, Style, Value, show_line};
use crate::graph::possible;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::containers::{Container, each};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-image-tag",
        summary: "A container's image is not said to a version.",
        why: "What runs changes with whoever pushes last: two tasks of one service may run different code, \
              and a rollback starts the same image again.",
        severity: DefaultSeverity::ByTier(Severity::Error, Some(Severity::Warning)),
        security: None,
        page: include_str!("image_tag.md"),
        options: &[],
    },
    check: Check::Infrastructure(check),
};

fn check(_: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let what = "whether the images are said to a version in";
    each(infrastructure, (&RULE.meta, what), findings, |container| {
        judge(infrastructure, container)
    });
}

fn judge(infrastructure: &Infrastructure<'_>, container: &Container<'_>) -> Option<Finding> {
    let image = given(container.value, "image")?;
    let address = container.address(infrastructure);
    let versions: Vec<Version> = possible(image).into_iter().map(version).collect();
    let is_floating = |version: &Version| matches!(version, Version::None | Version::Latest);
    if versions.contains(&Version::Unknown) || !versions.iter().any(is_floating) {
        let is_open = versions.contains(&Version::Unknown);
        return is_open.then(|| open(infrastructure, container, (&address, image)));
    }
    if !versions.iter().all(is_floating) {
        return Some(open(infrastructure, container, (&address, image)));
    }
    let what = match versions.first() {
        Some(Version::Latest) => "has the tag latest",
        _ => "has no tag, so latest is meant",
    };
    let stack = infrastructure.graph.node(container.definition).stack;
    let shown = show_line(
        image,
        Style {
            stack: Some(infrastructure.graph.stack_path(stack)),
            show_sensitive: false,
        },
    );
    let message = format!("the image of {address}, {shown}, {what}");
    let help = "Name a tag that is pushed once, such as the commit's, or a digest";
    let words = (message, help.to_owned());
    let mut finding = container.failed(infrastructure, &RULE.meta, ("image", image), words);
    finding.span = place_of_tag(image).unwrap_or(finding.span);
    Some(finding)
}

/// Where the end of an image is written that holds its tag, or should. `None` where that is not known of the image.
fn place_of_tag(image: &Value) -> Option<Span> {
    if let Some(text) = image.as_placed() {
        return text.origin(text.as_str().len().saturating_sub(1));
    }
    match image.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Template(parts)) => match parts.last()? {
            Part::Text(text, origin) => {
                Placed::new(text, *origin).origin(text.as_str().len().saturating_sub(1))
            }
            Part::Hole(_) => None,
        },
        _ => None,
    }
}

fn open(
    infrastructure: &Infrastructure<'_>,
    container: &Container<'_>,
    (address, image): (&str, &Value),
) -> Finding {
    let what = format!("the tag of the image of {address} is not known");
    let unsure = match image.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Template(parts)) => {
            let hole = parts.iter().rev().find_map(|part| match part {
                Part::Hole(hole) => Some(hole),
                Part::Text(..) => None,
            });
            Unsure::of(hole.unwrap_or(image))
        }
        _ => Unsure::of(image),
    };
    container.undetermined(infrastructure, &RULE.meta, "image", (&what, &unsure))
}

/// What an image says about its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    /// A tag other than `latest`, or a digest.
    Said,
    /// The tag `latest`.
    Latest,
    /// No tag.
    None,
    /// It is not known.
    Unknown,
}

fn version(image: &Value) -> Version {
    if let Some(text) = image.as_str() {
        return of_text(text, false);
    }
    match image.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Symbol(symbol)) if is_repository(symbol) => Version::None,
        Some(Shape::Template(parts)) => of_parts(parts),
        _ => Version::Unknown,
    }
}

fn of_parts(parts: &[Part]) -> Version {
    let (last, before) = match parts {
        [Part::Hole(hole)] => return version(hole),
        [before @ .., last] => (last, before),
        [] => return Version::Unknown,
    };
    // What is known of the tag before its first hole; `None` where none has begun.
    let begun = before
        .iter()
        .fold(None, |begun: Option<&str>, part| match part {
            Part::Text(text, _) if text.as_str().contains('@') => Some("@"),
            Part::Text(text, _) => match text.as_str().rsplit('/').next() {
                Some(name) if name.contains(':') => name.rsplit(':').next(),
                _ => begun,
            },
            Part::Hole(_) => begun,
        });
    let is_said = begun.is_some_and(|tag| !"latest".starts_with(tag));
    match last {
        _ if is_said => Version::Said,
        Part::Hole(_) => Version::Unknown,
        Part::Text(text, _) => match of_text(text.as_str(), true) {
            // The end of a tag of which the beginning is not known.
            Version::Unknown if begun.is_some() && !"latest".ends_with(text.as_str()) => {
                Version::Said
            }
            version => version,
        },
    }
}

/// The address of a repository of ECR holds no tag.
fn is_repository(symbol: &crate::eval::Symbol) -> bool {
    let is_url =
        matches!(symbol.path.last(), Some(PathStep::Name(name)) if &**name == "repository_url");
    is_url && &*symbol.owner.address.kind == "aws_ecr_repository"
}

/// What a text says about the version, or the end of one of which the beginning is not known.
fn of_text(text: &str, is_end: bool) -> Version {
    if text.contains('@') {
        return Version::Said;
    }
    // A colon before the last slash is that of a port.
    let name = text.rsplit('/').next().unwrap_or(text);
    match name.rsplit_once(':') {
        Some((_, "latest")) => Version::Latest,
        Some((_, "")) => Version::Unknown,
        Some(_) => Version::Said,
        None if is_end && name.len() == text.len() => Version::Unknown,
        None => Version::None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Version, of_parts, of_text};
    use crate::eval::{Cause, Part, Text, Value};
    use crate::types::Type;

    #[test]
    fn tags_are_told_from_ports_and_digests() {
        for (image, expected) in [
            ("nginx", Version::None),
            ("nginx:latest", Version::Latest),
            ("nginx:1.27", Version::Said),
            ("host:5000/nginx", Version::None),
            ("host:5000/nginx:latest", Version::Latest),
            ("nginx@sha256:00", Version::Said),
            ("nginx:latest@sha256:00", Version::Said),
        ] {
            assert_eq!(of_text(image, false), expected, "{image}");
        }
    }

    #[test]
    fn what_is_known_of_a_tag_may_be_enough() {
        let hole = || Part::Hole(Value::unknown(Type::String, Cause::Apply));
        // A `$` stands for a hole.
        for (image, expected) in [
            ("$:latest", Version::Latest),
            ("$/app", Version::None),
            ("$", Version::Unknown),
            ("$:$", Version::Unknown),
            ("$:v$", Version::Said),
            ("$:l$", Version::Unknown),
            ("$:$-slim", Version::Said),
            ("$@$", Version::Said),
            ("$-app", Version::Unknown),
        ] {
            let mut parts = Vec::new();
            for (at, text) in image.split('$').enumerate() {
                if at > 0 {
                    parts.push(hole());
                }
                if !text.is_empty() {
                    parts.push(Part::Text(Text::new(text), None));
                }
            }
            assert_eq!(of_parts(&parts), expected, "{image}");
        }
    }
}
