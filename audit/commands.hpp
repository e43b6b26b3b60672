#pragma once
/// The auditors' commands on a data folder, as the command line calls them. They open the folder
/// read-only, also beside a running engine, and see the log as it was at that moment.

#include <filesystem>
#include <iosfwd>
#include <string>

#include "audit/alarm_replay.hpp"
#include "base/instant.hpp"
#include "events/record_keys.hpp"

namespace sluice {

/// Exit statuses; scripts rely on them.
inline constexpr int audit_passed = 0;
inline constexpr int audit_violated = 1;   ///< what is there breaks a rule
inline constexpr int audit_unknown = 1;  ///< there is no such order
/// Nothing can be said: there is no log, no such order, or files are damaged so that they cannot be
/// read; then the file and the first sequence that is lost with it are named where they are known.
inline constexpr int audit_unreadable = 2;

struct audit_options {
  std::filesystem::path data;
  bool json = false;
  record_keys keys{};  ///< opens what is sealed; without any the commands work as well
};

[[nodiscard]] int audit_verify(const audit_options& options, std::ostream& out,
                               std::ostream& errors);
/// `order` as people write it: "m1/A-1001".
[[nodiscard]] int audit_replay(const audit_options& options, const std::string& order,
                               std::ostream& out, std::ostream& errors);
enum class trace_form { text, json, lines };
struct trace_options {
  trace_form form = trace_form::text;
  bool messages = false;  ///< also what was sent to channels and what they answered
};
/// What happened to an agreement, "m1/S-7": agreement_trace.hpp. Messages are not among it.
[[nodiscard]] int trace_agreement(const audit_options& options, const std::string& agreement,
                                  trace_form form, std::ostream& out, std::ostream& errors);
/// What happened to the order: order_trace.hpp.
[[nodiscard]] int trace_order(const audit_options& options, const std::string& order,
                              const trace_options& how, std::ostream& out, std::ostream& errors);
/// Why the order got its route: explained_route.hpp.
[[nodiscard]] int route_explain(const audit_options& options, const std::string& order,
                                std::ostream& out, std::ostream& errors);
/// `now`: for how long each has waited.
[[nodiscard]] int operator_list(const audit_options& options, instant now, std::ostream& out,
                                std::ostream& errors);
/// Which alarms the log would have led to by these rules, and which fired: alarm_replay.hpp.
[[nodiscard]] int alarms_test(const audit_options& options, const alarm_rules& rules,
                              std::ostream& out, std::ostream& errors);
/// `format`: "jsonl".
[[nodiscard]] int audit_export(const audit_options& options, const std::string& format,
                               std::ostream& out, std::ostream& errors);

}  // namespace sluice
