policytest {
  targets = ["cloudtrail-alarm-organization.policy.hcl"]
}

# The filter finds it, and no alarm watches what it finds.
resource "aws_cloudtrail" "unwatched" {
  expect_failure = true
  attrs          = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*" }
}

resource "aws_cloudtrail" "without_logs" {
  attrs = { cloud_watch_logs_group_arn = null }
}

resource "aws_cloudtrail" "missing" {
  attrs = { name = "x" }
}

# iaclint-unknown: cloud_watch_logs_group_arn
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  skip  = true
  attrs = { name = "x" }
}

resource "aws_cloudwatch_log_metric_filter" "found" {
  skip = true
  attrs = {
    pattern               = "{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = AcceptHandshake) || ($.eventName = AttachPolicy) || ($.eventName = CreateAccount) || ($.eventName = CreateOrganizationalUnit) || ($.eventName = CreatePolicy) || ($.eventName = DeclineHandshake) || ($.eventName = DeleteOrganization) || ($.eventName = DeleteOrganizationalUnit) || ($.eventName = DeletePolicy) || ($.eventName = DetachPolicy) || ($.eventName = DisablePolicyType) || ($.eventName = EnablePolicyType) || ($.eventName = InviteAccountToOrganization) || ($.eventName = LeaveOrganization) || ($.eventName = MoveAccount) || ($.eventName = RemoveAccountFromOrganization) || ($.eventName = UpdatePolicy) || ($.eventName = UpdateOrganizationalUnit)) }"
    metric_transformation = [{ namespace = "Trail", name = "Found" }]
  }
}

# This filter is watched, and finds something else.
resource "aws_cloudwatch_log_metric_filter" "other" {
  skip = true
  attrs = {
    pattern               = "{ $.eventName = \"RunInstances\" }"
    metric_transformation = [{ namespace = "Trail", name = "Instances" }]
  }
}

resource "aws_cloudwatch_metric_alarm" "other" {
  skip = true
  attrs = {
    namespace   = "Trail"
    metric_name = "Instances"
  }
}

resource "aws_cloudwatch_metric_alarm" "same_name" {
  skip = true
  attrs = {
    namespace   = "Shop"
    metric_name = "Found"
  }
}
