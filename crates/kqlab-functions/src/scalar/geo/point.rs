//! Points on the earth.

use kqlab_plan::{FnDef, Param, ParamType};

use super::kernel;
use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, NOT_YET, REAL, SCALAR, bag, eg, number, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "geo_angle",
            overloads: &[sig(
                &[
                    number("p1_longitude"),
                    number("p1_latitude"),
                    number("p2_longitude"),
                    number("p2_latitude"),
                    number("p3_longitude"),
                    number("p3_latitude"),
                ],
                REAL,
            )],
            doc: "Calculates the angle between two lines on Earth.",
            page: "geo-angle-function",
            examples: &[
                eg("geo_angle(0, 10, 0,5, 3,-10)", "2.94493843406882"),
                eg("geo_angle(0, 10, 0, 10, 3, -10)", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::angles),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_azimuth",
            overloads: &[sig(
                &[
                    number("p1_longitude"),
                    number("p1_latitude"),
                    number("p2_longitude"),
                    number("p2_latitude"),
                ],
                REAL,
            )],
            doc: "Calculates the angle between the true north and a line on Earth.",
            page: "geo-azimuth-function",
            examples: &[
                eg("geo_azimuth(5, 10, 10, -40)", "3.05459939796449"),
                eg("geo_azimuth(5, 10, 5, 10)", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::azimuths),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_distance_2points",
            overloads: &[sig(
                &[
                    number("p1_longitude"),
                    number("p1_latitude"),
                    number("p2_longitude"),
                    number("p2_latitude"),
                    Param::one("use_spheroid", ParamType::NumberOrBool).optional(),
                ],
                REAL,
            )],
            doc: "Calculates the shortest distance between two geospatial coordinates on Earth.",
            page: "geo-distance-2points-function",
            examples: &[
                eg(
                    "geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056)",
                    "1546754.35197381",
                ),
                eg("geo_distance_2points(300,1,1,1)", "real(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::distance),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_distance_point_to_line",
            overloads: &[sig(&[number("longitude"), number("latitude"), bag("lineString")], REAL)],
            doc: "Calculates the shortest distance between a coordinate and a line or multiline on Earth.",
            page: "geo-distance-point-to-line-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_distance_point_to_polygon",
            overloads: &[sig(&[number("longitude"), number("latitude"), bag("polygon")], REAL)],
            doc: "Calculates the shortest distance between a coordinate and a polygon or a multipolygon on Earth.",
            page: "geo-distance-point-to-polygon-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_point_in_circle",
            overloads: &[sig(
                &[
                    number("p_longitude"),
                    number("p_latitude"),
                    number("pc_longitude"),
                    number("pc_latitude"),
                    number("c_radius"),
                ],
                BOOL,
            )],
            doc: "Checks if the geospatial coordinates are inside a circle on Earth.",
            page: "geo-point-in-circle-function",
            examples: &[
                eg(
                    "geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500)",
                    "true",
                ),
                eg(
                    "geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)",
                    "false",
                ),
                eg("geo_point_in_circle(1, 1, 1, 1, -1)", "bool(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::in_circle),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_point_in_polygon",
            overloads: &[sig(&[number("longitude"), number("latitude"), bag("polygon")], BOOL)],
            doc: "Checks if the geospatial coordinates are inside a polygon or a multipolygon on Earth.",
            page: "geo-point-in-polygon-function",
            examples: &[
                eg(
                    r#"geo_point_in_polygon(200,1,dynamic({"type": "Polygon","coordinates": [[[0,0],[10,10],[10,1],[0,0]]]}))"#,
                    "bool(null)",
                ),
                eg(
                    r#"geo_point_in_polygon(1,1,dynamic({"type": "Polygon","coordinates": [[[0,0],[10,10],[10,10],[0,0]]]}))"#,
                    "bool(null)",
                ),
                eg(
                    r#"geo_point_in_polygon(8,4,dynamic({"type": "Polygon","coordinates": [[[0,0],[10,1],[10,10],[0,0]]]}))"#,
                    "true",
                ),
                eg(
                    r#"geo_point_in_polygon(2,4,dynamic({"type": "Polygon","coordinates": [[[0,0],[10,1],[10,10],[0,0]]]}))"#,
                    "false",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(kernel::in_polygon),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_point_buffer",
            overloads: &[sig(
                &[
                    number("longitude"),
                    number("latitude"),
                    number("radius"),
                    number("tolerance").optional(),
                ],
                DYNAMIC,
            )],
            doc: "Calculates point buffer.",
            page: "geo-point-buffer-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_closest_point_on_line",
            overloads: &[sig(
                &[number("longitude"), number("latitude"), bag("lineString")],
                DYNAMIC,
            )],
            doc: "Calculates a point on a line or a multiline, which is closest to a given point on Earth.",
            page: "geo-closest-point-on-line-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_closest_point_on_polygon",
            overloads: &[sig(&[number("longitude"), number("latitude"), bag("polygon")], DYNAMIC)],
            doc: "Calculates a point on a polygon or a multipolygon, which is closest to a given point on Earth.",
            page: "geo-closest-point-on-polygon-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "geo_from_wkt",
            overloads: &[sig(&[Param::one("wkt", ParamType::StringOrArray)], DYNAMIC)],
            doc: "Converts WKT string into GeoJSON shapes.",
            page: "geo-from-wkt-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
