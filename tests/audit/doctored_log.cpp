#include "tests/audit/doctored_log.hpp"

#include "domain/order/decide.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"
#include "tests/catch.hpp"

namespace sluice::tests {
namespace {

void enter_key(store::append_request& request, const order::event& event) {
  const auto enter = [&](const channel_key& key) {
    request.entries.push_back({store::entry_kind::channel_key, key.value(), request.stream});
  };
  if (const auto* e = std::get_if<order::attempt_started>(&event)) enter(e->key);
  if (const auto* e = std::get_if<order::refund_requested>(&event)) enter(e->key);
}

/// The order as far as its events can be believed.
order::state state_of(const store::event_log& log, const order_id& id,
                      const std::vector<order::event>& more) {
  order::state o;
  const auto take = [&](const order::event& e) {
    if (may_follow(o, e)) o = evolve(std::move(o), e, instant{});
  };
  const auto read = log.read_stream(order_stream(id));
  for (const auto& r : std::get<std::vector<store::record>>(read))
    take(std::get<order::event>(std::get<decoded>(decode(r)).event));
  for (const auto& e : more) take(e);
  return o;
}

void append(store::event_log& log, const store::append_request& request) {
  const auto written = log.append({&request, 1});
  REQUIRE(std::holds_alternative<std::vector<store::append_result>>(written));
}

}  // namespace

scribe& scribe::write(const order_id& id, const std::vector<order::event>& events) {
  return write(id, events, !is_closed(state_of(*log, id, events)));
}

scribe& scribe::write(const order_id& id, const std::vector<order::event>& events, bool open) {
  store::append_request request{.stream = order_stream(id), .open_after = open};
  if (const auto head = log->head_of(request.stream)) request.expected = head->position;
  for (const auto& e : events) {
    request.records.push_back(encode(e, {"cmd-1", ""}, now));
    enter_key(request, e);
    now += millis{1000};
  }
  append(*log, request);
  return *this;
}

scribe& scribe::write_raw(const std::string& stream, store::new_record record) {
  store::append_request request{.stream = stream, .open_after = false};
  if (const auto head = log->head_of(stream)) request.expected = head->position;
  request.records.push_back(std::move(record));
  append(*log, request);
  return *this;
}

bool append_as_actor(store::event_log& log, const order_id& id,
                     const std::vector<order::event>& events, instant at) {
  const bool open = !is_closed(state_of(log, id, events));
  store::append_request request{.stream = order_stream(id), .open_after = open};
  for (const auto& e : events) {
    request.records.push_back(encode(e, {"cmd-1", ""}, at));
    enter_key(request, e);
  }
  const auto written = log.append({&request, 1});
  return std::holds_alternative<std::vector<store::append_result>>(written);
}

std::vector<order::event> begun(const order_id& id) {
  order::order_accepted accepted;
  accepted.order = id;
  accepted.amount = {1250, currency::cny};
  accepted.masked_code = "13**************89";
  accepted.description = "coffee";
  accepted.route = {channel_id{"wechat"}};
  return {accepted, order::attempt_started{attempt_no{1}, channel_id{"wechat"},
                                           channel_key{"key-" + id.number.value()}}};
}

std::vector<order::event> succeeded() {
  return {order::attempt_succeeded{attempt_no{1}, order::source::pay_answer, "4200001"},
          order::order_paid{attempt_no{1}}};
}

doctored_log::doctored_log(const store::event_log& honest) : log_head(honest.current_head()) {
  REQUIRE_FALSE(honest.read_all(1, [&](const store::record& r) {
    records.push_back(r);
    heads[r.stream] = *honest.head_of(r.stream);
    const auto content = decode(r);
    const auto* readable = std::get_if<decoded>(&content);
    const auto* event = readable ? std::get_if<order::event>(&readable->event) : nullptr;
    store::append_request entered{.stream = r.stream};
    if (event != nullptr) enter_key(entered, *event);
    for (const auto& e : entered.entries) channel_keys[e.key] = e.value;
    return true;
  }));
  honest.open_streams([&](std::string_view stream) {
    open.emplace_back(stream);
    return true;
  });
}

std::variant<std::vector<store::append_result>, store::write_failed> doctored_log::append(
    std::span<const store::append_request>) {
  return store::write_failed{"a doctored log takes nothing"};
}

std::optional<store::stream_head> doctored_log::head_of(std::string_view stream) const {
  const auto found = heads.find(stream);
  return found == heads.end() ? std::nullopt : std::optional{found->second};
}

std::variant<std::vector<store::record>, store::damage> doctored_log::read_stream(
    std::string_view stream) const {
  if (damage) return *damage;
  std::vector<store::record> out;
  for (const auto& r : records)
    if (r.stream == stream) out.push_back(r);
  return out;
}

std::optional<store::damage> doctored_log::read_all(store::sequence, const visitor& visit) const {
  for (const auto& r : records)
    if (!visit(r)) return std::nullopt;
  return damage;
}

void doctored_log::open_streams(const stream_visitor& visit) const {
  for (const auto& stream : open)
    if (!visit(stream)) return;
}

std::optional<std::string> doctored_log::find_entry(char kind, std::string_view key) const {
  const auto found = channel_keys.find(key);
  if (kind != store::entry_kind::channel_key || found == channel_keys.end()) return std::nullopt;
  return found->second;
}

}  // namespace sluice::tests
