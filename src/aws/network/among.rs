//! What holds of some of several subnets.

use crate::eval::Value;
use crate::graph::{Graph, Members, NodeId};

use super::super::Unsure;
use super::super::placement::truth::Truth;
use super::{Class, Network, Reach};

impl Network {
    /// Whether one of these subnets at least is of such a class: one is enough. Whether a class is one of those is not
    /// known where packets may or may not come back to the internet.
    pub fn is_any(
        &self,
        graph: &Graph<'_>,
        subnets: &Members<'_>,
        is_such: &dyn Fn(&Class) -> Truth,
    ) -> Truth {
        let judge = |subnet: &Value| match self.class_of(graph, subnet) {
            Class::Undetermined(unsure) => Truth::Open(unsure),
            class => is_such(&class),
        };
        let certain = subnets.certain.iter().map(|subnet| judge(subnet));
        let answer = certain.fold(Truth::No, Truth::or);
        let Some(others) = subnets.others else {
            return answer;
        };
        answer.or(match judge(others) {
            // There may be none of them.
            Truth::Yes => Truth::Open(Unsure::of(others)),
            other => other,
        })
    }

    /// The first of these subnets that is certainly of such a class.
    pub fn first<'n>(
        &'n self,
        graph: &Graph<'_>,
        subnets: &Members<'_>,
        is_such: &dyn Fn(&Class) -> Truth,
    ) -> Option<(NodeId, &'n Reach)> {
        subnets.certain.iter().find_map(|subnet| {
            let node = graph.node_named(subnet, &["id"])?;
            let reach = self.reach(node)?;
            let is_known = !matches!(reach.class, Class::Undetermined(_));
            (is_known && is_such(&reach.class).is_yes()).then_some((node, reach))
        })
    }
}
