policytest {
  targets = ["ecs-exec-customer-key.policy.hcl"]
}

resource "aws_ecs_cluster" "own" {
  attrs = { configuration = [{ execute_command_configuration = [{ kms_key_id = "main", log_configuration = [{ cloud_watch_encryption_enabled = true }] }] }] }
}

resource "aws_ecs_cluster" "bucket" {
  attrs = { configuration = [{ execute_command_configuration = [{ kms_key_id = "main", log_configuration = [{ s3_bucket_encryption_enabled = true }] }] }] }
}

resource "aws_ecs_cluster" "unsaid" {
  attrs = { name = "main" }
}

resource "aws_ecs_cluster" "not_logged" {
  attrs = { configuration = [{ execute_command_configuration = [{ logging = "NONE" }] }] }
}

resource "aws_ecs_cluster" "no_key" {
  expect_failure = true
  attrs          = { configuration = [{ execute_command_configuration = [{ log_configuration = [{ cloud_watch_encryption_enabled = true }] }] }] }
}

resource "aws_ecs_cluster" "plain_log" {
  expect_failure = true
  attrs          = { configuration = [{ execute_command_configuration = [{ kms_key_id = "main", log_configuration = [{ cloud_watch_log_group_name = "exec" }] }] }] }
}

# iaclint-unknown: configuration[0].execute_command_configuration[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_ecs_cluster" "unknown" {
  skip  = true
  attrs = { configuration = [{ execute_command_configuration = [{ kms_key_id = "main", log_configuration = [{ cloud_watch_encryption_enabled = true }] }] }] }
}
