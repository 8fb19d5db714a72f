//! Units of energy, force, mass and temperature. Names and factors are those of UnitsNet, which the service converts with.

use super::Step::{Over, Plus, Times};
use super::Unit;

/// By the joule.
pub(super) const ENERGY: &[Unit] = &[
    Unit { name: "Joule", steps: &[] },
    Unit { name: "Millijoule", steps: &[Times(0.001)] },
    Unit { name: "Kilojoule", steps: &[Times(1000.0)] },
    Unit { name: "Megajoule", steps: &[Times(1_000_000.0)] },
    Unit { name: "Gigajoule", steps: &[Times(1_000_000_000.0)] },
    Unit { name: "Calorie", steps: &[Times(4.184)] },
    Unit { name: "Kilocalorie", steps: &[Times(4.184), Times(1000.0)] },
    Unit { name: "Megacalorie", steps: &[Times(4.184), Times(1_000_000.0)] },
    Unit { name: "BritishThermalUnit", steps: &[Times(1_055.055_852_62)] },
    Unit { name: "KilobritishThermalUnit", steps: &[Times(1_055.055_852_62), Times(1000.0)] },
    Unit { name: "MegabritishThermalUnit", steps: &[Times(1_055.055_852_62), Times(1_000_000.0)] },
    Unit {
        name: "GigabritishThermalUnit",
        steps: &[Times(1_055.055_852_62), Times(1_000_000_000.0)],
    },
    Unit { name: "ElectronVolt", steps: &[Times(1.602_176_565e-19)] },
    Unit { name: "KiloelectronVolt", steps: &[Times(1.602_176_565e-19), Times(1000.0)] },
    Unit { name: "MegaelectronVolt", steps: &[Times(1.602_176_565e-19), Times(1_000_000.0)] },
    Unit { name: "GigaelectronVolt", steps: &[Times(1.602_176_565e-19), Times(1_000_000_000.0)] },
    Unit {
        name: "TeraelectronVolt",
        steps: &[Times(1.602_176_565e-19), Times(1_000_000_000_000.0)],
    },
    Unit { name: "FootPound", steps: &[Times(1.355_817_948)] },
    Unit { name: "Erg", steps: &[Times(1e-7)] },
    Unit { name: "WattHour", steps: &[Times(3600.0)] },
    Unit { name: "KilowattHour", steps: &[Times(3600.0), Times(1000.0)] },
    Unit { name: "MegawattHour", steps: &[Times(3600.0), Times(1_000_000.0)] },
    Unit { name: "GigawattHour", steps: &[Times(3600.0), Times(1_000_000_000.0)] },
    Unit { name: "TerawattHour", steps: &[Times(3600.0), Times(1_000_000_000_000.0)] },
    Unit { name: "WattDay", steps: &[Times(24.0), Times(3600.0)] },
    Unit { name: "KilowattDay", steps: &[Times(24.0), Times(3600.0), Times(1000.0)] },
    Unit { name: "MegawattDay", steps: &[Times(24.0), Times(3600.0), Times(1_000_000.0)] },
    Unit { name: "GigawattDay", steps: &[Times(24.0), Times(3600.0), Times(1_000_000_000.0)] },
    Unit { name: "TerawattDay", steps: &[Times(24.0), Times(3600.0), Times(1_000_000_000_000.0)] },
    Unit { name: "ThermEc", steps: &[Times(105_505_585.262)] },
    Unit { name: "DecathermEc", steps: &[Times(105_505_585.262), Times(10.0)] },
    Unit { name: "ThermUs", steps: &[Times(105_480_400.0)] },
    Unit { name: "DecathermUs", steps: &[Times(105_480_400.0), Times(10.0)] },
    Unit { name: "ThermImperial", steps: &[Times(105_505_585.257_348)] },
    Unit { name: "DecathermImperial", steps: &[Times(105_505_585.257_348), Times(10.0)] },
    Unit { name: "HorsepowerHour", steps: &[Times(2_684_519.537_7)] },
];

/// By the newton.
pub(super) const FORCE: &[Unit] = &[
    Unit { name: "Dyn", steps: &[Over(100_000.0)] },
    Unit { name: "KilogramForce", steps: &[Times(9.806_650_028_64)] },
    Unit { name: "TonneForce", steps: &[Times(9_806.650_028_64)] },
    Unit { name: "Newton", steps: &[] },
    Unit { name: "Micronewton", steps: &[Times(1e-6)] },
    Unit { name: "Millinewton", steps: &[Times(0.001)] },
    Unit { name: "Decanewton", steps: &[Times(10.0)] },
    Unit { name: "Kilonewton", steps: &[Times(1000.0)] },
    Unit { name: "Meganewton", steps: &[Times(1_000_000.0)] },
    Unit { name: "KiloPond", steps: &[Times(9.806_650_028_64)] },
    Unit { name: "Poundal", steps: &[Times(0.138_255_027_989_730_4)] },
    Unit { name: "PoundForce", steps: &[Times(4.448_221_615_260_509)] },
    Unit { name: "KilopoundForce", steps: &[Times(4.448_221_615_260_509), Times(1000.0)] },
    Unit { name: "OunceForce", steps: &[Times(0.278_013_850_953_781_2)] },
    Unit { name: "ShortTonForce", steps: &[Times(8_896.443_230_521)] },
];

/// By the kilogram.
pub(super) const MASS: &[Unit] = &[
    Unit { name: "Gram", steps: &[Over(1000.0)] },
    Unit { name: "Nanogram", steps: &[Over(1000.0), Times(1e-9)] },
    Unit { name: "Microgram", steps: &[Over(1000.0), Times(1e-6)] },
    Unit { name: "Milligram", steps: &[Over(1000.0), Times(0.001)] },
    Unit { name: "Centigram", steps: &[Over(1000.0), Times(0.01)] },
    Unit { name: "Decigram", steps: &[Over(1000.0), Times(0.1)] },
    Unit { name: "Decagram", steps: &[Over(1000.0), Times(10.0)] },
    Unit { name: "Hectogram", steps: &[Over(1000.0), Times(100.0)] },
    Unit { name: "Kilogram", steps: &[Over(1000.0), Times(1000.0)] },
    Unit { name: "Tonne", steps: &[Times(1000.0)] },
    Unit { name: "Kilotonne", steps: &[Times(1000.0), Times(1000.0)] },
    Unit { name: "Megatonne", steps: &[Times(1000.0), Times(1_000_000.0)] },
    Unit { name: "ShortTon", steps: &[Times(907.184_74)] },
    Unit { name: "LongTon", steps: &[Times(1_016.046_908_8)] },
    Unit { name: "Pound", steps: &[Times(0.453_592_37)] },
    Unit { name: "Kilopound", steps: &[Times(0.453_592_37), Times(1000.0)] },
    Unit { name: "Megapound", steps: &[Times(0.453_592_37), Times(1_000_000.0)] },
    Unit { name: "Ounce", steps: &[Over(35.273_961_9)] },
    Unit { name: "Slug", steps: &[Over(0.068_521_765_561_961_05)] },
    Unit { name: "Stone", steps: &[Over(0.157_473_172_870_269_8)] },
    Unit { name: "ShortHundredweight", steps: &[Over(0.022_046_226_218_487_758)] },
    Unit { name: "LongHundredweight", steps: &[Over(0.019_684_130_552_221_21)] },
    Unit { name: "Grain", steps: &[Over(15_432.358_352_941_432)] },
    Unit { name: "SolarMass", steps: &[Times(1.989_47e30)] },
    Unit { name: "EarthMass", steps: &[Times(5.9722e24)] },
];

/// By the kelvin.
pub(super) const TEMPERATURE: &[Unit] = &[
    Unit { name: "Kelvin", steps: &[] },
    Unit { name: "DegreeCelsius", steps: &[Plus(273.15)] },
    Unit { name: "MillidegreeCelsius", steps: &[Over(1000.0), Plus(273.15)] },
    Unit { name: "DegreeDelisle", steps: &[Times(-2.0), Over(3.0), Plus(373.15)] },
    Unit { name: "DegreeFahrenheit", steps: &[Times(5.0), Over(9.0), Plus(459.67 * 5.0 / 9.0)] },
    Unit { name: "DegreeNewton", steps: &[Times(100.0), Over(33.0), Plus(273.15)] },
    Unit { name: "DegreeRankine", steps: &[Times(5.0), Over(9.0)] },
    Unit { name: "DegreeReaumur", steps: &[Times(5.0), Over(4.0), Plus(273.15)] },
    Unit {
        name: "DegreeRoemer",
        steps: &[Times(40.0), Over(21.0), Plus(273.15 - 7.5 * 40.0 / 21.0)],
    },
    Unit { name: "SolarTemperature", steps: &[Times(5778.0)] },
];
