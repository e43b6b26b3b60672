#pragma once
/// Payers who are waited for: for the code that was sent to them, or for what they have to do
/// elsewhere. Where many take long, codes do not arrive, or what they are shown does not work. Each
/// of them counts once, when he acts or when he has taken too long.

#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "domain/alarm/fact.hpp"
#include "domain/alarm/match.hpp"
#include "domain/alarm/thresholds.hpp"
#include "domain/alarm/windows.hpp"

namespace sluice::alarm {

class payer_rules {
 public:
  payer_rules(const thresholds& t, instant begun) : t_(t), begun_(begun) {}

  /// He was asked at that time. Asked again, for another code, he has as much time again. Whom an
  /// earlier process asked and who was slow by now was counted there; and what the others have done
  /// since may be about to be heard.
  void take(const payer_asked& p, instant asked, instant now);
  void take(const payer_acted& p, instant now);
  /// Those who have taken too long by now.
  void look(instant now, std::vector<match>& found);

  [[nodiscard]] bool is_clear(const std::string& key, instant now);
  [[nodiscard]] instant last_heard(const std::string& key) const;
  [[nodiscard]] std::optional<instant> next_due() const;

 private:
  struct line {
    two_counts payers;  ///< bad: slow
    std::uint32_t quick_in_a_row = 0;
    instant last_payer;
  };
  struct waiting {
    std::string path;
    instant due;
  };

  void wait_for(const payer_asked& p, instant due);
  void forget(order_key order);
  [[nodiscard]] line& line_of(const std::string& path);
  [[nodiscard]] bool are_too_many_slow(line& of, instant now) const;

  thresholds t_;
  instant begun_;
  std::unordered_map<order_key, waiting> waiting_;
  std::set<std::pair<instant, order_key>> due_;
  std::map<std::string, line> paths_;
};

}  // namespace sluice::alarm
