# iaclint-summary: A group of instances gives its instances no tags.
# iaclint-why: Nobody sees to whom a running instance belongs or what it costs for whom. The provider's `default_tags`
# do not reach instances of a group.
# iaclint-fix: Add `tag` blocks with `propagate_at_launch = true`.
# iaclint-controls: AutoScaling.10
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_153, kics:ba48df05-eaa1-4d64-905e-4a4b051e7587
resource_policy "aws_autoscaling_group" "tags" {
  enforcement_level = "advisory"

  locals {
    apart = core::getresources("aws_autoscaling_group_tag", { autoscaling_group_name = attrs.id })
  }

  enforce {
    condition     = core::length(core::try(attrs.tag, [])) > 0 || core::length(local.apart) > 0
    error_message = "The group gives its instances no tags"
  }
}
