#pragma once
/// Where calls to one channel become bytes and answers are read from bytes, if a world has that.
/// The wire asks it instead of the bank; whoever makes worlds with bytes brings it along
/// (sim/wire), so that the simulator itself knows no dialect.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "actors/ports/channel_port.hpp"
#include "sim/world/byte_hazards.hpp"

namespace sluice::sim {

class bank;
struct scenario_channel;
struct scene;

/// What became of the bytes of one world, or of several.
struct byte_counts {
  std::uint64_t sent = 0;        ///< calls that travelled as bytes
  std::uint64_t understood = 0;  ///< answers that said something
  std::uint64_t keys_fetched = 0, by_old_keys = 0;  ///< where a channel exchanges its keys
  std::uint64_t told = 0, not_heard = 0;  ///< notifications that travelled as bytes; refused ones
  std::array<std::uint64_t, byte_hazard_count> struck{};

  byte_counts& operator+=(const byte_counts& more) noexcept {
    sent += more.sent;
    understood += more.understood;
    keys_fetched += more.keys_fetched;
    by_old_keys += more.by_old_keys;
    told += more.told;
    not_heard += more.not_heard;
    for (std::size_t i = 0; i < byte_hazard_count; ++i) struck[i] += more.struck[i];
    return *this;
  }
  friend bool operator==(const byte_counts&, const byte_counts&) = default;
};

class byte_way {
 public:
  virtual ~byte_way() = default;

  /// The channel hears of the call now; the answer is what the engine understands of it.
  [[nodiscard]] virtual channel_answer carry(const channel_call& call) = 0;
  /// The channel tells of it now; what the engine hears. Nothing: it refuses to.
  [[nodiscard]] virtual std::optional<channel_notification> tell(const channel_notification& n) = 0;
  [[nodiscard]] virtual std::optional<agreement_notice> tell(const agreement_notice& n) = 0;
};

/// For one channel of a world. Null: nobody there speaks in bytes. All that is passed outlives the
/// way.
using byte_way_maker = std::function<std::unique_ptr<byte_way>(
    scene& in, const scenario_channel& about, bank& at_the_end, byte_counts& counts)>;

}  // namespace sluice::sim
