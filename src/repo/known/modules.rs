//! The modules that are known, as data.

/// One module that is known.
#[derive(Debug)]
pub(super) struct Known {
    /// `NAMESPACE/NAME/PROVIDER//FOLDER`, without `//` where the folder is the root.
    pub(super) source: &'static str,
    /// The first version that it stands for.
    pub(super) since: &'static str,
    /// Whether older versions are so old that nobody names one by its commit.
    pub(super) is_of_any_version: bool,
    /// Its text.
    pub(super) main: &'static str,
    /// Every input, one a line.
    pub(super) inputs: &'static str,
    /// Every output, one a line.
    pub(super) outputs: &'static str,
    /// What changed with versions.
    pub(super) changes: &'static [Change],
}

/// Defaults that changed with a version.
#[derive(Debug)]
pub(super) struct Change {
    /// The first version that has the new ones.
    pub(super) version: &'static str,
    /// The variables with their defaults before it.
    pub(super) before: &'static str,
    /// The same from it on.
    pub(super) from: &'static str,
}

/// The module whose files are in a folder here.
macro_rules! known {
    ($folder:literal, $source:literal, $since:literal, $any:literal, $changes:expr) => {
        Known {
            source: $source,
            since: $since,
            is_of_any_version: $any,
            main: include_str!(concat!($folder, "/main.tf")),
            inputs: include_str!(concat!($folder, "/inputs.txt")),
            outputs: include_str!(concat!($folder, "/outputs.txt")),
            changes: $changes,
        }
    };
}

/// All of them.
pub(super) const ALL: &[Known] = &[
    known!(
        "vpc",
        "terraform-aws-modules/vpc/aws",
        "2.0.0",
        true,
        &[Change {
            version: "4.0.0",
            before: include_str!("vpc/before_4.tf"),
            from: include_str!("vpc/from_4.tf"),
        }]
    ),
    known!(
        "vpc_endpoints",
        "terraform-aws-modules/vpc/aws//modules/vpc-endpoints",
        "3.0.0",
        true,
        &[]
    ),
    known!("alb", "terraform-aws-modules/alb/aws", "9.0.0", false, &[]),
    known!("ecs", "terraform-aws-modules/ecs/aws", "5.0.0", false, &[]),
    known!(
        "ecs_cluster",
        "terraform-aws-modules/ecs/aws//modules/cluster",
        "5.0.0",
        false,
        &[]
    ),
    known!(
        "ecs_service",
        "terraform-aws-modules/ecs/aws//modules/service",
        "5.0.0",
        false,
        &[]
    ),
    known!(
        "ecs_service_container",
        "terraform-aws-modules/ecs/aws//modules/service//container-definition",
        "5.0.0",
        false,
        &[Change {
            version: "6.0.0",
            before: include_str!("ecs_service_container/before_6_0.tf"),
            from: include_str!("ecs_service_container/from_6_0.tf"),
        }]
    ),
    known!("ecr", "terraform-aws-modules/ecr/aws", "1.0.0", true, &[]),
    known!(
        "security_group",
        "terraform-aws-modules/security-group/aws",
        "3.0.0",
        true,
        &[]
    ),
    known!(
        "autoscaling",
        "terraform-aws-modules/autoscaling/aws",
        "6.0.0",
        false,
        &[]
    ),
    known!(
        "container_definition",
        "cloudposse/ecs-container-definition/aws",
        "0.21.0",
        false,
        &[
            Change {
                version: "0.26.0",
                before: include_str!("container_definition/before_0_26.tf"),
                from: include_str!("container_definition/from_0_26.tf"),
            },
            Change {
                version: "0.30.0",
                before: include_str!("container_definition/before_0_30.tf"),
                from: include_str!("container_definition/from_0_30.tf"),
            },
        ]
    ),
];
