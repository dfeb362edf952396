policytest {
  targets = ["ecs-exec-logs.policy.hcl"]
}

resource "aws_ecs_cluster" "default" {
  attrs = { configuration = [{ execute_command_configuration = [{ logging = "DEFAULT" }] }] }
}

resource "aws_ecs_cluster" "unsaid" {
  attrs = { name = "main" }
}

resource "aws_ecs_cluster" "not_said" {
  attrs = { configuration = [{ execute_command_configuration = [{}] }] }
}

resource "aws_ecs_cluster" "none" {
  expect_failure = true
  attrs          = { configuration = [{ execute_command_configuration = [{ logging = "NONE" }] }] }
}

# iaclint-unknown: configuration[0].execute_command_configuration[0].logging
# iaclint-expect: undetermined
resource "aws_ecs_cluster" "unknown" {
  skip  = true
  attrs = { configuration = [{ execute_command_configuration = [{ logging = "NONE" }] }] }
}
