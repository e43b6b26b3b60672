#pragma once
/// The agreements (签约) of a simulated channel as a pure model: a payer signs once, and from then
/// on the merchant may charge him without asking. Like the trades beside it, it has no clock: time
/// comes in with every call. A payer who has been shown the page signs a little later, or does what
/// his fate says (agreement_fates.hpp).
///
/// Owned by the provider, which tells the news; asked by the faces. Another account's agreement is
/// as good as none.
///
/// What faces ask is virtual: somebody else may answer in the model's place (sim/wire).

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/card_to_open.hpp"
#include "sim/providers/agreement_fates.hpp"

namespace sluice::sim {

///   (absent) ──offer──> offered ──the payer signs──> in_force ──end, by either side──> ended
/// One that is offered and not signed in time is as good as absent, and cannot be offered again.
enum class agreement_state { offered, in_force, ended };

struct payer_agreement {
  std::string key{};  ///< the merchant's number: external_agreement_no, orderId
  std::string app_id{};
  std::string notify_url{};  ///< empty: nothing is told
  std::string product{};  ///< personal_product_code
  /// What else the request says and the face repeats later.
  std::map<std::string, std::string> said{};
  std::string reference{};  ///< the channel's own number: with it the payer is charged
  agreement_state state = agreement_state::offered;
  instant until{};  ///< the payer signs before then, or not at all
  instant signed_at{};
  instant changed{};
  int ends = 0;  ///< how often the merchant has asked to end it
  const agreement_fate* script = &agreement_fates[0];
};

struct agreement_offer {
  std::string key{};
  std::string app_id{};
  std::string notify_url{};
  std::string product{};
  std::map<std::string, std::string> said{};
  std::string payer{};  ///< the merchant's name of him; its last digits choose his fate
  instant until{};
  /// He signs when the merchant brings the code that he was sent. Null: on a page.
  std::shared_ptr<const card_to_open> card{};
};

enum class offer_verdict {
  shown,
  too_late,
  taken,  ///< the number is of one that is signed, was signed, or is another account's
};
struct opening {
  enum class verdict { opened, wrong_code, nothing_waits } came{};
  payer_agreement about{};  ///< once it is opened
};
enum class end_verdict { ended, not_in_force, system_error };

class payer_agreements {
 public:
  payer_agreements(std::string reference_prefix, millis payer_delay);
  virtual ~payer_agreements() = default;
  payer_agreements(const payer_agreements&) = delete;
  payer_agreements& operator=(const payer_agreements&) = delete;

  /// The payer opens the page. Opened again it is the same agreement.
  [[nodiscard]] virtual offer_verdict offer(const agreement_offer& o, instant now);
  /// The merchant brings the code that the payer was sent, and says once more of which card.
  [[nodiscard]] virtual opening open(const agreement_offer& o, const std::string& code,
                                     instant now);
  /// Nothing: there is none that is offered or in force.
  [[nodiscard]] virtual std::optional<payer_agreement> query(
      const std::string& key, const std::string& app_id, instant now);
  /// The merchant ends it.
  [[nodiscard]] virtual end_verdict end(const std::string& key, const std::string& app_id,
                                        instant now);
  [[nodiscard]] bool may_charge(const std::string& reference, const std::string& app_id,
                                instant now);
  /// Empty: the channel never gave this number.
  [[nodiscard]] virtual std::string key_of_reference(const std::string& reference) const;

  /// What was signed and ended since the last call, each as it was then.
  [[nodiscard]] std::vector<payer_agreement> take_news(instant now);
  /// When take_news() has something to tell; nothing: not by itself.
  [[nodiscard]] std::optional<instant> next_due() const;

 private:
  enum class happening { payer_signs, payer_ends };
  struct due {
    happening what;
    std::string key;
  };

  void settle(instant now);
  void happen(const due& d, instant at);
  void end_now(payer_agreement& a, instant at);
  /// Null: this account has none of that number.
  [[nodiscard]] payer_agreement* find(const std::string& key, const std::string& app_id);

  std::string reference_prefix_;
  millis payer_delay_;
  std::map<std::string, payer_agreement> all_{};
  std::map<std::string, std::string> key_by_reference_{};
  std::multimap<instant, due> later_{};
  std::vector<payer_agreement> news_{};
};

}  // namespace sluice::sim
