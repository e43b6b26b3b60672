#include "adapters/nats/claim_text.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace sluice::nats {
namespace {

using ownership::standing;
using json = nlohmann::ordered_json;

constexpr std::size_t longest_claim = 2048;
constexpr std::size_t longest_word = 200;

/// In the order of the enumerators.
constexpr std::array<std::string_view, 6> words{
    "waiting", "asking", "taking", "holding", "draining", "leaving"};

std::optional<standing> standing_of(std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return static_cast<standing>(i);
  return std::nullopt;
}

/// It is shown to people: not longer than what an engine says of itself, and without tricks.
bool is_plain(const std::string& text) {
  return text.size() <= longest_word &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::string to_text(const ownership::claim& c) {
  json line;
  line["process"] = c.process;
  line["number"] = c.number;
  line["stands"] = words[static_cast<std::size_t>(c.stands)];
  line["since_ms"] = c.since.time_since_epoch().count();
  line["ready"] = c.ready;
  line["log"] = c.log;
  line["where"] = c.where;
  line["home"] = c.home;
  return line.dump();
}

std::optional<ownership::claim> claim_from_text(std::string_view text) {
  if (text.size() > longest_claim) return std::nullopt;
  try {
    const auto line = json::parse(text);
    const auto stands = standing_of(line.at("stands").get<std::string>());
    ownership::claim c{
        .process = line.at("process"),
        .number = line.at("number"),
        .since = instant{millis{line.at("since_ms").get<std::int64_t>()}},
        .ready = line.at("ready"),
        .log = line.at("log"),
        .where = line.at("where"),
        .home = line.at("home")};
    if (!stands || c.process.empty() || !is_plain(c.process) || !is_plain(c.log) ||
        !is_plain(c.where) || !is_plain(c.home))
      return std::nullopt;
    c.stands = *stands;
    return c;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace sluice::nats
