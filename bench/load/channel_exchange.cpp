#include "bench/load/channel_exchange.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/signing/certificate.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "app/simulated_channels/simulated_kind.hpp"
#include "base/enumerators.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "sim/providers/provider_keys.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::bench {
namespace {

constexpr instant call_time{millis{1'800'000'000'000}};
constexpr millis a_while{5000};  ///< by then payers have paid, and refunds are done
/// The last digits choose what becomes of it (sim/providers/FATES.md): paid; never paid.
constexpr std::int64_t is_paid = 1200;
constexpr std::int64_t is_not_paid = 1202;

struct named_key {
  const char* name;
  const char* simulated;
};

/// Of accounts at the simulated channels.
std::vector<named_key> keys_for(std::string_view dialect_name) {
  if (dialect_name == "wechat_v2") return {{"api_key", "wechat_v2_api_key"}};
  if (dialect_name == "qra") return {{"api_key", "qra_api_key"}};
  if (dialect_name == "alipay")
    return {{"app_key", "alipay_app_key"}, {"alipay_public_key", "alipay_public_key"}};
  if (dialect_name == "wechat_v3")
    return {{"merchant_key", "wechat_v3_merchant_key"},
            {"merchant_certificate", "wechat_v3_merchant_certificate"},
            {"api_v3_key", "wechat_v3_api_key"},
            {"public_key", "wechat_v3_public_key"},
            {"public_key_id", "wechat_v3_public_key_id"}};
  if (dialect_name == "unionpay")
    return {{"merchant_key", "unionpay_merchant_key"},
            {"merchant_certificate", "unionpay_merchant_certificate"},
            {"root", "unionpay_root"},
            {"middle", "unionpay_middle"}};
  return {};
}

std::string simulated(const char* name) {
  const auto text = sim::simulated_key(name);
  SLUICE_INVARIANT(text.has_value());
  return std::string(*text);
}

/// What a key that is in this repository must be.
template <class T>
T sure(signing::usable<T> read) {
  SLUICE_INVARIANT(std::holds_alternative<T>(read));
  return std::get<T>(std::move(read));
}

/// Its books are empty: each exchange has one to itself.
std::unique_ptr<simulated_kind> simulated_channel(std::string_view dialect_name) {
  auto all = make_simulated_kinds({.wechat_name = "wechat_v2"});
  const auto found =
      std::ranges::find_if(all, [&](const auto& one) { return one->name() == dialect_name; });
  SLUICE_INVARIANT(found != all.end());
  return std::move(*found);
}

channel_call call_of(const dialect_row& row, operation what, business_type type,
                     std::int64_t minor) {
  channel_call call;
  call.what = what;
  call.type = type;
  call.attempt = attempt_no{1};
  call.key = channel_key("Bench0123456789abcdef");
  call.amount = {minor, currency::cny};
  call.description = "coffee";
  call.begun = call_time;
  if (what == operation::pay && policy_of(type).needs_payment_code)
    call.payment_code = secret("134567890123456789");
  if (what == operation::pay && !policy_of(type).needs_payment_code)
    call.payer = std::make_shared<payer_details>(payer_details{
        // Alipay would take it for an agreement, which nobody has signed.
        .token = row.name == "alipay" ? secret() : secret("6235240000020757577"),
        .payer_id = "oUpF8uMuAJO",
        .ip_address = "203.0.113.7",
        .return_url = "https://shop.example/thanks"});
  if (what == operation::refund || what == operation::refund_query) {
    call.refund = refund_no("R1");
    call.refund_key = channel_key("BenchRefund0123456789");
    call.refund_amount = {minor, currency::cny};
  }
  return call;
}

http_result arrived(sim::face_answer said) {
  http_response response{.status = said.status, .headers = {}, .body = std::move(said.body)};
  response.headers.add("Content-Type", std::move(said.content_type));
  for (auto& [name, value] : said.headers) response.headers.add(name, std::move(value));
  return {.kind = http_result::outcome::answered, .response = std::move(response)};
}

bool is_understood(const channel_answer& answer) {
  return std::visit(
      overloaded{
          [](const order::attempt_report& r) { return r.found != order::finding::unknown; },
          [](const order::revoke_report& r) { return r.found != order::revoke_finding::unknown; },
          [](const order::refund_report& r) { return r.found != order::refund_finding::unknown; },
          [](const agreement::report& r) { return r.found != agreement::finding::unknown; }},
      answer);
}

/// A dialect, a channel of its kind, and made-up time.
class conversation {
 public:
  conversation(const dialect_row& row, const dialect& speaks)
      : row_(row), speaks_(speaks), channel_(simulated_channel(row.name)) {}

  std::variant<exchange, problem> ask(const measured_call& which, const channel_call& call) {
    auto sent = speaks_.assemble(call, {.now = now_, .chance = 1});
    if (std::holds_alternative<no_such_operation>(sent)) return failed(which, "is not assembled");
    exchange out{.which = which, .call = call, .at = now_, .answer = {}};
    const auto* request = std::get_if<http_request>(&sent);
    if (request == nullptr) return out;
    out.answer = answered(*request);
    const auto answer = speaks_.understand(call, *out.answer, now_);
    // UnionPay says of a quick payment only that it was accepted (05), which proves nothing.
    const bool may_prove_nothing =
        which.what == operation::pay && which.type == business_type::quick_pay;
    if (!may_prove_nothing && !is_understood(answer))
      return failed(which, "has an answer that is not understood");
    if (const auto* report = std::get_if<order::attempt_report>(&answer))
      reference_ = report->channel_reference;
    return out;
  }
  /// On the way to what is wanted.
  std::optional<problem> before(operation what, business_type type, std::int64_t minor) {
    auto call = call_of(row_, what, type, minor);
    call.channel_reference = reference_;
    auto asked = ask({what, type}, call);
    if (auto* no = std::get_if<problem>(&asked)) return std::move(*no);
    now_ += a_while;
    (void)channel_->behind().advance(now_);
    return std::nullopt;
  }
  [[nodiscard]] const std::string& reference() const noexcept { return reference_; }

 private:
  http_result answered(const http_request& request) {
    const auto path = std::string_view(request.target).substr(0, request.target.find('?'));
    const std::string authorization(request.headers.find("Authorization").value_or(""));
    return arrived(channel_->answer(
        {.method = request.method,
         .target = request.target,
         .authorization = authorization,
         .body = request.body},
        path, now_));
  }
  [[nodiscard]] problem failed(const measured_call& which, const char* how) const {
    return std::string(row_.name) + "'s " + name_of(which) + ' ' + how;
  }

  const dialect_row& row_;
  const dialect& speaks_;
  std::unique_ptr<simulated_kind> channel_;
  instant now_ = call_time;
  std::string reference_{};
};

/// What must have happened, in this order.
std::vector<operation> what_precedes(operation what) {
  using enum operation;
  switch (what) {
    case pay: return {};
    case offer_agreement:
    case open_card:
    case query_agreement:
    case end_agreement: return {};
    case query:
    case revoke:
    case close:
    case confirm: return {pay};
    case refund: return {pay, query};
    case refund_query:
    case send_on_refund: return {pay, query, refund};
  }
  broken_invariant("every operation has something before it, or nothing", __FILE__, __LINE__);
}

}  // namespace

std::vector<measured_call> calls_of(const dialect_row& row) {
  std::vector<measured_call> out;
  for (const auto what : enumerators<operation>) {
    // Once in a payer's life; a payment once more, with a code; what a person says once in a while.
    if (is_about_agreement(what) || what == operation::confirm || what == operation::send_on_refund)
      continue;
    for (const auto& served : row.serves) {
      if (!served.operations.has(what)) continue;
      out.push_back({what, served.type});
      if (what != operation::pay) break;
    }
  }
  return out;
}

std::string name_of(const measured_call& one) {
  return std::string(sluice::name_of(one.what)) + '_' + std::string(sluice::name_of(one.type));
}

std::unique_ptr<dialect> simulated_dialect(const dialect_row& row) {
  dialect_account account{
      .app_id = row.has_app_id ? "2014072300007148" : "",
      .merchant_id = row.has_merchant_id ? "777290058110048" : "",
      .pages_url = "https://channel.example",
      .notify_url = "https://shop.example/notices"};
  const auto keys = keys_for(row.name);
  if (keys.empty()) return nullptr;
  for (const auto& one : keys) account.keys.add(one.name, secret(simulated(one.simulated)));
  auto made = row.make(std::move(account));
  auto* const speaks = std::get_if<std::unique_ptr<dialect>>(&made);
  SLUICE_INVARIANT(speaks != nullptr);
  return std::move(*speaks);
}

std::variant<exchange, problem> recorded(const dialect_row& row, const dialect& speaks,
                                         const measured_call& which) {
  const bool takes_back = which.what == operation::revoke || which.what == operation::close;
  const auto minor = takes_back ? is_not_paid : is_paid;
  conversation talk(row, speaks);
  for (const auto what : what_precedes(which.what))
    if (auto no = talk.before(what, which.type, minor)) return *std::move(no);
  auto call = call_of(row, which.what, which.type, minor);
  call.channel_reference = talk.reference();
  return talk.ask(which, call);
}

std::optional<rsa_halves> rsa_of(std::string_view dialect_name) {
  constexpr std::size_t usual_length = 600;
  std::string text(usual_length, 'x');
  const auto halves =
      [&](const char* ours, signing::public_key theirs, std::string_view they_sign_with) {
        const auto signs = sure(signing::private_key_in(secret(std::string(they_sign_with))));
        auto signature = rsa_sign(signs, signing::rsa_hash::sha256, text);
        return rsa_halves{.ours = sure(signing::private_key_in(secret(simulated(ours)))),
                          .theirs = std::move(theirs),
                          .text = text,
                          .signed_by_them = std::move(signature)};
      };
  if (dialect_name == "alipay")
    return halves("alipay_app_key", sure(signing::public_key_in(simulated("alipay_public_key"))),
                  sim::provider_key());
  if (dialect_name == "wechat_v3")
    return halves(
        "wechat_v3_merchant_key", sure(signing::public_key_in(simulated("wechat_v3_public_key"))),
        sim::provider_key());
  if (dialect_name == "unionpay")
    return halves("unionpay_merchant_key",
                  sure(sure(signing::certificate::first_in(sim::unionpay_certificate())).key()),
                  sim::unionpay_key());
  return std::nullopt;
}

}  // namespace sluice::bench
