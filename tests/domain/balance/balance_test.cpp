// What a merchant's balance decides is what the table says, and no order of events makes it pay out
// or keep more than has come in.
#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <sstream>

#include "domain/balance/decide.hpp"
#include "domain/ledger/day.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::balance_test {
namespace {

using namespace balance;

const signed_by li{"li.wei", "day's end"};

/// One merchant, and the log in which it is decided.
class story {
 public:
  std::string answer_to(const std::string& line) {
    std::istringstream in(line);
    std::string word;
    in >> word;
    if (word == "books") return look_at(in);
    return decided(read(word, in));
  }

  [[nodiscard]] std::string left() const {
    const auto s = left_of(now_, books_, currency::cny);
    auto out = std::to_string(s.available);
    for (const auto& one : s.pending)
      out += ' ' + ledger::text_of(one.day) + '=' + std::to_string(one.minor);
    return out;
  }

 private:
  static day_number day(const std::string& text) { return ledger::day_from_text(text).value(); }

  std::string look_at(std::istream& in) {
    books_ = {};
    char colon = 0;
    in >> books_.books_at >> colon >> books_.available;
    for (std::string part; in >> part;) {
      const auto equals = part.find('=');
      books_.pending.push_back({day(part.substr(0, equals)), std::stoll(part.substr(equals + 1))});
    }
    return "-";
  }

  static command read(const std::string& word, std::istream& in) {
    std::string skip;
    if (word == "settle") {
      settle c{.who = li};
      in >> skip;
      c.through = day(skip);
      return c;
    }
    if (const auto how = settlement_end_from_name(word)) {
      end_settlement c{.how = *how, .who = li};
      std::uint32_t number = 0;
      in >> number >> c.reference;
      c.number = settlement_no{number};
      return c;
    }
    std::string name;
    in >> name;
    const auto slash = name.find('/');
    const order_id order{merchant_id{"m1"}, order_no{name.substr(0, slash)}};
    const refund_no refund{name.substr(slash + 1)};
    if (word == "refuses") return end_hold{order, refund, std::nullopt};
    if (word == "has") {
      end_hold c{order, refund, 0};
      in >> skip >> *c.refund_at;
      return c;
    }
    REQUIRE(word == "hold");
    hold_for_refund c{.order = order, .refund = refund};
    std::string lot;
    in >> skip >> c.takes >> skip >> lot >> skip >> skip >> c.paid_at;
    c.settled = c.takes;
    c.lot = day(lot);
    return c;
  }

  std::string decided(const command& c) {
    const auto said = decide(now_, c, books_);
    if (const auto* no = std::get_if<rejection>(&said)) {
      CHECK(!no->message.empty());
      return std::string(name_of(no->code));
    }
    std::string out;
    for (const auto& e : std::get<std::vector<event>>(said)) {
      REQUIRE(may_follow(now_, e));
      apply(now_, e, place_++);
      out += (out.empty() ? "" : ", ") + text_of(e);
    }
    return out.empty() ? "nothing" : out;
  }

  static std::string text_of(const event& e) {
    if (const auto* h = std::get_if<money_held>(&e))
      return h->from.from_lot > 0
                 ? std::to_string(h->from.from_lot) + " of the lot"
                 : std::to_string(h->from.from_available) + " of what is available";
    if (const auto* r = std::get_if<settlement_requested>(&e))
      return "settlement " + std::to_string(r->number.value()) + " of " +
             std::to_string(r->amount.minor_units);
    const auto* l = std::get_if<lot_matured>(&e);
    return l == nullptr
               ? "ended"
               : "matured " + ledger::text_of(l->what.day) + '=' + std::to_string(l->what.minor);
  }

  state now_;
  standing books_{};
  std::uint64_t place_ = 100;
};

}  // namespace

TEST_CASE("a merchant's balance decides what the table says") {
  for (const auto& section : read_table("balance/balance_table.txt")) {
    story told;
    for (const auto& line : section.lines) {
      CAPTURE(section.name, line.where, line.word, line.outcome);
      CHECK(told.answer_to(line.word) == line.outcome);
      CHECK(told.left() == line.holds);
    }
  }
}

namespace {

/// A log of one merchant's money in which all happens at its own time: the books follow it a little
/// behind, and orders say later what they make of a refund.
class slow_world {
 public:
  explicit slow_world(std::uint32_t seed) : luck_(seed) {}

  void go_on() {
    switch (below(8)) {
      case 0: return earn();
      case 1:
      case 2: return refund();
      case 3: return answer();
      case 4: return look();
      case 5: return pay_out();
      case 6: return forget();
      default: return end();
    }
  }
  void come_to_rest() {
    while (!asked_.empty()) answer();
    look();
  }
  [[nodiscard]] bool is_sound() const {
    return available_ >= 0 && std::ranges::all_of(lots_, [](auto of_day) { return of_day >= 0; });
  }
  [[nodiscard]] bool is_as_shown() const {
    return left_of(now_, books_, currency::cny).available == available_;
  }

 private:
  static constexpr day_number first_day = 20'000;
  struct paid {
    std::uint64_t at = 0;
    day_number day = 0;
    std::int64_t left = 0;
  };
  struct movement {
    std::uint64_t at = 0;
    std::optional<day_number> lot{};
    std::int64_t by = 0;
  };

  std::size_t below(std::size_t n) { return luck_() % n; }
  /// In the log, and in the books once they look.
  void move(std::optional<day_number> lot, std::int64_t by) {
    (lot ? lots_[static_cast<std::size_t>(*lot - first_day)] : available_) += by;
    log_.push_back({place_, lot, by});
  }
  void earn() {
    const auto day = first_day + static_cast<day_number>(below(lots_.size()));
    const auto amount = static_cast<std::int64_t>(1 + below(100));
    orders_.push_back({++place_, day, amount});
    move(day, amount);
  }
  /// Sometimes of an order whose payment the books do not have.
  void refund() {
    if (orders_.empty()) return;
    auto& o = orders_[below(orders_.size())];
    if (o.left == 0) return;
    const auto takes = static_cast<std::int64_t>(1 + below(static_cast<std::size_t>(o.left)));
    const auto number = std::to_string(++refunds_);
    const auto said = ask(hold_for_refund{
        .order = {merchant_id{"m"}, order_no{"A"}},
        .refund = refund_no{number},
        .settled = takes,
        .takes = takes,
        .lot = o.day,
        .paid_at = o.at});
    if (said.empty()) return;
    const auto& from = std::get<money_held>(said.front()).from;
    asked_.push_back({refund_no{number}, from});
    o.left -= takes;
  }
  void answer() {
    if (asked_.empty()) return;
    const auto [number, from] = asked_.front();
    asked_.erase(asked_.begin());
    std::optional<std::uint64_t> at;
    if (below(4) != 0) {
      at = ++place_;
      if (from.from_lot > 0) move(from.lot, -from.from_lot);
      if (from.from_available > 0) move(std::nullopt, -from.from_available);
    }
    ask(end_hold{{merchant_id{"m"}, order_no{"A"}}, number, at});
  }
  void look() {
    see(asked_.empty() ? place_ : books_.books_at + below(place_ - books_.books_at + 1));
  }
  /// The books begin again from where they had been kept.
  void forget() {
    if (below(4) == 0) see(below(books_.books_at + 1));
  }
  void see(std::uint64_t until) {
    books_ = {.books_at = until};
    std::map<day_number, std::int64_t> lots;
    for (const auto& m : log_) {
      if (m.at > until) continue;
      (m.lot ? lots[*m.lot] : books_.available) += m.by;
    }
    for (const auto& [day, minor] : lots) books_.pending.push_back({day, minor});
  }
  void pay_out() {
    const auto through = first_day + static_cast<day_number>(below(lots_.size()));
    ask(settle{.through = through, .who = li});
  }
  void end() {
    const settlement_no last{static_cast<std::uint32_t>(now_.settlements.size())};
    const auto how = below(2) == 0 ? settlement_end::paid : settlement_end::not_paid;
    ask(end_settlement{last, how, "B", li});
  }

  std::vector<event> ask(const command& c) {
    const auto said = decide(now_, c, books_);
    const auto* all = std::get_if<std::vector<event>>(&said);
    if (all == nullptr) return {};
    for (const auto& e : *all) {
      REQUIRE(may_follow(now_, e));
      apply(now_, e, ++place_);
      post(e);
    }
    return *all;
  }
  void post(const event& e) {
    if (const auto* l = std::get_if<lot_matured>(&e)) {
      move(l->what.day, -l->what.minor);
      move(std::nullopt, l->what.minor);
    }
    if (const auto* r = std::get_if<settlement_requested>(&e))
      move(std::nullopt, -r->amount.minor_units);
    if (const auto* x = std::get_if<settlement_ended>(&e))
      if (x->how == settlement_end::not_paid)
        move(std::nullopt, find(now_, x->number)->amount.minor_units);
  }

  std::mt19937 luck_;
  state now_;
  standing books_{};
  std::uint64_t place_ = 0;
  std::int64_t available_ = 0;
  std::array<std::int64_t, 4> lots_{};
  std::vector<movement> log_;
  std::vector<paid> orders_;
  std::vector<std::pair<refund_no, refund_hold>> asked_;
  std::uint32_t refunds_ = 0;
};

}  // namespace

TEST_CASE("however late the books and the orders are, nothing is taken that is not there") {
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    slow_world w(seed);
    for (int step = 0; step < 200; ++step) {
      w.go_on();
      REQUIRE(w.is_sound());
    }
    w.come_to_rest();
    CHECK(w.is_as_shown());
  }
}

}  // namespace sluice::test::balance_test
