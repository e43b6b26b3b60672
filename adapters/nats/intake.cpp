#include "adapters/nats/intake.hpp"

#include "actors/desk/work_of.hpp"
#include "adapters/access/signed_text.hpp"
#include "adapters/api/reply_codec.hpp"
#include "adapters/api/schema.hpp"
#include "adapters/api/traceparent.hpp"
#include "domain/overload/room.hpp"

namespace sluice::nats {
namespace {

/// The engine answers through this. Dropped without an answer it says so, because the caller waits.
class nats_reply final : public reply_address {
 public:
  nats_reply(std::shared_ptr<intake> through, caller whom)
      : through_(std::move(through)), whom_(std::move(whom)) {}
  nats_reply(const nats_reply&) = delete;
  nats_reply& operator=(const nats_reply&) = delete;
  ~nats_reply() override {
    if (!answered_)
      through_->finish(whom_, rejection{rejection_code::unavailable, "",
                                        "the engine stopped before it could answer; what was "
                                        "accepted is safe: ask again"});
  }

  void reply(const answer& a) override {
    if (answered_) return;
    answered_ = true;
    through_->finish(whom_, a);
  }

 private:
  std::shared_ptr<intake> through_;
  caller whom_;
  bool answered_ = false;
};

/// Events live under the prefix too, but nobody asks us anything there.
bool is_event(std::string_view suffix) { return suffix == "evt" || suffix.starts_with("evt."); }

std::variant<api::body_format, rejection> form_of(const header_reader& headers) {
  if (!headers.is_readable())
    return rejection{rejection_code::content_type_unknown, "Content-Type",
                     "the message's headers cannot be read; they must have the form of NATS/1.0: "
                     "\"Name: value\" in lines"};
  return api::format_of(headers.value("Content-Type"));
}

}  // namespace

intake::intake(std::string prefix, intake_limits limits, turn_function whose_turn,
               submit_function submit, std::shared_ptr<access::verifier> signatures,
               std::shared_ptr<reply_queue> replies, std::shared_ptr<observer> tells,
               std::shared_ptr<endpoint_stats> stats)
    : prefix_(std::move(prefix) + '.'),
      limits_(limits),
      whose_turn_(std::move(whose_turn)),
      submit_(std::move(submit)),
      signatures_(std::move(signatures)),
      replies_(std::move(replies)),
      tells_(std::move(tells)),
      busy_{rejection_code::busy, "",
            "so many requests are in progress that there is no room for one of this kind; ask "
            "again a little later"},
      busy_bodies_{api::encode_rejection(busy_, api::body_format::json),
                   api::encode_rejection(busy_, api::body_format::protobuf)},
      stats_(std::move(stats)) {}

std::string_view intake::prefix() const noexcept {
  return std::string_view(prefix_).substr(0, prefix_.size() - 1);
}

std::string_view intake::suffix_of(const natsMsg& message) const {
  const std::string_view subject = natsMsg_GetSubject(&message);
  return subject.substr(std::min(prefix_.size(), subject.size()));
}

// -- in: the checks stand in the order of rejection_code ---------------------------------------

void intake::receive(natsMsg& message, int unread) {
  const auto suffix = suffix_of(message);
  if (is_event(suffix)) return;
  const auto whose = whose_turn_();
  if (whose == turn::anothers) return leave_to_owner();
  auto reply_to = reply_subject::from(reply_of(message), prefix());
  if (!reply_to) return nobody_hears(suffix, reply_of(message));

  const header_reader headers(message);
  const auto form = form_of(headers);
  const auto* known_form = std::get_if<api::body_format>(&form);
  caller whom{
      *std::move(reply_to), api::usable_traceparent(headers.value("traceparent")),
      api::endpoint_of(suffix), known_form != nullptr ? *known_form : api::body_format::json,
      std::chrono::steady_clock::now()};

  if (whose == turn::unsure) return refuse_in_doubt(whom);
  const auto size = body_of(message).size();
  if (size > limits_.message_bytes)
    return refuse(whom, {rejection_code::message_too_large, "",
                         "the body has " + std::to_string(size) + " bytes; at most " +
                             std::to_string(limits_.message_bytes) + " are allowed"});
  if (!whom.asked)
    return refuse(whom, {rejection_code::subject_unknown, "",
                         api::unknown_subject_message(prefix(), suffix)});
  const bool is_long = whom.asked == api::endpoint::help || whom.asked == api::endpoint::get_schema;
  if (is_long && !has_time_for_long_answers(unread)) return refuse_as_busy(whom);
  if (whom.asked == api::endpoint::help) return tell_help(whom);
  if (known_form == nullptr) return refuse(whom, std::get<rejection>(form));
  if (whom.asked == api::endpoint::get_schema) return tell_schema(whom);
  ask_engine(message, headers, std::move(whom));
}

void intake::ask_engine(const natsMsg& message, const header_reader& headers, caller whom) {
  // Before decoding: who is flooded must not spend time on what it will refuse.
  if (!enter(api::info_of(*whom.asked).work)) return refuse_as_busy(whom);
  auto claim = headers.has_one_like("Pay-") ? claim_of(message, headers, whom) : nullptr;
  if (claim) return ask_signed(std::move(claim), std::move(whom));
  hand_on(body_of(message),
          {.message_id = headers.value("Nats-Msg-Id"),
           .traceparent = {},
           .merchant_key = headers.value("Pay-Merchant-Key")},
          access::caller{}, std::move(whom));
}

/// Nothing: it does not say that it is signed. Half of a signature is one that is wrong.
std::shared_ptr<const access::claim> intake::claim_of(
    const natsMsg& message, const header_reader& headers, const caller& whom) const {
  access::claim c{.key_id = headers.value(access::key_id_header),
                  .timestamp = headers.value(access::timestamp_header),
                  .nonce = headers.value(access::nonce_header),
                  .signature = headers.value(access::signature_header)};
  if (c.key_id.empty() && c.timestamp.empty() && c.nonce.empty() && c.signature.empty())
    return nullptr;
  c.prefix = prefix();
  c.subject = natsMsg_GetSubject(&message);
  c.message_id = headers.value("Nats-Msg-Id");
  c.content_type = headers.value("Content-Type");
  c.body = body_of(message);
  const auto& at = api::info_of(*whom.asked).at;
  c.asked = {.system = at.system,
             .operation = at.operation,
             .version = static_cast<std::uint16_t>(at.version)};
  return std::make_shared<const access::claim>(std::move(c));
}

/// Goes on at once or, where it takes long to check, on a thread of the verifier's.
void intake::ask_signed(std::shared_ptr<const access::claim> claim, caller whom) {
  if (!signatures_) {
    refuse(whom, access::signature_wrong());
    return leave();
  }
  signatures_->check(claim, [self = shared_from_this(), claim,
                             whom = std::move(whom)](access::verifier::found who) mutable {
    if (const auto* refused = std::get_if<rejection>(&who)) {
      self->refuse(whom, *refused);
      return self->leave();
    }
    self->hand_on(
        claim->body, {.message_id = claim->message_id, .traceparent = {}, .merchant_key = {}},
        std::get<access::caller>(std::move(who)), std::move(whom));
  });
}

void intake::hand_on(std::string_view body, const api::request_headers& headers,
                     access::caller from, caller whom) {
  auto decoded = api::decode(
      *whom.asked, whom.form, body,
      {.message_id = headers.message_id,
       .traceparent = whom.traceparent,
       .merchant_key = headers.merchant_key});
  if (const auto* refused = std::get_if<rejection>(&decoded)) {
    refuse(whom, *refused);
    return leave();
  }
  auto& ask = std::get<request>(decoded);
  // Only now it is known whether a payer waits for it.
  if (!has_room_for(work_of(ask.ask), in_progress_.load(std::memory_order_relaxed) - 1)) {
    refuse_as_busy(whom);
    return leave();
  }
  ask.from = std::move(from);
  ask.reply_to = std::make_shared<nats_reply>(shared_from_this(), std::move(whom));
  submit_(std::move(ask));
}

void intake::refuse_in_doubt(const caller& whom) {
  refuse(whom, {rejection_code::unavailable, "",
                "another engine may take the requests here by now; ask again, the right one will "
                "answer"});
  if (const auto times = doubted_.happened(std::chrono::steady_clock::now()); times > 0)
    tells_->tell({severity::warning,
                  "requests_refused_in_doubt",
                  "it is not sure that this engine may take the requests under " +
                      std::string(prefix()) + "; they are refused, and their callers ask again",
                  {{"times", std::to_string(times)}}});
}

void intake::leave_to_owner() {
  if (const auto times = left_to_owner_.happened(std::chrono::steady_clock::now()); times > 0)
    tells_->tell({severity::warning,
                  "requests_left_to_owner",
                  "another engine takes the requests under " + std::string(prefix()) +
                      "; those that came here too are neither executed nor answered",
                  {{"times", std::to_string(times)}}});
}

/// Somebody tries keys, or a service has the wrong one: people should hear of both.
void intake::note_not_allowed(const caller& whom, const rejection& refused) {
  using code = rejection_code;
  const auto c = refused.code;
  if (c != code::not_allowed && c != code::signature_wrong && c != code::signature_replayed &&
      c != code::signature_outside_window && c != code::key_revoked && c != code::key_expired)
    return;
  if (const auto times = not_allowed_.happened(std::chrono::steady_clock::now()); times > 0)
    tells_->tell({severity::warning,
                  "requests_not_allowed",
                  "requests were refused because of who asked for them; nothing was done for them",
                  {{"last", std::string(name_of(c))},
                   {"asked", whom.asked ? std::string(api::info_of(*whom.asked).subject) : ""},
                   {"times", std::to_string(times)}}});
}

/// Not executed: whoever asks for money to move must be able to hear what became of it.
void intake::nobody_hears(std::string_view suffix, std::string_view reply_subject) {
  const rejection refused{rejection_code::reply_subject_missing, "",
                          "a request without a reply subject that may be used is not executed; use "
                          "request/reply with an inbox"};
  if (const auto which = api::endpoint_of(suffix))
    stats_->count(*which, std::chrono::nanoseconds(0), &refused);
  if (const auto times = unheard_.happened(std::chrono::steady_clock::now()); times > 0)
    tells_->tell({severity::warning,
                  reply_subject.empty() ? "reply_subject_missing" : "reply_subject_refused",
                  refused.message,
                  {{"subject", prefix_ + std::string(suffix)},
                   {"reply_subject", std::string(reply_subject)},
                   {"times", std::to_string(times)}}});
}

// -- out ---------------------------------------------------------------------------------------

void intake::refuse(const caller& whom, const rejection& refused) {
  replies_->push_patiently(counted(
      whom, api::encode_rejection(refused, whom.form), api::content_type_of(whom.form), &refused));
}

void intake::refuse_as_busy(const caller& whom) {
  const auto& body = busy_bodies_[static_cast<std::size_t>(whom.form)];
  replies_->push_patiently(counted(whom, body, api::content_type_of(whom.form), &busy_));
}

/// Kilobytes each: of a flood of them all but a few are refused, so that the others are answered.
bool intake::has_time_for_long_answers(int unread) const {
  constexpr int many_unread = 1024;
  return unread < many_unread && !replies_->is_crowded();
}

void intake::tell_help(const caller& whom) {
  replies_->push_patiently(counted(whom, api::help_text(prefix()), "application/json", nullptr));
}

void intake::tell_schema(const caller& whom) {
  const bool as_descriptors = whom.form == api::body_format::protobuf;
  replies_->push_patiently(
      as_descriptors
          ? counted(whom, api::schema_descriptors(), api::content_type_of(whom.form), nullptr)
          : counted(whom, std::string(api::schema_text()), "text/plain; charset=utf-8", nullptr));
}

void intake::finish(const caller& whom, const answer& given) {
  const auto* refused = std::get_if<rejection>(&given);
  std::optional<rejection> not_yet;
  if (const auto* wanted = std::get_if<second_person_wanted>(&given))
    refused = &not_yet.emplace(api::refusal_of(*wanted));
  replies_->push(
      counted(whom, api::encode(given, whom.form), api::content_type_of(whom.form), refused));
  leave();
}

outgoing intake::counted(const caller& whom, std::string body, std::string_view content_type,
                         const rejection* refused) {
  if (refused != nullptr) note_not_allowed(whom, *refused);
  if (whom.asked)
    stats_->count(*whom.asked, std::chrono::steady_clock::now() - whom.arrived, refused);
  return {whom.reply_to, std::move(body), content_type, whom.traceparent,
          refused != nullptr ? std::optional(*refused) : std::nullopt};
}

void intake::note_dropped(std::uint64_t more, bool burst_is_over) {
  stats_->count_dropped(more);
  untold_drops_ += more;
  if (untold_drops_ == 0) return;
  const auto goes_on = lasting_drops_.happened(std::chrono::steady_clock::now()) > 0;
  if (!burst_is_over && !goes_on) return;
  tells_->tell({.level = severity::critical,
                .event = "requests_dropped",
                .message = "More requests came than could be taken in; these were dropped unread, "
                           "and nobody answers them.",
                .fields = {{"requests", std::to_string(untold_drops_.exchange(0))},
                           {"since_start", std::to_string(stats_->dropped())}}});
}

// -- how many are in progress ------------------------------------------------------------------

bool intake::enter(overload::work what) {
  if (has_room_for(what, in_progress_.fetch_add(1, std::memory_order_relaxed))) return true;
  leave();
  return false;
}

bool intake::has_room_for(overload::work what, std::size_t in_progress) const {
  return in_progress < room_for(what, limits_.in_progress);
}

void intake::leave() {
  if (in_progress_.fetch_sub(1) != 1 || !somebody_waits_) return;
  const std::lock_guard held(lock_);
  idle_.notify_all();
}

bool intake::wait_until_idle(millis limit) {
  std::unique_lock held(lock_);
  somebody_waits_ = true;
  return idle_.wait_for(held, limit, [this] { return in_progress_ == 0; });
}

}  // namespace sluice::nats
