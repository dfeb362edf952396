policytest {
  targets = ["s3-object-reads-unlogged.policy.hcl"]
}

resource "aws_cloudtrail" "main" {
  skip = true
  attrs = {
    s3_bucket_name = "trails"
    event_selector = [{
      read_write_type = "ReadOnly"
      data_resource   = [{ type = "AWS::S3::Object", values = ["arn:aws:s3:::images/"] }]
    }]
  }
}

resource "aws_cloudtrail" "other_half" {
  skip = true
  attrs = {
    s3_bucket_name = "trails"
    event_selector = [{
      read_write_type = "WriteOnly"
      data_resource   = [{ type = "AWS::S3::Object", values = ["arn:aws:s3"] }]
    }]
  }
}

resource "aws_cloudtrail" "advanced" {
  skip = true
  attrs = {
    s3_bucket_name = "trails"
    advanced_event_selector = [{
      field_selector = [
        { field = "eventCategory", equals = ["Data"] },
        { field = "resources.type", equals = ["AWS::S3::Object"] },
        { field = "readOnly", equals = ["true"] },
        { field = "resources.ARN", starts_with = ["arn:aws:s3:::orders/"] },
      ]
    }]
  }
}

resource "aws_s3_bucket" "named" {
  attrs = { id = "images", bucket = "images", arn = "arn:aws:s3:::images" }
}

resource "aws_s3_bucket" "named_by_field" {
  attrs = { id = "orders", bucket = "orders", arn = "arn:aws:s3:::orders" }
}

resource "aws_s3_bucket" "other" {
  expect_failure = true
  attrs          = { id = "uploads", bucket = "uploads", arn = "arn:aws:s3:::uploads" }
}

resource "aws_s3_bucket" "of_the_trail" {
  attrs = { id = "trails", bucket = "trails", arn = "arn:aws:s3:::trails" }
}
