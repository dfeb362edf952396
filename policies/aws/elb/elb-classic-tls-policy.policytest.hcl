policytest {
  targets = ["elb-classic-tls-policy.policy.hcl"]
}

resource "aws_load_balancer_policy" "current" {
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Protocol-TLSv1.2", value = "true" }]
  }
}

resource "aws_load_balancer_policy" "current_policy" {
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Reference-Security-Policy", value = "ELBSecurityPolicy-TLS-1-2-2017-01" }]
  }
}

resource "aws_load_balancer_policy" "off" {
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Protocol-TLSv1", value = "false" }]
  }
}

resource "aws_load_balancer_policy" "old" {
  expect_failure = true
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Protocol-TLSv1.2", value = "true" }, { name = "Protocol-TLSv1", value = "true" }]
  }
}

resource "aws_load_balancer_policy" "old_policy" {
  expect_failure = true
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Reference-Security-Policy", value = "ELBSecurityPolicy-2016-08" }]
  }
}

resource "aws_load_balancer_policy" "cookies" {
  attrs = { policy_type_name = "LBCookieStickinessPolicyType" }
}

# iaclint-unknown: policy_attribute[0].value
# iaclint-expect: undetermined
resource "aws_load_balancer_policy" "unknown" {
  skip = true
  attrs = {
    policy_type_name = "SSLNegotiationPolicyType"
    policy_attribute = [{ name = "Reference-Security-Policy", value = "" }]
  }
}

resource "aws_lb_ssl_negotiation_policy" "current" {
  attrs = { attribute = [{ name = "Protocol-TLSv1.2", value = "true" }, { name = "Protocol-TLSv1.1", value = "false" }] }
}

resource "aws_lb_ssl_negotiation_policy" "current_policy" {
  attrs = { attribute = [{ name = "Reference-Security-Policy", value = "ELBSecurityPolicy-TLS-1-2-2017-01" }] }
}

resource "aws_lb_ssl_negotiation_policy" "old" {
  expect_failure = true
  attrs          = { attribute = [{ name = "Protocol-TLSv1", value = "true" }] }
}

resource "aws_lb_ssl_negotiation_policy" "old_policy" {
  expect_failure = true
  attrs          = { attribute = [{ name = "Reference-Security-Policy", value = "ELBSecurityPolicy-2016-08" }] }
}

# iaclint-unknown: attribute[0].value
# iaclint-expect: undetermined
resource "aws_lb_ssl_negotiation_policy" "unknown" {
  skip  = true
  attrs = { attribute = [{ name = "Protocol-TLSv1", value = "" }] }
}
