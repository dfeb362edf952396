policytest {
  targets = ["s3-access-logging.policy.hcl"]
}

# iaclint-unknown: logging
# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip = true
  attrs = {
    id = "mystery"
  }
}

# It may be where the other one writes its logs.
# iaclint-expect: undetermined
resource "aws_s3_bucket" "beside" {
  skip = true
  attrs = {
    id = "images"
  }
}
