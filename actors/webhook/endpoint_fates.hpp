#pragma once
/// What the log says of each endpoint, and what has still to be written of them. Part of the
/// courier, which sends on what take_out gives and brings the result back.

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "actors/settings/settings_journal.hpp"
#include "domain/webhook/fate.hpp"

namespace sluice {

class endpoint_fates {
 public:
  explicit endpoint_fates(const std::vector<webhook::endpoint_id>& all);

  /// Reads the streams. A sentence for each that cannot be read: nothing more is written there.
  [[nodiscard]] std::vector<std::string> load(const store::event_log& log);
  /// As it is durable.
  [[nodiscard]] const webhook::fate& of(const webhook::endpoint_id& id) const;

  /// It has happened. False: its stream cannot be read, so that it is not written.
  bool note(const webhook::endpoint_id& id, webhook::event what, cause why = {});
  void gave_up(const webhook::endpoint_id& id, webhook::position event);

  /// When there is something to write; nothing: not before something happens.
  [[nodiscard]] std::optional<instant> next_due() const;
  /// What is to be written now. Empty: nothing, or what was taken out last is not durable yet.
  [[nodiscard]] std::vector<store::append_request> take_out(instant now);
  /// What was taken out is durable.
  void written(const std::vector<store::append_result>& results);
  [[nodiscard]] bool is_writing() const noexcept { return !under_way_.empty(); }

 private:
  using journal = settings_journal<webhook::fate, webhook::event>;
  struct one {
    journal log;
    webhook::given_up_count given_up{};
    std::vector<webhook::event> waiting{};
    cause why{};
    bool is_readable = true;
  };

  std::map<webhook::endpoint_id, one> all_;
  std::vector<one*> under_way_;  ///< in the order of the requests
};

}  // namespace sluice
