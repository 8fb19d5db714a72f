//! Polygons on the earth.

use kqlab_plan::{FnDef, Param, ParamType};

use super::{NO_SHAPES, densify, measure};
use crate::ScalarFn;
use crate::core::{DYNAMIC, INT, INTERNAL, REAL, SCALAR, STRING, array, bag, eg, number, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_to_h3cells",
            overloads: &[sig(
                &[bag("polygon"), number("resolution").optional(), number("radius").optional()],
                DYNAMIC,
            )],
            doc: "Calculates H3 cells for a polygon.",
            page: "geo-polygon-to-h3cells-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_to_s2cells",
            overloads: &[sig(
                &[bag("polygon"), number("level").optional(), number("radius").optional()],
                DYNAMIC,
            )],
            doc: "Calculates S2 cell tokens that cover a polygon or a multipolygon on Earth.",
            page: "geo-polygon-to-s2cells-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_densify",
            overloads: &[sig(
                &[
                    bag("polygon"),
                    number("tolerance").optional(),
                    Param::one("preserve_crossing", ParamType::NumberOrBool).optional(),
                ],
                DYNAMIC,
            )],
            doc: "Converts polygon or multipolygon planar edges to geodesics.",
            page: "geo-polygon-densify-function",
            examples: &[eg(
                r#"geo_polygon_densify(dynamic({"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,11],[10,10]]]}))"#,
                r#"dynamic({"type":"Polygon","coordinates":[[[10,10],[10.25,10],[10.5,10],[10.75,10],[11,10],[11,11],[10.75,11],[10.5,11],[10.25,11],[10,11],[10,10]]]})"#,
            )],
            ..SCALAR
        },
        kernel: Some(densify::polygon_densify),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_area",
            overloads: &[sig(&[bag("polygon")], REAL)],
            doc: "Calculates the area of a polygon or a multipolygon on Earth.",
            page: "geo-polygon-area-function",
            examples: &[eg(
                r#"geo_polygon_area(dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))"#,
                "3475207.28346606",
            )],
            ..SCALAR
        },
        kernel: Some(measure::area),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_buffer",
            overloads: &[sig(
                &[bag("polygon"), number("radius"), number("tolerance").optional()],
                DYNAMIC,
            )],
            doc: "Calculates polygon buffer.",
            page: "geo-polygon-buffer-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_centroid",
            overloads: &[sig(&[bag("polygon")], DYNAMIC)],
            doc: "Calculates the centroid of a polygon or a multipolygon on Earth.",
            page: "geo-polygon-centroid-function",
            examples: &[eg(
                r#"geo_polygon_centroid(dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))"#,
                r#"dynamic({"type": "Point", "coordinates": [-73.965735689907618, 40.782550538057812]})"#,
            )],
            ..SCALAR
        },
        kernel: Some(measure::polygon_centroid),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_perimeter",
            overloads: &[sig(&[bag("polygon")], REAL)],
            doc: "Calculates the length of the boundary of a polygon or a multipolygon on Earth.",
            page: "geo-polygon-perimeter-function",
            examples: &[
                eg(
                    r#"geo_polygon_perimeter(dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))"#,
                    "9930.30149604938",
                ),
                eg(
                    r#"geo_polygon_perimeter(dynamic({"type": "Polygon","coordinates": [[[0,0],[10,10],[10,10],[0,0]]]}))"#,
                    "real(null)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::perimeter),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_simplify",
            overloads: &[sig(&[bag("polygon"), number("tolerance").optional()], DYNAMIC)],
            doc: "Simplifies a polygon or a multipolygon.",
            page: "geo-polygon-simplify-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_union_polygons_array",
            overloads: &[sig(&[array("polygons")], DYNAMIC)],
            doc: "Calculates the union of polygons or multipolygons on Earth.",
            page: "geo-union-polygons-array-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_simplify_polygons_array",
            overloads: &[sig(&[array("polygons"), number("tolerance").optional()], DYNAMIC)],
            doc: "Simplifies polygons by replacing nearly straight chains of short edges with a single long edge on Earth.",
            page: "geo-simplify-polygons-array-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__geo_polygon_s2cell_covering_level",
            overloads: &[sig(&[bag("polygon")], INT)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__geo_polygon_validate",
            overloads: &[sig(&[bag("polygon")], STRING)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
];
