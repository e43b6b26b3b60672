#pragma once
/// The agreements that a bank of a world keeps, as the faces of the simulated channels know their
/// model. Who signs, ends and may be charged the bank knows; here is only what faces repeat of the
/// merchant's request, and by which number of the channel's an agreement is found. Used by the bank
/// behind a face alone.

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "actors/ports/channel_port.hpp"
#include "domain/agreement/report.hpp"
#include "sim/providers/payer_agreements.hpp"

namespace sluice::sim {

class agreements_behind final : public payer_agreements {
 public:
  /// Nothing: of that the bank is not asked now.
  using ask_bank = std::function<std::optional<agreement::report>(channel_call)>;
  explicit agreements_behind(ask_bank ask);

  /// When a page is too old, the bank says.
  [[nodiscard]] offer_verdict offer(const agreement_offer& o, instant now) override;
  [[nodiscard]] opening open(const agreement_offer& o, const std::string& code,
                             instant now) override;
  [[nodiscard]] std::optional<payer_agreement> query(
      const std::string& key, const std::string& app_id, instant now) override;
  [[nodiscard]] end_verdict end(const std::string& key, const std::string& app_id,
                                instant now) override;
  [[nodiscard]] std::string key_of_reference(const std::string& reference) const override;

  /// As a face tells of it when the bank has said so much; nothing: no payer has opened its page,
  /// or there is nothing that a face could tell.
  [[nodiscard]] std::optional<payer_agreement> told(const std::string& key,
                                                    const agreement::report& said, instant now);

 private:
  [[nodiscard]] payer_agreement known(const std::string& key) const;
  [[nodiscard]] payer_agreement signed_by_payer(const std::string& key,
                                                const agreement::report& said, instant now);

  ask_bank ask_;
  std::map<std::string, agreement_offer> offers_{};  ///< by number
  std::map<std::string, std::string> key_by_reference_{};
};

}  // namespace sluice::sim
