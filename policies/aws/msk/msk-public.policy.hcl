# iaclint-summary: The brokers of a Kafka cluster have public addresses.
# iaclint-why: The whole internet can try to connect to them.
# iaclint-fix: Set `type = "DISABLED"` in `public_access`, and let clients come by peering, a VPN or
# `vpc_connectivity`.
# iaclint-controls: MSK.4
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_291, kics:54378d69-dd7c-4b08-a43e-80d563396857
# iaclint-security: 8.0
resource_policy "aws_msk_cluster" "public" {
  enforcement_level = "mandatory_overridable"

  locals {
    access = core::try(attrs.broker_node_group_info[0].connectivity_info[0].public_access[0].type, null)
  }

  enforce {
    condition     = local.access != "SERVICE_PROVIDED_EIPS"
    error_message = "The brokers have public addresses"
  }
}
