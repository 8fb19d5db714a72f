//! Lines on the earth.

use kqlab_plan::{FnDef, Param, ParamType};

use super::{NO_SHAPES, densify, measure};
use crate::ScalarFn;
use crate::core::{DYNAMIC, INT, INTERNAL, REAL, SCALAR, STRING, array, bag, eg, number, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "geo_line_length",
            overloads: &[sig(&[bag("lineString")], REAL)],
            doc: "Calculates the total length of a line string or a multiline string on Earth.",
            page: "geo-line-length-function",
            examples: &[
                eg(
                    r#"geo_line_length(dynamic({"type":"LineString","coordinates":[[-73.95807266235352,40.800426144169315],[-73.94966125488281,40.79691751000055],[-73.97317886352539,40.764486356930334]]}))"#,
                    "4922.48016992081",
                ),
                eg(
                    r#"geo_line_length(dynamic({"type":"LineString","coordinates":[[1, 1]]}))"#,
                    "real(null)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::length),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_buffer",
            overloads: &[sig(
                &[bag("lineString"), number("radius"), number("tolerance").optional()],
                DYNAMIC,
            )],
            doc: "Calculates line buffer.",
            page: "geo-line-buffer-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_centroid",
            overloads: &[sig(&[bag("lineString")], DYNAMIC)],
            doc: "Calculates the centroid of a line or a multiline on Earth.",
            page: "geo-line-centroid-function",
            examples: &[eg(
                r#"geo_line_centroid(dynamic({"type":"LineString","coordinates":[[-73.95796, 40.80042], [-73.97317, 40.764486]]}))"#,
                r#"dynamic({"type": "Point", "coordinates": [-73.965567057230942, 40.782453249627416]})"#,
            )],
            ..SCALAR
        },
        kernel: Some(measure::line_centroid),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_densify",
            overloads: &[sig(
                &[
                    bag("lineString"),
                    number("tolerance").optional(),
                    Param::one("preserve_crossing", ParamType::NumberOrBool).optional(),
                ],
                DYNAMIC,
            )],
            doc: "Converts planar lines or multiline edges to geodesics.",
            page: "geo-line-densify-function",
            examples: &[
                eg(
                    r#"geo_line_densify(dynamic({"type":"LineString","coordinates":[[50, 50], [51, 51]]}))"#,
                    r#"dynamic({"type":"LineString","coordinates":[[50,50],[50.125,50.125],[50.25,50.25],[50.375,50.375],[50.5,50.5],[50.625,50.625],[50.75,50.75],[50.875,50.875],[51,51]]})"#,
                ),
                eg(
                    r#"geo_line_densify(dynamic({"type":"LineString","coordinates":[[1,1],[2,2]]}), 0)"#,
                    "dynamic(null)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(densify::line_densify),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_simplify",
            overloads: &[sig(&[bag("lineString"), number("tolerance").optional()], DYNAMIC)],
            doc: "Simplifies a line string or a multiline string.",
            page: "geo-line-simplify-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_locate_point",
            overloads: &[sig(
                &[
                    bag("lineString"),
                    number("longitude"),
                    number("latitude"),
                    Param::one("use_spheroid", ParamType::NumberOrBool).optional(),
                ],
                REAL,
            )],
            doc: "Calculates fraction value as a ratio of a line length from line start till a point on a line which is closest to a given point and a whole line length on Earth.",
            page: "geo-line-locate-point-function",
            examples: &[eg(
                r#"geo_line_locate_point(dynamic({"type":"LineString","coordinates":[[-73.95796, 40.80042], [-73.97317, 40.764486]]}), -73.965, 40.792)"#,
                "0.25560135100307552",
            )],
            ..SCALAR
        },
        kernel: Some(measure::locate),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_interpolate_point",
            overloads: &[sig(&[bag("lineString"), number("fraction")], DYNAMIC)],
            doc: "Calculates a point at fraction on a line on Earth.",
            page: "geo-line-interpolate-point-function",
            examples: &[
                eg(
                    r#"geo_line_interpolate_point(dynamic({"type":"LineString","coordinates":[[-73.95796, 40.80042], [-73.97317, 40.764486]]}), 0.25)"#,
                    r#"dynamic({"type": "Point", "coordinates": [-73.961764043218281, 40.791436687257232]})"#,
                ),
                eg(
                    r#"geo_line_interpolate_point(dynamic({"type":"LineString","coordinates":[[1, 1]]}), 0.5)"#,
                    "dynamic(null)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::interpolate),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_to_s2cells",
            overloads: &[sig(
                &[bag("lineString"), number("level").optional(), number("radius").optional()],
                DYNAMIC,
            )],
            doc: "Calculates S2 cell tokens that cover a line or a multiline on Earth.",
            page: "geo-line-to-s2cells-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_union_lines_array",
            overloads: &[sig(&[array("lineStrings")], DYNAMIC)],
            doc: "Calculates the union of line strings or multiline strings on Earth.",
            page: "geo-union-lines-array-function",
            unsupported: Some(NO_SHAPES),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__geo_line_s2cell_covering_level",
            overloads: &[sig(&[bag("lineString")], INT)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__geo_line_validate",
            overloads: &[sig(&[bag("lineString")], STRING)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "__geo_length_to_s2cell_level",
            overloads: &[sig(&[number("length")], INT)],
            doc: "An internal function of Kusto.",
            unsupported: Some(INTERNAL),
            ..SCALAR
        },
        kernel: None,
    },
];
