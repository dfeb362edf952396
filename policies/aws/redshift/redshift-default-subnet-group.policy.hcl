# iaclint-summary: A cluster of Redshift lies in the default VPC.
# iaclint-why: Without a subnet group of its own AWS puts it there, where every subnet is public and whatever is tried
# out in the account runs beside it.
# iaclint-fix: Add an `aws_redshift_subnet_group` of private subnets, and name it in `cluster_subnet_group_name`. A
# cluster that exists is replaced by that.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_154, trivy:AWS-0127, kics:0a494a6a-ebe2-48a0-9d77-cf9d5125e1b3
# iaclint-security: 3.0
resource_policy "aws_redshift_cluster" "default_subnet_group" {
  enforcement_level = "advisory"

  locals {
    group = core::try(attrs.cluster_subnet_group_name, null)
    # One that is named by its `id` is not AWS's, although nobody knows its name yet.
    made = core::getresources("aws_redshift_subnet_group", { id = local.group })
  }

  enforce {
    condition     = local.group != null && (local.group != "default" || core::length(local.made) > 0)
    error_message = "The cluster has the default subnet group"
  }
}
