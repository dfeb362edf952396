policytest {
  targets = ["ecs-task-set-public-ip.policy.hcl"]
}

resource "aws_ecs_task_set" "private" {
  attrs = { network_configuration = [{ assign_public_ip = false }] }
}

resource "aws_ecs_task_set" "unsaid" {
  attrs = { network_configuration = [{ subnets = ["subnet-1"] }] }
}

resource "aws_ecs_task_set" "none" {
  attrs = { service = "web" }
}

resource "aws_ecs_task_set" "public" {
  expect_failure = true
  attrs          = { network_configuration = [{ assign_public_ip = true }] }
}

# iaclint-unknown: network_configuration[0].assign_public_ip
# iaclint-expect: undetermined
resource "aws_ecs_task_set" "unknown" {
  skip  = true
  attrs = { network_configuration = [{ assign_public_ip = false }] }
}
