# iaclint-id: rds-publicly-accessible
# iaclint-summary: A database has a public address.
# iaclint-why: Its name resolves to an address of the internet: one rule of a security group that is too wide, and
# anybody may try passwords and holes of the engine.
# iaclint-fix: Set `publicly_accessible = false`, and reach the database from within the VPC, or through a VPN or
# Session Manager.
# iaclint-controls: RDS.2, CIS 2.3.3
# iaclint-groups: default, exposure, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_17, trivy:AWS-0180, kics:35113e6f-2c6b-414d-beec-7a9482d3b2d1
# iaclint-security: 8.5

resource_policy "aws_db_instance" "publicly_accessible" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.publicly_accessible, false) != true
    error_message = "The database has a public address"
  }
}

resource_policy "aws_rds_cluster_instance" "publicly_accessible" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::try(attrs.publicly_accessible, false) != true
    error_message = "The database has a public address"
  }
}
