# iaclint-summary: The key to an object storage is written into Terraform's state.
# iaclint-why: Whoever may read the state, or a plan that was saved, can read and write the storage that DataSync copies
# from or to.
# iaclint-fix: Leave `access_key` and `secret_key` out where the storage asks for none. Otherwise make the location
# outside of Terraform, and name its ARN in the task.
# iaclint-groups: secrets
# iaclint-peers: checkov:CKV_AWS_295
# iaclint-security: 5.0
resource_policy "aws_datasync_location_object_storage" "secret" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.secret_key, null) == null
    error_message = "`secret_key` is kept in the state"
  }
}
