//! Geohash, S2 and H3 cells.

use kqlab_plan::FnDef;

use crate::ScalarFn;
use crate::core::{DYNAMIC, INT, NOT_YET, SCALAR, STRING, number, sig, string};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "geo_point_to_geohash",
            overloads: &[sig(
                &[number("longitude"), number("latitude"), number("accuracy").optional()],
                STRING,
            )],
            doc: "Calculates the geohash string value of a geographic location.",
            page: "geo-point-to-geohash-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_geohash_to_central_point",
            overloads: &[sig(&[string("geohash")], DYNAMIC)],
            doc: "Calculates the geospatial coordinates that represent the center of a geohash rectangular area.",
            page: "geo-geohash-to-central-point-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_geohash_to_polygon",
            overloads: &[sig(&[string("geohash")], DYNAMIC)],
            doc: "Calculates the polygon that represents the geohash rectangular area.",
            page: "geo-geohash-to-polygon-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_geohash_neighbors",
            overloads: &[sig(&[string("geohash")], DYNAMIC)],
            doc: "Calculates geohash neighbors.",
            page: "geo-geohash-neighbors-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_point_to_s2cell",
            overloads: &[sig(
                &[number("longitude"), number("latitude"), number("level").optional()],
                STRING,
            )],
            doc: "Calculates the S2 cell token string value of a geographic location.",
            page: "geo-point-to-s2cell-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_s2cell_to_central_point",
            overloads: &[sig(&[string("s2cell")], DYNAMIC)],
            doc: "Calculates the geospatial coordinates that represent the center of an S2 cell.",
            page: "geo-s2cell-to-central-point-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_s2cell_to_polygon",
            overloads: &[sig(&[string("s2cell")], DYNAMIC)],
            doc: "Calculates the polygon that represents the S2 Cell rectangular area.",
            page: "geo-s2cell-to-polygon-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_s2cell_neighbors",
            overloads: &[sig(&[string("s2cell")], DYNAMIC)],
            doc: "Calculates S2 cell neighbors.",
            page: "geo-s2cell-neighbors-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_point_to_h3cell",
            overloads: &[sig(
                &[number("longitude"), number("latitude"), number("resolution").optional()],
                STRING,
            )],
            doc: "Calculates the H3 Cell token string value of a geographic location.",
            page: "geo-point-to-h3cell-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_to_central_point",
            overloads: &[sig(&[string("h3cell")], DYNAMIC)],
            doc: "Calculates the geospatial coordinates that represent the center of an H3 cell.",
            page: "geo-h3cell-to-central-point-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_to_polygon",
            overloads: &[sig(&[string("h3cell")], DYNAMIC)],
            doc: "Calculates the polygon that represents the H3 Cell rectangular area.",
            page: "geo-h3cell-to-polygon-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_neighbors",
            overloads: &[sig(&[string("h3cell")], DYNAMIC)],
            doc: "Calculates the H3 cell neighbors.",
            page: "geo-h3cell-neighbors-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_children",
            overloads: &[sig(&[string("h3cell"), number("resolution").optional()], DYNAMIC)],
            doc: "Calculates the H3 cell children.",
            page: "geo-h3cell-children-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_parent",
            overloads: &[sig(&[string("h3cell"), number("resolution").optional()], STRING)],
            doc: "Calculates the H3 cell parent.",
            page: "geo-h3cell-parent-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_rings",
            overloads: &[sig(&[string("h3cell"), number("distance")], DYNAMIC)],
            doc: "Calculates the H3 cell rings.",
            page: "geo-h3cell-rings-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_level",
            overloads: &[sig(&[string("h3cell")], INT)],
            doc: "Calculates the H3 cell resolution.",
            page: "geo-h3cell-level-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
