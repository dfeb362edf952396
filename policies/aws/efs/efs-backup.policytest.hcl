policytest {
  targets = ["efs-backup.policy.hcl"]
}

resource "aws_efs_file_system" "automatic" {
  attrs = { id = "fs-1", arn = "arn:1" }
}

resource "aws_efs_backup_policy" "automatic" {
  skip  = true
  attrs = { file_system_id = aws_efs_file_system.automatic.attrs.id, backup_policy = [{ status = "ENABLED" }] }
}

resource "aws_efs_file_system" "planned" {
  attrs = { id = "fs-2", arn = "arn:2" }
}

resource "aws_backup_selection" "planned" {
  skip  = true
  attrs = { resources = [aws_efs_file_system.planned.attrs.arn] }
}

resource "aws_efs_file_system" "one_zone" {
  attrs = { id = "fs-3", arn = "arn:3", availability_zone_name = "us-east-1a" }
}

resource "aws_efs_file_system" "off" {
  expect_failure = true
  attrs          = { id = "fs-4", arn = "arn:4" }
}

resource "aws_efs_backup_policy" "off" {
  skip  = true
  attrs = { file_system_id = "fs-4", backup_policy = [{ status = "DISABLED" }] }
}

resource "aws_efs_file_system" "without" {
  expect_failure = true
  attrs          = { id = "fs-5", arn = "arn:5" }
}

# iaclint-expect: undetermined
resource "aws_efs_file_system" "unknown" {
  skip  = true
  attrs = { id = "fs-6", arn = "arn:6" }
}

# iaclint-unknown: backup_policy[0].status
resource "aws_efs_backup_policy" "unknown" {
  skip  = true
  attrs = { file_system_id = "fs-6", backup_policy = [{ status = "ENABLED" }] }
}
