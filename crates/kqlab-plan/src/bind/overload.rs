//! Which form of a function a call means, after the official binder's rules: the form whose arguments all match,
//! then the one whose worst match is best, then the one whose best match is best.

use super::convert::{self, Bend, common, fits, widest};
use crate::{Overload, Param, ParamType, Returns, Type};

/// What is known of an argument.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arg {
    /// Its type.
    pub(super) ty: Type,
    /// What it is.
    pub(super) kind: ArgKind,
}

/// Kinds of arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArgKind {
    /// A value.
    Scalar,
    /// `*`
    Star,
    /// `typeof(...)`
    TypeOf,
    /// `"~"`: the default of a parameter (plugins).
    Default,
    /// A column alone, of another type than bool (plugins).
    Column,
}

/// How well an argument matches; a later one is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    None,
    Unknown,
    Dynamic,
    Promoted,
    NotType,
    OneOfMany,
    Scalar,
    Summable,
    Orderable,
    Number,
    Integer,
    Exact,
}

/// How a call was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// This form.
    One(usize),
    /// None fits, or several fit equally; the first candidate for want of a better one.
    Unclear(usize),
}

/// How few and how many arguments a form takes.
pub(super) fn arity(overload: &Overload) -> (usize, usize) {
    let least = overload.params.iter().map(|p| usize::from(p.occurs.0)).sum();
    let most = overload
        .params
        .iter()
        .map(|p| if p.occurs.1 == u8::MAX { 1 << 20 } else { usize::from(p.occurs.1) });
    (least, most.sum())
}

/// The parameter of each argument. Adjacent repeated parameters form a block that is repeated, unless one of them need
/// not be there: the conditions that come first end then where a column stands alone. A flag that may follow is given if
/// the last argument is a bool.
pub(super) fn layout(overload: &Overload, args: &[Arg]) -> Vec<Option<&'static Param>> {
    let (params, count) = (overload.params, args.len());
    let Some(first) = params.iter().position(|p| p.occurs.1 > 1) else {
        return (0..count).map(|i| params.get(i)).collect();
    };
    let block = params[first..].iter().take_while(|p| p.occurs.1 > 1).count();
    if let [steps, rest] = &params[first..first + block]
        && steps.occurs.0 != rest.occurs.0
    {
        let conditions = args.iter().skip(first).take_while(|arg| arg.kind != ArgKind::Column);
        let end = first + conditions.count().max(1);
        let param = |i: usize| match i {
            i if i < first => params.get(i),
            i if i < end => Some(steps),
            _ => Some(rest),
        };
        return (0..count).map(param).collect();
    }
    let flag = args.last().is_some_and(|arg| arg.ty == Type::Bool && arg.kind == ArgKind::Scalar);
    let after = params[first + block..].iter().filter(|p| p.occurs.0 > 0 || flag).count();
    let (least, most) = (usize::from(params[first].occurs.0), usize::from(params[first].occurs.1));
    let most = if params[first].occurs.1 == u8::MAX { usize::MAX / block } else { most };
    let possible = count.saturating_sub(first + after);
    let repeating = possible.max(block * least).min(block * most).div_ceil(block) * block;
    (0..count)
        .map(|i| match i {
            i if i < first => params.get(i),
            i if i < first + repeating => params.get(first + (i - first) % block),
            i => params.get(i - repeating + block),
        })
        .collect()
}

/// The common type of the arguments that stand for `Common*` parameters.
pub(super) fn common_type(
    layout: &[Option<&Param>],
    args: &[Arg],
    skip_dynamic: bool,
) -> Option<Type> {
    let mut found: Option<Type> = None;
    for (param, arg) in layout.iter().zip(args) {
        let Some(param) = param else { continue };
        let bend = match param.ty {
            ParamType::Common => Bend::Promote,
            ParamType::CommonNumber if convert::is_number(arg.ty) => Bend::Promote,
            ParamType::CommonSummable if convert::is_summable(arg.ty) => Bend::Promote,
            ParamType::CommonOrderable if convert::is_orderable(arg.ty) => Bend::Promote,
            ParamType::CommonOrDynamic => Bend::Dynamic,
            _ => continue,
        };
        if skip_dynamic && arg.ty == Type::Dynamic {
            continue;
        }
        found = Some(match found {
            None => arg.ty,
            Some(found) => common(found, arg.ty, bend)?,
        });
    }
    match found {
        None if skip_dynamic => common_type(layout, args, false),
        found => found,
    }
}

/// How well an argument matches its parameter.
fn matching(layout: &[Option<&Param>], args: &[Arg], index: usize) -> Match {
    let (Some(param), arg) = (layout[index], args[index]) else { return Match::None };
    match_param(param.ty, param, layout, args, arg)
}

fn match_param(
    ty: ParamType,
    param: &Param,
    layout: &[Option<&Param>],
    args: &[Arg],
    arg: Arg,
) -> Match {
    match arg.kind {
        ArgKind::Default if param.occurs.0 == 0 => return Match::Exact,
        ArgKind::Star if matches!(ty, ParamType::StarOrScalar) => return Match::Exact,
        ArgKind::Star => return Match::None,
        ArgKind::TypeOf if matches!(ty, ParamType::TypeOf) => return Match::Exact,
        ArgKind::TypeOf => return Match::None,
        ArgKind::Scalar | ArgKind::Default | ArgKind::Column => {}
    }
    if arg.ty == Type::Unknown {
        return Match::Unknown;
    }
    let when = |holds: bool, found: Match| if holds { found } else { Match::None };
    match ty {
        ParamType::Is(ty) => match_types(&[ty], arg.ty),
        ParamType::OneOf(types) => match_types(types, arg.ty),
        // `any(x)` is its form for one value, not the one for `*`.
        ParamType::StarOrScalar => Match::OneOfMany,
        ParamType::Scalar | ParamType::Column | ParamType::ColumnOf(_) | ParamType::Aggregate => {
            Match::Scalar
        }
        ParamType::Name => Match::Exact,
        ParamType::TypeOf => Match::None,
        ParamType::Integer => when(convert::is_integer(arg.ty), Match::Integer),
        ParamType::Number => when(convert::is_number(arg.ty), Match::Number),
        ParamType::NumberOrBool => {
            when(convert::is_number(arg.ty) || arg.ty == Type::Bool, Match::Number)
        }
        ParamType::RealOrDecimal => {
            when(matches!(arg.ty, Type::Real | Type::Decimal), Match::OneOfMany)
        }
        ParamType::Summable => when(convert::is_summable(arg.ty), Match::Summable),
        ParamType::Orderable => when(convert::is_orderable(arg.ty), Match::Orderable),
        ParamType::StringOrDynamic | ParamType::StringOrArray => {
            when(matches!(arg.ty, Type::String | Type::Dynamic), Match::OneOfMany)
        }
        ParamType::IntegerOrArray => {
            when(convert::is_integer(arg.ty) || arg.ty == Type::Dynamic, Match::OneOfMany)
        }
        ParamType::DynamicArray | ParamType::DynamicBag => {
            when(arg.ty == Type::Dynamic, Match::OneOfMany)
        }
        ParamType::NotDynamic => when(arg.ty != Type::Dynamic, Match::NotType),
        ParamType::NotBool => when(arg.ty != Type::Bool, Match::NotType),
        ParamType::NotRealOrBool => {
            when(!matches!(arg.ty, Type::Real | Type::Bool), Match::NotType)
        }
        ParamType::SameAs(other) => match layout.get(other).copied().flatten() {
            Some(other) if !matches!(other.ty, ParamType::SameAs(_)) => {
                match_param(other.ty, param, layout, args, arg)
            }
            _ => Match::None,
        },
        ParamType::Common
        | ParamType::CommonOrDynamic
        | ParamType::CommonNumber
        | ParamType::CommonSummable
        | ParamType::CommonOrderable => match_common(ty, common_type(layout, args, false), arg.ty),
        ParamType::Table => Match::None,
    }
}

fn match_types(types: &[Type], ty: Type) -> Match {
    if types.contains(&ty) {
        return if types.len() == 1 { Match::Exact } else { Match::OneOfMany };
    }
    if types.iter().any(|&to| fits(ty, to, Bend::Promote)) { Match::Promoted } else { Match::None }
}

fn match_common(param: ParamType, common: Option<Type>, ty: Type) -> Match {
    match common {
        None => Match::None,
        Some(common) if fits(ty, common, Bend::None) => Match::Exact,
        Some(common) if fits(ty, common, Bend::Promote) => Match::Promoted,
        Some(common) if fits(ty, common, Bend::Dynamic) => Match::Dynamic,
        Some(_) if param == ParamType::CommonOrDynamic && ty == Type::Dynamic => Match::Exact,
        Some(_) => Match::None,
    }
}

/// How a form matches a call.
struct Score {
    index: usize,
    matches: usize,
    worst: Match,
    best: Match,
}

impl Score {
    fn of(index: usize, overload: &Overload, args: &[Arg]) -> Self {
        let layout = layout(overload, args);
        let found: Vec<Match> = (0..args.len()).map(|i| matching(&layout, args, i)).collect();
        Self {
            index,
            matches: found.iter().filter(|&&m| m != Match::None).count(),
            worst: found.iter().copied().min().unwrap_or(Match::Exact),
            best: found.iter().copied().max().unwrap_or(Match::None),
        }
    }

    /// As of two forms with equally many matches.
    fn rank(&self) -> (Match, Match, usize) {
        (self.worst, self.best, self.matches)
    }
}

/// Chooses the form. With `all`, as for operators, every argument must match.
pub(super) fn choose(overloads: &[Overload], args: &[Arg], all: bool) -> Choice {
    if overloads.len() <= 1 {
        return Choice::One(0);
    }
    let takes = |o: &Overload, count: usize| (arity(o).0..=arity(o).1).contains(&count);
    let mut candidates: Vec<usize> =
        (0..overloads.len()).filter(|&i| takes(&overloads[i], args.len())).collect();
    if candidates.is_empty() {
        let most = overloads.iter().map(|o| arity(o).1).max().unwrap_or(0);
        candidates = (0..overloads.len()).filter(|&i| takes(&overloads[i], most)).collect();
    }
    let fallback = candidates.first().copied().unwrap_or(0);
    if candidates.len() == 1 {
        return Choice::One(fallback);
    }
    let mut scores: Vec<Score> =
        candidates.iter().map(|&i| Score::of(i, &overloads[i], args)).collect();
    let mut most = scores.iter().map(|s| s.matches).max().unwrap_or(0);
    if all {
        most = most.max(args.len());
    }
    scores.retain(|s| s.matches == most);
    let Some(best) = scores.iter().max_by_key(|s| s.rank()) else {
        return Choice::Unclear(fallback);
    };
    let equals = scores.iter().filter(|s| s.rank() == best.rank()).count();
    if equals == 1 { Choice::One(best.index) } else { Choice::Unclear(scores[0].index) }
}

/// The type that a call gives whichever form it means, where arguments are not known.
pub(super) fn returned_by_any(overloads: &[Overload], args: &[Arg]) -> Type {
    let takes = |o: &&Overload| (arity(o).0..=arity(o).1).contains(&args.len());
    let mut types = overloads.iter().filter(takes).map(|o| returned(o, args));
    match types.next() {
        Some(first) if types.all(|ty| ty == first) => first,
        _ => Type::Unknown,
    }
}

/// The arguments that a form does not take, and what it asks for instead.
pub(super) fn misfits(overload: &Overload, args: &[Arg]) -> Vec<(usize, ParamType)> {
    let layout = layout(overload, args);
    // A value and a dynamic have the dynamic in common, but only `CommonOrDynamic` takes them together.
    let strict = |i: usize| {
        layout[i].is_some_and(|param| {
            use ParamType::{Common, CommonNumber, CommonOrderable, CommonSummable};
            matches!(param.ty, Common | CommonNumber | CommonOrderable | CommonSummable)
        })
    };
    (0..args.len())
        .filter(|&i| match matching(&layout, args, i) {
            Match::None => true,
            Match::Dynamic => strict(i),
            _ => false,
        })
        .filter_map(|i| layout[i].map(|param| (i, param.ty)))
        .collect()
}

/// The type that a call gives.
pub(super) fn returned(overload: &Overload, args: &[Arg]) -> Type {
    let types: Vec<Type> = args.iter().map(|arg| arg.ty).collect();
    let at = |index: usize| types.get(index).copied().unwrap_or(Type::Unknown);
    match overload.returns {
        Returns::Is(ty) => ty,
        Returns::SameAs(index) => at(index),
        Returns::Last => types.last().copied().unwrap_or(Type::Unknown),
        Returns::Promoted => convert::promoted(at(0)),
        Returns::Common => {
            common_type(&layout(overload, args), args, true).unwrap_or(Type::Unknown)
        }
        Returns::Widest if types.contains(&Type::Unknown) => Type::Unknown,
        Returns::Widest => widest(types.iter().copied()).map_or(Type::Unknown, convert::promoted),
        Returns::Rule(rule) => rule(&types),
        Returns::Tuple(_) | Returns::Binder => Type::Unknown,
    }
}

/// The type that each argument is converted to, as [`Overload`] says; `None` where it is passed as it is.
pub(super) fn targets(overload: &Overload, args: &[Arg], result: Type) -> Vec<Option<Type>> {
    let layout = layout(overload, args);
    let common = common_type(&layout, args, matches!(overload.returns, Returns::Common));
    let is_number = |p: &Param| matches!(p.ty, ParamType::Number | ParamType::NumberOrBool);
    let numbers =
        layout.iter().zip(args).filter(|(p, _)| p.is_some_and(is_number)).map(|(_, arg)| arg.ty);
    let numbers: Vec<Type> = numbers.collect();
    let number = match overload.returns {
        Returns::Widest => Some(result),
        _ if numbers.len() > 1 && numbers.iter().all(|ty| ty.is_number()) => widest(numbers),
        _ => None,
    };
    let target = |param: &Param, arg: &Arg| match param.ty {
        ParamType::Is(ty) => Some(ty),
        ParamType::OneOf(types) if types.contains(&arg.ty) => None,
        ParamType::OneOf(types) => {
            types.iter().copied().find(|&to| fits(arg.ty, to, Bend::Promote))
        }
        ParamType::SameAs(other) => {
            args.get(other).map(|other| other.ty).filter(|&to| convert::widens(arg.ty, to))
        }
        ParamType::Number | ParamType::NumberOrBool => number,
        ParamType::Common
        | ParamType::CommonOrDynamic
        | ParamType::CommonNumber
        | ParamType::CommonSummable
        | ParamType::CommonOrderable => common,
        _ => None,
    };
    let scalar = |arg: &Arg| arg.kind == ArgKind::Scalar;
    layout
        .iter()
        .zip(args)
        .map(|(p, arg)| p.filter(|_| scalar(arg)).and_then(|p| target(p, arg)))
        .collect()
}
