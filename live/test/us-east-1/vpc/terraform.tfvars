environment = "test"
region      = "us-east-1"
account_id  = "111111111111"

cidr_block         = "10.1.0.0/16"
availability_zones = ["us-east-1a", "us-east-1b"]

# Test may lose its way out for an hour; a second gateway costs more than that hour.
single_nat_gateway = true

# As in prod: what is not tested here breaks there.
interface_endpoints = []

flow_log_retention_days = 30
