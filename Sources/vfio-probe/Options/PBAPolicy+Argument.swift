public import ArgumentParser
public import MappingPolicy

/// `--pba` takes the policy by its name.
extension PlanOptions.PBAPolicy: ExpressibleByArgument {}
