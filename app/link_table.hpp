#pragma once
/// The answer of link.figures as people look at it.

#include <iosfwd>
#include <nlohmann/json.hpp>

namespace sluice::app {

/// A line a link and step, then a line a channel and day of refunds. What had no figure is not
/// shown, but counted. Throws what nlohmann::json throws where it is no such answer.
void show_link_figures(const nlohmann::json& answered, std::ostream& out);

}  // namespace sluice::app
