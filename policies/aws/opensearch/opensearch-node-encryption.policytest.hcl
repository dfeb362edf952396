policytest {
  targets = ["opensearch-node-encryption.policy.hcl"]
}

resource "aws_opensearch_domain" "encrypted" {
  attrs = {
    cluster_config          = [{ instance_count = 3 }]
    node_to_node_encryption = [{ enabled = true }]
  }
}

resource "aws_opensearch_domain" "plain" {
  expect_failure = true
  attrs = {
    cluster_config          = [{ instance_count = 3 }]
    node_to_node_encryption = [{ enabled = false }]
  }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { cluster_config = [{ instance_count = 3 }] }
}

resource "aws_opensearch_domain" "masters" {
  expect_failure = true
  attrs          = { cluster_config = [{ instance_count = 1, dedicated_master_enabled = true }] }
}

resource "aws_opensearch_domain" "single" {
  attrs = { cluster_config = [{ instance_count = 1 }] }
}

resource "aws_opensearch_domain" "single_unsaid" {
  attrs = { domain_name = "shop" }
}

# iaclint-unknown: node_to_node_encryption[0].enabled
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip = true
  attrs = {
    cluster_config          = [{ instance_count = 3 }]
    node_to_node_encryption = [{ enabled = true }]
  }
}

# iaclint-unknown: cluster_config[0].instance_count
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown_nodes" {
  skip  = true
  attrs = { cluster_config = [{ instance_count = 3 }] }
}

resource "aws_elasticsearch_domain" "encrypted" {
  attrs = {
    cluster_config          = [{ instance_count = 3 }]
    node_to_node_encryption = [{ enabled = true }]
  }
}

resource "aws_elasticsearch_domain" "plain" {
  expect_failure = true
  attrs = {
    cluster_config          = [{ instance_count = 3 }]
    node_to_node_encryption = [{ enabled = false }]
  }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { cluster_config = [{ instance_count = 3 }] }
}

resource "aws_elasticsearch_domain" "masters" {
  expect_failure = true
  attrs          = { cluster_config = [{ instance_count = 1, dedicated_master_enabled = true }] }
}

resource "aws_elasticsearch_domain" "single" {
  attrs = { cluster_config = [{ instance_count = 1 }] }
}

resource "aws_elasticsearch_domain" "single_unsaid" {
  attrs = { domain_name = "shop" }
}

# iaclint-unknown: node_to_node_encryption[0].enabled
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip = true
  attrs = {
    cluster_config          = [{ instance_count = 3 }]
    node_to_node_encryption = [{ enabled = true }]
  }
}

# iaclint-unknown: cluster_config[0].instance_count
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown_nodes" {
  skip  = true
  attrs = { cluster_config = [{ instance_count = 3 }] }
}
