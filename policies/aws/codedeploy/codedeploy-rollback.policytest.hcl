policytest {
  targets = ["codedeploy-rollback.policy.hcl"]
}

resource "aws_codedeploy_deployment_group" "undone" {
  attrs = { auto_rollback_configuration = [{ enabled = true, events = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] }] }
}

resource "aws_codedeploy_deployment_group" "unsaid" {
  expect_failure = true
  attrs          = { app_name = "shop" }
}

resource "aws_codedeploy_deployment_group" "off" {
  expect_failure = true
  attrs          = { auto_rollback_configuration = [{ enabled = false, events = ["DEPLOYMENT_FAILURE"] }] }
}

resource "aws_codedeploy_deployment_group" "alarms_only" {
  expect_failure = true
  attrs          = { auto_rollback_configuration = [{ enabled = true, events = ["DEPLOYMENT_STOP_ON_ALARM"] }] }
}

# iaclint-unknown: auto_rollback_configuration[0].enabled
# iaclint-expect: undetermined
resource "aws_codedeploy_deployment_group" "unknown" {
  skip  = true
  attrs = { auto_rollback_configuration = [{ enabled = true, events = ["DEPLOYMENT_FAILURE"] }] }
}
