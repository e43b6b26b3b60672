#include "tests/domain/channel/breaker_text.hpp"

#include "base/overloaded.hpp"
#include "domain/channel/path_words.hpp"
#include "tests/catch.hpp"

namespace sluice::test {
namespace {

std::string seconds(instant t) {
  const auto ms = t.time_since_epoch().count();
  return std::to_string(ms / 1000) + (ms % 1000 == 0 ? "" : '.' + std::to_string(ms % 1000 / 100));
}

std::string text_of(const channel::call_counts& c) {
  return std::to_string(c.finished) + '/' + std::to_string(c.failed) + '/' + std::to_string(c.slow);
}

}  // namespace

channel::outcome outcome_named(const std::string& name) {
  if (name == "good") return channel::outcome::good;
  if (name == "bad") return channel::outcome::bad;
  if (name == "account") return channel::outcome::account;
  if (name == "too_fast") return channel::outcome::too_fast;
  REQUIRE(name == "nobody_asked");
  return channel::outcome::nobody_asked;
}

channel::path_switch switch_named(const std::string& name) {
  const auto known = channel::switch_from_name(name);
  REQUIRE(known.has_value());
  return *known;
}

std::string text_of(const channel::path& p) { return p.is_whole_channel() ? "channel" : p.text(); }

std::string text_of(channel::breaker_phase phase) { return std::string(name_of(phase)); }

std::string text_of(const channel::path_event& e) {
  return std::visit(
      overloaded{
          [](const channel::path_turned& t) {
            return text_of(t.where) + ' ' + text_of(t.to) + ' ' + std::string(name_of(t.why)) +
                   ' ' + text_of(t.counted) +
                   (t.until ? " until " + seconds(*t.until) + " x" + std::to_string(t.times_opened)
                            : "");
          },
          [](const channel::path_forced& f) {
            return text_of(f.where) + " switched " + std::string(name_of(f.to));
          },
      },
      e);
}

}  // namespace sluice::test
