#include "domain/merchant/channel_reach.hpp"

#include <algorithm>

namespace sluice::merchant {

const channel_reach* find(const std::vector<channel_reach>& all, const channel_id& id) noexcept {
  const auto at = std::ranges::find(all, id, &channel_reach::id);
  return at == all.end() ? nullptr : &*at;
}

rejection channel_unknown(std::string field, const channel_id& id,
                          const std::vector<channel_reach>& all) {
  std::string known;
  for (const auto& c : all) known += (known.empty() ? "" : ", ") + c.id.value();
  return {rejection_code::channel_unknown, std::move(field),
          "there is no channel " + id.value() + "; there are " + known};
}

}  // namespace sluice::merchant
