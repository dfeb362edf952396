# iaclint-summary: A table can be deleted like anything else.
# iaclint-why: A new name or key makes Terraform replace the table: it is deleted with all of its data, and the new one
# is empty.
# iaclint-fix: Set `deletion_protection_enabled = true`; it costs nothing.
# iaclint-controls: DynamoDB.6
# iaclint-groups: resilience, fsbp
resource_policy "aws_dynamodb_table" "dynamodb_deletion_protection" {
  enforcement_level = "advisory"

  # A table of Terraform's locks holds nothing that lasts.
  filter = core::try(attrs.hash_key, null) != "LockID"

  enforce {
    condition     = core::try(attrs.deletion_protection_enabled, false) == true
    error_message = "Nothing keeps the table from being deleted or replaced"
  }
}
