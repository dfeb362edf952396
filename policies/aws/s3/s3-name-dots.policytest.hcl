policytest {
  targets = ["s3-name-dots.policy.hcl"]
}

resource "aws_s3_bucket" "dashes" {
  attrs = { id = "shop-images", bucket = "shop-images" }
}

resource "aws_s3_bucket" "dots" {
  expect_failure = true
  attrs          = { id = "shop.images", bucket = "shop.images" }
}

resource "aws_s3_bucket" "prefix" {
  attrs = { id = "shop-1", bucket_prefix = "shop-" }
}

resource "aws_s3_bucket" "by_aws" {
  attrs = { id = "terraform-1" }
}

resource "aws_s3_bucket" "website" {
  attrs = { id = "shop.example.com", bucket = "shop.example.com" }
}

resource "aws_s3_bucket_website_configuration" "website" {
  skip  = true
  attrs = { bucket = "shop.example.com" }
}

resource "aws_s3_bucket" "inline_website" {
  attrs = { id = "www.example.com", bucket = "www.example.com", website = [{ index_document = "index.html" }] }
}

# iaclint-unknown: bucket
# iaclint-expect: undetermined
resource "aws_s3_bucket" "unknown" {
  skip  = true
  attrs = { id = "x" }
}
