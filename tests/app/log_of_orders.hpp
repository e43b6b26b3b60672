#pragma once
/// A log on disk with orders of merchant m1 that each have one attempt at one channel, under a
/// number that is the order's own.

#include <string>
#include <vector>

#include "base/time_text.hpp"
#include "domain/order/event.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"
#include "store/rocksdb_event_log.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

class log_of_orders {
 public:
  static constexpr attempt_no one{1};

  log_of_orders(const std::string& folder, std::string channel) : channel_(std::move(channel)) {
    auto opened = store::open_rocksdb_event_log({.folder = folder, .create = true});
    REQUIRE(std::holds_alternative<std::unique_ptr<store::event_log>>(opened));
    log_ = std::get<std::unique_ptr<store::event_log>>(std::move(opened));
    write({.stream = channel_stream(channel_id{channel_}),
           .records = {encode(channel::event(channel::configured{channel_id{channel_}, {}}),
                              {"cmd-0", ""}, instant{})}});
  }
  ~log_of_orders() { log_->close(); }
  log_of_orders(const log_of_orders&) = delete;
  log_of_orders& operator=(const log_of_orders&) = delete;

  /// What m1's orders bring is ours from now on, and costs it so much.
  void agree(std::int64_t parts_per_million) {
    const contract::event e = contract::agreed{
        .with = {contract::side::merchant, "m1"},
        .version = 1,
        .terms = {.owner = contract::account_owner::us,
                  .rows = {{.by = {.parts_per_million = parts_per_million}}}},
        .who = {"li.wei", "signed"}};
    write({.stream = contract_stream(), .records = {encode(e, {"cmd-c", ""}, instant{})}});
  }
  void pay(const std::string& no, std::int64_t fen, const char* at, order::receipt told = {}) {
    auto events = begun(no, fen);
    events.push_back(order::attempt_succeeded{one, order::source::pay_answer, "42" + no, told});
    events.push_back(order::order_paid{one});
    append(no, no, events, at);
  }
  void doubt(const std::string& no, std::int64_t fen, const char* at) {
    auto events = begun(no, fen);
    events.push_back(order::attempt_in_doubt{one, order::source::pay_answer});
    append(no, no, events, at);
  }
  void fail(const std::string& no, std::int64_t fen, const char* at) {
    auto events = begun(no, fen);
    events.push_back(order::attempt_failed{one, order::source::pay_answer, "NOPE"});
    events.push_back(order::order_failed{"NOPE"});
    append(no, no, events, at);
  }
  /// With its money.
  void revoke(const std::string& no, std::int64_t fen, const char* at) {
    auto events = begun(no, fen);
    events.push_back(order::attempt_in_doubt{one, order::source::pay_answer});
    events.push_back(order::revoke_requested{.attempt = one});
    events.push_back(order::order_revoked{one, order::returned::yes});
    append(no, no, events, at);
  }
  void give_back(const std::string& no, const std::string& refund, std::int64_t fen,
                 const char* at) {
    append(no, refund,
           {order::refund_requested{
                refund_no{refund}, one, {fen, currency::cny}, {}, channel_key{refund}},
            order::refund_succeeded{refund_no{refund}, "50" + refund}},
           at);
  }

 private:
  std::vector<order::event> begun(const std::string& no, std::int64_t fen) const {
    order::order_accepted accepted;
    accepted.order = {merchant_id{"m1"}, order_no{no}};
    accepted.amount = {fen, currency::cny};
    accepted.route = {channel_id{channel_}};
    return {accepted, order::attempt_started{one, channel_id{channel_}, channel_key{no}}};
  }
  void append(const std::string& no, const std::string& key,
              const std::vector<order::event>& events, const char* at) {
    const auto stream = order_stream({merchant_id{"m1"}, order_no{no}});
    store::append_request request{
        .stream = stream, .entries = {{store::entry_kind::channel_key, key, stream}}};
    if (const auto head = log_->head_of(stream)) request.expected = head->position;
    for (const auto& e : events)
      request.records.push_back(encode(e, {"cmd-1", ""}, instant_from_rfc3339(at).value()));
    write(std::move(request));
  }
  void write(store::append_request request) {
    const auto done = log_->append({&request, 1});
    const auto* results = std::get_if<std::vector<store::append_result>>(&done);
    REQUIRE(results != nullptr);
    REQUIRE(std::holds_alternative<store::committed>(results->front()));
  }

  std::string channel_;
  std::unique_ptr<store::event_log> log_;
};

}  // namespace sluice::test
