policytest {
  targets = ["efs-access-point-root.policy.hcl"]
}

resource "aws_efs_access_point" "own" {
  attrs = { root_directory = [{ path = "/shop" }] }
}

resource "aws_efs_access_point" "root" {
  expect_failure = true
  attrs          = { root_directory = [{ path = "/" }] }
}

resource "aws_efs_access_point" "no_path" {
  expect_failure = true
  attrs          = { root_directory = [{ path = null }] }
}

resource "aws_efs_access_point" "unsaid" {
  expect_failure = true
  attrs          = { file_system_id = "fs-1" }
}

# iaclint-unknown: root_directory[0].path
# iaclint-expect: undetermined
resource "aws_efs_access_point" "unknown" {
  skip  = true
  attrs = { root_directory = [{ path = "/shop" }] }
}
