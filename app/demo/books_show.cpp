#include "app/demo/books_show.hpp"

#include <stdexcept>
#include <utility>

#include "audit/books.hpp"
#include "store/rocksdb_event_log.hpp"

namespace sluice::demo {
namespace {

nlohmann::json contract_with(const char* side, const char* name, const char* row) {
  return {{side, name},
          {"rows", {row}},
          {"operator", "li.wei"},
          {"reason", "as was signed before the day began"}};
}

std::deque<nlohmann::json> all_contracts() {
  auto kept_back = contract_with("merchant", "m1", "parts_per_million=6000");
  kept_back["account_owner"] = "us";
  auto billed = contract_with("merchant", "m5", "parts_per_million=3800 least_minor=1");
  billed["account_owner"] = "us";
  billed["billing"] = "apart";
  return {std::move(kept_back), std::move(billed),
          contract_with("channel", "wechat", "parts_per_million=2000")};
}

void add(books_shown& to, const ledger::account_line& l) {
  const auto net = l.stands.net(ledger::row_of(l.where.kind).is);
  switch (l.where.kind) {
    using enum ledger::account_kind;
    case clearing: to.channels_owe += net; return;
    case payout_clearing: to.paid_out -= net; return;  // it has left us: below nothing
    case channel_cost: to.channels_took += net; return;
    case pending:
    case available:
    case payout_hold:
    case refund_hold: to.merchants += net; return;
    case owed_to_payers: to.payers += net; return;
    case fee_income: to.fees += net; return;
    case fees_due: to.fees_due += net; return;
  }
}

}  // namespace

bool books_shown::is_as_it_should() const noexcept {
  return unreadable.empty() && contracts == all_contracts().size() && journals > 0 &&
         difference == 0 &&
         channels_owe + channels_took + fees_due == merchants + paid_out + payers + fees;
}

books_show::books_show(const fleet& programs, asker& over)
    : over_(over),
      person_(programs.operator_key()),
      other_person_(programs.second_operator_key()),
      to_agree_(all_contracts()) {}

void books_show::turn() {
  if (is_waiting_ || to_agree_.empty()) return;
  auto next = std::move(to_agree_.front());
  to_agree_.pop_front();
  propose(std::move(next));
}

void books_show::propose(nlohmann::json contract) {
  is_waiting_ = true;
  over_.ask_as(person_, "contract.put", contract, [this](const nlohmann::json& answer) {
    if (error_code(answer) != "second_person_needed")
      throw std::runtime_error{"a contract was made by one person: " + answer.dump()};
    confirm(answer.at("proposal"));
  });
}

void books_show::confirm(const nlohmann::json& proposal) {
  over_.ask_as(other_person_, "operator.confirm",
               {{"proposal", proposal.at("proposal")},
                {"position", proposal.at("position")},
                {"operator", "chen.jie"},
                {"reason", "compared with the paper"}},
               [this](const nlohmann::json& agreed) {
                 contracts_ += agreed.value("stage", "") == "done" ? 1U : 0U;
                 is_waiting_ = false;
               });
}

books_shown read_log_books(const std::filesystem::path& log) {
  books_shown out;
  const auto opened = store::open_rocksdb_event_log({.folder = log, .read_only = true});
  if (const auto* no = std::get_if<store::open_error>(&opened)) {
    out.unreadable = no->message;
    return out;
  }
  const auto found = books_of(*std::get<std::unique_ptr<store::event_log>>(opened), {});
  if (const auto* bad = std::get_if<store::damage>(&found)) {
    out.unreadable = bad->what;
    return out;
  }
  const auto& books = std::get<books_found>(found).all;
  out.journals = books.journals();
  for (const auto& l : books.lines()) add(out, l);
  for (const auto& [unit, both] : trial_of(books.lines()))
    out.difference += both.debit - both.credit;
  return out;
}

}  // namespace sluice::demo
