policytest {
  targets = ["cloudtrail-alarm-vpcs.policy.hcl"]
}

# A pattern without conditions looks for words.
resource "aws_cloudtrail" "by_words" {
  attrs = { cloud_watch_logs_group_arn = "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*" }
}

resource "aws_cloudwatch_log_metric_filter" "found" {
  skip = true
  attrs = {
    pattern               = "?CreateVpc ?DeleteVpc ?ModifyVpcAttribute ?AcceptVpcPeeringConnection ?CreateVpcPeeringConnection ?DeleteVpcPeeringConnection ?RejectVpcPeeringConnection"
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
