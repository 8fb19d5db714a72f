//! The grammar: or below and below not, fields with values, ranges, nested blocks and bare values.

use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case};
use nom::character::complete::{char, multispace0, multispace1};
use nom::combinator::{consumed, cut, map, not, opt, peek, value};
use nom::multi::many0;
use nom::sequence::{delimited, preceded, terminated};
use nom::{Err, Parser};

use super::fault::Fault;
use super::literal::{Parsed, Written, literal};
use crate::query::{Comparison, Field, Like, Literal, Query, Test, pattern};

/// The parts of a query between its outermost `and`s, with their texts.
pub(super) fn query(text: &str) -> Result<Vec<(&str, Query)>, Fault<'_>> {
    let mut whole = delimited(multispace0, consumed(alternatives), multispace0);
    let (rest, (text, mut alternatives)) = whole.parse(text).map_err(fault)?;
    if !rest.is_empty() {
        return Err(Fault::expected(rest, "`and` or `or`"));
    }
    match alternatives.pop() {
        Some(only) if alternatives.is_empty() => Ok(only),
        last => {
            alternatives.extend(last);
            Ok(vec![(text, any(alternatives))])
        }
    }
}

fn fault(error: Err<Fault<'_>>) -> Fault<'_> {
    match error {
        Err::Error(fault) | Err::Failure(fault) => fault,
        Err::Incomplete(_) => unreachable!("invariant: the parsers are complete ones"),
    }
}

fn any(alternatives: Vec<Vec<(&str, Query)>>) -> Query {
    let all = |parts: Vec<(&str, Query)>| one(parts.into_iter().map(|part| part.1), Query::All);
    one(alternatives.into_iter().map(all), Query::Any)
}

/// A list of one is that one.
fn one(items: impl Iterator<Item = Query>, list: fn(Vec<Query>) -> Query) -> Query {
    let mut items: Vec<Query> = items.collect();
    match items.pop() {
        Some(only) if items.is_empty() => only,
        last => {
            items.extend(last);
            list(items)
        }
    }
}

/// Items with a word between them; after the word an item must follow.
fn joined<'a, T>(
    word: &'static str,
    item: fn(&'a str) -> Parsed<'a, T>,
) -> impl Parser<&'a str, Output = Vec<T>, Error = Fault<'a>> {
    let more = preceded((multispace0, keyword(word), multispace0), cut(item));
    map((item, many0(more)), |(first, mut items)| {
        items.insert(0, first);
        items
    })
}

fn keyword<'a>(word: &'static str) -> impl Parser<&'a str, Output = (), Error = Fault<'a>> {
    value((), terminated(tag_no_case(word), boundary))
}

fn boundary(input: &str) -> Parsed<'_, ()> {
    alt((value((), peek(multispace1)), value((), peek(char('('))), value((), nom::combinator::eof)))
        .parse(input)
}

fn alternatives(input: &str) -> Parsed<'_, Vec<Vec<(&str, Query)>>> {
    joined("or", conjuncts).parse(input)
}

fn conjuncts(input: &str) -> Parsed<'_, Vec<(&str, Query)>> {
    joined("and", |input| consumed(negation).parse(input)).parse(input)
}

fn disjunction(input: &str) -> Parsed<'_, Query> {
    map(alternatives, any).parse(input)
}

fn negation(input: &str) -> Parsed<'_, Query> {
    let (rest, negated) = opt(terminated(keyword("not"), multispace0)).parse(input)?;
    if negated.is_none() {
        return operand(rest);
    }
    let (rest, query) = cut(operand).parse(rest)?;
    Ok((rest, Query::Not(Box::new(query))))
}

fn operand(input: &str) -> Parsed<'_, Query> {
    let inner = delimited(multispace0, disjunction, multispace0);
    let close = |input| close(input, ')', "`)`, `and` or `or`");
    alt((delimited(char('('), cut(inner), cut(close)), expression)).parse(input)
}

fn close<'a>(input: &'a str, bracket: char, expected: &'static str) -> Parsed<'a, char> {
    char(bracket)(input).map_err(|_: Err<Fault<'_>>| Err::Error(Fault::expected(input, expected)))
}

/// `field: value`, `field >= value`, `field: { ... }` or a bare value.
fn expression(input: &str) -> Parsed<'_, Query> {
    let (rest, name) = literal(input)?;
    if let Ok((rest, ())) = value((), (multispace0::<_, Fault<'_>>, char(':'))).parse(rest) {
        let (rest, _) = multispace0(rest)?;
        return match char::<_, Fault<'_>>('{')(rest) {
            Ok((rest, _)) => nested(rest, &name),
            Err(_) => {
                let field = field(&name);
                map(cut(values), |values| spread(&field, values)).parse(rest)
            }
        };
    }
    if let Ok((rest, comparison)) = preceded(multispace0, comparison).parse(rest) {
        return range(rest, &name, comparison);
    }
    if name.is_star() && !name.quoted {
        return Ok((rest, Query::All(Vec::new())));
    }
    Ok((rest, Query::Anywhere(test(&name)?)))
}

fn nested<'a>(input: &'a str, name: &Written<'a>) -> Parsed<'a, Query> {
    let Some(path) = name.text() else {
        return Err(Err::Failure(Fault::refused(
            name.at,
            "a nested field cannot be a pattern",
            "name one field before `: {`",
        )));
    };
    let close = |input| close(input, '}', "`}`, `and` or `or`");
    let (rest, query) =
        cut(delimited(multispace0, disjunction, (multispace0, close))).parse(input)?;
    Ok((rest, Query::Nested(path, Box::new(query))))
}

fn comparison(input: &str) -> Parsed<'_, Comparison> {
    alt((
        value(Comparison::LessOrEqual, tag("<=")),
        value(Comparison::GreaterOrEqual, tag(">=")),
        value(Comparison::Less, tag("<")),
        value(Comparison::Greater, tag(">")),
    ))
    .parse(input)
}

fn range<'a>(input: &'a str, name: &Written<'a>, comparison: Comparison) -> Parsed<'a, Query> {
    let (at, _) = multispace0(input)?;
    let (rest, bound) = cut(expected_value).parse(at)?;
    let refuse = |message, hint| Err(Err::Failure(Fault::refused(at, message, hint)));
    let Some(text) = bound.text() else {
        return refuse("a range has no wildcards", "write the bound as a value");
    };
    if text.starts_with("now") || text.contains("||") {
        return refuse(
            "a date that depends on the clock is not supported",
            "write the date itself",
        );
    }
    let test = Test::Compare(comparison, Literal::new(text, bound.quoted));
    Ok((rest, Query::Field(field(name), test)))
}

fn expected_value(input: &str) -> Parsed<'_, Written<'_>> {
    literal(input).map_err(|error| match error {
        Err::Error(_) => Err::Error(Fault::expected(input, "a value")),
        other => other,
    })
}

/// What a field's values are asked, before the field is spread over it.
enum Values {
    All(Vec<Values>),
    Any(Vec<Values>),
    Not(Box<Values>),
    Test(Test),
}

fn spread(field: &Field, values: Values) -> Query {
    let each = |list: Vec<Values>| list.into_iter().map(|values| spread(field, values)).collect();
    match values {
        Values::All(list) => Query::All(each(list)),
        Values::Any(list) => Query::Any(each(list)),
        Values::Not(values) => Query::Not(Box::new(spread(field, *values))),
        Values::Test(test) => Query::Field(field.clone(), test),
    }
}

fn values(input: &str) -> Parsed<'_, Values> {
    let (rest, negated) = opt(terminated(keyword("not"), multispace0)).parse(input)?;
    if negated.is_some() {
        let (rest, values) = cut(values).parse(rest)?;
        return Ok((rest, Values::Not(Box::new(values))));
    }
    let close = |input| close(input, ')', "`)`, `and` or `or`");
    let list = delimited(
        (char('('), multispace0),
        cut(map(
            joined("or", |input| map(joined("and", values), Values::All).parse(input)),
            Values::Any,
        )),
        cut((multispace0, close)),
    );
    alt((preceded(peek(char('(')), list), single)).parse(input)
}

fn single(input: &str) -> Parsed<'_, Values> {
    let (rest, written) = preceded(not(char('(')), expected_value).parse(input)?;
    Ok((rest, Values::Test(test(&written)?)))
}

fn test<'a>(written: &Written<'a>) -> Result<Test, Err<Fault<'a>>> {
    match written.text() {
        Some(text) if text == "null" && !written.quoted => Err(Err::Failure(Fault::refused(
            written.at,
            "`null` is no value that can be looked for",
            "where a field is missing is `not field: *`; the text is \"null\"",
        ))),
        Some(text) => Ok(Test::Is(Literal::new(text, written.quoted))),
        None if written.is_star() => Ok(Test::Exists),
        None => Ok(Test::Like(Like::new(&written.pieces, false))),
    }
}

fn field(name: &Written<'_>) -> Field {
    match name.text() {
        Some(path) => Field::Path(path),
        None => Field::Pattern(pattern(&name.pieces, false)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Piece;

    #[test]
    fn a_literal_s_trailing_space_is_none_of_it() {
        let (rest, written) = literal("a b  and c").unwrap();
        assert_eq!(written.pieces, [Piece::Text("a b".to_owned())]);
        assert_eq!(rest, "  and c");
    }
}
