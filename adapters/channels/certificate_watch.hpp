#pragma once
/// Who has to be told that a certificate ends: a month, a week and a day before, and when it has
/// ended. Pure. Who asks it: key_rounds, `sluice config check`, and the checks of /readyz.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/channels/dialect.hpp"

namespace sluice {

/// In the order in which they come.
enum class certificate_age : std::uint8_t { good, last_month, last_week, last_day, ended };

[[nodiscard]] certificate_age age_of(const certificate_end& one, instant now) noexcept;

/// "alipay_certificate 2E9F… ends at 2026-08-01T00:00:00Z".
[[nodiscard]] std::string described(const certificate_end& one);

/// "of 5: alipay.app_certificate 2E9F… ends at …": the first to end, and all others that end within
/// a month or have ended. `all`: by channel.
[[nodiscard]] std::string next_ends(const std::multimap<std::string, certificate_end>& all,
                                    instant now);

class certificate_watch {
 public:
  /// Those of which it was not said yet how near their end is.
  [[nodiscard]] std::vector<certificate_end> news(const std::vector<certificate_end>& all,
                                                  instant now);

 private:
  std::map<std::pair<std::string, std::string>, certificate_age> told_{};
};

}  // namespace sluice
