# iaclint-id: rds-deletion-protection
# iaclint-summary: A database can be deleted like anything else.
# iaclint-why: A wrong `terraform destroy`, a new name, or a click in the console takes the data with it.
# iaclint-fix: Set `deletion_protection = true`.
# iaclint-controls: RDS.7, RDS.8
# iaclint-groups: default, resilience, fsbp
# iaclint-peers: checkov:CKV_AWS_293, checkov:CKV_AWS_139, trivy:AWS-0177, trivy:AWS-0343

resource_policy "aws_db_instance" "deletion_protection" {
  enforcement_level = "advisory"

  filter = core::try(attrs.replicate_source_db, null) == null

  enforce {
    condition     = core::try(attrs.deletion_protection, false) == true
    error_message = "Nothing protects the database from being deleted"
  }
}

resource_policy "aws_rds_cluster" "deletion_protection" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.deletion_protection, false) == true
    error_message = "Nothing protects the cluster from being deleted"
  }
}
