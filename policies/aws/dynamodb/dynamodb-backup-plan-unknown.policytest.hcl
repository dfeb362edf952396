policytest {
  targets = ["dynamodb-backup-plan.policy.hcl"]
}

# iaclint-unknown: resources
resource "aws_backup_selection" "unknown" {
  skip  = true
  attrs = { resources = [] }
}

# iaclint-expect: undetermined
resource "aws_dynamodb_table" "perhaps_named" {
  skip  = true
  attrs = { arn = "arn:aws:dynamodb:us-east-1:111122223333:table/a" }
}
