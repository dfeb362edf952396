# iaclint-summary: The nodes of a node group of EKS let the whole internet in to SSH.
# iaclint-why: Where a key is given, but no security groups, EKS opens port 22 of the nodes to everybody, and port 3389
# where they run Windows.
# iaclint-fix: Set `source_security_group_ids` in `remote_access`, or remove `remote_access` and use Session Manager.
# iaclint-groups: default, exposure
# iaclint-peers: checkov:CKV_AWS_100, kics:ba40ace1-a047-483c-8a8d-bc2d3a67a82d
# iaclint-security: 7.0
resource_policy "aws_eks_node_group" "node_ssh" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.remote_access[0].ec2_ssh_key, null) != null

  enforce {
    condition     = core::try(core::length(attrs.remote_access[0].source_security_group_ids) > 0, false)
    error_message = "The nodes let the whole internet in to SSH"
  }
}
