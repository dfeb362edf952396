# iaclint-summary: A network firewall does not log what it decides.
# iaclint-why: Nobody can tell which connections were held back, and why: neither after an attack nor when something
# does not work.
# iaclint-fix: Add an aws_networkfirewall_logging_configuration with the ARN of the firewall.
# iaclint-controls: NetworkFirewall.2
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV2_AWS_63
resource_policy "aws_networkfirewall_firewall" "logging" {
  enforcement_level = "advisory"

  locals {
    logs = core::getresources("aws_networkfirewall_logging_configuration", { firewall_arn = attrs.arn })
  }

  enforce {
    condition     = core::length(local.logs) > 0
    error_message = "The firewall does not log what it decides"
  }
}
