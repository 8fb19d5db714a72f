//! Geohash, S2 and H3 cells.

use kqlab_plan::FnDef;

use super::{geohash, h3, s2};
use crate::ScalarFn;
use crate::core::{DYNAMIC, INT, SCALAR, STRING, eg, number, sig, string};

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
            examples: &[
                eg("geo_point_to_geohash(-80.195829, 25.802215, 8)", r#""dhwfz15h""#),
                eg("geo_point_to_geohash(-122.303404, 47.570482)", r#""c23n8""#),
                eg("geo_point_to_geohash(200,1,8)", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(geohash::from_point),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_geohash_to_central_point",
            overloads: &[sig(&[string("geohash")], DYNAMIC)],
            doc: "Calculates the geospatial coordinates that represent the center of a geohash rectangular area.",
            page: "geo-geohash-to-central-point-function",
            examples: &[
                eg(
                    r#"geo_geohash_to_central_point("sunny")"#,
                    r#"dynamic({"type": "Point", "coordinates": [42.47314453125, 23.70849609375]})"#,
                ),
                eg(r#"geo_geohash_to_central_point("a")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(geohash::center),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_geohash_to_polygon",
            overloads: &[sig(&[string("geohash")], DYNAMIC)],
            doc: "Calculates the polygon that represents the geohash rectangular area.",
            page: "geo-geohash-to-polygon-function",
            examples: &[
                eg(
                    r#"geo_geohash_to_polygon("dr5ru")"#,
                    r#"dynamic({"type": "Polygon", "coordinates": [[[-74.00390625, 40.7373046875], [-73.9599609375, 40.7373046875], [-73.9599609375, 40.78125], [-74.00390625, 40.78125], [-74.00390625, 40.7373046875]]]})"#,
                ),
                eg(r#"geo_geohash_to_polygon("a")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(geohash::polygon),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_geohash_neighbors",
            overloads: &[sig(&[string("geohash")], DYNAMIC)],
            doc: "Calculates geohash neighbors.",
            page: "geo-geohash-neighbors-function",
            examples: &[eg(
                "geo_geohash_neighbors('sunny')",
                r#"dynamic(["sunnt","sunpj","sunnx","sunpn","sunnv","sunpp","sunnz","sunnw"])"#,
            )],
            ..SCALAR
        },
        kernel: Some(geohash::neighbors),
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
            examples: &[
                eg("geo_point_to_s2cell(-80.195829, 25.802215, 8)", r#""88d9b""#),
                eg("geo_point_to_s2cell(10.1234, 53, 8)", r#""47b1d""#),
                eg("geo_point_to_s2cell(1,1,35)", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(s2::from_point),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_s2cell_to_central_point",
            overloads: &[sig(&[string("s2cell")], DYNAMIC)],
            doc: "Calculates the geospatial coordinates that represent the center of an S2 cell.",
            page: "geo-s2cell-to-central-point-function",
            examples: &[
                eg(
                    r#"geo_s2cell_to_central_point("1234567")"#,
                    r#"dynamic({"type": "Point", "coordinates": [9.86830731850408, 27.468392925827604]})"#,
                ),
                eg(r#"geo_s2cell_to_central_point("a")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(s2::center),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_s2cell_to_polygon",
            overloads: &[sig(&[string("s2cell")], DYNAMIC)],
            doc: "Calculates the polygon that represents the S2 Cell rectangular area.",
            page: "geo-s2cell-to-polygon-function",
            examples: &[
                eg(
                    r#"geo_s2cell_to_polygon("89c259")"#,
                    r#"dynamic({"type": "Polygon", "coordinates": [[[-74.030012249838478, 40.8012684339439], [-74.030012249838478, 40.7222262918358], [-73.935982114337421, 40.708880489804564], [-73.935982114337421, 40.787917134506841], [-74.030012249838478, 40.8012684339439]]]})"#,
                ),
                eg(r#"geo_s2cell_to_polygon("a")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(s2::polygon),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_s2cell_neighbors",
            overloads: &[sig(&[string("s2cell")], DYNAMIC)],
            doc: "Calculates S2 cell neighbors.",
            page: "geo-s2cell-neighbors-function",
            examples: &[
                eg(
                    "geo_s2cell_neighbors('89c259')",
                    r#"dynamic(["89c25d","89c2f9","89c251","89c257","89c25f","89c25b","89c2f7","89c2f5"])"#,
                ),
                eg("geo_s2cell_neighbors('a')", "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(s2::neighbors),
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
            examples: &[
                eg(
                    "geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)",
                    r#""862a1072fffffff""#,
                ),
                eg("geo_point_to_h3cell(1,1,16)", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(h3::from_point),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_to_central_point",
            overloads: &[sig(&[string("h3cell")], DYNAMIC)],
            doc: "Calculates the geospatial coordinates that represent the center of an H3 cell.",
            page: "geo-h3cell-to-central-point-function",
            examples: &[eg(r#"geo_h3cell_to_central_point("@")"#, "dynamic(null)")],
            ..SCALAR
        },
        kernel: Some(h3::center),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_to_polygon",
            overloads: &[sig(&[string("h3cell")], DYNAMIC)],
            doc: "Calculates the polygon that represents the H3 Cell rectangular area.",
            page: "geo-h3cell-to-polygon-function",
            examples: &[
                eg(
                    r#"geo_h3cell_to_polygon("862a1072fffffff")"#,
                    r#"dynamic({"type": "Polygon", "coordinates": [[[-74.0022744646159, 40.735376026215022], [-74.046908029686236, 40.727986222489115], [-74.060610712223664, 40.696775140349033],[-74.029724408156682, 40.672970047595463], [-73.985140983708192, 40.680349049267583],[-73.971393761028622, 40.71154393543933], [-74.0022744646159, 40.735376026215022]]]})"#,
                ),
                eg(r#"geo_h3cell_to_polygon("@")"#, "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(h3::polygon),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_neighbors",
            overloads: &[sig(&[string("h3cell")], DYNAMIC)],
            doc: "Calculates the H3 cell neighbors.",
            page: "geo-h3cell-neighbors-function",
            examples: &[eg(
                "geo_h3cell_neighbors('862a1072fffffff')",
                r#"dynamic(["862a10727ffffff","862a10707ffffff","862a1070fffffff","862a10777ffffff","862a100dfffffff","862a100d7ffffff"])"#,
            )],
            ..SCALAR
        },
        kernel: Some(h3::neighbors),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_children",
            overloads: &[sig(&[string("h3cell"), number("resolution").optional()], DYNAMIC)],
            doc: "Calculates the H3 cell children.",
            page: "geo-h3cell-children-function",
            examples: &[
                eg(
                    "geo_h3cell_children('862a1072fffffff')",
                    r#"dynamic(["872a10728ffffff", "872a10729ffffff", "872a1072affffff", "872a1072bffffff", "872a1072cffffff", "872a1072dffffff", "872a1072effffff"])"#,
                ),
                eg("geo_h3cell_children('abc')", "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(h3::children),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_parent",
            overloads: &[sig(&[string("h3cell"), number("resolution").optional()], STRING)],
            doc: "Calculates the H3 cell parent.",
            page: "geo-h3cell-parent-function",
            examples: &[
                eg("geo_h3cell_parent('862a1072fffffff')", r#""852a1073fffffff""#),
                eg("geo_h3cell_parent('862a1072fffffff', 1)", r#""812a3ffffffffff""#),
                eg("geo_h3cell_parent('862a1072fffffff', 15)", r#""""#),
            ],
            ..SCALAR
        },
        kernel: Some(h3::parent),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_rings",
            overloads: &[sig(&[string("h3cell"), number("distance")], DYNAMIC)],
            doc: "Calculates the H3 cell rings.",
            page: "geo-h3cell-rings-function",
            examples: &[
                eg(
                    "geo_h3cell_rings('861f8894fffffff', 2)",
                    r#"dynamic([["861f8894fffffff"],["861f88947ffffff","861f8895fffffff","861f88867ffffff","861f8d497ffffff","861f8d4b7ffffff","861f8896fffffff"],["861f88967ffffff","861f88977ffffff","861f88957ffffff","861f8882fffffff","861f88877ffffff","861f88847ffffff","861f8886fffffff","861f8d49fffffff","861f8d487ffffff","861f8d4a7ffffff","861f8d59fffffff","861f8d597ffffff"]])"#,
                ),
                eg("geo_h3cell_rings('abc', 3)", "dynamic(null)"),
            ],
            ..SCALAR
        },
        kernel: Some(h3::rings),
    },
    ScalarFn {
        def: FnDef {
            name: "geo_h3cell_level",
            overloads: &[sig(&[string("h3cell")], INT)],
            doc: "Calculates the H3 cell resolution.",
            page: "geo-h3cell-level-function",
            examples: &[eg("geo_h3cell_level('862a1072fffffff')", "int(6)")],
            ..SCALAR
        },
        kernel: Some(h3::level),
    },
];
