policytest {
  targets = ["ec2-volume-backup-plan.policy.hcl"]
}

resource "aws_backup_selection" "some" {
  skip  = true
  attrs = { resources = ["arn:aws:ec2:us-east-1:111122223333:volume/vol-1"] }
}

# iaclint-unknown: arn, id
# iaclint-expect: undetermined
resource "aws_ebs_volume" "unknown" {
  skip  = true
  attrs = { size = 8 }
}
