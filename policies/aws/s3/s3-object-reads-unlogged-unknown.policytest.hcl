policytest {
  targets = ["s3-object-reads-unlogged.policy.hcl"]
}

# iaclint-unknown: event_selector
resource "aws_cloudtrail" "main" {
  skip = true
  attrs = {
    s3_bucket_name = "trails"
    event_selector = []
  }
}

# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "images", bucket = "images", arn = "arn:aws:s3:::images" }
}
