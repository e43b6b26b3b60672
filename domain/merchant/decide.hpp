#pragma once
/// What a word about what a merchant may do leads to. Pure; the merchant's actor asks.

#include <variant>
#include <vector>

#include "domain/merchant/admission.hpp"
#include "domain/merchant/state.hpp"

namespace sluice::merchant {

/// What the rules need to know besides.
struct surroundings {
  merchant_id merchant;
  const std::vector<channel_reach>& channels;  ///< all there are
};

/// A merchant keeps so many papers; a set of them is to be one paper.
inline constexpr std::size_t most_documents = 64;

/// The events, none where everything is so already, or why not.
[[nodiscard]] std::variant<std::vector<event>, rejection> decide(const state& s, const command& c,
                                                                 const surroundings& around);

/// What admission asks; of a merchant that does not exist, that it is not active. Outlived by `s`.
[[nodiscard]] rights rights_of(const state& s);

}  // namespace sluice::merchant
