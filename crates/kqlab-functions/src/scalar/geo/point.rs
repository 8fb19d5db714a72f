//! Points on the earth.

use kqlab_plan::{FnDef, Param, ParamType};

use super::{NO_SHAPES, kernel, measure, wkt};
use crate::ScalarFn;
use crate::core::{BOOL, DYNAMIC, REAL, SCALAR, bag, eg, number, sig};

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
            examples: &[
                eg(
                    r#"geo_distance_point_to_line(-115.199625, 36.210419, dynamic({ "type":"LineString","coordinates":[[-115.183289,36.175007],[-115.192612,36.176736],[-115.202485,36.173439]]}))"#,
                    "3797.88887253334",
                ),
                eg(
                    r#"geo_distance_point_to_line(1,1, dynamic({ "type":"LineString"}))"#,
                    "real(null)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::to_line),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_distance_point_to_polygon",
            overloads: &[sig(&[number("longitude"), number("latitude"), bag("polygon")], REAL)],
            doc: "Calculates the shortest distance between a coordinate and a polygon or a multipolygon on Earth.",
            page: "geo-distance-point-to-polygon-function",
            examples: &[
                eg(
                    r#"geo_distance_point_to_polygon(-73.9839, 40.7705, dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))"#,
                    "259.940756070596",
                ),
                eg(
                    r#"geo_distance_point_to_polygon(500,1,dynamic({"type": "Polygon","coordinates": [[[0,0],[10,10],[10,1],[0,0]]]}))"#,
                    "real(null)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::to_polygon),
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
        kernel: Some(measure::in_polygon),
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
            unsupported: Some(NO_SHAPES),
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
            examples: &[
                eg(
                    r#"geo_closest_point_on_line(-115.199625, 36.210419, dynamic({ "type":"LineString","coordinates":[[-115.183289,36.175007],[-115.192612,36.176736],[-115.202485,36.173439]]}))"#,
                    r#"dynamic({"type": "Point", "coordinates": [-115.192612, 36.176736]})"#,
                ),
                eg(
                    r#"geo_closest_point_on_line(300, 3, dynamic({ "type":"LineString","coordinates":[[1,1],[2,2]]}))"#,
                    "dynamic(null)",
                ),
            ],
            ..SCALAR
        },
        kernel: Some(measure::on_line),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_closest_point_on_polygon",
            overloads: &[sig(&[number("longitude"), number("latitude"), bag("polygon")], DYNAMIC)],
            doc: "Calculates a point on a polygon or a multipolygon, which is closest to a given point on Earth.",
            page: "geo-closest-point-on-polygon-function",
            examples: &[eg(
                r#"geo_closest_point_on_polygon(-73.9839, 40.7705, dynamic({"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}))"#,
                r#"dynamic({"type": "Point","coordinates": [-73.981205580153926, 40.769359452843211]})"#,
            )],
            ..SCALAR
        },
        kernel: Some(measure::on_polygon),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_from_wkt",
            overloads: &[sig(&[Param::one("wkt", ParamType::StringOrArray)], DYNAMIC)],
            doc: "Converts WKT string into GeoJSON shapes.",
            page: "geo-from-wkt-function",
            examples: &[
                eg(
                    r#"geo_from_wkt("POINT (1 2)")"#,
                    r#"dynamic({"type": "Point","coordinates": [1,2]})"#,
                ),
                eg(
                    r#"geo_from_wkt("MULTIPOINT (1 1, 2 2, 3 3)")"#,
                    r#"dynamic({"type": "MultiPoint","coordinates": [[1,1],[2,2],[3,3]]})"#,
                ),
                eg(
                    r#"geo_from_wkt("MULTIPOLYGON (((0 0, 2 0, 2 2, 0 0)),((10 10, 12 10, 12 12, 10 10)))")"#,
                    r#"dynamic({"type": "MultiPolygon","coordinates": [[[[0,0],[2,0],[2,2],[0,0]]],[[[10,10],[12,10],[12,12],[10,10]]]]})"#,
                ),
                eg(r#"geo_from_wkt("LINESTRING")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(wkt::from_wkt),
    },
];
