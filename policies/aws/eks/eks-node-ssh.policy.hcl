# iaclint-summary: EKS opens SSH of the nodes of a node group to 0.0.0.0/0.
# iaclint-why: Where a key is given, but no security groups, EKS opens port 22 of the nodes to the whole internet, and
# port 3389 where they run Windows. In private subnets this is whatever reaches the VPC.
# iaclint-fix: Set `source_security_group_ids` in `remote_access`, or remove `remote_access` and use Session Manager.
# The node group is replaced.
# iaclint-groups: default, exposure
# iaclint-peers: checkov:CKV_AWS_100, kics:ba40ace1-a047-483c-8a8d-bc2d3a67a82d
# iaclint-security: 7.0
resource_policy "aws_eks_node_group" "node_ssh" {
  enforcement_level = "mandatory_overridable"

  locals {
    key = core::try(attrs.remote_access[0].ec2_ssh_key, null)
    # The id of a key that is not made yet is not known, but it is no empty text.
    made = core::length(core::getresources("aws_key_pair", { id = local.key })) > 0
  }

  filter = local.key != null && (local.made || local.key != "")

  enforce {
    condition     = core::try(core::length(attrs.remote_access[0].source_security_group_ids) > 0, false)
    error_message = "EKS opens SSH of the nodes to 0.0.0.0/0"
  }
}
