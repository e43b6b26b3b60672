#include "adapters/nats/event_streams.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "adapters/nats/client.hpp"
#include "adapters/nats/stream_watch.hpp"

namespace sluice::nats {
namespace {

using json = nlohmann::json;

std::vector<std::string> texts_in(const json& list) {
  std::vector<std::string> out;
  if (!list.is_array()) return out;
  for (const auto& item : list)
    if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

}  // namespace

std::optional<std::vector<std::string>> read_stream_names(std::string_view body) {
  const auto answer = json::parse(body, nullptr, false);
  if (!answer.is_object() || answer.contains("error") || !answer.contains("total"))
    return std::nullopt;
  return texts_in(answer.value("streams", json::array()));
}

std::vector<std::string> read_stream_subjects(std::string_view body) {
  const auto answer = json::parse(body, nullptr, false);
  if (!answer.is_object()) return {};
  const auto config = answer.value("config", json::object());
  if (!config.is_object() || config.value("no_ack", json(false)) == true) return {};
  return texts_in(config.value("subjects", json::array()));
}

std::optional<std::string> event_streams::ask(const std::string& subject, const std::string& body,
                                              millis limit) {
  auto answer = client(at_).ask(subject, body, {}, limit);
  if (auto* said = std::get_if<response>(&answer)) return std::move(said->body);
  // Nobody answers there: the server has no JetStream, or not for us.
  if (std::get<request_failure>(answer) == request_failure::no_responders) return R"({"total":0})";
  return std::nullopt;
}

bool event_streams::look(millis limit) {
  const auto listed = ask("$JS.API.STREAM.NAMES", json{{"subject", filter_}}.dump(), limit);
  const auto names = listed ? read_stream_names(*listed) : std::nullopt;
  if (!names) return false;
  std::vector<std::string> found;
  for (const auto& name : *names) {
    const auto info = ask("$JS.API.STREAM.INFO." + name, "", limit);
    if (!info) return false;
    auto subjects = read_stream_subjects(*info);
    std::move(subjects.begin(), subjects.end(), std::back_inserter(found));
  }
  subjects_ = std::move(found);
  return true;
}

bool event_streams::take_in(std::string_view subject) const noexcept {
  return std::any_of(subjects_.begin(), subjects_.end(),
                     [&](const std::string& filter) { return subjects_collide(filter, subject); });
}

}  // namespace sluice::nats
