policytest {
  targets = ["dax-tls.policy.hcl"]
}

resource "aws_dax_cluster" "tls" {
  attrs = { cluster_endpoint_encryption_type = "TLS" }
}

resource "aws_dax_cluster" "none" {
  expect_failure = true
  attrs          = { cluster_endpoint_encryption_type = "NONE" }
}

resource "aws_dax_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_name = "carts" }
}

# iaclint-unknown: cluster_endpoint_encryption_type
# iaclint-expect: undetermined
resource "aws_dax_cluster" "unknown" {
  skip  = true
  attrs = { cluster_name = "carts" }
}
