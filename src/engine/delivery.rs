//! Reading what runs Terraform and what builds images.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::RunError;
use crate::docker::Dockerfiles;
use crate::pipeline::Pipelines;
use crate::source::Sources;

/// What runs Terraform and builds images.
#[derive(Default)]
pub(super) struct Delivery {
    pub(super) pipelines: Pipelines,
    pub(super) dockerfiles: Dockerfiles,
}

/// Reads pipelines and Dockerfiles, and says so where that breaks.
pub(super) fn read(sources: &Sources) -> (Delivery, Option<RunError>) {
    let read = || Delivery {
        pipelines: Pipelines::read(sources),
        dockerfiles: Dockerfiles::read(sources),
    };
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(delivery) => (delivery, None),
        Err(_) => {
            let message = "reading the pipelines broke, so that their rules find nothing. This is a fault of iaclint: \
                           please report it";
            let error = RunError {
                path: None,
                message: message.to_owned(),
                ..RunError::default()
            };
            (Delivery::default(), Some(error))
        }
    }
}
