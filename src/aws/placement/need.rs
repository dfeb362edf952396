//! What Fargate tasks need to reach before they start: where their images, secrets and logs are.

use crate::eval::{Part, PathStep, Shape, Value};
use crate::graph::{Graph, NodeId, alternatives, possible};

use super::super::Unsure;
use super::definition::{certain, given};
use super::truth::{Truth, flag};
use super::{Placement, Workload};

/// Something that tasks need to reach.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A service of AWS, as endpoints call it.
    Service(&'static str),
    /// A registry of images in the internet.
    Registry(String),
}

/// What tasks need to reach.
#[derive(Debug, Clone, Default)]
pub struct Needs {
    /// What they certainly do: each once, in order.
    pub certain: Vec<Need>,
    /// Why they may need more.
    pub doubt: Option<Unsure>,
}

/// What the endpoints of ECR's images are: those of its API and its registry, and S3, which has the layers.
const ECR: [&str; 3] = ["ecr.api", "ecr.dkr", "s3"];

impl Needs {
    /// What the tasks of a workload need.
    pub fn of(graph: &Graph<'_>, placement: &Placement<'_>, workload: &Workload<'_>) -> Self {
        let mut needs = Self::default();
        match &workload.definition {
            Some(Ok(definition)) => needs.add_definition(placement, *definition),
            Some(Err(unsure)) => needs.doubt = Some(unsure.clone()),
            None => {}
        }
        match flag(workload.given(graph, "enable_execute_command"), false) {
            Truth::Yes => needs.add("ssmmessages"),
            Truth::No => {}
            Truth::Open(unsure) => needs.open(unsure),
        }
        needs.certain.sort();
        needs.certain.dedup();
        needs
    }

    /// What the containers of a definition need.
    pub fn of_definition(placement: &Placement<'_>, definition: NodeId) -> Self {
        let mut needs = Self::default();
        needs.add_definition(placement, definition);
        needs.certain.sort();
        needs.certain.dedup();
        needs
    }

    /// Whether they certainly need a service.
    pub fn name(&self, service: &str) -> bool {
        let mut all = self.certain.iter();
        all.any(|need| matches!(need, Need::Service(name) if *name == service))
    }

    fn add_definition(&mut self, placement: &Placement<'_>, definition: NodeId) {
        let Some(list) = placement.containers(definition) else {
            return self.open(Unsure::new(
                "the definition's containers are not known",
                None,
            ));
        };
        let ways = alternatives(list);
        let [members] = &ways[..] else {
            return self.open(Unsure::of(list));
        };
        for container in &members.certain {
            self.of_container(container);
        }
        if let Some(others) = members.others {
            self.open(Unsure::of(others));
        }
    }

    fn of_container(&mut self, container: &Value) {
        match certain(container, "image") {
            Ok(Some(image)) => self.of_image(image),
            Ok(None) => {}
            Err(unsure) => self.open(unsure),
        }
        let logs = given(container, "logConfiguration");
        let driver = logs.and_then(|logs| given(logs, "logDriver"));
        if driver.and_then(Value::as_str) == Some("awslogs") {
            self.add("logs");
        }
        let secrets = given(container, "secrets").map(alternatives);
        for secret in secrets.iter().flatten().flat_map(|way| &way.certain) {
            let Some(from) = given(secret, "valueFrom") else {
                continue;
            };
            match store_of(from) {
                Some(service) => self.add(service),
                None => self.open(Unsure::of(from)),
            }
        }
    }

    fn of_image(&mut self, image: &Value) {
        let ways: Vec<Option<Registry>> = possible(image).into_iter().map(registry).collect();
        match &ways[..] {
            [Some(Registry::Ecr)] => ECR.into_iter().for_each(|service| self.add(service)),
            [Some(Registry::Internet(host))] => self.certain.push(Need::Registry(host.clone())),
            _ => self.open(Unsure::of(image)),
        }
    }

    fn add(&mut self, service: &'static str) {
        self.certain.push(Need::Service(service));
    }

    fn open(&mut self, unsure: Unsure) {
        self.doubt.get_or_insert(unsure);
    }
}

/// Where an image is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Registry {
    /// In a registry of an account.
    Ecr,
    /// In a registry of the internet, by its host.
    Internet(String),
}

fn registry(image: &Value) -> Option<Registry> {
    if let Some(text) = image.as_str() {
        return Some(by_host(text));
    }
    match image.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Symbol(symbol)) => {
            let is_url = matches!(symbol.path.last(), Some(PathStep::Name(name)) if &**name == "repository_url");
            let is_repository = &*symbol.owner.address.kind == "aws_ecr_repository";
            (is_url && is_repository).then_some(Registry::Ecr)
        }
        Some(Shape::Template(parts)) => match &parts[..] {
            [Part::Hole(hole), ..] if registry(hole) == Some(Registry::Ecr) => Some(Registry::Ecr),
            [Part::Text(text, _), ..] if text.as_str().contains('/') => {
                Some(by_host(text.as_str()))
            }
            parts => {
                let is_ecr = |part: &Part| match part {
                    Part::Text(text, _) => text.as_str().contains(".dkr.ecr."),
                    Part::Hole(_) => false,
                };
                parts.iter().any(is_ecr).then_some(Registry::Ecr)
            }
        },
        _ => None,
    }
}

/// The registry of an image's name: what stands before the first slash, where that is a host.
fn by_host(image: &str) -> Registry {
    let host = image.split_once('/').map(|(host, _)| host);
    let host = host.filter(|host| host.contains(['.', ':']) || *host == "localhost");
    match host {
        Some(host) if host.contains(".dkr.ecr.") => Registry::Ecr,
        Some(host) => Registry::Internet(host.to_owned()),
        None => Registry::Internet("docker.io".to_owned()),
    }
}

/// The service that keeps a secret.
fn store_of(from: &Value) -> Option<&'static str> {
    if let Some(text) = from.as_str() {
        return Some(store_by_arn(text).unwrap_or("ssm"));
    }
    match from.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Symbol(symbol)) => match &*symbol.owner.address.kind {
            "aws_secretsmanager_secret" | "aws_secretsmanager_secret_version" => {
                Some("secretsmanager")
            }
            "aws_ssm_parameter" => Some("ssm"),
            _ => None,
        },
        Some(Shape::Template(parts)) => parts.iter().find_map(|part| match part {
            Part::Text(text, _) => store_by_arn(text.as_str()),
            Part::Hole(hole) => store_of(hole),
        }),
        _ => None,
    }
}

fn store_by_arn(text: &str) -> Option<&'static str> {
    let mut parts = text.split(':');
    parts.find_map(|part| match part {
        "secretsmanager" => Some("secretsmanager"),
        "ssm" => Some("ssm"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Registry, by_host};

    #[test]
    fn images_are_in_the_registry_that_their_name_says() {
        let internet = |host: &str| Registry::Internet(host.to_owned());
        for (image, expected) in [
            ("nginx", internet("docker.io")),
            ("nginx:1.27", internet("docker.io")),
            ("library/nginx", internet("docker.io")),
            ("public.ecr.aws/nginx/nginx:1", internet("public.ecr.aws")),
            ("ghcr.io/acme/app", internet("ghcr.io")),
            ("registry:5000/app", internet("registry:5000")),
            (
                "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1",
                Registry::Ecr,
            ),
        ] {
            assert_eq!(by_host(image), expected, "{image}");
        }
    }
}
