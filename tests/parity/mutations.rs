//! Every mutation of production's own files that changes what is made is exactly one difference from its copy.

use std::collections::BTreeMap;
use std::path::Path;

use super::compared;
use super::metamorphic::copy_of_prod;

/// One change of one file, as the tests of mutations list them.
#[derive(serde::Deserialize)]
struct Mutation {
    id: String,
    file: Option<String>,
    find: Option<String>,
    put: Option<String>,
    #[serde(default)]
    also: Vec<serde_json::Value>,
}

#[derive(serde::Deserialize)]
struct Table {
    fault: Vec<Mutation>,
}

fn mutations() -> Vec<Mutation> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mutations/tables/infrastructure.toml");
    let table: Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let of_prod = |it: &Mutation| {
        let is_own = it
            .file
            .as_ref()
            .is_some_and(|file| file.starts_with("live/prod/"));
        is_own && it.also.is_empty() && it.put.is_some()
    };
    table.fault.into_iter().filter(of_prod).collect()
}

#[test]
fn a_mutation_of_production_is_one_difference_from_its_copy() {
    let mut found = BTreeMap::new();
    for mutation in mutations() {
        let mut files = copy_of_prod(|text| text.replace("prod", "staging"));
        let (file, find, put) = (
            mutation.file.unwrap(),
            mutation.find.unwrap(),
            mutation.put.unwrap(),
        );
        let text = files.get_mut(&file).unwrap();
        assert!(text.contains(&find), "{}", mutation.id);
        *text = text.replace(&find, &put);
        let comparison = compared(&files, "prod", "staging");
        let told: Vec<String> = comparison
            .differences
            .iter()
            .map(|it| {
                let mark = if it.is_unexpected() { "" } else { "(may be) " };
                format!("{mark}{} {} {}", it.rule, it.stack, it.path)
            })
            .chain(
                comparison
                    .uncertain
                    .iter()
                    .map(|it| format!("? {} {}: {}", it.stack, it.path, it.reason)),
            )
            .collect();
        found.insert(mutation.id, told);
    }
    let expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    assert_eq!(found, expected);
}
