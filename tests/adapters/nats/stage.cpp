#include "tests/adapters/nats/stage.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace sluice::testing {

namespace {

std::string number_of(const request& r) {
  const auto* made = std::get_if<create_order>(&r.ask);
  const auto* get = std::get_if<get_order>(&r.ask);
  if (made != nullptr) return made->order.number.value();
  return get != nullptr ? get->order.number.value() : std::string();
}

answer answer_to(const request& r) {
  if (number_of(r) == "NONE")
    return rejection{
        rejection_code::order_not_found, "order_no", "no such order\nat all: \xc3\xa9"};
  if (std::holds_alternative<list_channels>(r.ask)) return std::vector<channel_view>(2);
  order_view order;
  order.order = {merchant_id("m1"), order_no(number_of(r))};
  order.state = "paid";
  order.amount = {1250, currency::cny};
  return order;
}

}  // namespace

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

void noted::tell(const note& n) {
  const std::lock_guard held(lock_);
  notes_.push_back(n);
}

long noted::count(std::string_view event) const {
  const std::lock_guard held(lock_);
  return std::count_if(
      notes_.begin(), notes_.end(), [&](const note& n) { return n.event == event; });
}

std::map<std::string, std::string> noted::fields_of(std::string_view event) const {
  const std::lock_guard held(lock_);
  std::map<std::string, std::string> fields;
  for (const auto& n : notes_)
    if (n.event == event)
      for (const auto& [name, value] : n.fields) fields[std::string(name)] = value;
  return fields;
}

bool noted::mention(std::string_view text) const {
  const std::lock_guard held(lock_);
  return std::any_of(notes_.begin(), notes_.end(), [&](const note& n) {
    return n.message.find(text) != std::string::npos ||
           std::any_of(n.fields.begin(), n.fields.end(), [&](const auto& field) {
             return field.second.find(text) != std::string::npos;
           });
  });
}

void made_up_engine::submit(request r) {
  const std::lock_guard held(lock_);
  asked_.push_back(r);
  if (number_of(r) == "HOLD") return;
  r.reply_to->reply(answer_to(r));
  asked_.back().reply_to = nullptr;
}

std::size_t made_up_engine::count() const {
  const std::lock_guard held(lock_);
  return asked_.size();
}

request made_up_engine::last() const {
  const std::lock_guard held(lock_);
  return asked_.at(asked_.size() - 1);
}

void made_up_engine::forget() {
  const std::lock_guard held(lock_);
  asked_.clear();
}

void made_up_engine::answer_held() {
  const std::lock_guard held(lock_);
  for (auto& r : asked_)
    if (r.reply_to != nullptr) std::exchange(r.reply_to, nullptr)->reply(answer_to(r));
}

std::shared_ptr<nats::connection> connected(const nats::connection_options& options,
                                            std::shared_ptr<observer> tells) {
  auto result = nats::connection::open(options, std::move(tells));
  if (const auto* failed = std::get_if<nats::connect_failed>(&result))
    throw std::runtime_error(failed->what);
  return std::get<std::shared_ptr<nats::connection>>(result);
}

std::shared_ptr<nats::connection> connected(const nats_server& server,
                                            std::shared_ptr<observer> tells) {
  nats::connection_options options;
  options.url = server.url();
  return connected(options, std::move(tells));
}

stage::stage(nats::service_options options)
    : at(connected(server, notes)), through(connected(server, notes)), ask(through) {
  auto started = nats::service::start(
      at, std::move(options), [this](request r) { engine.submit(std::move(r)); }, notes);
  if (const auto* why = std::get_if<std::string>(&started)) throw std::runtime_error(*why);
  service = std::get<std::unique_ptr<nats::service>>(std::move(started));
}

nats::response stage::get(const std::string& subject, std::string_view body,
                          const nats::headers& with) {
  auto result = ask.ask(subject, body, with, millis{5000});
  if (const auto* failed = std::get_if<nats::request_failure>(&result))
    throw std::runtime_error(std::string(nats::explained(*failed)));
  return std::get<nats::response>(std::move(result));
}

}  // namespace sluice::testing
