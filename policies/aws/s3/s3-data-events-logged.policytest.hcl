policytest {
  targets = ["s3-data-events-logged.policy.hcl"]
}

# One trail speaks for all of its environment; what each kind of selector does is in the other files of this policy.
resource "aws_cloudtrail" "management" {
  attrs = { name = "management" }
}

resource "aws_cloudtrail" "data" {
  attrs = {
    name = "data"
    event_selector = [{
      read_write_type = "All"
      data_resource   = [{ type = "AWS::Lambda::Function", values = ["arn:aws:lambda"] }, { type = "AWS::S3::Object", values = ["arn:aws:s3"] }]
    }]
  }
}
