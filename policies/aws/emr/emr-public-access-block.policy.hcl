# iaclint-summary: EMR lets clusters be made whose ports the whole internet reaches.
# iaclint-why: Hadoop and Spark ask nobody who they are: one security group that is too wide hands the cluster to
# whoever finds it. AWS refuses such clusters unless this is switched off.
# iaclint-fix: Set `block_public_security_group_rules = true`, and name the ports that must be public in
# `permitted_public_security_group_rule_range`.
# iaclint-controls: EMR.2
# iaclint-groups: default, exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_390
# iaclint-security: 6.0
resource_policy "aws_emr_block_public_access_configuration" "public_access_block" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.block_public_security_group_rules, true) != false
    error_message = "EMR lets clusters be made whose ports the whole internet reaches"
  }
}
