policytest {
  targets = ["dynamodb-stream-view.policy.hcl"]
}

resource "aws_dynamodb_table" "keys" {
  attrs = { stream_enabled = true, stream_view_type = "KEYS_ONLY" }
}

resource "aws_dynamodb_table" "no_stream" {
  attrs = { hash_key = "id" }
}

resource "aws_dynamodb_table" "no_stream_said" {
  attrs = { stream_enabled = false, stream_view_type = "" }
}

resource "aws_dynamodb_table" "misspelt" {
  expect_failure = true
  attrs          = { stream_enabled = true, stream_view_type = "KEYS" }
}

resource "aws_dynamodb_table" "missing" {
  expect_failure = true
  attrs          = { stream_enabled = true }
}

# iaclint-unknown: stream_view_type
# iaclint-expect: undetermined
resource "aws_dynamodb_table" "unknown" {
  skip  = true
  attrs = { stream_enabled = true, stream_view_type = "" }
}
