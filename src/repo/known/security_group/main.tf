# Stands for terraform-aws-modules/security-group/aws: what its versions 3 to 5 make.

variable "create" { default = true }
variable "create_sg" { default = true }
variable "security_group_id" { default = null }
variable "name" { default = null }
variable "use_name_prefix" { default = true }
variable "vpc_id" { default = null }
variable "rules" { default = {} }
variable "ingress_cidr_blocks" { default = [] }
variable "ingress_ipv6_cidr_blocks" { default = [] }
variable "ingress_prefix_list_ids" { default = [] }
variable "ingress_rules" { default = [] }
variable "computed_ingress_rules" { default = [] }
variable "number_of_computed_ingress_rules" { default = 0 }
variable "ingress_with_cidr_blocks" { default = [] }
variable "computed_ingress_with_cidr_blocks" { default = [] }
variable "number_of_computed_ingress_with_cidr_blocks" { default = 0 }
variable "ingress_with_ipv6_cidr_blocks" { default = [] }
variable "computed_ingress_with_ipv6_cidr_blocks" { default = [] }
variable "number_of_computed_ingress_with_ipv6_cidr_blocks" { default = 0 }
variable "ingress_with_self" { default = [] }
variable "computed_ingress_with_self" { default = [] }
variable "number_of_computed_ingress_with_self" { default = 0 }
variable "ingress_with_source_security_group_id" { default = [] }
variable "computed_ingress_with_source_security_group_id" { default = [] }
variable "number_of_computed_ingress_with_source_security_group_id" { default = 0 }
variable "ingress_with_prefix_list_ids" { default = [] }
variable "computed_ingress_with_prefix_list_ids" { default = [] }
variable "number_of_computed_ingress_with_prefix_list_ids" { default = 0 }
variable "egress_cidr_blocks" { default = ["0.0.0.0/0"] }
variable "egress_ipv6_cidr_blocks" { default = ["::/0"] }
variable "egress_prefix_list_ids" { default = [] }
variable "egress_rules" { default = [] }
variable "computed_egress_rules" { default = [] }
variable "number_of_computed_egress_rules" { default = 0 }
variable "egress_with_cidr_blocks" { default = [] }
variable "computed_egress_with_cidr_blocks" { default = [] }
variable "number_of_computed_egress_with_cidr_blocks" { default = 0 }
variable "egress_with_ipv6_cidr_blocks" { default = [] }
variable "computed_egress_with_ipv6_cidr_blocks" { default = [] }
variable "number_of_computed_egress_with_ipv6_cidr_blocks" { default = 0 }
variable "egress_with_self" { default = [] }
variable "computed_egress_with_self" { default = [] }
variable "number_of_computed_egress_with_self" { default = 0 }
variable "egress_with_source_security_group_id" { default = [] }
variable "computed_egress_with_source_security_group_id" { default = [] }
variable "number_of_computed_egress_with_source_security_group_id" { default = 0 }
variable "egress_with_prefix_list_ids" { default = [] }
variable "computed_egress_with_prefix_list_ids" { default = [] }
variable "number_of_computed_egress_with_prefix_list_ids" { default = 0 }

locals {
  group = var.create_sg ? one(concat(aws_security_group.this[*].id, aws_security_group.this_name_prefix[*].id)) : var.security_group_id

  # From, to, protocol.
  known_rules = {
    "activemq-5671-tcp"                  = [5671, 5671, "tcp"]
    "activemq-8883-tcp"                  = [8883, 8883, "tcp"]
    "activemq-61614-tcp"                 = [61614, 61614, "tcp"]
    "activemq-61617-tcp"                 = [61617, 61617, "tcp"]
    "activemq-61619-tcp"                 = [61619, 61619, "tcp"]
    "alertmanager-9093-tcp"              = [9093, 9093, "tcp"]
    "alertmanager-9094-tcp"              = [9094, 9094, "tcp"]
    "carbon-line-in-tcp"                 = [2003, 2003, "tcp"]
    "carbon-line-in-udp"                 = [2003, 2003, "udp"]
    "carbon-pickle-tcp"                  = [2013, 2013, "tcp"]
    "carbon-pickle-udp"                  = [2013, 2013, "udp"]
    "carbon-admin-tcp"                   = [2004, 2004, "tcp"]
    "carbon-gui-udp"                     = [8081, 8081, "tcp"]
    "cassandra-clients-tcp"              = [9042, 9042, "tcp"]
    "cassandra-thrift-clients-tcp"       = [9160, 9160, "tcp"]
    "cassandra-jmx-tcp"                  = [7199, 7199, "tcp"]
    "consul-tcp"                         = [8300, 8300, "tcp"]
    "consul-grpc-tcp"                    = [8502, 8502, "tcp"]
    "consul-grpc-tcp-tls"                = [8503, 8503, "tcp"]
    "consul-webui-http-tcp"              = [8500, 8500, "tcp"]
    "consul-webui-https-tcp"             = [8501, 8501, "tcp"]
    "consul-dns-tcp"                     = [8600, 8600, "tcp"]
    "consul-dns-udp"                     = [8600, 8600, "udp"]
    "consul-serf-lan-tcp"                = [8301, 8301, "tcp"]
    "consul-serf-lan-udp"                = [8301, 8301, "udp"]
    "consul-serf-wan-tcp"                = [8302, 8302, "tcp"]
    "consul-serf-wan-udp"                = [8302, 8302, "udp"]
    "dax-cluster-unencrypted-tcp"        = [8111, 8111, "tcp"]
    "dax-cluster-encrypted-tcp"          = [9111, 9111, "tcp"]
    "docker-swarm-mngmt-tcp"             = [2377, 2377, "tcp"]
    "docker-swarm-node-tcp"              = [7946, 7946, "tcp"]
    "docker-swarm-node-udp"              = [7946, 7946, "udp"]
    "docker-swarm-overlay-udp"           = [4789, 4789, "udp"]
    "dns-udp"                            = [53, 53, "udp"]
    "dns-tcp"                            = [53, 53, "tcp"]
    "etcd-client-tcp"                    = [2379, 2379, "tcp"]
    "etcd-peer-tcp"                      = [2380, 2380, "tcp"]
    "ntp-udp"                            = [123, 123, "udp"]
    "elasticsearch-rest-tcp"             = [9200, 9200, "tcp"]
    "elasticsearch-java-tcp"             = [9300, 9300, "tcp"]
    "grafana-tcp"                        = [3000, 3000, "tcp"]
    "graphite-webui"                     = [80, 80, "tcp"]
    "graphite-2003-tcp"                  = [2003, 2003, "tcp"]
    "graphite-2004-tcp"                  = [2004, 2004, "tcp"]
    "graphite-2023-tcp"                  = [2023, 2023, "tcp"]
    "graphite-2024-tcp"                  = [2024, 2024, "tcp"]
    "graphite-8080-tcp"                  = [8080, 8080, "tcp"]
    "graphite-8125-tcp"                  = [8125, 8125, "tcp"]
    "graphite-8125-udp"                  = [8125, 8125, "udp"]
    "graphite-8126-tcp"                  = [8126, 8126, "tcp"]
    "http-80-tcp"                        = [80, 80, "tcp"]
    "http-8080-tcp"                      = [8080, 8080, "tcp"]
    "https-443-tcp"                      = [443, 443, "tcp"]
    "https-8443-tcp"                     = [8443, 8443, "tcp"]
    "ipsec-500-udp"                      = [500, 500, "udp"]
    "ipsec-4500-udp"                     = [4500, 4500, "udp"]
    "kafka-broker-tcp"                   = [9092, 9092, "tcp"]
    "kafka-broker-tls-tcp"               = [9094, 9094, "tcp"]
    "kafka-broker-tls-public-tcp"        = [9194, 9194, "tcp"]
    "kafka-broker-sasl-scram-tcp"        = [9096, 9096, "tcp"]
    "kafka-broker-sasl-scram-public-tcp" = [9196, 9196, "tcp"]
    "kafka-broker-sasl-iam-tcp"          = [9098, 9098, "tcp"]
    "kafka-broker-sasl-iam-public-tcp"   = [9198, 9198, "tcp"]
    "kafka-jmx-exporter-tcp"             = [11001, 11001, "tcp"]
    "kafka-node-exporter-tcp"            = [11002, 11002, "tcp"]
    "kibana-tcp"                         = [5601, 5601, "tcp"]
    "kubernetes-api-tcp"                 = [6443, 6443, "tcp"]
    "ldap-tcp"                           = [389, 389, "tcp"]
    "ldaps-tcp"                          = [636, 636, "tcp"]
    "logstash-tcp"                       = [5044, 5044, "tcp"]
    "loki-grafana"                       = [3100, 3100, "tcp"]
    "loki-grafana-grpc"                  = [9095, 9095, "tcp"]
    "memcached-tcp"                      = [11211, 11211, "tcp"]
    "minio-tcp"                          = [9000, 9000, "tcp"]
    "mongodb-27017-tcp"                  = [27017, 27017, "tcp"]
    "mongodb-27018-tcp"                  = [27018, 27018, "tcp"]
    "mongodb-27019-tcp"                  = [27019, 27019, "tcp"]
    "mysql-tcp"                          = [3306, 3306, "tcp"]
    "mssql-tcp"                          = [1433, 1433, "tcp"]
    "mssql-udp"                          = [1434, 1434, "udp"]
    "mssql-analytics-tcp"                = [2383, 2383, "tcp"]
    "mssql-broker-tcp"                   = [4022, 4022, "tcp"]
    "nfs-tcp"                            = [2049, 2049, "tcp"]
    "nomad-http-tcp"                     = [4646, 4646, "tcp"]
    "nomad-rpc-tcp"                      = [4647, 4647, "tcp"]
    "nomad-serf-tcp"                     = [4648, 4648, "tcp"]
    "nomad-serf-udp"                     = [4648, 4648, "udp"]
    "openvpn-udp"                        = [1194, 1194, "udp"]
    "openvpn-tcp"                        = [943, 943, "tcp"]
    "openvpn-https-tcp"                  = [443, 443, "tcp"]
    "postgresql-tcp"                     = [5432, 5432, "tcp"]
    "puppet-tcp"                         = [8140, 8140, "tcp"]
    "puppetdb-tcp"                       = [8081, 8081, "tcp"]
    "prometheus-http-tcp"                = [9090, 9090, "tcp"]
    "prometheus-pushgateway-http-tcp"    = [9091, 9091, "tcp"]
    "prometheus-node-exporter-http-tcp"  = [9100, 9100, "tcp"]
    "promtail-http"                      = [9080, 9080, "tcp"]
    "oracle-db-tcp"                      = [1521, 1521, "tcp"]
    "octopus-tentacle-tcp"               = [10933, 10933, "tcp"]
    "rabbitmq-4369-tcp"                  = [4369, 4369, "tcp"]
    "rabbitmq-5671-tcp"                  = [5671, 5671, "tcp"]
    "rabbitmq-5672-tcp"                  = [5672, 5672, "tcp"]
    "rabbitmq-15672-tcp"                 = [15672, 15672, "tcp"]
    "rabbitmq-25672-tcp"                 = [25672, 25672, "tcp"]
    "rdp-tcp"                            = [3389, 3389, "tcp"]
    "rdp-udp"                            = [3389, 3389, "udp"]
    "redis-tcp"                          = [6379, 6379, "tcp"]
    "redshift-tcp"                       = [5439, 5439, "tcp"]
    "saltstack-tcp"                      = [4505, 4506, "tcp"]
    "smtp-tcp"                           = [25, 25, "tcp"]
    "smtp-submission-587-tcp"            = [587, 587, "tcp"]
    "smtp-submission-2587-tcp"           = [2587, 2587, "tcp"]
    "smtps-465-tcp"                      = [465, 465, "tcp"]
    "smtps-2456-tcp"                     = [2465, 2465, "tcp"]
    "solr-tcp"                           = [8983, 8987, "tcp"]
    "splunk-indexer-tcp"                 = [9997, 9997, "tcp"]
    "splunk-web-tcp"                     = [8000, 8000, "tcp"]
    "splunk-splunkd-tcp"                 = [8089, 8089, "tcp"]
    "splunk-hec-tcp"                     = [8088, 8088, "tcp"]
    "squid-proxy-tcp"                    = [3128, 3128, "tcp"]
    "ssh-tcp"                            = [22, 22, "tcp"]
    "storm-nimbus-tcp"                   = [6627, 6627, "tcp"]
    "storm-ui-tcp"                       = [8080, 8080, "tcp"]
    "storm-supervisor-tcp"               = [6700, 6703, "tcp"]
    "vault-tcp"                          = [8200, 8200, "tcp"]
    "wazuh-server-agent-connection-tcp"  = [1514, 1514, "tcp"]
    "wazuh-server-agent-connection-udp"  = [1514, 1514, "udp"]
    "wazuh-server-agent-enrollment"      = [1515, 1515, "tcp"]
    "wazuh-server-agent-cluster-daemon"  = [1516, 1516, "tcp"]
    "wazuh-server-syslog-collector-tcp"  = [514, 514, "tcp"]
    "wazuh-server-syslog-collector-udp"  = [514, 514, "udp"]
    "wazuh-server-restful-api"           = [55000, 55000, "tcp"]
    "wazuh-indexer-restful-api"          = [9200, 9200, "tcp"]
    "wazuh-dashboard"                    = [443, 443, "tcp"]
    "web-jmx-tcp"                        = [1099, 1099, "tcp"]
    "winrm-http-tcp"                     = [5985, 5985, "tcp"]
    "winrm-https-tcp"                    = [5986, 5986, "tcp"]
    "zabbix-server"                      = [10051, 10051, "tcp"]
    "zabbix-proxy"                       = [10051, 10051, "tcp"]
    "zabbix-agent"                       = [10050, 10050, "tcp"]
    "zipkin-admin-tcp"                   = [9990, 9990, "tcp"]
    "zipkin-admin-query-tcp"             = [9901, 9901, "tcp"]
    "zipkin-admin-web-tcp"               = [9991, 9991, "tcp"]
    "zipkin-query-tcp"                   = [9411, 9411, "tcp"]
    "zipkin-web-tcp"                     = [8080, 8080, "tcp"]
    "zookeeper-2181-tcp"                 = [2181, 2181, "tcp"]
    "zookeeper-2182-tls-tcp"             = [2182, 2182, "tcp"]
    "zookeeper-2888-tcp"                 = [2888, 2888, "tcp"]
    "zookeeper-3888-tcp"                 = [3888, 3888, "tcp"]
    "zookeeper-jmx-tcp"                  = [7199, 7199, "tcp"]
    "all-all"                            = [-1, -1, "-1"]
    "all-tcp"                            = [0, 65535, "tcp"]
    "all-udp"                            = [0, 65535, "udp"]
    "all-icmp"                           = [-1, -1, "icmp"]
  }

  ports = merge(local.known_rules, var.rules)
}

resource "aws_security_group" "this" {
  count = var.create && var.create_sg && !var.use_name_prefix ? 1 : 0

  name   = var.name
  vpc_id = var.vpc_id
}

resource "aws_security_group" "this_name_prefix" {
  count = var.create && var.create_sg && var.use_name_prefix ? 1 : 0

  name_prefix = "${var.name}-"
  vpc_id      = var.vpc_id
}

resource "aws_security_group_rule" "ingress_rules" {
  count = var.create ? length(var.ingress_rules) : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(local.ports[var.ingress_rules[count.index]][0], var.not_modelled)
  to_port           = try(local.ports[var.ingress_rules[count.index]][1], var.not_modelled)
  protocol          = try(local.ports[var.ingress_rules[count.index]][2], var.not_modelled)
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_ingress_rules" {
  count = var.create ? var.number_of_computed_ingress_rules : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(local.ports[var.computed_ingress_rules[count.index]][0], var.not_modelled)
  to_port           = try(local.ports[var.computed_ingress_rules[count.index]][1], var.not_modelled)
  protocol          = try(local.ports[var.computed_ingress_rules[count.index]][2], var.not_modelled)
  cidr_blocks       = var.ingress_cidr_blocks
  ipv6_cidr_blocks  = var.ingress_ipv6_cidr_blocks
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
  count = var.create ? length(var.ingress_with_cidr_blocks) : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.ingress_with_cidr_blocks[count.index].from_port, local.ports[var.ingress_with_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.ingress_with_cidr_blocks[count.index].to_port, local.ports[var.ingress_with_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.ingress_with_cidr_blocks[count.index].protocol, local.ports[var.ingress_with_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  cidr_blocks       = try(compact([for one in split(",", var.ingress_with_cidr_blocks[count.index].cidr_blocks) : trimspace(one)]), var.ingress_cidr_blocks)
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_ingress_with_cidr_blocks" {
  count = var.create ? var.number_of_computed_ingress_with_cidr_blocks : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.computed_ingress_with_cidr_blocks[count.index].from_port, local.ports[var.computed_ingress_with_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_ingress_with_cidr_blocks[count.index].to_port, local.ports[var.computed_ingress_with_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_ingress_with_cidr_blocks[count.index].protocol, local.ports[var.computed_ingress_with_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  cidr_blocks       = try(compact([for one in split(",", var.computed_ingress_with_cidr_blocks[count.index].cidr_blocks) : trimspace(one)]), var.ingress_cidr_blocks)
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "ingress_with_ipv6_cidr_blocks" {
  count = var.create ? length(var.ingress_with_ipv6_cidr_blocks) : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.ingress_with_ipv6_cidr_blocks[count.index].from_port, local.ports[var.ingress_with_ipv6_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.ingress_with_ipv6_cidr_blocks[count.index].to_port, local.ports[var.ingress_with_ipv6_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.ingress_with_ipv6_cidr_blocks[count.index].protocol, local.ports[var.ingress_with_ipv6_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  ipv6_cidr_blocks  = try(compact([for one in split(",", var.ingress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks) : trimspace(one)]), var.ingress_ipv6_cidr_blocks)
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_ingress_with_ipv6_cidr_blocks" {
  count = var.create ? var.number_of_computed_ingress_with_ipv6_cidr_blocks : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].from_port, local.ports[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].to_port, local.ports[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_ingress_with_ipv6_cidr_blocks[count.index].protocol, local.ports[var.computed_ingress_with_ipv6_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  ipv6_cidr_blocks  = try(compact([for one in split(",", var.computed_ingress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks) : trimspace(one)]), var.ingress_ipv6_cidr_blocks)
  prefix_list_ids   = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "ingress_with_self" {
  count = var.create ? length(var.ingress_with_self) : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.ingress_with_self[count.index].from_port, local.ports[var.ingress_with_self[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.ingress_with_self[count.index].to_port, local.ports[var.ingress_with_self[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.ingress_with_self[count.index].protocol, local.ports[var.ingress_with_self[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  self              = try(var.ingress_with_self[count.index].self, true)
}

resource "aws_security_group_rule" "computed_ingress_with_self" {
  count = var.create ? var.number_of_computed_ingress_with_self : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.computed_ingress_with_self[count.index].from_port, local.ports[var.computed_ingress_with_self[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_ingress_with_self[count.index].to_port, local.ports[var.computed_ingress_with_self[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_ingress_with_self[count.index].protocol, local.ports[var.computed_ingress_with_self[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  self              = try(var.computed_ingress_with_self[count.index].self, true)
}

resource "aws_security_group_rule" "ingress_with_source_security_group_id" {
  count = var.create ? length(var.ingress_with_source_security_group_id) : 0

  security_group_id        = local.group
  type                     = "ingress"
  from_port                = try(var.ingress_with_source_security_group_id[count.index].from_port, local.ports[var.ingress_with_source_security_group_id[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port                  = try(var.ingress_with_source_security_group_id[count.index].to_port, local.ports[var.ingress_with_source_security_group_id[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol                 = try(var.ingress_with_source_security_group_id[count.index].protocol, local.ports[var.ingress_with_source_security_group_id[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  source_security_group_id = var.ingress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_ingress_with_source_security_group_id" {
  count = var.create ? var.number_of_computed_ingress_with_source_security_group_id : 0

  security_group_id        = local.group
  type                     = "ingress"
  from_port                = try(var.computed_ingress_with_source_security_group_id[count.index].from_port, local.ports[var.computed_ingress_with_source_security_group_id[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port                  = try(var.computed_ingress_with_source_security_group_id[count.index].to_port, local.ports[var.computed_ingress_with_source_security_group_id[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol                 = try(var.computed_ingress_with_source_security_group_id[count.index].protocol, local.ports[var.computed_ingress_with_source_security_group_id[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  source_security_group_id = var.computed_ingress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.ingress_prefix_list_ids
}

resource "aws_security_group_rule" "ingress_with_prefix_list_ids" {
  count = var.create ? length(var.ingress_with_prefix_list_ids) : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.ingress_with_prefix_list_ids[count.index].from_port, local.ports[var.ingress_with_prefix_list_ids[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.ingress_with_prefix_list_ids[count.index].to_port, local.ports[var.ingress_with_prefix_list_ids[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.ingress_with_prefix_list_ids[count.index].protocol, local.ports[var.ingress_with_prefix_list_ids[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  prefix_list_ids   = try(compact([for one in split(",", var.ingress_with_prefix_list_ids[count.index].prefix_list_ids) : trimspace(one)]), var.ingress_prefix_list_ids)
}

resource "aws_security_group_rule" "computed_ingress_with_prefix_list_ids" {
  count = var.create ? var.number_of_computed_ingress_with_prefix_list_ids : 0

  security_group_id = local.group
  type              = "ingress"
  from_port         = try(var.computed_ingress_with_prefix_list_ids[count.index].from_port, local.ports[var.computed_ingress_with_prefix_list_ids[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_ingress_with_prefix_list_ids[count.index].to_port, local.ports[var.computed_ingress_with_prefix_list_ids[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_ingress_with_prefix_list_ids[count.index].protocol, local.ports[var.computed_ingress_with_prefix_list_ids[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  prefix_list_ids   = try(compact([for one in split(",", var.computed_ingress_with_prefix_list_ids[count.index].prefix_list_ids) : trimspace(one)]), var.ingress_prefix_list_ids)
}

resource "aws_security_group_rule" "egress_rules" {
  count = var.create ? length(var.egress_rules) : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(local.ports[var.egress_rules[count.index]][0], var.not_modelled)
  to_port           = try(local.ports[var.egress_rules[count.index]][1], var.not_modelled)
  protocol          = try(local.ports[var.egress_rules[count.index]][2], var.not_modelled)
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
  prefix_list_ids   = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_egress_rules" {
  count = var.create ? var.number_of_computed_egress_rules : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(local.ports[var.computed_egress_rules[count.index]][0], var.not_modelled)
  to_port           = try(local.ports[var.computed_egress_rules[count.index]][1], var.not_modelled)
  protocol          = try(local.ports[var.computed_egress_rules[count.index]][2], var.not_modelled)
  cidr_blocks       = var.egress_cidr_blocks
  ipv6_cidr_blocks  = var.egress_ipv6_cidr_blocks
  prefix_list_ids   = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "egress_with_cidr_blocks" {
  count = var.create ? length(var.egress_with_cidr_blocks) : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.egress_with_cidr_blocks[count.index].from_port, local.ports[var.egress_with_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.egress_with_cidr_blocks[count.index].to_port, local.ports[var.egress_with_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.egress_with_cidr_blocks[count.index].protocol, local.ports[var.egress_with_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  cidr_blocks       = try(compact([for one in split(",", var.egress_with_cidr_blocks[count.index].cidr_blocks) : trimspace(one)]), var.egress_cidr_blocks)
  prefix_list_ids   = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_egress_with_cidr_blocks" {
  count = var.create ? var.number_of_computed_egress_with_cidr_blocks : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.computed_egress_with_cidr_blocks[count.index].from_port, local.ports[var.computed_egress_with_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_egress_with_cidr_blocks[count.index].to_port, local.ports[var.computed_egress_with_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_egress_with_cidr_blocks[count.index].protocol, local.ports[var.computed_egress_with_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  cidr_blocks       = try(compact([for one in split(",", var.computed_egress_with_cidr_blocks[count.index].cidr_blocks) : trimspace(one)]), var.egress_cidr_blocks)
  prefix_list_ids   = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "egress_with_ipv6_cidr_blocks" {
  count = var.create ? length(var.egress_with_ipv6_cidr_blocks) : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.egress_with_ipv6_cidr_blocks[count.index].from_port, local.ports[var.egress_with_ipv6_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.egress_with_ipv6_cidr_blocks[count.index].to_port, local.ports[var.egress_with_ipv6_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.egress_with_ipv6_cidr_blocks[count.index].protocol, local.ports[var.egress_with_ipv6_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  ipv6_cidr_blocks  = try(compact([for one in split(",", var.egress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks) : trimspace(one)]), var.egress_ipv6_cidr_blocks)
  prefix_list_ids   = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_egress_with_ipv6_cidr_blocks" {
  count = var.create ? var.number_of_computed_egress_with_ipv6_cidr_blocks : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.computed_egress_with_ipv6_cidr_blocks[count.index].from_port, local.ports[var.computed_egress_with_ipv6_cidr_blocks[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_egress_with_ipv6_cidr_blocks[count.index].to_port, local.ports[var.computed_egress_with_ipv6_cidr_blocks[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_egress_with_ipv6_cidr_blocks[count.index].protocol, local.ports[var.computed_egress_with_ipv6_cidr_blocks[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  ipv6_cidr_blocks  = try(compact([for one in split(",", var.computed_egress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks) : trimspace(one)]), var.egress_ipv6_cidr_blocks)
  prefix_list_ids   = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "egress_with_self" {
  count = var.create ? length(var.egress_with_self) : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.egress_with_self[count.index].from_port, local.ports[var.egress_with_self[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.egress_with_self[count.index].to_port, local.ports[var.egress_with_self[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.egress_with_self[count.index].protocol, local.ports[var.egress_with_self[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  self              = try(var.egress_with_self[count.index].self, true)
}

resource "aws_security_group_rule" "computed_egress_with_self" {
  count = var.create ? var.number_of_computed_egress_with_self : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.computed_egress_with_self[count.index].from_port, local.ports[var.computed_egress_with_self[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_egress_with_self[count.index].to_port, local.ports[var.computed_egress_with_self[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_egress_with_self[count.index].protocol, local.ports[var.computed_egress_with_self[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  self              = try(var.computed_egress_with_self[count.index].self, true)
}

resource "aws_security_group_rule" "egress_with_source_security_group_id" {
  count = var.create ? length(var.egress_with_source_security_group_id) : 0

  security_group_id        = local.group
  type                     = "egress"
  from_port                = try(var.egress_with_source_security_group_id[count.index].from_port, local.ports[var.egress_with_source_security_group_id[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port                  = try(var.egress_with_source_security_group_id[count.index].to_port, local.ports[var.egress_with_source_security_group_id[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol                 = try(var.egress_with_source_security_group_id[count.index].protocol, local.ports[var.egress_with_source_security_group_id[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  source_security_group_id = var.egress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "computed_egress_with_source_security_group_id" {
  count = var.create ? var.number_of_computed_egress_with_source_security_group_id : 0

  security_group_id        = local.group
  type                     = "egress"
  from_port                = try(var.computed_egress_with_source_security_group_id[count.index].from_port, local.ports[var.computed_egress_with_source_security_group_id[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port                  = try(var.computed_egress_with_source_security_group_id[count.index].to_port, local.ports[var.computed_egress_with_source_security_group_id[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol                 = try(var.computed_egress_with_source_security_group_id[count.index].protocol, local.ports[var.computed_egress_with_source_security_group_id[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  source_security_group_id = var.computed_egress_with_source_security_group_id[count.index].source_security_group_id
  prefix_list_ids          = var.egress_prefix_list_ids
}

resource "aws_security_group_rule" "egress_with_prefix_list_ids" {
  count = var.create ? length(var.egress_with_prefix_list_ids) : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.egress_with_prefix_list_ids[count.index].from_port, local.ports[var.egress_with_prefix_list_ids[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.egress_with_prefix_list_ids[count.index].to_port, local.ports[var.egress_with_prefix_list_ids[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.egress_with_prefix_list_ids[count.index].protocol, local.ports[var.egress_with_prefix_list_ids[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  prefix_list_ids   = try(compact([for one in split(",", var.egress_with_prefix_list_ids[count.index].prefix_list_ids) : trimspace(one)]), var.egress_prefix_list_ids)
}

resource "aws_security_group_rule" "computed_egress_with_prefix_list_ids" {
  count = var.create ? var.number_of_computed_egress_with_prefix_list_ids : 0

  security_group_id = local.group
  type              = "egress"
  from_port         = try(var.computed_egress_with_prefix_list_ids[count.index].from_port, local.ports[var.computed_egress_with_prefix_list_ids[count.index].rule][0], local.ports["_"][0], var.not_modelled)
  to_port           = try(var.computed_egress_with_prefix_list_ids[count.index].to_port, local.ports[var.computed_egress_with_prefix_list_ids[count.index].rule][1], local.ports["_"][1], var.not_modelled)
  protocol          = try(var.computed_egress_with_prefix_list_ids[count.index].protocol, local.ports[var.computed_egress_with_prefix_list_ids[count.index].rule][2], local.ports["_"][2], var.not_modelled)
  prefix_list_ids   = try(compact([for one in split(",", var.computed_egress_with_prefix_list_ids[count.index].prefix_list_ids) : trimspace(one)]), var.egress_prefix_list_ids)
}

output "security_group_id" {
  value = local.group
}

output "security_group_vpc_id" {
  value = one(concat(aws_security_group.this[*].vpc_id, aws_security_group.this_name_prefix[*].vpc_id))
}

output "security_group_name" {
  value = one(concat(aws_security_group.this[*].name, aws_security_group.this_name_prefix[*].name))
}
