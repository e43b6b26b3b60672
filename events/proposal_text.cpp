#include "events/proposal_text.hpp"

#include <nlohmann/json.hpp>

#include "base/hex.hpp"
#include "base/sha256.hpp"
#include "events/json.hpp"

namespace sluice {

std::string text_of(const approval::proposed& what) {
  return to_line(to_json(any_event{approval::event{what}}));
}

proposal_id id_of(const approval::proposed& what) {
  return proposal_id{hex(sha256_of(text_of(what)))};
}

}  // namespace sluice
