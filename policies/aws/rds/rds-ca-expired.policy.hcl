# iaclint-id: rds-ca-expired
# iaclint-summary: A database is to have its certificate from an authority that has expired.
# iaclint-why: The last of them, rds-ca-2019, ended in August 2024: AWS refuses it for new databases, and clients that
# check certificates cannot connect.
# iaclint-fix: Remove the argument, or name `rds-ca-rsa2048-g1`, `rds-ca-rsa4096-g1` or `rds-ca-ecc384-g1`.
# iaclint-groups: default, upgrades, encryption
# iaclint-peers: checkov:CKV_AWS_211, kics:9f40c07e-699e-4410-8856-3ba0f2e3a2dd
# iaclint-security: 4.0

locals {
  expired = ["rds-ca-2010", "rds-ca-2015", "rds-ca-2019"]
}

resource_policy "aws_db_instance" "ca_expired" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(local.expired, core::coalesce(core::try(attrs.ca_cert_identifier, null), "-"))
    error_message = "The authority of the certificate has expired"
  }
}

resource_policy "aws_rds_cluster_instance" "ca_expired" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(local.expired, core::coalesce(core::try(attrs.ca_cert_identifier, null), "-"))
    error_message = "The authority of the certificate has expired"
  }
}

resource_policy "aws_rds_cluster" "ca_expired" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(local.expired, core::coalesce(core::try(attrs.ca_certificate_identifier, null), "-"))
    error_message = "The authority of the certificate has expired"
  }
}

resource_policy "aws_rds_certificate" "ca_expired" {
  enforcement_level = "mandatory"

  enforce {
    condition     = !core::contains(local.expired, core::coalesce(core::try(attrs.certificate_identifier, null), "-"))
    error_message = "The authority of the certificate has expired"
  }
}
