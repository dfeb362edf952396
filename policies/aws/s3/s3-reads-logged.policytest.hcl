policytest {
  targets = ["s3-reads-logged.policy.hcl"]
}

resource "aws_cloudtrail" "management" {
  attrs = { name = "management" }
}

# One trail speaks for all of its environment: the others are in files of their own.
resource "aws_cloudtrail" "data" {
  attrs = {
    name = "data"
    event_selector = [{
      read_write_type = "All"
      data_resource   = [{ type = "AWS::Lambda::Function", values = ["arn:aws:lambda"] }, { type = "AWS::S3::Object", values = ["arn:aws:s3"] }]
    }]
  }
}
