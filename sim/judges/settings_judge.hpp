#pragma once
/// Judges what channels and merchants may do, from books of its own: what their events say becomes
/// so, in the order in which the log has them, whoever said it. Nothing of domain/channel or
/// domain/merchant is used here but the events.
///
/// A change holds once the actors have taken note, which takes no time: until time moves on, what
/// held before is right as well.

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/engine/settings.hpp"
#include "events/codec.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/path_book.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class settings_judge {
 public:
  settings_judge(const engine_settings& file, facts& known, const timeline& time, verdict& says)
      : file_(&file), facts_(&known), time_(&time), verdict_(&says) {}

  void durable(const channel::event& e);
  void durable(const merchant::event& e);

  /// What a question about settings is about, and how far its book had come.
  struct asked {
    std::string stream;  ///< empty: no such question
    std::size_t version = 0;
  };
  [[nodiscard]] asked note(const question& ask) const;
  void answered(const asked& q, const answer& a);

  /// The most that may be asked of the channel now, where two versions are right at once.
  [[nodiscard]] channel::limits loosest_since(const channel_id& channel, world_time since) const;
  /// At every moment since then it sent new payments.
  [[nodiscard]] bool was_on_since(const channel_id& channel, world_time since) const;
  /// At some moment since then it may have held payments back, by its breaker or for a person.
  [[nodiscard]] bool may_hold_back_since(const channel_id& channel, world_time since) const {
    return paths_.may_hold_back_since(channel, since);
  }
  /// At every moment since then it took new orders.
  [[nodiscard]] bool was_active_since(const merchant_id& merchant, world_time since) const;
  [[nodiscard]] bool is_active(const merchant_id& merchant) const;
  /// The names of the channels that it may use now, best first; two lists where both are right.
  [[nodiscard]] std::vector<std::vector<std::string>> channels_of(
      const merchant_id& merchant) const;
  /// Nothing was done for a moment, or the process is another one.
  void disturbed() { disturbed_ = time_->now(); }
  /// All is quiet: the file's last word has been taken over.
  void file_holds();

 private:
  /// Numbers as they are told: the settings of a channel by their place, a merchant's as text.
  using values = std::vector<std::string>;
  struct version {
    world_time from{0};
    values now;
  };
  struct book {
    std::vector<version> versions;
    std::optional<values> in_file;
  };
  void limits_changed(const channel_id& channel);
  void file_says(book& b, const values& said, const std::string& stream);
  void person_says(book& b, const std::map<std::size_t, std::string>& said);
  /// Versions that may hold at some moment since then.
  [[nodiscard]] std::vector<const version*> since(const std::string& stream, world_time t) const;

  const engine_settings* file_;
  facts* facts_;
  const timeline* time_;
  verdict* verdict_;
  std::map<std::string, book> books_;
  path_book paths_;
  world_time disturbed_{0};
};

}  // namespace sluice::sim
