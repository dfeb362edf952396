policytest {
  targets = ["dynamodb-backup-plan.policy.hcl"]
}

resource "aws_backup_selection" "by_tag" {
  skip  = true
  attrs = { resources = null, selection_tag = [{ type = "STRINGEQUALS", key = "backup", value = "daily" }] }
}

resource "aws_dynamodb_table" "perhaps_tagged" {
  attrs = { arn = "arn:aws:dynamodb:us-east-1:111122223333:table/a" }
}
