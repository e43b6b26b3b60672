#pragma once
/// The merchants' data keys: under them is sealed what in records is not for everybody who may read
/// the log. Filled from the keystore (app/access.cpp) or made up (sim); used by the codec. A
/// merchant without one has everything written in clear.

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.hpp"
#include "base/secret.hpp"
#include "base/tagged.hpp"
#include "domain/ids.hpp"

namespace sluice {

/// Stands in clear in each record that is sealed under the key; 1 to 255 characters.
using data_key_id = tagged<struct data_key_id_tag, std::string>;

struct data_key {
  data_key_id id;
  merchant_id merchant;
  instant from{};  ///< when it was made; the youngest of a merchant seals what is new
  secret bytes{};  ///< 32 raw bytes
};

class record_keys {
 public:
  /// False: another key has this id.
  [[nodiscard]] bool add(data_key k);

  /// Under which new records of the merchant are sealed; null: none, they are written in clear.
  [[nodiscard]] const data_key* newest_of(const merchant_id& m) const;
  /// A key that sealed once, however old; null: it is not here.
  [[nodiscard]] const data_key* find(std::string_view id) const;
  [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }

 private:
  std::unordered_map<data_key_id, data_key> keys_;
  std::unordered_map<merchant_id, data_key_id> newest_;
};

}  // namespace sluice
