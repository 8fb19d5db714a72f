//! Well-known text: `POINT (1 2)` ... (geo-from-wkt-function).

use kqlab_columns::Column;
use serde_json::{Value as Json, json};

use crate::core::{Call, EvalError, Str};

/// `geo_from_wkt`; null where the text is no shape.
pub(super) fn from_wkt(call: &Call<'_>) -> Result<Column, EvalError> {
    call.map1::<Str, _>(|text| {
        let mut rest = Reader(&text);
        let shape = rest.shape(0)?;
        rest.0.trim().is_empty().then_some(shape)
    })
}

/// What is still to be read.
struct Reader<'a>(&'a str);

/// Collections within collections.
const DEEPEST: usize = 64;

impl<'a> Reader<'a> {
    fn word(&mut self) -> &'a str {
        self.0 = self.0.trim_start();
        let end = self.0.find(|letter: char| !letter.is_ascii_alphabetic());
        let (word, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest;
        word
    }

    fn take(&mut self, letter: char) -> Option<()> {
        self.0 = self.0.trim_start().strip_prefix(letter)?;
        Some(())
    }

    fn shape(&mut self, depth: usize) -> Option<Json> {
        let kind = self.word().to_ascii_uppercase();
        if kind == "GEOMETRYCOLLECTION" && depth < DEEPEST {
            let shapes = self.list(|reader| reader.shape(depth + 1))?;
            return Some(json!({"type": "GeometryCollection", "geometries": shapes}));
        }
        let (name, coordinates) = match kind.as_str() {
            "POINT" => ("Point", self.inside(Self::position)?),
            "LINESTRING" => ("LineString", self.list(Self::position)?),
            "POLYGON" => ("Polygon", self.list(Self::positions)?),
            "MULTIPOINT" => ("MultiPoint", self.list(Self::point)?),
            "MULTILINESTRING" => ("MultiLineString", self.list(Self::positions)?),
            "MULTIPOLYGON" => ("MultiPolygon", self.list(|reader| reader.list(Self::positions))?),
            _ => return None,
        };
        Some(json!({"type": name, "coordinates": coordinates}))
    }

    /// `( .. )`
    fn inside(&mut self, read: impl Fn(&mut Self) -> Option<Json>) -> Option<Json> {
        self.take('(')?;
        let inside = read(self)?;
        self.take(')')?;
        Some(inside)
    }

    /// `( .. , .. )`
    fn list(&mut self, read: impl Fn(&mut Self) -> Option<Json>) -> Option<Json> {
        self.take('(')?;
        let mut items = vec![read(self)?];
        while self.take(',').is_some() {
            items.push(read(self)?);
        }
        self.take(')')?;
        Some(Json::from(items))
    }

    fn positions(&mut self) -> Option<Json> {
        self.list(Self::position)
    }

    /// The points of a multipoint may stand in parentheses.
    fn point(&mut self) -> Option<Json> {
        if self.0.trim_start().starts_with('(') {
            self.inside(Self::position)
        } else {
            self.position()
        }
    }

    /// Longitude and latitude.
    fn position(&mut self) -> Option<Json> {
        Some(Json::from(vec![self.number()?, self.number()?]))
    }

    fn number(&mut self) -> Option<Json> {
        self.0 = self.0.trim_start();
        let end =
            self.0.find(|letter: char| !matches!(letter, '0'..='9' | '.' | '-' | '+' | 'e' | 'E'));
        let (number, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
        self.0 = rest;
        match number.parse::<i64>() {
            Ok(whole) => Some(Json::from(whole)),
            Err(_) => {
                number.parse::<f64>().ok().filter(|number| number.is_finite()).map(Json::from)
            }
        }
    }
}
