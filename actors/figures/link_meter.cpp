#include "actors/figures/link_meter.hpp"

#include <cstring>
#include <sstream>

#include "actors/figures/kept_figures.hpp"
#include "base/keyed_hash.hpp"
#include "base/overloaded.hpp"
#include "events/event_type.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

constexpr std::uint32_t figures_version = 1;
constexpr millis between_saves{60'000};
constexpr std::string_view line_word = "order ", watch_word = "watch ";

std::uint64_t refund_key_of(const order_id& order, const refund_no& refund) noexcept {
  // It stays the same for ever, because bookmarks have what it gives.
  constexpr hash_key everybodys{
      'f', 'i', 'g', 'u', 'r', 'e', 's', ' ', 'r', 'e', 'f', 'u', 'n', 'd', 's', ' '};
  const auto hash = keyed_hash(everybodys, to_string(order) + '\n' + refund.value());
  std::uint64_t out = 0;
  static_assert(sizeof out <= sizeof hash);
  std::memcpy(&out, hash.data(), sizeof out);
  return out;
}

std::uint64_t paid_in(const order_counts& c) noexcept {
  return c.by_stage[static_cast<std::size_t>(order_stage::paid)];
}

std::uint64_t ended_in(const order_counts& c) noexcept {
  std::uint64_t all = 0;
  for (const auto s : {order_stage::paid, order_stage::failed, order_stage::revoked})
    all += c.by_stage[static_cast<std::size_t>(s)];
  return all;
}

/// What one event has added; nothing: no real money.
std::optional<money> difference(const order_counts& before, const order_counts& after) noexcept {
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    const auto more =
        after.captured[i] - before.captured[i] + after.paid_out[i] - before.paid_out[i];
    if (more != 0) return money{more, currencies[i].code};
  }
  return std::nullopt;
}

}  // namespace

link_meter::link_meter(needs own) : needs_(std::move(own)), saved_at_(needs_.clock->now()) {}

bool link_meter::concerns(std::uint16_t type) const noexcept {
  return type >= static_cast<std::uint16_t>(event_type::first_of_order) &&
         type <= static_cast<std::uint16_t>(event_type::last_of_order);
}

/// What cannot be read the alarms tell of, and `sluice audit verify`.
bool link_meter::take(const decoded_record& r) {
  const auto* content = std::get_if<decoded>(&r.content());
  const auto* event = content == nullptr ? nullptr : std::get_if<order::event>(&content->event);
  const auto owner = owner_of_stream(r.record().stream);
  const auto* order = owner ? std::get_if<order_id>(&*owner) : nullptr;
  if (event == nullptr || order == nullptr) return true;
  follow(*order, r.record(), *event);
  note_refund(*order, r.record(), *event);
  return true;
}

void link_meter::follow(const order_id& order, const store::record& r, const order::event& e) {
  const auto key = alarm::key_of(order);
  if (const auto* first = std::get_if<order::order_accepted>(&e)) open_[key].type = first->type;
  if (const auto* s = std::get_if<order::attempt_started>(&e))
    if (const auto of = open_.find(key); of != open_.end()) of->second.channel = s->channel;
  const auto before = orders_.counts();
  orders_.take(r.stream, e);
  const auto& after = orders_.counts();
  if (ended_in(after) == ended_in(before)) return;
  const auto of = open_.find(key);
  if (of == open_.end()) return;
  const auto amount = difference(before, after);
  if (paid_in(after) != paid_in(before) && amount)
    found_.push_back({{of->second.channel, of->second.type}, *amount, time_of(r)});
  open_.erase(of);
}

/// What is let go of was never taken: no refund to a payer.
void link_meter::note_refund(const order_id& order, const store::record& r, const order::event& e) {
  const auto key = [&](const refund_no& refund) { return refund_key_of(order, refund); };
  std::visit(
      overloaded{
          [&](const order::refund_requested& q) {
            if (q.purpose == order::refund_purpose::release) return;
            const auto from = origin_of(r.stream, q.attempt);
            if (from && !from->is_shadow)
              refunds_.requested(key(q.refund), from->channel, time_of(r));
          },
          [&](const order::refund_succeeded& s) { refunds_.succeeded(key(s.refund), time_of(r)); },
          [&](const order::refund_failed& f) { refunds_.failed(key(f.refund)); },
          [&](const order::order_resolved& w) {
            if (w.refund.value().empty()) return;
            if (w.verdict == order::resolution::refunded)
              refunds_.succeeded(key(w.refund), time_of(r));
            if (w.verdict == order::resolution::not_refunded) refunds_.failed(key(w.refund));
          },
          [](const auto&) {},
      },
      e);
}

/// A capture takes what an attempt before it holds. The order's other events are few.
std::optional<link_meter::origin_of_money> link_meter::origin_of(const std::string& stream,
                                                                 attempt_no attempt) const {
  const auto all = needs_.log->read_stream(stream);
  const auto* records = std::get_if<std::vector<store::record>>(&all);
  if (records == nullptr) return std::nullopt;
  origin_of_money out;
  for (const auto& r : *records) {
    if (!concerns(r.type)) continue;
    const decoded_record d{r};
    const auto* content = std::get_if<decoded>(&d.content());
    const auto* e = content == nullptr ? nullptr : std::get_if<order::event>(&content->event);
    if (e == nullptr) continue;
    if (const auto* first = std::get_if<order::order_accepted>(e)) out.is_shadow = first->is_shadow;
    if (const auto* s = std::get_if<order::attempt_started>(e); s && s->attempt <= attempt)
      out.channel = s->channel;
  }
  if (out.channel.value().empty()) return std::nullopt;
  return out;
}

bool link_meter::flush() {
  needs_.into->add(found_);
  found_.clear();
  needs_.into->show(refunds_);
  return true;
}

follower::snapshot link_meter::state() const {
  saved_at_ = needs_.clock->now();
  saved_heard_ = needs_.into->heard();
  std::string text, watched;
  orders_.write_to(watched);
  std::istringstream lines(watched);
  for (std::string one; std::getline(lines, one);)
    text.append(watch_word).append(one).append(1, '\n');
  for (const auto& [of, o] : open_)
    text.append(line_word)
        .append(std::to_string(of))
        .append(1, ' ')
        .append(name_of(o.type))
        .append(1, ' ')
        .append(o.channel.value())
        .append(1, '\n');
  refunds_.write_to(text);
  write_to(text, needs_.into->keep());
  return {figures_version, std::move(text)};
}

bool link_meter::has_changed() const {
  return needs_.into->heard() != saved_heard_ && needs_.clock->now() - saved_at_ >= between_saves;
}

bool link_meter::read_order(const std::string& text) {
  std::istringstream in(text);
  std::uint64_t of = 0;
  std::string type, channel;
  in >> of >> type;
  const auto known = business_type_from_name(type);
  if (!in || !known) return false;
  in >> channel;
  return open_.emplace(of, line{*known, channel_id{channel}}).second;
}

/// All of it or nothing.
bool link_meter::restore(const snapshot& from) {
  if (from.version != figures_version) return false;
  link_meter next(needs_);
  kept_figures_reader kept;
  std::istringstream lines(from.bytes);
  for (std::string text; std::getline(lines, text);) {
    const bool is_read =
        text.starts_with(line_word)    ? next.read_order(text.substr(line_word.size()))
        : text.starts_with(watch_word) ? next.orders_.read(text.substr(watch_word.size()))
        : text.starts_with("refund")   ? next.refunds_.read(text)
                                       : kept.read(text);
    if (!is_read) return false;
  }
  orders_ = std::move(next.orders_);
  open_ = std::move(next.open_);
  refunds_ = std::move(next.refunds_);
  needs_.into->take_up(kept.all());
  return flush();
}

}  // namespace sluice
