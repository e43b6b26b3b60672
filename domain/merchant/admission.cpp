#include "domain/merchant/admission.hpp"

#include <algorithm>
#include <iterator>

#include "base/invariant.hpp"

namespace sluice::merchant {
namespace {

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string list_of(const std::vector<channel_id>& ids) {
  std::string out;
  for (const auto& id : ids) out += (out.empty() ? "" : ", ") + id.value();
  return out;
}

std::optional<rejection> refuse_channel(
    const rights& rights, const std::vector<channel_reach>& channels, const channel_id& asked) {
  if (std::none_of(
          channels.begin(), channels.end(), [&](const channel_reach& c) { return c.id == asked; }))
    return rejection{rejection_code::channel_unknown, "channel",
                     "there is no such channel; this merchant may use " + list_of(rights.channels)};
  if (!contains(rights.channels, asked))
    return rejection{rejection_code::channel_not_allowed, "channel",
                     "this merchant may use " + list_of(rights.channels)};
  return std::nullopt;
}

std::string list_of_types(const rights& rights) {
  std::string out;
  for (const auto t : rights.business_types)
    out += (out.empty() ? "" : ", ") + std::string(name_of(t));
  return out;
}

/// Whoever is refused should know whether to wait, to ask people, or to stop. Precondition: it is
/// not active.
std::string why_not_active(life now) {
  switch (now) {
    case life::applied:
      return "the merchant has been applied for, and not been approved yet; it takes orders once "
             "it "
             "is active";
    case life::approved:
      return "the merchant is approved, and not active yet; it takes orders once somebody has made "
             "it active";
    case life::frozen:
      return "the merchant is frozen and takes no new orders; those it has can still be managed";
    case life::closed:
      return "the merchant is closed for good and takes no new orders; those it has can still be "
             "managed";
    case life::active: break;
  }
  broken_invariant("an active merchant was refused as one that is not", __FILE__, __LINE__);
}

}  // namespace

std::optional<rejection> refuse(const rights& rights, const std::vector<channel_reach>& channels,
                                business_type type, const std::optional<channel_id>& channel) {
  if (rights.life != life::active)
    return rejection{rejection_code::merchant_disabled, "merchant", why_not_active(rights.life)};
  if (!contains(rights.business_types, type))
    return rejection{rejection_code::business_type_not_allowed, "business_type",
                     "this merchant may use " + list_of_types(rights)};
  return channel ? refuse_channel(rights, channels, *channel) : std::nullopt;
}

std::optional<rejection> refuse_agreement(
    const rights& rights, const std::vector<channel_reach>& channels, const agreement_wish& wish) {
  if (auto no = refuse(rights, channels, wish.type, wish.channel)) return no;
  const auto takes = [&](const channel_id& id) {
    const auto* const reach = find(channels, id);
    return reach != nullptr && contains(reach->agreements_for, wish.type) &&
           (!wish.signed_while_paying || !reach->signs_while_paying.empty()) &&
           (!wish.opens_card || reach->opens_cards);
  };
  if (takes(wish.channel)) return std::nullopt;
  std::vector<channel_id> others;
  std::ranges::copy_if(rights.channels, std::back_inserter(others), takes);
  return rejection{
      rejection_code::channel_takes_no_agreements, "channel",
      wish.channel.value() + " takes no agreements for " + std::string(name_of(wish.type)) +
          (wish.signed_while_paying ? " that are signed while paying; "
           : wish.opens_card        ? " with a card that its payer opens; "
                                    : "; ") +
          (others.empty() ? "no channel of this merchant does"
                          : "allowed are: " + list_of(others))};
}

std::optional<rejection> refuse_signing(const std::vector<channel_reach>& channels,
                                        business_type type, const channel_id& channel) {
  const auto* const reach = find(channels, channel);
  if (reach != nullptr && contains(reach->signs_while_paying, type)) return std::nullopt;
  std::string allowed;
  if (reach != nullptr)
    for (const auto t : reach->signs_while_paying)
      allowed += (allowed.empty() ? "" : ", ") + std::string(name_of(t));
  return rejection{rejection_code::channel_takes_no_agreements, "business_type",
                   "nobody can sign an agreement at " + channel.value() + " while he pays so; " +
                       (allowed.empty() ? "leave agreement_no out" : "he can with: " + allowed)};
}

}  // namespace sluice::merchant
