//! Lines on the earth.

use kqlab_plan::{FnDef, Param, ParamType};

use crate::ScalarFn;
use crate::core::{DYNAMIC, INT, INTERNAL, NOT_YET, REAL, SCALAR, STRING, array, bag, number, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "geo_line_length",
            overloads: &[sig(&[bag("lineString")], REAL)],
            doc: "Calculates the total length of a line string or a multiline string on Earth.",
            page: "geo-line-length-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_simplify",
            overloads: &[sig(&[bag("lineString"), number("tolerance").optional()], DYNAMIC)],
            doc: "Simplifies a line string or a multiline string.",
            page: "geo-line-simplify-function",
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_line_interpolate_point",
            overloads: &[sig(&[bag("lineString"), number("fraction")], DYNAMIC)],
            doc: "Calculates a point at fraction on a line on Earth.",
            page: "geo-line-interpolate-point-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
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
            unsupported: Some(NOT_YET),
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
            unsupported: Some(NOT_YET),
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
