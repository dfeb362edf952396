policytest {
  targets = ["s3-reads-logged.policy.hcl"]
}

resource "aws_cloudtrail" "it" {
  expect_failure = true
  attrs = {
    advanced_event_selector = [{ field_selector = [{ field = "eventCategory", equals = ["Data"] }, { field = "resources.type", equals = ["AWS::S3::Object"] }, { field = "readOnly", equals = ["false"] }] }]
  }
}
