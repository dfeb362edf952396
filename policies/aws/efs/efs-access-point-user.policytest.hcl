policytest {
  targets = ["efs-access-point-user.policy.hcl"]
}

resource "aws_efs_access_point" "one_user" {
  attrs = { posix_user = [{ uid = 1000, gid = 1000 }] }
}

resource "aws_efs_access_point" "any_user" {
  expect_failure = true
  attrs          = { file_system_id = "fs-1" }
}

# iaclint-unknown: posix_user
# iaclint-expect: undetermined
resource "aws_efs_access_point" "unknown" {
  skip  = true
  attrs = { file_system_id = "fs-1" }
}
