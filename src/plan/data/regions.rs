//! What the AWS provider knows of each region without asking AWS, as measured with version 5.100.0.

/// A region. What is empty the provider does not know, and refuses.
pub(super) struct Region {
    /// As `us-east-1`.
    pub(super) name: &'static str,
    /// As the `aws_region` data source describes it.
    pub(super) description: &'static str,
    /// The account that Elastic Load Balancing writes access logs from.
    pub(super) elb_account: &'static str,
    /// The hosted zone of Application Load Balancers.
    pub(super) application_zone: &'static str,
    /// The hosted zone of Network Load Balancers.
    pub(super) network_zone: &'static str,
    /// The hosted zone of Classic Load Balancers.
    pub(super) classic_zone: &'static str,
    /// The account that `CloudTrail` writes logs from.
    pub(super) cloudtrail_account: &'static str,
    /// The account that Redshift writes audit logs from.
    pub(super) redshift_account: &'static str,
    /// The hosted zone of Elastic Beanstalk.
    pub(super) beanstalk_zone: &'static str,
}

/// One region a line: the fields of [`Region`] in order, with tabs between them.
const REGIONS: &str = include_str!("regions.tsv");

/// A partition: a group of regions with accounts of its own.
pub(super) struct Partition {
    /// As ARNs name it.
    pub(super) name: &'static str,
    /// The domain of its endpoints.
    pub(super) domain: &'static str,
    /// The same from the other end.
    pub(super) reverse_domain: &'static str,
    /// The beginning of the names of its regions.
    prefix: &'static str,
    /// The services whose principals end in the partition's domain; those of all others end in `amazonaws.com`.
    services: &'static [&'static str],
}

/// In order of the prefixes that must be tried first.
const PARTITIONS: &[Partition] = &[
    Partition {
        name: "aws-cn",
        domain: "amazonaws.com.cn",
        reverse_domain: "cn.com.amazonaws",
        prefix: "cn-",
        services: &["codedeploy", "elasticmapreduce", "logs"],
    },
    Partition {
        name: "aws-us-gov",
        domain: "amazonaws.com",
        reverse_domain: "com.amazonaws",
        prefix: "us-gov-",
        services: &[],
    },
    Partition {
        name: "aws-iso",
        domain: "c2s.ic.gov",
        reverse_domain: "gov.ic.c2s",
        prefix: "us-iso-",
        services: &["cloudhsm", "config", "logs", "workspaces"],
    },
    Partition {
        name: "aws-iso-b",
        domain: "sc2s.sgov.gov",
        reverse_domain: "gov.sgov.sc2s",
        prefix: "us-isob-",
        services: &["dms", "logs"],
    },
    Partition {
        name: "aws-iso-e",
        domain: "cloud.adc-e.uk",
        reverse_domain: "uk.adc-e.cloud",
        prefix: "eu-isoe-",
        services: &[],
    },
    Partition {
        name: "aws-iso-f",
        domain: "csp.hci.ic.gov",
        reverse_domain: "gov.ic.hci.csp",
        prefix: "us-isof-",
        services: &[],
    },
    Partition {
        name: "aws-eusc",
        domain: "amazonaws.eu",
        reverse_domain: "eu.amazonaws",
        prefix: "eusc-",
        services: &[],
    },
    Partition {
        name: "aws",
        domain: "amazonaws.com",
        reverse_domain: "com.amazonaws",
        prefix: "",
        services: &[],
    },
];

/// The region of this name; `None` for one that the provider's version does not know, though another may.
pub(super) fn region(name: &str) -> Option<Region> {
    let line = REGIONS
        .lines()
        .find(|line| line.split('\t').next() == Some(name))?;
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default();
    Some(Region {
        name: next(),
        description: next(),
        elb_account: next(),
        application_zone: next(),
        network_zone: next(),
        classic_zone: next(),
        cloudtrail_account: next(),
        redshift_account: next(),
        beanstalk_zone: next(),
    })
}

/// The account from which the load balancers of a region write their access logs, of any region where none is said. There
/// is none in newer regions, where only a service does.
pub fn load_balancing_accounts(name: Option<&str>) -> Vec<&'static str> {
    let all = REGIONS
        .lines()
        .filter_map(|line| line.split('\t').next().and_then(region));
    let meant = all.filter(|region| name.is_none_or(|name| name == region.name));
    let accounts = meant.map(|region| region.elb_account);
    accounts.filter(|account| !account.is_empty()).collect()
}

/// The region whose EC2 endpoint this is.
pub(super) fn region_of_endpoint(endpoint: &str) -> Option<Region> {
    let name = endpoint.strip_prefix("ec2.")?.split('.').next()?;
    region(name).filter(|region| endpoint_of(region.name) == endpoint)
}

/// The endpoint of EC2 in a region.
pub(super) fn endpoint_of(region: &str) -> String {
    format!("ec2.{region}.{}", partition_of(region).domain)
}

/// The partition of a region.
pub(super) fn partition_of(region: &str) -> &'static Partition {
    let found = PARTITIONS
        .iter()
        .find(|partition| region.starts_with(partition.prefix));
    found.unwrap_or(&PARTITIONS[0])
}

impl Partition {
    /// What the principal of a service ends in.
    pub(super) fn principal_suffix(&self, service: &str) -> &'static str {
        if self.services.contains(&service) {
            self.domain
        } else {
            "amazonaws.com"
        }
    }
}
