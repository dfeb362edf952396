policytest {
  targets = ["elb-health-check-http.policy.hcl"]
}

resource "aws_lb_target_group" "tcp_without_check" {
  attrs = { protocol = "TCP", port = 443 }
}

resource "aws_lb_target_group" "tcp_with_http_check" {
  expect_failure = true
  attrs          = { protocol = "TCP", port = 443, health_check = [{ protocol = "HTTP" }] }
}

resource "aws_lb_target_group" "https_without_check" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", port = 443 }
}

resource "aws_lb_target_group" "https" {
  attrs = { protocol = "HTTPS", health_check = [{ path = "/health", protocol = "HTTPS" }] }
}

resource "aws_lb_target_group" "connects_only" {
  attrs = { protocol = "TLS", health_check = [{ protocol = "TCP" }] }
}

resource "aws_lb_target_group" "function" {
  attrs = { target_type = "lambda" }
}

resource "aws_lb_target_group" "http" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", health_check = [{ protocol = "HTTP" }] }
}

resource "aws_lb_target_group" "unsaid" {
  expect_failure = true
  attrs          = { protocol = "HTTPS", health_check = [] }
}

# iaclint-unknown: health_check[0].protocol
# iaclint-expect: undetermined
resource "aws_lb_target_group" "unknown" {
  skip  = true
  attrs = { health_check = [{ protocol = "" }] }
}

resource "aws_alb_target_group" "http" {
  expect_failure = true
  attrs          = { health_check = [{ path = "/health" }] }
}
