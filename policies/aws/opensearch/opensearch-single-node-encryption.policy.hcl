# iaclint-id: opensearch-single-node-encryption
# iaclint-summary: A domain of OpenSearch with one node is not set to encrypt what nodes say to each other.
# iaclint-why: Nothing crosses the network yet, but as soon as a second node is added everything does, and fine-grained
# access control cannot be switched on without it.
# iaclint-fix: Add `node_to_node_encryption { enabled = true }`.
# iaclint-controls: Opensearch.3, ES.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: trivy:AWS-0043, kics:967eb3e6-26fc-497d-8895-6428beb6e8e2
# iaclint-security: 2.0

# Those of several nodes: opensearch-node-encryption.
resource_policy "aws_opensearch_domain" "single_node_encryption" {
  enforcement_level = "advisory"

  locals {
    nodes = core::coalesce(core::try(attrs.cluster_config[0].instance_count, null), 1)
    # Nodes that hold no data talk to the others too.
    others = (
      core::try(attrs.cluster_config[0].dedicated_master_enabled, false) == true ||
      core::try(attrs.cluster_config[0].warm_enabled, false) == true
    )
  }

  filter = local.nodes == 1 && !local.others

  enforce {
    condition     = core::try(attrs.node_to_node_encryption[0].enabled, false) == true
    error_message = "A second node would talk to this one without encryption"
  }
}

resource_policy "aws_elasticsearch_domain" "single_node_encryption" {
  enforcement_level = "advisory"

  locals {
    nodes = core::coalesce(core::try(attrs.cluster_config[0].instance_count, null), 1)
    # Nodes that hold no data talk to the others too.
    others = (
      core::try(attrs.cluster_config[0].dedicated_master_enabled, false) == true ||
      core::try(attrs.cluster_config[0].warm_enabled, false) == true
    )
  }

  filter = local.nodes == 1 && !local.others

  enforce {
    condition     = core::try(attrs.node_to_node_encryption[0].enabled, false) == true
    error_message = "A second node would talk to this one without encryption"
  }
}
