//! Systems of which it is only known that they are there.

use crate::source::{FileId, Sources};

/// A system that runs pipelines, told by its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Other {
    /// Its name.
    pub name: &'static str,
    /// The file.
    pub file: FileId,
}

/// Files by which systems are told. Some live in every folder, some only at the root.
const AT_ROOT: [(&str, &str); 14] = [
    (".circleci/config.yml", "CircleCI"),
    (".buildkite/pipeline.yml", "Buildkite"),
    (".drone.yml", "Drone"),
    (".travis.yml", "Travis"),
    ("azure-pipelines.yml", "Azure Pipelines"),
    ("bitbucket-pipelines.yml", "Bitbucket Pipelines"),
    (".woodpecker.yml", "Woodpecker"),
    ("cloudbuild.yaml", "Cloud Build"),
    ("atlantis.yaml", "Atlantis"),
    ("digger.yml", "Digger"),
    (".spacelift/config.yml", "Spacelift"),
    (".env0.yml", "env0"),
    ("env0.yml", "env0"),
    ("scalr.yaml", "Scalr"),
];

pub(super) fn find(sources: &Sources) -> Vec<Other> {
    let at_root = AT_ROOT.iter().filter_map(|(path, name)| {
        let file = sources.find_file(path)?;
        Some(Other { name, file })
    });
    let mut found: Vec<Other> = at_root.collect();
    for (file, source) in sources.files() {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let system = match name {
            "Jenkinsfile" => "Jenkins",
            "env0.yml" | "atlantis.yaml" => continue,
            _ if name.starts_with("Jenkinsfile.") => "Jenkins",
            _ if name.starts_with("buildspec") && super::is_yaml(name) => "CodeBuild",
            _ => continue,
        };
        found.push(Other { name: system, file });
    }
    found.sort_by_key(|other| (other.name, other.file));
    found.dedup_by_key(|other| (other.name, other.file));
    found
}
