//! The shapes of documents by JSON Schemas.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::data::schema::{Schema, compile_own};

/// A schema that comes with the program.
pub(super) struct Shape {
    /// `None` stands for nothing that happens: a test compiles each.
    pub(super) schema: LazyLock<Option<Schema>>,
    /// The names of all properties by their lower case.
    pub(super) names: LazyLock<BTreeMap<String, String>>,
}

const CONTAINERS_TEXT: &str =
    include_str!("../../../policies/schemas/ecs-container-definitions.schema.json");
const LIFECYCLE_TEXT: &str =
    include_str!("../../../policies/schemas/ecr-lifecycle-policy.schema.json");
const POLICY_TEXT: &str = include_str!("../../../policies/schemas/iam-policy.schema.json");
const DASHBOARD_TEXT: &str =
    include_str!("../../../policies/schemas/cloudwatch-dashboard.schema.json");

macro_rules! shape {
    ($path:literal, $text:expr) => {
        Shape {
            schema: LazyLock::new(|| compile_own($path, $text).ok()),
            names: LazyLock::new(|| property_names($text)),
        }
    };
}

pub(super) static CONTAINERS: Shape =
    shape!("ecs-container-definitions.schema.json", CONTAINERS_TEXT);
pub(super) static LIFECYCLE: Shape = shape!("ecr-lifecycle-policy.schema.json", LIFECYCLE_TEXT);
pub(super) static POLICY: Shape = shape!("iam-policy.schema.json", POLICY_TEXT);
pub(super) static DASHBOARD: Shape = shape!("cloudwatch-dashboard.schema.json", DASHBOARD_TEXT);

/// Every name under a `properties` of a schema.
fn property_names(schema: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    if let Ok(schema) = serde_json::from_str(schema) {
        collect(&schema, &mut names);
    }
    names
}

fn collect(schema: &serde_json::Value, names: &mut BTreeMap<String, String>) {
    match schema {
        serde_json::Value::Object(entries) => {
            if let Some(properties) = entries.get("properties").and_then(|it| it.as_object()) {
                let properties = properties.keys();
                names.extend(properties.map(|name| (name.to_ascii_lowercase(), name.clone())));
            }
            entries.values().for_each(|value| collect(value, names));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{CONTAINERS_TEXT, DASHBOARD_TEXT, LIFECYCLE_TEXT, POLICY_TEXT};
    use crate::data::schema::compile;

    #[test]
    fn every_schema_says_what_it_means() {
        for text in [CONTAINERS_TEXT, LIFECYCLE_TEXT, POLICY_TEXT, DASHBOARD_TEXT] {
            compile("schemas/it.json", text, &|_| None).unwrap();
        }
    }
}
