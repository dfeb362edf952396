policytest {
  targets = ["opensearch-policy-public.policy.hcl"]
}

resource "aws_opensearch_domain" "everybody" {
  expect_failure = true
  attrs = {
    domain_name     = "everybody"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain_policy" "everybody" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "over_tls" {
  expect_failure = true
  attrs = {
    domain_name     = "over-tls"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
  }
}

resource "aws_opensearch_domain_policy" "over_tls" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
  }
}

resource "aws_opensearch_domain" "world" {
  expect_failure = true
  attrs = {
    domain_name     = "world"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_opensearch_domain_policy" "world" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_opensearch_domain" "not_principal" {
  expect_failure = true
  attrs = {
    domain_name     = "not-principal"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain_policy" "not_principal" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "address" {
  attrs = {
    domain_name     = "address"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_opensearch_domain_policy" "address" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_opensearch_domain" "organization" {
  attrs = {
    domain_name     = "organization"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] })
  }
}

resource "aws_opensearch_domain_policy" "organization" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] })
  }
}

resource "aws_opensearch_domain" "role" {
  attrs = {
    domain_name     = "role"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain_policy" "role" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "denied" {
  attrs = {
    domain_name     = "denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain_policy" "denied" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "unsaid" {
  attrs = { domain_name = "silent" }
}

resource "aws_opensearch_domain" "inside" {
  attrs = {
    domain_name     = "inside"
    vpc_options     = [{ subnet_ids = ["subnet-1"] }]
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain_policy" "inside" {
  attrs = {
    domain_name     = "inside"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "with_users" {
  attrs = {
    domain_name               = "with-users"
    advanced_security_options = [{ enabled = true }]
    access_policies           = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain_policy" "with_users" {
  attrs = {
    domain_name     = "with-users"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain_policy" "without_users" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "all_others_denied" {
  attrs = {
    domain_name     = "all-others-denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = "192.0.2.0/24" } } }] })
  }
}

resource "aws_opensearch_domain_policy" "all_others_denied" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = "192.0.2.0/24" } } }] })
  }
}

resource "aws_opensearch_domain" "without_tls_denied" {
  expect_failure = true
  attrs = {
    domain_name     = "without-tls-denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

resource "aws_opensearch_domain_policy" "without_tls_denied" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

# The domain may be in a VPC.
resource "aws_opensearch_domain_policy" "elsewhere" {
  attrs = {
    domain_name     = "elsewhere"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

# iaclint-unknown: access_policies
# iaclint-expect: undetermined
resource "aws_opensearch_domain" "unknown" {
  skip = true
  attrs = {
    domain_name     = "mystery"
    access_policies = ""
  }
}

# iaclint-unknown: access_policies
# iaclint-expect: undetermined
resource "aws_opensearch_domain_policy" "unknown" {
  skip = true
  attrs = {
    domain_name     = "silent"
    access_policies = ""
  }
}

resource "aws_elasticsearch_domain" "everybody" {
  expect_failure = true
  attrs = {
    domain_name     = "everybody"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain_policy" "everybody" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "over_tls" {
  expect_failure = true
  attrs = {
    domain_name     = "over-tls"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
  }
}

resource "aws_elasticsearch_domain_policy" "over_tls" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
  }
}

resource "aws_elasticsearch_domain" "world" {
  expect_failure = true
  attrs = {
    domain_name     = "world"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_elasticsearch_domain_policy" "world" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }] })
  }
}

resource "aws_elasticsearch_domain" "not_principal" {
  expect_failure = true
  attrs = {
    domain_name     = "not-principal"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain_policy" "not_principal" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "address" {
  attrs = {
    domain_name     = "address"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_elasticsearch_domain_policy" "address" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_elasticsearch_domain" "organization" {
  attrs = {
    domain_name     = "organization"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] })
  }
}

resource "aws_elasticsearch_domain_policy" "organization" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] })
  }
}

resource "aws_elasticsearch_domain" "role" {
  attrs = {
    domain_name     = "role"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain_policy" "role" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "denied" {
  attrs = {
    domain_name     = "denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain_policy" "denied" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "unsaid" {
  attrs = { domain_name = "silent" }
}

resource "aws_elasticsearch_domain" "inside" {
  attrs = {
    domain_name     = "inside"
    vpc_options     = [{ subnet_ids = ["subnet-1"] }]
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain_policy" "inside" {
  attrs = {
    domain_name     = "inside"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "with_users" {
  attrs = {
    domain_name               = "with-users"
    advanced_security_options = [{ enabled = true }]
    access_policies           = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain_policy" "with_users" {
  attrs = {
    domain_name     = "with-users"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain_policy" "without_users" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "all_others_denied" {
  attrs = {
    domain_name     = "all-others-denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = "192.0.2.0/24" } } }] })
  }
}

resource "aws_elasticsearch_domain_policy" "all_others_denied" {
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = "192.0.2.0/24" } } }] })
  }
}

resource "aws_elasticsearch_domain" "without_tls_denied" {
  expect_failure = true
  attrs = {
    domain_name     = "without-tls-denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

resource "aws_elasticsearch_domain_policy" "without_tls_denied" {
  expect_failure = true
  attrs = {
    domain_name     = "silent"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }, { Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
  }
}

# The domain may be in a VPC.
resource "aws_elasticsearch_domain_policy" "elsewhere" {
  attrs = {
    domain_name     = "elsewhere"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

# iaclint-unknown: access_policies
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain" "unknown" {
  skip = true
  attrs = {
    domain_name     = "mystery"
    access_policies = ""
  }
}

# iaclint-unknown: access_policies
# iaclint-expect: undetermined
resource "aws_elasticsearch_domain_policy" "unknown" {
  skip = true
  attrs = {
    domain_name     = "silent"
    access_policies = ""
  }
}
