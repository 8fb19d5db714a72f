//! Filters and transforms of a series.

use kqlab_plan::{FnDef, ResultName, Returns, Type};

use crate::ScalarFn;
use crate::core::{DYNAMIC, NOT_YET, SCALAR, array, boolean, sig};

/// The family.
pub(super) const FUNCTIONS: &[ScalarFn] = &[
    ScalarFn {
        def: FnDef {
            name: "series_fir",
            overloads: &[sig(
                &[
                    array("series"),
                    array("filter"),
                    boolean("normalize").optional(),
                    boolean("center").optional(),
                ],
                DYNAMIC,
            )],
            result_name: ResultName::FirstArgument,
            doc: "Applies a Finite Impulse Response (FIR) filter on a series.",
            page: "series-fir-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_iir",
            overloads: &[sig(
                &[array("series"), array("numerators"), array("denominators")],
                DYNAMIC,
            )],
            result_name: ResultName::FirstArgument,
            doc: "Applies an Infinite Impulse Response filter on a series.",
            page: "series-iir-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_fft",
            overloads: &[sig(
                &[array("series"), array("series_imaginary").optional()],
                Returns::Tuple(&[("real", Type::Dynamic), ("imag", Type::Dynamic)]),
            )],
            doc: "Applies the Fast Fourier Transform (FFT) on a series.",
            page: "series-fft-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
    ScalarFn {
        def: FnDef {
            name: "series_ifft",
            overloads: &[sig(
                &[array("series"), array("series_imaginary").optional()],
                Returns::Tuple(&[("real", Type::Dynamic), ("imag", Type::Dynamic)]),
            )],
            doc: "Applies the Inverse Fast Fourier Transform (IFFT) on a series.",
            page: "series-ifft-function",
            unsupported: Some(NOT_YET),
            ..SCALAR
        },
        kernel: None,
    },
];
