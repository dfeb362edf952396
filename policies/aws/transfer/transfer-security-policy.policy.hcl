# iaclint-id: transfer-security-policy
# iaclint-summary: A server of Transfer Family takes ciphers of an old security policy.
# iaclint-why: Older policies let clients choose what newer ones leave out: those of 2018 and 2020 key exchanges and
# hashes with SHA-1. Left out, the provider takes the one of 2018.
# iaclint-fix: Set `security_policy_name` to a policy of 2024 or later, such as `TransferSecurityPolicy-2024-01`, and
# look whether old clients still get in.
# iaclint-groups: encryption, upgrades
# iaclint-peers: checkov:CKV_AWS_380
# iaclint-security: 4.0

resource_policy "aws_transfer_server" "transfer_security_policy" {
  enforcement_level = "advisory"

  locals {
    unsaid = "TransferSecurityPolicy-2018-11"
    # By the year and month that each name ends in.
    old = "-20(1[0-9]|2[0-3])-[0-9]{2}$"
  }

  enforce {
    condition     = !core::regex_match(core::try(attrs.security_policy_name, local.unsaid), local.old)
    error_message = "The server takes ciphers of an old security policy"
  }
}
