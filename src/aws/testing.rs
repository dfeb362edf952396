//! What the tests of this layer share: an environment read from a few texts.

use crate::config::Config;
use crate::graph::{Graph, NodeId};
use crate::plan::{Knowledge, build};
use crate::repo::{Repo, Syntax};
use crate::schema::Schemas;
use crate::source::Sources;

use super::Infrastructure;

/// The stack that [`of_stack`] puts a text into.
pub(in crate::aws) const STACK: &str = "live/prod/us-east-1/main";

/// Reads these files, and shows the infrastructure of the environment `prod`.
pub(in crate::aws) fn of_files<T>(
    files: &[(&str, &str)],
    look: impl FnOnce(&Infrastructure<'_>) -> T,
) -> T {
    let sources = Sources::from_memory(files.iter().copied());
    let (syntax, config) = (Syntax::new(&sources), Config::default());
    let repo = Repo::build(&sources, &syntax, &config);
    let schemas = Schemas::embedded();
    let plan = build(&repo, Knowledge { schemas: &schemas });
    let mut environments = repo.environments.iter();
    let prod = environments.find(|environment| environment.name == "prod");
    look(&Infrastructure::of(Graph::of(&plan, prod)))
}

/// The same of one stack with this text.
pub(in crate::aws) fn of_stack<T>(text: &str, look: impl FnOnce(&Infrastructure<'_>) -> T) -> T {
    let settings = "terraform {\n  backend \"local\" {}\n}\n";
    let path = format!("{STACK}/main.tf");
    let text = format!("{settings}{text}");
    of_files(&[(&path, &text)], look)
}

/// The node of this address, in whichever stack it is.
#[allow(
    dead_code,
    reason = "the tests of what lies in networks look for instances by address"
)]
pub(in crate::aws) fn node(infrastructure: &Infrastructure<'_>, address: &str) -> NodeId {
    let mut nodes = infrastructure.graph.nodes();
    let found = nodes.find(|(_, node)| node.address() == address);
    found.unwrap_or_else(|| panic!("there is no {address}")).0
}
