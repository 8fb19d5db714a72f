//! What lines and polygons have in common.

use kqlab_plan::FnDef;

use super::{NO_SHAPES, measure};
use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, SCALAR, bag, eg, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "geo_intersects_2lines",
            overloads: &[sig(&[bag("lineString1"), bag("lineString2")], BOOL)],
            doc: "Checks if two line strings or multiline strings intersect.",
            page: "geo-intersects-2lines-function",
            examples: &[
                eg(
                    r#"geo_intersects_2lines(dynamic({"type":"LineString","coordinates":[[0,0],[2,2]]}), dynamic({"type":"LineString","coordinates":[[0,2],[2,0]]}))"#,
                    "true",
                ),
                eg(
                    r#"geo_intersects_2lines(dynamic({"type":"LineString","coordinates":[[0,0],[2,2]]}), dynamic({"type":"LineString","coordinates":[[5,2],[7,0]]}))"#,
                    "false",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::lines_meet),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersects_line_with_polygon",
            overloads: &[sig(&[bag("lineString"), bag("polygon")], BOOL)],
            doc: "Checks if a line string or a multiline string intersect with a polygon or a multipolygon.",
            page: "geo-intersects-line-with-polygon-function",
            examples: &[eg(
                r#"geo_intersects_line_with_polygon(dynamic({"type":"LineString","coordinates":[[1,3],[20,3]]}), dynamic({"type":"Polygon","coordinates":[[[0,0],[10,1],[10,10],[0,0]]]}))"#,
                "true",
            )],
            ..SCALAR
        },
        kernel: Some(measure::line_meets_polygon),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersects_2polygons",
            overloads: &[sig(&[bag("polygon1"), bag("polygon2")], BOOL)],
            doc: "Calculates whether two polygons or multipolygons intersect.",
            page: "geo-intersects-2polygons-function",
            examples: &[
                eg(
                    r#"geo_intersects_2polygons(dynamic({"type":"Polygon","coordinates":[[[0,0],[10,1],[10,10],[0,0]]]}), dynamic({"type":"Polygon","coordinates":[[[7,5],[8,5],[8,6],[7,5]]]}))"#,
                    "true",
                ),
                eg(
                    r#"geo_intersects_2polygons(dynamic({"type":"Polygon","coordinates":[[[0,0],[10,1],[10,10],[0,0]]]}), dynamic({"type":"Polygon","coordinates":[[[27,5],[28,5],[28,6],[27,5]]]}))"#,
                    "false",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::polygons_meet),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersection_2lines",
            overloads: &[sig(&[bag("lineString1"), bag("lineString2")], DYNAMIC)],
            doc: "Calculates the intersection of two line strings or multiline strings.",
            page: "geo-intersection-2lines-function",
            unsupported: Some(NO_SHAPES),
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
            unsupported: Some(NO_SHAPES),
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
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
];
