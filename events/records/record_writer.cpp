#include "events/records/record_writer.hpp"

#include <algorithm>
#include <utility>

#include "events/records/look.hpp"

namespace sluice::records {
namespace {

/// So exactly it is known what is missing when a process has died.
constexpr millis between_signs{5000};

}  // namespace

record_writer::record_writer(std::shared_ptr<record_store> into, instant now)
    : store_(std::move(into)) {
  count_anew();
  load first;
  const auto last = last_sign_of_life(*store_);
  if (last && !last->was_closed)
    first.gaps.push_back(
        {.from = std::min(last->at, now), .to = now, .reason = gap_reason::process_ended});
  (void)write(first, now);  // if it cannot be, the next one says so
  count_anew();
}

/// Two processes may live within one millisecond: what they write must not lie at the same places.
/// Between them lies the death of the first one.
void record_writer::count_anew() {
  constexpr unsigned for_each_writer = 16;
  counter_ = static_cast<std::uint32_t>(gaps_of(*store_).size()) << for_each_writer;
}

void record_writer::sign(std::vector<entry>& into, instant now) {
  if (signed_at_ && now - *signed_at_ < between_signs) return;
  signed_at_ = now;
  into.push_back({heartbeat_key(now), ""});
}

std::optional<std::string> record_writer::write(const load& what, instant now) {
  std::vector<entry> all;
  sign(all, now);
  for (const auto& c : what.calls)
    all.push_back({key_at(prefix_of(c), c.began, ++counter_), encode(c)});
  for (const auto& m : what.messages)
    all.push_back({key_at(prefix_of_messages(m.channel, m.key), m.at, ++counter_), encode(m)});
  for (const auto& g : what.gaps)
    all.push_back({key_at(prefix_of_gaps, g.from, ++counter_), encode(g)});
  return all.empty() ? std::nullopt : store_->write(all);
}

std::optional<std::string> record_writer::begin_segment(instant now) {
  if (auto why = store_->begin_segment()) return why;
  signed_at_.reset();
  return write({}, now);
}

std::optional<std::string> record_writer::close(instant now) {
  return store_->write({{heartbeat_key(now), std::string(closed_then)}});
}

}  // namespace sluice::records
