#include "adapters/channels/key_fetcher.hpp"

#include <mutex>
#include <string>
#include <utility>

#include "adapters/channels/key_fetching.hpp"
#include "adapters/channels/key_schedule.hpp"

namespace sluice {
namespace {

constexpr millis longest_fetch{10'000};

std::string names_of(const std::vector<certificate_end>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : ", ") + one.key + ' ' + one.serial;
  return out;
}

}  // namespace

/// Lives as long as a fetch is under way.
struct key_fetcher::inside : std::enable_shared_from_this<inside> {
  inside(channel which, means by, std::shared_ptr<observer> to)
      : of(std::move(which)), with(by), tells(std::move(to)) {}

  void look() {
    const auto speaks = of.speaks.now();
    const auto* const keys = speaks->fetches_keys();
    if (keys == nullptr) return;
    auto wanted = [&] {
      const std::lock_guard held(lock);
      return schedule.begin(with.clock.now(), keys->fetched_every(with.clock.machine_time()));
    }();
    if (!wanted) return;
    if (!of.share.start([me = shared_from_this(), named = *wanted] { me->ask(named); }))
      end("signing_is_full");
  }

  void ask(const std::string& named) {
    const auto speaks = of.speaks.now();
    auto request = speaks->fetches_keys()->key_request(
        named, {.now = with.clock.machine_time(), .chance = with.chance.next()});
    if (!request) return end("cannot_be_asked");
    auto again = of.line.spare_url.empty() ? http_request{} : *request;
    send(of.line.base_url, *std::move(request),
         [me = shared_from_this(), named, again = std::move(again)](http_result result) mutable {
           const bool has_spoken = result.kind == http_result::outcome::answered;
           if (has_spoken || me->of.line.spare_url.empty())
             return me->hand_over(named, std::move(result));
           me->send(me->of.line.spare_url, std::move(again),
                    [me, named](http_result last) { me->hand_over(named, std::move(last)); });
         });
  }

  void send(const std::string& to, http_request request, http_client::on_result then) {
    of.client->start({.base_url = to,
                      .request = std::move(request),
                      .timeout = longest_fetch,
                      .tls = of.line.tls},
                     std::move(then));
  }

  /// From the client's thread back to the pool.
  void hand_over(const std::string& named, http_result result) {
    of.share.finish([me = shared_from_this(), named, result = std::move(result)] {
      me->take(named, result);
    });
  }

  void take(const std::string& named, const http_result& result) {
    const auto before = of.speaks.now();
    auto brought = before->fetches_keys()->keys_from(named, result, with.clock.machine_time());
    if (auto* const why = std::get_if<std::string>(&brought)) return end(std::move(*why));
    auto& next = std::get<std::shared_ptr<const dialect>>(brought);
    const auto are_known = next->certificates();
    const bool are_others = are_known != before->certificates();
    of.speaks.exchange(std::move(next));
    if (are_others)
      tells->tell(
          {.level = severity::info,
           .event = "channel_keys_exchanged",
           .message = "The channel's certificates were fetched; this account goes by these now.",
           .fields = {{"channel", of.id.value()}, {"certificates", names_of(are_known)}}});
    end({});
  }

  /// `why`: a word. Empty: keys were brought.
  void end(std::string why) {
    const std::lock_guard held(lock);
    schedule.ended(why.empty(), with.chance.next());
    if (why == last_failure) return;
    last_failure = why;
    if (why.empty())
      tells->tell({.level = severity::info,
                   .event = "channel_keys_fetched_again",
                   .message = "The channel's certificates can be fetched again.",
                   .fields = {{"channel", of.id.value()}}});
    else
      tells->tell({.level = severity::warning,
                   .event = "channel_keys_not_fetched",
                   .message = "The channel's certificates could not be fetched; those that are "
                              "known are used on. It is tried again, less and less often.",
                   .fields = {{"channel", of.id.value()}, {"why", std::move(why)}}});
  }

  channel of;
  means with;
  std::shared_ptr<observer> tells;
  std::mutex lock{};  ///< of what follows
  key_schedule schedule{};
  std::string last_failure{};
};

key_fetcher::key_fetcher(channel of, means with, std::shared_ptr<observer> tells)
    : in_(std::make_shared<inside>(std::move(of), with, std::move(tells))) {
  in_->of.speaks.tell_of_unknown_keys(
      [of = std::weak_ptr(in_)](const std::string& named, key_witness by) {
        const auto me = of.lock();
        if (me == nullptr) return;
        {
          const std::lock_guard held(me->lock);
          me->schedule.named(named, by);
        }
        me->look();
      });
}

void key_fetcher::look() { in_->look(); }

}  // namespace sluice
