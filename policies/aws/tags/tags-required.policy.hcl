# iaclint-id: tags-required
# iaclint-summary: A resource lacks a tag that every resource must have.
# iaclint-why: Whoever looks for its owner or its costs does not find them, and permissions and automation that go by
# tags pass it over.
# iaclint-fix: Add the tag to `tags`, or to the `default_tags` of the provider for all resources at once. Which tags
# are meant says the input `required_tags`, such as `inputs = { required_tags = ["Owner"] }`; without it nothing is
# asked for.
# iaclint-groups: hygiene
# iaclint-peers: tflint:aws_resource_missing_tags, kics:a2b3c4d5-e6f7-8901-gh23-ijkl456m7890

input "required_tags" {
  type        = list(string)
  default     = []
  description = "Names of the tags that every resource must have."
}

resource_policy "aws_*" "required" {
  enforcement_level = "mandatory_overridable"

  filter = core::length(input.required_tags) > 0

  locals {
    # What the provider gives to all, which may not be known, does not matter where these are enough.
    own = core::try(core::keys(attrs.tags), [])
    all = core::try(core::keys(attrs.tags_all), [])
    missing = [
      for name in input.required_tags : name
      if !core::contains(local.own, name) && !core::contains(local.all, name)
    ]
  }

  enforce {
    condition     = core::try(attrs.tags_all, null) == null || core::length(local.missing) == 0
    error_message = "There is no tag ${core::join(", ", local.missing)}"
  }
}

# It has blocks, and not what the provider gives to all.
resource_policy "aws_autoscaling_group" "required" {
  enforcement_level = "mandatory_overridable"

  filter = core::length(input.required_tags) > 0

  locals {
    own     = [for one in core::try(attrs.tag, []) : one.key]
    missing = [for name in input.required_tags : name if !core::contains(local.own, name)]
  }

  enforce {
    condition     = core::length(local.missing) == 0
    error_message = "There is no tag ${core::join(", ", local.missing)}"
  }
}
