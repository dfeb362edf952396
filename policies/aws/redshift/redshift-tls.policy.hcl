# iaclint-summary: A parameter group of Redshift lets clients connect without TLS.
# iaclint-why: Passwords and data then cross the network readable wherever a client does not ask for encryption by
# itself.
# iaclint-fix: Add the parameter `require_ssl` with the value `true`.
# iaclint-controls: Redshift.2
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_105
# iaclint-security: 5.0

# Groups of the family redshift-2.0 begin with `true`, older ones with `false`.
resource_policy "aws_redshift_parameter_group" "tls" {
  enforcement_level = "mandatory_overridable"

  locals {
    said = [for one in core::try(attrs.parameter, []) : core::lower(one.value) if one.name == "require_ssl"]
  }

  enforce {
    condition = (
      core::contains(local.said, "true") ||
      core::length(local.said) == 0 && core::try(attrs.family, null) == "redshift-2.0"
    )
    error_message = "Connections without TLS are allowed"
  }
}
