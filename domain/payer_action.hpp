#pragma once
/// What the payer has to do before a payment can go on: open a page, scan a picture, confirm in an
/// app. The channel says it, or its dialect builds it; whoever asked for the order shows it to the
/// payer. That the payer comes back from there proves nothing.

#include <cstdint>
#include <string>

namespace sluice {

/// Stored in the log: never change or reuse a number.
enum class payer_action_kind : std::uint8_t {
  open_page = 1,   ///< content: the page's address
  post_form = 2,   ///< content: {"url":…,"fields":{…}}, which the payer's browser posts
  show_code = 3,   ///< content: the text of the QR code
  call_app = 4,    ///< content: a JSON object or a text, which the payer's page or app hands on
};

struct payer_action {
  payer_action_kind kind = payer_action_kind::open_page;
  std::string content{};
  friend bool operator==(const payer_action&, const payer_action&) = default;
};

}  // namespace sluice
