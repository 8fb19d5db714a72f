//! Edges: the shortest ways between two places on the sphere.

use super::sphere::{Vector, cross, dot};

/// A vector scaled to length 1; as it is if it has none.
pub(super) fn unit(vector: Vector) -> Vector {
    let length = dot(vector, vector).sqrt();
    if length > 0.0 { vector.map(|part| part / length) } else { vector }
}

/// The angle between two vectors, exact for small ones too.
pub(super) fn angle(a: Vector, b: Vector) -> f64 {
    let normal = cross(a, b);
    dot(normal, normal).sqrt().atan2(dot(a, b))
}

fn sum(a: Vector, b: Vector) -> Vector {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// The sum of two vectors, each so many times.
pub(super) fn combine(a: Vector, x: f64, b: Vector, y: f64) -> Vector {
    sum(a.map(|part| part * x), b.map(|part| part * y))
}

/// The place on an edge that is nearest.
pub(super) fn nearest((a, b): (Vector, Vector), place: Vector) -> Vector {
    let normal = unit(cross(a, b));
    // The foot of the perpendicular lies on the edge if it is left of `a` and right of `b`.
    let foot = unit(combine(place, 1.0, normal, -dot(place, normal)));
    let on_edge = dot(cross(normal, a), foot) >= 0.0 && dot(cross(b, normal), foot) >= 0.0;
    if on_edge && dot(normal, normal) > 0.5 {
        return foot;
    }
    if angle(place, a) <= angle(place, b) { a } else { b }
}

/// The place at a fraction of the way along an edge.
pub(super) fn interpolate((a, b): (Vector, Vector), fraction: f64) -> Vector {
    let whole = angle(a, b);
    if whole == 0.0 {
        return a;
    }
    let share = |part: f64| (part * whole).sin() / whole.sin();
    unit(combine(a, share(1.0 - fraction), b, share(fraction)))
}

/// Three times the signed area left of `a b c`.
fn turn(a: Vector, b: Vector, c: Vector) -> f64 {
    dot(cross(a, b), c)
}

/// Whether two edges have a place in common.
pub(super) fn meet((a, b): (Vector, Vector), (c, d): (Vector, Vector)) -> bool {
    const TOUCH: f64 = 1e-15;
    let (abc, abd) = (turn(a, b, c), turn(a, b, d));
    let (cda, cdb) = (turn(c, d, a), turn(c, d, b));
    let apart = |x: f64, y: f64| (x > 0.0 && y > 0.0) || (x < 0.0 && y < 0.0);
    if !apart(abc, abd) && !apart(cda, cdb) && abc.abs().max(abd.abs()) > TOUCH {
        // The great circles cross at two places that lie opposite: both edges must be on the same side.
        return dot(sum(a, b), sum(c, d)) > 0.0;
    }
    let touches =
        |edge: (Vector, Vector), place: Vector| angle(nearest(edge, place), place) < TOUCH;
    touches((a, b), c) || touches((a, b), d) || touches((c, d), a) || touches((c, d), b)
}

/// The signed area of a triangle on the sphere (Eriksson), positive counterclockwise.
pub(super) fn triangle(a: Vector, b: Vector, c: Vector) -> f64 {
    2.0 * turn(a, b, c).atan2(1.0 + dot(a, b) + dot(b, c) + dot(c, a))
}

/// The integral of the places of an edge: its direction is the edge's centroid, its length the weight.
pub(super) fn centroid((a, b): (Vector, Vector)) -> Vector {
    let (difference, middle) = (combine(a, 1.0, b, -1.0), sum(a, b));
    let weight = (dot(difference, difference) / dot(middle, middle)).sqrt();
    middle.map(|part| part * weight)
}

/// The integral of the places of a triangle, with the sign of its area.
pub(super) fn triangle_centroid(a: Vector, b: Vector, c: Vector) -> Vector {
    let side = |p: Vector, q: Vector| {
        let whole = angle(p, q);
        let normal = cross(p, q);
        let length = dot(normal, normal).sqrt();
        if length > 0.0 { normal.map(|part| part * whole / length / 2.0) } else { normal }
    };
    sum(sum(side(a, b), side(b, c)), side(c, a))
}
