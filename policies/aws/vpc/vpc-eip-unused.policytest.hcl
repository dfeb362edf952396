policytest {
  targets = ["vpc-eip-unused.policy.hcl"]
}

resource "aws_eip" "instance" {
  attrs = { id = "eipalloc-1", instance = "i-1" }
}

resource "aws_eip" "interface" {
  attrs = { id = "eipalloc-2", network_interface = "eni-1" }
}

resource "aws_eip" "associated" {
  attrs = { id = "eipalloc-3" }
}

resource "aws_eip_association" "associated" {
  skip  = true
  attrs = { allocation_id = aws_eip.associated.attrs.id, instance_id = "i-1" }
}

resource "aws_eip" "gateway" {
  attrs = { id = "eipalloc-4" }
}

resource "aws_eip" "second" {
  attrs = { id = "eipalloc-5" }
}

resource "aws_nat_gateway" "main" {
  skip = true
  attrs = {
    allocation_id            = aws_eip.gateway.attrs.id
    secondary_allocation_ids = [aws_eip.second.attrs.id]
  }
}

resource "aws_eip" "balancer" {
  attrs = { id = "eipalloc-6" }
}

resource "aws_lb" "balancer" {
  skip  = true
  attrs = { subnet_mapping = [{ subnet_id = "subnet-1", allocation_id = aws_eip.balancer.attrs.id }] }
}

resource "aws_eip" "server" {
  attrs = { id = "eipalloc-7" }
}

resource "aws_transfer_server" "server" {
  skip  = true
  attrs = { endpoint_details = [{ address_allocation_ids = [aws_eip.server.attrs.id] }] }
}

resource "aws_eip" "unused" {
  expect_failure = true
  attrs          = { id = "eipalloc-8" }
}

# iaclint-unknown: instance
# iaclint-expect: undetermined
resource "aws_eip" "unknown" {
  skip  = true
  attrs = { id = "eipalloc-9" }
}
