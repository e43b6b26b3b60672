#pragma once
/// What the rules of alarms hear of: from the log, for sure (a follower), and in passing, from
/// whoever calls channels; the latter may be lost when there is too much of it.

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "domain/alarm/kind.hpp"
#include "domain/ids.hpp"
#include "domain/policy.hpp"

namespace sluice::alarm {

/// Of an order's name. Two that share it, once in 10^13, count as one.
using order_key = std::uint64_t;
[[nodiscard]] order_key key_of(const order_id& order) noexcept;

/// How a call to a channel ended.
enum class call_end : std::uint8_t {
  no_answer,  ///< nothing valid came: resolve, connect, TLS, send, time-out, cut off, 502-504
  answered,   ///< something came, and it is no payment's result
  paid,
  failed,    ///< a payment's result, and not the payer's doing
  declined,  ///< the payer's doing: the path works
};

/// The word with which an attempt has ended says that nothing valid came from the channel.
[[nodiscard]] bool is_no_answer(std::string_view code) noexcept;

/// What the rates are of.
struct path {
  channel_id channel{};
  business_type type = business_type::payment_code;
  friend auto operator<=>(const path&, const path&) = default;
};
[[nodiscard]] std::string to_text(const path& p);  ///< "alipay/payment_code"

/// A call to a channel has ended.
struct call_ended {
  path where{};
  order_key order = 0;
  call_end how{};
  std::string code{};  ///< of failed and declined
  bool pays = false;  ///< a payment's own call, not a question about one
};

/// So many orders were accepted.
struct orders_accepted {
  std::uint32_t many = 1;
};
/// From now on an order should have a result within its time.
struct order_begun {
  order_key order = 0;
  path where{};
};
/// It has its result, or a person has it.
struct order_settled {
  order_key order = 0;
};

/// Its payer is waited for, for a code or for what he has to do elsewhere, and has done it.
struct payer_asked {
  order_key order = 0;
  path where{};
};
struct payer_acted {
  order_key order = 0;
};

/// Something of a kind that ends by a person's word.
struct happened {
  kind what{};
  std::string key{};
  order_key order = 0;  ///< 0: it is not about an order
  std::string detail{};
};
/// Something is so from now on, or no more.
struct condition {
  kind what{};
  std::string key{};
  bool is_on = false;
  std::string detail{};
};
/// A way of a channel is closed to payments, or open to them again.
struct way_turned {
  channel_id channel{};
  std::string way{};
  bool is_shut = false;
};

using fact = std::variant<call_ended, orders_accepted, order_begun, order_settled, happened,
                          condition, way_turned, payer_asked, payer_acted>;

}  // namespace sluice::alarm
