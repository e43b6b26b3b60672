#include "domain/merchant/period.hpp"

#include "base/beijing_day.hpp"
#include "base/invariant.hpp"

namespace sluice::merchant {
namespace {

using namespace std::chrono;

using beijing::ahead_of_utc;
constexpr std::int64_t months_of_year = 12;
constexpr year first_year{1970};

std::int64_t month_of(sys_days day) {
  const year_month_day there{day};
  return (there.year() - first_year).count() * months_of_year +
         static_cast<std::int64_t>(static_cast<unsigned>(there.month())) - 1;
}

sys_days first_day_of(std::int64_t month) {
  return sys_days{first_year / January / 1 + months{month}};
}

}  // namespace

std::int64_t number_of(period p, instant machine_time) {
  const auto there = floor<days>(machine_time + ahead_of_utc);
  switch (p) {
    case period::day: return there.time_since_epoch().count();
    case period::month: return month_of(there);
  }
  broken_invariant("every period has numbers", __FILE__, __LINE__);
}

instant end_of(period p, std::int64_t number) {
  switch (p) {
    case period::day: return sys_days{days{number + 1}} - ahead_of_utc;
    case period::month: return first_day_of(number + 1) - ahead_of_utc;
  }
  broken_invariant("every period has an end", __FILE__, __LINE__);
}

std::string_view name_of(period p) noexcept {
  switch (p) {
    case period::day: return "day";
    case period::month: return "month";
  }
  broken_invariant("every period has a name", __FILE__, __LINE__);
}

}  // namespace sluice::merchant
