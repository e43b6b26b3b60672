#include "adapters/nats/claim_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/enumerators.hpp"
#include "base/invariant.hpp"

namespace sluice::nats {
namespace {

using ownership::standing;
using json = nlohmann::ordered_json;

constexpr std::size_t longest_claim = 2048;
constexpr std::size_t longest_word = 200;

std::string_view word_of(standing s) {
  switch (s) {
    case standing::waiting: return "waiting";
    case standing::asking: return "asking";
    case standing::taking: return "taking";
    case standing::holding: return "holding";
    case standing::draining: return "draining";
    case standing::leaving: return "leaving";
  }
  broken_invariant("every standing has a word", __FILE__, __LINE__);
}

std::optional<standing> standing_of(std::string_view word) {
  for (const auto s : enumerators<standing>)
    if (word_of(s) == word) return s;
  return std::nullopt;
}

/// It is shown to people: not longer than what an engine says of itself, and without tricks.
bool is_plain(const std::string& text) {
  return text.size() <= longest_word &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// One word: it stands in a line of NATS's protocol.
bool is_group(const std::string& text) {
  return is_plain(text) && !text.empty() && text.find(' ') == std::string::npos;
}

}  // namespace

std::string to_text(const ownership::claim& c) {
  json line;
  line["process"] = c.process;
  line["number"] = c.number;
  line["stands"] = word_of(c.stands);
  line["since_ms"] = c.since.time_since_epoch().count();
  line["ready"] = c.ready;
  line["log"] = c.log;
  line["where"] = c.where;
  line["home"] = c.home;
  line["group"] = c.group;
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
        .home = line.at("home"),
        .group = line.value("group", std::string("q"))};  // older engines know only this one
    if (!stands || c.process.empty() || !is_plain(c.process) || !is_plain(c.log) ||
        !is_plain(c.where) || !is_plain(c.home) || !is_group(c.group))
      return std::nullopt;
    c.stands = *stands;
    return c;
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace sluice::nats
