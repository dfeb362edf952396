# iaclint-summary: A cluster of Redshift keeps no audit log.
# iaclint-why: Who signed in or failed to, and what they asked for, cannot be found out afterwards: its own tables keep
# it for a few days only.
# iaclint-fix: Add an aws_redshift_logging with `cluster_identifier` of the cluster.
# iaclint-controls: Redshift.4
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_71, kics:15ffbacc-fa42-4f6f-a57d-2feac7365caa
# iaclint-security: 3.0
resource_policy "aws_redshift_cluster" "logging" {
  enforcement_level = "advisory"

  locals {
    by_id   = core::getresources("aws_redshift_logging", { cluster_identifier = attrs.id })
    by_name = core::getresources("aws_redshift_logging", { cluster_identifier = attrs.cluster_identifier })
  }

  enforce {
    condition = (
      core::try(attrs.logging[0].enable, false) == true ||
      core::length(local.by_id) > 0 || core::length(local.by_name) > 0
    )
    error_message = "The cluster keeps no audit log"
  }
}
