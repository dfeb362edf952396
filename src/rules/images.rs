//! Which images pipelines build and push, and which containers run them.

use crate::aws::Infrastructure;
use crate::aws::placement::definition::given;
use crate::docker::{Dockerfile, Dockerfiles};
use crate::eval::{Part, PathStep, Shape, Value};
use crate::graph::{Graph, NodeId, possible};
use crate::pipeline::{Build, Cause, JobRun, Phrase, Piece, TaskKind};
use crate::rule::Context;
use crate::source::Span;

/// An image that a pipeline pushes.
#[derive(Debug)]
pub(super) struct Pushed<'c> {
    /// The job.
    pub(super) job: &'c JobRun,
    /// Where the push is written.
    pub(super) span: Span,
    /// The registry, with `…` for what is not known.
    pub(super) registry: String,
    /// The repository, without the registry.
    pub(super) repository: String,
    /// The tag, where it is the same at each run.
    pub(super) tag: Option<String>,
    /// How it is built, and where that is written, where the same job does it.
    pub(super) build: Option<(&'c Build, Span)>,
    /// Why it may not be pushed.
    pub(super) doubt: Option<&'c Cause>,
}

/// Every image that a pipeline pushes into a repository whose name is known.
pub(super) fn pushed<'c>(context: &Context<'c>) -> Vec<Pushed<'c>> {
    let mut found = Vec::new();
    for execution in &context.pipelines.executions {
        for job in &execution.jobs {
            of_job(job, &mut found);
        }
    }
    found
}

fn of_job<'c>(job: &'c JobRun, found: &mut Vec<Pushed<'c>>) {
    // The names of images, with how each was built.
    let mut named: Vec<(&Phrase, &'c Build, Span)> = Vec::new();
    for step in &job.steps {
        for task in &step.tasks {
            let doubt = job
                .doubt
                .as_ref()
                .or(step.doubt.as_ref())
                .or(task.doubt.as_ref());
            let mut push = |image: &Phrase, build: Option<(&'c Build, Span)>| {
                let Some((registry, repository, tag)) = parts(image) else {
                    return;
                };
                found.push(Pushed {
                    job,
                    span: task.span,
                    registry,
                    repository,
                    tag,
                    build,
                    doubt,
                });
            };
            let of_image = |named: &[(&Phrase, &'c Build, Span)], image: &Phrase| {
                let known = named.iter().rev().find(|(name, ..)| *name == image);
                known.map(|(_, build, span)| (*build, *span))
            };
            match &task.kind {
                TaskKind::Build(build) => {
                    for tag in &build.tags {
                        named.push((tag, build, task.span));
                        if build.is_pushed {
                            push(tag, Some((build, task.span)));
                        }
                    }
                }
                TaskKind::Tag(from, to) => {
                    if let Some((build, span)) = of_image(&named, from) {
                        named.push((to, build, span));
                    }
                }
                TaskKind::Push(image) => push(image, of_image(&named, image)),
                _ => {}
            }
        }
    }
}

/// Registry, repository and fixed tag of an image; `None` where the repository is not known or there is no registry.
fn parts(image: &Phrase) -> Option<(String, String, Option<String>)> {
    const HOLE: char = '\u{1}';
    let mut text = String::new();
    for piece in image.pieces() {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Star | Piece::Open(_) => text.push(HOLE),
        }
    }
    let (registry, rest) = text.split_once('/')?;
    let is_registry = registry.contains(['.', ':', HOLE]);
    let rest = rest.split('@').next()?;
    let name_at = rest.rfind('/').map_or(0, |at| at + 1);
    let (repository, tag) = match rest[name_at..].split_once(':') {
        Some((name, tag)) => (format!("{}{name}", &rest[..name_at]), Some(tag)),
        None => (rest.to_owned(), None),
    };
    if !is_registry || repository.contains(HOLE) {
        return None;
    }
    // Without a tag, latest is meant.
    let tag = tag.unwrap_or("latest");
    let tag = (!tag.contains(HOLE)).then(|| tag.to_owned());
    Some((registry.replace(HOLE, "…"), repository, tag))
}

/// The repository of ECR that an image is taken from, without its registry.
pub(super) fn repository_of(graph: &Graph<'_>, image: &Value) -> Option<String> {
    let mut ways = possible(image)
        .into_iter()
        .map(|way| one_repository(graph, way));
    let first = ways.next()??;
    ways.all(|way| way.as_ref() == Some(&first))
        .then_some(first)
}

fn one_repository(graph: &Graph<'_>, image: &Value) -> Option<String> {
    if let Some(text) = image.as_str() {
        let (registry, rest) = text.split_once('/')?;
        let is_ecr = registry.contains(".dkr.ecr.");
        let name = rest.split('@').next()?.split(':').next()?;
        return is_ecr.then(|| name.to_owned());
    }
    match image.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Symbol(_)) => made_repository(graph, image),
        Some(Shape::Template(parts)) => match &**parts {
            [Part::Hole(first), ..] => made_repository(graph, first),
            [Part::Text(text, _), ..] => {
                let (registry, rest) = text.as_str().split_once('/')?;
                let name = rest.split_once([':', '@'])?.0;
                registry.contains(".dkr.ecr.").then(|| name.to_owned())
            }
            [] => None,
        },
        _ => None,
    }
}

/// The name of the repository whose address a value is.
fn made_repository(graph: &Graph<'_>, value: &Value) -> Option<String> {
    let symbol = value.as_unknown()?.symbol()?;
    let is_url =
        matches!(symbol.path.last(), Some(PathStep::Name(name)) if &**name == "repository_url");
    let id = graph.find(&symbol.owner).filter(|_| is_url)?;
    let node = graph.node(id);
    let is_repository = node.kind() == "aws_ecr_repository";
    let name = node.given("name").filter(|_| is_repository)?;
    name.as_str().map(str::to_owned)
}

/// The containers of task definitions that run an image of this repository.
pub(super) fn containers<'i>(
    infrastructure: &'i Infrastructure<'_>,
    repository: &str,
) -> Vec<(NodeId, &'i Value)> {
    let graph = &infrastructure.graph;
    let mut found = Vec::new();
    for (id, list) in infrastructure.placement.definitions() {
        for members in crate::graph::alternatives(list) {
            for container in members.certain {
                let image = given(container, "image");
                let own = image.and_then(|image| repository_of(graph, image));
                if own.as_deref() == Some(repository) {
                    found.push((id, container));
                }
            }
        }
    }
    found
}

/// The Dockerfile that a build uses, where it is in the repository.
pub(super) fn dockerfile<'d>(files: &'d Dockerfiles, build: &Build) -> Option<&'d Dockerfile> {
    let path = match (&build.file, &build.context) {
        (Some(file), _) => file.known()?.to_owned(),
        (None, Some(context)) => match context.known()? {
            "" => "Dockerfile".to_owned(),
            folder => format!("{folder}/Dockerfile"),
        },
        (None, None) => return None,
    };
    files.at(&path)
}

/// Each repository that pipelines push to with the one Dockerfile that its images are built from.
pub(super) fn built<'c>(context: &Context<'c>) -> Vec<(String, &'c Dockerfile, Span)> {
    let mut found: Vec<(String, &'c Dockerfile, Span)> = Vec::new();
    let mut several: Vec<String> = Vec::new();
    for push in pushed(context) {
        let file = push
            .build
            .and_then(|(build, span)| Some((dockerfile(context.dockerfiles, build)?, span)));
        let known = found.iter().position(|(name, ..)| *name == push.repository);
        match (file, known) {
            (Some((file, span)), None) => found.push((push.repository, file, span)),
            (Some((file, _)), Some(at)) if found[at].1.file == file.file => {}
            _ => several.push(push.repository),
        }
    }
    found.retain(|(name, ..)| !several.contains(name));
    found
}
