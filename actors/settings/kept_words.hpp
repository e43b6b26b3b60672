#pragma once
/// Where the file says something else than before, and a person's word holds all the same: the key
/// was written otherwise but means what it meant, or the section came back, or the merchant is
/// closed. Used by the configuration actor, so that nobody takes such a key for one that changed.

#include <string>
#include <vector>

#include "actors/desk/request.hpp"

namespace sluice {

/// Takes such keys out of `changed`. `now`: how a channel or merchant stands after it has taken its
/// section over; any other answer says nothing. The name of each is the file's key.
[[nodiscard]] std::vector<setting_view> take_kept_words(std::vector<std::string>& changed,
                                                        const answer& now);

}  // namespace sluice
