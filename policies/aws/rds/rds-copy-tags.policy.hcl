# iaclint-id: rds-copy-tags
# iaclint-summary: Snapshots of a database do not get its tags.
# iaclint-why: Nobody sees to whom they belong and what they cost, and permissions and backup plans that go by tags do
# not find them.
# iaclint-fix: Set `copy_tags_to_snapshot = true`.
# iaclint-controls: RDS.16, RDS.17
# iaclint-groups: hygiene, fsbp
# iaclint-peers: checkov:CKV2_AWS_60, checkov:CKV_AWS_313

resource_policy "aws_db_instance" "copy_tags" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.copy_tags_to_snapshot, false) == true
    error_message = "Snapshots do not get the tags of the database"
  }
}

resource_policy "aws_rds_cluster" "copy_tags" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.copy_tags_to_snapshot, false) == true
    error_message = "Snapshots do not get the tags of the cluster"
  }
}
