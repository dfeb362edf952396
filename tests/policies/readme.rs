//! The README of policies: what it shows works as it says.

use std::collections::BTreeMap;

use iaclint::policy::test::run;
use iaclint::schema::Schemas;
use iaclint::source::Sources;

use super::{HEAD, STACK, errors, judged_all, open, told};

/// The files that the README shows: a line with the path in backquotes and a colon, then the text.
fn files() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string("policies/README.md").unwrap();
    let mut files = BTreeMap::new();
    let mut path: Option<String> = None;
    let mut inside: Option<String> = None;
    for line in text.lines() {
        match (&path, &mut inside) {
            (Some(name), Some(content)) => {
                if line == "```" {
                    files.insert(name.clone(), std::mem::take(content));
                    (path, inside) = (None, None);
                } else {
                    *content += line;
                    content.push('\n');
                }
            }
            (Some(_), None) if line.starts_with("```") => inside = Some(String::new()),
            _ => {
                if let Some(name) = line
                    .strip_prefix('`')
                    .and_then(|rest| rest.strip_suffix("`:"))
                {
                    path = Some(name.to_owned());
                }
            }
        }
    }
    files
}

#[test]
fn its_tests_pass() {
    let files = files();
    assert_eq!(files.len(), 5, "{:?}", files.keys());
    let sources = Sources::from_memory(
        files
            .iter()
            .map(|(path, text)| (path.clone(), text.clone())),
    );
    let tested = run(&sources, &Schemas::embedded(), &|_| true);
    assert_eq!(tested.len(), 2);
    for file in &tested {
        assert_eq!((file.failures(), file.errors.len()), (0, 0), "{file:?}");
        assert!(file.cases.len() >= 3);
    }
}

#[test]
fn its_policies_find_what_they_say() {
    let files = files();
    let config = files["iaclint.toml"].clone();
    let main = format!(
        "{HEAD}resource \"aws_s3_bucket\" \"good\" {{\n  bucket = \"good\"\n  tags = {{ Owner = \"shop\" }}\n}}\n\
         resource \"aws_s3_bucket\" \"bad\" {{\n  bucket = \"bad\"\n}}\n\
         resource \"aws_s3_bucket_public_access_block\" \"good\" {{\n  bucket = aws_s3_bucket.good.id\n  \
         block_public_acls = true\n  block_public_policy = true\n  ignore_public_acls = true\n  \
         restrict_public_buckets = true\n}}\n"
    );
    let path = format!("{STACK}/main.tf");
    let all: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .chain([(path.as_str(), main.as_str())])
        .collect();
    let outcome = judged_all(&config, &all).unwrap();
    assert_eq!(errors(&outcome), Vec::<String>::new());
    assert_eq!(
        told(&outcome),
        [
            "error aws_s3_bucket.bad: Nothing restricts public access to the bucket",
            "error aws_s3_bucket.bad: The bucket has no tag `Owner`",
        ]
    );
    assert_eq!(open(&outcome), Vec::<String>::new());
}
