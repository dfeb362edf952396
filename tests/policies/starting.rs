//! `iaclint policy new`: what it writes holds for every resource type.

use iaclint::policy::template::template;
use iaclint::policy::test::run;
use iaclint::schema::Schemas;
use iaclint::source::Sources;

#[test]
fn the_template_of_every_type_is_without_faults_and_its_test_passes() {
    let schemas = Schemas::embedded();
    let aws = schemas.named("aws").unwrap();
    let mut kinds: Vec<&str> = aws.resource_types().collect();
    kinds.extend([
        "aws_s3_*",
        "aws_ecr_lifecycle_*",
        "*",
        "acme_*",
        "acme_thing",
    ]);
    let mut files = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let name = format!("p{at}");
        let (policy, test) = template(&name, kind, &schemas);
        files.push((format!("{name}.policy.hcl"), policy));
        files.push((format!("{name}.policytest.hcl"), test));
    }
    let sources = Sources::from_memory(files);
    let tested = run(&sources, &schemas, &|_| true);
    assert_eq!(tested.len(), kinds.len());
    for file in &tested {
        let kind = kinds[file.path[1..]
            .split('.')
            .next()
            .unwrap()
            .parse::<usize>()
            .unwrap()];
        assert!(file.errors.is_empty(), "{kind}: {:?}", file.errors);
        assert!(file.doubts.is_empty(), "{kind}: {:?}", file.doubts);
        assert_eq!(file.failures(), 0, "{kind}: {:?}", file.cases);
        assert!(file.cases.len() >= 2, "{kind}: {:?}", file.cases);
    }
}

#[test]
fn the_template_speaks_of_an_argument_that_the_type_has() {
    let schemas = Schemas::embedded();
    let policy = |kind: &str| template("p", kind, &schemas).0;
    assert!(policy("aws_s3_bucket").contains("attrs.tags["));
    // A switch before a text.
    let block = policy("aws_s3_bucket_public_access_block");
    assert!(
        block.contains("core::try(attrs.block_public_acls, null) == true"),
        "{block}"
    );
    let lifecycle = policy("aws_ecr_lifecycle_policy");
    assert!(!lifecycle.contains("tags"), "{lifecycle}");
}
