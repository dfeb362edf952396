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
        ("aws_db_instance", "engine_version", Class::Version),
        ("aws_db_parameter_group", "family", Class::Version),
        ("aws_ecs_task_definition", "family", Class::Identity),
        (
            "aws_db_instance",
            "storage_encrypted",
            Class::Security(Order::More),
        ),
        ("aws_instance", "ami", Class::Promotion),
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

fn ordered(kind: &str, path: &str, values: (&str, &str)) -> Option<Ordering> {
    let read = |text: &str| match text {
        "null" => Value::null(),
        _ => Value::string(text),
    };
    let (reference, other) = (read(values.0), read(values.1));
    let found = order_of(kind, path, Both::new(&reference, &other));
    let mirrored = order_of(kind, path, Both::new(&other, &reference));
    assert_eq!(mirrored, found.map(Ordering::reverse), "{kind} {path}");
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
    let weaker_first = [
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
    for ((kind, path), weak, strong) in weaker_first {
        assert_eq!(
            ordered(kind, path, (weak, strong)),
            Some(Ordering::Less),
            "{kind} {path} {weak} {strong}"
        );
    }
    let not_ordered = [
        (instance, "db.t3.large", "db.r6g.medium"),
        (instance, "db.serverless", "db.r6g.large"),
        (instance, "db.t3.micro", "cache.t3.small"),
        (("aws_instance", "instance_type"), "m5.metal", "m5.large"),
        (("aws_cloudwatch_metric_alarm", "threshold"), "80", "90"),
        (("aws_lb_listener", "port"), "80", "443"),
        (task, "null", "256"),
    ];
    for ((kind, path), left, right) in not_ordered {
        assert_eq!(ordered(kind, path, (left, right)), None, "{kind} {path}");
    }
    assert_eq!(
        ordered(log_group.0, log_group.1, ("0", "null")),
        Some(Ordering::Equal)
    );
}

#[test]
fn what_lets_more_in_is_the_weaker() {
    let listener = ("aws_lb_listener", "ssl_policy");
    let cloudfront = (
        "aws_cloudfront_distribution",
        "viewer_certificate.minimum_protocol_version",
    );
    let block = ("aws_s3_bucket_public_access_block", "block_public_acls");
    let sse = (
        "aws_s3_bucket_server_side_encryption_configuration",
        "rule.apply_server_side_encryption_by_default.sse_algorithm",
    );
    // The weaker one first.
    for ((kind, path), weak, strong) in [
        (("aws_db_instance", "publicly_accessible"), "true", "false"),
        (("aws_db_instance", "publicly_accessible"), "true", "null"),
        (("aws_rds_cluster", "storage_encrypted"), "null", "true"),
        (("aws_ebs_volume", "encrypted"), "false", "true"),
        (block, "null", "true"),
        (sse, "AES256", "aws:kms"),
        (
            listener,
            "ELBSecurityPolicy-2016-08",
            "ELBSecurityPolicy-TLS13-1-2-2021-06",
        ),
        (
            listener,
            "ELBSecurityPolicy-TLS-1-1-2017-01",
            "ELBSecurityPolicy-FS-1-2-Res-2020-10",
        ),
        (cloudfront, "TLSv1", "TLSv1.2_2021"),
        (cloudfront, "TLSv1.2_2018", "TLSv1.2_2021"),
        (cloudfront, "TLSv1.1_2016", "TLSv1.2_2018"),
        (
            ("aws_api_gateway_domain_name", "security_policy"),
            "TLS_1_0",
            "TLS_1_2",
        ),
        (
            (
                "aws_opensearch_domain",
                "domain_endpoint_options.tls_security_policy",
            ),
            "Policy-Min-TLS-1-0-2019-07",
            "Policy-Min-TLS-1-2-PFS-2023-10",
        ),
        (
            ("aws_instance", "metadata_options.http_tokens"),
            "optional",
            "required",
        ),
        (
            ("aws_eks_cluster", "vpc_config.endpoint_public_access"),
            "null",
            "false",
        ),
    ] {
        assert_eq!(
            ordered(kind, path, (weak, strong)),
            Some(Ordering::Less),
            "{kind} {path} {weak} {strong}"
        );
        assert!(
            matches!(class_of(kind, path), Class::Security(_)),
            "{kind} {path}"
        );
    }
}

#[test]
fn versions_are_ordered_by_their_first_other_number() {
    let postgres = ("aws_db_instance", "engine_version");
    for (kind, earlier, later) in [
        (postgres, "14.9", "15.4"),
        (postgres, "15.4", "15.10"),
        (
            postgres,
            "8.0.mysql_aurora.3.04.1",
            "8.0.mysql_aurora.3.05.2",
        ),
        (("aws_eks_cluster", "version"), "1.29", "1.30"),
        (
            ("aws_lambda_function", "runtime"),
            "nodejs18.x",
            "nodejs20.x",
        ),
        (
            ("aws_lambda_function", "runtime"),
            "python3.9",
            "python3.11",
        ),
        (
            ("aws_eks_addon", "addon_version"),
            "v1.11.1-eksbuild.4",
            "v1.11.3-eksbuild.1",
        ),
        (
            ("aws_db_parameter_group", "family"),
            "postgres14",
            "postgres15",
        ),
    ] {
        assert_eq!(
            ordered(kind.0, kind.1, (earlier, later)),
            Some(Ordering::Less),
            "{earlier} {later}"
        );
    }
    for (one, other) in [
        // Any of them, and one of them.
        ("16", "16.3"),
        ("OpenSearch_2.11", "Elasticsearch_7.10"),
        ("nodejs20.x", "python3.12"),
        ("LATEST", "1.4.0"),
    ] {
        assert_eq!(ordered(postgres.0, postgres.1, (one, other)), None, "{one}");
    }
}

#[test]
fn numbers_flags_and_lists_of_one_are_compared() {
    let more = |left: Value, right: Value| compared(Order::More, &left, &right);
    assert_eq!(
        more(Value::number(1), Value::number(2)),
        Some(Ordering::Less)
    );
    assert_eq!(
        more(Value::bool(true), Value::bool(false)),
        Some(Ordering::Greater)
    );
    assert_eq!(
        more(Value::number(2), Value::string("2")),
        Some(Ordering::Equal)
    );
    let one = |size: &str| Value::tuple([Value::string(size)]);
    assert_eq!(
        compared(Order::InstanceSize, &one("m5.large"), &one("m5.xlarge")),
        Some(Ordering::Less)
    );
}
