//! What Terraform learns only when it applies.
//!
//! iaclint knows more of a plan than Terraform does: that the `id` of a resource is no empty text, that no two
//! resources have the same one, that `terraform_data` gives its input back. What follows from that is true, but
//! Terraform does not know it when it plans, and refuses to count instances by it. So a value says whether Terraform
//! certainly does not know it then ([`Unknown::is_late`]): where iaclint knows it all the same, it is a choice of
//! exactly one alternative. What may be known to Terraform, such as an argument for which a provider has a default,
//! is never called late.

use std::sync::Arc;

use crate::source::Span;
use crate::types::Type;

use super::convert::{convert, step_into};
use super::equality::make_set;
use super::function::choice;
use super::map::Map;
use super::unknown::{Cause, PathStep, Refinement, Shape, Unknown, symbols_of};
use super::value::{Kind, Marks, Value};

/// At most so many elements that are not known are written out one by one.
const MAX_WRITTEN_OUT: u64 = 1024;

impl Unknown {
    /// The same, certainly not known to Terraform when it plans.
    pub fn late(mut self) -> Self {
        self.is_late = true;
        self
    }

    /// The type that it has for Terraform when it plans.
    pub(super) fn planned_type(&self) -> &Type {
        self.planned_as.as_ref().unwrap_or(&self.ty)
    }

    /// Whether Terraform certainly knows neither it nor its type when it plans.
    pub(super) fn is_late_and_untyped(&self) -> bool {
        self.is_late && *self.planned_type() == Type::Dynamic
    }
}

impl Refinement {
    /// The same without how many parts there are.
    fn without_length(&self) -> Self {
        Self {
            min_length: 0,
            max_length: None,
            is_counted_full: false,
            ..self.clone()
        }
    }
}

impl Value {
    /// Whether Terraform certainly does not know it when it plans. What it holds may be so while it is not.
    pub fn is_late(&self) -> bool {
        self.as_unknown().is_some_and(|unknown| unknown.is_late)
    }

    /// Whether Terraform certainly knows neither it nor its type when it plans.
    pub(super) fn is_late_and_untyped(&self) -> bool {
        self.as_unknown()
            .is_some_and(|unknown| unknown.is_late_and_untyped())
    }

    /// Whether Terraform certainly does not know it, or some part of it, when it plans.
    pub fn is_partly_late(&self) -> bool {
        if !self.holds_late {
            return false;
        }
        self.is_late() || self.parts().any(Self::is_partly_late)
    }

    /// The same value, which Terraform learns only when it applies.
    pub fn later(self) -> Self {
        self.later_as(Cause::Apply, None)
    }

    /// The same where Terraform learns it as late as it learns `of`.
    pub(super) fn learned_with(self, of: &Self) -> Self {
        match of.as_unknown() {
            Some(unknown) if unknown.is_late => {
                let at = of.decided_at().or(of.origin);
                let later = self.later_as(unknown.cause.clone(), at);
                if unknown.is_late_and_untyped() {
                    later.of_any_type()
                } else {
                    later
                }
            }
            _ => self,
        }
    }

    /// The same, of which Terraform can say when it plans no more than of `planned`.
    pub(super) fn later_like(self, planned: &Self) -> Self {
        let (cause, refinement) = match planned.as_unknown() {
            Some(unknown) => (unknown.cause.clone(), unknown.refinement.clone()),
            None => {
                let refinement = Refinement {
                    not_null: !planned.is_null(),
                    ..Refinement::default()
                };
                (Cause::Apply, refinement)
            }
        };
        let later = self.later_as(cause, None);
        later.refined(refinement).planned_as(planned.planned_type())
    }

    /// The same, of which Terraform knows this although it does not know it.
    pub(super) fn refined(self, refinement: Refinement) -> Self {
        match self.as_unknown() {
            Some(unknown) if unknown.refinement != refinement => {
                let unknown = Unknown {
                    refinement,
                    ..(**unknown).clone()
                };
                Self::from(unknown).in_place_of(&self)
            }
            _ => self,
        }
    }

    /// The same, of which Terraform knows nothing at all when it plans.
    pub(super) fn later_of_any_kind(self) -> Self {
        let later = self.later().of_any_type();
        later.refined(Refinement::default())
    }

    /// The same text, of which Terraform knows when it plans that it begins so.
    pub(super) fn of_beginning(self, start: &str) -> Self {
        let Some(unknown) = self.as_unknown() else {
            return self;
        };
        let refinement = Refinement {
            prefix: (!start.is_empty()).then(|| start.into()),
            ..unknown.refinement.clone()
        };
        self.refined(refinement)
    }

    /// The same, of which Terraform does not know when it plans how many parts it has.
    pub(super) fn of_unknown_length(self) -> Self {
        match self.as_unknown() {
            // What came of a set is counted here.
            Some(unknown) if unknown.is_late && unknown.cause != Cause::SetOrder => {
                let refinement = unknown.refinement.without_length();
                self.refined(refinement)
            }
            _ => self,
        }
    }

    /// The type that it has for Terraform when it plans.
    pub(super) fn planned_type(&self) -> Type {
        match self.as_unknown() {
            Some(unknown) => unknown.planned_type().clone(),
            None => self.ty(),
        }
    }

    /// The same, where Terraform knows its type when it plans.
    pub(super) fn of_known_type(self) -> Self {
        let ty = self.ty();
        self.planned_as(ty)
    }

    /// The same, where Terraform does not even know its type when it plans.
    pub(super) fn of_any_type(self) -> Self {
        self.planned_as(Type::Dynamic)
    }

    /// The same, where it is of this type for Terraform when it plans.
    pub(super) fn planned_as(self, ty: Type) -> Self {
        let Some(unknown) = self.as_unknown() else {
            return self;
        };
        let planned_as = Some(ty).filter(|ty| ty.has_dynamic() || *ty != unknown.ty);
        if unknown.planned_as == planned_as {
            return self;
        }
        let unknown = Unknown {
            planned_as,
            ..(**unknown).clone()
        };
        Self::from(unknown).in_place_of(&self)
    }

    /// The same, of which Terraform may know more when it plans than that it does not know it.
    pub(super) fn maybe_known_early(self) -> Self {
        match self.as_unknown() {
            Some(unknown) if unknown.is_late => {
                let unknown = Unknown {
                    is_late: false,
                    planned_as: None,
                    ..(**unknown).clone()
                };
                Self::from(unknown).in_place_of(&self)
            }
            _ => self,
        }
    }

    /// The place of what Terraform learns only later, where something known was chosen by it.
    pub fn decided_at(&self) -> Option<Span> {
        let is_chosen = !std::ptr::eq(self.settled(), self);
        self.as_unknown().filter(|_| is_chosen)?.at
    }

    /// The same, not known for this cause at this place.
    fn later_as(self, cause: Cause, at: Option<Span>) -> Self {
        let unknown = match self.as_unknown() {
            Some(unknown) if unknown.is_late => return self,
            Some(unknown) => (**unknown).clone().late(),
            None => {
                // Of what is in what it does not know, Terraform knows nothing.
                let mut alone = self.settled_throughout();
                alone.marks = Marks::default();
                Unknown {
                    at,
                    dependencies: symbols_of(&alone),
                    ..Unknown::new(self.ty(), cause).late()
                }
                .shaped(Shape::Choice([alone].into()))
            }
        };
        Self::from(unknown).in_place_of(&self)
    }

    /// The value that it is, whether Terraform knows it when it plans or learns it later.
    pub fn settled(&self) -> &Self {
        match self
            .as_unknown()
            .map(|unknown| (&unknown.shape, unknown.is_late))
        {
            Some((Shape::Choice(alternatives), true)) => match &**alternatives {
                [only] => only.settled(),
                _ => self,
            },
            _ => self,
        }
    }

    /// The same with its own marks, and with everything in it settled as well: what it is once Terraform has applied.
    pub fn settled_throughout(&self) -> Self {
        self.settle().unwrap_or_else(|| self.clone())
    }

    /// The value with nothing in it that Terraform learns later: as it has it once it has applied, and as other stacks read
    /// it.
    pub fn applied(&self) -> Self {
        let settled = self.settled_throughout();
        settled.known_now().unwrap_or(settled)
    }

    fn known_now(&self) -> Option<Self> {
        let now = |unknown: &Unknown| Unknown {
            is_late: false,
            planned_as: None,
            ..unknown.clone()
        };
        self.changed(&Self::known_now, &|unknown| {
            unknown.is_late.then(|| now(unknown))
        })
    }

    /// The value with everything in it settled; `None` where that changes nothing.
    fn settle(&self) -> Option<Self> {
        if !self.holds_late {
            return None;
        }
        let only = self.settled();
        if !std::ptr::eq(only, self) {
            let only = only.settled_throughout();
            let origin = only.origin.or(self.origin);
            return Some(Value {
                origin,
                ..only.marked(self.marks)
            });
        }
        let settled = self.changed(&Self::settle, &|_| None)?;
        Some(match &settled.kind {
            // What Terraform planned as elements of several types has come to one.
            Kind::List(Type::Dynamic, _)
            | Kind::Set(Type::Dynamic, _)
            | Kind::Map(Type::Dynamic, _) => settled.made_anew(),
            Kind::Set(ty, items) => make_set(ty.clone(), items.to_vec()).in_place_of(self),
            _ => settled,
        })
    }

    /// The value as Terraform has it when it plans: without what iaclint knows of the late parts.
    pub(super) fn as_planned(&self) -> Self {
        self.blind().unwrap_or_else(|| self.clone())
    }

    /// Whether nothing is known of it here that Terraform does not know when it plans.
    pub(super) fn is_as_planned(&self) -> bool {
        self.blind().is_none()
    }

    fn blind(&self) -> Option<Self> {
        let blind = self.changed(&Self::blind, &|unknown| {
            let ty = unknown.planned_type();
            // Of what it does not know the type of, it knows nothing else.
            let refinement = match ty {
                Type::Dynamic => Refinement::default(),
                // How many elements there are in what came of a set, it does not know either.
                _ if unknown.cause == Cause::SetOrder => unknown.refinement.without_length(),
                _ => unknown.refinement.clone(),
            };
            let is_blind = matches!(unknown.shape, Shape::Opaque)
                && *ty == unknown.ty
                && refinement == unknown.refinement;
            (unknown.is_late && !is_blind).then(|| Unknown {
                ty: ty.clone(),
                shape: Shape::Opaque,
                planned_as: unknown.planned_as.clone().filter(Type::has_dynamic),
                refinement,
                ..unknown.clone()
            })
        })?;
        Some(blind.of_planned_elements())
    }

    /// A collection with elements that are of another type for Terraform as it makes it when it plans: where it knows a
    /// number, what it does not know is one too.
    fn of_planned_elements(self) -> Self {
        let (Kind::List(ty, _) | Kind::Set(ty, _) | Kind::Map(ty, _)) = &self.kind else {
            return self;
        };
        let is_of_other_type = |part: &Self| {
            let unknown = part.as_unknown();
            unknown.is_some_and(|unknown| unknown.is_late && unknown.ty != *ty)
        };
        if *ty == Type::Dynamic || self.parts().any(is_of_other_type) {
            self.made_anew()
        } else {
            self
        }
    }

    /// A collection as it is made of its elements, of the type that they come to; the same where they come to none.
    pub(super) fn made_anew(&self) -> Self {
        let any = Type::Dynamic;
        let made = match &self.kind {
            Kind::List(_, items) => convert(&Self::tuple(items.clone()), &Type::list(any)),
            Kind::Set(_, items) => convert(&Self::tuple(items.clone()), &Type::set(any)),
            Kind::Map(_, entries) => convert(&Self::object(entries.clone()), &Type::map(any)),
            _ => return self.clone(),
        };
        made.map_or_else(|_| self.clone(), |made| made.in_place_of(self))
    }

    /// The value with what `change` makes of its parts, and `of_unknown` of it where it is not known; `None` where
    /// neither changes anything.
    fn changed(
        &self,
        change: &dyn Fn(&Self) -> Option<Self>,
        of_unknown: &dyn Fn(&Unknown) -> Option<Unknown>,
    ) -> Option<Self> {
        if !self.holds_late {
            return None;
        }
        let mut is_changed = false;
        let part = |part: &Self| {
            let changed = change(part);
            is_changed |= changed.is_some();
            changed.unwrap_or_else(|| part.clone())
        };
        let kind = match &self.kind {
            Kind::Unknown(unknown) => {
                let unknown = match (of_unknown(unknown), &unknown.shape) {
                    (Some(changed), _) => {
                        is_changed = true;
                        changed
                    }
                    (None, Shape::Choice(alternatives)) => {
                        let alternatives = alternatives.iter().map(part).collect();
                        (**unknown).clone().shaped(Shape::Choice(alternatives))
                    }
                    (None, _) => return None,
                };
                Kind::Unknown(Arc::new(unknown))
            }
            known => known.with_parts(part),
        };
        is_changed.then(|| Self::from(kind).in_place_of(self))
    }
}

/// What is computed from values of which some are late, where `planned` is what Terraform computes when it plans.
pub(super) fn known_when_planned(ours: Value, planned: &Value) -> Value {
    if let Some(unknown) = planned.as_unknown().filter(|unknown| unknown.is_late) {
        let later = ours.later_like(planned);
        return of_exact_length(&later, unknown).unwrap_or(later);
    }
    if planned.is_known() && ours.is_late() {
        return planned.clone().in_place_of(&ours);
    }
    let merge = |ours: &Value, planned: &Value| known_when_planned(ours.clone(), planned);
    match ours.kind.merged_with(&planned.kind, merge) {
        Some(kind) => Value::from(kind).in_place_of(&ours),
        None => ours,
    }
}

/// A collection that is late, as Terraform has it where it knows how many elements there are: as a list of so many
/// elements that it does not know, or as a set of one, or as an empty map. `planned` is what it knows of the whole;
/// `None` where that is not enough.
pub(super) fn of_exact_length(value: &Value, planned: &Unknown) -> Option<Value> {
    let refinement = &planned.refinement;
    let is_exact = |max: &u64| *max == refinement.min_length && refinement.not_null;
    let count = refinement.max_length.filter(is_exact)?;
    let (element, is_set) = match &planned.ty {
        Type::List(element) => (element, false),
        Type::Set(element) if count < 2 => (element, true),
        Type::Map(element) if count == 0 => {
            let empty = Value::map((**element).clone(), Map::default());
            return Some(empty.in_place_of(value));
        }
        _ => return None,
    };
    let Some(items) = items_at_each_place(value, element, count) else {
        return Some(value.clone().maybe_known_early());
    };
    // Of what is at each place it knows nothing.
    let later = |item: Value| item.later().refined(Refinement::default());
    let items: Arc<[Value]> = items.into_iter().map(later).collect();
    let kind = if is_set {
        Kind::Set((**element).clone(), items)
    } else {
        Kind::List((**element).clone(), items)
    };
    Some(Value::from(kind).in_place_of(value))
}

/// What is at each of `count` places of a collection; `None` where it holds another number, or they are too many to be
/// written out.
pub(super) fn items_at_each_place(value: &Value, element: &Type, count: u64) -> Option<Vec<Value>> {
    if let Some(items) = value.elements() {
        return (items.len() as u64 == count).then(|| items.to_vec());
    }
    let unknown = value.as_unknown()?;
    let places = 0..count.min(MAX_WRITTEN_OUT);
    match &unknown.shape {
        Shape::Choice(alternatives) => {
            let each = alternatives
                .iter()
                .map(|one| items_at_each_place(one, element, count));
            let each: Vec<Vec<Value>> = each.collect::<Option<_>>()?;
            let length = each.first()?.len();
            let at = |place: usize| each.iter().map(|items| items[place].clone()).collect();
            Some((0..length).map(|place| choice(at(place), value)).collect())
        }
        _ if count > MAX_WRITTEN_OUT => None,
        Shape::Symbol(symbol) => {
            let step = PathStep::Index;
            let item = |place| step_into(symbol, element.clone(), step(place), unknown);
            Some(places.map(item).collect())
        }
        _ => {
            let item = Value::from(Unknown::derived(element.clone(), [value]));
            Some(places.map(|_| item.clone()).collect())
        }
    }
}
