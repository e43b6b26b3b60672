#include "adapters/channels/unionpay/request.hpp"

#include <algorithm>
#include <utility>

#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/unionpay/agreement.hpp"
#include "base/base64.hpp"
#include "base/invariant.hpp"

namespace sluice::unionpay {
namespace {

/// Where UnionPay is to send nothing; it insists on an address.
constexpr auto no_notices = "http://www.specialUrl.com";

bool is_letter_or_digit(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

bool is_plain(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_letter_or_digit);
}

/// UnionPay itself refuses those that are shorter than eight characters.
bool is_order_number(std::string_view text) noexcept {
  constexpr std::size_t longest = 32;
  return is_plain(text) && text.size() <= longest;
}

form_fields common_fields(const transaction& about, std::string_view kind, std::string_view subkind,
                          const dialect_account& account, const keys& with) {
  return {{"version", "5.1.0"},
          {"encoding", "utf-8"},
          {"signMethod", "01"},  // RSA
          {"certId", with.certificate_number},
          {"txnType", std::string(kind)},
          {"txnSubType", std::string(subkind)},
          {"bizType", "000000"},
          {"accessType", "0"},  // a merchant's own
          {"merId", account.merchant_id},
          {"orderId", about.number},
          {"txnTime", about.time}};
}

std::optional<std::string> token_fields(const secret& said) {
  const std::string_view text = said.reveal();
  const auto cut = text.find('&');
  const auto token = text.substr(0, cut);
  if (!is_plain(token)) return std::nullopt;
  std::string out = "{token=";
  out += token;
  if (cut != std::string_view::npos) {
    const auto requestor = text.substr(cut + 1);
    if (!is_plain(requestor)) return std::nullopt;
    out.append("&trId=").append(requestor);
  }
  return out += '}';
}

void add_token_data(form_fields& fields, std::string data, const keys& with) {
  fields["bizType"] = token_product;
  fields["tokenPayData"] = std::move(data);
  if (!with.encryption.number.empty()) fields["encryptCertId"] = with.encryption.number;
}

void add_back_url(form_fields& fields, const dialect_account& account) {
  fields["backUrl"] = account.notify_url.empty() ? no_notices : account.notify_url;
}

void add_front_url(form_fields& fields, const channel_call& call) {
  if (call.payer != nullptr && !call.payer->return_url.empty())
    fields["frontUrl"] = call.payer->return_url;
}

namespace {

void add_amount(form_fields& fields, const transaction& about) {
  fields["channelType"] = "07";  // the internet
  fields["txnAmt"] = std::to_string(about.amount.minor_units);
}

void add_money(form_fields& fields, const transaction& about, const dialect_account& account) {
  add_amount(fields, about);
  add_back_url(fields, account);
}

bool add_token(form_fields& fields, const channel_call& call, const keys& with) {
  if (call.payer == nullptr) return false;
  auto token = token_fields(call.payer->token);
  if (!token) return false;
  add_token_data(fields, *std::move(token), with);
  return true;
}

/// A code of the payer's goes in base64 only: it is good once, for this payment.
bool add_code(form_fields& fields, const secret& code) {
  if (!is_plain(code.reveal())) return false;
  fields["customerInfo"] = base64("{smsCode=" + code.reveal() + '}');
  return true;
}

/// Nothing is charged yet: UnionPay sends a code to the phone of whoever the token stands for.
std::optional<form_fields> code_request(const channel_call& call, const transaction& about,
                                        const dialect_account& account, const keys& with) {
  auto fields = common_fields(about, about.kind, "02", account, with);
  add_amount(fields, about);
  fields["currencyCode"] = "156";
  if (!add_token(fields, call, with)) return std::nullopt;
  return fields;
}

void add_page(form_fields& fields, const channel_call& call) {
  fields["bizType"] = call.type == business_type::enterprise_ebank ? "000202" : "000201";
  const auto page_ends = call.begun + page_lives;
  fields["payTimeout"] = beijing_digits(std::min(call.not_after.value_or(page_ends), page_ends));
  add_front_url(fields, call);
  if (call.paid_with.bank().empty()) return;
  std::string bank(call.paid_with.bank());
  std::ranges::transform(bank, bank.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  fields["issInsCode"] = std::move(bank);
}

bool has_page(business_type type) noexcept {
  return type == business_type::ebank || type == business_type::enterprise_ebank ||
         type == business_type::top_up || type == business_type::preauthorization;
}

bool is_served(business_type type) noexcept {
  return type == business_type::quick_pay || has_page(type);
}

bool is_about_hold(const channel_call& call) noexcept {
  return call.type == business_type::preauthorization && call.taken_from == nullptr;
}

/// An undoing is a transaction of its own, with a number in the log, of which a query can be asked.
std::string_view kind_of(const channel_call& call, bool gives_back) noexcept {
  if (gives_back && is_about_hold(call)) return "32";
  if (gives_back && !call.undoes) return "04";
  if (gives_back) return call.taken_from != nullptr ? "33" : "31";
  if (is_about_hold(call)) return "02";
  return call.taken_from != nullptr ? "03" : "01";
}

/// What refers to an earlier transaction, by UnionPay's number of it. Nothing: it is not known.
std::optional<form_fields> refer_to(const std::string& original, const transaction& about,
                                    const dialect_account& account, const keys& with) {
  if (!is_plain(original)) return std::nullopt;
  auto fields = common_fields(about, about.kind, "00", account, with);
  add_money(fields, about, account);
  fields["origQryId"] = original;
  if (about.kind == "04" || about.kind == "31") return fields;
  fields["bizType"] = "000201";  // as what was held
  fields["currencyCode"] = "156";
  return fields;
}

}  // namespace

form_fields certificate_request(const dialect_account& account, const keys& with, instant now) {
  const auto time = beijing_digits(now);
  auto fields = common_fields(
      {.number = "95" + time, .time = time, .kind = "95", .amount = {}}, "95", "00", account, with);
  fields["channelType"] = "07";
  fields["certType"] = "01";  // of encryption
  return fields;
}

bool is_confirmed(const channel_call& call, const dialect_account& account) noexcept {
  return call.type == business_type::quick_pay && account.confirms_by_sms;
}

transaction transaction_of(const channel_call& call, const dialect_account& account) {
  if (is_about_agreement(call.what)) return agreement_transaction(call);
  const bool is_code = call.what == operation::pay && is_confirmed(call, account);
  const bool is_refund = call.what == operation::refund || call.what == operation::refund_query;
  return {.number = is_refund ? call.refund_key.value() : call.key.value(),
          .time = beijing_digits(call.begun),
          .kind = is_code ? "77" : kind_of(call, is_refund),
          .amount = is_refund ? call.refund_amount : call.amount};
}

bool is_on_page(const channel_call& call) noexcept {
  return has_page(call.type) && call.taken_from == nullptr;
}

bool is_page_settled(const channel_call& call, instant now) noexcept {
  return now > call.begun + page_settled_after;
}

std::optional<form_fields> request_fields(const channel_call& call, const dialect_account& account,
                                          const keys& with) {
  if (is_about_agreement(call.what)) return agreement_fields(call, account, with);
  const auto about = transaction_of(call, account);
  if (!is_served(call.type) || !is_order_number(about.number) || about.amount.unit != currency::cny)
    return std::nullopt;
  switch (call.what) {
    case operation::pay:
      if (call.taken_from != nullptr)
        return refer_to(call.taken_from->reference, about, account, with);
      if (is_confirmed(call, account)) return code_request(call, about, account, with);
      [[fallthrough]];
    case operation::confirm: {
      const bool with_code = call.what == operation::confirm;
      if (with_code && !is_confirmed(call, account)) return std::nullopt;
      auto fields = common_fields(about, about.kind, "01", account, with);
      add_money(fields, about, account);
      fields["currencyCode"] = "156";
      if (is_on_page(call))
        add_page(fields, call);
      else if (!add_token(fields, call, with))
        return std::nullopt;
      if (with_code && !add_code(fields, call.code)) return std::nullopt;
      return fields;
    }
    case operation::query:
    // There is no closing: a page dies by itself, and money that came is given back by an undoing
    // or a refund, whose number is in the log. A revoke has none.
    case operation::close:
    case operation::refund_query: return common_fields(about, "00", "00", account, with);
    case operation::refund: return refer_to(call.channel_reference, about, account, with);
    case operation::revoke:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return std::nullopt;
  }
  broken_invariant("every operation has a request or none", __FILE__, __LINE__);
}

}  // namespace sluice::unionpay
