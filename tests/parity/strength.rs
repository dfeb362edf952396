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

#[test]
fn what_is_on_unless_it_is_said_is_off_where_it_is_said() {
    // Terraform plans `true` for each of them where it is omitted.
    for (kind, rest, argument) in [
        ("aws_cloudtrail", "s3_bucket_name = \"b\"", "enable_logging"),
        ("aws_guardduty_detector", "", "enable"),
        ("aws_kms_key", "", "is_enabled"),
        (
            "aws_lambda_event_source_mapping",
            "function_name = \"f\"",
            "enabled",
        ),
        (
            "aws_db_instance",
            "instance_class = \"db.t3.micro\"",
            "auto_minor_version_upgrade",
        ),
        (
            "aws_vpc",
            "cidr_block = \"10.%N.0.0/16\"",
            "enable_dns_support",
        ),
    ] {
        let off = format!("{argument} = false");
        let on = format!("{argument} = true");
        let told = unexpected(&found(kind, rest, &off, ""));
        assert_eq!(told.len(), 1, "{kind}: {told:?}");
        assert!(
            told[0].contains(&format!("{argument}: false / -")),
            "{told:?}"
        );
        assert_eq!(unexpected(&found(kind, rest, "", &off)).len(), 1, "{kind}");
        let same = found(kind, rest, "", &on);
        assert_eq!(same.differences.len(), 0, "{kind}");
    }
    let told = unexpected(&found("aws_cloudtrail", "", "enable_logging = false", ""));
    assert_eq!(
        told,
        [
            "parity-prod-weaker us-east-1/app resource.aws_cloudtrail.this.enable_logging: false / - reference weaker"
        ]
    );
}

#[test]
fn what_is_so_anyway_need_not_be_written_out() {
    for (kind, rest, written) in [
        (
            "aws_sqs_queue",
            "",
            "visibility_timeout_seconds = 30\ndelay_seconds = 0",
        ),
        (
            "aws_lambda_function",
            "function_name = \"f\"",
            "timeout = 3",
        ),
        (
            "aws_lb_target_group",
            "port = 80",
            "health_check {\n enabled = true\n healthy_threshold = 3\n }",
        ),
        (
            "aws_cloudwatch_event_rule",
            "schedule_expression = \"rate(1 day)\"",
            "state = \"ENABLED\"",
        ),
    ] {
        let same = found(kind, rest, written, "");
        assert_eq!(same.differences.len(), 0, "{kind}: {:?}", same.differences);
    }
    let off = "health_check {\n enabled = false\n }";
    let told = unexpected(&found("aws_lb_target_group", "port = 80", off, ""));
    assert_eq!(told.len(), 1, "{told:?}");
}

/// A policy of these statements on each side.
fn of_policies(prod: &str, test: &str) -> Comparison {
    let policy = |statements: &str| {
        format!("policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{statements}] }})")
    };
    found(
        "aws_iam_role_policy",
        "role = \"r\"",
        &policy(prod),
        &policy(test),
    )
}

#[test]
fn the_policy_that_is_open_to_more_is_the_weaker() {
    let one = r#"{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-%E-data/*" }"#;
    let own = |name: &str| one.replace("%E", name);
    let any = r#"{ Effect = "Allow", Action = "s3:*", Resource = "*" }"#;
    let found = of_policies(any, &own("test"));
    let told = unexpected(&found);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("parity-policy "), "{told:?}");
    assert!(told[0].ends_with("reference weaker"), "{told:?}");
    let told = unexpected(&of_policies(&own("prod"), any));
    assert!(told[0].ends_with("other weaker"), "{told:?}");
    // What one denies and the other does not.
    let deny = r#"{ Effect = "Deny", Action = "s3:DeleteBucket", Resource = "*" }"#;
    let told = unexpected(&of_policies(any, &format!("{any}, {deny}")));
    assert!(told[0].ends_with("reference weaker"), "{told:?}");
    // A condition that only one has.
    let on_condition = r#"{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = true } } }"#;
    let told = unexpected(&of_policies(on_condition, any));
    assert!(told[0].ends_with("other weaker"), "{told:?}");
    // Everybody is more than somebody.
    let trust = |who: &str| {
        format!(
            r#"{{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*", Principal = {{ AWS = "{who}" }} }}"#
        )
    };
    let told = unexpected(&of_policies(
        &trust("*"),
        &trust("arn:aws:iam::333333333333:root"),
    ));
    assert!(told[0].ends_with("reference weaker"), "{told:?}");
}

#[test]
fn a_policy_that_names_more_is_another_and_none_is_the_weaker() {
    let of =
        |actions: &str| format!(r#"{{ Effect = "Allow", Action = [{actions}], Resource = "*" }}"#);
    let more = of(r#""s3:GetObject", "s3:PutObject""#);
    let told = unexpected(&of_policies(&more, &of(r#""s3:GetObject""#)));
    assert!(told[0].ends_with(" / -"), "{told:?}");
    let told = unexpected(&of_policies(&of(r#""s3:*""#), &of(r#""sqs:SendMessage""#)));
    assert!(!told[0].contains("weaker"), "{told:?}");
}

#[test]
fn a_firewall_that_lets_through_what_the_other_blocks_is_the_weaker() {
    let rest = "name = \"w\"\nscope = \"REGIONAL\"\nvisibility_config {\n cloudwatch_metrics_enabled = true\n metric_name = \"m\"\n sampled_requests_enabled = true\n }";
    let default = |action: &str| format!("default_action {{\n {action} {{}}\n }}");
    let told = unexpected(&found(
        "aws_wafv2_web_acl",
        rest,
        &default("allow"),
        &default("block"),
    ));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("parity-prod-weaker "), "{told:?}");
    assert!(told[0].ends_with("reference weaker"), "{told:?}");
    let same = found(
        "aws_wafv2_web_acl",
        rest,
        &default("block"),
        &default("block"),
    );
    assert_eq!(same.differences.len(), 0);
    // A group of rules that only counts.
    let group = |action: &str| {
        format!(
            "{}\nrule {{\n name = \"r\"\n priority = 1\n override_action {{\n {action} {{}}\n }}\n statement {{\n managed_rule_group_statement {{\n \
             name = \"AWSManagedRulesCommonRuleSet\"\n vendor_name = \"AWS\"\n }}\n }}\n visibility_config {{\n cloudwatch_metrics_enabled = true\n \
             metric_name = \"m\"\n sampled_requests_enabled = true\n }}\n }}",
            default("allow")
        )
    };
    let told = unexpected(&found(
        "aws_wafv2_web_acl",
        rest,
        &group("none"),
        &group("count"),
    ));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("other weaker"), "{told:?}");
}

#[test]
fn a_block_that_makes_nothing_need_not_be_there() {
    for (kind, rest, block) in [
        (
            "aws_s3_bucket_lifecycle_configuration",
            "bucket = \"b\"",
            "rule {\n id = \"r\"\n status = \"Enabled\"\n filter {}\n expiration {\n days = 1\n }\n }",
        ),
        ("aws_sqs_queue", "", "timeouts {\n create = \"10m\"\n }"),
    ] {
        let without = block.replace("filter {}\n", "");
        let without = if without == block { "" } else { &without };
        let same = found(kind, rest, block, without);
        assert_eq!(same.differences.len(), 0, "{kind}: {:?}", same.differences);
    }
}
