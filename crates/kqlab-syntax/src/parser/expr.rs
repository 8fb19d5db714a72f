//! Scalar expressions. A pipeline in parentheses is one too; what a pipeline is is for `pipeline`.

mod binary;
mod call;
mod named;
mod operator;
mod path;
mod primary;
mod table;

use super::fail::Fail;
use super::input::{In, R};
use crate::{Diagnostic, Phase, codes};

pub(super) use binary::{is_star_operand, operand, unnamed};
pub(super) use call::{call, call_length, required_call};
pub(super) use named::{named, named_value};
pub(super) use path::{entity_path, function_call_or_path, name_path, wildcard_entity};
pub(super) use primary::{data_scope, is_reserved_name};
pub(super) use table::{contextual_datatable, properties};

/// How many levels a tree may have; a pair of parentheses makes two. Whoever walks the tree later, be it to
/// drop it, goes as deep.
const MAX_DEPTH: usize = 1_500;
/// The least stack that a level may start with, and what is added when less is left.
const RED_ZONE: usize = 256 << 10;
const STACK: usize = 4 << 20;

/// One level deeper: counted, and on a stack that is large enough.
pub(super) fn nested<'a, T>(i: In<'a>, body: impl FnOnce(In<'a>) -> R<'a, T>) -> R<'a, T> {
    let depth = i.ctx.depth.get();
    if depth >= MAX_DEPTH {
        return too_deep(i);
    }
    i.ctx.depth.set(depth + 1);
    let beside = i.ctx.height.replace(0);
    let result = stacker::maybe_grow(RED_ZONE, STACK, || body(i));
    i.ctx.depth.set(depth);
    i.ctx.height.set(beside.max(i.ctx.height.get() + 1));
    result
}

/// On the same level as what stands beside it: the higher of both counts.
pub(super) fn apart<'a, T>(i: In<'a>, body: impl FnOnce(In<'a>) -> R<'a, T>) -> R<'a, T> {
    let beside = i.ctx.height.replace(0);
    let result = body(i);
    i.ctx.height.set(beside.max(i.ctx.height.get()));
    result
}

/// What has been read goes so many levels down in what is being built: `a + b + c`, `a.b.c`.
pub(super) fn lowered(i: In<'_>, levels: usize) -> R<'_, ()> {
    let height = i.ctx.height.get() + levels;
    i.ctx.height.set(height);
    if i.ctx.depth.get() + height > MAX_DEPTH { too_deep(i) } else { Ok((i, ())) }
}

fn too_deep<T>(i: In<'_>) -> R<'_, T> {
    if !i.ctx.fatal.replace(true) {
        let message = format!("expected at most {MAX_DEPTH} levels of nesting, found more");
        let span = i.token().span;
        i.ctx.emit(Diagnostic::error(Phase::Syntax, codes::syntax::TOO_DEEP, span, message));
    }
    Err(nom::Err::Failure(Fail))
}
