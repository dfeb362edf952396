policytest {
  targets = ["s3-writes-logged.policy.hcl"]
}

# iaclint-unknown: event_selector[0].read_write_type
# iaclint-expect: undetermined
resource "aws_cloudtrail" "unknown" {
  attrs = {
    event_selector = [{ read_write_type = "All", data_resource = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }] }]
  }
}
