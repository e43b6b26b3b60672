#pragma once
/// The whole engine once, with real parts: NATS, channels and engine as programs of their own, a
/// few hundred orders, a crash half-way, and a comparison of all who know something about the
/// money.
///
/// Called by `sluice demo`. Faults of the world (nats-server is missing, the folder is in use) are
/// std::runtime_error with a sentence.

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>

#include "base/instant.hpp"

namespace sluice::demo {

struct demo_options {
  std::size_t orders = 300;
  std::uint64_t seed = 1;
  std::filesystem::path folder{};  ///< empty: a fresh one below the temporary folder
  millis limit{60'000};            ///< all orders must have ended by then
  bool json = false;
  std::string program{};  ///< as the user called it
};

enum class demo_end { agrees, disagrees, interrupted };

/// `interrupted` is asked ten times a second.
[[nodiscard]] demo_end run_demo(const demo_options& options, std::ostream& out,
                                const std::function<bool()>& interrupted);

}  // namespace sluice::demo
