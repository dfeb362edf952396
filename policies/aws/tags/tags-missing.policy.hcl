# iaclint-summary: A resource has no tag, or only a name.
# iaclint-why: In the bill and in the console nobody sees to whom it belongs.
# iaclint-fix: Add `tags`, or `default_tags` to the provider for all resources at once.
# iaclint-groups: hygiene
# iaclint-peers: kics:e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10
resource_policy "aws_*" "missing" {
  enforcement_level = "advisory"

  locals {
    # What the provider gives to all, which may not be known, does not matter where these are enough.
    own = [for name in core::try(core::keys(attrs.tags), []) : name if name != "Name"]
  }

  enforce {
    condition = (
      core::length(local.own) > 0 || core::try(attrs.tags_all, null) == null ||
      core::length([for name in core::keys(attrs.tags_all) : name if name != "Name"]) > 0
    )
    error_message = "There is no tag but a name"
  }
}
