policytest {
  targets = ["dax-encrypted.policy.hcl"]
}

resource "aws_dax_cluster" "encrypted" {
  attrs = { server_side_encryption = [{ enabled = true }] }
}

resource "aws_dax_cluster" "plain" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = false }] }
}

resource "aws_dax_cluster" "empty" {
  expect_failure = true
  attrs          = { server_side_encryption = [{ enabled = null }] }
}

resource "aws_dax_cluster" "unsaid" {
  expect_failure = true
  attrs          = { cluster_name = "carts" }
}

# iaclint-unknown: server_side_encryption[0].enabled
# iaclint-expect: undetermined
resource "aws_dax_cluster" "unknown" {
  skip  = true
  attrs = { server_side_encryption = [{ enabled = true }] }
}
