policytest {
  targets = ["dynamodb-backup-plan.policy.hcl"]
}

resource "aws_backup_selection" "some" {
  skip  = true
  attrs = { resources = ["arn:aws:rds:us-east-1:111122223333:db:shop", aws_dynamodb_table.selected.attrs.arn] }
}

resource "aws_dynamodb_table" "selected" {
  attrs = { arn = "arn:aws:dynamodb:us-east-1:111122223333:table/1" }
}

resource "aws_dynamodb_table" "not_selected" {
  expect_failure = true
  attrs          = { arn = "arn:aws:dynamodb:us-east-1:111122223333:table/2" }
}

resource "aws_dynamodb_table" "locks" {
  attrs = { hash_key = "LockID", arn = "arn:aws:dynamodb:us-east-1:111122223333:table/locks" }
}
