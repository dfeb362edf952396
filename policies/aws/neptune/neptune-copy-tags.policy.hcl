# iaclint-summary: Snapshots of a cluster of Neptune do not get its tags.
# iaclint-why: Nobody sees to whom they belong and what they cost, and permissions and backup plans that go by tags do
# not find them.
# iaclint-fix: Set `copy_tags_to_snapshot = true`.
# iaclint-controls: Neptune.8
# iaclint-groups: hygiene, fsbp
# iaclint-peers: checkov:CKV_AWS_362
resource_policy "aws_neptune_cluster" "copy_tags" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.copy_tags_to_snapshot, false) == true
    error_message = "Snapshots do not get the tags of the cluster"
  }
}
