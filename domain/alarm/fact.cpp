#include "domain/alarm/fact.hpp"

namespace sluice::alarm {

std::string to_text(const path& p) {
  return p.channel.value() + '/' + std::string(name_of(p.type));
}

}  // namespace sluice::alarm
