use super::*;
use crate::schema::{Block, Member, Schemas};

fn schemas() -> Schemas {
    Schemas::embedded()
}

/// Whether a block takes the argument at this path.
fn takes(block: &Block, path: &str) -> bool {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    match block.member(first) {
        Some(Member::Attribute(attribute)) => {
            rest.is_empty() && (attribute.is_optional() || attribute.is_required())
        }
        Some(Member::Block(nested)) => !rest.is_empty() && takes(&nested.block, rest),
        None => false,
    }
}

/// Whether a block takes an argument of this name at any depth.
fn takes_somewhere(block: &Block, name: &str, depth: usize) -> bool {
    takes(block, name)
        || (depth > 0
            && block
                .blocks()
                .iter()
                .any(|nested| takes_somewhere(&nested.block, name, depth - 1)))
}

#[test]
fn every_argument_of_the_table_exists() {
    let schemas = schemas();
    let aws = schemas.get("registry.terraform.io/hashicorp/aws").unwrap();
    let blocks: Vec<&Block> = aws
        .resource_types()
        .filter_map(|kind| aws.resource(kind).map(|it| &**it))
        .collect();
    for (kinds, path, _) in rows() {
        match kinds {
            "*" => assert!(blocks.iter().any(|it| takes(it, path)), "{path}"),
            // It is Terraform's own.
            "**" if path == "prevent_destroy" => {}
            "**" => assert!(
                blocks.iter().any(|it| takes_somewhere(it, path, 4)),
                "{path}"
            ),
            kinds => {
                for kind in kinds.split(' ') {
                    let block = aws.resource(kind).unwrap_or_else(|| panic!("no {kind}"));
                    assert!(takes(block, path), "{kind} has no {path}");
                }
            }
        }
    }
}

#[test]
fn every_line_of_the_table_is_read_and_none_twice() {
    let lines = include_str!("arguments.tsv").lines();
    let written = lines.filter(|line| !line.starts_with('#')).count();
    assert_eq!(rows().count(), written);
    let mut seen = std::collections::BTreeSet::new();
    for (kinds, path, _) in rows() {
        for kind in kinds.split(' ') {
            assert!(seen.insert((kind, path)), "{kind} {path} is listed twice");
        }
    }
}

#[test]
fn arguments_have_the_class_of_what_they_mean() {
    let expected = [
        ("aws_db_instance", "tags", Class::Identity),
        ("aws_s3_bucket", "bucket", Class::Identity),
        ("aws_db_parameter_group", "parameter.name", Class::Substance),
        ("aws_ecs_cluster", "setting.name", Class::Substance),
        ("aws_vpc", "cidr_block", Class::Address),
        ("aws_network_acl_rule", "cidr_block", Class::Substance),
        (
            "aws_security_group",
            "ingress.cidr_blocks",
            Class::Substance,
        ),
        ("aws_db_instance", "multi_az", Class::Safety(Order::More)),
        (
            "aws_db_instance",
            "skip_final_snapshot",
            Class::Safety(Order::Less),
        ),
        (
            "aws_rds_cluster",
            "serverlessv2_scaling_configuration.max_capacity",
            Class::Size(Order::More),
        ),
        ("aws_db_instance", "engine_version", Class::Promotion),
        ("aws_db_parameter_group", "family", Class::Promotion),
        ("aws_ecs_task_definition", "family", Class::Identity),
        ("aws_db_instance", "storage_encrypted", Class::Substance),
        ("aws_lb_listener", "port", Class::Substance),
        ("google_sql_database_instance", "name", Class::Substance),
        (
            "google_sql_database_instance",
            "lifecycle.prevent_destroy",
            Class::Safety(Order::More),
        ),
    ];
    for (kind, path, class) in expected {
        assert_eq!(class_of(kind, path), class, "{kind} {path}");
    }
}

fn weaker_texts(kind: &str, path: &str, values: (&str, &str)) -> Option<Which> {
    let read = |text: &str| match text {
        "null" => Value::null(),
        _ => Value::string(text),
    };
    let (reference, other) = (read(values.0), read(values.1));
    let found = weaker_of(kind, path, Both::new(&reference, &other));
    let mirrored = weaker_of(kind, path, Both::new(&other, &reference));
    assert_eq!(mirrored, found.map(Which::opposite), "{kind} {path}");
    found
}

#[test]
fn the_weaker_value_is_found_from_either_side() {
    let log_group = ("aws_cloudwatch_log_group", "retention_in_days");
    let lambda = ("aws_lambda_function", "reserved_concurrent_executions");
    let instance = ("aws_db_instance", "instance_class");
    let task = ("aws_ecs_task_definition", "cpu");
    let ecr = ("aws_ecr_repository", "image_tag_mutability");
    let secret = ("aws_secretsmanager_secret", "recovery_window_in_days");
    // The weaker one first.
    let ordered = [
        (log_group, "30", "365"),
        // Logs of `0` never expire, and so do those of groups that say nothing.
        (log_group, "365", "0"),
        (log_group, "365", "null"),
        (lambda, "0", "10"),
        (lambda, "10", "-1"),
        (instance, "db.t3.micro", "db.t3.small"),
        (instance, "db.r6g.xlarge", "db.r6g.2xlarge"),
        (instance, "db.r6g.4xlarge", "db.r6g.12xlarge"),
        (task, "256", "1 vCPU"),
        (task, ".5 vCPU", "1024"),
        (ecr, "MUTABLE", "IMMUTABLE"),
        (ecr, "null", "IMMUTABLE"),
        (secret, "0", "7"),
        (secret, "7", "null"),
        (("aws_db_instance", "deletion_protection"), "null", "true"),
        (("aws_db_instance", "skip_final_snapshot"), "true", "null"),
        (("aws_s3_bucket", "force_destroy"), "true", "false"),
        (
            ("aws_ecs_service", "deployment_minimum_healthy_percent"),
            "50",
            "null",
        ),
    ];
    for ((kind, path), weak, strong) in ordered {
        let found = weaker_texts(kind, path, (weak, strong));
        assert_eq!(
            found,
            Some(Which::Reference),
            "{kind} {path} {weak} {strong}"
        );
    }
    let not_ordered = [
        (log_group, "0", "null"),
        (instance, "db.t3.large", "db.r6g.medium"),
        (instance, "db.serverless", "db.r6g.large"),
        (instance, "db.t3.micro", "cache.t3.small"),
        (("aws_instance", "instance_type"), "m5.metal", "m5.large"),
        (("aws_cloudwatch_metric_alarm", "threshold"), "80", "90"),
        (("aws_lb_listener", "port"), "80", "443"),
        (task, "null", "256"),
    ];
    for ((kind, path), left, right) in not_ordered {
        assert_eq!(
            weaker_texts(kind, path, (left, right)),
            None,
            "{kind} {path}"
        );
    }
}

#[test]
fn numbers_flags_and_lists_of_one_are_compared() {
    let more = |left: Value, right: Value| weaker(Order::More, &left, &right);
    assert_eq!(
        more(Value::number(1), Value::number(2)),
        Some(Which::Reference)
    );
    assert_eq!(
        more(Value::bool(true), Value::bool(false)),
        Some(Which::Other)
    );
    assert_eq!(more(Value::number(2), Value::string("2")), None);
    let one = |size: &str| Value::tuple([Value::string(size)]);
    assert_eq!(
        weaker(Order::InstanceSize, &one("m5.large"), &one("m5.xlarge")),
        Some(Which::Reference)
    );
}
