# iaclint-summary: The first database of a cluster of Redshift has the name that AWS gives.
# iaclint-why: Every cluster that was told nothing has a `dev`: commands and programs that are meant for another one
# work here too.
# iaclint-fix: Set `database_name`. A cluster that exists is replaced by that.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_320
resource_policy "aws_redshift_cluster" "default_database" {
  enforcement_level = "advisory"

  filter = core::try(attrs.snapshot_identifier, null) == null && core::try(attrs.snapshot_arn, null) == null

  enforce {
    condition     = core::coalesce(core::try(attrs.database_name, null), "dev") != "dev"
    error_message = "The first database is called `dev`"
  }
}
