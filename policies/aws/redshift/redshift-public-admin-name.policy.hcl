# iaclint-summary: A cluster of Redshift with a public address has an administrator whose name everybody expects.
# iaclint-why: Anybody on the internet who gets past the security group needs to guess the password only.
# iaclint-fix: Set `publicly_accessible = false`, or give `master_username` another name, by which the cluster is
# replaced.
# iaclint-groups: identity, exposure
# iaclint-peers: checkov:CKV_AWS_391
# iaclint-security: 4.0

locals {
  usual = ["admin", "administrator", "awsuser", "root"]
}

resource_policy "aws_redshift_cluster" "public_admin_name" {
  enforcement_level = "advisory"

  filter = core::coalesce(core::try(attrs.publicly_accessible, null), true) == true

  locals {
    name = core::coalesce(core::try(attrs.master_username, null), "-")
  }

  enforce {
    condition     = !core::contains(local.usual, core::lower(local.name))
    error_message = "The administrator's name is the usual one"
  }
}
