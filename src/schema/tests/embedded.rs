//! The schemas that the program brings along, against what Terraform says of the same providers.

use crate::schema::{Attribute, Block, Member, Nesting, Schemas};
use crate::types::Type;

const AWS: &str = "registry.terraform.io/hashicorp/aws";

fn resource(name: &str) -> std::sync::Arc<Block> {
    Schemas::embedded().resource(name).unwrap().clone()
}

#[test]
fn the_aws_provider_has_as_many_types_as_terraform_says() {
    let schemas = Schemas::embedded();
    let aws = schemas.get(AWS).unwrap();
    assert_eq!(aws.version(), Some("5.100.0"));
    let counts = (
        aws.resource_types().len(),
        aws.data_source_types().len(),
        aws.ephemeral_types().len(),
    );
    assert_eq!(counts, (1526, 608, 7));
    let types: Vec<&str> = aws.resource_types().collect();
    assert!(types.is_sorted());
    let known = |name| types.binary_search(&name).is_ok();
    assert!(known("aws_vpc") && !known("aws_vpcs"));
}

#[test]
fn every_block_of_the_aws_provider_can_be_made() {
    let schemas = Schemas::embedded();
    let aws = schemas.get(AWS).unwrap();
    let resources = aws.resource_types().filter_map(|name| aws.resource(name));
    let sources = aws
        .data_source_types()
        .filter_map(|name| aws.data_source(name));
    let ephemeral = aws.ephemeral_types().filter_map(|name| aws.ephemeral(name));
    let provider = aws.provider().into_iter();
    let blocks = resources.chain(sources).chain(ephemeral).chain(provider);
    // As often as each is written out in the 13.6 MB of JSON, where they were counted.
    let (mut expanded, mut attributes) = (0, 0);
    for block in blocks {
        count(block, &mut expanded, &mut attributes);
        let Type::Object(object) = block.object_type() else {
            panic!("a block is an object")
        };
        let names: Vec<_> = block
            .members()
            .map(|member| member.name().clone())
            .collect();
        assert!(
            names.iter().eq(object.attributes.keys()),
            "members are in order"
        );
    }
    assert_eq!((expanded, attributes), (51_566, 87_103));
}

fn count(block: &Block, blocks: &mut usize, attributes: &mut usize) {
    *blocks += 1;
    *attributes += block.attributes().len();
    for nested in block.blocks() {
        count(&nested.block, blocks, attributes);
    }
}

#[test]
fn attributes_are_what_terraform_says() {
    let subnet = resource("aws_subnet");
    let id = subnet.attribute("id").unwrap();
    assert_eq!(id.ty, Type::String);
    assert!(id.is_computed() && id.is_optional() && !id.is_required());
    let vpc_id = subnet.attribute("vpc_id").unwrap();
    assert!(vpc_id.is_required() && !vpc_id.is_computed() && !vpc_id.is_optional());
    assert_eq!(
        subnet.attribute("arn").map(Attribute::is_optional),
        Some(false)
    );
    assert!(subnet.attribute("nothing").is_none());

    let group = resource("aws_security_group");
    let ingress = group.attribute("ingress").unwrap();
    assert!(ingress.is_optional() && ingress.is_computed());
    assert_eq!(
        ingress.ty.to_string(),
        "set(object({ cidr_blocks = list(string), description = string, from_port = number, \
         ipv6_cidr_blocks = list(string), prefix_list_ids = list(string), protocol = string, \
         security_groups = set(string), self = bool, to_port = number }))"
    );
    assert!(group.block("ingress").is_none());

    let database = resource("aws_db_instance");
    assert!(database.attribute("password").unwrap().is_sensitive());
    assert!(database.attribute("password_wo").unwrap().is_write_only());
    assert!(
        !database
            .attribute("password_wo_version")
            .unwrap()
            .is_write_only()
    );
    assert!(
        resource("aws_eip")
            .attribute("vpc")
            .unwrap()
            .is_deprecated()
    );
}

#[test]
fn nested_blocks_are_what_terraform_says() {
    let service = resource("aws_ecs_service");
    let network = service.block("network_configuration").unwrap();
    assert_eq!(
        (network.nesting, network.min, network.max),
        (Nesting::List, 0, Some(1))
    );
    let subnets = network.block.attribute("subnets").unwrap();
    assert!(subnets.is_required());
    assert_eq!(subnets.ty, Type::set(Type::String));
    assert_eq!(
        network.value_type().to_string(),
        "list(object({ assign_public_ip = bool, security_groups = set(string), subnets = set(string) }))"
    );
    let balancer = service.block("load_balancer").unwrap();
    assert_eq!(
        (balancer.nesting, balancer.min, balancer.max),
        (Nesting::Set, 0, None)
    );
    let timeouts = service.block("timeouts").unwrap();
    assert_eq!(timeouts.nesting, Nesting::Single);
    assert_eq!(
        timeouts.value_type().to_string(),
        "object({ create = string, delete = string, update = string })"
    );
    let listener = resource("aws_lb_listener");
    assert_eq!(
        listener.block("default_action").map(|nested| nested.min),
        Some(1)
    );
}

#[test]
fn members_come_in_the_order_of_an_objects_entries() {
    let service = resource("aws_ecs_service");
    let names: Vec<&str> = service
        .members()
        .map(|member| match member {
            Member::Attribute(attribute) => &*attribute.name,
            Member::Block(nested) => &*nested.name,
        })
        .collect();
    assert!(names.is_sorted());
    assert!(names.contains(&"desired_count") && names.contains(&"network_configuration"));
    assert_eq!(
        names.len(),
        service.attributes().len() + service.blocks().len()
    );
}

#[test]
fn equal_names_and_blocks_are_shared() {
    let (vpc, subnet) = (resource("aws_vpc"), resource("aws_subnet"));
    let name = |block: &Block| block.attribute("tags_all").unwrap().name.clone();
    assert!(std::sync::Arc::ptr_eq(&name(&vpc), &name(&subnet)));
    assert!(std::sync::Arc::ptr_eq(&vpc, &resource("aws_vpc")));
}

#[test]
fn terraforms_own_provider_is_known_too() {
    let schemas = Schemas::embedded();
    let data = schemas.resource("terraform_data").unwrap();
    assert_eq!(
        data.object_type().to_string(),
        "object({ id = string, input = any, output = any, triggers_replace = any })"
    );
    let state = schemas.data_source("terraform_remote_state").unwrap();
    assert!(state.attribute("backend").unwrap().is_required());
    assert_eq!(state.attribute("outputs").unwrap().ty, Type::Dynamic);
    assert!(schemas.provider("terraform").is_none());
}

#[test]
fn what_no_provider_has_is_not_found() {
    let schemas = Schemas::embedded();
    for name in [
        "",
        "_",
        "aws",
        "aws_",
        "null_resource",
        "AWS_VPC",
        "aws_vpc\0",
    ] {
        assert!(schemas.resource(name).is_none(), "{name:?}");
    }
    assert!(schemas.data_source("aws_vpc_endpoint_policy").is_none());
    assert!(schemas.data_source("aws_availability_zones").is_some());
    assert!(
        schemas
            .ephemeral("aws_secretsmanager_secret_version")
            .is_some()
    );
    assert!(
        schemas
            .provider("aws")
            .unwrap()
            .attribute("allowed_account_ids")
            .is_some()
    );
    assert!(schemas.provider("google").is_none());
}
