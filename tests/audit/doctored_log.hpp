#pragma once
/// Logs for the auditors' tests: an honest one that is written as an order actor writes, and one in
/// which everything can be changed afterwards without any check.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/order/event.hpp"
#include "store/log_history.hpp"
#include "store/memory_event_log.hpp"

namespace sluice::tests {

/// The order that most of these logs hold, and its first attempt.
inline const order_id a{merchant_id{"m1"}, order_no{"A"}};
inline constexpr attempt_no one{1};

/// Appends without asking whether the events are allowed.
class scribe {
 public:
  scribe() : log(std::make_shared<store::memory_event_log>()) {}

  /// One batch; the time goes on by a second each. `open` as the order actor would say it, unless
  /// given. Numbers given to channels are entered in the index.
  scribe& write(const order_id& id, const std::vector<order::event>& events);
  scribe& write(const order_id& id, const std::vector<order::event>& events, bool open);
  scribe& write_raw(const std::string& stream, store::new_record record);

  std::shared_ptr<store::memory_event_log> log;
  instant now{millis{1767323045000}};
};

/// One batch at one time, as an order actor writes it. False when it was not written.
[[nodiscard]] bool append_as_actor(store::event_log& log, const order_id& id,
                                   const std::vector<order::event>& events, instant at);

/// accepted and attempt 1 started, over 12.50 CNY.
[[nodiscard]] std::vector<order::event> begun(const order_id& id);
[[nodiscard]] std::vector<order::event> succeeded();

/// A copy of a log in which every answer is a plain value.
class doctored_log final : public store::event_log, public store::known_log {
 public:
  explicit doctored_log(const store::event_log& honest);

  std::vector<store::record> records;
  std::map<std::string, store::stream_head, std::less<>> heads;
  std::vector<std::string> open;
  std::map<std::string, std::string, std::less<>> channel_keys;  ///< only those of order_events
  store::head log_head;
  store::log_history called{};
  std::optional<store::damage> damage;  ///< found by read_all after the last record

  std::variant<std::vector<store::append_result>, store::write_failed> append(
      std::span<const store::append_request>) override;
  store::head current_head() const override { return log_head; }
  store::log_history history() const override { return called; }
  std::optional<store::stream_head> head_of(std::string_view stream) const override;
  std::variant<std::vector<store::record>, store::damage> read_stream(
      std::string_view stream) const override;
  std::optional<store::damage> read_all(store::sequence from, const visitor& visit) const override;
  void open_streams(const stream_visitor& visit) const override;
  std::optional<std::string> find_entry(char kind, std::string_view key) const override;
  std::optional<store::bookmark> bookmark_of(std::string_view) const override { return {}; }
  void save_bookmark(std::string_view, const store::bookmark&) override {}
  std::uint64_t free_bytes() const override { return 0; }
  void close() override {}
};

}  // namespace sluice::tests
