//! A copy is the same, whatever the environment, account, region and network are called.

use std::collections::BTreeMap;
use std::path::Path;

use iaclint::parity::{Form, Which};

use super::{application, compared, told, unexpected};

/// The files of this repository's own infrastructure.
pub(crate) fn own(folder: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    let mut pending = vec![root.join(folder)];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                files.insert(name.to_owned(), text);
            }
        }
    }
    files
}

/// The same environment under another name, account, region and network.
pub(crate) fn copy_of_prod(change: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    let mut files = own("modules");
    for (path, text) in own("live/prod") {
        files.insert(change(&path), change(&text));
        files.insert(path, text);
    }
    files
}

#[test]
fn an_environment_is_the_same_as_itself() {
    let files = copy_of_prod(str::to_owned);
    let found = compared(&files, "prod", "prod");
    assert!(found.differences.is_empty(), "{:#?}", found.differences);
    assert!(found.uncertain.is_empty(), "{:#?}", found.uncertain);
}

#[test]
fn a_copy_of_an_environment_is_the_same() {
    let files = copy_of_prod(|text| {
        text.replace("prod", "staging")
            .replace("222222222222", "333333333333")
            .replace("us-east-1", "eu-west-1")
            .replace("10.0.", "10.7.")
    });
    let found = compared(&files, "prod", "staging");
    assert_eq!(
        found.differences.iter().map(told).collect::<Vec<String>>(),
        [""; 0]
    );
    assert!(found.uncertain.is_empty(), "{:#?}", found.uncertain);
}

#[test]
fn to_exchange_the_sides_mirrors_the_result() {
    let mut files = own("modules");
    files.extend(own("live"));
    for files in [files, application()] {
        let (one, other) = (
            compared(&files, "prod", "test"),
            compared(&files, "test", "prod"),
        );
        let mirrored = |form: Form| match form {
            Form::Only(which) => Form::Only(which.opposite()),
            Form::Different => Form::Different,
        };
        let key = |it: &iaclint::parity::Difference| (it.stack.clone(), it.path.clone());
        let mut one: Vec<_> = one
            .differences
            .iter()
            .map(|it| (key(it), it.form, it.weaker, it.is_unexpected()))
            .collect();
        let mut other: Vec<_> = other
            .differences
            .iter()
            .map(|it| {
                (
                    key(it),
                    mirrored(it.form),
                    it.weaker.map(Which::opposite),
                    it.is_unexpected(),
                )
            })
            .collect();
        one.sort();
        other.sort();
        assert_eq!(one, other);
    }
}

#[test]
fn prod_and_test_of_this_repository_are_the_same_system() {
    let mut files = own("modules");
    files.extend(own("live"));
    let found = unexpected(&compared(&files, "prod", "test"));
    assert_eq!(
        found,
        [r#"parity-count-zero us-east-1/ecr var.pull_account_ids[0]: - / "222222222222""#]
    );
}
