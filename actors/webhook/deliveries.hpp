#pragma once
/// What the endpoints of all merchants have still to hear. The follower puts in what happens, the
/// courier takes it out and says what came of it. Any thread.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actors/desk/answer.hpp"
#include "actors/webhook/webhook_gaps.hpp"
#include "actors/webhook/webhook_tries.hpp"
#include "domain/webhook/endpoint.hpp"

namespace sluice {

struct webhook_delivery {
  webhook::endpoint_id to;
  webhook::position event = 0;
};

[[nodiscard]] inline rejection no_such_endpoint() {
  return {rejection_code::webhook_unknown, "endpoint",
          "this merchant has no webhook endpoint of that name; webhook.list has those that it has"};
}

/// What an answer has led to.
struct delivery_turn {
  webhook::turn what = webhook::turn::none;
  bool is_given_up = false;  ///< it was this delivery's last try
};

class deliveries {
 public:
  explicit deliveries(const std::vector<webhook::endpoint_id>& all);

  /// How many there are.
  [[nodiscard]] std::size_t endpoints() const noexcept { return all_.size(); }
  [[nodiscard]] bool has_any_of(const merchant_id& m) const { return of_merchant_.contains(m); }

  // -- the follower ------------------------------------------------------------------------

  /// Every endpoint of the merchant has to hear of it. One that comes again, because the follower
  /// was interrupted, changes nothing.
  void offer(const merchant_id& m, webhook::position event, instant now);
  /// How far it has come, and a line for each endpoint that has something to hear; for restore.
  [[nodiscard]] std::string text();
  /// False: no such text.
  [[nodiscard]] bool restore(const std::string& text, instant now);
  /// Something was delivered, or failed to be, since text() was made.
  [[nodiscard]] bool has_changed() const;
  /// Endpoints that are kept for their return, and how many events each has still to hear.
  [[nodiscard]] std::vector<std::pair<webhook::endpoint_id, std::size_t>> absent() const;

  // -- what the log says of them -----------------------------------------------------------

  /// Of the configuration.
  [[nodiscard]] std::vector<webhook::endpoint_id> ids() const;
  [[nodiscard]] webhook::disabled_by is_disabled(const webhook::endpoint_id& id) const;
  void be_disabled(const webhook::endpoint_id& id, webhook::disabled_by why);

  // -- the courier -------------------------------------------------------------------------

  [[nodiscard]] std::optional<webhook_delivery> next(instant now);
  [[nodiscard]] std::optional<instant> next_due() const;
  /// `sent`: when it went out.
  [[nodiscard]] delivery_turn answered(const webhook_delivery& d, const webhook::answer& a,
                                       instant sent, instant now);
  void put_off(const webhook_delivery& d, instant until);
  /// The log has to be read for one of them.
  [[nodiscard]] bool has_gaps() const;
  /// Of all that have room: they stay together, and share the next pass as well.
  [[nodiscard]] webhook_gaps gaps() const;
  [[nodiscard]] std::vector<webhook_view> view_of(const merchant_id& m) const;
  /// Of every endpoint of the configuration.
  [[nodiscard]] std::vector<std::pair<webhook::endpoint_id, webhook_view>> all_views() const;
  /// By a person. `from`: all from there on is told again. A rejection: there is no such endpoint,
  /// or nothing from there on.
  [[nodiscard]] std::optional<rejection> enable(const webhook::endpoint_id& id,
                                                std::optional<webhook::position> from, instant now);
  /// What it has to hear of a range, as the log has it: to be filled by a pass, for enable_again. A
  /// rejection: there is no such endpoint, or no such range.
  [[nodiscard]] std::variant<std::unique_ptr<webhook_gaps>, rejection> range_of(
      const webhook::endpoint_id& id, webhook::position from, webhook::position to) const;
  /// As enable, and what `range` has found is told again. A rejection: that is too much at once.
  [[nodiscard]] std::optional<rejection> enable_again(const webhook_gaps& range, instant now);
  /// The log has been read for these.
  void read(const webhook_gaps& gaps, instant now);

 private:
  mutable std::mutex mutex_;
  std::map<webhook::endpoint_id, webhook::endpoint> all_;
  std::map<webhook::endpoint_id, webhook_tries> tries_;
  std::map<merchant_id, std::vector<webhook::endpoint*>> of_merchant_;
  /// Not in the configuration any more, with something still to hear: kept for their return.
  std::map<webhook::endpoint_id, webhook::endpoint> absent_;
  webhook::position reached_ = 0;  ///< all events up to here have been offered
  bool has_changed_ = false;
};

}  // namespace sluice
