//! GitLab's pipelines.

use super::Pipelines;
use crate::source::Sources;

/// Adds what `.gitlab-ci.yml` says.
pub(super) fn read(sources: &Sources, pipelines: &mut Pipelines) {
    if let Some(file) = sources.find_file(".gitlab-ci.yml") {
        pipelines.files.push(file);
        pipelines.others.push(super::Other {
            name: "GitLab",
            file,
        });
    }
}
