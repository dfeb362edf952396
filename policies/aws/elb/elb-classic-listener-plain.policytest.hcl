policytest {
  targets = ["elb-classic-listener-plain.policy.hcl"]
}

resource "aws_elb" "encrypted" {
  attrs = {
    listener = [{ instance_port = 8080, instance_protocol = "http", lb_port = 443, lb_protocol = "HTTPS", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" }]
  }
}

resource "aws_elb" "plain" {
  expect_failure = true
  attrs = {
    listener = [{ instance_port = 8080, instance_protocol = "http", lb_port = 80, lb_protocol = "http" }]
  }
}

resource "aws_elb" "one_of_two" {
  expect_failure = true
  attrs = {
    listener = [
      { instance_port = 8080, instance_protocol = "http", lb_port = 443, lb_protocol = "HTTPS", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" },
      { instance_port = 8080, instance_protocol = "http", lb_port = 80, lb_protocol = "http" },
    ]
  }
}

resource "aws_elb" "tcp" {
  expect_failure = true
  attrs = {
    listener = [{ instance_port = 5432, instance_protocol = "tcp", lb_port = 5432, lb_protocol = "tcp" }]
  }
}

# iaclint-unknown: listener[0].lb_protocol
# iaclint-expect: undetermined
resource "aws_elb" "unknown" {
  skip = true
  attrs = {
    listener = [{ instance_port = 8080, instance_protocol = "http", lb_port = 443, lb_protocol = "HTTPS", ssl_certificate_id = "arn:aws:acm:us-east-1:111122223333:certificate/1" }]
  }
}
