#pragma once
/// The tables of a scenario file of which there may be several: [[channel]], [[outage]], [[rush]],
/// [[quota]], [[path]], [[host]]. Used by scenario_file.cpp only.

#include <string>
#include <vector>

#include "sim/world/scenario_reader.hpp"

namespace sluice::sim {

/// Precondition: the tables that there may be only one of are in it already.
void read_tables(scenario_reader& root, scenario& into);

[[nodiscard]] std::vector<std::string> business_names();

}  // namespace sluice::sim
