#pragma once
/// The demo's findings for people (a table) and for programs (one JSON document with the same
/// facts).

#include <iosfwd>
#include <string>

#include "app/demo/facts.hpp"

namespace sluice::demo {

/// `program`: how to call sluice, for the commands to copy at the end.
void print_text(const facts& f, const std::string& program, std::ostream& out);
void print_json(const facts& f, std::ostream& out);

}  // namespace sluice::demo
