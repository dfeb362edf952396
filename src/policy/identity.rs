//! Whether a value is the one that a resource is looked for by: known ones by what they are, others by whose they are.

use crate::eval::{Value, equal};
use crate::graph::possible;

/// Resources whose attribute, once it is there, is what one of their arguments says, by the provider's documentation of
/// what it exports: the type, the attribute, the argument.
const SAME: &[(&str, &str, &str)] = &[
    ("aws_athena_workgroup", "id", "name"),
    ("aws_cloudwatch_event_bus", "id", "name"),
    ("aws_cloudwatch_log_group", "id", "name"),
    ("aws_codebuild_project", "name", "name"),
    ("aws_dynamodb_table", "id", "name"),
    ("aws_ecr_repository", "id", "name"),
    ("aws_eks_cluster", "id", "name"),
    (
        "aws_elasticache_replication_group",
        "id",
        "replication_group_id",
    ),
    ("aws_iam_group", "id", "name"),
    ("aws_iam_role", "id", "name"),
    ("aws_iam_user", "id", "name"),
    ("aws_kinesis_stream", "name", "name"),
    ("aws_lambda_function", "id", "function_name"),
    ("aws_rds_cluster", "id", "cluster_identifier"),
    ("aws_redshift_cluster", "id", "cluster_identifier"),
    ("aws_s3_bucket", "id", "bucket"),
];

/// An argument of a resource by its name.
pub(super) type Argument<'a> = &'a dyn Fn(&crate::eval::Symbol, &str) -> Option<Value>;

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

fn same_one(left: &Value, right: &Value) -> Option<bool> {
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

/// A value, or what the block says where the attribute is just that.
pub(super) fn told(value: &Value, argument: Argument<'_>) -> Value {
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    let found = symbol.and_then(|symbol| {
        let [crate::eval::PathStep::Name(name)] = &*symbol.path else {
            return None;
        };
        let kind = &*symbol.owner.address.kind;
        let same = SAME
            .iter()
            .find(|(of, attribute, _)| *of == kind && *attribute == &**name)?;
        argument(symbol, same.2).filter(|value| value.as_str().is_some())
    });
    found.unwrap_or_else(|| value.clone())
}
