//! A state that a stack reads, as rules see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::eval::{Owner, Value};
use crate::repo::StackId;
use crate::source::Span;

use super::Unresolved;

/// An instance of a `terraform_remote_state` data source.
#[derive(Debug, Clone)]
pub struct RemoteState {
    /// The data source's instance.
    pub owner: Arc<Owner>,
    /// The stack that reads.
    pub reader: StackId,
    /// The index of the module instance that it stands in, in [`super::super::StackPlan::modules`].
    pub module: usize,
    /// The block's type and labels.
    pub span: Span,
    /// Where the state that it reads lies, as [`super::Backend::identity`].
    pub identity: Result<String, Unresolved>,
    /// The same without the workspace, as [`super::Backend::family`].
    pub family: Result<String, Unresolved>,
    /// The kind of backend; empty where that is not known.
    pub kind: String,
    /// What it gives under `config`, by dotted names.
    pub arguments: BTreeMap<String, Value>,
    /// The stacks that write that state: one, where all is well. Of a root that is applied several times, all that
    /// may be meant.
    pub producers: Vec<StackId>,
    /// Where a part of the state's place is not known, the only stacks that the known part fits.
    pub assumed: Vec<StackId>,
    /// Why it is not known which state that is, or that no stack writes it.
    pub unresolved: Option<String>,
}

impl RemoteState {
    /// The data source's name in its module.
    pub fn name(&self) -> &str {
        &self.owner.address.name
    }

    /// The data source's address in the stack.
    pub fn address(&self) -> String {
        self.owner.address.to_string()
    }

    /// Whether it is only assumed which stack that is.
    pub fn is_assumed(&self) -> bool {
        self.producers.is_empty() && !self.assumed.is_empty()
    }

    /// The stacks whose outputs it gives: those that write the state, or are taken to.
    pub fn writers(&self) -> &[StackId] {
        if self.producers.is_empty() {
            &self.assumed
        } else {
            &self.producers
        }
    }
}
