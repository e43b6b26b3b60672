#include "adapters/nats/owner_news.hpp"

#include <utility>

#include "base/time_text.hpp"

namespace sluice::nats {
namespace {

using ownership::phase;

std::string in_words(const std::optional<ownership::claim>& rival) {
  if (!rival) return "nobody that we know of";
  std::string words = rival->where + ", log " + (rival->log.empty() ? "not open yet" : rival->log);
  if (rival->since != instant{}) words += ", since " + rfc3339(rival->since);
  return words;
}

}  // namespace

owner_news::owner_news(std::string prefix, std::string subject, std::shared_ptr<observer> tells)
    : prefix_(std::move(prefix)), subject_(std::move(subject)), tells_(std::move(tells)) {}

void owner_news::tell(severity level, std::string_view event, const std::string& message) const {
  tells_->tell({level, event, message, {{"prefix", prefix_}}});
}

bool owner_news::look_at(const ownership::contest& as_it_is) {
  const auto now = as_it_is.now_in();
  if (as_it_is.clashed() && now == phase::holding) tell_clash(*as_it_is.rival());
  const auto before = std::exchange(told_, now);
  if (before != now) tell_change(before, now, as_it_is);
  const bool lost = was_owner_ && now == phase::yielded && before != now;
  was_owner_ = was_owner_ || now == phase::holding || now == phase::unheard;
  return lost;
}

void owner_news::stood_still(millis how_long) const {
  if (!was_owner_) return;
  tell(severity::warning, "owner_stood_still",
       "this engine stood still for " + std::to_string(how_long.count()) +
           " ms (stopped, suspended, or short of processor time); it takes no requests under " +
           prefix_ + " until it knows whether another one has taken over");
}

void owner_news::tell_clash(const ownership::claim& rival) {
  if (rival.process == clashed_with_) return;
  clashed_with_ = rival.process;
  tell(severity::critical, "owner_clash",
       "another engine took requests under " + prefix_ + " at the same time as this one: " +
           in_words(rival) + ". It has to stop, this one goes on; compare what both have taken");
}

void owner_news::tell_change(phase before, phase now, const ownership::contest& as_it_is) const {
  if (now == phase::yielded && was_owner_)
    return tell(
        severity::critical, "owner_lost",
        "another engine takes the requests under " + prefix_ + ": " + in_words(as_it_is.rival()) +
            ". This one has stopped accepting, for good; it finishes what it has taken");
  if (now == phase::unheard)
    return tell(severity::critical, "owner_unguarded",
                "the server does not carry " + subject_ +
                    " back to us, so that nobody would notice a second engine under " + prefix_ +
                    "; allow us to publish and to subscribe there");
  if (now == phase::asking && was_owner_)
    return tell(severity::warning, "owner_unsure",
                "it is not sure that no other engine takes the requests under " + prefix_ +
                    "; accepting none until it is");
  if (now == phase::holding && before == phase::taking && was_owner_)
    return tell(severity::info, "owner_again", "no other engine is there; accepting again");
}

std::string owner_news::refusal(const ownership::contest& as_it_is) const {
  const auto& rival = as_it_is.rival();
  const bool is_owner = rival && rival->since != instant{};
  return (is_owner ? "the requests under " + prefix_ + " are taken by another engine: "
                   : "another engine is about to take the requests under " + prefix_ + ": ") +
         in_words(rival) +
         (as_it_is.rival_has_another_log()
              ? ". Its log is not the one of this engine, which would pay again what is asked for "
                "again: start this one on that log, or give it another prefix"
              : ". Two would pay twice: stop that one, or give this one another prefix, or start "
                "it with --wait to take over when that one lets go");
}

}  // namespace sluice::nats
