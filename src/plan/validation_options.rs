//! For which names a certificate must be validated: `domain_validation_options` of `aws_acm_certificate`, which the
//! provider plans where its names are written (as measured with 5.100.0), so that records can be made for each of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::eval::{Cause, Map, Owner, PathStep, Shape, Symbol, Unknown, Value, make_set};
use crate::repo::Resource;
use crate::types::Type;

const OPTIONS: &str = "domain_validation_options";
const NAMES: &str = "subject_alternative_names";

/// The attributes of a certificate with what it is validated by; as they are where that is not known.
pub(super) fn with_validation_options(
    value: Value,
    declaration: &Resource<'_>,
    owner: &Arc<Owner>,
) -> Value {
    if declaration.kind != "aws_acm_certificate" {
        return value;
    }
    let Some(entries) = value.entries() else {
        return value;
    };
    // What is ignored may be other names for a certificate that is there.
    let is_ignored = |name: &&str| declaration.ignores(&[*name]).is_some();
    if ["domain_name", NAMES].iter().any(is_ignored) {
        return value;
    }
    let (options, names) = (options(entries, owner), all_names(entries));
    let entries = entries.replacing(|name| match name {
        OPTIONS => options.as_ref(),
        NAMES => names.as_ref(),
        _ => None,
    });
    Value::object(entries).in_place_of(&value)
}

/// The names that a certificate is also for, where they are written: the provider adds its own name to them.
fn all_names(certificate: &Map) -> Option<Value> {
    let own = certificate.get("domain_name")?;
    let others = certificate.get(NAMES)?;
    let names = others.elements()?.iter().chain([own]).cloned();
    Some(make_set(Type::String, names.collect()).in_place_of(others))
}

/// One option for each name, of which nothing else is known.
fn options(certificate: &Map, owner: &Arc<Owner>) -> Option<Value> {
    let by_dns = certificate.get("validation_method")?.as_str()? == "DNS";
    let Type::Set(element) = certificate.get(OPTIONS)?.ty() else {
        return None;
    };
    let Type::Object(object) = &*element else {
        return None;
    };
    let others = certificate.get(NAMES)?;
    let plain = |name: &Value| Some(name.as_str()?.trim_end_matches('.').to_owned());
    let mut names = BTreeSet::from([plain(certificate.get("domain_name")?)?]);
    if let Some(others) = others.elements() {
        let others = others.iter().map(plain);
        names.extend(others.collect::<Option<Vec<String>>>()?);
    } else if !is_left_out(others, owner) {
        return None;
    }
    let symbol = Symbol::whole(owner).step(PathStep::Name(OPTIONS.into()));
    let symbol = symbol.step(PathStep::Any);
    let option = |name: String| {
        let entries = object.attributes.iter().map(|(key, ty)| {
            let value = if &**key == "domain_name" {
                Value::string(&name)
            } else {
                let symbol = symbol.step(PathStep::Name(key.clone()));
                let unknown = Unknown::new(ty.clone(), Cause::Apply).late();
                unknown.shaped(Shape::Symbol(symbol)).into()
            };
            (key.clone(), value)
        });
        Value::object(entries.collect::<Map>())
    };
    let options = names.into_iter().map(option).collect();
    by_dns.then(|| make_set((*element).clone(), options))
}

/// Whether an argument is not given: then the provider plans what is given otherwise.
fn is_left_out(value: &Value, owner: &Arc<Owner>) -> bool {
    let symbol = value.as_unknown().and_then(|unknown| unknown.symbol());
    symbol.is_some_and(|symbol| {
        symbol.owner == *owner
            && matches!(&*symbol.path, [PathStep::Name(step)] if &**step == NAMES)
    })
}

#[cfg(test)]
mod tests {
    use crate::eval::show;
    use crate::plan::data::testing::planned;

    /// The keys of the records that are made for a certificate with these arguments.
    fn keys(arguments: &str) -> String {
        let text = format!(
            r#"
resource "terraform_data" "it" {{}}

resource "aws_acm_certificate" "it" {{
  domain_name = "example.com"
{arguments}
}}

resource "aws_route53_record" "it" {{
  for_each = {{
    for option in aws_acm_certificate.it.domain_validation_options : option.domain_name => option
  }}

  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}}

output "it" {{
  value = keys(aws_route53_record.it)
}}
"#
        );
        planned(&text, |plan| show(&plan.root().outputs["it"]))
    }

    /// What `terraform plan` says of each.
    #[test]
    fn there_is_a_record_for_each_name_that_is_written() {
        let dns = "validation_method = \"DNS\"\n";
        assert_eq!(keys(dns), r#"["example.com"]"#);
        let more =
            r#"subject_alternative_names = ["*.example.com", "www.example.com", "example.com"]"#;
        assert_eq!(
            keys(&format!("{dns}{more}")),
            r#"["*.example.com", "example.com", "www.example.com"]"#
        );
        let none = "subject_alternative_names = []";
        assert_eq!(keys(&format!("{dns}{none}")), r#"["example.com"]"#);
        let null = "subject_alternative_names = null";
        assert_eq!(keys(&format!("{dns}{null}")), r#"["example.com"]"#);
    }

    /// What `terraform plan` says of each.
    #[test]
    fn a_certificate_is_for_its_own_name_too() {
        let names = |arguments: &str| {
            let text = format!(
                "resource \"aws_acm_certificate\" \"it\" {{\n  domain_name = \"example.com\"\n  {arguments}\n}}\n\
                 output \"it\" {{\n  value = aws_acm_certificate.it.subject_alternative_names\n}}\n"
            );
            planned(&text, |plan| show(&plan.root().outputs["it"]))
        };
        for method in ["DNS", "EMAIL"] {
            let by = format!("validation_method = \"{method}\"\n");
            let more = format!("{by}subject_alternative_names = [\"foo.com\", \"bar.com\"]");
            assert_eq!(names(&more), r#"["bar.com", "example.com", "foo.com"]"#);
            let none = format!("{by}subject_alternative_names = []");
            assert_eq!(names(&none), r#"["example.com"]"#);
        }
    }

    #[test]
    fn nothing_is_known_where_names_are_not_or_another_method_is_used() {
        for arguments in [
            "validation_method = \"EMAIL\"",
            "validation_method = terraform_data.it.id",
            "validation_method = \"DNS\"\nsubject_alternative_names = [terraform_data.it.id]",
            "validation_method = \"DNS\"\nlifecycle {\n ignore_changes = [subject_alternative_names]\n}",
            "validation_method = \"DNS\"\nlifecycle {\n ignore_changes = all\n}",
        ] {
            let keys = keys(arguments);
            assert!(!keys.contains("example.com"), "{arguments}: {keys}");
        }
    }
}
