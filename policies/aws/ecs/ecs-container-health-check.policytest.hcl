policytest {
  targets = ["ecs-container-health-check.policy.hcl"]
}

resource "aws_ecs_task_definition" "checked" {
  attrs = {
    container_definitions = core::jsonencode([
      { name = "web", essential = true, healthCheck = { command = ["CMD", "/health"] } },
      { name = "logs", essential = false },
    ])
  }
}

resource "aws_ecs_task_definition" "not" {
  expect_failure = true
  attrs          = { container_definitions = core::jsonencode([{ name = "web", essential = true }]) }
}

# Without a word a container is essential.
resource "aws_ecs_task_definition" "one_of_two" {
  expect_failure = true
  attrs = {
    container_definitions = core::jsonencode([
      { name = "web", healthCheck = { command = ["CMD", "/health"] } },
      { name = "worker" },
    ])
  }
}

# iaclint-unknown: container_definitions
# iaclint-expect: undetermined
resource "aws_ecs_task_definition" "unknown" {
  skip  = true
  attrs = { family = "web" }
}
