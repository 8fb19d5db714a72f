//! Polygons on the earth.

use kqlab_plan::{FnDef, Param, ParamType};

use crate::ScalarFn;
use crate::core::{DYNAMIC, INT, INTERNAL, NOT_YET, REAL, SCALAR, STRING, array, bag, number, sig};

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
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_area",
            overloads: &[sig(&[bag("polygon")], REAL)],
            doc: "Calculates the area of a polygon or a multipolygon on Earth.",
            page: "geo-polygon-area-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_perimeter",
            overloads: &[sig(&[bag("polygon")], REAL)],
            doc: "Calculates the length of the boundary of a polygon or a multipolygon on Earth.",
            page: "geo-polygon-perimeter-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_polygon_simplify",
            overloads: &[sig(&[bag("polygon"), number("tolerance").optional()], DYNAMIC)],
            doc: "Simplifies a polygon or a multipolygon.",
            page: "geo-polygon-simplify-function",
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
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
