policytest {
  targets = ["elb-classic-backend-plain.policy.hcl"]
}

resource "aws_elb" "encrypted" {
  attrs = {
    listener = [{ instance_port = 8443, instance_protocol = "https", lb_port = 443, lb_protocol = "https", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" }]
  }
}

resource "aws_elb" "plain_behind" {
  expect_failure = true
  attrs = {
    listener = [{ instance_port = 8080, instance_protocol = "http", lb_port = 443, lb_protocol = "HTTPS", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" }]
  }
}

resource "aws_elb" "one_of_two" {
  expect_failure = true
  attrs = {
    listener = [
      { instance_port = 8443, instance_protocol = "https", lb_port = 443, lb_protocol = "https", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" },
      { instance_port = 8080, instance_protocol = "http", lb_port = 80, lb_protocol = "http" },
    ]
  }
}

# iaclint-unknown: listener[0].instance_protocol
# iaclint-expect: undetermined
resource "aws_elb" "unknown" {
  skip = true
  attrs = {
    listener = [{ instance_port = 8443, instance_protocol = "https", lb_port = 443, lb_protocol = "https", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" }]
  }
}

resource "aws_elb" "passed_through" {
  attrs = { listener = [{ instance_port = 2222, instance_protocol = "TCP", lb_port = 22, lb_protocol = "TCP" }] }
}

resource "aws_elb" "ended_and_plain" {
  expect_failure = true
  attrs = {
    listener = [{ instance_port = 8080, instance_protocol = "tcp", lb_port = 443, lb_protocol = "ssl", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" }]
  }
}
