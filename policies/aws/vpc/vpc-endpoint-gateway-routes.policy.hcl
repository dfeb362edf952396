# iaclint-summary: A gateway endpoint is in no route table.
# iaclint-why: Nothing uses it: what goes to S3 or DynamoDB still leaves by the NAT gateway, which costs for every
# byte, or does not get out at all.
# iaclint-fix: Name the route tables of the private subnets in `route_table_ids`, or add an
# aws_vpc_endpoint_route_table_association for each.
# iaclint-groups: default, cost, hygiene
# iaclint-peers: kics:0bc534c5-13d1-4353-a7fe-b8665d5c1d7d
resource_policy "aws_vpc_endpoint" "gateway_routes" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.vpc_endpoint_type, "Gateway") == "Gateway"

  enforce {
    condition = (
      core::length(core::try(attrs.route_table_ids, [])) > 0 ||
      core::length(core::getresources("aws_vpc_endpoint_route_table_association", { vpc_endpoint_id = attrs.id })) > 0
    )
    error_message = "The gateway endpoint is in no route table"
  }
}
