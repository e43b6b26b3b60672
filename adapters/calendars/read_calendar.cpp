#include "adapters/calendars/read_calendar.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include "base/nearest_word.hpp"

namespace sluice {
namespace {

using settlement::day_number;
using settlement::notice;

constexpr std::array<std::string_view, 5> keys{"year", "version", "source", "off", "make_up"};

day_number number_of(const toml::date& date) {
  return static_cast<day_number>(
      std::chrono::sys_days{std::chrono::year{date.year} / date.month / date.day}
          .time_since_epoch()
          .count());
}

/// One file, while it is being read.
class reader {
 public:
  reader(const toml::table& file, const std::string& name) : file_(file), name_(name) {}

  std::variant<notice, calendar_problems> read() {
    notice out;
    whole("year", out.year);
    whole("version", out.version);
    text("source", out.source);
    days("off", out.off);
    days("make_up", out.make_up);
    find_unknown_keys();
    if (problems_.empty())
      for (const auto& fault : faults_in(out)) note(line_of(fault), fault.what);
    if (problems_.empty()) return out;
    std::ranges::stable_sort(problems_, {}, &calendar_problem::line);
    return std::move(problems_);
  }

 private:
  void note(std::uint32_t line, std::string what) {
    problems_.push_back({name_, std::max(line, 1U), std::move(what)});
  }
  static std::uint32_t line_of(const toml::node& node) { return node.source().begin.line; }

  /// Of a day the last place where it stands: there it is once too often.
  std::uint32_t line_of(const settlement::notice_fault& fault) const {
    if (fault.day) return lines_.at(*fault.day);
    const auto* const node = file_.get(fault.what.substr(0, fault.what.find(' ')));
    return node == nullptr ? 1 : line_of(*node);
  }

  /// Null where it is missing, which has been noted.
  const toml::node* find(std::string_view key, std::string_view allowed) {
    const auto* const node = file_.get(key);
    if (node == nullptr)
      note(1, std::string(key) + " is missing; it takes " + std::string(allowed));
    return node;
  }
  void wrong(const toml::node& node, std::string_view key, std::string_view allowed) {
    note(line_of(node), std::string(key) + " must be " + std::string(allowed));
  }

  template <class Number>
  void whole(std::string_view key, Number& into) {
    constexpr std::string_view allowed = "a whole number";
    const auto* const node = find(key, allowed);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::int64_t>();
    if (value && std::in_range<Number>(*value))
      into = static_cast<Number>(*value);
    else
      wrong(*node, key, allowed);
  }

  void text(std::string_view key, std::string& into) {
    constexpr std::string_view allowed = "text in quotes: the notice's title, number and date";
    const auto* const node = find(key, allowed);
    if (node == nullptr) return;
    if (auto value = node->value_exact<std::string>())
      into = *std::move(value);
    else
      wrong(*node, key, allowed);
  }

  void days(std::string_view key, std::vector<day_number>& into) {
    constexpr std::string_view allowed = "a list of days, such as [2026-01-01, 2026-01-02]";
    const auto* const node = find(key, allowed);
    if (node == nullptr) return;
    const auto* const list = node->as_array();
    if (list == nullptr) return wrong(*node, key, allowed);
    for (const auto& element : *list) {
      const auto day = element.value_exact<toml::date>();
      if (!day) {
        wrong(element, key, allowed);
        continue;
      }
      into.push_back(number_of(*day));
      lines_[into.back()] = line_of(element);
    }
  }

  void find_unknown_keys() {
    for (const auto& [key, node] : file_) {
      if (std::ranges::find(keys, key.str()) != keys.end()) continue;
      const auto meant = nearest_word(key.str(), {keys.begin(), keys.end()});
      note(key.source().begin.line,
           "unknown key \"" + std::string(key.str()) + '"' +
               (meant ? "; did you mean \"" + std::string(*meant) + "\"?" : "") +
               " (allowed: year, version, source, off, make_up)");
    }
  }

  const toml::table& file_;
  const std::string& name_;
  calendar_problems problems_{};
  std::map<day_number, std::uint32_t> lines_{};
};

std::variant<notice, calendar_problems> read_file(const std::string& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || !text) return calendar_problems{{path, 1, "the file cannot be read"}};
  return read_calendar(text.str(), path);
}

}  // namespace

std::string to_string(const calendar_problem& p) {
  return p.file + ':' + std::to_string(p.line) + ": " + p.what;
}

std::variant<notice, calendar_problems> read_calendar(std::string_view text,
                                                      const std::string& file) {
  try {
    const auto parsed = toml::parse(text, std::string_view(file));
    return reader(parsed, file).read();
  } catch (const toml::parse_error& e) {
    return calendar_problems{{file, e.source().begin.line, std::string(e.description())}};
  }
}

std::variant<settlement::calendar, calendar_problems> load_calendar(
    const std::vector<std::string>& files) {
  settlement::calendar out;
  for (const auto& shipped : shipped_calendars())
    out.put(std::get<notice>(read_calendar(shipped.text, std::string(shipped.name))));
  calendar_problems problems;
  std::map<std::int32_t, std::string> told_by;
  for (const auto& path : files) {
    auto read = read_file(path);
    if (auto* const bad = std::get_if<calendar_problems>(&read)) {
      problems.insert(problems.end(), bad->begin(), bad->end());
      continue;
    }
    auto& n = std::get<notice>(read);
    if (const auto [first, is_new] = told_by.try_emplace(n.year, path); !is_new)
      problems.push_back(
          {path, 1, "year is " + std::to_string(n.year) + ", as in " + first->second});
    out.put(std::move(n));
  }
  if (problems.empty()) return out;
  return problems;
}

}  // namespace sluice
