# iaclint-summary: A bucket answers requests without encryption.
# iaclint-why: S3 also listens to plain HTTP. Whoever is on the way reads and changes what such a client sends and
# gets.
# iaclint-fix: Add a statement to the bucket's policy that denies `s3:*` to everybody where `aws:SecureTransport` is
# `false`.
# iaclint-controls: S3.5, CIS 2.1.1
# iaclint-groups: encryption, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_379, kics:4bc4dd4c-7d8d-405e-a0fb-57fa4c31b4d9
# iaclint-security: 4.0
resource_policy "aws_s3_bucket" "s3_secure_transport" {
  enforcement_level = "advisory"

  locals {
    separate   = core::getresources("aws_s3_bucket_policy", { bucket = attrs.id })
    policies   = core::flatten([[for one in local.separate : core::try(one.policy, "")], core::try(attrs.policy, "")])
    statements = core::flatten([for policy in local.policies : core::try(core::jsondecode(policy).Statement, [])])
    denied = core::anytrue([
      for one in local.statements : core::try(one.Effect, null) == "Deny" && core::anytrue(core::flatten([
        for test, keys in core::try(one.Condition, {}) : [
          for key, value in keys : core::lower(key) == "aws:securetransport" && core::contains([
            for text in core::flatten([value]) : core::lower(core::valuetostring(text))
          ], "false")
        ]
      ]))
    ])
  }

  enforce {
    condition     = local.denied
    error_message = "No policy of the bucket denies requests without encryption"
  }
}
