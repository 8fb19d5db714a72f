//! GeoJSON lines and polygons on the sphere.

use serde_json::Value as Json;

use super::sphere::{Place, Vector, cross, dot};

/// A line of at least two places.
pub(super) type Line = Vec<Vector>;
/// A polygon's rings, not closed: the shell, then its holes.
pub(super) type Rings = Vec<Vec<Vector>>;

fn line(json: &Json) -> Option<Line> {
    let places: Option<Line> =
        json.as_array()?.iter().map(|place| Place::of(place).map(Place::vector)).collect();
    places.filter(|places| places.len() >= 2)
}

/// The lines of a GeoJSON line or multiline; `None` where one is not valid.
pub(super) fn lines(json: &Json) -> Option<Vec<Line>> {
    let coordinates = json.get("coordinates")?;
    let lines: Vec<Line> = match json.get("type")?.as_str()? {
        "LineString" => vec![line(coordinates)?],
        "MultiLineString" => {
            coordinates.as_array()?.iter().map(line).collect::<Option<Vec<Line>>>()?
        }
        _ => return None,
    };
    (!lines.is_empty()).then_some(lines)
}

/// A ring of at least three distinct places, closed (geo-point-in-polygon-function).
fn ring(json: &Json) -> Option<Vec<Vector>> {
    let places: Option<Vec<Place>> = json.as_array()?.iter().map(Place::of).collect();
    let mut places = places?;
    let is_closed = places.len() >= 4 && places.first() == places.last();
    places.pop();
    let distinct = places.iter().enumerate().all(|(index, place)| !places[..index].contains(place));
    (is_closed && distinct).then(|| places.into_iter().map(Place::vector).collect())
}

fn rings(json: &Json) -> Option<Rings> {
    let rings: Option<Rings> = json.as_array()?.iter().map(ring).collect();
    rings.filter(|rings| !rings.is_empty())
}

/// The polygons of a GeoJSON polygon or multipolygon; `None` where one is not valid.
pub(super) fn polygons(json: &Json) -> Option<Vec<Rings>> {
    let coordinates = json.get("coordinates")?;
    let polygons: Vec<Rings> = match json.get("type")?.as_str()? {
        "Polygon" => vec![rings(coordinates)?],
        "MultiPolygon" => {
            coordinates.as_array()?.iter().map(rings).collect::<Option<Vec<Rings>>>()?
        }
        _ => return None,
    };
    (!polygons.is_empty()).then_some(polygons)
}

/// The edges of a line.
pub(super) fn edges(line: &[Vector]) -> impl Iterator<Item = (Vector, Vector)> {
    line.windows(2).map(|pair| (pair[0], pair[1]))
}

/// The edges of a ring, the last back to the first.
pub(super) fn ring_edges(ring: &[Vector]) -> impl Iterator<Item = (Vector, Vector)> {
    (0..ring.len()).map(|index| (ring[index], ring[(index + 1) % ring.len()]))
}

/// Whether a place is in the smaller of the two regions that a ring divides the sphere into: the turns that the ring makes,
/// seen from the place, sum up to a full circle.
fn encloses(ring: &[Vector], place: Vector) -> bool {
    let winding: f64 = ring_edges(ring)
        .map(|(a, b)| {
            let (left, right) = (cross(place, a), cross(place, b));
            dot(place, cross(left, right)).atan2(dot(left, right))
        })
        .sum();
    // Seen from the far side a ring goes round as well: the place must be on the ring's own side.
    let center = ring
        .iter()
        .fold([0.0; 3], |sum, corner| [sum[0] + corner[0], sum[1] + corner[1], sum[2] + corner[2]]);
    winding.abs() > std::f64::consts::PI && dot(center, place) > 0.0
}

/// Whether a place is in one of the polygons and in none of its holes.
pub(super) fn contains(polygons: &[Rings], place: Vector) -> bool {
    polygons.iter().any(|rings| {
        encloses(&rings[0], place) && !rings[1..].iter().any(|hole| encloses(hole, place))
    })
}
