#pragma once
/// What one run of the demo found out. Filled by the demo, printed by the report.

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/demo/access_show.hpp"
#include "app/demo/agreement_show.hpp"
#include "app/demo/books_show.hpp"
#include "app/demo/channel_show.hpp"
#include "app/demo/payer_show.hpp"
#include "app/demo/settlement_show.hpp"
#include "app/demo/verdict.hpp"
#include "app/demo/webhook_receiver.hpp"
#include "base/instant.hpp"

namespace sluice::demo {

/// Of the orders that are simply paid: from the command to the answer "paid".
struct latency {
  std::size_t samples = 0;
  millis p50{0};
  millis p99{0};
};

[[nodiscard]] latency latency_of(const std::deque<order_record>& records);

struct audit_outcome {
  int status = 2;  ///< of `sluice audit verify`: 0 all is well, 1 a rule is broken, 2 unreadable
  nlohmann::json report{};  ///< what it printed with --json
};

struct facts {
  std::size_t orders = 0;
  std::uint64_t seed = 0;
  std::filesystem::path folder{}, log{};
  millis took{0};
  int engine_starts = 0;
  std::size_t in_flight_at_kill = 0;  ///< orders under way when the engine was killed
  millis away{0};  ///< from the kill to the first answer afterwards
  int exit_status = 0;  ///< of the engine, at the end, after SIGTERM
  bool settled = false;  ///< within the time limit
  std::uint64_t repeats = 0;  ///< requests sent again for want of an answer
  verdict judged{};
  shop_tallies tallies{};
  access_shown access{};
  channel_shown channel{};
  payers_shown payers{};
  agreement_shown agreement{};
  webhooks_shown webhooks{};
  books_shown books{};
  settlements_shown settlements{};
  std::set<std::string> alarms{};  ///< of which kinds people have heard
  std::vector<std::string> complaints{};
  latency paid_at_once{};
  audit_outcome audit{};
  std::string example_order{};  ///< "m1/D1-17": has the longest life
};

/// Where engine, books, answers and audit do not say the same; nothing: nowhere.
[[nodiscard]] std::vector<std::string> disagreements(const facts& f);
[[nodiscard]] inline bool all_agree(const facts& f) { return disagreements(f).empty(); }

}  // namespace sluice::demo
