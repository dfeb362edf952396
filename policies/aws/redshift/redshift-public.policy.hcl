# iaclint-id: redshift-public
# iaclint-summary: A data warehouse of Redshift has a public address.
# iaclint-why: Its name resolves to an address of the internet: one rule of a security group that is too wide, and
# anybody may try passwords. Up to version 5 the provider gives a cluster one unless told otherwise.
# iaclint-fix: Set `publicly_accessible = false`, and reach it from within the VPC.
# iaclint-controls: Redshift.1, RedshiftServerless.3
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_87, kics:af173fde-95ea-4584-b904-bb3923ac4bda
# iaclint-security: 8.5

resource_policy "aws_redshift_cluster" "public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::coalesce(core::try(attrs.publicly_accessible, null), true) != true
    error_message = "The cluster has a public address"
  }
}

resource_policy "aws_redshiftserverless_workgroup" "public" {
  enforcement_level = "mandatory"

  enforce {
    condition     = core::coalesce(core::try(attrs.publicly_accessible, null), false) != true
    error_message = "The workgroup has a public address"
  }
}
