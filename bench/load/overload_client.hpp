#pragma once
/// The callers' side of `sluice bench overload`, in a process of its own: one step after the other,
/// without a moment between overload and what comes after it. Commands are made while the clock
/// runs, because there are too many of them to keep.

#include <array>
#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "base/enumerators.hpp"
#include "bench/load/load.hpp"
#include "bench/load/overload_mix.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

struct overload_client_options {
  std::string url;
  std::uint32_t in_flight = 1024;  ///< while it is found out what the machine can do
  std::uint32_t calibrate_seconds = 10;
  std::uint32_t seconds = 60;  ///< of overload
  std::uint32_t after_seconds = 10;
  double times = 2.5;  ///< what it can do
};

struct command_life {
  nanoseconds begin = 0;  ///< sent (closed loop), due (open loop)
  nanoseconds end = 0;  ///< answered; 0: never
  heard answer{};
};

/// The clock of load.hpp.
struct step_record {
  struct summary {
    nanoseconds began = 0;
    nanoseconds sent_until = 0;  ///< the last command has left
    nanoseconds cpu = 0;  ///< of the client's process between the two
  } of;
  std::vector<command_life> lives;  ///< by the command's place in its step
};
/// By step.
using step_records = std::array<step_record, enumerators<step>.size()>;

/// Commands taken a second, from the first sent to the last answered. Precondition: there are some.
[[nodiscard]] double taken_per_second(const step_record& r);

[[nodiscard]] std::variant<step_records, problem> run_overload_client(
    const overload_client_options& options);

/// How the client's process tells its parent.
[[nodiscard]] bool write_records(const step_records& r, const std::filesystem::path& file);
[[nodiscard]] std::optional<step_records> read_records(const std::filesystem::path& file);

}  // namespace sluice::bench
