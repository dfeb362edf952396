policytest {
  targets = ["workspaces-root-volume-encrypted.policy.hcl"]
}

resource "aws_workspaces_workspace" "encrypted" {
  attrs = { root_volume_encryption_enabled = true }
}

resource "aws_workspaces_workspace" "plain" {
  expect_failure = true
  attrs          = { root_volume_encryption_enabled = false }
}

resource "aws_workspaces_workspace" "left_out" {
  expect_failure = true
  attrs          = { user_name = "jane" }
}

# iaclint-unknown: root_volume_encryption_enabled
# iaclint-expect: undetermined
resource "aws_workspaces_workspace" "unknown" {
  skip  = true
  attrs = { user_name = "jane" }
}
