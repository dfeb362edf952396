policytest {
  targets = ["s3-data-events-logged.policy.hcl"]
}

resource "aws_cloudtrail" "other_service" {
  expect_failure = true
  attrs = {
    event_selector          = [{ data_resource = [{ type = "AWS::Lambda::Function", values = ["arn:aws:lambda"] }] }]
    advanced_event_selector = []
  }
}
