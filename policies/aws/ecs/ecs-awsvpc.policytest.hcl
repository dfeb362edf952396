policytest {
  targets = ["ecs-awsvpc.policy.hcl"]
}

resource "aws_ecs_task_definition" "own" {
  attrs = { network_mode = "awsvpc" }
}

resource "aws_ecs_task_definition" "host" {
  attrs = { network_mode = "host" }
}

resource "aws_ecs_task_definition" "none" {
  attrs = { network_mode = "none" }
}

resource "aws_ecs_task_definition" "bridge" {
  expect_failure = true
  attrs          = { network_mode = "bridge" }
}

resource "aws_ecs_task_definition" "unsaid" {
  expect_failure = true
  attrs          = { family = "web" }
}

# iaclint-unknown: network_mode
# iaclint-expect: undetermined
resource "aws_ecs_task_definition" "unknown" {
  skip  = true
  attrs = { network_mode = "awsvpc" }
}
