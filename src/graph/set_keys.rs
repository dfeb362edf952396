//! Instances of `for_each` over a set whose elements are known one by one, but whose keys are not: ids of resources that
//! are made by the same apply. Terraform takes such a set once the resources are there.

use std::collections::BTreeMap;

use crate::eval::Value;
use crate::plan::Repetition;

use super::{Graph, NodeId};

impl Graph<'_> {
    /// The values of these arguments in each instance of the block of `id`, where it is repeated by such a set; `None`
    /// where it is not.
    pub fn of_set_keys<'n>(
        &self,
        id: NodeId,
        arguments: &[&'n str],
    ) -> Option<Vec<BTreeMap<&'n str, Value>>> {
        let node = self.node(id);
        let body = &node.declaration.block.body;
        if !node.is_any() {
            return None;
        }
        let for_each = &body.attribute("for_each")?.value;
        let plan = self.plan;
        let evaluate = |repetition: &Repetition, expression| {
            let value = plan.evaluate(node.stack, node.module_at, repetition, expression);
            value.0
        };
        let set = evaluate(&Repetition::None, for_each);
        let elements = set.elements()?;
        let instances = elements.iter().map(|element| {
            let repetition = Repetition::Each(element.clone(), element.clone());
            let values = arguments.iter().filter_map(|name| {
                let attribute = body.attribute(name)?;
                Some((*name, evaluate(&repetition, &attribute.value)))
            });
            values.collect()
        });
        Some(instances.collect())
    }
}
