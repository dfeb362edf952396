policytest {
  targets = ["s3-cors-any-origin.policy.hcl"]
}

resource "aws_s3_bucket_cors_configuration" "own" {
  attrs = { cors_rule = [{ allowed_origins = ["https://shop.example.com"], allowed_methods = ["PUT"] }] }
}

resource "aws_s3_bucket_cors_configuration" "read_by_all" {
  attrs = { cors_rule = [{ allowed_origins = ["*"], allowed_methods = ["GET", "HEAD"] }] }
}

resource "aws_s3_bucket_cors_configuration" "written_by_all" {
  expect_failure = true
  attrs = {
    cors_rule = [
      { allowed_origins = ["https://shop.example.com"], allowed_methods = ["GET"] },
      { allowed_origins = ["https://shop.example.com", "*"], allowed_methods = ["GET", "POST"] },
    ]
  }
}

# iaclint-unknown: cors_rule[0].allowed_origins
# iaclint-expect: undetermined
resource "aws_s3_bucket_cors_configuration" "unknown" {
  skip  = true
  attrs = { cors_rule = [{ allowed_origins = [], allowed_methods = ["PUT"] }] }
}

resource "aws_s3_bucket" "without" {
  attrs = { id = "a" }
}

resource "aws_s3_bucket" "inline" {
  expect_failure = true
  attrs          = { cors_rule = [{ allowed_origins = ["*"], allowed_methods = ["DELETE"] }] }
}
