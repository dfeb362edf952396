# iaclint-summary: A network ACL guards no subnet.
# iaclint-why: Its subnets have another ACL, most likely the one of the VPC that lets everything through, while the
# code reads as if these rules held.
# iaclint-fix: Name the subnets in `subnet_ids` or in an aws_network_acl_association, or remove the ACL.
# iaclint-controls: EC2.16
# iaclint-groups: hygiene, fsbp
# iaclint-peers: checkov:CKV2_AWS_1
resource_policy "aws_network_acl" "unused" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::length(core::try(attrs.subnet_ids, [])) > 0 ||
      core::length(core::getresources("aws_network_acl_association", { network_acl_id = attrs.id })) > 0
    )
    error_message = "The network ACL guards no subnet"
  }
}
