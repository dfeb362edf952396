policytest {
  targets = ["opensearch-dedicated-masters.policy.hcl"]
}

resource "aws_opensearch_domain" "three" {
  attrs = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 3, zone_awareness_enabled = true }] }
}

resource "aws_opensearch_domain" "two" {
  expect_failure = true
  attrs          = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 2, zone_awareness_enabled = true }] }
}

# The number alone makes none.
resource "aws_opensearch_domain" "switched_off" {
  expect_failure = true
  attrs          = { cluster_config = [{ dedicated_master_enabled = false, dedicated_master_count = 3, zone_awareness_enabled = true }] }
}

resource "aws_opensearch_domain" "one_zone" {
  expect_failure = true
  attrs          = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 3 }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: cluster_config[0].dedicated_master_count
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 3, zone_awareness_enabled = true }] }
}

resource "aws_elasticsearch_domain" "three" {
  attrs = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 3, zone_awareness_enabled = true }] }
}

resource "aws_elasticsearch_domain" "two" {
  expect_failure = true
  attrs          = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 2, zone_awareness_enabled = true }] }
}

# The number alone makes none.
resource "aws_elasticsearch_domain" "switched_off" {
  expect_failure = true
  attrs          = { cluster_config = [{ dedicated_master_enabled = false, dedicated_master_count = 3, zone_awareness_enabled = true }] }
}

resource "aws_elasticsearch_domain" "one_zone" {
  expect_failure = true
  attrs          = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 3 }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: cluster_config[0].dedicated_master_count
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { cluster_config = [{ dedicated_master_enabled = true, dedicated_master_count = 3, zone_awareness_enabled = true }] }
}
