#pragma once
/// The other side's keys, several at a time: they are exchanged while answers are under way, and
/// each answer names its own. Keys are never tried in turn, or whoever has an old one has them all.
/// Filled once, then asked from any thread; another set is another ring. Copies share the keys.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/signing/certificate.hpp"

namespace sluice::signing {

class keys_by_serial {
 public:
  /// Under its serial in hexadecimal digits, as long as it is valid. A sentence: why it was not
  /// taken.
  [[nodiscard]] std::optional<unusable> add(const certificate& theirs);
  /// The same under another name that the company gives it.
  [[nodiscard]] std::optional<unusable> add(const std::string& name, const certificate& theirs);
  /// Under the name that the company gave it (WeChat Pay's PUB_KEY_ID_…); it does not expire.
  [[nodiscard]] std::optional<unusable> add(const std::string& name, public_key theirs);

  /// Null: there is none of that name, or it is out of its time.
  [[nodiscard]] const public_key* find(std::string_view serial, instant at) const;

 private:
  struct entry {
    std::shared_ptr<const public_key> key;
    instant from, until;
  };

  std::optional<unusable> take(const std::string& name, entry e);

  std::map<std::string, entry, std::less<>> all_;
};

}  // namespace sluice::signing
