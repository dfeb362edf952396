//! Functions of providers, as far as they are computed: those of the AWS provider, whose documentation tells them and
//! which it has since 5.40. What they give was measured with 5.100.

use std::sync::Arc;

use crate::eval::map::Map;
use crate::eval::template_value::{from_parts, parts_of};
use crate::eval::text::Text;
use crate::eval::unknown::Part;
use crate::eval::value::Value;
use crate::types::Type;

use super::{Accepts, Environment, Failure, Function, Parameter, ResultType};

const AWS: &[Function] = &[
    Function::new(
        "arn_build",
        &[
            open("partition"),
            open("service"),
            open("region"),
            open("account_id"),
            open("resource"),
        ],
        ResultType::String,
        build,
    ),
    Function::new("arn_parse", &[ARN], ResultType::Of(parsed_type), parse),
    Function::new("trim_iam_role_path", &[ARN], ResultType::String, trim_path),
];

const ARN: Parameter = Parameter::new("arn", Accepts::String);

const fn open(name: &'static str) -> Parameter {
    Parameter::new(name, Accepts::String).takes_unknown()
}

/// What the parts of an ARN behind `arn:` are called, in their order.
const PARTS: [&str; 5] = ["partition", "service", "region", "account_id", "resource"];

/// The function of this name of the provider with this source, such as `hashicorp/aws`.
pub fn of_provider(source: &str, name: &str) -> Option<&'static Function> {
    known(source).iter().find(|function| function.name == name)
}

/// The names of the functions of this provider, sorted; none of one whose functions are not computed.
pub fn names_of_provider(source: &str) -> Vec<&'static str> {
    known(source).iter().map(|function| function.name).collect()
}

fn known(source: &str) -> &'static [Function] {
    if source == "hashicorp/aws" { AWS } else { &[] }
}

fn build(environment: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let mut parts = vec![Part::Text(Text::new("arn"), None)];
    for value in given {
        parts.push(Part::Text(Text::new(":"), None));
        parts.extend(parts_of(value));
    }
    environment.spend(parts.len())?;
    Ok(from_parts(parts))
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "the signature of all such functions"
)]
fn parsed_type(_: &[Value]) -> Result<Type, Failure> {
    Ok(Type::object(
        PARTS.iter().map(|name| (Arc::from(*name), Type::String)),
    ))
}

fn parse(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let parts = parts_of_arn(given)?;
    let named = PARTS.iter().zip(parts);
    let entries = named.map(|(name, part)| (Arc::from(*name), Value::string(part)));
    Ok(Value::object(entries.collect::<Map>()))
}

fn trim_path(_: &Environment<'_>, given: &[Value]) -> Result<Value, Failure> {
    let [partition, service, region, account, resource] = parts_of_arn(given)?;
    let refuse = |why: &str| Err(Failure::of_argument(0, why));
    if service != "iam" {
        return refuse("this is no ARN of IAM");
    }
    if !region.is_empty() {
        return refuse("the ARN of a role has no region");
    }
    let Some(path) = resource.strip_prefix("role/") else {
        return refuse("this is not the ARN of a role: what it names does not begin with role/");
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    Ok(Value::string(format!(
        "arn:{partition}:iam::{account}:role/{name}"
    )))
}

/// The five parts of the ARN that is the first argument. The last one may have colons of its own.
fn parts_of_arn(given: &[Value]) -> Result<[&str; 5], Failure> {
    let text = given.first().and_then(Value::as_str).unwrap_or_default();
    let Some(rest) = text.strip_prefix("arn:") else {
        return Err(Failure::of_argument(
            0,
            "this is no ARN: it does not begin with arn:",
        ));
    };
    let mut parts = rest.splitn(PARTS.len(), ':');
    let parts = [(); PARTS.len()].map(|()| parts.next());
    match parts {
        [
            Some(partition),
            Some(service),
            Some(region),
            Some(account),
            Some(resource),
        ] => Ok([partition, service, region, account, resource]),
        _ => Err(Failure::of_argument(
            0,
            "this is no ARN: it has less than six parts with colons between them",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{names_of_provider, of_provider};
    use crate::eval::{Unknown, Value, show};
    use crate::types::Type;

    use super::super::testing::call_function;
    use super::{Failure, Function};
    use crate::eval::Budget;

    fn call(function: &Function, arguments: &[Value]) -> Result<Value, Failure> {
        call_function(function, arguments, &Budget::default())
    }

    fn given(name: &str, texts: &[&str]) -> Result<String, String> {
        let values: Vec<Value> = texts.iter().map(Value::string).collect();
        let function = of_provider("hashicorp/aws", name).unwrap();
        call(function, &values)
            .map(|value| show(&value))
            .map_err(|it| it.message)
    }

    /// As `terraform plan` shows them.
    #[test]
    fn arns_come_apart_and_together_as_the_provider_does_it() {
        let parse = |text| given("arn_parse", &[text]);
        assert_eq!(
            parse("arn:aws:iam::444455556666:role/example").unwrap(),
            "{ account_id = \"444455556666\", partition = \"aws\", region = \"\", resource = \"role/example\", service = \"iam\" }"
        );
        assert!(
            parse("arn:aws:s3:::bucket/a:b/c")
                .unwrap()
                .contains("\"bucket/a:b/c\"")
        );
        assert!(parse("arn::::::").unwrap().contains("resource = \":\""));
        for refused in ["arn:aws:iam::444455556666", "invalid", "", "5"] {
            assert!(parse(refused).is_err(), "{refused}");
        }
        let build = |parts: [&str; 5]| given("arn_build", &parts).unwrap();
        assert_eq!(
            build(["aws", "iam", "", "444455556666", "role/example"]),
            "\"arn:aws:iam::444455556666:role/example\""
        );
        assert_eq!(build(["", "", "", "", ""]), "\"arn:::::\"");
        assert_eq!(
            build(["a:b", "iam", "", "4", "x:y"]),
            "\"arn:a:b:iam::4:x:y\""
        );
        assert!(given("arn_build", &["aws", "iam", "", "4"]).is_err());
    }

    #[test]
    fn a_role_loses_its_path() {
        let trim = |text| given("trim_iam_role_path", &[text]);
        for (arn, trimmed) in [
            (
                "arn:aws:iam::444455556666:role/with/path/example",
                "arn:aws:iam::444455556666:role/example",
            ),
            (
                "arn:aws:iam::444455556666:role/",
                "arn:aws:iam::444455556666:role/",
            ),
            (
                "arn:aws:iam::444455556666:role/a//b/",
                "arn:aws:iam::444455556666:role/",
            ),
            (
                "arn:aws-cn:iam::444455556666:role/a/b:c/d",
                "arn:aws-cn:iam::444455556666:role/d",
            ),
            ("arn:aws:iam:::role/a/b", "arn:aws:iam:::role/b"),
        ] {
            assert_eq!(trim(arn).unwrap(), format!("\"{trimmed}\""));
        }
        for refused in [
            "arn:aws:iam::444455556666:role",
            "arn:aws:iam::444455556666:user/a/b",
            "arn:aws:iam::444455556666:rolex/a/b",
            "arn:aws:iam:us-east-1:444455556666:role/a/b",
            "arn:aws:s3:::bucket/a/b",
            "nope",
        ] {
            assert!(trim(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn what_is_not_known_is_of_a_known_type() {
        let unknown: Value = Unknown::new(Type::String, crate::eval::Cause::Apply).into();
        let parse = of_provider("hashicorp/aws", "arn_parse").unwrap();
        let parsed = call(parse, std::slice::from_ref(&unknown)).unwrap();
        assert!(matches!(parsed.ty(), Type::Object(_)) && !parsed.is_known());
        let build = of_provider("hashicorp/aws", "arn_build").unwrap();
        let text = Value::string("x");
        let given = [text.clone(), text.clone(), text.clone(), unknown, text];
        assert_eq!(call(build, &given).unwrap().ty(), Type::String);
    }

    #[test]
    fn other_providers_are_not_known() {
        assert!(of_provider("hashicorp/google", "arn_parse").is_none());
        assert!(names_of_provider("hashicorp/aws").is_sorted());
    }
}
