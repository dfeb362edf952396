# iaclint-summary: The web server of Airflow is on the internet.
# iaclint-why: Everybody reaches its sign-in, and the next hole in Airflow; who gets in runs what they like with the
# rights of the environment's role.
# iaclint-fix: Set `webserver_access_mode = "PRIVATE_ONLY"`, and reach it from the VPC.
# iaclint-groups: exposure
# iaclint-peers: checkov:CKV2_AWS_66
# iaclint-security: 5.0
resource_policy "aws_mwaa_environment" "public" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.webserver_access_mode, null) != "PUBLIC_ONLY"
    error_message = "The web server of Airflow is on the internet"
  }
}
