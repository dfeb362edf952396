# iaclint-summary: A cluster of Neptune asks nobody who they are.
# iaclint-why: Neptune knows no passwords: without IAM whatever reaches its port may read, change and delete everything.
# iaclint-fix: Set `iam_database_authentication_enabled = true`, and let clients sign their requests.
# iaclint-controls: Neptune.7
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_359, kics:c91d7ea0-d4d1-403b-8fe1-c9961ac082c5
# iaclint-security: 5.0
resource_policy "aws_neptune_cluster" "iam_auth" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.iam_database_authentication_enabled, false) == true
    error_message = "The cluster asks nobody who they are"
  }
}
