#pragma once
/// The stream of a channel or merchant: what its configuration was, and since when. At start the
/// last event is compared with today's configuration; only a difference is written.

#include <caf/all.hpp>
#include <string>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/ports/clock.hpp"

namespace sluice {

template <class Configured>
class settings_stream {
 public:
  struct needs {
    std::shared_ptr<store::event_log> log;
    std::shared_ptr<clock_port> clock;
    page<caf::actor> log_writer;
  };
  settings_stream(needs own, std::string stream)
      : needs_(std::move(own)), stream_(std::move(stream)) {}

  /// Reads the stream and writes today's configuration if it differs from the last one written.
  void update(caf::event_based_actor* self, const Configured& today) {
    const auto read = needs_.log->read_stream(stream_);
    if (std::holds_alternative<store::damage>(read)) return;  // audit will say so, loudly
    const auto& records = std::get<std::vector<store::record>>(read);
    if (!records.empty() && last_of(records.back()) == today) return;
    const auto position = records.empty() ? 0 : records.back().stream_position;
    store::append_request request{.stream = stream_, .expected = position, .open_after = false};
    request.records.push_back(encode(today, cause{}, needs_.clock->now()));
    std::vector<store::append_request> only_one;
    only_one.push_back(std::move(request));
    self->send(*needs_.log_writer, write_order{std::move(only_one), self});
  }

 private:
  static std::optional<Configured> last_of(const store::record& r) {
    auto result = decode(r);
    const auto* ok = std::get_if<decoded>(&result);
    const auto* event = ok != nullptr ? std::get_if<Configured>(&ok->event) : nullptr;
    return event != nullptr ? std::optional{*event} : std::nullopt;
  }

  needs needs_;
  std::string stream_;
};

}  // namespace sluice
