policytest {
  targets = ["ecs-host-network.policy.hcl"]
}

resource "aws_ecs_task_definition" "own" {
  attrs = { network_mode = "awsvpc" }
}

resource "aws_ecs_task_definition" "bridge" {
  attrs = { network_mode = "bridge" }
}

resource "aws_ecs_task_definition" "unsaid" {
  attrs = { family = "web" }
}

resource "aws_ecs_task_definition" "host" {
  expect_failure = true
  attrs          = { network_mode = "host" }
}

# iaclint-unknown: network_mode
# iaclint-expect: undetermined
resource "aws_ecs_task_definition" "unknown" {
  skip  = true
  attrs = { network_mode = "awsvpc" }
}
