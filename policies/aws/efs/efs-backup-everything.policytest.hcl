policytest {
  targets = ["efs-backup.policy.hcl"]
}

resource "aws_backup_selection" "everything" {
  skip  = true
  attrs = { resources = ["arn:aws:elasticfilesystem:*"] }
}

resource "aws_efs_file_system" "one" {
  attrs = { id = "fs-1", arn = "arn:1" }
}
