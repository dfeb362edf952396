//! Each data source beside the resource that it finds, in two stacks: which of its attributes are the resource's, by
//! the AWS provider's documentation of both.

use super::table::FINDERS;
use super::tests::between;

/// A resource called `it`, the data source that finds it, attributes of the data source with the resource's attribute
/// or value that each is, and attributes that are its own.
type Pair = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

const PAIRS: &[Pair] = &[
    (
        "aws_vpc\" \"it\" {\n cidr_block = \"10.0.0.0/16\"\n tags = { Name = \"n\" }",
        "aws_vpc\" \"it\" {\n filter {\n name = \"tag:Name\"\n values = [\"n\"]\n }",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("cidr_block", "=\"10.0.0.0/16\""),
            ("main_route_table_id", "main_route_table_id"),
        ],
        &["cidr_block_associations", "state"],
    ),
    (
        "aws_subnet\" \"it\" {\n vpc_id = \"vpc-1\"\n cidr_block = \"10.0.1.0/24\"\n availability_zone = \"eu-west-1a\"",
        "aws_subnet\" \"it\" {\n vpc_id = \"vpc-1\"\n availability_zone = \"eu-west-1a\"",
        &[("id", "id"), ("cidr_block", "=\"10.0.1.0/24\"")],
        &["available_ip_address_count"],
    ),
    (
        "aws_security_group\" \"it\" {\n name = \"n\"\n vpc_id = \"vpc-1\"",
        "aws_security_group\" \"it\" {\n name = \"n\"\n vpc_id = \"vpc-1\"",
        &[("id", "id"), ("arn", "arn")],
        &[],
    ),
    (
        "aws_route_table\" \"it\" {\n vpc_id = \"vpc-1\"\n tags = { Name = \"n\" }",
        "aws_route_table\" \"it\" {\n vpc_id = \"vpc-1\"\n tags = { Name = \"n\" }",
        &[("id", "id"), ("arn", "arn")],
        &["routes"],
    ),
    (
        "aws_nat_gateway\" \"it\" {\n subnet_id = \"subnet-1\"\n allocation_id = \"eipalloc-1\"",
        "aws_nat_gateway\" \"it\" {\n subnet_id = \"subnet-1\"",
        &[
            ("id", "id"),
            ("public_ip", "public_ip"),
            ("allocation_id", "=\"eipalloc-1\""),
        ],
        &["vpc_id"],
    ),
    (
        "aws_internet_gateway\" \"it\" {\n vpc_id = \"vpc-1\"",
        "aws_internet_gateway\" \"it\" {\n filter {\n name = \"attachment.vpc-id\"\n values = [\"vpc-1\"]\n }",
        &[("id", "id"), ("arn", "arn")],
        &["attachments"],
    ),
    (
        "aws_ecs_cluster\" \"it\" {\n name = \"n\"",
        "aws_ecs_cluster\" \"it\" {\n cluster_name = \"n\"",
        &[("id", "id"), ("arn", "arn")],
        &["status", "running_tasks_count"],
    ),
    (
        "aws_ecs_service\" \"it\" {\n name = \"n\"\n cluster = \"arn:aws:ecs:eu-west-1:1:cluster/c\"\n desired_count = 2\n task_definition = \"t:1\"\n lifecycle {\n ignore_changes = [desired_count]\n }",
        "aws_ecs_service\" \"it\" {\n service_name = \"n\"\n cluster_arn = \"arn:aws:ecs:eu-west-1:1:cluster/c\"",
        &[("id", "id"), ("task_definition", "=\"t:1\"")],
        &["desired_count", "arn"],
    ),
    (
        "aws_lb\" \"it\" {\n name = \"n\"\n internal = true",
        "aws_lb\" \"it\" {\n name = \"n\"",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("dns_name", "dns_name"),
            ("zone_id", "zone_id"),
            ("arn_suffix", "arn_suffix"),
            ("internal", "=true"),
        ],
        &[],
    ),
    (
        "aws_lb_listener\" \"it\" {\n load_balancer_arn = \"arn:lb\"\n port = 443\n protocol = \"HTTPS\"",
        "aws_lb_listener\" \"it\" {\n load_balancer_arn = \"arn:lb\"\n port = 443",
        &[("id", "id"), ("arn", "arn"), ("protocol", "=\"HTTPS\"")],
        &[],
    ),
    (
        "aws_lb_target_group\" \"it\" {\n name = \"n\"\n port = 80",
        "aws_lb_target_group\" \"it\" {\n name = \"n\"",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("port", "=80"),
            ("arn_suffix", "arn_suffix"),
        ],
        &[],
    ),
    (
        "aws_ecr_repository\" \"it\" {\n name = \"n\"",
        "aws_ecr_repository\" \"it\" {\n name = \"n\"",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("repository_url", "repository_url"),
            ("registry_id", "registry_id"),
        ],
        &["most_recent_image_tags"],
    ),
    (
        "aws_iam_role\" \"it\" {\n name = \"n\"\n assume_role_policy = \"{}\"",
        "aws_iam_role\" \"it\" {\n name = \"n\"",
        &[("id", "id"), ("arn", "arn"), ("unique_id", "unique_id")],
        &["role_last_used"],
    ),
    (
        "aws_iam_policy\" \"it\" {\n name = \"n\"\n policy = \"{}\"",
        "aws_iam_policy\" \"it\" {\n name = \"n\"",
        &[("id", "id"), ("arn", "arn"), ("policy_id", "policy_id")],
        &[],
    ),
    (
        "aws_iam_user\" \"it\" {\n name = \"n\"",
        "aws_iam_user\" \"it\" {\n user_name = \"n\"",
        &[("arn", "arn")],
        &["id", "user_id"],
    ),
    (
        "aws_ssm_parameter\" \"it\" {\n name = \"n\"\n type = \"String\"\n insecure_value = \"v\"",
        "aws_ssm_parameter\" \"it\" {\n name = \"n\"",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("insecure_value", "=\"v\""),
            ("type", "=\"String\""),
        ],
        &[],
    ),
    (
        "aws_secretsmanager_secret\" \"it\" {\n name = \"n\"",
        "aws_secretsmanager_secret\" \"it\" {\n name = \"n\"",
        &[("id", "id"), ("arn", "arn")],
        &["created_date"],
    ),
    (
        "aws_route53_zone\" \"it\" {\n name = \"example.com\"",
        "aws_route53_zone\" \"it\" {\n name = \"example.com\"",
        &[
            ("id", "id"),
            ("zone_id", "zone_id"),
            ("arn", "arn"),
            ("name_servers", "name_servers"),
        ],
        &["caller_reference"],
    ),
    (
        "aws_acm_certificate\" \"it\" {\n domain_name = \"example.com\"",
        "aws_acm_certificate\" \"it\" {\n domain = \"example.com\"",
        &[("id", "id"), ("arn", "arn")],
        &["certificate"],
    ),
    (
        "aws_kms_alias\" \"it\" {\n name = \"alias/n\"\n target_key_id = \"k\"",
        "aws_kms_alias\" \"it\" {\n name = \"alias/n\"",
        &[("arn", "arn"), ("target_key_arn", "target_key_arn")],
        &["id", "target_key_id"],
    ),
    (
        "aws_s3_bucket\" \"it\" {\n bucket = \"n\"",
        "aws_s3_bucket\" \"it\" {\n bucket = \"n\"",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("bucket_regional_domain_name", "bucket_regional_domain_name"),
        ],
        &[],
    ),
    (
        "aws_cloudwatch_log_group\" \"it\" {\n name = \"n\"\n retention_in_days = 7",
        "aws_cloudwatch_log_group\" \"it\" {\n name = \"n\"",
        &[("id", "id"), ("arn", "arn"), ("retention_in_days", "=7")],
        &["creation_time"],
    ),
    (
        "aws_sns_topic\" \"it\" {\n name = \"n\"",
        "aws_sns_topic\" \"it\" {\n name = \"n\"",
        &[("id", "id"), ("arn", "arn")],
        &[],
    ),
    (
        "aws_sqs_queue\" \"it\" {\n name = \"n\"",
        "aws_sqs_queue\" \"it\" {\n name = \"n\"",
        &[("id", "id"), ("arn", "arn"), ("url", "url")],
        &[],
    ),
    (
        "aws_dynamodb_table\" \"it\" {\n name = \"n\"\n hash_key = \"k\"",
        "aws_dynamodb_table\" \"it\" {\n name = \"n\"",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("hash_key", "=\"k\""),
            ("stream_arn", "stream_arn"),
        ],
        &[],
    ),
    (
        "aws_lambda_function\" \"it\" {\n function_name = \"n\"\n handler = \"h\"",
        "aws_lambda_function\" \"it\" {\n function_name = \"n\"",
        &[
            ("id", "id"),
            ("arn", "arn"),
            ("invoke_arn", "invoke_arn"),
            ("handler", "=\"h\""),
        ],
        &[],
    ),
    (
        "aws_db_instance\" \"it\" {\n identifier = \"n\"\n engine_version = \"8.0\"\n username = \"u\"",
        "aws_db_instance\" \"it\" {\n db_instance_identifier = \"n\"",
        &[
            ("address", "address"),
            ("endpoint", "endpoint"),
            ("db_instance_arn", "arn"),
            ("master_username", "=\"u\""),
            ("resource_id", "resource_id"),
        ],
        &["id", "engine_version"],
    ),
    (
        "aws_efs_file_system\" \"it\" {\n creation_token = \"n\"",
        "aws_efs_file_system\" \"it\" {\n creation_token = \"n\"",
        &[("id", "id"), ("arn", "arn"), ("dns_name", "dns_name")],
        &[],
    ),
];

#[test]
fn what_a_data_source_finds_is_the_resource_attribute_by_attribute() {
    let mut wrong = Vec::new();
    for (resource, data, same, own) in PAIRS {
        let kind = |text: &'static str| text.split('"').next().unwrap_or_default();
        let network = format!("resource \"{resource}\n}}");
        let of = |attribute: &str| {
            let reference = format!("data.{}.it.{attribute}", kind(data));
            let app = format!("data \"{data}\n}}\noutput \"found\" {{\n value = {reference}\n}}");
            between(&network, &app)
        };
        for (attribute, meant) in *same {
            let expected = match meant.strip_prefix('=') {
                Some(value) => value.to_owned(),
                None => format!("<{}.it.{meant}>", kind(resource)),
            };
            let found = of(attribute);
            if found != expected {
                wrong.push(format!(
                    "{} {attribute}: {found}, not {expected}",
                    kind(data)
                ));
            }
        }
        for attribute in *own {
            let found = of(attribute);
            if found != format!("<data.{}.it.{attribute}>", kind(data)) {
                wrong.push(format!("{} {attribute}: {found}, not its own", kind(data)));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_data_source_that_finds_one_resource_has_a_pair() {
    let has_pair = |data: &str| {
        let mut pairs = PAIRS.iter();
        pairs.any(|(_, text, ..)| text.starts_with(&format!("{data}\"")))
    };
    let one = FINDERS.iter().filter(|finder| finder.many.is_none());
    let missing: Vec<&str> = one
        .map(|finder| finder.data)
        .filter(|data| !has_pair(data))
        .collect();
    assert_eq!(missing, ["aws_alb"], "which is aws_lb by another name");
}

#[test]
fn the_vpc_alone_tells_no_group_and_no_table() {
    for kind in ["aws_security_group", "aws_route_table"] {
        let network = format!("resource \"{kind}\" \"it\" {{\n vpc_id = \"vpc-1\"\n}}");
        let app = format!(
            "data \"{kind}\" \"it\" {{\n vpc_id = \"vpc-1\"\n}}\noutput \"found\" {{\n value = data.{kind}.it.id\n}}"
        );
        assert_eq!(between(&network, &app), format!("<data.{kind}.it.id>"));
    }
}

#[test]
fn a_value_that_is_changed_elsewhere_or_read_as_it_is_stored_is_not_the_one_that_is_written() {
    let parameter = |more: &str| {
        format!(
            "resource \"aws_ssm_parameter\" \"it\" {{\n name = \"n\"\n type = \"SecureString\"\n value = \"v\"\n{more}}}"
        )
    };
    let read = |parameter: &str, more: &str| {
        between(
            parameter,
            &format!(
                "data \"aws_ssm_parameter\" \"it\" {{\n name = \"n\"\n{more}}}\noutput \"found\" {{\n value = nonsensitive(data.aws_ssm_parameter.it.value)\n}}"
            ),
        )
    };
    assert_eq!(read(&parameter(""), ""), "\"v\"");
    let own = "<data.aws_ssm_parameter.it.value>";
    let ignored = parameter(" lifecycle {\n  ignore_changes = [value]\n }\n");
    assert_eq!(read(&ignored, ""), own);
    assert_eq!(read(&parameter(""), " with_decryption = false\n"), own);
}
