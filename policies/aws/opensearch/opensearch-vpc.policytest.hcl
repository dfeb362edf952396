policytest {
  targets = ["opensearch-vpc.policy.hcl"]
}

resource "aws_opensearch_domain" "inside" {
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"] }] }
}

resource "aws_opensearch_domain" "public" {
  expect_failure = true
  attrs          = { vpc_options = [] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: vpc_options
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { domain_name = "shop" }
}

resource "aws_elasticsearch_domain" "inside" {
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"] }] }
}

resource "aws_elasticsearch_domain" "public" {
  expect_failure = true
  attrs          = { vpc_options = [] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { domain_name = "shop" }
}

# iaclint-unknown: vpc_options
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { domain_name = "shop" }
}
