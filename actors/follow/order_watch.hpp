#pragma once
/// How many orders are in which phase, and what they have moved, as their events say. It keeps a
/// line for each order whose end has not come, nothing of the others. Pure.
///
/// Orders know their phases themselves (domain/order/evolve.cpp); what this has of them is compared
/// with that by a test. An order whose first event it has not seen is none of its business.

#include <array>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/enumerators.hpp"
#include "domain/money.hpp"
#include "domain/order/event.hpp"
#include "domain/policy.hpp"

namespace sluice {

/// The phases of domain/order/state.hpp that an order can be seen in. Their names are in bookmarks.
enum class order_stage : std::uint8_t {
  accepted,
  held,
  verifying,
  attempting,
  awaiting_payer,
  in_doubt,
  revoking,
  authorized,
  paid,
  failed,
  revoked,
  needs_operator,
};
[[nodiscard]] std::string_view name_of(order_stage s) noexcept;

struct order_counts {
  std::array<std::uint64_t, enumerators<order_stage>.size()> by_stage{};
  /// In minor units, by the place of the currency in `currencies`. No test traffic.
  std::array<std::int64_t, currencies.size()> captured{};  ///< what payers have paid
  std::array<std::int64_t, currencies.size()> paid_out{};  ///< what payees have got

  friend bool operator==(const order_counts&, const order_counts&) = default;
};

class order_watch {
 public:
  void take(std::string_view stream, const order::event& e);
  [[nodiscard]] const order_counts& counts() const noexcept { return counts_; }
  [[nodiscard]] std::size_t open() const noexcept { return open_.size(); }

  /// A line for each thing that it knows.
  void write_to(std::string& text) const;
  /// Takes up one of these lines. False: it is none.
  [[nodiscard]] bool read(const std::string& written);

 private:
  /// Of the name of its stream. Two open ones that share it, once in 10^13, are counted as one.
  using key = std::uint64_t;
  struct line {
    order_stage at = order_stage::accepted;
    business_type type = business_type::payment_code;
    bool is_shadow = false;
    bool is_capture = false;  ///< its current attempt
    attempt_no attempt{};  ///< the current one
    money asked{};  ///< what the current attempt is to hold
  };
  using lines = std::unordered_map<key, line>;

  [[nodiscard]] static key key_of(std::string_view stream) noexcept;
  [[nodiscard]] bool read_order(std::istream& in);
  void begin(key of, const order::order_accepted& e);
  void follow(lines::iterator of, const order::event& e);
  void resolve(lines::iterator of, const order::order_resolved& e);
  void move(lines::iterator of, order_stage to);
  void pay(lines::iterator of, money amount);

  lines open_;
  order_counts counts_;
};

}  // namespace sluice
