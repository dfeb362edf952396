//! How many instances `count` and `for_each` make of a block.

use std::sync::Arc;

use crate::address::ResourceMode;
use crate::eval::{
    Cause, Fault, FaultKind, Kind, Number, Shape, Symbol, Unknown, Value, choice, convert, missing,
    symbols_of,
};
use crate::hcl::{Block, Expression};
use crate::source::Span;
use crate::types::Type;

use super::Repetition;
use super::ephemeral::is_ephemeral;
use super::evaluation::{Instance, StackEvaluation};
use super::refused::has_unclear_instances;

/// The instances of a block.
pub(super) enum Expansion {
    /// There is neither `count` nor `for_each`.
    Single,
    /// One for each of the first integers.
    Count(Vec<Repetition>),
    /// One for each key, in order of keys.
    ForEach(Vec<(Arc<str>, Repetition)>),
    /// Not known: what any instance is given, and why.
    Open(Repetition, Value),
}

impl<'p> StackEvaluation<'p> {
    /// The expansion of a `resource`, `data` or `module` block, of which each instance costs so much. Inside of it the
    /// names of the module stand for what they do outside of any block. `takes` knows which arguments of its own the
    /// block may have.
    pub(super) fn expansion(
        &self,
        instance: &Instance<'p>,
        block: &Block,
        takes: &dyn Fn(&str) -> bool,
        cost: usize,
    ) -> Expansion {
        if has_unclear_instances(block, takes) {
            let open = missing(Cause::Failed, block.header());
            return Expansion::Open(any_of(&open), open);
        }
        if let Some(count) = block.body.attribute("count") {
            let value = self.evaluate(instance, &Repetition::None, &count.value);
            return self.count(instance, &value, &count.value, cost);
        }
        if let Some(for_each) = block.body.attribute("for_each") {
            let value = self.evaluate(instance, &Repetition::None, &for_each.value);
            return self.for_each(instance, &value, &for_each.value, cost);
        }
        Expansion::Single
    }

    fn count(
        &self,
        instance: &Instance<'p>,
        value: &Value,
        written: &Expression,
        cost: usize,
    ) -> Expansion {
        let span = written.span;
        let any = |value: Value| Expansion::Open(Repetition::Count(any_index(&value)), value);
        self.judge_ephemeral_count(instance, value, span);
        // How many there are may be sensitive: Terraform allows it, unlike the keys of `for_each`.
        let (value, marks) = value.clone().unmarked();
        self.note_late(instance, &value, written, "count");
        let value = value.settled();
        if value.is_null() {
            let fault = Fault::new(FaultKind::Null, span, "count must not be null");
            return any(self.fail(instance, fault.of([value])));
        }
        let number = match convert(value, &Type::Number) {
            Ok(number) => number,
            Err(mismatch) => {
                let message = format!("count must be a whole number: {mismatch}");
                let fault = Fault::new(FaultKind::Type, span, message);
                return any(self.fail(instance, fault.of([value])));
            }
        };
        let Some(number) = number.as_number() else {
            return any(value.clone());
        };
        let count = number.to_i64().filter(|_| number.is_integer());
        let Some(count) = count.and_then(|count| usize::try_from(count).ok()) else {
            let is = if marks.sensitive {
                "this sensitive value is another one".to_owned()
            } else {
                format!("it is {number}")
            };
            let message = format!("count must be a whole number that is not negative, but {is}");
            let fault = Fault::new(FaultKind::Type, span, message);
            return any(self.fail(instance, fault.of([value])));
        };
        if !self.may_make(count, cost) {
            return any(self.too_many(instance, span));
        }
        // Terraform validates a block whether there will be an instance or not.
        if count == 0 && self.has_only_types() {
            return any(Unknown::new(Type::Number, Cause::Instances)
                .not_null()
                .into());
        }
        let repetitions = (0..count).map(|at| Repetition::Count(Value::number(at).at(span)));
        Expansion::Count(repetitions.collect())
    }

    fn for_each(
        &self,
        instance: &Instance<'p>,
        value: &Value,
        written: &Expression,
        cost: usize,
    ) -> Expansion {
        let span = written.span;
        let failed = |kind, message: String| {
            let value = self.fail(instance, Fault::new(kind, span, message).of([value]));
            Expansion::Open(any_of(&value), value)
        };
        if is_ephemeral(value) {
            let message = "for_each must not be ephemeral: it is kept from plan to apply";
            return failed(FaultKind::Ephemeral, message.to_owned());
        }
        if is_marked(value) {
            return failed(
                FaultKind::SensitiveKeys,
                "for_each must not be sensitive: the keys of instances are always shown".to_owned(),
            );
        }
        let ty = value.ty();
        if matches!(ty, Type::Dynamic | Type::Set(_)) || ty.is_mapping() {
            self.note_late(instance, value, written, "for_each");
        }
        let value = &match &value.settled().kind {
            // Its elements are the keys.
            Kind::Set(..) => value.settled_throughout(),
            _ => value.settled().clone(),
        };
        let entries: Vec<(Arc<str>, Value)> = match &value.kind {
            Kind::Null(_) => {
                return failed(FaultKind::Null, "for_each must not be null".to_owned());
            }
            Kind::Map(_, entries) | Kind::Object(entries) => entries.iter().cloned().collect(),
            Kind::Set(_, items) => {
                if items.iter().any(|item| !item.is_known()) {
                    return Expansion::Open(any_of(value), value.clone());
                }
                let mut keys = Vec::with_capacity(items.len());
                for item in items.iter() {
                    match item.as_text() {
                        Some(text) => keys.push((text.shared(), item.clone())),
                        None if item.is_null() => {
                            let message =
                                "for_each takes a set of strings, but this set holds null";
                            return failed(FaultKind::Null, message.to_owned());
                        }
                        None => {
                            let found = item.ty().friendly_name();
                            return failed(
                                FaultKind::Type,
                                format!(
                                    "for_each takes a set of strings, but this set holds {found}"
                                ),
                            );
                        }
                    }
                }
                keys
            }
            Kind::Unknown(unknown) => {
                let fits =
                    matches!(unknown.ty, Type::Dynamic | Type::Set(_)) || unknown.ty.is_mapping();
                if !fits {
                    return failed(FaultKind::Type, not_for_each(&unknown.ty));
                }
                return Expansion::Open(any_of(value), value.clone());
            }
            _ => return failed(FaultKind::Type, not_for_each(&value.ty())),
        };
        if !self.may_make(entries.len(), cost) {
            let value = self.too_many(instance, span);
            return Expansion::Open(any_of(&value), value);
        }
        if entries.is_empty() && self.has_only_types() {
            let some = Value::unknown(value.ty(), Cause::Instances);
            return Expansion::Open(any_of(&some), some);
        }
        let is_set = matches!(value.kind, Kind::Set(..));
        let repetition = |(name, entry): (Arc<str>, Value)| {
            let origin = if is_set { entry.origin } else { value.origin };
            let mut key = Value::string(&*name);
            key.origin = origin.or(Some(span));
            (name, Repetition::Each(key, entry))
        };
        Expansion::ForEach(entries.into_iter().map(repetition).collect())
    }

    /// Tells that a stack has too many instances, once: everything behind the last one is left out too.
    pub(super) fn tell_too_many(&self, instance: &Instance<'p>, span: Span) {
        if !self.is_cut.replace(true) {
            self.too_many(instance, span);
        }
    }

    fn too_many(&self, instance: &Instance<'p>, span: Span) -> Value {
        let message = "this makes more instances than iaclint follows in one stack";
        self.tell_limit(instance, span, message)
    }

    /// Tells where a stack is not followed further; the value in place of what is left out.
    pub(super) fn tell_limit(
        &self,
        instance: &Instance<'p>,
        span: Span,
        message: impl Into<String>,
    ) -> Value {
        self.is_cut.set(true);
        self.fail(instance, Fault::new(FaultKind::Budget, span, message))
    }

    /// Terraform must know how many instances there are when it plans. What the repository does not say, such as the
    /// value of a variable, it may know; what AWS decides it does not.
    fn note_late(&self, instance: &Instance<'p>, value: &Value, written: &Expression, what: &str) {
        let late_key = match &value.kind {
            Kind::Set(_, elements) => elements.iter().find(|element| element.is_late()),
            _ => None,
        };
        if value.is_late() || late_key.is_some() {
            let message = format!(
                "{what} depends on {}, so Terraform cannot tell the instances when it plans",
                known_only_later(late_key.unwrap_or(value))
            );
            let fault = Fault::new(FaultKind::Unknown, written.span, message);
            // Where it is asked what decides, or else where it is written.
            let decided = late_key.unwrap_or(value).decided_at();
            let fault = match decided.or_else(|| self.late_source(instance, written)) {
                Some(at) => Fault {
                    origins: vec![at],
                    ..fault
                },
                None => fault.of([value]),
            };
            self.fail(instance, fault);
        }
    }
}

/// What of a value is known only after apply: the attributes of resources that it follows from.
pub(super) fn known_only_later(value: &Value) -> String {
    let symbols = symbols_of(value);
    let is_managed = |symbol: &&Symbol| symbol.owner.address.mode == ResourceMode::Managed;
    let names: Vec<String> = symbols
        .iter()
        .filter(is_managed)
        .map(Symbol::to_string)
        .collect();
    match names.as_slice() {
        [] => "what is known only after apply".to_owned(),
        [only] => format!("{only}, which is known only after apply"),
        [first, second] => format!("{first} and {second}, which are known only after apply"),
        [first, second, others @ ..] => format!(
            "{first}, {second} and {} more, which are known only after apply",
            others.len()
        ),
    }
}

/// Whether a value is certainly sensitive or ephemeral. Of several that it may be, one may be neither.
fn is_marked(value: &Value) -> bool {
    match value.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(alternatives)) => alternatives.iter().all(is_marked),
        _ => !value.marks.is_empty(),
    }
}

/// So many positions are told apart where `count` is one of a few numbers.
const MAX_POSITIONS: i64 = 8;

/// `count.index` of any instance: of `var.on ? 1 : 0` there is only the first.
fn any_index(count: &Value) -> Value {
    let mut index = Unknown::derived(Type::Number, [count]).not_null();
    let most = match count.as_unknown().map(|unknown| &unknown.shape) {
        Some(Shape::Choice(counts)) => {
            let counts = counts.iter();
            let counts = counts.map(|count| count.as_number().and_then(Number::to_i64));
            counts.collect::<Option<Vec<i64>>>()
        }
        _ => None,
    };
    let most = most.and_then(|counts| counts.into_iter().max());
    if let Some(most) = most.filter(|most| (1..=MAX_POSITIONS).contains(most)) {
        index.shape = Shape::Choice((0..most).map(Value::number).collect());
    }
    index.into()
}

/// What any instance of a `for_each` over something that is not known is given.
fn any_of(value: &Value) -> Repetition {
    let key = Value::from(Unknown::derived(Type::String, [value]).not_null());
    if let Some(items) = value.elements().filter(|items| !items.is_empty()) {
        let each = choice(items.to_vec(), value);
        return Repetition::Each(each.clone(), each);
    }
    match value
        .as_unknown()
        .map(|unknown| (&unknown.shape, &unknown.ty))
    {
        Some((Shape::Open { each, known }, Type::Set(_))) => {
            let all = known.iter().chain([&**each]).cloned().collect();
            let each = choice(all, value);
            Repetition::Each(each.clone(), each)
        }
        Some((Shape::Open { each, known } | Shape::Entries { each, known }, _))
            if known.is_empty() =>
        {
            Repetition::Each(key, (**each).clone())
        }
        Some((_, Type::Set(_))) => Repetition::Each(key.clone(), key),
        Some((_, Type::Map(element))) => {
            Repetition::Each(key, Unknown::derived((**element).clone(), [value]).into())
        }
        _ => Repetition::Each(key, Unknown::derived(Type::Dynamic, [value]).into()),
    }
}

fn not_for_each(ty: &Type) -> String {
    let hint = match ty {
        Type::List(_) | Type::Tuple(_) => ": convert it with toset(), or make a map of it",
        _ => "",
    };
    format!(
        "for_each takes a map, an object or a set of strings, but this is {}{hint}",
        ty.friendly_name()
    )
}

#[cfg(test)]
mod tests {
    use crate::eval::show;
    use crate::plan::data::testing::{SETTINGS, planned, planned_files};

    const REPEATED: &str = r#"
        variable "n" { type = number }
        variable "on" { type = bool }
        variable "names" { type = map(string) }
        locals { zones = ["a", "b", "c"] }
        resource "aws_subnet" "s" {
          count             = var.n
          vpc_id            = "vpc-1"
          availability_zone = local.zones[count.index]
        }
        resource "aws_vpc" "v" {
          count      = var.on ? 1 : 0
          cidr_block = "10.${count.index}.0.0/16"
        }
        resource "aws_sqs_queue" "q" {
          for_each = var.names
        }
        module "m" {
          source = "../m"
          count  = var.n
        }
    "#;
    const CALLED: &str = r#"
        variable "k" {
          type    = set(string)
          default = null
        }
        resource "aws_subnet" "inner" {
          for_each = var.k
        }
        output "id" { value = aws_subnet.inner["x"].id }
        output "ids" { value = [for s in aws_subnet.inner : s.id] }
    "#;

    /// What an expression is beside resources of which it is not known how many instances there are.
    fn beside_repeated(expression: &str) -> String {
        let text = format!("{REPEATED}output \"o\" {{ value = {expression} }}");
        let files = [
            ("live/main.tf", &*text),
            ("live/settings.tf", SETTINGS),
            ("m/main.tf", CALLED),
        ];
        let shown = planned_files(&files, |plan| show(&plan.root().outputs["o"]));
        shown.replace(['<', '>'], "")
    }

    #[test]
    fn one_instance_is_told_from_another_also_where_it_is_not_known_how_many_there_are() {
        for (expression, shown) in [
            ("aws_subnet.s[0].id", "aws_subnet.s[0].id"),
            ("(aws_subnet.s[*].id)[1]", "aws_subnet.s[1].id"),
            ("aws_subnet.s.*.id[1]", "aws_subnet.s[1].id"),
            ("tolist(aws_subnet.s[*].id)[1]", "aws_subnet.s[1].id"),
            (
                "aws_sqs_queue.q[\"mails\"].arn",
                "aws_sqs_queue.q[\"mails\"].arn",
            ),
            ("module.m[2].id", "module.m[2].aws_subnet.inner[\"x\"].id"),
            (
                "(module.m[*].id)[3]",
                "module.m[3].aws_subnet.inner[\"x\"].id",
            ),
            (
                "\"subnet ${aws_subnet.s[0].id}\"",
                "\"subnet aws_subnet.s[0].id\"",
            ),
            ("aws_subnet.s[0].id == aws_subnet.s[0].id", "true"),
            ("aws_subnet.s[0].id == aws_subnet.s[1].id", "false"),
            (
                "length(distinct([aws_subnet.s[0].id, aws_subnet.s[1].id]))",
                "2",
            ),
            ("element(aws_subnet.s[*].id, 0)", "aws_subnet.s[0].id"),
            // Which of them stands where after that is not known.
            ("reverse(aws_subnet.s[*].id)[0]", "aws_subnet.s[*].id"),
            ("aws_subnet.s[var.n].id", "aws_subnet.s[*].id"),
        ] {
            assert_eq!(beside_repeated(expression), shown, "{expression}");
        }
    }

    #[test]
    fn of_one_or_none_the_only_one_is_the_first() {
        assert_eq!(
            beside_repeated("aws_vpc.v[0].cidr_block"),
            "\"10.0.0.0/16\""
        );
    }

    /// Terraform refuses such keys only until the resources are there: an instance is then made for each of them.
    #[test]
    fn the_key_of_any_instance_is_any_key_of_the_set() {
        let text = r#"
            resource "aws_vpc" "a" {}
            resource "aws_vpc" "b" {}
            resource "aws_subnet" "s" {
              for_each = toset([aws_vpc.a.id, aws_vpc.b.id])
              vpc_id   = each.key
            }
        "#;
        planned(text, |plan| {
            let [subnet] = &plan.root().resources["aws_subnet.s"].instances[..] else {
                panic!("there is one that stands for all");
            };
            let vpc = subnet.value.get("vpc_id").expect("it has one");
            let shown = show(vpc);
            assert!(
                shown.contains("aws_vpc.a.id") && shown.contains("aws_vpc.b.id"),
                "{shown}"
            );
        });
    }
}
