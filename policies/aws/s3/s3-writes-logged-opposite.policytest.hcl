policytest {
  targets = ["s3-writes-logged.policy.hcl"]
}

resource "aws_cloudtrail" "it" {
  expect_failure = true
  attrs = {
    event_selector = [{ read_write_type = "ReadOnly", data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
  }
}
