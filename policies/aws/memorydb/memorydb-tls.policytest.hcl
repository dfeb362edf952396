policytest {
  targets = ["memorydb-tls.policy.hcl"]
}

resource "aws_memorydb_cluster" "on" {
  attrs = { tls_enabled = true }
}

resource "aws_memorydb_cluster" "off" {
  expect_failure = true
  attrs          = { tls_enabled = false }
}

resource "aws_memorydb_cluster" "unsaid" {
  attrs = { name = "sessions" }
}

# iaclint-unknown: tls_enabled
# iaclint-expect: undetermined
resource "aws_memorydb_cluster" "unknown" {
  skip  = true
  attrs = { name = "sessions" }
}
