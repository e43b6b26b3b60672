#pragma once
/// The bank of a world, as the faces of the simulated channels know their model: so that they
/// speak for the world's own books and payers, with all that befalls them. What the bank is asked
/// comes out of the bytes alone. One for each channel.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/providers/provider.hpp"
#include "sim/wire/agreements_behind.hpp"
#include "sim/world/bank.hpp"

namespace sluice::sim {

/// What the bank was asked, and what it said.
struct bank_asked {
  channel_call call;
  channel_answer said;
};

class bank_behind final : public provider {
 public:
  /// `said`: what a face wants to repeat of a payment that it has never seen.
  bank_behind(bank& asked, const timeline& time, std::map<std::string, std::string> said);

  /// A request comes in that asks for this. Of anything else that its face looks up on the way, the
  /// bank hears nothing.
  void expect(operation what);
  /// Since then, in order.
  [[nodiscard]] const std::vector<bank_asked>& asked() const noexcept { return asked_; }

  [[nodiscard]] reply<pay_verdict> pay(const pay_request& r, instant now) override;
  [[nodiscard]] reply<pay_verdict> send_code(const pay_request& r, instant now) override;
  [[nodiscard]] std::optional<trade> query(const std::string& key, instant now) override;
  [[nodiscard]] reply<revoke_verdict> revoke(const std::string& key, instant now) override;
  [[nodiscard]] reply<close_verdict> close(const std::string& key, instant now) override;
  [[nodiscard]] reply<refund_verdict> give_refund(
      const std::string& key, const std::string& refund_key, money amount, instant now) override;
  [[nodiscard]] reply<refund_verdict> send_on_refund(
      const std::string& refund_key, const std::string& reference, instant now) override;
  [[nodiscard]] std::optional<trade> query_refund(const std::string& refund_key,
                                                  instant now) override;
  [[nodiscard]] std::string key_of_reference(const std::string& reference) const override;
  [[nodiscard]] payer_agreements& agreements() noexcept override { return agreements_; }

  /// As a face tells of it when the bank has said so much; nothing: it has nothing to tell.
  [[nodiscard]] std::optional<payer_agreement> agreement_told(const agreement_notice& n,
                                                              instant now) {
    return agreements_.told(n.key.value(), n.said, now);
  }
  /// As a face tells of it; nothing: it has never asked the bank to pay it.
  [[nodiscard]] std::optional<trade> seen(const std::string& key, instant now) const;

 private:
  struct first_request {
    pay_request said;
    instant at{};
  };
  template <class Report>
  Report ask(channel_call call);
  /// Nothing: the request that has come in asks for something else.
  std::optional<agreement::report> ask_of_agreement(channel_call about);
  /// As its page in the bank's books has it.
  [[nodiscard]] trade trade_of(const std::string& key, instant now) const;
  [[nodiscard]] trade trade_as_said(const order::attempt_report& said, const std::string& key,
                                    instant now) const;

  bank* bank_;
  const timeline* time_;
  std::map<std::string, std::string> said_;
  agreements_behind agreements_;
  operation expected_ = operation::query;
  std::vector<bank_asked> asked_{};
  std::map<std::string, first_request> requests_{};  ///< by number
  std::map<std::string, std::string> trade_of_refund_{};
};

}  // namespace sluice::sim
