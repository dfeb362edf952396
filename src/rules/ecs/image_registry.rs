//! See `image_registry.md`.

use crate::aws::placement::definition::certain;
use crate::aws::{Infrastructure, Unsure};
use crate::diagnostic::{DefaultSeverity, Finding, Meta, OptionKind, RuleOption, Severity};
use crate::eval::{Part, Shape, Value};
use crate::graph::possible;
use crate::rule::{Check, Context, Rule};

use super::containers::{Container, each};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "ecs-image-registry",
        summary: "A container comes from a public registry although the environment has repositories of its own.",
        why: "The registry can be down, limit pulls or lose the image, and what it serves is nobody's \
              here.",
        severity: DefaultSeverity::Always(Severity::Warning),
        security: None,
        page: include_str!("image_registry.md"),
        options: &[RuleOption {
            name: "allow",
            summary: "Registries, or beginnings of images' names, that are accepted beside ECR.",
            kind: OptionKind::Strings,
        }],
    },
    check: Check::Infrastructure(check),
};

fn check(context: &Context<'_>, infrastructure: &Infrastructure<'_>, findings: &mut Vec<Finding>) {
    let mut made = infrastructure.graph.resources("aws_ecr_repository");
    if made.next().is_none() {
        return;
    }
    let what = "from which registries the images are pulled in";
    each(infrastructure, (&RULE.meta, what), findings, |container| {
        judge(context, infrastructure, container)
    });
}

fn judge(
    context: &Context<'_>,
    infrastructure: &Infrastructure<'_>,
    container: &Container<'_>,
) -> Option<Finding> {
    let address = container.address(infrastructure);
    let open = |unsure: &Unsure| {
        let what = format!("from which registry the image of {address} is pulled is not known");
        container.undetermined(infrastructure, &RULE.meta, "image", (&what, unsure))
    };
    let image = match certain(container.value, "image") {
        Ok(image) => image?,
        Err(unsure) => return Some(open(&unsure)),
    };
    let allowed = context.strings(&RULE.meta, "allow");
    let origins: Vec<Origin> = possible(image)
        .into_iter()
        .map(|one| origin(one, allowed))
        .collect();
    if origins.contains(&Origin::Unknown) {
        return Some(open(&Unsure::of(image)));
    }
    let Some(Origin::Public(registry)) = origins.first() else {
        return None;
    };
    if !origins.iter().all(|it| matches!(it, Origin::Public(_))) {
        return None;
    }
    let message = format!(
        "the image of {address} is pulled from {registry}, although the environment has repositories of its own"
    );
    let help = "Push it to a repository of ECR, or pull it through a cache there".to_owned();
    Some(container.failed(
        infrastructure,
        &RULE.meta,
        ("image", image),
        (message, help),
    ))
}

/// From where an image is pulled.
#[derive(Debug, PartialEq, Eq)]
enum Origin {
    /// A registry of ECR, or one that is allowed.
    Own,
    /// This registry.
    Public(String),
    /// It is not known.
    Unknown,
}

fn origin(image: &Value, allowed: &[String]) -> Origin {
    if let Some(text) = image.as_str() {
        return of_text(text, allowed);
    }
    match image.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Symbol(symbol)) if symbol.owner.address.kind.starts_with("aws_ecr_") => {
            Origin::Own
        }
        Some(Shape::Template(parts)) => match parts.first() {
            Some(Part::Hole(hole)) => origin(hole, allowed),
            // Without the end of the registry's name, nothing is known of it.
            Some(Part::Text(text, _)) if text.as_str().contains(['/', ':']) => {
                of_text(text.as_str(), allowed)
            }
            _ if parts.iter().any(is_of_ecr) => Origin::Own,
            _ => Origin::Unknown,
        },
        _ => Origin::Unknown,
    }
}

fn is_of_ecr(part: &Part) -> bool {
    matches!(part, Part::Text(text, _) if text.as_str().contains(".dkr.ecr."))
}

fn of_text(image: &str, allowed: &[String]) -> Origin {
    // Without a dot or a port, what stands before the first slash is no host but a part of Docker Hub.
    let host = match image.split_once('/') {
        Some((host, _)) if host.contains(['.', ':']) || host == "localhost" => host,
        _ => "docker.io",
    };
    let is_allowed = allowed
        .iter()
        .any(|start| image.starts_with(start.as_str()) || host == start);
    if is_allowed || host.contains(".dkr.ecr.") || host.contains(".dkr-ecr.") {
        return Origin::Own;
    }
    if PUBLIC.contains(&host) {
        Origin::Public(host.to_owned())
    } else {
        // A registry that somebody runs may be one's own.
        Origin::Own
    }
}

/// The registries that everybody pulls from.
const PUBLIC: [&str; 8] = [
    "docker.io",
    "registry-1.docker.io",
    "index.docker.io",
    "public.ecr.aws",
    "quay.io",
    "ghcr.io",
    "gcr.io",
    "registry.k8s.io",
];

#[cfg(test)]
mod tests {
    use super::{Origin, of_text};

    #[test]
    fn registries_are_told_from_the_first_part_of_a_name() {
        let allowed = ["public.ecr.aws/datadog".to_owned(), "quay.io".to_owned()];
        let public = |name: &str| Origin::Public(name.to_owned());
        for (image, expected) in [
            ("nginx", public("docker.io")),
            ("nginx:1.27", public("docker.io")),
            ("grafana/grafana:11", public("docker.io")),
            ("docker.io/library/nginx", public("docker.io")),
            ("ghcr.io/org/app:1", public("ghcr.io")),
            ("public.ecr.aws/nginx/nginx", public("public.ecr.aws")),
            ("public.ecr.aws/datadog/agent:7", Origin::Own),
            ("quay.io/org/app", Origin::Own),
            (
                "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1",
                Origin::Own,
            ),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web",
                Origin::Own,
            ),
            ("registry.example.com:5000/web", Origin::Own),
            ("localhost/web", Origin::Own),
        ] {
            assert_eq!(of_text(image, &allowed), expected, "{image}");
        }
    }
}
