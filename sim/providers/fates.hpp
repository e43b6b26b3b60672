#pragma once
/// What the simulated channels do with an order, as data: the table of FATES.md. The last two
/// digits of the amount choose the row. Read by the provider; a test keeps table and page in step.

#include <array>
#include <string_view>

#include "domain/money.hpp"

namespace sluice::sim {

/// What becomes of the money when a pay request arrives.
enum class pay_script {
  pays_at_once,
  asks_then_pays,           ///< the payer types a password and pays a little later
  asks_in_vain,             ///< the payer never pays
  declines,                 ///< balance too low
  declines_as_if_repeated,  ///< with a code that an earlier copy of the request could have caused
  declines_then_pays,  ///< and yet the money moves a little later
  answers_strangely,  ///< a code that is in no table; nothing is booked
  never_hears,  ///< the request is lost on its way
};

/// How an answer travels.
enum class delivery {
  plain,
  request_lost,  ///< the connection is cut, and nothing was done
  answer_lost,  ///< the connection is cut, after everything was done
  html_page,  ///< status 502 and a page for people
  slow,
};

enum class refund_script { works, answer_lost, first_request_lost, refused };

enum class notice_script { none, paid, paid_twice, closed_later };

struct fate {
  int digits = 0;
  pay_script pay = pay_script::pays_at_once;
  delivery pay_answer = delivery::plain;
  bool pays_when_revoked = false;  ///< in the instant of the first revoke
  int revokes_in_vain = 0;  ///< so many are answered "again"
  bool revoke_always_fails = false;
  refund_script refund = refund_script::works;
  notice_script notice = notice_script::none;
  bool needs_notices = false;  ///< row 00 where the channel has no notifications
  std::string_view happens{};  ///< second column of FATES.md
  std::string_view order_ends{};  ///< third column
};

inline constexpr std::array<fate, 19> fates{{
    {.digits = 0, .happens = "paid at once", .order_ends = "paid"},
    {.digits = 1,
     .pay = pay_script::asks_then_pays,
     .happens = "payer asked for a password, pays a little later",
     .order_ends = "paid"},
    {.digits = 2,
     .pay = pay_script::asks_in_vain,
     .happens = "payer asked, never pays",
     .order_ends = "revoked"},
    {.digits = 3,
     .pay = pay_script::declines,
     .happens = "declined: balance too low",
     .order_ends = "failed"},
    {.digits = 4,
     .pay_answer = delivery::answer_lost,
     .happens = "paid, the answer is lost",
     .order_ends = "paid, found by query"},
    {.digits = 5,
     .pay = pay_script::never_hears,
     .pay_answer = delivery::request_lost,
     .happens = "the request is lost, nothing is booked",
     .order_ends = "revoked"},
    {.digits = 6,
     .pay = pay_script::asks_in_vain,
     .pays_when_revoked = true,
     .revokes_in_vain = 1,
     .happens = "payer asked; pays in the instant of the revoke, which answers \"again\"",
     .order_ends = "revoked, the money given back"},
    {.digits = 7,
     .pay = pay_script::asks_in_vain,
     .revokes_in_vain = 3,
     .happens = "payer asked, never pays; the revoke answers \"again\" three times",
     .order_ends = "revoked"},
    {.digits = 8,
     .pay = pay_script::asks_in_vain,
     .revoke_always_fails = true,
     .happens = "payer asked, never pays; every revoke fails with a system error",
     .order_ends = "needs_operator"},
    {.digits = 9,
     .pay = pay_script::asks_then_pays,
     .notice = notice_script::paid_twice,
     .needs_notices = true,
     .happens = "payer asked, pays; the notification comes twice (Alipay)",
     .order_ends = "paid"},
    {.digits = 10,
     .notice = notice_script::closed_later,
     .needs_notices = true,
     .happens = "paid at once; later a notification says closed (Alipay)",
     .order_ends = "paid, conflict recorded"},
    {.digits = 11,
     .refund = refund_script::answer_lost,
     .happens = "paid at once; a refund is done but its answer is lost",
     .order_ends = "paid; refund done, found by query"},
    {.digits = 12,
     .refund = refund_script::first_request_lost,
     .happens = "paid at once; a refund request is lost the first time",
     .order_ends = "paid; refund done under the same number"},
    {.digits = 13,
     .refund = refund_script::refused,
     .happens = "paid at once; a refund is refused",
     .order_ends = "paid; refund failed"},
    {.digits = 14,
     .pay_answer = delivery::html_page,
     .happens = "paid, but the answer is an HTML page with status 502",
     .order_ends = "paid, found by query"},
    {.digits = 15,
     .pay = pay_script::answers_strangely,
     .happens = "an error code that is in no table, nothing is booked",
     .order_ends = "revoked"},
    {.digits = 16,
     .pay = pay_script::declines_as_if_repeated,
     .happens = "a decline that an earlier copy of the request could have caused; nothing is "
                "booked",
     .order_ends = "failed, once a query agrees (after the visibility delay)"},
    {.digits = 17,
     .pay = pay_script::declines_then_pays,
     .notice = notice_script::paid,
     .needs_notices = true,
     .happens = "declined, yet the money moves a little later, and a notification says paid "
                "(Alipay)",
     .order_ends = "failed, conflict recorded, the money given back"},
    {.digits = 18,
     .pay_answer = delivery::slow,
     .happens = "paid, but the answer takes longer than the call time-out",
     .order_ends = "paid, found by query"},
}};

/// Row 00 for digits without a row, and for rows that need notifications the channel does not send.
[[nodiscard]] const fate& fate_of(money amount, bool channel_notifies) noexcept;

}  // namespace sluice::sim
