#pragma once
/// What a tester writes in sim/scenarios/*.toml: which world to make, without C++. A seed draws one
/// world of it (plan.hpp). Read by scenario_file.cpp.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "domain/overload/endpoint_door.hpp"
#include "domain/policy.hpp"
#include "domain/wallet.hpp"
#include "sim/world/hazards.hpp"

namespace sluice::sim {

struct scenario_channel {
  std::string name;
  std::optional<wallet> reaches{};
  std::vector<business_type> business_types{};
  bool notifies = false;
  bool is_simulated = false;  ///< to the engine no real money moves there
  bool confirms_by_sms = false;  ///< a card on file is charged only with a code that it sends
  bool signs = false;  ///< its notifications carry a signature that the engine can verify
  /// No hazard strikes it, it has room for every order, and each of them must be paid within its
  /// latency (and 50 ms), whatever happens to other channels.
  bool healthy = false;
  millis latency_least{0};  ///< of a call, there and back
  millis latency_most{0};
  channel_windows windows{};  ///< drawn by the seed
};

struct scenario_outage {
  std::string channel;
  std::string path{};  ///< "debit_card/icbc": only what is paid so; empty: everything
  bool slow = false;  ///< it answers, but eight times as late
  millis from{0};
  millis lasts{0};
  std::uint32_t times = 1;  ///< it comes and goes
  millis every{0};  ///< from one beginning to the next
};

/// More orders than usual for a while: of a loud merchant, or of everybody.
struct scenario_rush {
  std::uint32_t merchant = 0;  ///< the first is 1; 0: all of them
  std::uint32_t percent = 100;  ///< so many orders more, of a hundred that the workload has
  millis from{0};
  millis lasts{0};
};

[[nodiscard]] constexpr std::uint32_t orders_of(const scenario_rush& r,
                                                std::uint32_t of_workload) noexcept {
  return static_cast<std::uint32_t>(std::uint64_t{of_workload} * r.percent / 100);
}

/// What a merchant may ask for, by one kind of business. 0: no limit.
struct scenario_quota {
  std::uint32_t merchant = 1;
  business_type type{};
  std::uint32_t commands_per_second = 0;
  std::uint32_t orders_in_flight = 0;
  std::uint32_t amount_per_day = 0;
};

/// How many calls of any kind these channels, which call one host from one address, may run and
/// begin together, and how many connections open. 0: no limit.
struct scenario_host {
  std::string name;
  std::string exit_address{};  ///< empty: the machine chooses
  std::vector<std::string> channels;  ///< that are not healthy
  std::uint32_t max_in_flight = 0, calls_per_second = 0, connections_per_second = 0;
};

/// How many payments of a path may run and begin. 0: no limit.
struct scenario_path {
  std::string channel;
  std::string path;  ///< "debit_card", "debit_card/icbc"; of a channel that is not healthy
  std::uint32_t max_in_flight = 0;
  std::uint32_t calls_per_second = 0;
};

struct span_of {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

/// Which of the actors that have something to do runs next.
enum class scheduling : std::uint8_t {
  any,  ///< each with the same chance
  oldest_first,  ///< as a calm machine would
  newest_first,  ///< starves whoever waits
};

[[nodiscard]] std::string_view name_of(scheduling order) noexcept;

/// How often each kind of business is asked for, beside the others: in the order of
/// business_policies.
using business_mix = std::array<std::uint32_t, business_policies.size()>;

/// Numbers of which a seed draws one between least and most.
struct scenario {
  std::string name;
  std::string description;
  /// Every seed takes some hazards fully, some a little, some not at all (swarm testing: Groce and
  /// others, ISSTA 2012). Without it every seed has the rates as they are written.
  bool swarm = true;
  std::array<ppm, hazard_count> rates{};
  // Nothing: a seed draws it.
  std::optional<scheduling> order_of_steps{};
  std::optional<bool> publishes{};  ///< somebody follows the log
  bool asks_risk = false;  ///< the risk service is asked before every order

  std::uint32_t orders = 200;
  span_of arrive_within_ms{1000, 600'000};  ///< all orders
  std::uint32_t merchants = 3;
  std::uint32_t agreements = 6;  ///< that payers are asked to sign, where a channel tells of them
  business_mix mix{60, 25, 15, 8, 5, 3, 4, 4, 0, 6};

  overload::endpoint_limits order_create{};  ///< what all services may ask of it
  std::vector<scenario_channel> channels{};  ///< empty: usual_channels()
  std::vector<scenario_outage> outages{};
  std::vector<scenario_rush> rushes{};
  std::vector<scenario_quota> quotas{};
  std::vector<scenario_path> paths{};
  std::vector<scenario_host> hosts{};

  span_of max_in_flight{1, 64};
  span_of queue_capacity{4, 1024};
  span_of queue_deadline_ms{500, 5000};
  span_of calls_per_second{0, 0};
  span_of refund_give_up_seconds{60, 86'400};
  span_of idle_before_passivation_ms{0, 60'000};
  span_of max_concurrent_recoveries{1, 64};
  span_of max_stash_per_order{2, 64};
};

/// Every hazard at its usual rate.
[[nodiscard]] scenario usual_scenario();

/// The channels of a scenario that names none.
[[nodiscard]] std::vector<scenario_channel> usual_channels();

/// The text of a scenario file. The scenario is called as the file is, without folder and ".toml".
/// Otherwise a line for each fault: "file:line: what is wrong, and what is allowed".
[[nodiscard]] std::variant<scenario, std::string> read_scenario(std::string_view text,
                                                                std::string_view file);

/// The text of a file from which read_scenario() makes the same scenario.
[[nodiscard]] std::string to_toml(const scenario& s);

/// The scenarios that come with the program (sim/scenarios/*.toml), in the order of their names.
/// Which of them a seed takes when nobody names one: sim/run/repertoire.hpp.
struct shipped_scenario {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] const std::vector<shipped_scenario>& shipped_scenarios();

}  // namespace sluice::sim
