policytest {
  targets = ["s3-writes-logged.policy.hcl"]
}

resource "aws_cloudtrail" "it" {
  expect_failure = true
  attrs = {
    event_selector = [{ data_resource = [{ type = "AWS::Lambda::Function", values = ["arn:aws:lambda"] }] }]
  }
}
