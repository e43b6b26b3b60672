#pragma once
/// The dialect that an account speaks at the moment: another one once the channel's keys were
/// fetched. Whoever calls the channel and whoever listens to it ask here each time, so both have
/// new keys at the same time; what has begun with the old ones goes on with them.
///
/// Who calls it: http_channel, notification_listener; key_fetcher exchanges it. Any thread; copies
/// are the same thing.

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "actors/ports/shared_value.hpp"
#include "adapters/channels/dialect.hpp"

namespace sluice {

/// Who has named a key that nobody knows. Only who was called is the channel for certain: a
/// notification anybody can send.
enum class key_witness : std::uint8_t { answer, notification };

class dialect_in_use {
 public:
  using on_unknown_key = std::function<void(const std::string& named, key_witness by)>;

  /// Whatever is convertible, so that a dialect whose keys never change is given as it is.
  template <class Dialect>
    requires std::convertible_to<Dialect, std::shared_ptr<const dialect>>
  dialect_in_use(Dialect first) : in_(std::make_shared<inside>(std::move(first))) {}

  [[nodiscard]] std::shared_ptr<const dialect> now() const { return *in_->speaks.now(); }
  void exchange(std::shared_ptr<const dialect> next) { in_->speaks.exchange(std::move(next)); }

  /// Before anybody can name one. Must not block.
  void tell_of_unknown_keys(on_unknown_key to) { in_->tells = std::move(to); }

  /// Of what was not believed because of its key: it is told, unless the key is known by now.
  void has_unknown_key(const http_response& answer, instant now) const;
  void has_unknown_key(const http_request& notification, instant now) const;

 private:
  struct inside {
    explicit inside(std::shared_ptr<const dialect> first) : speaks(std::move(first)) {}
    shared_value<std::shared_ptr<const dialect>> speaks;
    on_unknown_key tells{};
  };
  std::shared_ptr<inside> in_;
};

}  // namespace sluice
