#pragma once
/// Which days in China are working days: five days a week, less the holidays and with the days that
/// are worked for them, as the State Council tells it in a notice a year (国务院办公厅关于…年部分
/// 节假日安排的通知, each November for the year after). Nothing tells it in advance: of a year
/// without its notice nothing is known, and nothing is guessed. Pure.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/beijing_day.hpp"

namespace sluice::settlement {

using beijing::day_number;

enum class day_kind : std::uint8_t {
  working,
  make_up,  ///< a Saturday or Sunday that is worked (调休上班): not everybody settles then
  off,
};

/// What a notice says. Its days are of its year, or of the December before it, of which a notice
/// sometimes speaks too.
struct notice {
  std::int32_t year = 0;
  std::uint32_t version = 1;  ///< a notice may be changed in the middle of its year, as in 2020
  std::string source{};  ///< its title, number and date
  std::vector<day_number> off{};
  std::vector<day_number> make_up{};
  friend bool operator==(const notice&, const notice&) = default;
};

struct notice_fault {
  std::optional<day_number> day;  ///< nothing: it is about none of the days
  std::string what;  ///< "2026-02-14 is …"
};
/// Why that cannot be a notice: every fault, in the order of its days.
[[nodiscard]] std::vector<notice_fault> faults_in(const notice& n);

/// A question about a year of which nothing is known.
struct unknown_year {
  std::int32_t year = 0;
  friend bool operator==(const unknown_year&, const unknown_year&) = default;
};
/// A sentence.
[[nodiscard]] std::string to_string(unknown_year y);

class calendar {
 public:
  /// Takes the place of the one of the same year. Precondition: it is without a fault.
  void put(notice n);

  [[nodiscard]] std::variant<day_kind, unknown_year> kind_of(day_number day) const;
  /// By year.
  [[nodiscard]] const std::map<std::int32_t, notice>& notices() const noexcept { return notices_; }

 private:
  std::map<std::int32_t, notice> notices_;
};

[[nodiscard]] std::int32_t year_of(day_number day) noexcept;
/// Saturday or Sunday.
[[nodiscard]] bool is_weekend(day_number day) noexcept;

}  // namespace sluice::settlement
