//! Policies of AWS that people give to roles of tasks, and what each allows of what tasks need to start (AWS Managed
//! Policy Reference).

use super::super::Unsure;
use super::super::placement::truth::Truth;
use super::document::matches;

const ECR: &[&str] = &[
    "ecr:GetAuthorizationToken",
    "ecr:BatchCheckLayerAvailability",
    "ecr:GetDownloadUrlForLayer",
    "ecr:BatchGetImage",
];
const LOGS: &[&str] = &["logs:CreateLogStream", "logs:PutLogEvents"];

/// By name: what it allows, in parts.
const POLICIES: &[(&str, &[&[&str]])] = &[
    ("AmazonECSTaskExecutionRolePolicy", &[ECR, LOGS]),
    ("AmazonEC2ContainerServiceforEC2Role", &[ECR, LOGS]),
    ("AmazonEC2ContainerRegistryReadOnly", &[ECR]),
    ("AmazonEC2ContainerRegistryPullOnly", &[ECR]),
    ("AmazonEC2ContainerRegistryPowerUser", &[ECR]),
    ("AmazonEC2ContainerRegistryFullAccess", &[&["ecr:*"]]),
    ("AmazonElasticContainerRegistryPublicReadOnly", &[]),
    (
        "AmazonECS_FullAccess",
        &[&[
            "logs:CreateLogGroup",
            "logs:DescribeLogGroups",
            "logs:FilterLogEvents",
        ]],
    ),
    ("CloudWatchLogsFullAccess", &[&["logs:*"]]),
    ("CloudWatchFullAccess", &[&["logs:*"]]),
    (
        "CloudWatchAgentServerPolicy",
        &[&[
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "logs:CreateLogGroup",
        ]],
    ),
    ("SecretsManagerReadWrite", &[&["secretsmanager:*"]]),
    (
        "AmazonSSMReadOnlyAccess",
        &[&["ssm:Describe*", "ssm:Get*", "ssm:List*"]],
    ),
    ("AmazonSSMFullAccess", &[&["ssm:*", "logs:*"]]),
    ("AmazonS3ReadOnlyAccess", &[]),
    ("AmazonS3FullAccess", &[]),
    ("AmazonDynamoDBFullAccess", &[]),
    ("AmazonSQSFullAccess", &[]),
    ("AmazonSNSFullAccess", &[]),
    ("AdministratorAccess", &[&["*"]]),
    ("PowerUserAccess", &[&["*"]]),
];

/// Whether it is known what a policy allows.
pub(super) fn is_known(name: &str) -> bool {
    POLICIES.iter().any(|(known, _)| *known == name)
}

/// Whether a policy of AWS allows an action.
pub(super) fn allows(name: &str, action: &str) -> Truth {
    let Some((_, parts)) = POLICIES.iter().find(|(known, _)| *known == name) else {
        let reason = format!("what the policy {name} of AWS allows is not known here");
        return Truth::Open(Unsure::new(reason, None));
    };
    let mut actions = parts.iter().copied().flatten();
    Truth::of(actions.any(|pattern| matches(pattern, action)))
}
