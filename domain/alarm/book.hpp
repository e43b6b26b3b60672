#pragma once
/// The alarms that fire, and who has said what about them, as their stream says.

#include <map>
#include <optional>
#include <vector>

#include "domain/alarm/event.hpp"

namespace sluice::alarm {

struct alarm {
  number no = 0;
  kind what{};
  std::string key{};
  instant since{};
  std::uint64_t orders = 0;
  std::string detail{};
  std::uint32_t escalated = 0;  ///< how often
  bool flaps = false;
  std::optional<signed_by> taken_by{};  ///< acknowledged
  instant taken_at{};
  friend bool operator==(const alarm&, const alarm&) = default;
};

struct silenced {
  silence which{};
  signed_by who{};
  friend bool operator==(const silenced&, const silenced&) = default;
};

struct book {
  number last = 0;
  std::map<number, alarm> firing{};
  std::vector<silenced> silences{};  ///< those that were not over when the last one began
  /// When those of a kind and key fired lately: whether the next one flaps.
  std::map<std::pair<kind, std::string>, std::vector<instant>> lately{};
  friend bool operator==(const book&, const book&) = default;

  [[nodiscard]] const alarm* find(kind what, std::string_view key) const;
  /// Who keeps people from hearing of it at this moment; null: nobody.
  [[nodiscard]] const silenced* silence_of(const alarm& a, instant now) const;
};

/// Fired within this long before counts for flapping; so much of it is kept.
inline constexpr millis longest_flapping_window{86'400'000};
inline constexpr std::size_t most_firings_kept = 8;

void apply(book& b, const event& e, instant at);

}  // namespace sluice::alarm
