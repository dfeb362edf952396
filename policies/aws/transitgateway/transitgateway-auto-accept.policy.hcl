# iaclint-summary: A transit gateway takes every attachment without asking.
# iaclint-why: Any account that it is shared with connects its VPCs, and reaches what the default route table leads
# to.
# iaclint-fix: Remove `auto_accept_shared_attachments = "enable"`, and accept attachments with
# aws_ec2_transit_gateway_vpc_attachment_accepter.
# iaclint-controls: EC2.23
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_331
# iaclint-security: 4.0
resource_policy "aws_ec2_transit_gateway" "auto_accept" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.auto_accept_shared_attachments, "disable") != "enable"
    error_message = "The gateway takes every attachment without asking"
  }
}
