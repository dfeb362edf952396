policytest {
  targets = ["s3-object-writes-unlogged.policy.hcl"]
}

resource "aws_cloudtrail" "main" {
  skip = true
  attrs = {
    s3_bucket_name = "trails"
    event_selector = [{
      read_write_type = "All"
      data_resource   = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }]
    }]
  }
}

resource "aws_s3_bucket" "any" {
  attrs = { id = "images", bucket = "images", arn = "arn:aws:s3:::images" }
}
