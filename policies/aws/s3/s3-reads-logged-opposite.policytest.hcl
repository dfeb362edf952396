policytest {
  targets = ["s3-reads-logged.policy.hcl"]
}

resource "aws_cloudtrail" "it" {
  expect_failure = true
  attrs = {
    event_selector = [{ read_write_type = "WriteOnly", data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
  }
}
