# iaclint-summary: The default VPC is used.
# iaclint-why: Whatever starts in its subnets gets a public address, its route table leads to the internet, and its
# addresses are those of every other default VPC, so it can never be connected to one.
# iaclint-fix: Make an aws_vpc with private subnets. An aws_default_vpc does not make one: it takes over the one that
# AWS made.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_148, trivy:AWS-0101, kics:96ed3526-0179-4c73-b1b2-372fde2e0d13
# iaclint-security: 4.0
resource_policy "aws_default_vpc" "default_vpc" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "The default VPC is used"
  }
}
