#include "adapters/channels/alipay/dialect.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/channels/alipay/agreement.hpp"
#include "adapters/channels/alipay/answer.hpp"
#include "adapters/channels/alipay/balance.hpp"
#include "adapters/channels/alipay/bill.hpp"
#include "adapters/channels/alipay/certificates.hpp"
#include "adapters/channels/alipay/codes.hpp"
#include "adapters/channels/alipay/holds.hpp"
#include "adapters/channels/alipay/method.hpp"
#include "adapters/channels/alipay/pages.hpp"
#include "adapters/channels/alipay/proof.hpp"
#include "adapters/channels/alipay/receipts.hpp"
#include "adapters/channels/answers.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/form.hpp"
#include "adapters/channels/strict_json.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

using json = nlohmann::json;

std::string title(const channel_call& call) {
  constexpr std::size_t longest_subject = 128;
  const auto& text = call.description.empty() ? call.key.value() : call.description;
  return std::string(cut_text(text, longest_subject));
}

json pay_content(const channel_call& call) {
  json content{{"out_trade_no", call.key.value()},
               {"total_amount", decimal_text(call.amount)},
               {"subject", title(call)}};
  if (call.amount.unit != currency::cny) content["trans_currency"] = name_of(call.amount.unit);
  if (call.type == business_type::payment_code) {
    content["scene"] = "bar_code";
    content["auth_code"] = call.payment_code.reveal();
  }
  if (alipay::is_by_agreement(call)) alipay::add_agreement(content, call);
  if (alipay::is_about_capture(call)) alipay::add_hold(content, call);
  if (alipay::is_for_payer(call.type)) alipay::add_page(content, call);
  return content;
}

json payout_content(const channel_call& call) {
  json content{{"out_biz_no", call.key.value()},
               {"product_code", "TRANS_ACCOUNT_NO_PWD"},
               {"biz_scene", "DIRECT_TRANSFER"}};
  if (call.what == operation::pay) {
    content["trans_amount"] = decimal_text(call.amount);
    content["order_title"] = title(call);
  }
  return content;
}

json content_of(const channel_call& call, instant now) {
  if (call.type == business_type::payout) return payout_content(call);
  if (alipay::is_about_hold(call)) return alipay::hold_content(call, now);
  switch (call.what) {
    case operation::pay: return pay_content(call);
    case operation::confirm:         // there is no such method
    case operation::send_on_refund:  // nor this one
    case operation::query:
    case operation::revoke:
    case operation::close: return {{"out_trade_no", call.key.value()}};
    case operation::refund:
      return {{"out_trade_no", call.key.value()},
              {"refund_amount", decimal_text(call.refund_amount)},
              {"out_request_no", call.refund_key.value()}};
    case operation::refund_query:
      return {{"out_trade_no", call.key.value()}, {"out_request_no", call.refund_key.value()}};
    case operation::offer_agreement: return alipay::offer_content(call, now);
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return alipay::agreement_content(call);
  }
  broken_invariant("every operation has a content", __FILE__, __LINE__);
}

/// A browser that has paid comes back there. It proves nothing.
bool sends_back(const channel_call& call) {
  const bool has_page = call.type == business_type::ebank || call.type == business_type::top_up ||
                        call.type == business_type::h5 || call.what == operation::offer_agreement;
  return has_page && call.payer != nullptr && !call.payer->return_url.empty();
}

using request_fields = std::vector<std::pair<std::string_view, std::string>>;

/// What every request has.
request_fields common_fields(std::string_view method, const alipay::account& us, instant now) {
  return {{"app_id", us.app_id}, {"method", std::string(method)},  {"format", "JSON"},
          {"charset", "utf-8"},  {"timestamp", beijing_time(now)}, {"version", "1.0"}};
}

http_request posted(const request_fields& fields) {
  return {.target = "/gateway.do",
          .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
          .body = form_encode(fields)};
}

/// Nothing may be added after the signature.
void sign(request_fields& fields, const alipay::account& us) {
  fields.emplace_back("sign_type", "RSA2");
  if (us.goes_by_certificates()) {
    fields.emplace_back("app_cert_sn", us.mode->app_number);
    fields.emplace_back("alipay_root_cert_sn", us.mode->roots_number);
  }
  const auto text = signing::sorted_pairs(fields, signing::unsigned_in_alipay_request);
  fields.emplace_back("sign", signing::rsa_sign(*us.ours, signing::rsa_hash::sha256, text));
}

/// The state decides, not the address: refunds and closings are told at the pay address too.
heard_notice read_notice(const form_fields& fields) {
  const auto value = [&](std::string_view name) { return value_of(fields, name); };
  const auto number = value("out_trade_no");
  const auto state = value("trade_status");
  if (number.empty() || !number.is_word() || state.empty()) return notice_refusal::unreadable;
  channel_notification told{
      .channel = {},
      .key = channel_key(number.word()),
      .code = state.word(),
      .channel_reference = value("trade_no").word(),
      .verified = true};
  if (const auto* row = find_row(alipay::trade_states, state.as_received()))
    told.found = row->found;
  // Closed because everything was given back: it was paid once, so "not paid" would be a lie.
  if (told.found == order::finding::not_paid && !value("refund_fee").empty())
    told.found = order::finding::unknown;
  if (told.found != order::finding::paid) return told;
  const auto unit_name = value("trans_currency");
  const auto unit = unit_name.empty() ? std::optional(currency::cny)
                                      : currency_from_name(unit_name.as_received());
  if (unit) told.amount = money_from_decimal(value("total_amount").as_received(), *unit);
  if (!told.amount) return notice_refusal::unreadable;
  told.told = alipay::trade_receipt_of(fields, *unit);
  return told;
}

/// What is told of agreements and holds names no seller.
bool is_of_app(const form_fields& fields, const alipay::account& us) {
  return value_of(fields, "app_id") == us.app_id;
}

bool is_of(const form_fields& fields, const alipay::account& us) {
  return is_of_app(fields, us) &&
         (us.seller_id.empty() || value_of(fields, "seller_id") == us.seller_id);
}

}  // namespace

made_dialect alipay_dialect::make(dialect_account account) {
  auto read = alipay::account_of(std::move(account));
  if (auto* fault = std::get_if<key_fault>(&read)) return std::move(*fault);
  return std::unique_ptr<dialect>(new alipay_dialect(std::get<alipay::account>(std::move(read))));
}

assembled alipay_dialect::assemble(const channel_call& call, const moment& at) const {
  const auto method = alipay::method_of(call);
  if (!method) return no_such_operation{};
  // A description in a broken encoding must not stop a payment: bad bytes are replaced.
  auto said = content_of(call, at.now);
  if (call.what == operation::pay) alipay::add_signing(said, call, us_.notify_url);
  const auto content = said.dump(-1, ' ', false, json::error_handler_t::replace);
  auto fields = common_fields(*method, us_, at.now);
  const bool begins = call.what == operation::pay || call.what == operation::offer_agreement;
  if (begins && !us_.notify_url.empty()) fields.emplace_back("notify_url", us_.notify_url);
  if (begins && sends_back(call)) fields.emplace_back("return_url", call.payer->return_url);
  fields.emplace_back("biz_content", content);
  sign(fields, us_);
  if (call.what == operation::offer_agreement)
    return alipay::page_of(us_.pages_url, form_encode(fields));
  if (call.what == operation::pay)
    if (auto action = alipay::sent_by_payer(call.type, us_.pages_url, form_encode(fields)))
      return *std::move(action);
  return posted(fields);
}

channel_answer alipay_dialect::understand(const channel_call& call, const http_result& result,
                                          instant now) const {
  if (auto nothing_said = without_content(call, result)) return std::move(*nothing_said);
  return alipay::classify(call, result.response.body, us_, now);
}

heard_notice alipay_dialect::hear(const http_request& request, instant now) const {
  const auto read = form_decode(request.body);
  const auto* fields = std::get_if<form_fields>(&read);
  if (fields == nullptr) return notice_refusal::unreadable;
  const bool of_agreement = alipay::is_about_agreement(*fields);
  const bool of_hold = alipay::is_about_hold(*fields);
  if (!of_agreement && !of_hold && value_of(*fields, "trade_status").empty())
    return notice_refusal::unreadable;
  switch (alipay::proof_of(*fields, us_, now)) {
    case alipay::proof::genuine: break;
    case alipay::proof::no_signature:
    case alipay::proof::not_their_own: return notice_refusal::not_proven;
    case alipay::proof::unknown_key: return notice_refusal::unknown_key;
  }
  const bool is_ours = of_agreement || of_hold ? is_of_app(*fields, us_) : is_of(*fields, us_);
  if (!is_ours) return notice_refusal::foreign_account;
  if (of_agreement) return alipay::read_agreement_notice(*fields);
  return of_hold ? alipay::read_hold_notice(*fields) : read_notice(*fields);
}

http_response alipay_dialect::acknowledgement() const { return {.body = "success"}; }

std::optional<http_request> alipay_dialect::assemble_bill(bill_day day, bill_kind kind,
                                                          const moment& at) const {
  auto fields = common_fields(alipay::bill_method, us_, at.now);
  fields.emplace_back("biz_content", alipay::bill_content(day, kind));
  sign(fields, us_);
  return posted(fields);
}

heard_bill alipay_dialect::understand_bill(bill_day, const http_result& result,
                                           const moment& at) const {
  if (auto nothing = without_bill(result)) return *std::move(nothing);
  return alipay::read_bill_answer(result.response.body, us_, at.now);
}

std::optional<http_request> alipay_dialect::assemble_balance(std::string_view which,
                                                             const moment& at) const {
  if (which != alipay::balance_accounts.front()) return std::nullopt;
  auto fields = common_fields(alipay::balance_method, us_, at.now);
  fields.emplace_back("biz_content", "{}");
  sign(fields, us_);
  return posted(fields);
}

heard_balance alipay_dialect::understand_balance(std::string_view, const http_result& result,
                                                 instant now) const {
  if (auto nothing = without_balance(result)) return *std::move(nothing);
  return alipay::read_balance(result.response.body, us_, now);
}

const key_fetching* alipay_dialect::fetches_keys() const noexcept {
  return us_.goes_by_certificates() ? this : nullptr;
}

std::vector<certificate_end> alipay_dialect::certificates() const {
  auto out = us_.mode->ours;
  out.insert(out.end(), us_.theirs.certificates.begin(), us_.theirs.certificates.end());
  return out;
}

/// Alipay gives away one certificate at a time, by its number.
std::optional<millis> alipay_dialect::fetched_every(instant) const { return std::nullopt; }

std::optional<http_request> alipay_dialect::key_request(std::string_view named,
                                                        const moment& at) const {
  if (!alipay::is_certificate_number(named)) return std::nullopt;
  auto fields = common_fields(alipay::certificate_download, us_, at.now);
  fields.emplace_back("biz_content", json{{"alipay_cert_sn", named}}.dump());
  sign(fields, us_);
  return posted(fields);
}

fetched_keys alipay_dialect::keys_from(std::string_view named, const http_result& answer,
                                       instant now) const {
  if (answer.kind != http_result::outcome::answered) return "unreachable";
  if (answer.response.status != 200) return "http_" + std::to_string(answer.response.status);
  const auto brought = alipay::certificate_in(answer.response.body, named, *us_.mode, now);
  if (const auto* const why = std::get_if<std::string>(&brought)) return *why;
  if (us_.theirs.ring.find(named, now) != nullptr)
    return std::shared_ptr<const dialect>(new alipay_dialect(us_));
  auto with_it = us_;
  if (alipay::add(std::get<signing::certificate>(brought), with_it.theirs)) return "no_use";
  return std::shared_ptr<const dialect>(new alipay_dialect(std::move(with_it)));
}

std::string alipay_dialect::unknown_key_of(const http_response& answer, instant now) const {
  const auto read = read_json(answer.body);
  const auto* const document = std::get_if<json>(&read);
  if (document == nullptr || !document->is_object()) return {};
  return if_unknown(alipay::certificate_named_in(*document), now);
}

std::string alipay_dialect::unknown_key_of(const http_request& notification, instant now) const {
  const auto read = form_decode(notification.body);
  const auto* const fields = std::get_if<form_fields>(&read);
  return fields == nullptr ? std::string() : if_unknown(alipay::certificate_named_in(*fields), now);
}

std::string alipay_dialect::if_unknown(std::string number, instant now) const {
  const bool is_wanted =
      alipay::is_certificate_number(number) && us_.theirs.ring.find(number, now) == nullptr;
  return is_wanted ? std::move(number) : std::string();
}

}  // namespace sluice
