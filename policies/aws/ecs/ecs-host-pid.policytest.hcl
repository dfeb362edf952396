policytest {
  targets = ["ecs-host-pid.policy.hcl"]
}

resource "aws_ecs_task_definition" "unsaid" {
  attrs = { family = "web" }
}

resource "aws_ecs_task_definition" "task" {
  attrs = { pid_mode = "task" }
}

resource "aws_ecs_task_definition" "host" {
  expect_failure = true
  attrs          = { pid_mode = "host" }
}

# iaclint-unknown: pid_mode
# iaclint-expect: undetermined
resource "aws_ecs_task_definition" "unknown" {
  skip  = true
  attrs = { family = "web" }
}
