#include "domain/degradation/decide.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/until.hpp"

namespace sluice::degradation {
namespace {

using fault = std::optional<rejection>;

/// Said twice, or in another order, it is the same.
template <class T>
void put_in_order(std::vector<T>& all) {
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

fault unclear(std::string field, std::string message) {
  return rejection{rejection_code::level_unclear, std::move(field), std::move(message)};
}

fault fault_of_normal(const level_wish& w) {
  if (!w.business_types.empty() || !w.channels.empty())
    return unclear(w.business_types.empty() ? "channels" : "business_types",
                   "business_types and channels say what is still taken with essential; with "
                   "normal it is everything");
  if (w.until)
    return rejection{
        rejection_code::until_invalid, "until", "until is the end of essential; normal has none"};
  return std::nullopt;
}

fault channels_fault(const level_wish& w, const surroundings& around) {
  for (const auto& id : w.channels)
    if (find(around.channels, id) == nullptr)
      return channel_unknown("channels", id, around.channels);
  return std::nullopt;
}

/// Neither list names what the other leaves nothing of.
fault reach_fault(const level_wish& w, const surroundings& around) {
  const auto offers = [&](const channel_id& id, business_type type) {
    const auto& all = find(around.channels, id)->business_types;
    return std::find(all.begin(), all.end(), type) != all.end();
  };
  for (const auto type : w.business_types)
    if (std::ranges::none_of(w.channels, [&](const auto& id) { return offers(id, type); }))
      return rejection{rejection_code::setting_contradicts, "business_types",
                       "none of these channels offers " + std::string(name_of(type)) +
                           "; name one that does, or leave it out"};
  for (const auto& id : w.channels)
    if (std::ranges::none_of(w.business_types, [&](auto type) { return offers(id, type); }))
      return rejection{rejection_code::setting_contradicts, "channels",
                       id.value() +
                           " offers none of these business types; name one that it "
                           "offers, or leave it out"};
  return std::nullopt;
}

fault fault_of_essential(const level_wish& w, const surroundings& around) {
  if (w.business_types.empty() || w.channels.empty())
    return unclear(w.business_types.empty() ? "business_types" : "channels",
                   "essential says what is still taken: at least one business type, and one "
                   "channel that offers it");
  if (auto f = channels_fault(w, around)) return f;
  return reach_fault(w, around);
}

/// Whoever ends it names what it is about: the agreement of two who mean another end is none.
fault fault_while_restored(const state& s, const level_wish& w) {
  if (w.to == level::normal && w.restored_after == s.now.restored_after) return std::nullopt;
  const auto after = std::to_string(s.now.restored_after);
  return rejection{
      rejection_code::engine_restored, w.to == level::normal ? "restored_after" : "level",
      "the engine's log was put back and ends at sequence " + after +
          "; compare with the channels' bills and resolve what they alone know, then "
          "say normal with restored_after " +
          after};
}

fault fault_of_level(const state& s, const level_wish& w, const surroundings& around) {
  if (w.to == level::restored)
    return unclear("level",
                   "restored is what an engine finds of its own log; people say normal or "
                   "essential");
  if (s.now.to == level::restored) {
    if (auto f = fault_while_restored(s, w)) return f;
  } else if (w.restored_after != 0) {
    return unclear(
        "restored_after", "restored_after ends the level restored, and the engine is not restored");
  }
  return w.to == level::normal ? fault_of_normal(w) : fault_of_essential(w, around);
}

using decision = std::variant<std::vector<event>, rejection>;

decision decide_degrade(const state& s, const degrade& d, const surroundings& around) {
  auto wanted = d.what;
  put_in_order(wanted.business_types);
  put_in_order(wanted.channels);
  auto f = fault_of_level(s, wanted, around);
  if (!f) f = fault_of_end(wanted.until, d.asked_at);
  if (f) return *std::move(f);
  if (s.now == wanted) return std::vector<event>{};
  return std::vector<event>{degraded{std::move(wanted), d.who}};
}

std::vector<event> news_of(const state& s, const find_restored& found) {
  if (found.of.incarnation <= s.last_restored.incarnation) return {};
  return {log_restored{found.of}};
}

std::vector<event> news_of(const state& s, const take_over& file) {
  std::vector<event> out;
  if (s.rules != file.rules) out.emplace_back(rules_configured{file.rules});
  if (s.risk != file.risk) out.emplace_back(risk_configured{file.risk});
  return out;
}

}  // namespace

std::variant<std::vector<event>, rejection> decide(const state& s, const command& c,
                                                   const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const degrade& d) { return decide_degrade(s, d, around); },
          [&](const take_over& t) -> decision { return news_of(s, t); },
          [&](const find_restored& f) -> decision { return news_of(s, f); },
      },
      c);
}

}  // namespace sluice::degradation
