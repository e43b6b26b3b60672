#include "app/numbers.hpp"

#include <optional>

#include "events/stream_name.hpp"
#include "store/key_layout.hpp"
#include "store/log_history.hpp"
#include "store/number_key.hpp"

namespace sluice::app {
namespace {

/// What numbers are derived from, as the log remembers it. Of the key only a fingerprint: who reads
/// the database alone cannot foresee a number.
struct origin {
  std::string key_fingerprint;
  std::string name_space;

  friend bool operator==(const origin&, const origin&) = default;
};

// DO NOT CHANGE: this is on disks (events/FORMAT.md). No number is derived from a text without '/'.
origin origin_of(const hash_key& key, const std::string& name_space) {
  return {store::to_text(keyed_hash(key, "fingerprint of the number key")), name_space};
}

std::optional<origin> remembered_in(const store::event_log& log) {
  const auto text = log.find_entry(store::entry_kind::number_origin, "");
  if (!text) return std::nullopt;
  const auto blank = text->find(' ');
  return origin{
      text->substr(0, blank), blank == std::string::npos ? std::string{} : text->substr(blank + 1)};
}

/// A sentence why it could not be written.
std::optional<std::string> remember_in(store::event_log& log, const origin& now) {
  store::append_request request{};
  request.stream = "numbers";  // gets no record: the entry alone is written
  request.entries = {
      {store::entry_kind::number_origin, "", now.key_fingerprint + ' ' + now.name_space}};
  const auto written = log.append({&request, 1});
  const auto* failed = std::get_if<store::write_failed>(&written);
  return failed == nullptr ? std::nullopt : std::optional{failed->what};
}

/// Of a log that holds configuration only no channel has been asked anything yet. Where one has
/// orders, the first of them comes soon.
bool has_orders(const store::event_log& log) {
  bool found = false;
  const auto damage = log.read_all(1, [&](const store::record& r) {
    const auto owner = owner_of_stream(r.stream);
    found = owner && std::holds_alternative<order_id>(*owner);
    return !found;
  });
  return found || damage;
}

constexpr auto why_and_way_out =
    ". Under other numbers a channel pays again what the log has forgotten. If there is no way "
    "back, start once with --accept-new-numbers";

std::string key_is_missing(const numbers_wanted& wanted) {
  return (wanted.folder / "NUMBER_KEY").string() +
         " is missing, and the log beside it has orders under numbers that were derived from it: "
         "put it back from the backup" +
         why_and_way_out;
}

std::string what_differs(const origin& then, const origin& now) {
  std::string text;
  if (then.key_fingerprint != now.key_fingerprint)
    text = "another NUMBER_KEY (fingerprint " + then.key_fingerprint + ", not " +
           now.key_fingerprint + ")";
  if (then.name_space != now.name_space)
    text += (text.empty() ? "" : " and ") + ("the prefix \"" + then.name_space + "\", not \"") +
            now.name_space + '"';
  return text;
}

std::string refusal(const origin& then, const origin& now, const numbers_wanted& wanted) {
  const bool other_key = then.key_fingerprint != now.key_fingerprint;
  const bool other_prefix = then.name_space != now.name_space;
  return "the log in " + wanted.folder.string() + " has orders under numbers of " +
         what_differs(then, now) + ": " +
         (other_key ? "put its own NUMBER_KEY back from the backup" : "") +
         (other_key && other_prefix ? ", and " : "") +
         (other_prefix ? "use the prefix \"" + then.name_space + "\"" : "") + why_and_way_out;
}

void tell_of_new(observer& tells, const std::string& before) {
  tells.tell({.level = severity::critical,
              .event = "numbers_renewed",
              .message = "From now on channels are asked under other numbers, as a person accepts; "
                         "before, the log had orders under those of " +
                         before + ". What it has forgotten a channel would pay again."});
}

void tell_of_new_key(observer& tells) {
  tells.tell({.level = severity::critical,
              .event = "number_key_made",
              .message = "There was no NUMBER_KEY beside the log, and a new one was made. If the "
                         "folder was put back, stop the engine and put its NUMBER_KEY back too: "
                         "under other numbers a channel pays again what the log has forgotten."});
}

}  // namespace

std::variant<std::shared_ptr<const channel_numbers>, std::string> open_numbers(
    store::event_log& log, const numbers_wanted& wanted, observer& tells) {
  const auto before = remembered_in(log);
  const bool has_past = has_orders(log);
  const bool must_agree = before && has_past && !wanted.accept_new;
  const auto opened = store::open_number_key(
      wanted.folder, must_agree ? std::nullopt : std::optional(wanted.fresh));
  if (const auto* error = std::get_if<store::open_error>(&opened))
    return error->kind == store::open_problem::missing ? key_is_missing(wanted) : error->message;
  const auto& key = std::get<store::number_key>(opened);
  const auto now = origin_of(key.key, wanted.name_space);
  auto numbers = std::make_shared<const channel_numbers>(key.key, wanted.name_space);
  if (before == now) return numbers;
  if (must_agree) return refusal(*before, now, wanted);
  if (before && has_past) tell_of_new(tells, what_differs(*before, now));
  if (!before && has_past && key.made_now) tell_of_new_key(tells);
  if (auto failed = remember_in(log, now)) return *failed;
  return numbers;
}

}  // namespace sluice::app
