policytest {
  targets = ["ecs-container-insights-enhanced.policy.hcl"]
}

resource "aws_ecs_cluster" "enhanced" {
  attrs = { setting = [{ name = "containerInsights", value = "enhanced" }] }
}

resource "aws_ecs_cluster" "enabled" {
  expect_failure = true
  attrs          = { setting = [{ name = "containerInsights", value = "enabled" }] }
}

resource "aws_ecs_cluster" "disabled" {
  attrs = { setting = [{ name = "containerInsights", value = "disabled" }] }
}

resource "aws_ecs_cluster" "missing" {
  attrs = { name = "shop" }
}

# iaclint-unknown: setting[0].value
# iaclint-expect: undetermined
resource "aws_ecs_cluster" "unknown" {
  skip  = true
  attrs = { setting = [{ name = "containerInsights" }] }
}
