#pragma once
/// What the payer has to do before a payment can go on: open a page, scan a code, confirm in an
/// app, type what the channel has sent him. The channel says it, or its dialect builds it; whoever
/// asked for the order shows it to the payer. That the payer comes back from there proves nothing.

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/private_text.hpp"

namespace sluice {

/// Stored in the log: never change or reuse a number.
enum class payer_action_kind : std::uint8_t {
  open_page = 1,  ///< content: the page's address
  post_form = 2,  ///< content: {"url":…,"fields":{…}}, which the payer's browser posts
  show_code = 3,  ///< content: the text of the QR code
  call_app = 4,   ///< content: what the payer's page or app hands on to the wallet's
  enter_code = 5,  ///< content: where the channel has sent a code, if it says; he types it, and
                   ///< order.verify brings it
  pay_order = 6,   ///< of an agreement: he signs while he pays an order that names it
};

[[nodiscard]] std::string_view name_of(payer_action_kind kind) noexcept;

struct payer_action {
  payer_action_kind kind = payer_action_kind::open_page;
  private_text content{};  ///< whoever has it can pay, or see what is paid
  friend bool operator==(const payer_action&, const payer_action&) = default;
};

}  // namespace sluice
