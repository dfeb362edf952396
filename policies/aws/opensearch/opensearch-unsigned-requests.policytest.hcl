policytest {
  targets = ["opensearch-unsigned-requests.policy.hcl"]
}

resource "aws_opensearch_domain" "everybody" {
  expect_failure = true
  attrs = {
    domain_name     = "everybody"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "address" {
  expect_failure = true
  attrs = {
    domain_name     = "address"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_opensearch_domain" "organization" {
  attrs = {
    domain_name     = "organization"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] })
  }
}

resource "aws_opensearch_domain" "role" {
  attrs = {
    domain_name     = "role"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "denied" {
  attrs = {
    domain_name     = "denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "separate" {
  expect_failure = true
  attrs          = { domain_name = "separate" }
}

resource "aws_opensearch_domain_policy" "separate" {
  skip = true
  attrs = {
    domain_name     = "separate"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_opensearch_domain" "separate_role" {
  attrs = { domain_name = "separate-role" }
}

resource "aws_opensearch_domain_policy" "separate_role" {
  skip = true
  attrs = {
    domain_name     = "separate-role"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "with_users" {
  attrs = {
    domain_name               = "with-users"
    advanced_security_options = [{ enabled = true }]
    access_policies           = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_opensearch_domain" "unsaid" {
  attrs = { domain_name = "silent" }
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

resource "aws_elasticsearch_domain" "everybody" {
  expect_failure = true
  attrs = {
    domain_name     = "everybody"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "address" {
  expect_failure = true
  attrs = {
    domain_name     = "address"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_elasticsearch_domain" "organization" {
  attrs = {
    domain_name     = "organization"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }] })
  }
}

resource "aws_elasticsearch_domain" "role" {
  attrs = {
    domain_name     = "role"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "denied" {
  attrs = {
    domain_name     = "denied"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "separate" {
  expect_failure = true
  attrs          = { domain_name = "separate" }
}

resource "aws_elasticsearch_domain_policy" "separate" {
  skip = true
  attrs = {
    domain_name     = "separate"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })
  }
}

resource "aws_elasticsearch_domain" "separate_role" {
  attrs = { domain_name = "separate-role" }
}

resource "aws_elasticsearch_domain_policy" "separate_role" {
  skip = true
  attrs = {
    domain_name     = "separate-role"
    access_policies = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/shop" }, Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "with_users" {
  attrs = {
    domain_name               = "with-users"
    advanced_security_options = [{ enabled = true }]
    access_policies           = core::jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })
  }
}

resource "aws_elasticsearch_domain" "unsaid" {
  attrs = { domain_name = "silent" }
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
