# iaclint-summary: A cluster of EMR lies in the default VPC.
# iaclint-why: AWS takes a subnet of that VPC where none is named, and its subnets are public: every node gets a public
# address.
# iaclint-fix: Set `subnet_id` or `subnet_ids` in `ec2_attributes` to private subnets of your own VPC.
# iaclint-groups: exposure
# iaclint-peers: kics:2b3c8a6d-9856-43e6-ab1d-d651094f03b4
# iaclint-security: 4.0
resource_policy "aws_emr_cluster" "default_vpc" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::try(attrs.ec2_attributes[0].subnet_id, null) != null ||
      core::try(core::length(attrs.ec2_attributes[0].subnet_ids) > 0, false)
    )
    error_message = "The cluster lies in the default VPC"
  }
}
