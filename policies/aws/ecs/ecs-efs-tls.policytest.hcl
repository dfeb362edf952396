policytest {
  targets = ["ecs-efs-tls.policy.hcl"]
}

resource "aws_ecs_task_definition" "encrypted" {
  attrs = { volume = [{ efs_volume_configuration = [{ transit_encryption = "ENABLED" }] }] }
}

resource "aws_ecs_task_definition" "none" {
  attrs = { family = "web" }
}

resource "aws_ecs_task_definition" "of_host" {
  attrs = { volume = [{ name = "scratch", efs_volume_configuration = [] }] }
}

resource "aws_ecs_task_definition" "unsaid" {
  expect_failure = true
  attrs          = { volume = [{ efs_volume_configuration = [{ file_system_id = "fs-1" }] }] }
}

resource "aws_ecs_task_definition" "plain" {
  expect_failure = true
  attrs = { volume = [
    { efs_volume_configuration = [{ transit_encryption = "ENABLED" }] },
    { efs_volume_configuration = [{ transit_encryption = "DISABLED" }] },
  ] }
}

# iaclint-unknown: volume[0].efs_volume_configuration[0].transit_encryption
# iaclint-expect: undetermined
resource "aws_ecs_task_definition" "unknown" {
  skip  = true
  attrs = { volume = [{ efs_volume_configuration = [{ transit_encryption = "ENABLED" }] }] }
}
