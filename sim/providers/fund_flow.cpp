#include "sim/providers/fund_flow.hpp"

#include "sim/providers/coupons.hpp"

namespace sluice::sim {
namespace {

using kind = fund_move::kind;

class account {
 public:
  /// What moves nothing is no movement.
  void move(kind what, std::int64_t minor_units, const statement_line& of) {
    if (minor_units == 0) return;
    balance_ += minor_units;
    moves_.push_back({.what = what, .minor_units = minor_units, .balance = balance_, .of = of});
  }
  [[nodiscard]] std::vector<fund_move> moves() && { return std::move(moves_); }

 private:
  std::int64_t balance_ = opening_balance;
  std::vector<fund_move> moves_{};
};

}  // namespace

std::vector<fund_move> fund_moves(const statement& all, fee_returns how) {
  account has;
  for (const auto& line : all) {
    const bool came = line.moved.kind == movement_kind::paid;
    if (line.about.type == business_type::payout) {
      if (came) has.move(kind::payout, -line.moved.amount.minor_units, line);
      continue;
    }
    const auto settled = came ? made_up(line.moved.amount).settled
                              : made_up(line.moved.amount, line.about.amount).settled;
    const auto fee = fee_of(settled);
    if (came) {
      has.move(kind::trade, settled, line);
      has.move(kind::fee, -fee, line);
      continue;
    }
    const bool is_apart = how == fee_returns::apart;
    has.move(kind::refund, is_apart ? -settled : fee - settled, line);
    if (is_apart) has.move(kind::fee_back, fee, line);
  }
  return std::move(has).moves();
}

std::int64_t balance_after(const std::vector<fund_move>& moves) noexcept {
  return moves.empty() ? opening_balance : moves.back().balance;
}

std::vector<fund_move> moves_in(std::vector<fund_move> moves, span_of_time span) {
  std::erase_if(moves, [&](const fund_move& one) {
    return one.of.moved.at < span.from || one.of.moved.at >= span.until;
  });
  return moves;
}

}  // namespace sluice::sim
