policytest {
  targets = ["cloudsearch-https.policy.hcl"]
}

resource "aws_cloudsearch_domain" "demanded" {
  attrs = { endpoint_options = [{ enforce_https = true }] }
}

resource "aws_cloudsearch_domain" "off" {
  expect_failure = true
  attrs          = { endpoint_options = [{ enforce_https = false }] }
}

resource "aws_cloudsearch_domain" "unsaid" {
  expect_failure = true
  attrs          = { name = "products" }
}

# iaclint-unknown: endpoint_options[0].enforce_https
# iaclint-expect: undetermined
resource "aws_cloudsearch_domain" "unknown" {
  skip  = true
  attrs = { endpoint_options = [{ enforce_https = true }] }
}
