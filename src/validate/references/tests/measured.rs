//! Expressions that `terraform validate` refuses and accepts. Each line of the tables is an expression, Terraform's
//! answer to it as the value of an output of the configuration beside the table, and the summary of its first error.

use super::problems;

const CORE: (&str, &str) = (include_str!("core.tf"), include_str!("core.tsv"));
const AWS: (&str, &str) = (include_str!("aws.tf"), include_str!("aws.tsv"));

fn compare((configuration, table): (&str, &str)) {
    let mut differences = Vec::new();
    for line in table.lines() {
        let mut columns = line.split('\t');
        let (expression, answer) = (columns.next().unwrap(), columns.next().unwrap());
        let text = format!("{configuration}\noutput \"measured\" {{\n  value = {expression}\n}}\n");
        let found = problems(&[("live/prod/us-east-1/shop/main.tf", &text)]);
        let is_refused = answer == "refused";
        if found.is_empty() == is_refused {
            differences.push(format!("{line}: {found:#?}"));
        }
        assert!(
            found.len() <= 1,
            "one cause, one problem: {expression} {found:#?}"
        );
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn what_terraform_refuses_of_its_own_resources_is_refused() {
    compare(CORE);
}

#[test]
fn what_terraform_refuses_of_aws_resources_is_refused() {
    compare(AWS);
}
