#include "app/demo/alarm_receiver.hpp"

#include <algorithm>

#include "app/demo/demo_ports.hpp"

namespace sluice::demo {
namespace {

heard_alarm notice_in(const nlohmann::json& said) {
  return {.kind = said.at("kind").get<std::string>(),
          .key = said.at("key").get<std::string>(),
          .step = said.at("step").get<std::string>(),
          .subject = said.value("subject", ""),
          .at = std::chrono::steady_clock::now()};
}

}  // namespace

alarm_receiver::alarm_receiver()
    : server_("127.0.0.1:0", [this](const http_request& asked, const http_server::respond& answer) {
        answer(http_response{.status = status_for(asked.body)});
      }) {}

std::string alarm_receiver::configuration() const {
  return "\n[alarms.receivers.pager]\nkind = \"http\"\nurl = \"http://" + loopback_address(port()) +
         "/alarms\"\nlimit_per_minute = 60\n";
}

/// Many at once come as a list.
int alarm_receiver::status_for(const std::string& body) {
  try {
    const auto said = nlohmann::json::parse(body);
    const std::lock_guard lock(mutex_);
    if (said.contains("notices"))
      for (const auto& one : said.at("notices")) heard_.push_back(notice_in(one));
    else
      heard_.push_back(notice_in(said));
    return 204;
  } catch (const nlohmann::json::exception&) {
    return 400;
  }
}

std::optional<heard_alarm> alarm_receiver::first(std::string_view kind, std::string_view key,
                                                 std::string_view step) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(
      heard_, [&](const auto& n) { return n.kind == kind && n.key == key && n.step == step; });
  return found == heard_.end() ? std::nullopt : std::optional(*found);
}

std::set<std::string> alarm_receiver::kinds() const {
  const std::lock_guard lock(mutex_);
  std::set<std::string> out;
  for (const auto& n : heard_) out.insert(n.kind);
  return out;
}

}  // namespace sluice::demo
