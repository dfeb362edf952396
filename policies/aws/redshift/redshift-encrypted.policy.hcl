# iaclint-summary: A cluster of Redshift is not told to encrypt its data.
# iaclint-why: Without it disks and snapshots can be read by whoever gets at them. AWS encrypts new clusters since
# January 2025, but up to version 5 the provider plans the opposite.
# iaclint-fix: Set `encrypted = true`.
# iaclint-controls: Redshift.10
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_64, trivy:AWS-0084, kics:cfdcabb0-fc06-427c-865b-c59f13e898ce
# iaclint-security: 5.5

# What is restored is encrypted as the snapshot is.
resource_policy "aws_redshift_cluster" "encrypted" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.snapshot_identifier, null) == null && core::try(attrs.snapshot_arn, null) == null

  enforce {
    condition     = core::try(attrs.encrypted, false) == true
    error_message = "The cluster is not told to encrypt its data"
  }
}
