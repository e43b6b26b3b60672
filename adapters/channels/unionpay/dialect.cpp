#include "adapters/channels/unionpay/dialect.hpp"

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/unionpay/agreement.hpp"
#include "adapters/channels/unionpay/answer.hpp"
#include "adapters/channels/unionpay/bill.hpp"
#include "adapters/channels/unionpay/certificates.hpp"
#include "adapters/channels/unionpay/codes.hpp"
#include "adapters/channels/unionpay/fields.hpp"
#include "adapters/channels/unionpay/proof.hpp"
#include "adapters/channels/unionpay/request.hpp"

namespace sluice {
namespace {

constexpr std::string_view page = "/gateway/api/frontTransReq.do";
constexpr std::string_view transactions = "/gateway/api/backTransReq.do";
constexpr std::string_view queries = "/gateway/api/queryTrans.do";
constexpr std::string_view files = "/";  // of a host of their own

payer_action posted_by_browser(const form_fields& fields, const std::string& pages_url) {
  const nlohmann::json form{{"url", pages_url + std::string(page)}, {"fields", fields}};
  // An address in a broken encoding must not stop a payment: bad bytes are replaced.
  return {.kind = payer_action_kind::post_form,
          .content = form.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

std::string form_of(const form_fields& fields) {
  return form_encode({fields.begin(), fields.end()});
}

http_request posted(std::string_view target, const form_fields& fields) {
  return {.target = std::string(target),
          .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
          .body = form_of(fields)};
}

}  // namespace

unionpay_dialect::unionpay_dialect(dialect_account account, unionpay::keys with)
    : account_(std::move(account)), keys_(std::move(with)) {}

made_dialect unionpay_dialect::make(dialect_account account) {
  auto read = unionpay::read_keys(account.keys);
  if (auto* no = std::get_if<key_fault>(&read)) return std::move(*no);
  account.keys = {};  // the text of a key is not needed any more
  return std::make_unique<unionpay_dialect>(
      std::move(account), std::get<unionpay::keys>(std::move(read)));
}

assembled unionpay_dialect::assemble(const channel_call& call, const moment&) const {
  auto fields = unionpay::request_fields(call, account_, keys_);
  if (!fields) return no_such_operation{};
  fields->emplace("signature", unionpay::signature_of(*fields, keys_));
  const bool pays = is_payment(call.what);
  const bool is_signed_on_page = call.what == operation::offer_agreement && call.opens == nullptr;
  if ((pays && unionpay::is_on_page(call)) || is_signed_on_page)
    return posted_by_browser(*fields, account_.pages_url);
  const bool is_transaction =
      pays || call.what == operation::refund || is_about_agreement(call.what);
  return posted(is_transaction ? transactions : queries, *fields);
}

channel_answer unionpay_dialect::understand(const channel_call& call, const http_result& result,
                                            instant now) const {
  if (auto nothing_said = without_content(call, result)) return std::move(*nothing_said);
  const auto read = unionpay::read_fields(result.response.body);
  if (const auto* why = std::get_if<misread>(&read)) return cannot_tell(call, *why);
  const auto& said = std::get<form_fields>(read);
  if (const auto why = unionpay::why_not_proven(said, keys_, now))
    return cannot_tell(call, std::string(*why));
  if (is_about_agreement(call.what)) {
    if (auto why = unionpay::why_not_about(call, said, account_))
      return cannot_tell(call, *std::move(why));
    return unionpay::agreement_says(call, said, keys_);
  }
  return unionpay::classify(call, said, account_, now);
}

/// Of agreements; and of payments, holds, captures and what gives back alike; of the last it only
/// says that there is a result to ask for.
heard_notice unionpay_dialect::hear(const http_request& request, instant now) const {
  const auto read = form_decode(request.body);
  const auto* said = std::get_if<form_fields>(&read);
  if (said == nullptr) return notice_refusal::unreadable;
  const auto value = [&](std::string_view name) { return value_of(*said, name); };
  const auto number = value("orderId");
  if (number.empty() || !number.is_word() || value("txnType").empty() || value("respCode").empty())
    return notice_refusal::unreadable;
  if (value("merId") != account_.merchant_id) return notice_refusal::foreign_account;
  if (unionpay::why_not_proven(*said, keys_, now)) return notice_refusal::not_proven;
  if (unionpay::is_about_agreement(*said)) return unionpay::read_agreement_notice(*said, keys_);

  channel_notification told{
      .channel = {},
      .key = channel_key(number.word()),
      .code = value("respCode").word(),
      .channel_reference = value("queryId").word(),
      .verified = true};
  const auto kind = value("txnType");
  const bool is_of_payer = kind == "01" || kind == "02" || kind == "03";
  if (!is_of_payer) return told;
  const auto* row = find_row(unionpay::codes, value("respCode").as_received());
  if (row != nullptr) told.found = row->found;
  if (told.found != order::finding::paid) return told;
  told.amount = unionpay::amount_in(*said);
  if (!told.amount || told.channel_reference.empty()) return notice_refusal::unreadable;
  told.told = unionpay::receipt_of(*said);
  return told;
}

http_response unionpay_dialect::acknowledgement() const { return {.body = "ok"}; }

std::optional<http_request> unionpay_dialect::assemble_bill(bill_day day, bill_kind kind,
                                                            const moment& at) const {
  if (kind != bill_kind::trades) return std::nullopt;
  auto fields = unionpay::bill_fields(day, account_, keys_, at.now);
  fields.emplace("signature", unionpay::signature_of(fields, keys_));
  return posted(files, fields);
}

std::string unionpay_dialect::bill_base_url(std::string_view base_url) const {
  constexpr std::string_view gateway = "https://gateway.";
  if (!base_url.starts_with(gateway)) return std::string(base_url);
  return std::string("https://filedownload.").append(base_url.substr(gateway.size()));
}

heard_bill unionpay_dialect::understand_bill(bill_day day, const http_result& result,
                                             const moment& at) const {
  if (auto nothing = without_bill(result)) return *std::move(nothing);
  const auto read = unionpay::read_fields(result.response.body);
  if (const auto* why = std::get_if<misread>(&read))
    return bill_not_told{std::string(name_of(*why))};
  const auto& said = std::get<form_fields>(read);
  if (const auto why = unionpay::why_not_proven(said, keys_, at.now))
    return bill_not_told{std::string(*why)};
  return unionpay::read_bill_answer(said, day, account_);
}

const key_fetching* unionpay_dialect::fetches_keys() const noexcept {
  return keys_.encryption.number.empty() ? nullptr : this;
}

std::vector<certificate_end> unionpay_dialect::certificates() const {
  auto out = keys_.pinned;
  const auto& encrypts = keys_.encryption;
  if (!encrypts.number.empty())
    out.push_back({"encryption_certificate", encrypts.number, encrypts.until});
  return out;
}

/// Daily in its last month: the next one is there before it ends.
std::optional<millis> unionpay_dialect::fetched_every(instant now) const {
  using std::chrono::days;
  const bool ends_soon = keys_.encryption.until - days{30} < now;
  return ends_soon ? std::optional<millis>(days{1}) : std::nullopt;
}

std::optional<http_request> unionpay_dialect::key_request(std::string_view,
                                                          const moment& at) const {
  auto fields = unionpay::certificate_request(account_, keys_, at.now);
  fields.emplace("signature", unionpay::signature_of(fields, keys_));
  return posted(transactions, fields);
}

fetched_keys unionpay_dialect::keys_from(std::string_view, const http_result& answer,
                                         instant now) const {
  if (answer.kind != http_result::outcome::answered) return "unreachable";
  if (answer.response.status != 200) return "http_" + std::to_string(answer.response.status);
  auto brought = unionpay::certificate_in(answer.response.body, account_.merchant_id, keys_, now);
  if (auto* const why = std::get_if<std::string>(&brought)) return std::move(*why);
  auto with = keys_;
  with.encryption = std::get<unionpay::encryption_certificate>(std::move(brought));
  return std::make_shared<const unionpay_dialect>(account_, std::move(with));
}

/// UnionPay's certificates of signatures come with what they sign.
std::string unionpay_dialect::unknown_key_of(const http_response&, instant) const { return {}; }
std::string unionpay_dialect::unknown_key_of(const http_request&, instant) const { return {}; }

}  // namespace sluice
