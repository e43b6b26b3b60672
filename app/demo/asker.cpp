#include "app/demo/asker.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "adapters/access/signing.hpp"
#include "adapters/nats/message.hpp"
#include "adapters/system/machine_clock.hpp"

namespace sluice::demo {
namespace {

constexpr millis pause_before_repeat{250};  ///< after "try again later"
const std::string prefix = "pay.";
constexpr std::string_view closed_merchant = "m4";  ///< demo.toml

/// The demo speaks to people by itself; what the connection says goes nowhere.
class silent : public observer {
 public:
  void tell(const note&) override {}
};

std::shared_ptr<nats::connection> connect(const std::string& url) {
  auto opened =
      nats::connection::open({.url = url, .name = "sluice demo"}, std::make_shared<silent>());
  if (const auto* no = std::get_if<nats::connect_failed>(&opened))
    throw std::runtime_error{no->what};
  return std::get<std::shared_ptr<nats::connection>>(opened);
}

natsSubscription* subscribe(nats::connection& at, const std::string& subject) {
  natsSubscription* made = nullptr;
  const auto status = natsConnection_SubscribeSync(&made, at.handle(), subject.c_str());
  if (status != NATS_OK)
    throw std::runtime_error{"cannot subscribe to " + subject + ": " + natsStatus_GetText(status)};
  return made;
}

bool is_retryable(const nlohmann::json& answer) {
  return answer.contains("error") && answer["error"].value("retryable", false);
}

nlohmann::json parsed(std::string_view body) {
  auto answer = nlohmann::json::parse(body, nullptr, false);
  if (answer.is_object()) return answer;
  return {{"error", {{"code", "answer_unreadable"}, {"message", std::string(body)}}}};
}

}  // namespace

asker::asker(const std::string& nats_url, std::optional<access::signing_key> service,
             millis patience)
    : patience_{patience},
      connection_{connect(nats_url)},
      inbox_{"_INBOX." + nats::connection::unique_token() + "."},
      answers_{subscribe(*connection_, inbox_ + "*")} {
  if (service) service_.push_back(*std::move(service));
}

void asker::ask(const std::string& subject, const nlohmann::json& body, on_answer then) {
  const bool needs_key = body.value("merchant", "") == closed_merchant;
  put(subject, body, {.then = std::move(then), .is_services = needs_key});
}

void asker::ask_as(std::optional<access::signing_key> by, const std::string& subject,
                   const nlohmann::json& body, on_answer then) {
  put(subject, body, {.then = std::move(then), .by = std::move(by)});
}

void asker::sign_with(std::vector<access::signing_key> keys) { service_ = std::move(keys); }

std::uint64_t asker::signed_with(const access::key_id& key) const {
  const auto found = signed_.find(key);
  return found == signed_.end() ? 0 : found->second;
}

void asker::put(const std::string& subject, const nlohmann::json& body, question q) {
  const auto id = next_id_++;
  q.subject = prefix + subject;
  q.body = body.dump();
  publish(id, questions_[id] = std::move(q));
}

void asker::after(millis pause, std::function<void()> then) {
  later_.emplace(timer::now() + pause, std::move(then));
}

void asker::publish(std::uint64_t id, question& q) {
  q.send_again = timer::now() + patience_;
  // A request that cannot be sent is one that gets no answer: it is repeated.
  static_cast<void>(send(q, inbox_ + std::to_string(id), id));
}

const access::signing_key* asker::next_signer_of(const question& q) {
  if (q.by) return &*q.by;
  if (!q.is_services || service_.empty()) return nullptr;
  std::rotate(service_.begin(), service_.begin() + 1, service_.end());
  ++signed_[service_.front().id];
  return &service_.front();
}

/// A repetition is signed anew, under the same command id.
natsStatus asker::send(const question& q, const std::string& reply_to, std::uint64_t id) {
  const auto* const by = next_signer_of(q);
  if (by == nullptr)
    return natsConnection_PublishRequest(connection_->handle(), q.subject.c_str(), reply_to.c_str(),
                                         q.body.data(), static_cast<int>(q.body.size()));
  const auto message = nats::make_message(q.subject, q.body, reply_to);
  if (!message) return NATS_NO_MEMORY;
  const auto command_id = inbox_ + std::to_string(id);
  for (const auto& [name, value] : access::signature_headers(
           *by,
           {.prefix = std::string_view(prefix).substr(0, prefix.size() - 1),
            .subject = q.subject,
            .message_id = command_id,
            .body = q.body},
           machine_clock().wall()))
    nats::set_header(*message, name.c_str(), value);
  nats::set_header(*message, "Nats-Msg-Id", command_id);
  return natsConnection_PublishMsg(connection_->handle(), message.get());
}

void asker::turn(millis limit) {
  auto wait = limit.count();
  while (true) {
    natsMsg* raw = nullptr;
    const auto status = natsSubscription_NextMsg(&raw, answers_.get(), wait);
    const nats::message_ptr message{raw};
    if (status == NATS_NO_RESPONDERS)
      nobody_is_there();
    else if (status == NATS_OK)
      take(*message);
    else
      break;
    wait = 0;
  }
  do_what_is_due();
}

void asker::take(natsMsg& message) {
  const std::string_view subject = natsMsg_GetSubject(&message);
  std::uint64_t id = 0;
  std::from_chars(subject.data() + inbox_.size(), subject.data() + subject.size(), id);
  const auto it = questions_.find(id);
  if (it == questions_.end()) return;  // the second answer to a repeated request
  const auto answer = parsed(nats::body_of(message));
  if (is_retryable(answer)) {
    it->second.send_again = timer::now() + pause_before_repeat;
    return;
  }
  const auto then = std::move(it->second.then);
  questions_.erase(it);
  then(answer);
}

/// NATS does not say which request found nobody; then no other did either.
void asker::nobody_is_there() {
  const auto soon = timer::now() + pause_before_repeat;
  for (auto& [id, q] : questions_) q.send_again = std::min(q.send_again, soon);
}

void asker::do_what_is_due() {
  const auto now = timer::now();
  for (auto& [id, q] : questions_) {
    if (q.send_again > now) continue;
    ++repeats_;
    publish(id, q);
  }
  while (!later_.empty() && later_.begin()->first <= now) {
    const auto one = later_.extract(later_.begin());
    one.mapped()();
  }
}

std::string error_code(const nlohmann::json& answer) {
  return answer.contains("error") ? answer["error"].value("code", "unknown") : std::string{};
}

}  // namespace sluice::demo
