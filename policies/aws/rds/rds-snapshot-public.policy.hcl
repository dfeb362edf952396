# iaclint-id: rds-snapshot-public
# iaclint-summary: A snapshot of a database is public.
# iaclint-why: Everybody who has an account of AWS can restore a database from it and read all that was in it.
# iaclint-fix: Take `all` out of `shared_accounts`, and name the accounts that need the snapshot.
# iaclint-controls: RDS.1
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_302, kics:f0d8781f-1991-4958-9917-d39283b168a0
# iaclint-security: 9.0

resource_policy "aws_db_snapshot" "snapshot_public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(core::coalesce(core::try(attrs.shared_accounts, null), []), "all")
    error_message = "The snapshot is public"
  }
}

resource_policy "aws_db_cluster_snapshot" "snapshot_public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(core::coalesce(core::try(attrs.shared_accounts, null), []), "all")
    error_message = "The snapshot is public"
  }
}

resource_policy "aws_db_snapshot_copy" "snapshot_public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(core::coalesce(core::try(attrs.shared_accounts, null), []), "all")
    error_message = "The snapshot is public"
  }
}

resource_policy "aws_rds_cluster_snapshot_copy" "snapshot_public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(core::coalesce(core::try(attrs.shared_accounts, null), []), "all")
    error_message = "The snapshot is public"
  }
}
