#include <map>

#include "domain/channel/gate.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::gate_table_test {
namespace {

using channel::gate;
using channel::urgency;

/// A gate and whoever stands before it, as the table tells it.
class story {
 public:
  std::string take(const std::string& word);
  std::string holds() const {
    return gate_ ? std::to_string(gate_->in_flight()) + ", " + std::to_string(gate_->queued())
                 : "-";
  }

 private:
  using words = std::vector<std::string>;
  std::string limits(const std::string& word);
  std::string path(const words& w, const std::string& word);
  std::string enter(const words& w);
  std::string started();
  std::string ended(const std::string& range, bool was_made);
  std::string look() const;
  std::string room() const { return gate_->has_room(now_) ? "yes" : "no"; }
  template <class Visit>
  static void each(const std::string& range, const Visit& visit);

  std::vector<channel::path_limits> paths_;
  std::optional<gate> gate_;
  std::map<channel::ticket, gate::kind> kinds_;
  instant now_{millis{1'700'000'000'000}};
};

std::string text_of(const std::vector<channel::ticket>& tickets, std::string none) {
  std::string out;
  for (const auto t : tickets) out += (out.empty() ? "" : " ") + std::to_string(t);
  return out.empty() ? none : out;
}

std::uint32_t value_of(const std::string& word, const std::string& name, std::uint32_t otherwise) {
  const auto all = named_values(word);
  const auto it = all.find(name);
  return it == all.end() ? otherwise : static_cast<std::uint32_t>(std::stoul(it->second));
}

template <class Visit>
void story::each(const std::string& range, const Visit& visit) {
  const auto ends = parts_of(range, '-');
  for (auto t = std::stoull(ends.front()); t <= std::stoull(ends.back()); ++t) visit(t);
}

std::string story::limits(const std::string& word) {
  const channel::limits all{
      .enabled = value_of(word, "on", 1) != 0,
      .max_in_flight = value_of(word, "permits", 0),
      .queue_capacity = value_of(word, "queue", 0),
      .queue_deadline = millis{value_of(word, "deadline", 5000)},
      .calls_per_second = value_of(word, "rate", 0),
      .faulty_per_second = value_of(word, "faulty", 0)};
  if (gate_) return text_of(gate_->change_limits(all, now_), "-");
  gate_.emplace(all, paths_);
  CHECK(gate_->limits() == all);
  return "-";
}

std::string story::path(const words& w, const std::string& word) {
  paths_.push_back({.of = channel::path(w.at(1)),
                    .max_in_flight = value_of(word, "permits", 0),
                    .calls_per_second = value_of(word, "rate", 0)});
  return "-";
}

gate::kind kind_of(const std::string& name) {
  static const std::map<std::string, gate::kind> all{
      {"pay", {urgency::payer_waits, true}},
      {"payout", {urgency::background, true}},
      {"refund", {urgency::background}},
      {"doubt", {urgency::settles_doubt}},
      {"hearsay", {urgency::hearsay}}};
  return all.at(name);
}

std::string outcome_of(const gate::entry& e) {
  switch (e.what) {
    case gate::outcome::starts: return "starts";
    case gate::outcome::waits: return "waits";
    case gate::outcome::switched_off: return "switched off";
    case gate::outcome::queue_full: return "queue full";
  }
  return "?";
}

std::string story::enter(const words& w) {
  const bool are_many = w.at(1).find('-') != std::string::npos;
  std::vector<std::pair<std::string, int>> said;
  each(w.at(1), [&](channel::ticket t) {
    auto k = kind_of(w.at(0));
    if (w.size() > 3) k.path = gate_->path_of(*instrument_from_text(w[3]));
    kinds_[t] = k;
    const auto e = gate_->enter(t, k, merchant_id(w.at(2)), now_);
    auto outcome = outcome_of(e);
    if (e.put_out) outcome += ", " + std::to_string(*e.put_out) + " put out";
    if (said.empty() || said.back().first != outcome) said.emplace_back(outcome, 0);
    ++said.back().second;
  });
  std::string out;
  for (const auto& [outcome, count] : said) {
    out += (out.empty() ? "" : ", ") + outcome;
    if (are_many && outcome.find("put out") == std::string::npos)
      out += ' ' + std::to_string(count);
  }
  return out;
}

std::string story::started() {
  std::vector<channel::ticket> out;
  while (const auto t = gate_->next_to_start(now_)) out.push_back(*t);
  return text_of(out, "none");
}

std::string story::ended(const std::string& range, bool was_made) {
  each(range, [&](channel::ticket t) {
    if (was_made)
      gate_->finished(kinds_.at(t));
    else
      gate_->not_started(kinds_.at(t), now_);
  });
  return "-";
}

std::string story::look() const {
  const auto at = gate_->look_again_at(now_);
  return at ? std::to_string((*at - now_).count()) : "never";
}

std::string story::take(const std::string& word) {
  const auto w = parts_of(word, ' ');
  if (w[0] == "limits") return limits(word);
  if (w[0] == "path") return path(w, word);
  if (w[0] == "start") return started();
  if (w[0] == "end" || w[0] == "unmade") return ended(w.at(1), w[0] == "end");
  if (w[0] == "expire") return text_of(gate_->expire(now_), "none");
  if (w[0] == "empty") return text_of(gate_->empty_queue(), "none");
  if (w[0] == "look") return look();
  if (w[0] == "room") return room();
  if (w[0] == "wait") return now_ += millis{std::stoi(w.at(1))}, "-";
  if (word == "too fast") return gate_->too_fast(now_), "-";
  if (word == "faulty") return gate_->faulty(now_), "-";
  return enter(w);
}

}  // namespace

TEST_CASE("Who passes a channel's gate is as the table says") {
  for (const auto& section : read_table("channel/gate_table.txt")) {
    INFO(section.name);
    story s;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      CHECK(s.take(line.word) == line.outcome);
      CHECK(s.holds() == line.holds);
    }
  }
}

}  // namespace sluice::test::gate_table_test
