policytest {
  targets = ["opensearch-default-security-group.policy.hcl"]
}

resource "aws_opensearch_domain" "own" {
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }] }
}

resource "aws_opensearch_domain" "none" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = ["subnet-1"], security_group_ids = [] }] }
}

resource "aws_opensearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = ["subnet-1"] }] }
}

resource "aws_opensearch_domain" "public" {
  attrs = { domain_name = "shop" }
}

# iaclint-unknown: vpc_options[0].security_group_ids
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip  = true
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"] }] }
}

resource "aws_elasticsearch_domain" "own" {
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] }] }
}

resource "aws_elasticsearch_domain" "none" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = ["subnet-1"], security_group_ids = [] }] }
}

resource "aws_elasticsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { vpc_options = [{ subnet_ids = ["subnet-1"] }] }
}

resource "aws_elasticsearch_domain" "public" {
  attrs = { domain_name = "shop" }
}

# iaclint-unknown: vpc_options[0].security_group_ids
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip  = true
  attrs = { vpc_options = [{ subnet_ids = ["subnet-1"] }] }
}
