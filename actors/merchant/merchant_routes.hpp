#pragma once
/// How the orders of one merchant get their routes: looks at the board of standings, asks the rules
/// (domain/routing/choose.hpp), claims the probe where the order is to be one, and remembers who
/// leads. What it remembers lives as long as the merchant's actor: after a restart the scores
/// decide anew.

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "actors/ports/board.hpp"
#include "actors/routing/shared_rules.hpp"
#include "domain/routing/choose.hpp"
#include "domain/routing/filters.hpp"

namespace sluice {

class merchant_routes {
 public:
  /// `channels`: all there are; they outlive it.
  merchant_routes(const std::vector<merchant::channel_reach>& channels,
                  std::shared_ptr<board> standings, std::shared_ptr<const shared_rules> rules)
      : channels_(channels), standings_(std::move(standings)), rules_(std::move(rules)) {}

  /// The merchant's list of channels, and how many events of its stream say so.
  struct list_at {
    const std::vector<channel_id>& channels;
    std::uint32_t position = 0;
    bool is_held = false;  ///< the order begins later, whatever channels are up to now
  };
  struct found {
    std::vector<channel_id> channels{};  ///< best first
    routing::explanation_bytes why{};
  };
  [[nodiscard]] std::variant<found, rejection> find(const routing::wish& w, const list_at& list,
                                                    instant now);

  /// What an order would find that nobody has sent. Claims and remembers nothing.
  struct imagined {
    std::vector<routing::candidate> candidates;  ///< about the list that was given
    routing::choice chosen;
    routing::rules_in_force rules{};  ///< until something else is asked
  };
  [[nodiscard]] imagined imagine(const routing::wish& w, const list_at& list, instant now);
  /// None of these channels that offers the business lets payments pass as usual.
  [[nodiscard]] bool are_all_shut(business_type type, const std::vector<channel_id>& list) const;
  /// Methods and banks by which orders have come to these channels, or that a rule for this
  /// merchant is about.
  [[nodiscard]] std::vector<instrument> known_methods(const merchant_id& whose,
                                                      const std::vector<channel_id>& list);

 private:
  /// Payments that have the same channels before them.
  struct kind {
    business_type type;
    std::optional<wallet> shown;
    currency unit;
    instrument paid_with;
    friend bool operator==(const kind&, const kind&) = default;
  };
  [[nodiscard]] static kind kind_of(const routing::wish& w) {
    return {w.type, w.shown, w.amount.unit, w.paid_with};
  }
  struct memory {
    kind of;
    routing::leader leads;
  };
  /// Of more kinds than that the one that led longest is forgotten.
  static constexpr std::size_t most_remembered = 32;

  [[nodiscard]] routing::leader leader_of(const kind& k) const;
  void remember(const kind& k, routing::leader leads);
  [[nodiscard]] std::vector<routing::candidate> candidates_for(const routing::wish& w,
                                                               const list_at& list) const;
  [[nodiscard]] routing::choice choose_and_claim(const routing::wish& w,
                                                 std::vector<routing::candidate>& candidates,
                                                 const routing::rulebook& book, instant now);

  const std::vector<merchant::channel_reach>& channels_;
  std::shared_ptr<board> standings_;
  rules_reader rules_;
  std::vector<memory> remembered_{};
};

}  // namespace sluice
