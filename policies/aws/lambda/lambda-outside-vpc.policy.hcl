# iaclint-summary: A function does not run in a VPC.
# iaclint-why: No security group and no route of one's own says whom it may send data to; where that is not asked for,
# a VPC only costs a NAT gateway or endpoints.
# iaclint-fix: Add `vpc_config` with private subnets and a security group.
# iaclint-controls: Lambda.3
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_117
# iaclint-security: 2.0
resource_policy "aws_lambda_function" "outside_vpc" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::length(attrs.vpc_config[0].subnet_ids), 0) > 0
    error_message = "The function does not run in a VPC"
  }
}
