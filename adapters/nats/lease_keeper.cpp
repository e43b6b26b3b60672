#include "adapters/nats/lease_keeper.hpp"

#include <nlohmann/json.hpp>

#include "adapters/nats/claim_text.hpp"
#include "adapters/nats/message.hpp"
#include "adapters/system/boot_clock.hpp"
#include "base/base64.hpp"
#include "base/invariant.hpp"

namespace sluice::nats {
namespace {

using json = nlohmann::json;
using ownership::lease_step;
using ownership::standing;

constexpr millis api_limit{2000};
constexpr int no_such_stream = 10059;
constexpr int wrong_last_sequence = 10071;

/// An object; discarded when the server does not answer or not in JSON. Not through a client, which
/// does not take a stream's acknowledgement for an answer.
json asked(const connection& through, const std::string& subject, const std::string& body,
           const std::string& expected_last = {}) {
  const auto question = make_message(subject, body);
  SLUICE_INVARIANT(question != nullptr);
  if (!expected_last.empty()) set_header(*question, "Nats-Expected-Last-Sequence", expected_last);
  natsMsg* raw = nullptr;
  const auto status =
      natsConnection_RequestMsg(&raw, through.handle(), question.get(), api_limit.count());
  const message_ptr reply(raw);
  auto object = status == NATS_OK ? json::parse(body_of(*reply), nullptr, false)
                                  : json(json::value_t::discarded);
  return object.is_object() ? object : json(json::value_t::discarded);
}

/// 0: no error.
int error_of(const json& reply) {
  const auto error = reply.find("error");
  return error == reply.end() || !error->is_object() ? 0 : error->value("err_code", -1);
}

std::string error_text(const json& reply) {
  if (reply.is_discarded()) return "JetStream does not answer (is it enabled?)";
  return reply["error"].value("description", "it answers with an error");
}

}  // namespace

std::variant<std::unique_ptr<lease_keeper>, std::string> lease_keeper::start(
    std::shared_ptr<connection> at, lease_options options, std::shared_ptr<observer> tells) {
  std::unique_ptr<lease_keeper> made(
      new lease_keeper(std::move(at), std::move(options), std::move(tells)));
  if (auto why = made->find_stream(); !why.empty())
    return "the lease cannot be kept on stream " + made->options_.stream + ": " + why;
  made->thread_ = std::thread([keeper = made.get()] { keeper->run(); });
  return made;
}

lease_keeper::lease_keeper(std::shared_ptr<connection> at, lease_options options,
                           std::shared_ptr<observer> tells)
    : at_(std::move(at)),
      options_(std::move(options)),
      subject_(options_.prefix + "-engines.lease." + std::to_string(options_.partition)),
      tells_(std::move(tells)),
      lease_(options_.self, options_.times) {}

lease_keeper::~lease_keeper() { leave(); }

/// It must hold this subject and no other: the expected sequence is that of the whole stream.
std::string lease_keeper::find_stream() {
  auto info = asked(*at_, "$JS.API.STREAM.INFO." + options_.stream, "");
  if (error_of(info) == no_such_stream)
    info = asked(
        *at_, "$JS.API.STREAM.CREATE." + options_.stream,
        json{{"name", options_.stream},
             {"subjects", {subject_}},
             {"storage", "file"},
             {"retention", "limits"},
             {"discard", "old"},
             {"max_msgs", 64},
             {"num_replicas", 1}}
            .dump());
  if (info.is_discarded() || error_of(info) != 0) return error_text(info);
  const json::json_pointer subjects("/config/subjects");
  if (info.contains(subjects) && info.at(subjects) == json{subject_}) return {};
  return "it must be of the subject " + subject_ + " alone";
}

// -- the thread --------------------------------------------------------------------------------

void lease_keeper::run() {
  constexpr millis between_looks{20};
  std::unique_lock guard(lock_);
  while (!stop_ && !lease_.is_lost()) {
    const auto step = lease_.next(since_boot());
    guard.unlock();
    if (step == lease_step::read) read();
    if (step == lease_step::write) write(standing::holding);
    guard.lock();
    changed();
    if (step == lease_step::nothing) changed_.wait_for(guard, between_looks);
  }
  if (stop_) return;
  const auto holder = lease_.holder();
  guard.unlock();
  options_.on_lost(holder);
}

void lease_keeper::read() {
  const auto info = asked(*at_, "$JS.API.STREAM.INFO." + options_.stream, "");
  std::optional<ownership::claim> holder;
  std::uint64_t last = 0;
  bool known = false;
  try {
    last = info.at("state").at("last_seq");
    known = info.at("state").at("messages") == 0;
    if (!known) {
      const auto got =
          asked(*at_, "$JS.API.STREAM.MSG.GET." + options_.stream, json{{"seq", last}}.dump());
      const auto text =
          bytes_from_base64(got.at("message").at("data").get_ref<const std::string&>());
      holder = claim_from_text(text.value_or(""));
      // Of a stranger: nobody may take it for free, so it counts as somebody who does not renew.
      if (!holder) holder = ownership::claim{.process = "?", .where = "an unknown program"};
      known = true;
    }
  } catch (const json::exception&) {
    known = false;
  }
  const std::lock_guard guard(lock_);
  known ? lease_.found(last, std::move(holder), since_boot()) : lease_.unknown(since_boot());
}

void lease_keeper::write(standing stands) {
  std::string text;
  std::uint64_t behind = 0;
  {
    const std::lock_guard guard(lock_);
    text = to_text(lease_.mark(stands));
    behind = lease_.behind();
  }
  const auto sent = since_boot();
  // By hand: nats.c does not send an expected sequence of 0.
  const auto ack = asked(*at_, subject_, text, std::to_string(behind));
  const std::lock_guard guard(lock_);
  if (!ack.is_discarded() && error_of(ack) == wrong_last_sequence) return lease_.refused();
  const auto at = ack.is_discarded() ? 0 : ack.value("seq", std::uint64_t{0});
  at != 0 ? lease_.written(at, sent) : lease_.unknown(since_boot());
}

/// Precondition: the lock is held.
void lease_keeper::changed() {
  const auto until = lease_.accepts_until();
  accepts_until_.store(until.count(), std::memory_order_release);
  const bool lapsed = lease_.is_held() && until < since_boot();
  if (lapsed && !told_lapse_)
    tells_->tell({severity::critical,
                  "lease_lapsed",
                  "the lease for the requests under " + options_.prefix +
                      " cannot be renewed; accepting none until it is",
                  {{"stream", options_.stream}}});
  told_lapse_ = lapsed;
  changed_.notify_all();
}

std::string lease_keeper::holder_in_words() const {
  const auto& holder = lease_.holder();
  if (!holder) return "nobody that we know of";
  return holder->where + ", log " + holder->log;
}

// -- other threads -----------------------------------------------------------------------------

lease_keeper::decision lease_keeper::decided(millis limit) {
  std::unique_lock held_lock(lock_);
  const auto taken = [this] { return !options_.waits && lease_.holder_lives(); };
  changed_.wait_for(held_lock, limit, [&] { return lease_.is_held() || taken(); });
  if (lease_.is_held()) return held{};
  if (!taken()) return undecided{};
  return refused{"the lease for the requests under " + options_.prefix +
                 " is kept by another engine: " + holder_in_words() +
                 ". Stop that one, or start this one with --wait"};
}

bool lease_keeper::may_accept() const noexcept {
  return since_boot().count() < accepts_until_.load(std::memory_order_acquire);
}

void lease_keeper::leave() {
  {
    const std::lock_guard guard(lock_);
    if (std::exchange(stop_, true)) return;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  accepts_until_.store(0, std::memory_order_release);
  if (lease_.is_held()) write(standing::leaving);
}

}  // namespace sluice::nats
