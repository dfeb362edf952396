# iaclint-id: rds-final-snapshot
# iaclint-summary: A database is deleted without a last snapshot.
# iaclint-why: AWS deletes its automated backups together with it, unless `delete_automated_backups` is false. Without
# a last snapshot nothing is left of the data.
# iaclint-fix: Set `skip_final_snapshot = false` and give a `final_snapshot_identifier`.
# iaclint-groups: default, resilience

resource_policy "aws_db_instance" "final_snapshot" {
  enforcement_level = "advisory"

  filter = core::try(attrs.replicate_source_db, null) == null

  enforce {
    condition     = core::try(attrs.skip_final_snapshot, false) != true || core::try(attrs.delete_automated_backups, true) == false
    error_message = "The database is deleted without a last snapshot"
  }
}

resource_policy "aws_rds_cluster" "final_snapshot" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.skip_final_snapshot, false) != true || core::try(attrs.delete_automated_backups, true) == false
    error_message = "The cluster is deleted without a last snapshot"
  }
}
