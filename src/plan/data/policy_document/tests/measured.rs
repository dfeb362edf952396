//! Documents byte for byte as the AWS provider 5.100.0 writes them.
//!
//! `documents.jsonl` is what Terraform 1.11.4 gave for `documents.tf.txt`: the block's name with `id`, `json` and
//! `minified_json`, a line each. To measure again, put the documents into an empty folder as `documents.tf`, with a
//! `provider "aws"` that has a `region`, any `access_key` and `secret_key`, and `skip_credentials_validation`,
//! `skip_requesting_account_id`, `skip_metadata_api_check` and `skip_region_validation` as `true`, and an output that
//! holds all of them; then run `terraform apply -refresh=false` and `terraform output -json`. No account is needed.

use serde_json::Value as Json;

use super::super::super::testing::{planned, planned_with};

#[test]
fn documents_are_byte_for_byte_what_the_provider_writes() {
    let rows = include_str!("documents.jsonl").lines();
    let rows: Vec<Json> = rows.map(|row| serde_json::from_str(row).unwrap()).collect();
    assert_eq!(rows.len(), 80);
    planned(include_str!("documents.tf.txt"), |plan| {
        assert_eq!(plan.faults, []);
        let resources = &plan.root().resources;
        for row in &rows {
            let name = row["name"].as_str().unwrap();
            let (block, index) = match name.split_once('[') {
                Some((block, index)) => (block, index.trim_end_matches(']').parse().unwrap()),
                None => (name, 0),
            };
            let address = format!("data.aws_iam_policy_document.{block}");
            let value = &resources[address.as_str()].instances[index].value;
            for attribute in ["json", "minified_json", "id"] {
                let found = value.get(attribute).unwrap();
                assert_eq!(found.as_str(), row[attribute].as_str(), "{name}: {found:?}");
            }
        }
    });
}

/// Each is refused by the provider: at validation, or when it is read.
#[test]
fn what_the_provider_refuses_is_a_fault() {
    let refused = include_str!("refused.tf.txt");
    planned(refused, |plan| {
        let text = |span: crate::source::Span| {
            let line = refused[..span.start as usize].rfind("data \"aws").unwrap();
            refused[line..].lines().next().unwrap()
        };
        let mut faults: Vec<&str> = plan.faults.iter().map(|one| text(one.fault.span)).collect();
        faults.dedup();
        let blocks: Vec<&str> = refused
            .lines()
            .filter(|line| line.starts_with("data "))
            .collect();
        assert_eq!(faults, blocks);
        assert_eq!(plan.faults.len(), blocks.len());
    });
}

/// Version 3 of the provider documents them so: a document that others are merged into, and one that is merged last.
#[test]
fn former_versions_merge_one_document_before_and_one_after() {
    let text = r#"
        data "aws_iam_policy_document" "it" {
          source_json   = "{\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Deny\"},{\"Sid\":\"B\",\"Effect\":\"Deny\"}]}"
          override_json = "{\"Statement\":[{\"Sid\":\"C\",\"Effect\":\"Deny\"}]}"
          statement {
            sid = "B"
          }
          statement {
            sid = "C"
          }
        }
    "#;
    planned_with("terraform {\n  backend \"local\" {}\n}\n", text, |plan| {
        assert_eq!(plan.faults, []);
        let value = &plan.root().resources["data.aws_iam_policy_document.it"].instances[0].value;
        let json = value.get("minified_json").unwrap();
        assert_eq!(
            json.as_str(),
            Some(
                r#"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny"},{"Sid":"B","Effect":"Allow"},{"Sid":"C","Effect":"Deny"}]}"#
            )
        );
    });
}
