policytest {
  targets = ["ec2-volume-backup-plan.policy.hcl"]
}

resource "aws_backup_selection" "some" {
  skip = true
  attrs = {
    resources     = ["arn:aws:ec2:us-east-1:111122223333:volume/vol-1"]
    selection_tag = [{ type = "STRINGEQUALS", key = "Backup", value = "daily" }]
  }
}

resource "aws_ebs_volume" "named" {
  attrs = { id = "vol-1", arn = "arn:aws:ec2:us-east-1:111122223333:volume/vol-1" }
}

resource "aws_ebs_volume" "forgotten" {
  expect_failure = true
  attrs          = { id = "vol-2", arn = "arn:aws:ec2:us-east-1:111122223333:volume/vol-2" }
}

resource "aws_ebs_volume" "tagged" {
  attrs = {
    id = "vol-3", arn = "arn:aws:ec2:us-east-1:111122223333:volume/vol-3", tags_all = { Backup = "daily" }
  }
}

resource "aws_ebs_volume" "other_tag" {
  expect_failure = true
  attrs = {
    id = "vol-4", arn = "arn:aws:ec2:us-east-1:111122223333:volume/vol-4", tags_all = { Backup = "hourly" }
  }
}
