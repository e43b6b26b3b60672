#pragma once
/// Which merchants there are: each has a place, counted from 1, in the order in which they came.
/// The list is entries of the log (events/FORMAT.md, kind 'p'), written together with a merchant's
/// first event, so that a list needs no walk over all streams.
///
/// `of_new` belongs to the one host of all merchants; reading is open to any thread.

#include <optional>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "store/event_log.hpp"

namespace sluice {

using merchant_place = std::uint64_t;

/// Nothing: there are not so many.
[[nodiscard]] std::optional<merchant_id> merchant_at(const store::event_log& log,
                                                     merchant_place at);
[[nodiscard]] std::string key_of_place(merchant_place at);
/// How the list has that a merchant stands there.
[[nodiscard]] std::vector<store::index_entry> entries_of_place(const merchant_id& merchant,
                                                               merchant_place at);
[[nodiscard]] bool has_place(const store::event_log& log, const merchant_id& merchant);

class merchant_register {
 public:
  explicit merchant_register(const store::event_log& log);

  /// What must be written with its first event; its place is taken from now on.
  [[nodiscard]] std::vector<store::index_entry> entries_of_new(const merchant_id& merchant);

 private:
  merchant_place last_ = 0;
};

}  // namespace sluice
