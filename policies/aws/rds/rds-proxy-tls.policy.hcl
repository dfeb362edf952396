# iaclint-summary: A proxy of databases takes connections without TLS.
# iaclint-why: Passwords and data can be read on their way to the proxy, whatever the database behind it demands.
# iaclint-fix: Set `require_tls = true`.
# iaclint-controls: RDS.43
# iaclint-groups: default, encryption, fsbp
# iaclint-security: 6.0
resource_policy "aws_db_proxy" "proxy_tls" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.require_tls, false) == true
    error_message = "The proxy takes connections without TLS"
  }
}
