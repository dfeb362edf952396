policytest {
  targets = ["opensearch-single-node-encryption.policy.hcl"]
}

resource "aws_opensearch_domain" "encrypted" {
  attrs = {
    cluster_config          = [{ instance_count = 1 }]
    node_to_node_encryption = [{ enabled = true }]
  }
}

resource "aws_opensearch_domain" "plain" {
  expect_failure = true
  attrs = {
    cluster_config          = [{ instance_count = 1 }]
    node_to_node_encryption = [{ enabled = false }]
  }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

resource "aws_opensearch_domain" "several" {
  attrs = { cluster_config = [{ instance_count = 3 }] }
}

resource "aws_opensearch_domain" "masters" {
  attrs = { cluster_config = [{ instance_count = 1, dedicated_master_enabled = true }] }
}

# iaclint-unknown: node_to_node_encryption[0].enabled
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { node_to_node_encryption = [{ enabled = true }] }
}

resource "aws_elasticsearch_domain" "encrypted" {
  attrs = {
    cluster_config          = [{ instance_count = 1 }]
    node_to_node_encryption = [{ enabled = true }]
  }
}

resource "aws_elasticsearch_domain" "plain" {
  expect_failure = true
  attrs = {
    cluster_config          = [{ instance_count = 1 }]
    node_to_node_encryption = [{ enabled = false }]
  }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

resource "aws_elasticsearch_domain" "several" {
  attrs = { cluster_config = [{ instance_count = 3 }] }
}

resource "aws_elasticsearch_domain" "masters" {
  attrs = { cluster_config = [{ instance_count = 1, dedicated_master_enabled = true }] }
}

# iaclint-unknown: node_to_node_encryption[0].enabled
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { node_to_node_encryption = [{ enabled = true }] }
}
