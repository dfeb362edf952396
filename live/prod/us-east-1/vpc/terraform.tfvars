environment = "prod"
region      = "us-east-1"
account_id  = "222222222222"

cidr_block         = "10.0.0.0/16"
availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]

# One in each zone: the loss of a zone must not cut the others off.
single_nat_gateway = false

# All through NAT. Endpoints cost more than they save until images and logs are many.
interface_endpoints = []

flow_log_retention_days = 365
