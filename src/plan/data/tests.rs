//! Data sources as Terraform 1.11.4 gave them with the AWS provider 5.100.0, which computes these without an account.

use super::regions::region as region_named;
use super::testing::{outputs, planned};

/// The data sources of a text as they are shown, by name of an output for each.
fn shown(region: &str, blocks: &[(&str, &str)]) -> Vec<String> {
    let provider = format!("provider \"aws\" {{\n  region = \"{region}\"\n}}\n");
    let blocks = blocks.iter().enumerate().map(|(at, (kind, body))| {
        format!(
            "data \"{kind}\" \"it{at}\" {{\n{body}\n}}\noutput \"o{at:03}\" {{\n  value = data.{kind}.it{at}\n}}\n"
        )
    });
    let text = blocks.fold(provider, |text, block| text + &block);
    outputs(&text).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn regions_are_known_by_name_and_by_endpoint() {
    let found = shown(
        "us-east-1",
        &[
            ("aws_region", ""),
            ("aws_region", "name = \"eu-central-1\""),
            (
                "aws_region",
                "endpoint = \"ec2.cn-north-1.amazonaws.com.cn\"",
            ),
        ],
    );
    let region = |description: &str, endpoint: &str, name: &str| {
        format!(
            "{{ description = {description:?}, endpoint = {endpoint:?}, id = {name:?}, name = {name:?} }}"
        )
    };
    let expected = [
        region(
            "US East (N. Virginia)",
            "ec2.us-east-1.amazonaws.com",
            "us-east-1",
        ),
        region(
            "Europe (Frankfurt)",
            "ec2.eu-central-1.amazonaws.com",
            "eu-central-1",
        ),
        region(
            "China (Beijing)",
            "ec2.cn-north-1.amazonaws.com.cn",
            "cn-north-1",
        ),
    ];
    assert_eq!(found, expected);
}

#[test]
fn partitions_follow_from_the_region() {
    for (region, partition, domain, reverse) in [
        ("eu-west-1", "aws", "amazonaws.com", "com.amazonaws"),
        (
            "cn-northwest-1",
            "aws-cn",
            "amazonaws.com.cn",
            "cn.com.amazonaws",
        ),
        (
            "us-gov-west-1",
            "aws-us-gov",
            "amazonaws.com",
            "com.amazonaws",
        ),
        ("us-iso-west-1", "aws-iso", "c2s.ic.gov", "gov.ic.c2s"),
        (
            "us-isob-east-1",
            "aws-iso-b",
            "sc2s.sgov.gov",
            "gov.sgov.sc2s",
        ),
        (
            "eu-isoe-west-1",
            "aws-iso-e",
            "cloud.adc-e.uk",
            "uk.adc-e.cloud",
        ),
        (
            "us-isof-south-1",
            "aws-iso-f",
            "csp.hci.ic.gov",
            "gov.ic.hci.csp",
        ),
        ("eusc-de-east-1", "aws-eusc", "amazonaws.eu", "eu.amazonaws"),
    ] {
        let expected = format!(
            "{{ dns_suffix = {domain:?}, id = {partition:?}, partition = {partition:?}, reverse_dns_prefix = {reverse:?} }}"
        );
        assert_eq!(shown(region, &[("aws_partition", "")]), [expected]);
    }
}

#[test]
fn principals_of_services_end_in_what_their_partition_demands() {
    for (service, region, suffix) in [
        ("s3", "us-east-1", "amazonaws.com"),
        ("logs", "us-gov-west-1", "amazonaws.com"),
        ("logs", "cn-north-1", "amazonaws.com.cn"),
        ("codedeploy", "cn-northwest-1", "amazonaws.com.cn"),
        ("ec2", "cn-north-1", "amazonaws.com"),
        ("config", "us-iso-east-1", "c2s.ic.gov"),
        ("s3", "us-iso-east-1", "amazonaws.com"),
        ("dms", "us-isob-east-1", "sc2s.sgov.gov"),
        ("workspaces", "us-isob-east-1", "amazonaws.com"),
        ("logs", "us-isof-east-1", "amazonaws.com"),
        ("EC2", "us-east-1", "amazonaws.com"),
    ] {
        let body = format!("service_name = {service:?}\nregion = {region:?}");
        let expected = format!(
            "{{ id = \"{service}.{region}.{suffix}\", name = \"{service}.{suffix}\", region = {region:?}, service_name = {service:?}, suffix = {suffix:?} }}"
        );
        assert_eq!(
            shown("us-east-1", &[("aws_service_principal", &body)]),
            [expected]
        );
    }
}

#[test]
fn an_arn_is_taken_apart() {
    let found = shown(
        "us-east-1",
        &[
            (
                "aws_arn",
                "arn = \"arn:aws:rds:eu-west-1:123456789012:db:mysql-db\"",
            ),
            ("aws_arn", "arn = \"arn:aws:s3:::bucket/key:a/b\""),
            ("aws_arn", "arn = \"arn:::::\""),
        ],
    );
    let arn = |arn: &str, [account, partition, region, resource, service]: [&str; 5]| {
        format!(
            "{{ account = {account:?}, arn = {arn:?}, id = {arn:?}, partition = {partition:?}, region = {region:?}, resource = {resource:?}, service = {service:?} }}"
        )
    };
    let expected = [
        arn(
            "arn:aws:rds:eu-west-1:123456789012:db:mysql-db",
            ["123456789012", "aws", "eu-west-1", "db:mysql-db", "rds"],
        ),
        arn(
            "arn:aws:s3:::bucket/key:a/b",
            ["", "aws", "", "bucket/key:a/b", "s3"],
        ),
        arn("arn:::::", ["", "", "", "", ""]),
    ];
    assert_eq!(found, expected);
    for refused in ["nope", "arn:aws:s3", ""] {
        let text = format!("data \"aws_arn\" \"it\" {{\n  arn = {refused:?}\n}}\n");
        planned(&text, |plan| assert_eq!(plan.faults.len(), 1, "{refused}"));
    }
}

#[test]
fn accounts_and_zones_of_aws_follow_from_the_region() {
    let found = shown(
        "us-east-1",
        &[
            ("aws_elb_service_account", ""),
            ("aws_elb_service_account", "region = \"cn-north-1\""),
            ("aws_billing_service_account", ""),
            ("aws_redshift_service_account", ""),
            ("aws_cloudtrail_service_account", ""),
            ("aws_elastic_beanstalk_hosted_zone", ""),
            ("aws_elb_hosted_zone_id", ""),
            ("aws_lb_hosted_zone_id", ""),
            ("aws_lb_hosted_zone_id", "load_balancer_type = \"network\""),
        ],
    );
    let expected = [
        "{ arn = \"arn:aws:iam::127311923021:root\", id = \"127311923021\", region = null }",
        "{ arn = \"arn:aws:iam::638102146993:root\", id = \"638102146993\", region = \"cn-north-1\" }",
        "{ arn = \"arn:aws:iam::386209384616:root\", id = \"386209384616\" }",
        "{ arn = \"arn:aws:iam::193672423079:user/logs\", id = \"193672423079\", region = null }",
        "{ arn = \"arn:aws:iam::086441151436:root\", id = \"086441151436\", region = null }",
        "{ id = \"Z117KPS5GTRQ2G\", region = \"us-east-1\" }",
        "{ id = \"Z35SXDOTRQ7X7K\", region = null }",
        "{ id = \"Z35SXDOTRQ7X7K\", load_balancer_type = \"application\", region = null }",
        "{ id = \"Z26RNL4JYFTOTI\", load_balancer_type = \"network\", region = null }",
    ];
    assert_eq!(found, expected);
}

#[test]
fn every_region_has_a_description_and_nine_fields() {
    let lines: Vec<&str> = include_str!("regions.tsv").lines().collect();
    assert_eq!(lines.len(), 44);
    for line in lines {
        assert_eq!(line.split('\t').count(), 9, "{line}");
        let name = line.split('\t').next().unwrap();
        assert!(!region_named(name).unwrap().description.is_empty());
    }
}

#[test]
fn a_region_that_is_not_known_leaves_what_depends_on_it_open() {
    let found = outputs(
        r#"
        variable "region" { type = string }
        provider "aws" { region = var.region }
        data "aws_region" "it" {}
        data "aws_partition" "it" {}
        data "aws_elb_service_account" "it" {}
        output "name" { value = data.aws_region.it.name }
        output "partition" { value = data.aws_partition.it.partition }
        output "account" { value = data.aws_elb_service_account.it.arn }
        "#,
    );
    let found: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    let expected = [
        "<data.aws_elb_service_account.it.arn>",
        "<string: var.region is given no value in the repository>",
        "<data.aws_partition.it.partition>",
    ];
    assert_eq!(found, expected);
}

#[test]
fn default_tags_are_those_of_the_provider() {
    for (block, expected) in [
        ("", "{}"),
        ("default_tags {}", "{}"),
        ("default_tags {\n  tags = null\n}", "{}"),
        (
            "default_tags {\n  tags = { A = \"x\", n = 5 }\n}",
            "{ A = \"x\", n = \"5\" }",
        ),
    ] {
        let found = outputs(&format!(
            "provider \"aws\" {{\n  region = \"us-east-1\"\n  {block}\n}}\ndata \"aws_default_tags\" \"it\" {{}}\noutput \"it\" {{\n  value = data.aws_default_tags.it\n}}\n"
        ));
        assert_eq!(found[0].1, format!("{{ id = \"aws\", tags = {expected} }}"));
    }
}

/// Terraform reads them from AWS: which zones there are is not known, but each is one, the same wherever it is used.
#[test]
fn each_availability_zone_is_one_of_its_own() {
    let found = outputs(
        r#"
        data "aws_availability_zones" "it" { state = "available" }
        locals {
          zones = slice(data.aws_availability_zones.it.names, 0, 3)
        }
        resource "aws_subnet" "it" {
          for_each          = { for at, zone in local.zones : "zone-${at}" => zone }
          availability_zone = each.value
          vpc_id            = "vpc-1"
        }
        output "a_first" { value = data.aws_availability_zones.it.names[0] }
        output "b_element" { value = element(data.aws_availability_zones.it.zone_ids, 0) }
        output "c_slice" { value = local.zones }
        output "d_for" { value = [for zone in local.zones : "${zone}-x"] }
        output "e_count" { value = length(local.zones) }
        output "f_each" { value = values(aws_subnet.it)[*].availability_zone }
        output "g_index" { value = [for at in range(2) : data.aws_availability_zones.it.names[at]] }
        output "h_same" { value = data.aws_availability_zones.it.names[0] == local.zones[0] }
        "#,
    );
    let zone = |at: usize| format!("<data.aws_availability_zones.it.names[{at}]>");
    let zones = format!("[{}, {}, {}]", zone(0), zone(1), zone(2));
    let expected = [
        zone(0),
        "<data.aws_availability_zones.it.zone_ids[0]>".to_owned(),
        zones.clone(),
        format!("[\"{}-x\", \"{}-x\", \"{}-x\"]", zone(0), zone(1), zone(2)),
        "3".to_owned(),
        zones,
        format!("[{}, {}]", zone(0), zone(1)),
        "true".to_owned(),
    ];
    let found: Vec<String> = found.into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_only_a_service_knows_is_an_attribute_of_its_data_source() {
    let found = outputs(
        r#"
        data "aws_canonical_user_id" "it" {}
        data "aws_regions" "it" {}
        data "aws_ip_ranges" "it" { services = ["ec2"] }
        output "a" { value = data.aws_canonical_user_id.it.id }
        output "b" { value = data.aws_regions.it.names }
        output "c" { value = data.aws_ip_ranges.it.cidr_blocks[0] }
        "#,
    );
    let found: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    let expected = [
        "<data.aws_canonical_user_id.it.id>",
        "<data.aws_regions.it.names>",
        "<data.aws_ip_ranges.it.cidr_blocks[0]>",
    ];
    assert_eq!(found, expected);
}

/// The provider is retired; what is expected follows from its documentation, and from Terraform's `templatefile`,
/// whose language it shares.
#[test]
fn a_template_file_is_rendered() {
    let found = outputs(
        r#"
        resource "aws_vpc" "it" { cidr_block = "10.0.0.0/16" }
        data "template_file" "it" {
          template = "vpc=$${id} n=$${upper(n)}%%{ if n == \"a\" } yes%%{ endif } $$${kept}"
          vars     = { id = aws_vpc.it.id, n = "a" }
        }
        output "rendered" { value = data.template_file.it.rendered }
        output "template" { value = data.template_file.it.vars.n }
        "#,
    );
    assert_eq!(found[0].1, "\"vpc=<aws_vpc.it.id> n=A yes $${kept}\"");
    assert_eq!(found[1].1, "\"a\"");
    let missing = "data \"template_file\" \"it\" {\n  template = \"$${missing}\"\n}\n";
    planned(missing, |plan| assert_eq!(plan.faults.len(), 1));
    // A form of Terraform 0.11: it is not the template that is at fault.
    let block = missing.replace("\n}\n", "\n  vars {\n    missing = 1\n  }\n}\n");
    planned(&block, |plan| assert_eq!(plan.faults.len(), 0));
    let other = block.replace("missing = 1", "other = 1");
    planned(&other, |plan| assert_eq!(plan.faults.len(), 1));
}
