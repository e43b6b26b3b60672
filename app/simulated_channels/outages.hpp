#pragma once
/// Accounts at the simulated channels that answer nobody for a while, as a tester wants it:
///
///   POST /outage   {"account":"1900000109","seconds":20}    0 seconds: it is well again
///
/// The account is the merchant's or application's number at the channel (mch_id, app_id), which
/// every request names. Used under the channels' guard.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"

namespace sluice {

class outages {
 public:
  /// The body of such a request. Nothing: it is taken; else what is wrong with it.
  [[nodiscard]] std::optional<std::string> take(const std::string& body, instant now);
  /// The request names an account that is out.
  [[nodiscard]] bool strikes(std::string_view request, instant now) const;

 private:
  std::map<std::string, instant, std::less<>> until_{};  ///< by account
};

}  // namespace sluice
