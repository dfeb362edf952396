policytest {
  targets = ["elb-listener-plain.policy.hcl"]
}

resource "aws_lb_listener" "https" {
  attrs = { port = 443, protocol = "HTTPS", default_action = [{ type = "forward" }] }
}

resource "aws_lb_listener" "passed_through" {
  attrs = { port = 5432, protocol = "TCP", default_action = [{ type = "forward" }] }
}

resource "aws_lb_listener" "firewall" {
  attrs = { port = null, protocol = null, default_action = [{ type = "forward" }] }
}

resource "aws_lb_listener" "redirects" {
  attrs = { port = 80, protocol = "HTTP", default_action = [{ type = "redirect", redirect = [{ protocol = "HTTPS", port = "443" }] }] }
}

resource "aws_lb_listener" "forwards" {
  expect_failure = true
  attrs          = { port = 80, protocol = "HTTP", default_action = [{ type = "forward", redirect = [] }] }
}

resource "aws_lb_listener" "unsaid" {
  expect_failure = true
  attrs          = { port = 80, default_action = [{ type = "forward" }] }
}

# Without a protocol it stays what it was.
resource "aws_lb_listener" "redirects_to_itself" {
  expect_failure = true
  attrs          = { port = 80, protocol = "HTTP", default_action = [{ type = "redirect", redirect = [{ path = "/new" }] }] }
}

# iaclint-unknown: default_action[0].redirect[0].protocol
# iaclint-expect: undetermined
resource "aws_lb_listener" "unknown" {
  skip  = true
  attrs = { port = 80, protocol = "HTTP", default_action = [{ type = "redirect", redirect = [{ protocol = "HTTPS" }] }] }
}

resource "aws_alb_listener" "forwards" {
  expect_failure = true
  attrs          = { port = 80, protocol = "HTTP", default_action = [{ type = "forward" }] }
}
