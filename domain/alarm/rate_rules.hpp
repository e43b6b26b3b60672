#pragma once
/// How many payments succeed on each path, and which codes stand out. One without an answer has not
/// succeeded, as far as anybody knows. What a payer declined or could not pay says nothing of the
/// path, but its code may be too frequent all the same.

#include <map>

#include "domain/alarm/match.hpp"
#include "domain/alarm/thresholds.hpp"
#include "domain/alarm/windows.hpp"

namespace sluice::alarm {

class rate_rules {
 public:
  rate_rules(const thresholds& t, instant begun) : t_(t), begun_(begun) {}

  void take(const call_ended& c, instant now, std::vector<match>& found);
  /// That it is over. Precondition: success_rate or code_frequent.
  [[nodiscard]] bool is_clear(kind what, const std::string& key, instant now);
  [[nodiscard]] instant last_heard(const std::string& key) const;

 private:
  struct line {
    two_counts in_long, in_short;
    two_counts answers;  ///< all that have a code or are paid
    std::deque<instant> failures_in_a_row{};
    std::uint32_t paid_in_a_row = 0;
    std::map<std::string, two_counts> codes{};
    instant last_result;
  };
  /// Further codes of a path are not looked at.
  static constexpr std::size_t most_codes = 64;

  [[nodiscard]] line& line_of(const std::string& path);
  void count_code(line& of, const std::string& path, const std::string& code, instant now,
                  std::vector<match>& found);
  void look_at_rate(line& of, const std::string& path, instant now, std::vector<match>& found);
  [[nodiscard]] bool is_frequent(two_counts& code, line& of, instant now) const;

  thresholds t_;
  instant begun_;
  std::map<path, std::string> names_;
  std::map<std::string, line> paths_;
};

/// "alipay/payment_code:SYSTEM_ERROR"
[[nodiscard]] std::string key_of_code(const std::string& path, const std::string& code);

}  // namespace sluice::alarm
