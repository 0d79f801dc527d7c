public import ArgumentParser
public import MappingPolicy

/// `--tdisp-placement` takes the placement by its name.
extension TDISPInputs.Placement: ExpressibleByArgument {}

/// `--tdisp-unit` takes the unit by its name.
extension TDISPInputs.Unit: ExpressibleByArgument {}
