# iaclint-summary: The stream of a table has no view type, or one that DynamoDB does not have.
# iaclint-why: The provider refuses to plan it.
# iaclint-fix: Set `stream_view_type` to `KEYS_ONLY`, `NEW_IMAGE`, `OLD_IMAGE` or `NEW_AND_OLD_IMAGES`.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_dynamodb_table_invalid_stream_view_type
resource_policy "aws_dynamodb_table" "dynamodb_stream_view" {
  enforcement_level = "mandatory"

  locals {
    view = core::try(attrs.stream_view_type == null ? "" : attrs.stream_view_type, "")
  }

  enforce {
    condition     = core::contains(["", "KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE", "OLD_IMAGE"], local.view)
    error_message = "A stream has no such view type"
  }

  enforce {
    condition     = core::try(attrs.stream_enabled, false) != true || local.view != ""
    error_message = "The table has a stream without `stream_view_type`"
  }
}
