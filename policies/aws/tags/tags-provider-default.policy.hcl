# iaclint-summary: A provider gives no tags to what it makes.
# iaclint-why: Every resource must then be tagged by itself, and one is forgotten.
# iaclint-fix: Add `default_tags` with the tags that everything must have.
# iaclint-groups: hygiene
# iaclint-peers: tflint:aws_provider_missing_default_tags
provider_policy "aws" "provider_default" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::length(core::coalesce(core::try(attrs.default_tags[0].tags, null), {})) > 0
    error_message = "The provider gives no tags to what it makes"
  }
}
