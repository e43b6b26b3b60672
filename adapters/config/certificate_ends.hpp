#pragma once
/// Until when the certificates are good that a configuration names. Who calls it: `sluice config
/// check`; a running engine watches those that are in use (channels/key_rounds.hpp).

#include <string>
#include <vector>

#include "adapters/channels/certificate_watch.hpp"
#include "adapters/config/configuration.hpp"

namespace sluice {

struct certificate_line {
  std::string text;  ///< a sentence for a person
  bool is_warning;   ///< it ends within a month, or has ended
};

[[nodiscard]] std::vector<certificate_line> certificate_lines(const configuration& c, instant now);

}  // namespace sluice
