#include "sim/judges/settings_judge.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice::sim {
namespace {

using values = std::vector<std::string>;

values values_of(const channel::limits& l) {
  return {std::to_string(l.enabled),          std::to_string(l.max_in_flight),
          std::to_string(l.queue_capacity),   std::to_string(l.queue_deadline.count()),
          std::to_string(l.calls_per_second), std::to_string(l.faulty_per_second)};
}

channel::limits limits_of(const values& v) {
  const auto number = [&](std::size_t i) { return static_cast<std::uint32_t>(std::stoul(v[i])); };
  return {number(0) != 0, number(1), number(2), millis{number(3)}, number(4), number(5)};
}

std::string text_of(const std::vector<business_type>& types) {
  std::string out;
  for (const auto t : types) out += std::string(name_of(t)) + ' ';
  return out;
}

std::string text_of(const std::vector<channel_id>& channels) {
  std::string out;
  for (const auto& c : channels) out += c.value() + ' ';
  return out;
}

std::string listed(const values& v) {
  std::string out;
  for (const auto& one : v) out += one + "; ";
  return out;
}

constexpr std::size_t life_place = 0;
const std::string active = "active";
const std::string closed = "closed";

/// As an answer tells them; nothing: it tells of no settings.
std::optional<values> told_in(const answer& a) {
  if (const auto* c = std::get_if<channel_view>(&a))
    return values_of({c->enabled, c->max_in_flight, c->queue_capacity, c->queue_deadline,
                      c->calls_per_second, c->faulty_per_second});
  if (const auto* m = std::get_if<merchant_view>(&a))
    return values{m->life, text_of(m->business_types), text_of(m->channels)};
  return std::nullopt;
}

}  // namespace

// -- the books -----------------------------------------------------------------------------------

void settings_judge::durable(const channel::event& e) {
  std::visit(overloaded{
                 [&](const channel::configured& c) {
                   const auto stream = channel_stream(c.channel);
                   file_says(books_[stream], values_of(c.limits), stream);
                   limits_changed(c.channel);
                 },
                 [&](const channel::changed& c) {
                   std::map<std::size_t, std::string> said;
                   const auto& w = c.what;
                   if (w.enabled) said[0] = std::to_string(*w.enabled);
                   if (w.max_in_flight) said[1] = std::to_string(*w.max_in_flight);
                   if (w.queue_capacity) said[2] = std::to_string(*w.queue_capacity);
                   if (w.queue_deadline) said[3] = std::to_string(w.queue_deadline->count());
                   if (w.calls_per_second) said[4] = std::to_string(*w.calls_per_second);
                   if (w.faulty_per_second) said[5] = std::to_string(*w.faulty_per_second);
                   person_says(books_[channel_stream(c.channel)], said);
                   limits_changed(c.channel);
                 },
                 [&](const channel::path_turned& p) { paths_.durable(p, time_->now()); },
                 [&](const channel::path_forced& p) { paths_.durable(p, time_->now()); },
             },
             e);
}

/// With other limits it may have no room for as long as the calls take that run already.
void settings_judge::limits_changed(const channel_id& channel) {
  constexpr millis longest_call{15'000};
  auto& full = facts_->fullness_of(channel);
  full.until = std::max(full.until, time_->now() + longest_call);
}

void settings_judge::durable(const merchant::event& e) {
  const auto named = [](const merchant::change_of& w) {
    std::map<std::size_t, std::string> said;
    if (w.life) said[life_place] = std::string(name_of(*w.life));
    if (w.business_types) said[1] = text_of(*w.business_types);
    if (w.channels) said[2] = text_of(*w.channels);
    return said;
  };
  std::visit(
      overloaded{
          [&](const merchant::configured& c) {
            const auto stream = merchant_stream(c.merchant);
            file_says(
                books_[stream],
                {c.enabled ? active : "frozen", text_of(c.business_types), text_of(c.channels)},
                stream);
          },
          [&](const merchant::created& c) {
            auto& b = books_[merchant_stream(c.merchant)];
            if (!b.versions.empty())
              verdict_->guilty(
                  promise::states_stand, c.merchant.value() + " is made although there is one");
            b.versions.push_back({time_->now(), {"applied", "", ""}});
            person_says(b, named(c.what));
          },
          [&](const merchant::changed& c) {
            person_says(books_[merchant_stream(c.merchant)], named(c.what));
          },
          [](const merchant::limited&) {},  // they say how much, not whether
          [](const merchant::degraded&) {},
          [](const merchant::promoted&) {},
          [](const merchant::amount_reserved&) {},
          [&](const merchant::withdrawn& c) {
            auto& b = books_[merchant_stream(c.merchant)];
            b.in_file.reset();
            if (!b.versions.empty() && b.versions.back().now[life_place] == active)
              person_says(b, {{life_place, "frozen"}});
          },
      },
      e);
}

void settings_judge::file_says(book& b, const values& said, const std::string& stream) {
  if (b.in_file == said)
    verdict_->guilty(promise::states_stand, stream +
                                                ": the file is taken over once more, although "
                                                "it says nothing new");
  auto next = b.versions.empty() ? said : b.versions.back().now;
  const bool is_closed = !b.versions.empty() && next[life_place] == closed;
  for (std::size_t i = 0; i < said.size(); ++i)
    if (!b.in_file || (*b.in_file)[i] != said[i])
      if (!(is_closed && i == life_place)) next[i] = said[i];
  b.in_file = said;
  b.versions.push_back({time_->now(), std::move(next)});
}

void settings_judge::person_says(book& b, const std::map<std::size_t, std::string>& said) {
  if (b.versions.empty())
    return verdict_->guilty(promise::states_stand, "something is changed that there is not");
  auto next = b.versions.back().now;
  for (const auto& [place, value] : said) next[place] = value;
  b.versions.push_back({time_->now(), std::move(next)});
}

// -- what is told --------------------------------------------------------------------------------

settings_judge::asked settings_judge::note(const question& ask) const {
  const auto about = [&](std::string stream) {
    const auto known = books_.find(stream);
    const auto versions = known == books_.end() ? 0 : known->second.versions.size();
    return asked{std::move(stream), versions};
  };
  return std::visit(
      overloaded{
          [&](const get_channel& q) { return about(channel_stream(q.channel)); },
          [&](const change_channel& q) { return about(channel_stream(q.channel)); },
          [&](const force_path& q) { return about(channel_stream(q.channel)); },
          [&](const get_merchant& q) { return about(merchant_stream(q.merchant)); },
          [&](const create_merchant& q) { return about(merchant_stream(q.merchant)); },
          [&](const change_merchant& q) { return about(merchant_stream(q.merchant)); },
          [&](const degrade_merchant& q) { return about(merchant_stream(q.merchant)); },
          [&](const promote_merchant& q) { return about(merchant_stream(q.merchant)); },
          [&](const auto&) { return asked{}; },
      },
      ask);
}

/// It may have been overtaken by a change; never does it tell what is not durable.
void settings_judge::answered(const asked& q, const answer& a) {
  const auto told = told_in(a);
  if (q.stream.empty() || !told) return;
  const auto& versions = books_[q.stream].versions;
  const auto from =
      versions.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(q.version, 1) - 1);
  const bool is_right = !versions.empty() && std::any_of(from, versions.end(), [&](const auto& v) {
    return v.now == *told;
  });
  if (!is_right)
    verdict_->guilty(
        promise::states_stand, q.stream + " tells " + listed(*told) + ", but the log says " +
                                   (versions.empty() ? "nothing" : listed(versions.back().now)));
}

// -- what holds ----------------------------------------------------------------------------------

std::vector<const settings_judge::version*> settings_judge::since(const std::string& stream,
                                                                  world_time t) const {
  std::vector<const version*> out;
  const auto known = books_.find(stream);
  if (known == books_.end()) return out;
  // The last one that had surely been taken note of by then, and all later ones.
  const auto is_settled = [&](const version& v) { return v.from < t; };
  for (auto v = known->second.versions.rbegin(); v != known->second.versions.rend(); ++v) {
    out.push_back(&*v);
    if (is_settled(*v) && (v->from != time_->now() && disturbed_ != time_->now())) break;
  }
  return out;
}

channel::limits settings_judge::loosest_since(const channel_id& channel, world_time t) const {
  const auto all = since(channel_stream(channel), t);
  if (all.empty()) return {};
  auto out = limits_of(all.front()->now);
  for (const auto* v : all) {
    const auto l = limits_of(v->now);
    out.enabled |= l.enabled;
    out.max_in_flight = std::max(out.max_in_flight, l.max_in_flight);
    out.queue_capacity = std::max(out.queue_capacity, l.queue_capacity);
    out.queue_deadline = std::max(out.queue_deadline, l.queue_deadline);
    const bool no_rate = out.calls_per_second == 0 || l.calls_per_second == 0;
    out.calls_per_second = no_rate ? 0 : std::max(out.calls_per_second, l.calls_per_second);
  }
  return out;
}

bool settings_judge::was_on_since(const channel_id& channel, world_time t) const {
  const auto all = since(channel_stream(channel), t);
  return std::all_of(
      all.begin(), all.end(), [](const version* v) { return limits_of(v->now).enabled; });
}

bool settings_judge::was_active_since(const merchant_id& merchant, world_time t) const {
  const auto all = since(merchant_stream(merchant), t);
  return !all.empty() && std::all_of(all.begin(), all.end(), [](const version* v) {
    return v->now[life_place] == active;
  });
}

bool settings_judge::is_active(const merchant_id& merchant) const {
  const auto all = since(merchant_stream(merchant), time_->now());
  return std::any_of(
      all.begin(), all.end(), [](const version* v) { return v->now[life_place] == active; });
}

std::vector<std::vector<std::string>> settings_judge::channels_of(
    const merchant_id& merchant) const {
  std::vector<std::vector<std::string>> out;
  for (const auto* v : since(merchant_stream(merchant), time_->now())) {
    std::istringstream names(v->now[2]);
    out.emplace_back(
        std::istream_iterator<std::string>(names), std::istream_iterator<std::string>());
  }
  return out;
}

void settings_judge::file_holds() {
  for (const auto& c : file_->channels)
    if (books_[channel_stream(c.id)].in_file != values_of(c.limits))
      verdict_->guilty(
          promise::states_stand, c.id.value() + ": what the file says was never taken over");
  for (const auto& m : file_->merchants)
    if (books_[merchant_stream(m.id)].in_file !=
        values{m.enabled ? active : "frozen", text_of(m.business_types), text_of(m.channels)})
      verdict_->guilty(
          promise::states_stand, m.id.value() + ": what the file says was never taken over");
}

}  // namespace sluice::sim
