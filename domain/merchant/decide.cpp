#include "domain/merchant/decide.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/merchant/measure_decide.hpp"

namespace sluice::merchant {
namespace {

using decision = std::variant<std::vector<event>, rejection>;
using fault = std::optional<rejection>;

fault channels_fault(const std::vector<channel_id>& channels, const surroundings& around) {
  for (const auto& id : channels) {
    if (find(around.channels, id) == nullptr)
      return channel_unknown("channels", id, around.channels);
    if (std::count(channels.begin(), channels.end(), id) > 1)
      return rejection{rejection_code::setting_contradicts, "channels",
                       "channels names " + id.value() + " twice; each at most once, best first"};
  }
  return std::nullopt;
}

/// A business type that none of the merchant's channels offers would be refused at every order.
fault reach_fault(const std::vector<business_type>& types, const std::vector<channel_id>& channels,
                  const surroundings& around) {
  for (const auto type : types) {
    const auto offers = [&](const channel_id& id) {
      const auto* c = find(around.channels, id);
      return c != nullptr && std::count(c->business_types.begin(), c->business_types.end(), type);
    };
    if (std::none_of(channels.begin(), channels.end(), offers))
      return rejection{rejection_code::setting_contradicts, "business_types",
                       "none of the merchant's channels offers " + std::string(name_of(type)) +
                           "; name business types that one of its channels offers"};
  }
  return std::nullopt;
}

fault documents_fault(const state& s, const std::vector<document>& added) {
  if (s.documents.size() + added.size() <= most_documents) return std::nullopt;
  return rejection{rejection_code::document_invalid, "documents",
                   "a merchant has at most " + std::to_string(most_documents) +
                       " documents; it has " + std::to_string(s.documents.size())};
}

fault change_fault(const state& s, const change_of& what, const surroundings& around) {
  const auto& types = what.business_types ? *what.business_types : s.business_types;
  const auto& channels = what.channels ? *what.channels : s.channels;
  fault f;
  static_cast<void>(
      (what.channels && (f = channels_fault(channels, around))) ||
      ((what.channels || what.business_types) && (f = reach_fault(types, channels, around))) ||
      (f = documents_fault(s, what.documents)));
  return f;
}

fault life_fault(life now, life wanted) {
  if (may_become(now, wanted)) return std::nullopt;
  return rejection{rejection_code::life_not_allowed, "life",
                   "a merchant that is " + std::string(name_of(now)) + " can become " +
                       what_may_follow(now) + ", not " + std::string(name_of(wanted))};
}

/// Only what becomes something else: a value keeps its author until somebody changes it.
change_of what_differs(const state& s, change_of what) {
  if (what.life == s.life) what.life.reset();
  if (what.business_types == s.business_types) what.business_types.reset();
  if (what.channels == s.channels) what.channels.reset();
  std::erase_if(what.documents, [&](const document& d) {
    return std::count(s.documents.begin(), s.documents.end(), d) > 0;
  });
  std::erase_if(
      what.limits, [&](const auto& one) { return limit_in(s.limits, one.first) == one.second; });
  return what;
}

decision decide_create(const state& s, const create& c, const surroundings& around) {
  const auto& w = c.what;
  if (s.life == life::applied && s.business_types == w.business_types.value_or(s.business_types) &&
      s.channels == w.channels.value_or(s.channels) && what_differs(s, w).documents.empty() &&
      what_differs(s, w).limits.empty())
    return std::vector<event>{};  // the same application again
  if (exists(s))
    return rejection{rejection_code::merchant_exists, "merchant",
                     "there is a merchant of this name; merchant.set changes it"};
  if (auto f = change_fault(s, c.what, around)) return *std::move(f);
  return std::vector<event>{created{around.merchant, c.what, c.who}};
}

decision decide_change(const state& s, const change& c, const surroundings& around) {
  if (!exists(s))
    return rejection{
        rejection_code::merchant_unknown, "merchant", "there is no merchant of this name"};
  if (c.what == change_of{})
    return rejection{rejection_code::nothing_to_change, "",
                     "no setting is named; name at least one of life, business_types, channels, "
                     "documents, limits"};
  auto what = what_differs(s, c.what);
  if (auto f = change_fault(s, what, around)) return *std::move(f);
  if (what.life)
    if (auto f = life_fault(*s.life, *what.life)) return *std::move(f);
  if (what == change_of{}) return std::vector<event>{};
  return std::vector<event>{changed{around.merchant, std::move(what), c.who}};
}

decision decide_take_over(const state& s, const section& f, const merchant_id& id) {
  std::vector<event> out;
  const auto before = s.in_file.value_or(section{});
  if (!s.in_file || before.enabled != f.enabled || before.business_types != f.business_types ||
      before.channels != f.channels)
    out.emplace_back(configured{id, f.enabled, f.business_types, f.channels});
  if (before.limits != f.limits) out.emplace_back(limited{id, f.limits});
  return out;
}

}  // namespace

decision decide(const state& s, const command& c, const surroundings& around) {
  const auto& id = around.merchant;
  return std::visit(
      overloaded{
          [&](const take_over& t) -> decision { return decide_take_over(s, t.in_file, id); },
          [&](const withdraw&) -> decision {
            if (!s.in_file) return std::vector<event>{};
            return std::vector<event>{withdrawn{id}};
          },
          [&](const create& w) { return decide_create(s, w, around); },
          [&](const change& w) { return decide_change(s, w, around); },
          [&](const degrade& w) { return decide_measure(s, w, id); },
          [&](const promote& w) { return decide_measure(s, w, id); },
          [&](const follow_rule& w) { return decide_measure(s, w, id); },
          [&](const reserve& w) -> decision {
            std::vector<event> out;
            for (const auto& [name, what] : w.what)
              if (!covers(s.reserved, name, what))
                out.emplace_back(amount_reserved{id, name, what});
            return out;
          },
      },
      c);
}

rights rights_of(const state& s) {
  return {s.life.value_or(life::applied), s.business_types, s.channels};
}

}  // namespace sluice::merchant
