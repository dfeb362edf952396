//! See `port.md`.

use crate::aws::placement::definition::given;
use crate::aws::placement::truth::whole;
use crate::diagnostic::{DefaultSeverity, Finding, Meta, Severity};
use crate::docker::{Base, Dockerfile, nginx};
use crate::eval::Value;
use crate::graph::alternatives;
use crate::rule::{Check, Context, Rule};
use crate::source::Span;

use super::super::images::{built, containers};

pub(crate) static RULE: Rule = Rule {
    meta: Meta {
        id: "docker-port",
        summary: "A container maps a port on which its image does not listen.",
        why: "The load balancer's health checks find nobody: ECS starts the task, stops it, and starts it again.",
        severity: DefaultSeverity::ByCase(Severity::Error, &[Severity::Warning]),
        security: None,
        page: include_str!("port.md"),
        options: &[],
    },
    check: Check::Repository(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (repository, file, build) in built(context) {
        let Some(ports) = ports_of(context, file) else {
            continue;
        };
        for infrastructure in context.infrastructures {
            for (definition, container) in containers(infrastructure, &repository) {
                let address = infrastructure.graph.node(definition).address();
                for mapped in mapped(container) {
                    findings.extend(judge(file, (&ports, build), (&address, mapped)));
                }
            }
        }
    }
}

/// The ports of an image, and what says them.
struct Ports {
    numbers: Vec<u16>,
    spans: Vec<Span>,
    /// Whether a server's own configuration says it, and not only `EXPOSE`.
    is_certain: bool,
}

fn judge(
    file: &Dockerfile,
    (ports, build): (&Ports, Span),
    (address, (port, place)): (&str, (u16, Option<Span>)),
) -> Option<Finding> {
    if ports.numbers.contains(&port) {
        return None;
    }
    let listed: Vec<String> = ports.numbers.iter().map(ToString::to_string).collect();
    let listed = listed.join(" and ");
    let says = if ports.is_certain {
        "nginx listens on"
    } else {
        "EXPOSE names"
    };
    let message = format!(
        "{address} maps the port {port}, but of the image that {} makes {says} {listed}",
        file.path
    );
    let help = format!("Map the port {listed}, or let the image listen on {port}");
    let severity = if ports.is_certain {
        Severity::Error
    } else {
        Severity::Warning
    };
    let at = *ports.spans.first()?;
    let mut finding =
        Finding::new(&RULE.meta, place.unwrap_or(at), message, help).severity(severity);
    for span in &ports.spans {
        if Some(*span) != place {
            finding = finding.related(*span, "the image's port");
        }
    }
    Some(finding.related(build, "built here"))
}

/// The ports that a container certainly maps.
fn mapped(container: &Value) -> Vec<(u16, Option<Span>)> {
    let Some(mappings) = given(container, "portMappings") else {
        return Vec::new();
    };
    let ways = alternatives(mappings);
    let [members] = ways.as_slice() else {
        return Vec::new();
    };
    let port = |mapping: &&Value| {
        let value = given(mapping, "containerPort")?;
        Some((u16::try_from(whole(value)?).ok()?, value.place()))
    };
    members.certain.iter().filter_map(port).collect()
}

/// The ports on which an image listens; `None` where they are not known.
fn ports_of(context: &Context<'_>, file: &Dockerfile) -> Option<Ports> {
    if let Some(ports) = nginx_ports(context, file) {
        return Some(ports);
    }
    let lineage = file.lineage();
    let stage = lineage.iter().find(|stage| !stage.ports.is_empty())?;
    let ports: Option<Vec<u16>> = stage.ports.iter().map(|(port, _)| *port).collect();
    Some(Ports {
        numbers: ports?,
        spans: stage.ports.iter().map(|(_, span)| *span).collect(),
        is_certain: false,
    })
}

/// The ports of an image of nginx whose main configuration, or only site, is copied from the repository.
fn nginx_ports(context: &Context<'_>, file: &Dockerfile) -> Option<Ports> {
    let lineage = file.lineage();
    let is_nginx = lineage.iter().any(|stage| {
        matches!(&stage.base, Base::Image(image) if image.short_name() == "nginx" || image.short_name().ends_with("/nginx"))
    });
    let copies = lineage.iter().flat_map(|stage| &stage.copies);
    let main = ["/etc/nginx/nginx.conf", "/etc/nginx/conf.d/default.conf"];
    let is_main = |copied: &&crate::docker::Copied| {
        let name = copied.source.rsplit('/').next().unwrap_or_default();
        let target = copied.target.as_str();
        copied.from.is_none()
            && (main.contains(&target) || main.contains(&format!("{target}{name}").as_str()))
    };
    let configurations = copies.filter(is_main);
    let mut ports = Ports {
        numbers: Vec::new(),
        spans: Vec::new(),
        is_certain: true,
    };
    for copied in configurations {
        let source = crate::source::join_path(file.folder(), &copied.source)?;
        let source = context.sources.find_file(&source)?;
        for listen in nginx::listens(source, &context.sources.text(source).content) {
            ports.numbers.push(listen.port?);
            ports.spans.push(listen.span);
        }
    }
    if !is_nginx || ports.numbers.is_empty() {
        return None;
    }
    // Beside what is copied there, other files may be included, and a command may have written some.
    let served = nginx::Served::by(context.sources, file, Vec::new()).ok()?;
    for listen in served.listens()? {
        if !ports.spans.contains(&listen.span) {
            ports.numbers.push(listen.port?);
            ports.spans.push(listen.span);
        }
    }
    ports.numbers.dedup();
    Some(ports)
}
