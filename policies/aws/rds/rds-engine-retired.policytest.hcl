policytest {
  targets = ["rds-engine-retired.policy.hcl"]
}

resource "aws_db_instance" "postgres" {
  attrs = {
    engine         = "postgres"
    engine_version = "16.4"
  }
}

resource "aws_db_instance" "postgres_major" {
  attrs = {
    engine         = "postgres"
    engine_version = "17"
  }
}

resource "aws_db_instance" "postgres_old" {
  expect_failure = true
  attrs = {
    engine         = "postgres"
    engine_version = "13.2"
  }
}

resource "aws_db_instance" "postgres_old_major" {
  expect_failure = true
  attrs = {
    engine         = "postgres"
    engine_version = "12"
  }
}

resource "aws_db_instance" "postgres_oldest" {
  expect_failure = true
  attrs = {
    engine         = "postgres"
    engine_version = "9.6.21"
  }
}

resource "aws_db_instance" "mysql" {
  attrs = {
    engine         = "mysql"
    engine_version = "8.4.3"
  }
}

resource "aws_db_instance" "mysql_eight" {
  expect_failure = true
  attrs = {
    engine         = "mysql"
    engine_version = "8.0.36"
  }
}

resource "aws_db_instance" "mysql_old" {
  expect_failure = true
  attrs = {
    engine         = "mysql"
    engine_version = "5.7.44"
  }
}

resource "aws_db_instance" "mariadb" {
  attrs = {
    engine         = "mariadb"
    engine_version = "10.11.9"
  }
}

# AWS put the end of 10.6 off, from August to December 2026.
resource "aws_db_instance" "mariadb_six" {
  attrs = {
    engine         = "mariadb"
    engine_version = "10.6"
  }
}

resource "aws_db_instance" "mariadb_five" {
  expect_failure = true
  attrs = {
    engine         = "mariadb"
    engine_version = "10.5.29"
  }
}

resource "aws_db_instance" "mariadb_old" {
  expect_failure = true
  attrs = {
    engine         = "mariadb"
    engine_version = "10.5"
  }
}

resource "aws_db_instance" "oracle" {
  attrs = {
    engine         = "oracle-ee"
    engine_version = "19.0.0.0.ru-2024-10.rur-2024-10.r1"
  }
}

resource "aws_db_instance" "oracle_old" {
  expect_failure = true
  attrs = {
    engine         = "oracle-se2"
    engine_version = "12.2.0.1.ru-2022-01.rur-2022-01.r1"
  }
}

resource "aws_db_instance" "sqlserver" {
  attrs = {
    engine         = "sqlserver-se"
    engine_version = "15.00.4415.2.v1"
  }
}

resource "aws_db_instance" "sqlserver_old" {
  expect_failure = true
  attrs = {
    engine         = "sqlserver-ex"
    engine_version = "12.00.6449.1.v1"
  }
}

resource "aws_db_instance" "unsaid" {
  attrs = { engine = "postgres" }
}

resource "aws_db_instance" "null" {
  attrs = {
    engine         = null
    engine_version = null
  }
}

resource "aws_db_instance" "replica" {
  attrs = { replicate_source_db = "main" }
}

# iaclint-unknown: engine_version
# iaclint-expect: undetermined
resource "aws_db_instance" "unknown" {
  skip = true
  attrs = {
    engine         = "postgres"
    engine_version = "16.4"
  }
}

resource "aws_rds_cluster" "mysql" {
  attrs = {
    engine         = "aurora-mysql"
    engine_version = "8.0.mysql_aurora.3.08.0"
  }
}

resource "aws_rds_cluster" "mysql_old" {
  expect_failure = true
  attrs = {
    engine         = "aurora-mysql"
    engine_version = "5.7.mysql_aurora.2.11.1"
  }
}

resource "aws_rds_cluster" "postgresql" {
  attrs = {
    engine         = "aurora-postgresql"
    engine_version = "15.4"
  }
}

resource "aws_rds_cluster" "postgresql_old" {
  expect_failure = true
  attrs = {
    engine         = "aurora-postgresql"
    engine_version = "11.8"
  }
}
