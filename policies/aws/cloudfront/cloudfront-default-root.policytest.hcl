policytest {
  targets = ["cloudfront-default-root.policy.hcl"]
}

resource "aws_cloudfront_distribution" "with" {
  attrs = { origin = [{ origin_id = "web" }], default_root_object = "index.html" }
}

resource "aws_cloudfront_distribution" "empty" {
  expect_failure = true
  attrs          = { origin = [{ origin_id = "web" }], default_root_object = "" }
}

resource "aws_cloudfront_distribution" "unsaid" {
  expect_failure = true
  attrs          = { origin = [{ origin_id = "web" }] }
}

resource "aws_cloudfront_distribution" "of_a_server" {
  attrs = { origin = [{ origin_id = "shop", custom_origin_config = [{ origin_protocol_policy = "https-only" }] }] }
}

resource "aws_cloudfront_distribution" "bucket_beside_a_server" {
  attrs = {
    origin                 = [{ origin_id = "web" }, { origin_id = "shop", custom_origin_config = [{ origin_protocol_policy = "https-only" }] }]
    default_cache_behavior = [{ target_origin_id = "shop" }]
  }
}

resource "aws_cloudfront_distribution" "server_beside_a_bucket" {
  expect_failure = true
  attrs = {
    origin                 = [{ origin_id = "web" }, { origin_id = "shop", custom_origin_config = [{ origin_protocol_policy = "https-only" }] }]
    default_cache_behavior = [{ target_origin_id = "web" }]
  }
}

resource "aws_cloudfront_distribution" "of_a_vpc" {
  attrs = { origin = [{ origin_id = "shop", vpc_origin_config = [{ vpc_origin_id = "vo_1" }] }] }
}

# iaclint-unknown: default_root_object
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { origin = [{ origin_id = "web" }] }
}
