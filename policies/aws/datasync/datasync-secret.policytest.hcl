policytest {
  targets = ["datasync-secret.policy.hcl"]
}

resource "aws_datasync_location_object_storage" "without" {
  attrs = { server_hostname = "storage.example.com" }
}

resource "aws_datasync_location_object_storage" "written" {
  expect_failure = true
  attrs = {
    server_hostname = "storage.example.com"
    secret_key      = "from-a-variable"
  }
}

# iaclint-unknown: secret_key
# iaclint-expect: undetermined
resource "aws_datasync_location_object_storage" "unknown" {
  skip  = true
  attrs = { server_hostname = "storage.example.com" }
}
