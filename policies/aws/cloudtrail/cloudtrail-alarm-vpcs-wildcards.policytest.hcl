policytest {
  targets = ["cloudtrail-alarm-vpcs.policy.hcl"]
}

# What a name begins with is enough.
resource "aws_cloudtrail" "by_beginning" {
  attrs = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*" }
}

resource "aws_cloudwatch_log_metric_filter" "found" {
  skip = true
  attrs = {
    pattern               = "{ ($.eventName = \"CreateVpc*\") || ($.eventName = \"DeleteVpc*\") || ($.eventName = ModifyVpcAttribute) || ($.eventName = AcceptVpcPeeringConnection) || ($.eventName = RejectVpcPeeringConnection) }"
    metric_transformation = [{ namespace = "Trail", name = "Found" }]
  }
}

resource "aws_cloudwatch_metric_alarm" "found" {
  skip = true
  attrs = {
    namespace   = "Trail"
    metric_name = "Found"
  }
}
