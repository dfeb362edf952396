//! Whether a value is the one that a resource is looked for by: known ones by what they are, others by whose they are.

use crate::eval::{PathStep, Shape, Symbol, Unknown, Value, equal};
use crate::graph::possible;

/// Resources whose attribute, once it is there, is what one of their arguments says, by the provider's documentation of
/// what it exports: the type, the attribute, the argument. In order.
const SAME: &[(&str, &str, &str)] = &[
    ("aws_athena_workgroup", "id", "name"),
    ("aws_cloudwatch_event_bus", "id", "name"),
    ("aws_cloudwatch_log_group", "id", "name"),
    ("aws_cloudwatch_log_metric_filter", "id", "name"),
    ("aws_codebuild_project", "name", "name"),
    ("aws_db_parameter_group", "id", "name"),
    ("aws_db_subnet_group", "id", "name"),
    ("aws_dynamodb_table", "id", "name"),
    ("aws_ecr_repository", "id", "name"),
    ("aws_eks_cluster", "id", "name"),
    ("aws_elasticache_cluster", "id", "cluster_id"),
    ("aws_elasticache_parameter_group", "id", "name"),
    (
        "aws_elasticache_replication_group",
        "id",
        "replication_group_id",
    ),
    ("aws_elasticache_subnet_group", "id", "name"),
    ("aws_iam_group", "id", "name"),
    ("aws_iam_role", "id", "name"),
    ("aws_iam_user", "id", "name"),
    ("aws_kinesis_stream", "name", "name"),
    ("aws_lambda_function", "id", "function_name"),
    ("aws_memorydb_cluster", "id", "name"),
    ("aws_rds_cluster", "id", "cluster_identifier"),
    ("aws_rds_cluster_parameter_group", "id", "name"),
    ("aws_redshift_cluster", "id", "cluster_identifier"),
    ("aws_redshift_subnet_group", "id", "name"),
    ("aws_s3_bucket", "id", "bucket"),
];

/// Resources that have one value under two names, by the same documentation: the type, the one name, and `id` or `arn`,
/// which is taken in its place: of these it is known that no two resources share one. In order.
const ALIASES: &[(&str, &str, &str)] = &[
    ("aws_acm_certificate", "id", "arn"),
    ("aws_alb", "id", "arn"),
    ("aws_alb_listener", "id", "arn"),
    ("aws_alb_target_group", "id", "arn"),
    ("aws_autoscaling_group", "name", "id"),
    ("aws_backup_vault", "name", "id"),
    ("aws_cloudwatch_log_group", "name", "id"),
    ("aws_codebuild_project", "id", "arn"),
    ("aws_db_option_group", "name", "id"),
    ("aws_db_parameter_group", "name", "id"),
    ("aws_db_subnet_group", "name", "id"),
    ("aws_dynamodb_table", "name", "id"),
    ("aws_ecs_cluster", "id", "arn"),
    ("aws_ecs_service", "id", "arn"),
    ("aws_eip", "allocation_id", "id"),
    ("aws_elasticache_parameter_group", "name", "id"),
    ("aws_elasticache_subnet_group", "name", "id"),
    ("aws_elb", "name", "id"),
    ("aws_iam_group", "name", "id"),
    ("aws_iam_instance_profile", "name", "id"),
    ("aws_iam_policy", "id", "arn"),
    ("aws_iam_role", "name", "id"),
    ("aws_iam_user", "name", "id"),
    ("aws_key_pair", "key_name", "id"),
    ("aws_kms_alias", "name", "id"),
    ("aws_kms_key", "key_id", "id"),
    ("aws_lambda_function", "function_name", "id"),
    ("aws_launch_configuration", "name", "id"),
    ("aws_lb", "id", "arn"),
    ("aws_lb_listener", "id", "arn"),
    ("aws_lb_target_group", "id", "arn"),
    ("aws_memorydb_cluster", "name", "id"),
    ("aws_rds_cluster", "cluster_identifier", "id"),
    ("aws_rds_cluster_parameter_group", "name", "id"),
    ("aws_redshift_subnet_group", "name", "id"),
    ("aws_route53_zone", "zone_id", "id"),
    ("aws_s3_bucket", "bucket", "id"),
    ("aws_secretsmanager_secret", "id", "arn"),
    ("aws_sfn_state_machine", "id", "arn"),
    ("aws_sns_topic", "id", "arn"),
    ("aws_sqs_queue", "url", "id"),
    ("aws_ssm_parameter", "name", "id"),
];

/// An argument of a resource by its name.
pub(super) type Argument<'a> = &'a dyn Fn(&Symbol, &str) -> Option<Value>;

/// Whether two values are one; `None` where that is not known. `argument` tells what a resource's block says.
pub(super) fn is_same(left: &Value, right: &Value, argument: Argument<'_>) -> Option<bool> {
    let (left, right) = (told(left, argument), told(right, argument));
    let mut answer = None;
    // A branch that is not known may be either.
    for one in possible(&left) {
        for other in possible(&right) {
            let same = same_one(one, other)?;
            if answer.is_some_and(|answer| answer != same) {
                return None;
            }
            answer = Some(same);
        }
    }
    answer
}

/// Whether two values without branches are one; `None` where that is not known.
pub(super) fn same_one(left: &Value, right: &Value) -> Option<bool> {
    if left.is_null() || right.is_null() {
        return equal(left, right);
    }
    // `id` of one is never that of another; numbers and texts are compared as Terraform converts them.
    if let (Some(text), Some(number)) = (left.as_str(), right.as_number()) {
        return Some(text == number.to_string());
    }
    if let (Some(number), Some(text)) = (left.as_number(), right.as_str()) {
        return Some(text == number.to_string());
    }
    equal(left, right)
}

/// A value, or what the block says where the attribute is just that; of two names for one value always the same.
pub(super) fn told(value: &Value, argument: Argument<'_>) -> Value {
    let Some(unknown) = value.as_unknown() else {
        return value.clone();
    };
    let Some(symbol) = unknown.symbol() else {
        return value.clone();
    };
    let [PathStep::Name(name)] = &*symbol.path else {
        return value.clone();
    };
    let kind = &*symbol.owner.address.kind;
    let of = |all: &'static [(&str, &str, &'static str)]| {
        let found = all.binary_search_by(|(of, known, _)| (*of, *known).cmp(&(kind, name)));
        Some(all.get(found.ok()?)?.2)
    };
    let written = of(SAME).and_then(|other| argument(symbol, other));
    if let Some(written) = written.filter(|value| value.as_str().is_some()) {
        return written;
    }
    match of(ALIASES) {
        None => value.clone(),
        Some(other) => {
            let symbol = Symbol {
                path: [PathStep::Name(other.into())].into(),
                ..symbol.clone()
            };
            let unknown = Unknown {
                shape: Shape::Symbol(symbol),
                ..(**unknown).clone()
            };
            Value::from(unknown).in_place_of(value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ALIASES, SAME};

    #[test]
    fn tables_are_in_order() {
        for table in [SAME, ALIASES] {
            assert!(table.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)));
        }
    }
}
