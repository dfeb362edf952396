# iaclint-id: transfer-public
# iaclint-summary: A server of Transfer Family has a public endpoint.
# iaclint-why: The whole internet can try names and passwords or keys there; such an endpoint takes no security group,
# so that nobody can be kept out by address.
# iaclint-fix: Set `endpoint_type = "VPC"` with `endpoint_details`: a VPC, subnets and security groups. With addresses
# of its own in them it serves the internet too, and the groups say whom.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV_AWS_164
# iaclint-security: 4.0

resource_policy "aws_transfer_server" "transfer_public" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::contains(["VPC", "VPC_ENDPOINT"], core::try(attrs.endpoint_type, "PUBLIC"))
    error_message = "The server has a public endpoint"
  }
}
