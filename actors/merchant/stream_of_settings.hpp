#pragma once
/// The stream of a channel or merchant: what its configuration was, and since when. At start the
/// last event is compared with today's configuration; only a difference is written.

#include <caf/all.hpp>
#include <string>

#include "actors/engine/cast.hpp"
#include "actors/engine/messages.hpp"

namespace sluice {

template <class Configured>
class settings_stream {
 public:
  settings_stream(cast_ptr everyone, std::string stream)
      : cast_(std::move(everyone)), stream_(std::move(stream)) {}

  /// Reads the stream and writes today's configuration if it differs from the last one written.
  void update(caf::event_based_actor* self, const Configured& today) {
    const auto read = cast_->env.log->read_stream(stream_);
    if (std::holds_alternative<store::damage>(read)) return;  // audit will say so, loudly
    const auto& records = std::get<std::vector<store::record>>(read);
    if (!records.empty() && last_of(records.back()) == today) return;
    const auto position = records.empty() ? 0 : records.back().stream_position;
    store::append_request request{.stream = stream_, .expected = position, .open_after = false};
    request.records.push_back(encode(today, cause{}, cast_->env.clock->now()));
    std::vector<store::append_request> only_one;
    only_one.push_back(std::move(request));
    self->send(cast_->log_writer, write_order{std::move(only_one), self});
  }

 private:
  static std::optional<Configured> last_of(const store::record& r) {
    auto result = decode(r);
    const auto* ok = std::get_if<decoded>(&result);
    const auto* event = ok != nullptr ? std::get_if<Configured>(&ok->event) : nullptr;
    return event != nullptr ? std::optional{*event} : std::nullopt;
  }

  cast_ptr cast_;
  std::string stream_;
};

}  // namespace sluice
