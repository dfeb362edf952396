# iaclint-id: opensearch-node-encryption
# iaclint-summary: The nodes of a domain of OpenSearch talk to each other without encryption.
# iaclint-why: Every document crosses the network between them, and fine-grained access control needs the encryption
# too.
# iaclint-fix: Add `node_to_node_encryption { enabled = true }`.
# iaclint-controls: Opensearch.3, ES.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_6, trivy:AWS-0043, kics:967eb3e6-26fc-497d-8895-6428beb6e8e2
# iaclint-security: 5.0

# Those of a single node: opensearch-single-node-encryption.
resource_policy "aws_opensearch_domain" "node_encryption" {
  enforcement_level = "mandatory_overridable"

  locals {
    nodes = core::coalesce(core::try(attrs.cluster_config[0].instance_count, null), 1)
    # Nodes that hold no data talk to the others too.
    others = (
      core::try(attrs.cluster_config[0].dedicated_master_enabled, false) == true ||
      core::try(attrs.cluster_config[0].warm_enabled, false) == true
    )
  }

  filter = local.nodes > 1 || local.others

  enforce {
    condition     = core::try(attrs.node_to_node_encryption[0].enabled, false) == true
    error_message = "The nodes talk to each other without encryption"
  }
}

resource_policy "aws_elasticsearch_domain" "node_encryption" {
  enforcement_level = "mandatory_overridable"

  locals {
    nodes = core::coalesce(core::try(attrs.cluster_config[0].instance_count, null), 1)
    # Nodes that hold no data talk to the others too.
    others = (
      core::try(attrs.cluster_config[0].dedicated_master_enabled, false) == true ||
      core::try(attrs.cluster_config[0].warm_enabled, false) == true
    )
  }

  filter = local.nodes > 1 || local.others

  enforce {
    condition     = core::try(attrs.node_to_node_encryption[0].enabled, false) == true
    error_message = "The nodes talk to each other without encryption"
  }
}
