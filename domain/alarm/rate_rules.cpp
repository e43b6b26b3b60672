#include "domain/alarm/rate_rules.hpp"

namespace sluice::alarm {
namespace {

constexpr std::uint32_t paid_in_a_row_is_clear = 3;

bool is_below(const two_counts::counts& c, std::uint32_t least, std::uint32_t percent) {
  return c.all() >= least && c.good * 100 < c.all() * percent;
}

}  // namespace

std::string key_of_code(const std::string& path, const std::string& code) {
  return path + ':' + code;
}

rate_rules::line& rate_rules::line_of(const std::string& path) {
  const auto at = paths_.find(path);
  if (at != paths_.end()) return at->second;
  return paths_
      .emplace(path, line{.in_long = two_counts(t_.rate_window),
                          .in_short = two_counts(t_.rate_short_window),
                          .answers = two_counts(t_.code_window),
                          .last_result = begun_})
      .first->second;
}

void rate_rules::take(const call_ended& c, instant now, std::vector<match>& found) {
  if (c.how == call_end::answered || (c.how == call_end::no_answer && !c.pays)) return;
  auto& name = names_[c.where];
  if (name.empty()) name = to_text(c.where);
  auto& of = line_of(name);
  of.last_result = now;
  of.answers.count(c.how != call_end::paid, now);
  if (c.how != call_end::paid && !c.code.empty()) count_code(of, name, c.code, now, found);
  if (c.how == call_end::declined) return;
  const bool failed = c.how != call_end::paid;
  of.in_long.count(failed, now);
  of.in_short.count(failed, now);
  if (failed) {
    of.failures_in_a_row.push_back(now);
    if (of.failures_in_a_row.size() > t_.failures_in_a_row) of.failures_in_a_row.pop_front();
    of.paid_in_a_row = 0;
  } else {
    of.failures_in_a_row.clear();
    ++of.paid_in_a_row;
  }
  look_at_rate(of, name, now, found);
}

void rate_rules::count_code(line& of, const std::string& path, const std::string& code, instant now,
                            std::vector<match>& found) {
  auto at = of.codes.find(code);
  if (at == of.codes.end()) {
    if (of.codes.size() >= most_codes) return;
    at = of.codes.emplace(code, two_counts(t_.code_window)).first;
  }
  at->second.count(true, now);
  if (is_frequent(at->second, of, now))
    found.push_back(
        {kind::code_frequent, key_of_code(path, code), at->second.at(now).bad,
         std::to_string(at->second.at(now).bad) + " of the last " +
             std::to_string(of.answers.at(now).all()) + " answers on " + path + " were " + code});
}

bool rate_rules::is_frequent(two_counts& code, line& of, instant now) const {
  const auto many = code.at(now).bad;
  return many >= t_.code_least && many * 100 >= of.answers.at(now).all() * t_.code_percent;
}

/// In a row only where there is too little traffic for a rate: a burst of failures in much that is
/// good is no outage.
void rate_rules::look_at_rate(line& of, const std::string& path, instant now,
                              std::vector<match>& found) {
  const auto& all = of.in_long.at(now);
  if (is_below(all, t_.rate_least, t_.success_percent) &&
      is_below(of.in_short.at(now), t_.rate_short_least, t_.success_percent))
    found.push_back({kind::success_rate, path, all.bad,
                     std::to_string(all.good) + " of the last " + std::to_string(all.all()) +
                         " payments on " + path + " succeeded"});
  const auto& row = of.failures_in_a_row;
  if (all.all() < t_.rate_least && row.size() >= t_.failures_in_a_row &&
      row.front() > now - t_.row_window)
    found.push_back(
        {kind::success_rate, path, row.size(),
         "the last " + std::to_string(row.size()) + " payments on " + path + " failed"});
}

bool rate_rules::is_clear(kind what, const std::string& key, instant now) {
  if (what == kind::code_frequent) {
    const auto colon = key.find(':');
    auto& of = line_of(key.substr(0, colon));
    const auto code = of.codes.find(key.substr(colon + 1));
    return of.last_result > begun_ &&
           (code == of.codes.end() || !is_frequent(code->second, of, now));
  }
  auto& of = line_of(key);
  if (of.in_long.at(now).all() < t_.rate_least) return of.paid_in_a_row >= paid_in_a_row_is_clear;
  const auto& recent = of.in_short.at(now);
  return recent.all() >= t_.rate_short_least &&
         recent.good * 100 >= recent.all() * t_.success_percent;
}

instant rate_rules::last_heard(const std::string& key) const {
  const auto at = paths_.find(key.substr(0, key.find(':')));
  return at == paths_.end() ? begun_ : at->second.last_result;
}

}  // namespace sluice::alarm
