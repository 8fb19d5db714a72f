//! What lines and polygons have in common.

use kqlab_plan::FnDef;

use super::{NO_SHAPES, cut, measure};
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
            examples: &[
                eg(
                    r#"geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[-73.978929,40.785155],[-73.980903,40.782621]]}), dynamic({"type":"LineString","coordinates":[[-73.985195,40.788275],[-73.974552,40.779761]]}))"#,
                    r#"dynamic({"type": "Point","coordinates": [-73.979837116670978,40.783989289772165]})"#,
                ),
                eg(
                    r#"geo_intersection_2lines(dynamic({"type":"LineString","coordinates":[[1, 1],[2, 2]]}), dynamic({"type":"LineString","coordinates":[[3, 3],[4, 4]]}))"#,
                    r#"dynamic({"type": "GeometryCollection", "geometries": []})"#,
                ),
            ],
            ..SCALAR
        },
        kernel: Some(cut::two_lines),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_intersection_line_with_polygon",
            overloads: &[sig(&[bag("lineString"), bag("polygon")], DYNAMIC)],
            doc: "Calculates the intersection of a line string or a multiline string with a polygon or a multipolygon.",
            page: "geo-intersection-line-with-polygon-function",
            examples: &[eg(
                r#"geo_intersection_line_with_polygon(dynamic({"type":"LineString","coordinates":[[-110.522, 39.198],[-91.428, 40.880]]}), dynamic({"type":"Polygon","coordinates":[[[-90.263,36.738],[-102.041,45.274],[-109.335,36.527],[-90.263,36.738]],[[-100.393,41.705],[-103.139,38.925],[-97.558,39.113],[-100.393,41.705]]]}))"#,
                r#"dynamic({"type": "MultiLineString","coordinates": [[[-106.89353655881905,39.769226209776306],[-101.74448553679453,40.373506008712525]],[[-99.136499431328858,40.589336512699994],[-95.284527737311791,40.799060242246348]]]})"#,
            )],
            ..SCALAR
        },
        kernel: Some(cut::line_in_polygon),
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
