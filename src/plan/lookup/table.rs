//! Which data sources find which resources, and by what.

/// A data source that finds resources of a kind.
pub(super) struct Finder {
    /// The data source's type.
    pub(super) data: &'static str,
    /// The resource's type.
    pub(super) resource: &'static str,
    /// Arguments, each with the resource's attribute that it must be equal to.
    pub(super) arguments: &'static [(&'static str, &'static str)],
    /// Names of `filter` blocks beyond `tag:…`, each with the resource's attribute.
    pub(super) filters: &'static [(&'static str, &'static str)],
    /// What the data source calls otherwise than the resource: its attribute, and the resource's.
    pub(super) renamed: &'static [(&'static str, &'static str)],
    /// For one that finds many: the list of ids that it gives, and the attribute that each is.
    pub(super) many: Option<(&'static str, &'static str)>,
}

/// Arguments that only say which of several versions, or how, is read.
pub(super) const HARMLESS: &[&str] = &[
    "most_recent",
    "with_decryption",
    // Where it looks is compared apart.
    "region",
];

/// Resources whose names are the same in every region of an account.
pub(super) const GLOBAL: &[&str] = &[
    "aws_iam_role",
    "aws_iam_policy",
    "aws_iam_user",
    "aws_route53_zone",
    "aws_s3_bucket",
];

/// Attributes of data sources that are not what the resource has under the same name: an id of another kind (as the
/// provider's sources set it), or what AWS made of what the block says.
pub(super) const OTHERWISE: &[(&str, &str)] = &[
    ("aws_iam_user", "id"),
    ("aws_db_instance", "id"),
    ("aws_db_instance", "engine_version"),
    ("aws_kms_alias", "id"),
    ("aws_kms_alias", "target_key_id"),
];

/// Resources of which AWS itself makes one with each VPC: the default security group and the main route table. The VPC
/// alone tells none.
pub(super) const DEFAULTED: &[&str] = &["aws_security_group", "aws_route_table"];

const fn one(
    data: &'static str,
    resource: &'static str,
    arguments: &'static [(&'static str, &'static str)],
) -> Finder {
    Finder {
        data,
        resource,
        arguments,
        filters: &[],
        renamed: &[],
        many: None,
    }
}

const NETWORK_FILTERS: &[(&str, &str)] = &[
    ("vpc-id", "vpc_id"),
    ("subnet-id", "id"),
    ("availability-zone", "availability_zone"),
    ("availabilityZone", "availability_zone"),
    ("cidr-block", "cidr_block"),
    ("cidr", "cidr_block"),
];

/// By the AWS provider's documentation of each data source.
pub(super) const FINDERS: &[Finder] = &[
    Finder {
        filters: &[
            ("vpc-id", "id"),
            ("cidr", "cidr_block"),
            ("cidr-block", "cidr_block"),
        ],
        ..one(
            "aws_vpc",
            "aws_vpc",
            &[("id", "id"), ("cidr_block", "cidr_block")],
        )
    },
    Finder {
        filters: &[("vpc-id", "id"), ("cidr", "cidr_block")],
        many: Some(("ids", "id")),
        ..one("aws_vpcs", "aws_vpc", &[])
    },
    Finder {
        filters: NETWORK_FILTERS,
        ..one(
            "aws_subnet",
            "aws_subnet",
            &[
                ("id", "id"),
                ("vpc_id", "vpc_id"),
                ("availability_zone", "availability_zone"),
                ("cidr_block", "cidr_block"),
            ],
        )
    },
    Finder {
        filters: NETWORK_FILTERS,
        many: Some(("ids", "id")),
        ..one("aws_subnets", "aws_subnet", &[])
    },
    Finder {
        many: Some(("ids", "id")),
        ..one("aws_subnet_ids", "aws_subnet", &[("vpc_id", "vpc_id")])
    },
    Finder {
        filters: &[
            ("group-name", "name"),
            ("group-id", "id"),
            ("vpc-id", "vpc_id"),
        ],
        ..one(
            "aws_security_group",
            "aws_security_group",
            &[("id", "id"), ("name", "name"), ("vpc_id", "vpc_id")],
        )
    },
    Finder {
        filters: &[("group-name", "name"), ("vpc-id", "vpc_id")],
        many: Some(("ids", "id")),
        ..one("aws_security_groups", "aws_security_group", &[])
    },
    Finder {
        filters: &[("vpc-id", "vpc_id")],
        ..one(
            "aws_route_table",
            "aws_route_table",
            &[("route_table_id", "id"), ("vpc_id", "vpc_id")],
        )
    },
    Finder {
        filters: &[("vpc-id", "vpc_id")],
        many: Some(("ids", "id")),
        ..one(
            "aws_route_tables",
            "aws_route_table",
            &[("vpc_id", "vpc_id")],
        )
    },
    one(
        "aws_nat_gateway",
        "aws_nat_gateway",
        &[("id", "id"), ("subnet_id", "subnet_id")],
    ),
    Finder {
        filters: &[("attachment.vpc-id", "vpc_id")],
        ..one(
            "aws_internet_gateway",
            "aws_internet_gateway",
            &[("internet_gateway_id", "id")],
        )
    },
    Finder {
        renamed: &[("cluster_name", "name")],
        ..one(
            "aws_ecs_cluster",
            "aws_ecs_cluster",
            &[("cluster_name", "name")],
        )
    },
    Finder {
        renamed: &[("service_name", "name")],
        ..one(
            "aws_ecs_service",
            "aws_ecs_service",
            &[("service_name", "name"), ("cluster_arn", "cluster")],
        )
    },
    one("aws_lb", "aws_lb", &[("arn", "arn"), ("name", "name")]),
    one("aws_alb", "aws_lb", &[("arn", "arn"), ("name", "name")]),
    one(
        "aws_lb_listener",
        "aws_lb_listener",
        &[
            ("arn", "arn"),
            ("load_balancer_arn", "load_balancer_arn"),
            ("port", "port"),
        ],
    ),
    one(
        "aws_lb_target_group",
        "aws_lb_target_group",
        &[("arn", "arn"), ("name", "name")],
    ),
    one(
        "aws_ecr_repository",
        "aws_ecr_repository",
        &[("name", "name")],
    ),
    one("aws_iam_role", "aws_iam_role", &[("name", "name")]),
    one(
        "aws_iam_policy",
        "aws_iam_policy",
        &[("name", "name"), ("arn", "arn")],
    ),
    one("aws_iam_user", "aws_iam_user", &[("user_name", "name")]),
    one(
        "aws_ssm_parameter",
        "aws_ssm_parameter",
        &[("name", "name")],
    ),
    one(
        "aws_secretsmanager_secret",
        "aws_secretsmanager_secret",
        &[("name", "name"), ("arn", "arn")],
    ),
    one(
        "aws_route53_zone",
        "aws_route53_zone",
        &[("name", "name"), ("zone_id", "zone_id")],
    ),
    one(
        "aws_acm_certificate",
        "aws_acm_certificate",
        &[("domain", "domain_name")],
    ),
    one("aws_kms_alias", "aws_kms_alias", &[("name", "name")]),
    one("aws_s3_bucket", "aws_s3_bucket", &[("bucket", "bucket")]),
    one(
        "aws_cloudwatch_log_group",
        "aws_cloudwatch_log_group",
        &[("name", "name")],
    ),
    one("aws_sns_topic", "aws_sns_topic", &[("name", "name")]),
    one("aws_sqs_queue", "aws_sqs_queue", &[("name", "name")]),
    one(
        "aws_dynamodb_table",
        "aws_dynamodb_table",
        &[("name", "name")],
    ),
    one(
        "aws_lambda_function",
        "aws_lambda_function",
        &[("function_name", "function_name")],
    ),
    Finder {
        renamed: &[
            ("db_instance_arn", "arn"),
            ("db_subnet_group", "db_subnet_group_name"),
            ("master_username", "username"),
        ],
        ..one(
            "aws_db_instance",
            "aws_db_instance",
            &[("db_instance_identifier", "identifier")],
        )
    },
    one(
        "aws_efs_file_system",
        "aws_efs_file_system",
        &[
            ("file_system_id", "id"),
            ("creation_token", "creation_token"),
        ],
    ),
];
