#include "sim/world/scenario_reader.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "base/nearest_word.hpp"

namespace sluice::sim {
namespace {

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string as_written(const toml::node& node) {
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  if (const auto text = node.value_exact<std::string>()) return in_quotes(*text);
  std::ostringstream out;
  if (const auto number = node.value_exact<double>())
    out << *number;
  else
    node.visit([&](const auto& value) { out << value; });
  return out.str();
}

std::string range_text(std::int64_t least, std::int64_t most) {
  return "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

const toml::node* scenario_reader::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return table_->get(key);
}

// -- values -------------------------------------------------------------------------------

void scenario_reader::text(std::string_view key, std::string& into) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  const auto value = node->value_exact<std::string>();
  if (value && !value->empty())
    into = *value;
  else
    wrong(*node, key, "text in quotes");
}

void scenario_reader::flag(std::string_view key, bool& into) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  if (const auto value = node->value_exact<bool>())
    into = *value;
  else
    wrong(*node, key, "true or false");
}

void scenario_reader::whole(std::string_view key, std::uint32_t& into, std::int64_t least,
                            std::int64_t most) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  const auto value = node->value_exact<std::int64_t>();
  if (value && *value >= least && *value <= most)
    into = static_cast<std::uint32_t>(*value);
  else
    wrong(*node, key, range_text(least, most));
}

void scenario_reader::span(std::string_view key, span_of& into, std::int64_t least,
                           std::int64_t most) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  const auto fits = [&](const std::optional<std::int64_t>& n) {
    return n && *n >= least && *n <= most;
  };
  const auto one = node->value_exact<std::int64_t>();
  if (fits(one)) {
    into = {*one, *one};
    return;
  }
  if (const auto* const pair = node->as_array(); pair != nullptr && pair->size() == 2) {
    const auto from = pair->get(0)->value_exact<std::int64_t>();
    const auto to = pair->get(1)->value_exact<std::int64_t>();
    if (fits(from) && fits(to) && *from <= *to) {
      into = {*from, *to};
      return;
    }
  }
  wrong(*node, key, range_text(least, most) + ", or two of them as [least, most]");
}

void scenario_reader::share(std::string_view key, ppm& into) {
  const auto* const node = find(key);
  if (node == nullptr) return;
  // The only place where a rate is not a whole number.
  const auto written = node->is_number() ? node->value<double>() : std::nullopt;
  if (written && *written >= 0 && *written <= 1) {
    const auto parts = std::llround(*written * always);
    if (parts > 0 || *written == 0) {
      into = static_cast<ppm>(parts);
      return;
    }
  }
  wrong(*node, key, "a number from 0 to 1 with up to six decimals");
}

std::optional<std::string> scenario_reader::one_of(std::string_view key,
                                                   const std::vector<std::string>& allowed) {
  const auto* const node = find(key);
  if (node == nullptr) return std::nullopt;
  auto written = node->value_exact<std::string>();
  if (!written)
    wrong(*node, key, "one of " + listed(allowed));
  else if (std::find(allowed.begin(), allowed.end(), *written) == allowed.end())
    unknown(*node, key, *written, allowed);
  else
    return written;
  return std::nullopt;
}

std::vector<std::string> scenario_reader::some_of(std::string_view key,
                                                  const std::vector<std::string>& allowed) {
  const auto* const node = find(key);
  if (node == nullptr) return {};
  const auto* const list = node->as_array();
  if (list == nullptr || list->empty()) {
    wrong(*node, key, "a list of " + listed(allowed));
    return {};
  }
  std::vector<std::string> names;
  for (const auto& element : *list) {
    const auto written = element.value_exact<std::string>();
    if (!written)
      wrong(element, key, "a list of " + listed(allowed));
    else if (std::find(allowed.begin(), allowed.end(), *written) == allowed.end())
      unknown(element, key, *written, allowed);
    else
      names.push_back(*written);
  }
  return names;
}

// -- tables -------------------------------------------------------------------------------

std::optional<scenario_reader> scenario_reader::table(std::string_view key) {
  const auto* const node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* const inner = node->as_table())
    return scenario_reader(*inner, '[' + std::string(key) + ']', *faults_);
  wrong(*node, key, "a table [" + std::string(key) + ']');
  return std::nullopt;
}

std::vector<scenario_reader> scenario_reader::tables(std::string_view key) {
  const auto* const node = find(key);
  if (node == nullptr) return {};
  const auto title = "[[" + std::string(key) + "]]";
  std::vector<scenario_reader> found;
  if (const auto* const list = node->as_array())
    for (const auto& element : *list)
      if (const auto* const inner = element.as_table()) found.emplace_back(*inner, title, *faults_);
  if (found.empty()) wrong(*node, key, "tables " + title);
  return found;
}

// -- faults -------------------------------------------------------------------------------

std::string scenario_reader::where() const { return title_.empty() ? "" : " in " + title_; }

void scenario_reader::note(const toml::source_position& at, std::string what) {
  faults_->push_back({std::max(at.line, 1U), std::move(what)});
}

void scenario_reader::complain(std::string_view key, const std::string& what) {
  const auto* const node = table_->get(key);
  note((node != nullptr ? *node : *table_).source().begin, std::string(key) + where() + ' ' + what);
}

void scenario_reader::wrong(const toml::node& at, std::string_view key,
                            const std::string& allowed) {
  note(at.source().begin,
       std::string(key) + where() + " is " + as_written(at) + "; allowed is " + allowed);
}

void scenario_reader::unknown(const toml::node& at, std::string_view key, const std::string& word,
                              const std::vector<std::string>& allowed) {
  const auto meant = nearest_word(word, allowed);
  note(at.source().begin, std::string(key) + where() + " is " + in_quotes(word) +
                              (meant ? "; did you mean " + in_quotes(*meant) + '?' : "") +
                              " (allowed: " + listed(allowed) + ')');
}

void scenario_reader::require(std::string_view key, std::string_view allowed) {
  if (find(key) == nullptr) complain(key, "is missing; it takes " + std::string(allowed));
}

void scenario_reader::finish() {
  for (const auto& [key, node] : *table_) {
    if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
    const auto meant = nearest_word(key.str(), known_);
    note(key.source().begin, "unknown key " + in_quotes(key.str()) + where() +
                                 (meant ? "; did you mean " + in_quotes(*meant) + '?' : "") +
                                 " (allowed: " + listed(known_) + ')');
  }
}

}  // namespace sluice::sim
