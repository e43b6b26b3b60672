#include "app/recon_import.hpp"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <variant>

#include "app/commands/commands.hpp"
#include "base/hex.hpp"
#include "domain/reconciliation/command.hpp"
#include "domain/reconciliation/difference_text.hpp"

namespace sluice::app {
namespace {

using json = nlohmann::ordered_json;
using reconciliation::bill_line;
using reconciliation::most_in_a_part;

/// The engine's answer as an object; otherwise it has been said why there is none.
std::optional<json> asked_for(const recon_import& by, const std::string& what,
                              const std::string& body) {
  const auto asked = ask_engine(by.whom, {what, body});
  const auto* answered = std::get_if<engine_answer>(&asked);
  if (answered == nullptr) return std::nullopt;
  if (answered->said.is_error()) {
    say(sentence_of_refusal(*answered));
    return std::nullopt;
  }
  auto out = json::parse(answered->said.body, nullptr, false);
  if (out.is_object()) return out;
  say("what answers at " + answered->subject + " is no engine of this kind");
  return std::nullopt;
}

/// Ours, of all differences that the engine knows of this day.
std::optional<std::set<reconciliation::number>> known_numbers(const recon_import& by,
                                                              const compared_bill& bill) {
  std::set<reconciliation::number> out;
  json page{{"channel", bill.channel.value()},
            {"day", ledger::text_of(bill.day)},
            {"open", false},
            {"limit", 500}};
  for (;;) {
    const auto list = asked_for(by, "difference.list", page.dump());
    if (!list) return std::nullopt;
    for (const auto& d : list->value("differences", json::array())) {
      const auto read = reconciliation::difference_from_text(
          "kind=row_new number=" + d.value("number", "-") + " there=payment,CNY,0,-,-,-,0,0");
      if (const auto* one = std::get_if<reconciliation::difference>(&read)) out.insert(one->of);
    }
    const auto next = list->value("next", std::string{});
    if (next.empty()) return out;
    page["after"] = next;
  }
}

std::vector<bill_line> rows_with(const std::set<reconciliation::number>& wanted,
                                 recon_facts& rows) {
  std::vector<bill_line> out;
  if (wanted.empty()) return out;
  for (std::size_t i = 0; i < recon_facts::parts; ++i)
    for (const auto& f : rows.part(i))
      if (auto line = line_from(f); wanted.contains(line.of)) out.push_back(line);
  return out;
}

json sums_of(const recon_found& found) {
  auto out = json::array();
  for (const auto& one : currencies) {
    const auto& p = found.proven.of(one.code);
    if (p.rows.count == 0) continue;
    out.push_back(to_text(reconciliation::bill_sum{
        one.code, p.rows.count, p.rows.amount, p.rows.fee, p.fees_rounded}));
  }
  return out;
}

/// Those of a part, from 0.
template <class One>
json texts_of(const std::vector<One>& all, std::size_t part) {
  auto out = json::array();
  const auto from = std::min(part * most_in_a_part, all.size());
  const auto end = std::min(from + most_in_a_part, all.size());
  for (auto i = from; i < end; ++i) out.push_back(to_text(all[i]));
  return out;
}

void tell(const compared_bill& bill, const json& run) {
  std::cout << "brought: version " << run.value("version", 0) << " of the bill of "
            << run.value("day", "") << " at " << run.value("channel", "") << " (" << bill.name
            << "): " << run.value("open", 0) << " differences are open, "
            << run.value("resolved", 0) << " are resolved\n";
}

}  // namespace

std::vector<std::string> parts_of_report(const recon_import& by, const compared_bill& bill,
                                         const recon_found& found,
                                         const std::vector<bill_line>& rows) {
  const auto most = std::max({std::size_t{1}, found.listed.size(), rows.size()});
  const auto parts = (most + most_in_a_part - 1) / most_in_a_part;
  const auto sums = sums_of(found);
  std::vector<std::string> out;
  for (std::size_t part = 0; part < parts; ++part) {
    json one{{"channel", bill.channel.value()},
             {"day", ledger::text_of(bill.day)},
             {"file", hex(bill.file)},
             {"proven", bill.is_proven},
             {"sums", sums},
             {"parts", parts},
             {"part", part + 1},
             {"operator", by.operator_name},
             {"reason", by.reason}};
    // A list of nothing is no list.
    if (auto texts = texts_of(found.listed, part); !texts.empty())
      one["differences"] = std::move(texts);
    if (auto texts = texts_of(rows, part); !texts.empty()) one["rows"] = std::move(texts);
    out.push_back(one.dump());
  }
  return out;
}

int bring_to_engine(const recon_import& by, const compared_bill& bill, const recon_found& found,
                    recon_facts& rows) {
  if (found.differences() > found.listed.size()) {
    say(bill.name + " differs in " + std::to_string(found.differences()) +
        " places, more than people can work on: it is the bill of somebody else, or of another "
        "log");
    return exit_misused;
  }
  const auto known = known_numbers(by, bill);
  if (!known) return exit_failed;
  std::optional<json> run;
  for (const auto& body : parts_of_report(by, bill, found, rows_with(*known, rows))) {
    run = asked_for(by, "bill.report", body);
    if (!run) return exit_failed;
  }
  tell(bill, *run);
  return run->value("open", 0) > 0 ? exit_failed : exit_done;
}

}  // namespace sluice::app
