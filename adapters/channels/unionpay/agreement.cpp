#include "adapters/channels/unionpay/agreement.hpp"

#include <algorithm>
#include <string>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/unionpay/card.hpp"
#include "adapters/channels/unionpay/codes.hpp"
#include "adapters/channels/unionpay/fields.hpp"

namespace sluice::unionpay {
namespace {

using agreement::finding;
using agreement::report;
using agreement::source;

constexpr std::string_view sends_code = "77", opens = "79", asks = "78", deletes = "74";
constexpr foreign_text is_open{"1"};

/// Which token is to be deleted, nobody knows yet: then it is asked.
std::string_view kind_of(const channel_call& call) noexcept {
  if (call.what == operation::offer_agreement) return call.opens != nullptr ? sends_code : opens;
  if (call.what == operation::open_card) return opens;
  return call.what == operation::end_agreement && !call.channel_reference.empty() ? deletes : asks;
}

std::string_view subkind_of(std::string_view kind) noexcept {
  if (kind == opens || kind == sends_code) return "00";
  return kind == deletes ? "01" : "02";
}

source source_of(const channel_call& call) noexcept {
  return call.what == operation::query_agreement ? source::query : source::answer;
}

/// "TOKEN&TRID" out of "{token=…&trId=…&tokenType=01}", as a payment takes it. Empty: it is no
/// token of ours.
std::string token_in(const form_fields& said, const keys& with) {
  auto text = value_of(said, "tokenPayData").as_received();
  if (!text.starts_with('{') || !text.ends_with('}')) return {};
  const auto read = read_fields(text.substr(1, text.size() - 2));
  const auto* inner = std::get_if<form_fields>(&read);
  if (inner == nullptr || value_of(*inner, "trId") != with.token_requestor) return {};
  std::string token(value_of(*inner, "token").as_received());
  if (!is_plain(token) || token.size() > foreign_text::longest_word) return {};
  return token.append("&").append(with.token_requestor);
}

/// "6216***********0018", or the last four digits of a number that came in clear. Empty: it came
/// encrypted, or not at all.
std::string card_in(const form_fields& said) {
  const auto card = value_of(said, "accNo");
  const auto text = card.as_received();
  constexpr std::size_t longest = 24, shown = 4;
  if (text.size() <= shown || text.size() > longest) return {};
  if (text.find('*') != text.npos) return card.masked_name();
  return "****" + foreign_text(text.substr(text.size() - shown)).word();
}

/// The report with the token, where all is there that makes it one.
report in_force(report out, const form_fields& said, const keys& with) {
  auto token = token_in(said, with);
  const bool is_told = value_of(said, "activateStatus") == is_open.as_received() && !token.empty();
  if (!is_told) return out;
  out.found = finding::in_force;
  out.reference = std::move(token);
  out.payer = card_in(said);
  return out;
}

/// "138****0018"
std::string masked_phone(const secret& phone) {
  const auto& digits = phone.reveal();
  return digits.size() < 11 ? std::string{} : digits.substr(0, 3) + "****" + digits.substr(7);
}

/// Of a code that was asked for, or was brought: what is listed as a decline has opened nothing.
report code_says(const channel_call& call, const form_fields& said, const keys& with) {
  const auto code = value_of(said, "respCode");
  report out{.from = source::answer, .code = code.word()};
  const auto* row = find_row(codes, code.as_received());
  out.unlisted = row == nullptr && is_unlisted(code.as_received());
  if (row == nullptr) return out;
  const bool brings = call.what == operation::open_card;
  if (brings && row->code == wrong_code) {
    out.found = finding::code_refused;
  } else if (row->found == not_paid) {
    out.found = finding::refused;
  } else if (row->found == paid && brings) {
    out = in_force(std::move(out), said, with);
  } else if (row->found == paid) {
    out.found = finding::payer_asked;
    out.action = {payer_action_kind::enter_code, masked_phone(call.opens->phone)};
  }
  return out;
}

}  // namespace

transaction agreement_transaction(const channel_call& call) {
  const auto kind = kind_of(call);
  return {.number = call.key.value(),
          .time = beijing_digits(kind == deletes ? call.at : call.begun),
          .kind = kind,
          .amount = {}};
}

std::optional<form_fields> agreement_fields(const channel_call& call,
                                            const dialect_account& account, const keys& with) {
  const auto about = agreement_transaction(call);
  if (call.type != business_type::quick_pay || !is_order_number(about.number) ||
      with.token_requestor.empty())
    return std::nullopt;
  auto fields = common_fields(about, about.kind, subkind_of(about.kind), account, with);
  fields["channelType"] = "07";
  if (about.kind == deletes) {
    auto token = token_fields(secret(call.channel_reference));
    if (!token) return std::nullopt;
    add_token_data(fields, *std::move(token), with);
    return fields;
  }
  if (about.kind == asks) {
    fields["bizType"] = token_product;
    return fields;
  }
  add_token_data(fields, "{trId=" + with.token_requestor + "&tokenType=01}", with);
  if (call.opens != nullptr && !add_card(fields, *call.opens, call.code, with)) return std::nullopt;
  if (about.kind == sends_code) return fields;
  add_back_url(fields, account);
  add_front_url(fields, call);
  if (call.not_after) fields["payTimeout"] = beijing_digits(*call.not_after);
  return fields;
}

channel_answer agreement_says(const channel_call& call, const form_fields& said, const keys& with) {
  if (call.opens != nullptr) return code_says(call, said, with);
  const auto code = value_of(said, "respCode");
  const auto* row = find_row(agreement_codes, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  const auto kind = kind_of(call);
  if (kind == opens) return cannot_tell(call, code);  // the payer's browser asked, not we
  report out{.from = source_of(call), .code = code.word()};
  if (kind == deletes) {
    out.found = row->deleted;
    return out;
  }
  if (row->asked != finding::in_force) {
    out.found = row->asked;
    return out;
  }
  const auto status = value_of(said, "activateStatus");
  out = in_force(std::move(out), said, with);
  if (status == "0") out.found = finding::not_signed;
  if (out.found == finding::unknown) out.code = "no_token";
  return out;
}

bool is_about_agreement(const form_fields& told) noexcept {
  return value_of(told, "txnType") == opens;
}

agreement_notice read_agreement_notice(const form_fields& told, const keys& with) {
  const auto code = value_of(told, "respCode");
  agreement_notice out{.channel = {},
                       .key = channel_key(value_of(told, "orderId").word()),
                       .said = {.from = source::notice, .code = code.word()}};
  const auto* row = find_row(agreement_codes, code.as_received());
  if (row != nullptr && row->asked == finding::in_force)
    out.said = in_force(std::move(out.said), told, with);
  return out;
}

}  // namespace sluice::unionpay
