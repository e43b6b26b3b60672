#pragma once
/// A stage on which payers sign agreements at "wechat" and "spare", and at "bank" none.

#include "domain/agreement/decide.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::signing {

using agreement::finding;

inline const agreement_id first_agreement{merchant_id{"m1"}, agreement_no{"S-1"}};
inline const std::string stream = "agreement/m1/S-1";

inline create_agreement wish(std::uint8_t body = 1) {
  return {.agreement = first_agreement, .channel = channel_id{"wechat"}, .body = {body}};
}

inline channel_answer says_of_agreement(finding f,
                                        agreement::source from = agreement::source::query) {
  agreement::report out{.found = f, .from = from, .code = "WORD"};
  if (f == finding::payer_asked) out.action = {payer_action_kind::open_page, "https://sign"};
  if (f == finding::in_force) {
    out.reference = "2088";
    out.payer = "158****1562";
  }
  return out;
}

struct signing_stage : stage {
  explicit signing_stage(std::shared_ptr<store::event_log> kept = nullptr,
                         std::vector<business_type> signed_with = {}, bool opens_cards = false)
      : stage(std::move(kept)) {
    wechat->always = [this](const channel_call& c) {
      last = c;
      if (c.opens != nullptr && of_agreements == finding::payer_asked) {
        auto sent = says_of_agreement(of_agreements);
        std::get<agreement::report>(sent).action = {payer_action_kind::enter_code, "138****0018"};
        return sent;
      }
      if (is_about_agreement(c.what)) return says_of_agreement(of_agreements);
      auto paid = says(c, order::finding::paid);
      std::get<order::attempt_report>(paid).amount = c.amount;
      return paid;
    };
    settings.channels[0].agreements_for = {business_type::quick_pay};
    auto other = settings.channels[0];
    if (!signed_with.empty())
      for (const auto type : {business_type::app, business_type::h5}) {
        auto& channel = settings.channels[0];
        channel.business_types.push_back(type);
        settings.merchants[0].business_types.push_back(type);
      }
    settings.channels[0].signs_while_paying = std::move(signed_with);
    settings.channels[0].opens_cards = opens_cards;
    other.id = channel_id{"spare"};
    settings.merchants[0].channels.push_back(other.id);
    settings.channels.push_back(other);
    other.id = channel_id{"bank"};
    other.agreements_for.clear();
    settings.merchants[0].channels.push_back(other.id);
    settings.channels.push_back(other);
    open();
  }
  const agreement_view& seen() { return std::get<agreement_view>(answers.back()); }
  std::string state_of_it() {
    ask(get_agreement{first_agreement});
    return seen().state;
  }
  void offer() {
    of_agreements = finding::payer_asked;
    ask(wish());
    of_agreements = finding::unknown;
  }
  void notice(finding f, const char* from = "wechat") {
    everyone->notify(
        agreement_notice{
            channel_id{from}, channel_key{last.key},
            std::get<agreement::report>(says_of_agreement(f, agreement::source::notice))},
        acknowledgement{[this](bool durable) { acknowledged.push_back(durable); }});
    run();
  }
  void sign() {
    offer();
    notice(finding::in_force);
  }
  void pay(std::optional<agreement_no> by, const std::string& number = "A-1") {
    auto q = order_request(number);
    q.type = business_type::quick_pay;
    q.payment_code = {};
    q.agreement = std::move(by);
    ask(q);
  }

  finding of_agreements = finding::unknown;
  channel_call last{};
  std::vector<bool> acknowledged;
};

}  // namespace sluice::test::signing
