#pragma once
/// A log as one life of the engine's process sees it: all calls go to the log beneath, until the
/// process dies. Then it lets go of that log, so that a new life can open it, however long actors
/// of the old one still hold this object.

#include <functional>
#include <memory>

#include "store/event_log.hpp"
#include "store/log_history.hpp"

namespace sluice::sim {

class mortal_log final : public store::event_log, public store::known_log {
 public:
  struct hooks {
    std::function<void()> before_append = [] {};
    std::function<void()> after_write = [] {};  ///< an append or a saved bookmark
  };

  explicit mortal_log(std::shared_ptr<store::event_log> log) : log_(std::move(log)) {}
  mortal_log(std::shared_ptr<store::event_log> log, hooks around)
      : log_(std::move(log)), around_(std::move(around)) {}

  void die() { log_.reset(); }

  using append_outcome = std::variant<std::vector<store::append_result>, store::write_failed>;
  append_outcome append(std::span<const store::append_request> requests) override;
  store::head current_head() const override;
  store::log_history history() const override;
  std::optional<store::stream_head> head_of(std::string_view stream) const override;
  std::variant<std::vector<store::record>, store::damage> read_stream(
      std::string_view stream) const override;
  std::optional<store::damage> read_all(store::sequence from, const visitor& visit) const override;
  void open_streams(const stream_visitor& visit) const override;
  std::optional<std::string> find_entry(char kind, std::string_view key) const override;
  std::optional<store::bookmark> bookmark_of(std::string_view follower) const override;
  void save_bookmark(std::string_view follower, const store::bookmark& mark) override;
  /// 1 TiB: what the machine that simulates has left must not change what happens.
  std::uint64_t free_bytes() const override;
  /// The process ends in good order; that too is the end of this life.
  void close() override { die(); }

 private:
  std::shared_ptr<store::event_log> log_;
  hooks around_;
};

}  // namespace sluice::sim
