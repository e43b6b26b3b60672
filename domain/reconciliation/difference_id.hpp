#pragma once
/// By which people name a difference: made of what it is about, so that the same difference that is
/// found again, in the same file or in a later bill, is the same one.

#include <string>

#include "base/tagged.hpp"
#include "domain/ids.hpp"
#include "domain/reconciliation/difference.hpp"

namespace sluice::reconciliation {

/// 32 hexadecimal digits.
using difference_id = tagged<struct difference_id_tag, std::string>;

/// Of the channel, the number, the direction and the kind; of a row without a number of ours also
/// of its bytes.
[[nodiscard]] difference_id id_of(const channel_id& at, const difference& d);

/// Whether money comes or goes back, as the side says that there is.
[[nodiscard]] bool goes_back(const difference& d) noexcept;

}  // namespace sluice::reconciliation
