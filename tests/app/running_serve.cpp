#include "tests/app/running_serve.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "adapters/config/configuration.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

std::string demo_on(std::uint16_t channels, std::uint16_t notifications,
                    const temporary_folder& folder) {
  std::string text(demo_configuration());
  const auto replace_all = [&](const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  };
  replace_all("127.0.0.1:18901", "127.0.0.1:" + std::to_string(channels));
  replace_all("127.0.0.1:18902", "127.0.0.1:" + std::to_string(notifications));
  replace_all("\"sluice-data", '"' + (folder.path() / "data").string());
  return folder.write("sluice.toml", text);
}

namespace {

std::vector<std::string> command(const std::string& log, const std::string& config,
                                 const std::string& nats, const std::string& before,
                                 const std::vector<std::string>& more) {
  std::vector<std::string> all{
      "sh",       "-c",           before + "; exec \"$@\" 2>'" + log + "'",
      "sh",       SLUICE_PROGRAM, "serve",
      "--config", config,         "--nats",
      nats};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

running_serve::running_serve(const temporary_folder& folder, const std::string& config,
                             const std::string& nats, const std::string& before,
                             const std::vector<std::string>& more)
    : folder_(folder),
      log_(folder.write("log", "")),  // empty: an earlier one's "ready" is not ours
      process_(command(log_, config, nats, before, more)) {}

running_serve::running_serve(const temporary_folder& folder,
                             const std::vector<std::string>& options)
    : folder_(folder), log_(folder.write("log", "")), process_([&] {
        std::vector<std::string> all{
            "sh", "-c", "exec \"$@\" 2>'" + log_ + "'", "sh", SLUICE_PROGRAM, "serve"};
        if (std::find(options.begin(), options.end(), "--data") == options.end())
          all.insert(all.end(), {"--data", (folder.path() / "data").string()});
        all.insert(all.end(), options.begin(), options.end());
        return all;
      }()) {}

std::string running_serve::ready_field(const std::string& name) const {
  std::istringstream lines(log());
  for (std::string line; std::getline(lines, line);) {
    const auto note = nlohmann::json::parse(line, nullptr, false);
    if (note.is_object() && note.value("event", "") == "ready") return note.at(name);
  }
  FAIL("not ready: " << log());
  return {};
}

bool running_serve::says(std::string_view event) {
  const auto line = "\"event\":\"" + std::string(event) + '"';
  for (int i = 0; i < 1000; ++i) {
    if (log().find(line) != std::string::npos) return true;
    static_cast<void>(process().wait_for(millis{10}));
  }
  return false;
}

bool running_serve::becomes_ready() {
  constexpr int tries = 3000;
  for (int i = 0; i < tries; ++i) {
    if (log().find("\"event\":\"ready\"") != std::string::npos) return true;
    if (process_.wait_for(millis{10})) return false;
  }
  return false;
}

std::string order(const std::string& number, int amount) {
  return R"({"merchant":"m1","order_no":")" + number +
         R"(","business_type":"payment_code","amount_minor":)" + std::to_string(amount) +
         R"(,"currency":"CNY","payment_code":"134567890123456789"})";
}

}  // namespace sluice::test
