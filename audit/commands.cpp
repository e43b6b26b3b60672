#include "audit/commands.hpp"

#include <chrono>
#include <ostream>

#include "audit/call_steps.hpp"
#include "audit/explained_route.hpp"
#include "audit/export.hpp"
#include "audit/log_for_reading.hpp"
#include "audit/order_trace.hpp"
#include "audit/replay.hpp"
#include "audit/verify_report.hpp"
#include "audit/waiting.hpp"
#include "base/overloaded.hpp"
#include "events/records/rocksdb_store.hpp"
#include "events/stream_name.hpp"
#include "store/data_folder.hpp"
#include "store/head_file.hpp"

namespace sluice {
namespace {

/// A trace without them is worth reading too.
void add_records(order_trace& to, const audit_options& options, const trace_options& how) {
  const auto beside = records::read_rocksdb_store(records::folder_beside(options.data));
  if (const auto* no = std::get_if<records::open_failure>(&beside))
    return add_no_calls(to, "calls are not shown: " + no->what);
  const auto& store = *std::get<std::unique_ptr<records::record_store>>(beside);
  add_calls(to, records::calls_of(store, to.last.id));
  if (how.messages) add_messages(to, store);
}

void add_records(agreement_trace& to, const audit_options& options) {
  const auto beside = records::read_rocksdb_store(records::folder_beside(options.data));
  if (const auto* no = std::get_if<records::open_failure>(&beside))
    return add_no_calls(to, "calls are not shown: " + no->what);
  const auto& store = *std::get<std::unique_ptr<records::record_store>>(beside);
  add_calls(to, records::calls_of(store, to.id));
}

template <class Trace>
void print(const Trace& t, trace_form form, std::ostream& out) {
  switch (form) {
    case trace_form::text: return print_text(t, out);
    case trace_form::json: return print_json(t, out);
    case trace_form::lines: return print_lines(t, out);
  }
}

audit_result as_result(const store::open_error& e) {
  audit_result result;
  if (status_of(e) == audit_violated) {
    result.first_bad = e.at;
    result.problems_found = 1;
    result.problems.push_back({e.at, "", {audit_rule::chain, e.message}});
  } else {
    result.unreadable = e.message;
    result.first_bad = e.at;
  }
  return result;
}

/// Opening is content with one sound slot.
void check_head_file(const audit_options& options, audit_result& into) {
  const auto head = store::read_head_file(store::folder_layout{options.data}.head(), 0);
  const auto* found = std::get_if<std::optional<store::found_head>>(&head);
  if (found == nullptr || !*found) return;
  for (const auto& fault : (*found)->faults) {
    ++into.problems_found;
    into.problems.push_back(
        {0, "", {audit_rule::head, fault + "; the engine mends it when it next writes"}});
  }
}

/// Nothing: it is no order's name, which has been said.
std::optional<order_id> order_named(const std::string& text, std::ostream& errors) {
  auto id = order_from_text(text);
  if (!id) errors << "an order is named MERCHANT/ORDER_NO, each of " << name_rule << '\n';
  return id;
}

void say_unknown(const order_id& id, std::ostream& errors) {
  errors << "there is no order " << to_string(id) << " in this log\n";
}

int status_of(const audit_result& r) {
  if (r.problems_found > 0) return audit_violated;
  return r.unreadable.empty() ? audit_passed : audit_unreadable;
}

}  // namespace

int audit_verify(const audit_options& options, std::ostream& out, std::ostream& errors) {
  const auto start = std::chrono::steady_clock::now();
  const auto log = open_for_reading(options);
  const auto* problem = std::get_if<store::open_error>(&log);
  auto result = problem != nullptr ? as_result(*problem)
                                   : verify(*std::get<std::unique_ptr<store::event_log>>(log));
  if (problem == nullptr) check_head_file(options, result);
  const auto took = std::chrono::duration_cast<millis>(std::chrono::steady_clock::now() - start);
  if (problem != nullptr) errors << problem->message << '\n';
  if (options.json)
    print_json(result, took, out);
  else if (problem == nullptr)
    print_text(result, took, out);
  return status_of(result);
}

int trace_order(const audit_options& options, const std::string& order, const trace_options& how,
                std::ostream& out, std::ostream& errors) {
  const auto id = order_named(order, errors);
  if (!id) return audit_unreadable;
  const auto opened = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&opened))
    return refuse(*problem, errors);
  const auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  auto found = trace(log, *id);
  if (const auto* bad = std::get_if<store::damage>(&found)) {
    errors << bad->what << '\n';
    return status_of(log, *bad);
  }
  auto* const t = std::get_if<order_trace>(&found);
  if (t == nullptr) {
    say_unknown(*id, errors);
    return audit_unknown;
  }
  add_records(*t, options, how);
  print(*t, how.form, out);
  return audit_passed;
}

int trace_agreement(const audit_options& options, const std::string& agreement, trace_form form,
                    std::ostream& out, std::ostream& errors) {
  const auto named = order_named(agreement, errors);  // both are called m1/name
  if (!named) return audit_unreadable;
  const auto opened = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&opened))
    return refuse(*problem, errors);
  const auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  auto found = trace(log, agreement_id{named->merchant, agreement_no{named->number.value()}});
  if (const auto* bad = std::get_if<store::damage>(&found)) {
    errors << bad->what << '\n';
    return status_of(log, *bad);
  }
  auto* const t = std::get_if<agreement_trace>(&found);
  if (t == nullptr) {
    errors << "the log has no agreement " << agreement << '\n';
    return audit_unknown;
  }
  add_records(*t, options);
  print(*t, form, out);
  return audit_passed;
}

int route_explain(const audit_options& options, const std::string& order, std::ostream& out,
                  std::ostream& errors) {
  const auto id = order_named(order, errors);
  if (!id) return audit_unreadable;
  const auto opened = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&opened))
    return refuse(*problem, errors);
  const auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  return std::visit(
      overloaded{
          [&](const explained_route& r) {
            options.json ? print_json(r, out) : print_text(r, out);
            return audit_passed;
          },
          [&](const no_such_order&) {
            say_unknown(*id, errors);
            return audit_unknown;
          },
          [&](const audit_fault& f) {
            errors << "the order's life breaks a rule (`sluice audit replay` shows where): "
                   << f.what << '\n';
            return audit_violated;
          },
          [&](const store::damage& d) {
            errors << d.what << '\n';
            return status_of(log, d);
          },
      },
      explain_route(log, *id));
}

int audit_replay(const audit_options& options, const std::string& order, std::ostream& out,
                 std::ostream& errors) {
  const auto id = order_named(order, errors);
  if (!id) return audit_unreadable;
  const auto log = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&log)) return refuse(*problem, errors);
  const auto life = replay(*std::get<std::unique_ptr<store::event_log>>(log), *id, options.keys);
  if (life.damage) {
    errors << life.damage->what << '\n';
    return status_of(*std::get<std::unique_ptr<store::event_log>>(log), *life.damage);
  }
  if (life.steps.empty()) {
    say_unknown(*id, errors);
    return audit_unreadable;
  }
  options.json ? print_json(life, out) : print_text(life, out);
  return life.fault ? audit_violated : audit_passed;
}

int operator_list(const audit_options& options, instant now, std::ostream& out,
                  std::ostream& errors) {
  const auto log = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&log)) return refuse(*problem, errors);
  try {
    const auto list = what_waits(*std::get<std::unique_ptr<store::event_log>>(log));
    if (options.json)
      print_json(list, out);
    else
      print_text(list, now, out);
    return list.unreadable.empty() ? audit_passed : audit_violated;
  } catch (const store::read_failed& e) {
    errors << e.what() << '\n';
    return audit_unreadable;
  }
}

int alarms_test(const audit_options& options, const alarm_rules& rules, std::ostream& out,
                std::ostream& errors) {
  const auto opened = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&opened))
    return refuse(*problem, errors);
  const auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  const auto found = replay_alarms(log, rules);
  if (const auto* bad = std::get_if<store::damage>(&found)) {
    errors << bad->what << '\n';
    return status_of(log, *bad);
  }
  const auto& compared = std::get<alarm_comparison>(found);
  options.json ? print_json(compared, out) : print_text(compared, out);
  return audit_passed;
}

int audit_export(const audit_options& options, const std::string& format, std::ostream& out,
                 std::ostream& errors) {
  if (format != "jsonl") {
    errors << "unknown format " << format << "; allowed: jsonl\n";
    return audit_unreadable;
  }
  const auto log = open_for_reading(options);
  if (const auto* problem = std::get_if<store::open_error>(&log)) return refuse(*problem, errors);
  const auto result =
      export_jsonl(*std::get<std::unique_ptr<store::event_log>>(log), out, options.keys);
  if (!result.written) {
    errors << "the output could not be written\n";
    return audit_unreadable;
  }
  if (result.damage) {
    errors << result.damage->what << '\n';
    return status_of(*std::get<std::unique_ptr<store::event_log>>(log), *result.damage);
  }
  if (result.undecodable > 0) {
    errors << result.undecodable << " events could not be read; their lines say why\n";
    return audit_violated;
  }
  return audit_passed;
}

}  // namespace sluice
