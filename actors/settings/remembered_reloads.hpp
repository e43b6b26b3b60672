#pragma once
/// What the last words to read the file again were answered, so that a repeated one does not run
/// again: the file may say something else by then. In memory only: a start reads the file anyway.
/// Part of the configuration actor.

#include <algorithm>
#include <deque>

#include "actors/desk/request.hpp"
#include "actors/engine/messages.hpp"

namespace sluice {

class remembered_reloads {
 public:
  static constexpr std::size_t most = 64;

  /// nullptr: not said before, or without a command id. A command id is a person's own.
  [[nodiscard]] const reload_view* find(const reload_wanted& w) const {
    const auto it = std::find_if(said_.begin(), said_.end(), [&](const entry& e) {
      return e.id == w.why.command_id && e.person == w.by.operator_name;
    });
    return it == said_.end() || w.why.command_id.empty() ? nullptr : &it->answer;
  }
  void put(const reload_wanted& w, const reload_view& said) {
    if (w.why.command_id.empty()) return;
    if (said_.size() == most) said_.pop_front();
    said_.push_back({w.by.operator_name, w.why.command_id, said});
  }

 private:
  struct entry {
    std::string person, id;
    reload_view answer;
  };
  std::deque<entry> said_;  ///< oldest first
};

}  // namespace sluice
