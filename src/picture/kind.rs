//! The types of resources that lie in subnets.

use super::ResidentKind::{self, Balancer, Other, Store, Workload as Runs};

/// How a type lies in subnets.
pub(super) struct Kind {
    /// The type.
    pub(super) name: &'static str,
    /// What it is, in words.
    pub(super) words: &'static str,
    /// Its kind.
    pub(super) role: ResidentKind,
    /// The path of the argument that names the subnets, or a subnet group.
    pub(super) path: &'static str,
}

const fn kind(
    name: &'static str,
    words: &'static str,
    role: ResidentKind,
    path: &'static str,
) -> Kind {
    Kind {
        name,
        words,
        role,
        path,
    }
}

/// The types besides load balancers and ECS services.
pub(super) const KINDS: &[Kind] = &[
    kind("aws_elb", "classic load balancer", Balancer, "subnets"),
    kind("aws_instance", "instance", Runs, "subnet_id"),
    kind(
        "aws_autoscaling_group",
        "group of instances",
        Runs,
        "vpc_zone_identifier",
    ),
    kind(
        "aws_lambda_function",
        "function",
        Runs,
        "vpc_config.subnet_ids",
    ),
    kind(
        "aws_eks_cluster",
        "Kubernetes cluster",
        Runs,
        "vpc_config.subnet_ids",
    ),
    kind("aws_eks_node_group", "Kubernetes nodes", Runs, "subnet_ids"),
    kind(
        "aws_eks_fargate_profile",
        "Kubernetes on Fargate",
        Runs,
        "subnet_ids",
    ),
    kind(
        "aws_batch_compute_environment",
        "batch machines",
        Runs,
        "compute_resources.subnets",
    ),
    kind("aws_codebuild_project", "build", Runs, "vpc_config.subnets"),
    kind("aws_db_instance", "database", Store, "db_subnet_group_name"),
    kind(
        "aws_rds_cluster",
        "database cluster",
        Store,
        "db_subnet_group_name",
    ),
    kind(
        "aws_docdb_cluster",
        "document database",
        Store,
        "db_subnet_group_name",
    ),
    kind(
        "aws_neptune_cluster",
        "graph database",
        Store,
        "neptune_subnet_group_name",
    ),
    kind(
        "aws_redshift_cluster",
        "data warehouse",
        Store,
        "cluster_subnet_group_name",
    ),
    kind(
        "aws_elasticache_cluster",
        "cache",
        Store,
        "subnet_group_name",
    ),
    kind(
        "aws_elasticache_replication_group",
        "cache",
        Store,
        "subnet_group_name",
    ),
    kind(
        "aws_elasticache_serverless_cache",
        "cache",
        Store,
        "subnet_ids",
    ),
    kind("aws_memorydb_cluster", "cache", Store, "subnet_group_name"),
    kind(
        "aws_opensearch_domain",
        "search",
        Store,
        "vpc_options.subnet_ids",
    ),
    kind(
        "aws_elasticsearch_domain",
        "search",
        Store,
        "vpc_options.subnet_ids",
    ),
    kind(
        "aws_msk_cluster",
        "message broker",
        Store,
        "broker_node_group_info.client_subnets",
    ),
    kind("aws_mq_broker", "message broker", Store, "subnet_ids"),
    kind("aws_efs_mount_target", "file system", Store, "subnet_id"),
    kind("aws_vpc_endpoint", "endpoint", Other, "subnet_ids"),
    kind(
        "aws_apprunner_vpc_connector",
        "App Runner connector",
        Other,
        "subnets",
    ),
    kind(
        "aws_ec2_transit_gateway_vpc_attachment",
        "way to a transit gateway",
        Other,
        "subnet_ids",
    ),
];
