#include "app/demo/settlement_show.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace sluice::demo {
namespace {

constexpr std::array settled_merchants{"m1", "m5"};

nlohmann::json signed_word(const std::string& merchant, const std::string& reason) {
  return {{"merchant", merchant}, {"operator", "li.wei"}, {"reason", reason}};
}

/// All that it has earned, until the last day on which it earned something.
nlohmann::json run_for(const std::string& merchant, const nlohmann::json& account) {
  auto out = signed_word(merchant, "the end of the day");
  out["currency"] = "CNY";
  for (const auto& part : account.value("balances", nlohmann::json::array()))
    for (const auto& lot : part.value("lots", nlohmann::json::array()))
      out["through"] = std::max(out.value("through", ""), lot.value("day", ""));
  return out;
}

nlohmann::json paid_by_bank(const std::string& merchant, const std::string& reference) {
  auto out = signed_word(merchant, "in the bank's statement");
  out["settlement_no"] = 1;
  out["result"] = "paid";
  out["reference"] = reference;
  return out;
}

}  // namespace

bool settlements_shown::is_as_it_should() const noexcept {
  return paid == merchants && merchants == settled_merchants.size() && amount > 0 &&
         refused == "settlement_ended_otherwise";
}

settlement_show::settlement_show(const fleet& programs, asker& over)
    : over_(over), person_(programs.operator_key()), other_person_(programs.second_operator_key()) {
  for (const std::string merchant : settled_merchants) {
    ++found_.merchants;
    steps_.push_back([this, merchant] { run(merchant); });
    steps_.push_back([this, merchant] {
      want("settlement.resolve", paid_by_bank(merchant, "B-" + merchant));
    });
    steps_.push_back([this, merchant] { look(merchant); });
  }
  steps_.push_back([this] { say_again(settled_merchants.front()); });
}

void settlement_show::turn() {
  if (is_waiting_ || steps_.empty()) return;
  const auto next = std::move(steps_.front());
  steps_.pop_front();
  is_waiting_ = true;
  next();
}

void settlement_show::run(const std::string& merchant) {
  over_.ask_as(person_, "account.get", {{"merchant", merchant}},
               [this, merchant](const nlohmann::json& account) {
                 want("settlement.run", run_for(merchant, account));
               });
}

void settlement_show::want(const std::string& word, const nlohmann::json& what) {
  over_.ask_as(person_, word, what, [this, word](const nlohmann::json& answer) {
    if (error_code(answer) != "second_person_needed")
      throw std::runtime_error{word + " was done by one person: " + answer.dump()};
    const auto& proposal = answer.at("proposal");
    over_.ask_as(other_person_, "operator.confirm",
                 {{"proposal", proposal.at("proposal")},
                  {"position", proposal.at("position")},
                  {"operator", "chen.jie"},
                  {"reason", "looked at the books"}},
                 [this](const nlohmann::json&) { is_waiting_ = false; });
  });
}

void settlement_show::look(const std::string& merchant) {
  over_.ask_as(
      person_, "settlement.list", {{"merchant", merchant}}, [this](const nlohmann::json& answer) {
        for (const auto& one : answer.value("settlements", nlohmann::json::array())) {
          if (one.value("state", "") != "paid") continue;
          ++found_.paid;
          found_.amount += one.at("amount_minor").get<std::int64_t>();
        }
        is_waiting_ = false;
      });
}

/// By another number of the bank's: it was paid once, and that stands.
void settlement_show::say_again(const std::string& merchant) {
  over_.ask_as(person_, "settlement.resolve", paid_by_bank(merchant, "B-again"),
               [this](const nlohmann::json& answer) {
                 found_.refused = error_code(answer);
                 is_waiting_ = false;
               });
}

}  // namespace sluice::demo
