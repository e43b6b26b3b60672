#include "adapters/nats/owner_watch.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "adapters/nats/claim_text.hpp"
#include "adapters/nats/message.hpp"
#include "adapters/system/boot_clock.hpp"

namespace sluice::nats {
namespace {

using ownership::phase;
using std::chrono::steady_clock;

constexpr ownership::contest_times times{};
/// So long a request waits when it is in doubt whether we own: then its caller is told.
constexpr millis patience{2000};
/// So long one waits that came to an heir early.
constexpr millis patience_of_an_heir{60'000};

class nobody final : public observer {
 public:
  void tell(const note&) override {}  // the connection for requests tells the same
};

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "an unnamed host";
}

ownership::claim our_face() {
  return {.process = connection::unique_token(),
          .where = "process " + std::to_string(::getpid()) + " on " + host_name()};
}

/// Looked for, not waited for: the library waits by the machine's clock, and whoever sets that one
/// would keep us from hearing and speaking.
natsStatus next_message(natsMsg*& into, natsSubscription& from, millis limit) {
  constexpr std::int64_t at_once = 0;
  constexpr millis pause{1};
  const auto until = steady_clock::now() + limit;
  while (true) {
    const auto status = natsSubscription_NextMsg(&into, &from, at_once);
    if (status != NATS_TIMEOUT || steady_clock::now() >= until) return status;
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace

std::variant<std::unique_ptr<owner_watch>, std::string> owner_watch::start(
    connection_options at, owner_options options, std::shared_ptr<observer> tells) {
  at.name += "-owner";
  at.send_at_once = true;
  auto opened = connection::open(at, std::make_shared<nobody>());
  if (const auto* problem = std::get_if<connect_failed>(&opened)) return problem->what;
  std::unique_ptr<owner_watch> made(new owner_watch(
      std::get<std::shared_ptr<connection>>(std::move(opened)), std::move(options),
      std::move(tells)));
  const auto status =
      natsConnection_SubscribeSync(&made->hears_, made->at_->handle(), made->subject_.c_str());
  if (status != NATS_OK)
    return "cannot listen on " + made->subject_ + ": " + natsStatus_GetText(status);
  made->thread_ = std::thread([watch = made.get()] { watch->run(); });
  return made;
}

owner_watch::owner_watch(std::shared_ptr<connection> at, owner_options options,
                         std::shared_ptr<observer> tells)
    : at_(std::move(at)),
      options_(std::move(options)),
      subject_(options_.prefix + "-engines.owner." + std::to_string(options_.partition)),
      reconnects_(at_->reconnects()),
      contest_(our_face(), options_.waits, times, since_boot(), options_.judged),
      news_(options_.prefix, subject_, std::move(tells)) {
  contest_.hold_back();
}

owner_watch::~owner_watch() {
  leave();
  if (hears_ != nullptr) natsSubscription_Destroy(hears_);
}

// -- the thread --------------------------------------------------------------------------------

void owner_watch::run() {
  for (auto looked_at = since_boot(); !stop_;) {
    notice_standstill(since_boot() - std::exchange(looked_at, since_boot()));
    look_at_connection();
    speak();
    listen();
  }
}

/// Longer than a claim is worth: others may have taken over.
void owner_watch::notice_standstill(millis how_long) {
  if (how_long <= times.sure) return;
  const std::lock_guard held(lock_);
  if (contest_.now_in() != phase::yielded) news_.stood_still(how_long);
}

/// What was missed while the connection was lost is missed for good.
void owner_watch::look_at_connection() {
  const auto reconnects = at_->reconnects();
  if (at_->is_connected() && reconnects == reconnects_) return;
  reconnects_ = reconnects;
  const std::lock_guard held(lock_);
  contest_.cut_off(since_boot());
  changed();
}

void owner_watch::speak() {
  if (!at_->is_connected()) return;
  const std::lock_guard held(lock_);
  const auto said = contest_.speak(since_boot());
  changed();
  if (!said) return;
  const auto text = to_text(*said);
  static_cast<void>(natsConnection_Publish(
      at_->handle(), subject_.c_str(), text.data(), static_cast<int>(text.size())));
}

void owner_watch::listen() {
  millis until{0};
  {
    const std::lock_guard held(lock_);
    until = contest_.next_look();
  }
  constexpr millis least{1}, most{50};
  const auto limit = std::clamp(until - since_boot(), least, most);
  natsMsg* raw = nullptr;
  const auto status = next_message(raw, *hears_, limit);
  if (status == NATS_TIMEOUT) return find_out_whether_carried();
  if (status != NATS_OK) return std::this_thread::sleep_for(limit);
  const message_ptr message(raw);
  look_at_connection();  // before its words are weighed
  hear(body_of(*message));
}

void owner_watch::hear(std::string_view text) {
  const auto said = claim_from_text(text);
  if (!said) return;
  bool lost = false;
  {
    const std::lock_guard held(lock_);
    contest_.hear(*said, since_boot(), options_.wall());
    lost = changed();
  }
  if (lost) options_.on_lost();
}

/// The server answers a ping after it has given out what was said before. A claim that has not come
/// back by then never will: we may not speak or hear on this subject.
void owner_watch::find_out_whether_carried() {
  {
    const std::lock_guard held(lock_);
    if (contest_.now_in() != phase::taking) return;
  }
  constexpr millis limit{1000};
  if (!at_->flush(limit)) return;
  constexpr millis to_come_back{20};
  natsMsg* raw = nullptr;
  if (next_message(raw, *hears_, to_come_back) == NATS_OK) {
    const message_ptr message(raw);
    return hear(body_of(*message));
  }
  const std::lock_guard held(lock_);
  contest_.not_carried(options_.wall());
  changed();
}

// -- what follows ------------------------------------------------------------------------------

/// Precondition: the lock is held.
bool owner_watch::changed() {
  const auto until = is_open_ ? contest_.accepts_until() : millis{0};
  accepts_until_.store(until.count(), std::memory_order_release);
  if (since_boot() < contest_.accepts_until()) holds_until_.reset();
  const bool lost = news_.look_at(contest_);
  changed_.notify_all();
  return lost;
}

// -- other threads -----------------------------------------------------------------------------

void owner_watch::know_log(const std::string& id, std::uint64_t incarnation) {
  const std::lock_guard held(lock_);
  contest_.know_log(id, id + '-' + std::to_string(incarnation) + '@' + host_name());
}

ownership::claim owner_watch::face() {
  const std::lock_guard held(lock_);
  return contest_.self();
}

void owner_watch::be_prepared() {
  const std::lock_guard held(lock_);
  contest_.be_prepared(since_boot());
  changed();
}

owner_watch::decision owner_watch::decided(millis limit) {
  std::unique_lock held(lock_);
  const auto owned = [this] {
    return contest_.now_in() == phase::holding || contest_.now_in() == phase::unheard;
  };
  changed_.wait_for(held, limit, [&] { return owned() || contest_.now_in() == phase::yielded; });
  if (owned()) return owns{};
  if (contest_.now_in() != phase::yielded) return undecided{};
  return refused{news_.refusal(contest_)};
}

bool owner_watch::is_called() {
  const std::lock_guard held(lock_);
  return contest_.now_in() == phase::waiting && contest_.rival() &&
         contest_.rival()->stands == ownership::standing::draining;
}

void owner_watch::be_ready(bool hears_requests) {
  const std::lock_guard held(lock_);
  contest_.be_ready(hears_requests);
  holds_until_ = since_boot() + (hears_requests ? patience_of_an_heir : millis{0});
  changed_.notify_all();
}

bool owner_watch::is_overtaken() {
  const std::lock_guard held(lock_);
  return contest_.now_in() == phase::waiting && contest_.rival() &&
         contest_.rival()->stands == ownership::standing::holding;
}

std::string owner_watch::group_of_our_own() const {
  const bool one_owner = options_.judged || !at_->knows_several_servers();
  if (contest_.now_in() == phase::unheard || !one_owner) return "q";
  return "q-" + contest_.self().process;
}

std::string owner_watch::choose_group() {
  const bool is_heir = is_called();
  const std::lock_guard held(lock_);
  auto group = is_heir ? contest_.rival()->group : group_of_our_own();
  contest_.know_group(group);
  return group;
}

bool owner_watch::shares_group_with_the_silent() {
  const std::lock_guard held(lock_);
  return !contest_.was_handed_over() && contest_.self().group != group_of_our_own();
}

void owner_watch::open() {
  const std::lock_guard held(lock_);
  is_open_ = true;
  changed();
}

/// By the clock that goes on while we are stopped: what was delivered meanwhile is looked at first
/// when we wake up, before anything has been heard of a rival.
bool owner_watch::is_surely_ours() const noexcept {
  return since_boot().count() < accepts_until_.load(std::memory_order_acquire);
}

turn owner_watch::whose_turn() {
  const auto ours = [this] { return is_surely_ours(); };
  if (ours()) return turn::ours;
  std::unique_lock held(lock_);
  if (!holds_until_) holds_until_ = since_boot() + patience;
  const auto is_over = [this] {
    return contest_.now_in() == phase::yielded || contest_.now_in() == phase::left ||
           since_boot() >= holds_until_.value_or(millis::max());
  };
  constexpr millis between_looks{100};
  while (!ours() && !is_over()) changed_.wait_for(held, between_looks);
  if (ours()) return turn::ours;
  return is_lost_now() ? turn::anothers : turn::unsure;
}

bool owner_watch::is_lost_now() const {
  return news_.was_owner() && contest_.now_in() == phase::yielded;
}

bool owner_watch::is_lost() {
  const std::lock_guard held(lock_);
  return is_lost_now();
}

void owner_watch::stand_down(const std::optional<ownership::claim>& owner) {
  const std::lock_guard held(lock_);
  contest_.stand_down(owner);
  changed();
}

void owner_watch::prepare_to_leave(millis limit) {
  std::unique_lock held(lock_);
  contest_.drain();
  if (!contest_.has_heir(since_boot())) return;
  changed_.wait_for(
      held, limit, [this] { return contest_.heir_is_ready() || !contest_.has_heir(since_boot()); });
}

void owner_watch::leave() {
  if (stop_.exchange(true)) return;
  if (thread_.joinable()) thread_.join();
  {
    const std::lock_guard held(lock_);
    contest_.leave();
    changed();
  }
  speak();
  constexpr millis limit{500};
  static_cast<void>(at_->flush(limit));
}

}  // namespace sluice::nats
