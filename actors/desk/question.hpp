#pragma once
/// What the edge asks of the engine. Form has been checked; meaning has not.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/instant.hpp"
#include "domain/access/command.hpp"
#include "domain/alarm/kind.hpp"
#include "domain/approval/proposal_id.hpp"
#include "domain/approval/word.hpp"
#include "domain/card_to_open.hpp"
#include "domain/contract/event.hpp"
#include "domain/figures/window.hpp"
#include "domain/order/risk.hpp"
#include "domain/origin.hpp"
#include "domain/reconciliation/command.hpp"

namespace sluice {

/// pay without a route: the merchant actor finds the channels.
struct create_order {
  order_id order;
  business_type type = business_type::payment_code;
  money amount;
  secret payment_code{};
  std::string description{};
  std::optional<channel_id> channel{};  ///< asked for by the caller; otherwise the engine chooses
  fingerprint body{};
  std::optional<instant> not_after{};  ///< no part of what is asked: see pay
  instrument paid_with{};
  bool is_shadow = false;  ///< test traffic: no real money may move
  std::shared_ptr<const payer_details> payer{};
  /// The payer has signed it, and is charged by it; or he signs it while he pays.
  std::optional<agreement_no> agreement{};
};
struct get_order {
  order_id order;
};
struct revoke_order {
  order_id order;
  fingerprint body{};
};
/// Takes of what is held for the order.
struct capture_order {
  order_id order;
  money amount;
};
/// A code by which the payer proves who he is.
struct verify_order {
  order_id order;
  secret code{};
};
struct create_refund {
  order_id order;
  refund_no refund;
  money amount;
  fingerprint body{};
};
struct get_refund {
  order_id order;
  refund_no refund;
};

struct list_channels {};
struct get_channel {
  channel_id channel;
};

struct list_merchants {
  std::uint64_t after = 0;  ///< the place after which the list begins
  std::uint32_t most = 100;
};
struct get_merchant {
  merchant_id merchant;
};

struct list_principals {
  access::principal_id after{};  ///< the name after which the list begins
  std::uint32_t most = 100;
};
struct list_keys {
  std::optional<access::principal_id> owner{};  ///< nothing: everybody's
  access::key_id after{};
  std::uint32_t most = 100;
};

/// The rules of routing, and who said so.
struct get_rulebook {};
/// What stands on a merchant's accounts with us.
struct list_settlements {
  merchant_id merchant;
};
struct get_account {
  merchant_id whose;
};
/// What has been agreed with somebody about fees, and by whom.
struct get_contract {
  contract::party with;
};
/// A person brings a part of what a bill of this channel and the log differ in.
struct report_bill {
  channel_id channel;
  reconciliation::report_bill what;
};
/// In what bills and the log differ.
struct list_differences {
  std::optional<channel_id> at{};  ///< nothing: any
  std::optional<reconciliation::day_number> day{};  ///< of the bill; nothing: any
  bool is_open = true;  ///< false: also what is resolved
  reconciliation::difference_id after{};  ///< the id after which the page begins
  std::uint32_t most = 100;
};
struct get_difference {
  reconciliation::difference_id difference;
};
/// A person says how it is.
struct resolve_difference {
  reconciliation::resolve_difference what;
};
/// What has happened to an order, step by step.
struct get_trace {
  order_id order;
};
/// Why an order got its route.
struct get_route {
  order_id order;
};
/// Which route an order would get that nobody has sent.
struct imagine_route {
  order_id order;  ///< the number matters only where a share of the orders is drawn
  business_type type = business_type::payment_code;
  money amount;
  std::optional<wallet> shown{};
  instrument paid_with{};
  std::optional<channel_id> channel{};
  bool is_shadow = false;
};
/// Which methods this merchant could use now for such an amount.
struct list_methods {
  merchant_id whose;
  money amount;
};

/// A payer is to allow this merchant to charge him without being asked each time.
struct create_agreement {
  agreement_id agreement;
  channel_id channel;
  business_type type = business_type::quick_pay;  ///< what will be paid with it
  fingerprint body{};
  std::optional<instant> not_after{};  ///< the payer signs by then; nothing: as usual
  std::shared_ptr<const payer_details> payer{};
  bool signed_while_paying = false;  ///< an order that names it; else on a page of its own
  std::shared_ptr<const card_to_open>
      card{};  ///< which he opens by a code; null: he signs elsewhere
};
/// What the payer has typed, of the code that his bank has sent him.
struct verify_agreement {
  agreement_id agreement;
  secret code{};
};
struct get_agreement {
  agreement_id agreement;
};
struct end_agreement {
  agreement_id agreement;
};

/// How the merchant's endpoints stand, which hear of its orders.
struct list_webhooks {
  merchant_id whose;
};
/// A person lets an endpoint have what it has missed; and, of what it has had, everything from
/// there on again, or what lies between two places.
struct enable_webhook {
  merchant_id whose;
  std::string endpoint;
  std::optional<std::uint64_t> from{}, to{};  ///< in the log; to: only with from, and included
  signed_by who;
};

/// What fires, and what people have said of it.
struct list_alarms {};
/// A person sees to it.
struct acknowledge_alarm {
  std::uint64_t number = 0;
  signed_by who;
};
/// A person wants nobody to be told of these for a while.
struct silence_alarms {
  alarm::kind what{};
  std::string key{};  ///< empty: all of this kind
  millis lasts{};
  signed_by who;
};

/// What went through which link, and how (domain/figures/counts.hpp).
struct get_link_figures {
  figures::window_wish when{};
  std::vector<std::string> paths{};  ///< "alipay", "alipay/payment_code"; empty: all
};

/// How much the whole engine takes on, and who said so.
struct get_engine {};

/// What the risk service answers; the questions are told by risk_port.hpp.
struct answer_risk {
  order_id order;
  std::uint8_t number = 0;  ///< 0: may it begin? From 1: of the code counted so
  std::variant<order::risk_verdict, order::code_finding> said = order::risk_verdict::block;
  std::string reference{};  ///< the service's own
};

/// The file is read again, and what has changed in it is taken over.
struct reload_configuration {
  signed_by who;
};

/// What waits for people.
struct list_people {};
/// A second person wants what was proposed.
struct confirm_proposal {
  proposal_id proposal;
  std::uint64_t position = 0;  ///< of what it is about, as that person has seen it
  signed_by who;
};

/// About an order: goes by way of its merchant.
using order_question = std::variant<create_order, get_order, revoke_order, capture_order,
                                    verify_order, create_refund, get_refund, resolve_order>;
/// Made, copied and destroyed in question.cpp alone: of a variant with n members each of these is
/// some n * n / 2 functions, in every file that does so.
struct question
    : std::variant<create_order, get_order, revoke_order, capture_order, verify_order,
                   create_refund, get_refund, resolve_order, answer_risk, list_channels,
                   get_channel, change_channel, list_merchants, get_merchant, create_merchant,
                   change_merchant, degrade_merchant, promote_merchant, reload_configuration,
                   list_people, confirm_proposal, list_principals, change_principal, list_keys,
                   add_key, revoke_key, force_path, get_rulebook, change_routing, get_route,
                   imagine_route, list_methods, degrade_engine, get_engine, create_agreement,
                   get_agreement, verify_agreement, end_agreement, list_webhooks, enable_webhook,
                   get_trace, list_alarms, acknowledge_alarm, silence_alarms, get_link_figures,
                   get_contract, put_contract, get_account, list_settlements, settle_merchant,
                   resolve_settlement, report_bill, list_differences, get_difference,
                   resolve_difference> {
  using variant::variant;
  question(const question&);
  question(question&&) noexcept;
  question& operator=(const question&);
  question& operator=(question&&) noexcept;
  ~question();
};

enum class reply_when : std::uint8_t { final, accepted };

}  // namespace sluice
