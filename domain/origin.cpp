#include "domain/origin.hpp"

#include "base/invariant.hpp"

namespace sluice {

std::string_view name_of(author a) noexcept {
  switch (a) {
    case author::nobody: return "nobody";
    case author::file: return "file";
    case author::person: return "person";
    case author::rule: return "rule";
  }
  broken_invariant("every author has a name", __FILE__, __LINE__);
}

}  // namespace sluice
