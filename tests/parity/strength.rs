//! Which side is the weaker, and what may be smaller where.

use std::collections::BTreeMap;

use iaclint::parity::Comparison;

use super::{compared, compared_scopes, expected, pair, unexpected};

const HEAD: &str = "terraform {\n  backend \"s3\" {\n    bucket = \"state-%E\"\n    key    = \"app\"\n    region = \"us-east-1\"\n  }\n}\n";

/// One resource on both sides, with an argument of its own on each.
fn files(kind: &str, rest: &str, prod: &str, test: &str) -> BTreeMap<String, String> {
    let mut files = pair(&[("live/%E/us-east-1/app/main.tf", HEAD)]);
    for (name, own) in [("prod", prod), ("test", test)] {
        let file = files
            .get_mut(&format!("live/{name}/us-east-1/app/main.tf"))
            .unwrap();
        let block = format!("resource \"{kind}\" \"this\" {{\n  {rest}\n  {own}\n}}\n");
        file.push_str(&block);
    }
    files
}

fn found(kind: &str, rest: &str, prod: &str, test: &str) -> Comparison {
    compared(&files(kind, rest, prod, test), "prod", "test")
}

#[test]
fn what_keeps_others_out_is_the_same_and_says_who_is_open_to_more() {
    let block = "bucket = \"b\"";
    // The stronger one first.
    for (kind, rest, strong, weak) in [
        (
            "aws_db_instance",
            "",
            "publicly_accessible = false",
            "publicly_accessible = true",
        ),
        ("aws_db_instance", "", "storage_encrypted = true", ""),
        (
            "aws_db_instance",
            "",
            "kms_key_id = \"arn:aws:kms:us-east-1:222222222222:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9\"",
            "",
        ),
        (
            "aws_ebs_volume",
            "size = 1",
            "encrypted = true",
            "encrypted = false",
        ),
        (
            "aws_s3_bucket_public_access_block",
            block,
            "block_public_policy = true",
            "block_public_policy = false",
        ),
        (
            "aws_lb_listener",
            "port = 443",
            "ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"",
            "ssl_policy = \"ELBSecurityPolicy-2016-08\"",
        ),
        (
            "aws_instance",
            "ami = \"ami-0123456789abcdef0\"",
            "metadata_options {\n http_tokens = \"required\"\n }",
            "metadata_options {\n http_tokens = \"optional\"\n }",
        ),
    ] {
        let prod_weaker = found(kind, rest, weak, strong);
        let [told] = &unexpected(&prod_weaker)[..] else {
            panic!("{weak}: {:?}", unexpected(&prod_weaker))
        };
        assert!(
            told.starts_with("parity-prod-weaker") && told.ends_with("reference weaker"),
            "{told}"
        );
        assert_eq!(
            prod_weaker.differences[0].severity,
            iaclint::diagnostic::Severity::Error,
            "{told}"
        );
        let test_weaker = found(kind, rest, strong, weak);
        let [told] = &unexpected(&test_weaker)[..] else {
            panic!("{weak}: {:?}", unexpected(&test_weaker))
        };
        assert!(
            told.starts_with("parity-resource-value") && told.ends_with("other weaker"),
            "{told}"
        );
    }
}

#[test]
fn policies_of_one_strength_are_different_and_neither_is_weaker() {
    let told = unexpected(&found(
        "aws_lb_listener",
        "port = 443",
        "ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\"",
        "ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-Res-2021-06\"",
    ));
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with("Res-2021-06\""), "{told:?}");
}

#[test]
fn production_is_at_least_as_large_in_every_family() {
    // The larger one first.
    for (kind, large, small) in [
        (
            "aws_db_instance",
            "instance_class = \"db.r6g.large\"",
            "instance_class = \"db.t3.large\"",
        ),
        (
            "aws_instance",
            "instance_type = \"m5.xlarge\"",
            "instance_type = \"t3.large\"",
        ),
        (
            "aws_budgets_budget",
            "limit_amount = \"500\"",
            "limit_amount = \"100\"",
        ),
    ] {
        let told = unexpected(&found(kind, "", small, large));
        assert_eq!(told.len(), 1, "{small}: {told:?}");
        assert!(
            told[0].starts_with("parity-prod-weaker") && told[0].ends_with("reference weaker"),
            "{told:?}"
        );
        let other = found(kind, "", large, small);
        assert_eq!(unexpected(&other), [""; 0], "{large}");
        assert_eq!(expected(&other).len(), 1, "{large}");
    }
}

#[test]
fn families_that_have_no_order_are_undetermined() {
    for (prod, test) in [("c5.xlarge", "r5.large"), ("x2gd.large", "m5.large")] {
        let found = found(
            "aws_instance",
            "",
            &format!("instance_type = \"{prod}\""),
            &format!("instance_type = \"{test}\""),
        );
        assert!(found.differences.is_empty(), "{:#?}", found.differences);
        let [open] = &found.uncertain[..] else {
            panic!("{:#?}", found.uncertain)
        };
        assert_eq!(open.reason, "which of the two is the larger cannot be told");
    }
}

#[test]
fn a_version_comes_to_production_last() {
    let version = |text: &str| format!("engine_version = \"{text}\"");
    let ahead = found("aws_db_instance", "", &version("15.4"), &version("14.9"));
    let told = unexpected(&ahead);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("parity-promotion-old") && told[0].ends_with("other weaker"),
        "{told:?}"
    );
    for (prod, test) in [("14.9", "15.4"), ("16", "16.3")] {
        let behind = found("aws_db_instance", "", &version(prod), &version(test));
        assert_eq!(unexpected(&behind), [""; 0]);
        assert_eq!(expected(&behind).len(), 1);
    }
}

#[test]
fn of_two_regions_of_production_neither_may_be_smaller() {
    let files = |first: &str, second: &str| {
        let mut all = BTreeMap::new();
        for (region, own) in [("us-east-1", first), ("eu-west-1", second)] {
            let head = HEAD.replace("us-east-1", region);
            all.insert(
                format!("live/prod/{region}/app/main.tf"),
                format!("{head}resource \"aws_db_instance\" \"this\" {{\n  {own}\n}}\n"),
            );
        }
        all
    };
    let (large, small) = (
        "instance_class = \"db.r6g.xlarge\"",
        "instance_class = \"db.r6g.large\"",
    );
    let protected = "deletion_protection = true";
    let (new, old) = ("engine_version = \"15.4\"", "engine_version = \"14.9\"");
    for (first, second, rule, weaker) in [
        (large, small, "parity-prod-weaker", "other weaker"),
        (small, large, "parity-prod-weaker", "reference weaker"),
        (protected, "", "parity-prod-weaker", "other weaker"),
        (new, old, "parity-promotion-old", "other weaker"),
        (old, new, "parity-promotion-old", "reference weaker"),
    ] {
        let found = compared_scopes(
            &files(first, second),
            ("prod", Some("us-east-1")),
            ("prod", Some("eu-west-1")),
        );
        let told = unexpected(&found);
        assert_eq!(told.len(), 1, "{first} {second}: {told:?}");
        assert!(
            told[0].starts_with(rule) && told[0].ends_with(weaker),
            "{told:?}"
        );
    }
}
