policytest {
  targets = ["s3-website.policy.hcl"]
}

resource "aws_s3_bucket_website_configuration" "website" {
  expect_failure = true
  attrs          = { bucket = "a", index_document = [{ suffix = "index.html" }] }
}

resource "aws_s3_bucket_website_configuration" "redirect" {
  attrs = { bucket = "b", redirect_all_requests_to = [{ host_name = "shop.example.com" }] }
}

# iaclint-unknown: redirect_all_requests_to
# iaclint-expect: undetermined
resource "aws_s3_bucket_website_configuration" "unknown" {
  skip  = true
  attrs = { bucket = "c" }
}

resource "aws_s3_bucket" "plain" {
  attrs = { bucket = "d" }
}

resource "aws_s3_bucket" "inline" {
  expect_failure = true
  attrs          = { website = [{ index_document = "index.html" }] }
}

resource "aws_s3_bucket" "inline_redirect" {
  attrs = { website = [{ redirect_all_requests_to = "https://shop.example.com" }] }
}
