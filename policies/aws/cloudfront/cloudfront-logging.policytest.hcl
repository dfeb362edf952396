policytest {
  targets = ["cloudfront-logging.policy.hcl"]
}

resource "aws_cloudfront_distribution" "to_a_bucket" {
  attrs = { arn = "arn:aws:cloudfront::111122223333:distribution/E1", logging_config = [{ bucket = "logs.s3.amazonaws.com" }] }
}

resource "aws_cloudfront_distribution" "delivered" {
  attrs = { arn = "arn:aws:cloudfront::111122223333:distribution/E2" }
}

resource "aws_cloudwatch_log_delivery_source" "e2" {
  skip  = true
  attrs = { name = "e2", log_type = "ACCESS_LOGS", resource_arn = aws_cloudfront_distribution.delivered.attrs.arn }
}

resource "aws_cloudwatch_log_delivery" "e2" {
  skip  = true
  attrs = { delivery_source_name = aws_cloudwatch_log_delivery_source.e2.attrs.name }
}

resource "aws_cloudfront_distribution" "undelivered" {
  expect_failure = true
  attrs          = { arn = "arn:aws:cloudfront::111122223333:distribution/E5" }
}

resource "aws_cloudwatch_log_delivery_source" "e5" {
  skip  = true
  attrs = { name = "e5", log_type = "ACCESS_LOGS", resource_arn = aws_cloudfront_distribution.undelivered.attrs.arn }
}

resource "aws_cloudfront_distribution" "unrecorded" {
  expect_failure = true
  attrs          = { arn = "arn:aws:cloudfront::111122223333:distribution/E3" }
}

resource "aws_cloudfront_distribution" "in_real_time" {
  attrs = {
    arn                    = "arn:aws:cloudfront::111122223333:distribution/E6"
    default_cache_behavior = [{ realtime_log_config_arn = "arn:aws:cloudfront::111122223333:realtime-log-config/web" }]
  }
}

resource "aws_cloudfront_distribution" "partly_in_real_time" {
  expect_failure = true
  attrs = {
    arn                    = "arn:aws:cloudfront::111122223333:distribution/E7"
    default_cache_behavior = [{ realtime_log_config_arn = "arn:aws:cloudfront::111122223333:realtime-log-config/web" }]
    ordered_cache_behavior = [{ path_pattern = "/api/*" }]
  }
}

# iaclint-unknown: logging_config
# iaclint-expect: undetermined
resource "aws_cloudfront_distribution" "unknown" {
  skip  = true
  attrs = { arn = "arn:aws:cloudfront::111122223333:distribution/E4" }
}
