//! What lines and polygons have in common.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, NOT_YET, SCALAR, bag, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "geo_intersects_2lines",
            overloads: &[sig(&[bag("lineString1"), bag("lineString2")], BOOL)],
            doc: "Checks if two line strings or multiline strings intersect.",
            page: "geo-intersects-2lines-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersects_line_with_polygon",
            overloads: &[sig(&[bag("lineString"), bag("polygon")], BOOL)],
            doc: "Checks if a line string or a multiline string intersect with a polygon or a multipolygon.",
            page: "geo-intersects-line-with-polygon-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersects_2polygons",
            overloads: &[sig(&[bag("polygon1"), bag("polygon2")], BOOL)],
            doc: "Calculates whether two polygons or multipolygons intersect.",
            page: "geo-intersects-2polygons-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersection_2lines",
            overloads: &[sig(&[bag("lineString1"), bag("lineString2")], DYNAMIC)],
            doc: "Calculates the intersection of two line strings or multiline strings.",
            page: "geo-intersection-2lines-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersection_line_with_polygon",
            overloads: &[sig(&[bag("lineString"), bag("polygon")], DYNAMIC)],
            doc: "Calculates the intersection of a line string or a multiline string with a polygon or a multipolygon.",
            page: "geo-intersection-line-with-polygon-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersection_2polygons",
            overloads: &[sig(&[bag("polygon1"), bag("polygon2")], DYNAMIC)],
            doc: "Calculates the intersection of two polygons or multipolygons.",
            page: "geo-intersection-2polygons-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
